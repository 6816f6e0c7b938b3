"""What people leave with a cable: notes, and labels to find it by."""

from __future__ import annotations

import sqlite3

import msgspec

from .catalog import ArchiveError


class Note(msgspec.Struct, frozen=True):
    """What a person wrote about a cable, or about the paragraph of it that is ``paragraph`` from 0."""

    id: int
    cable: str
    paragraph: int | None
    text: str
    who: str
    at: str


def write(
    database: sqlite3.Connection, name: str, paragraph: int | None, text: str, who: str, at: str
) -> Note:
    """Keep a note."""
    if not text.strip():
        raise ArchiveError("The note is empty.")
    if paragraph is not None:
        (held,) = database.execute(
            "SELECT count(*) FROM paragraph JOIN cable ON cable.rendition = paragraph.rendition WHERE name = ?",
            (name,),
        ).fetchone()
        if not 0 <= paragraph < held:
            raise ArchiveError(f"{name} has {held} paragraphs, counted from 0; there is no {paragraph}.")
    cursor = database.execute(
        "INSERT INTO note (cable, paragraph, text, who, at) VALUES (?, ?, ?, ?, ?)",
        (name, paragraph, text.strip(), who, at),
    )
    return Note(cursor.lastrowid or 0, name, paragraph, text.strip(), who, at)


def notes(database: sqlite3.Connection, name: str | None = None) -> list[Note]:
    """Return the notes of the cable called ``name``, or all, in the order they were written."""
    rows = database.execute(
        "SELECT id, cable, paragraph, text, who, at FROM note WHERE cable = ?1 OR ?1 IS NULL ORDER BY id",
        (name,),
    )
    return [Note(*row) for row in rows]


def erase(database: sqlite3.Connection, note: int) -> str:
    """Forget a note; return the name of its cable."""
    row = database.execute("SELECT cable FROM note WHERE id = ?", (note,)).fetchone()
    if row is None:
        raise ArchiveError(f"There is no note {note}.")
    database.execute("DELETE FROM note WHERE id = ?", (note,))
    return str(row[0])


def put_label(database: sqlite3.Connection, name: str, label: str) -> None:
    """Give a cable a label."""
    if not label.strip():
        raise ArchiveError("The label is empty.")
    database.execute("INSERT OR IGNORE INTO label VALUES (?, ?)", (name, label.strip()))


def take_label(database: sqlite3.Connection, name: str, label: str) -> None:
    """Take a label from a cable."""
    if not database.execute("DELETE FROM label WHERE cable = ? AND label = ?", (name, label)).rowcount:
        raise ArchiveError(f"{name} has no label {label!r}.")


def labels(database: sqlite3.Connection, name: str | None = None) -> dict[str, int]:
    """Return the labels of the cable called ``name``, or all, each with how many cables bear it."""
    rows = database.execute(
        "SELECT label, count(*) FROM label WHERE label IN (SELECT label FROM label WHERE cable = ?1 OR ?1 IS NULL)"
        " GROUP BY label ORDER BY label",
        (name,),
    )
    return dict(rows.fetchall())
