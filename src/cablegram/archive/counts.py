"""What an archive amounts to: how many of what, and how large it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import msgspec

from .progress import Summary


class Run(msgspec.Struct, frozen=True):
    """One ingest; ``finished`` is None for one that was interrupted, or still runs."""

    started: str
    finished: str | None
    paths: tuple[str, ...]
    summary: Summary | None


class Stats(msgspec.Struct, frozen=True):
    """Counts of an archive, in cables where a name says nothing else.

    ``ghosts`` are cited and not held; ``unindexed`` wait for the next writer to be searchable. ``years`` go
    by date, in order; the other tables are the largest first, under ``""`` what is not known. ``raw_bytes`` is the size
    of the sources as received, ``catalog_bytes`` and ``index_bytes`` that of the archive's two parts.
    """

    cables: int
    renditions: int
    sources: int
    ghosts: int
    possibly_same: int
    failures: int
    corrections: int
    notes: int
    labels: int
    unindexed: int
    years: dict[str, int]
    posts: dict[str, int]
    classifications: dict[str, int]
    containers: dict[str, int]
    raw_bytes: int
    catalog_bytes: int
    index_bytes: int
    last_ingest: Run | None

    @property
    def size(self) -> float | None:
        """The size of the archive as a share of what was put in."""
        return (self.catalog_bytes + self.index_bytes) / self.raw_bytes if self.raw_bytes else None


_COUNTS = {
    "cables": "SELECT count(*) FROM cable",
    "renditions": "SELECT count(*) FROM rendition",
    "sources": "SELECT count(*) FROM source",
    "ghosts": "SELECT count(*) FROM ghost",
    "possibly_same": "SELECT count(*) FROM link",
    "failures": "SELECT count(*) FROM failure WHERE kind <> 'no-cable'",
    "corrections": "SELECT count(*) FROM correction",
    "notes": "SELECT count(*) FROM note",
    "labels": "SELECT count(DISTINCT cable) FROM label",
    "unindexed": "SELECT count(*) FROM unindexed",
    "raw_bytes": "SELECT coalesce(sum(size), 0) FROM source",
}

_TABLES = {
    "years": "SELECT coalesce(strftime('%Y', date, 'unixepoch'), ''), count(*) FROM shown GROUP BY 1 ORDER BY 1",
    "posts": "SELECT coalesce(post, ''), count(*) FROM shown GROUP BY 1 ORDER BY 2 DESC, 1",
    "classifications": "SELECT coalesce(classification, ''), count(*) FROM shown GROUP BY 1 ORDER BY 2 DESC, 1",
    "containers": "SELECT container, count(DISTINCT cable) FROM rendition JOIN source ON source.id = source"
    " GROUP BY 1 ORDER BY 2 DESC, 1",
}


def counted(database: sqlite3.Connection, catalog: Path, index: Path) -> Stats:
    """Return what the archive of ``catalog`` and ``index`` amounts to."""
    counts: dict[str, Any] = {name: database.execute(query).fetchone()[0] for name, query in _COUNTS.items()}
    counts |= {name: dict(database.execute(query).fetchall()) for name, query in _TABLES.items()}
    return Stats(
        **counts,
        catalog_bytes=sum(map(_size, catalog.parent.glob(f"{catalog.name}*"))),
        index_bytes=sum(map(_size, index.glob("*"))),
        last_ingest=_last(database),
    )


def _last(database: sqlite3.Connection) -> Run | None:
    row = database.execute(
        "SELECT started, finished, paths, summary FROM ingest ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    started, finished, paths, summary = row
    return Run(
        started,
        finished,
        msgspec.json.decode(paths, type=tuple[str, ...]),
        msgspec.json.decode(summary, type=Summary) if summary else None,
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # gone meanwhile: the index drops segments that were merged
