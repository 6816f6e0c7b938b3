"""The catalog and the index as they were at one moment, while others write."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from .catalog import ArchiveError
from .index import SearchIndex

_TRIES = 100
_T = TypeVar("_T")


@contextmanager
def together(database: sqlite3.Connection, index: SearchIndex, take: Callable[[], _T]) -> Iterator[_T]:
    """Hold the catalog as it is now, with what ``take`` takes of the index at the same moment.

    A writer commits to the catalog, then to the index, then notes that it did: where the index is the same before
    and after the catalog was held, it shows what the catalog says but for the cables in ``unindexed``.
    """
    for _ in range(_TRIES):
        before = index.generation
        try:
            taken = take()
        except FileNotFoundError:
            continue  # merged away between
        database.execute("BEGIN")
        database.execute("SELECT count(*) FROM unindexed").fetchone()
        if index.generation == before:
            break
        database.execute("ROLLBACK")
    else:
        raise ArchiveError("The archive changes all the time. Try again when less is written to it.")
    try:
        yield taken
    finally:
        database.execute("ROLLBACK")
