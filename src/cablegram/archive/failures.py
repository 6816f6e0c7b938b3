"""What could not be read, and what of it is worth another try."""

from __future__ import annotations

import os
import re
import sqlite3
from pathlib import Path

import msgspec

from .version import version


class Failure(msgspec.Struct, frozen=True):
    """A file, or one in the archive at ``path``, that could not be read: why, what to do, and when it was tried.

    ``kind`` is failed, limit (it breaks a limit), or no-cable (it was read, and holds none).
    """

    path: str
    member: str
    code: str
    message: str
    remedy: str
    kind: str
    when: str


GONE = "missing"


def listed(database: sqlite3.Connection, *, all: bool = False) -> list[Failure]:
    """Return what could not be read, in the order it was met; with ``all`` also files that hold no cable."""
    rows = database.execute(
        "SELECT path, member, code, message, remedy, kind, started FROM failure"
        " JOIN ingest ON ingest.id = failure.ingest WHERE ?1 OR kind <> 'no-cable' ORDER BY failure.id",
        (all,),
    )
    return [Failure(*row) for row in rows]


def to_retry(database: sqlite3.Connection) -> tuple[list[Path], list[str]]:
    """Return the files that failed and are there, and the paths as kept of those that are gone."""
    there: list[Path] = []
    gone: list[str] = []
    for (path,) in database.execute(
        "SELECT path FROM failure WHERE kind <> 'no-cable' AND path <> '' GROUP BY path ORDER BY min(id)"
    ):
        for one in (path, _unshown(path)):
            if os.path.lexists(one):
                there.append(Path(one))
                break
        else:
            gone.append(path)
    return there, gone


def mark_gone(database: sqlite3.Connection, path: str) -> None:
    """Say of what failed at ``path`` that it is gone."""
    database.execute(
        "UPDATE failure SET message = 'It is gone: there is no such file any more. It had failed before: ' || message,"
        " code = ?1, remedy = 'If it was moved, name where it is now: cablegram ingest PATH.'"
        " WHERE path = ?2 AND kind <> 'no-cable' AND code <> ?1",
        (GONE, path),
    )


def held_in_part(database: sqlite3.Connection) -> list[int]:
    """Return the sources of which part could not be read by another version, and may be by this one."""
    rows = database.execute(
        "SELECT DISTINCT source.id FROM source JOIN place ON place.source = source.id"
        " JOIN failure ON failure.path = place.path AND failure.member = place.member"
        " WHERE failure.kind <> 'no-cable' AND source.version <> ? ORDER BY source.id",
        (version(),),
    )
    return [source for (source,) in rows]


def _unshown(path: str) -> str:
    r"""Return the path that ``walk.shown`` wrote so: ``\xff`` stands for a byte that is no text."""
    data = re.sub(rb"\\x([0-9a-f]{2})", lambda match: bytes([int(match[1], 16)]), path.encode())
    return os.fsdecode(data)
