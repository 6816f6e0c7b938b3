"""What lists of a whole archive show: its cables in order, its sources, the cables it lacks, those that may be one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Literal

import msgspec

from .questions import CableRow, summaries

Order = Literal["date", "mrn"]

_AT_ONCE = 500


class SourceRow(msgspec.Struct, frozen=True):
    """A file, or a file in an archive, as it was received; ``places`` are where it was met, ``ingested`` when first."""

    sha256: str
    container: str
    size: int
    renditions: int
    places: tuple[str, ...]
    ingested: str


class Ghost(msgspec.Struct, frozen=True):
    """A cable that is cited and not held; ``cited_by`` cables cite it."""

    mrn: str
    cited_by: int


class Pair(msgspec.Struct, frozen=True):
    """Two cables that may be one, by name, and why that is not certain."""

    cable: str
    other: str
    kind: str
    why: str


def listed(
    database: sqlite3.Connection, order: Order, post: str | None, year: int | None
) -> Iterator[CableRow]:
    """Yield the cables of a post (its slug) and a year, or all; those without a date by the year of their number."""
    conditions, values = ["TRUE"], list[str | int]()
    if post is not None:
        conditions.append("post = ?")
        values.append(post)
    if year is not None:
        conditions.append("CASE WHEN date IS NULL THEN mrn GLOB ? ELSE date >= ? AND date < ? END")
        starts = [int(datetime(one, 1, 1, tzinfo=UTC).timestamp()) for one in (year, year + 1)]
        values += [f"{year % 100:02d}[A-Z]*", *starts]
    by_mrn = "mrn IS NULL, substr(mrn, 1, 2) < '60', rtrim(mrn, '0123456789'), length(mrn), mrn, id"
    ids = database.execute(
        f"SELECT id FROM shown WHERE {' AND '.join(conditions)}"
        f" ORDER BY {'date IS NULL, date, ' * (order == 'date')}{by_mrn}",
        values,
    ).fetchall()
    for at in range(0, len(ids), _AT_ONCE):
        yield from summaries(database, [cable for (cable,) in ids[at : at + _AT_ONCE]])


def sources(database: sqlite3.Connection) -> Iterator[SourceRow]:
    """Yield every source in the order of arrival."""
    rows = database.execute(
        "SELECT source.id, sha256, container, size, started,"
        " (SELECT count(*) FROM rendition WHERE rendition.source = source.id)"
        " FROM source JOIN ingest ON ingest.id = source.ingest ORDER BY source.id"
    )
    for source, sha256, container, size, ingested, renditions in rows:
        yield SourceRow(sha256.hex(), container, size, renditions, places(database, source), ingested)


def places(database: sqlite3.Connection, source: int) -> tuple[str, ...]:
    """Return where a source was met: paths, the place inside an archive behind a colon."""
    rows = database.execute("SELECT path, member FROM place WHERE source = ? ORDER BY 1, 2", (source,))
    return tuple(": ".join(filter(None, row)) for row in rows)


def ghosts(database: sqlite3.Connection) -> Iterator[Ghost]:
    """Yield the cables that are cited and not held, the most cited first."""
    for row in database.execute("SELECT mrn, cited_by FROM ghost ORDER BY cited_by DESC, mrn"):
        yield Ghost(*row)


def possibly_same(database: sqlite3.Connection) -> Iterator[Pair]:
    """Yield the cables that are linked as possibly one."""
    rows = database.execute(
        "SELECT cable.name, other.name, kind, why FROM link"
        " JOIN cable ON cable.id = link.cable JOIN cable AS other ON other.id = link.other ORDER BY 1, 2"
    )
    for row in rows:
        yield Pair(*row)
