"""One source removed, with all that only it supported."""

from __future__ import annotations

import os
import re

import msgspec

from .catalog import ArchiveError
from .listing import places
from .naming import said_of
from .writer import Writer

_SHORTEST = 4


class Removal(msgspec.Struct, frozen=True):
    """What went with a source.

    ``cables`` are held no longer, ``ghosts`` those of them that others cite; ``fewer`` are held still, by other
    renditions. What people said of the cables that went is kept (``said`` counts it) until they come back.
    """

    sha256: str
    places: tuple[str, ...]
    renditions: int
    cables: tuple[str, ...]
    fewer: tuple[str, ...]
    ghosts: tuple[str, ...]
    said: dict[str, int]


def remove(writer: Writer, named: str) -> Removal:
    """Remove the source with that path, or whose SHA-256 begins so; raise ArchiveError unless it is one."""
    database = writer.database
    source, sha256 = _the_one(writer, named)
    writer.begin()
    database.execute("PRAGMA secure_delete = ON")
    met = places(database, source)
    rows = database.execute(
        "SELECT rendition.id, cable.id, name FROM rendition JOIN cable ON cable.id = rendition.cable WHERE source = ?",
        (source,),
    ).fetchall()
    for rendition, *_ in rows:
        writer.remove(rendition)
    database.execute(
        "DELETE FROM failure WHERE (path, member) IN (SELECT path, member FROM place WHERE source = ?)",
        (source,),
    )
    database.execute("DELETE FROM source WHERE id = ?", (source,))
    held = {cable for _, cable, _ in rows if _holds(writer, cable)}
    gone = sorted({name for _, cable, name in rows if cable not in held})
    said: dict[str, int] = {}
    for name in gone:
        for table, many in said_of(database, name).items():
            said[table] = said.get(table, 0) + many
    ghosts = [
        name for name in gone if database.execute("SELECT 1 FROM ghost WHERE mrn = ?", (name,)).fetchone()
    ]
    fewer = sorted({name for _, cable, name in rows if cable in held})
    return Removal(sha256.hex(), met, len(rows), tuple(gone), tuple(fewer), tuple(ghosts), said)


def _holds(writer: Writer, cable: int) -> bool:
    return writer.database.execute("SELECT 1 FROM cable WHERE id = ?", (cable,)).fetchone() is not None


def _the_one(writer: Writer, named: str) -> tuple[int, bytes]:
    by_place = writer.database.execute(
        "SELECT DISTINCT id, sha256 FROM source JOIN place ON place.source = id WHERE path IN (?, ?)"
        " OR path || ': ' || member = ?",
        (named, os.path.abspath(named), named),
    ).fetchall()
    prefix = named.strip().lower()
    found = by_place
    if not by_place and re.fullmatch(r"[0-9a-f]{1,64}", prefix):
        if len(prefix) < _SHORTEST:
            raise ArchiveError(f"{named} is too short; name at least {_SHORTEST} digits of its SHA-256.")
        found = writer.database.execute(
            "SELECT id, sha256 FROM source WHERE hex(sha256) LIKE ? || '%'", (prefix,)
        ).fetchall()
    if not found:
        raise ArchiveError(f"No source is called {named}. Sources are listed by: cablegram list --sources.")
    if len(found) > 1:
        some = ", ".join(sha256.hex()[:12] for _, sha256 in found[:5])
        more = f" and {len(found) - 5} more" if len(found) > 5 else ""
        raise ArchiveError(f"{named} means {len(found)} sources: {some}{more}. Name one by its digits.")
    return found[0][0], found[0][1]
