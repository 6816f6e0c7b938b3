"""What cables are called, and what people said of a cable following it when its name changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress

import msgspec

from cablegram.parse import MRN, MRNError

from .catalog import ArchiveError
from .corrections import number_of
from .identity import Fingerprint, best, number

_SAID = ("correction", "note", "label")


def free_name(database: sqlite3.Connection, wanted: str) -> str:
    """Return ``wanted``, or with ~2, ~3 … where another cable has it."""
    name, again = wanted, 1
    while database.execute("SELECT 1 FROM cable WHERE name = ?", (name,)).fetchone():
        again += 1
        name = f"{wanted}~{again}"
    return name


def named(database: sqlite3.Connection, cable: int, fps: Sequence[Fingerprint]) -> tuple[str, str | None]:
    """Return the name and number of a cable whose renditions have those fingerprints, and have it renamed if need be.

    A person's word on its number counts more than what the renditions say.
    """
    name, held = database.execute("SELECT name, mrn FROM cable WHERE id = ?", (cable,)).fetchone()
    mrn = number_of(database, name) or number(fps)
    if mrn == held:
        return name, mrn
    free = free_name(database, mrn or fps[best(fps)].name)
    database.execute("UPDATE cable SET name = ?, mrn = ? WHERE id = ?", (free, mrn, cable))
    carry(database, name, free)
    return free, mrn


def carry(database: sqlite3.Connection, name: str, to: str) -> None:
    """Have what people said of the cable called ``name`` be said of the one called ``to``."""
    for table in _SAID:
        database.execute(f"UPDATE OR IGNORE {table} SET cable = ? WHERE cable = ?", (to, name))
    database.execute("DELETE FROM label WHERE cable = ?", (name,))


def said_of(database: sqlite3.Connection, name: str) -> dict[str, int]:
    """Return how many corrections, notes and labels there are of the cable called ``name``, none left out."""
    count = "SELECT count(*) FROM {} WHERE cable = ?"
    found = {table: database.execute(count.format(table), (name,)).fetchone()[0] for table in _SAID}
    return {table: many for table, many in found.items() if many}


def expected(database: sqlite3.Connection, name: str) -> bool:
    """Tell whether people said something of a cable of that name before it was held, or held again."""
    renamed = database.execute(
        "SELECT cable FROM correction WHERE field = 'mrn' AND before = ?"
        " AND cable NOT IN (SELECT name FROM cable)",
        (msgspec.json.encode(name).decode(),),
    ).fetchone()
    if renamed:
        carry(database, renamed[0], name)
    return bool(said_of(database, name))


def anything_said(database: sqlite3.Connection) -> bool:
    """Tell whether people said anything of any cable."""
    return any(database.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in _SAID)


def find(database: sqlite3.Connection, name: str) -> tuple[int, str]:
    """Return id and name of the cable called ``name``, or numbered so however it is written; else ArchiveError."""
    wanted = [name.strip()]
    with suppress(MRNError):
        wanted.append(str(MRN.parse(name)))
    for one in wanted:
        row = database.execute("SELECT id, name FROM cable WHERE name = ?", (one,)).fetchone()
        if row:
            return row[0], row[1]
    raise ArchiveError(f"There is no cable called {name}. Look for it: cablegram search {name}")
