"""The rows of a rendition in the tables that belong to it: written many at a time, and read back as they were made."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence

from .entry import Cell

Row = Sequence[Cell]

_INSERT = {
    "addressing": "INSERT INTO addressing VALUES (?, ?, ?, ?, ?, ?)",
    "tag": "INSERT INTO tag VALUES (?, ?, ?, ?)",
    "caption": "INSERT INTO caption VALUES (?, ?, ?)",
    "reference": "INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    "citation": "INSERT OR IGNORE INTO citation (rendition, mrn, n, choice, how) VALUES (?, ?, ?, ?, ?)",
    "paragraph": "INSERT INTO paragraph VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    "person": "INSERT INTO person VALUES (?, ?, ?, ?, ?, ?)",
    "finding": "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?)",
    "content": "INSERT INTO content VALUES (?, ?)",
}
TABLES = tuple(table for table in _INSERT if table != "content")
"""Tables whose rows an entry has; ``rendition`` is their first column here, and left out of an entry's rows."""

_SELECT = {
    "addressing": "SELECT n, role, name, post, precedence, serial FROM addressee",
    "tag": "SELECT n, code, kind FROM tag",
    "caption": "SELECT n, caption FROM caption",
    "reference": 'SELECT n, kind, letter, text, mrn, start, "end" FROM reference',
    "citation": "SELECT mrn, n, choice, how FROM citation",
    "paragraph": 'SELECT n, number, portion, kind, heading, start, "end" FROM paragraph',
    "person": "SELECT n, role, name, title, side FROM person",
    "finding": 'SELECT n, code, message, start, "end" FROM finding',
}


class Rows:
    """Writes and reads the rows of renditions; what is put is only there after ``flush``."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._stations: dict[tuple[Cell, Cell], int] = {
            (name, post): number for number, name, post in database.execute("SELECT * FROM station")
        }
        self._waiting: defaultdict[str, list[tuple[Cell | bytes, ...]]] = defaultdict(list)

    def put(self, rendition: int, content: bytes, children: Mapping[str, Sequence[Row]]) -> None:
        """Have the rows of a rendition written."""
        self._waiting["content"].append((rendition, content))
        for table, rows in children.items():
            if table == "addressing":
                rows = [(n, role, self._station(name, post), *rest) for n, role, name, post, *rest in rows]
            self._waiting[table] += [(rendition, *row) for row in rows]

    def flush(self) -> None:
        """Write what was put."""
        for table, rows in self._waiting.items():
            self._database.executemany(_INSERT[table], rows)
        self._waiting.clear()

    def forget(self) -> None:
        """Drop what was put and not written."""
        self._waiting.clear()

    def get(self, rendition: int) -> dict[str, list[tuple[Cell, ...]]]:
        """Return the rows of a rendition by table as an entry has them, tables without any left out."""
        found = {
            table: self._database.execute(f"{select} WHERE rendition = ? ORDER BY n", (rendition,)).fetchall()
            for table, select in _SELECT.items()
        }
        return {table: rows for table, rows in found.items() if rows}

    def drop(self, rendition: int) -> None:
        """Forget the rows of a rendition."""
        for table in _INSERT:
            self._database.execute(f"DELETE FROM {table} WHERE rendition = ?", (rendition,))

    def _station(self, name: Cell, post: Cell) -> int:
        if (name, post) not in self._stations:
            cursor = self._database.execute("INSERT INTO station (name, post) VALUES (?, ?)", (name, post))
            assert cursor.lastrowid is not None
            self._stations[name, post] = cursor.lastrowid
        return self._stations[name, post]
