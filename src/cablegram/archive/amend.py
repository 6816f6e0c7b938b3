"""What corrections make of the values lists show: rows of ``amended``, which the view ``shown`` puts in their place."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from cablegram.model import Cable

from .corrections import kept
from .fields import seconds, sender


def amend(database: sqlite3.Connection, cable: int, name: str, shown: Callable[[], Cable]) -> None:
    """Have lists show the cable called ``name`` as corrected; ``shown`` returns it so."""
    database.execute("DELETE FROM amended WHERE cable = ?", (cable,))
    if not kept(database, name):
        return
    now = shown()
    database.execute(
        "INSERT INTO amended VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            cable,
            seconds(now.date) if now.date else None,
            sender(now),
            now.classification.level if now.classification else None,
            now.subject,
            now.title,
            now.signed_by,
        ),
    )
