"""What is asked of the catalog, in SQL, and answered in structs."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from .views import Shelf


class CableRow(msgspec.Struct, frozen=True):
    """What a list shows of a cable."""

    id: int
    name: str
    mrn: str | None
    date: datetime | None
    post: str | None
    classification: str | None
    subject: str | None
    title: str | None
    renditions: int
    cites: int
    cited_by: int


class ParagraphText(msgspec.Struct, frozen=True):
    """One paragraph: its place from 0, number as printed, kind, portion marking, heading right above it, clean text."""

    ordinal: int
    number: str | None
    kind: str
    portion: str | None
    heading: str | None
    text: str


class Body(msgspec.Struct, frozen=True):
    """The paragraphs of the rendition a cable shows."""

    id: int
    paragraphs: tuple[ParagraphText, ...]


_ROW = """
SELECT id, name, mrn, date, post, classification, subject, title,
  (SELECT count(*) FROM rendition WHERE cable = shown.id),
  (SELECT count(DISTINCT mrn) FROM cited WHERE cited.rendition = shown.rendition),
  (SELECT count(DISTINCT rendition.cable) FROM cited JOIN rendition ON rendition.id = cited.rendition
   WHERE cited.mrn = shown.mrn)
FROM shown
"""


def summaries(database: sqlite3.Connection, ids: Sequence[int]) -> list[CableRow]:
    """Return the rows of ``ids`` in their order."""
    held: dict[int, CableRow] = {}
    for at in range(0, len(ids), _MANY):
        some = ids[at : at + _MANY]
        marks = ",".join("?" * len(some))
        for row in database.execute(f"{_ROW} WHERE id IN ({marks})", some):
            held[row[0]] = _row(row)
    return [held[cable] for cable in ids if cable in held]


_MANY = 500


def by_name(database: sqlite3.Connection, name: str) -> CableRow | None:
    """Return the cable of that name."""
    row = database.execute(f"{_ROW} WHERE name = ?", (name,)).fetchone()
    return _row(row) if row else None


def bodies(database: sqlite3.Connection, shelf: Shelf, ids: Sequence[int]) -> list[Body]:
    """Return the paragraphs of the shown renditions of ``ids``, in their order."""
    found = []
    for cable in ids:
        row = database.execute("SELECT rendition FROM cable WHERE id = ?", (cable,)).fetchone()
        if row is None:
            continue
        texts = shelf.paragraphs(row[0])
        rows = database.execute(
            "SELECT n, number, kind, portion, heading FROM paragraph WHERE rendition = ? ORDER BY n", row
        )
        paragraphs = [
            ParagraphText(n, number, kind or "text", portion, heading, texts[n])
            for n, number, kind, portion, heading in rows
        ]
        found.append(Body(cable, tuple(paragraphs)))
    return found


def cites(database: sqlite3.Connection, mrn: str) -> list[str]:
    """Return the numbers that the cable numbered ``mrn`` cites."""
    rows = database.execute(
        "SELECT DISTINCT cited.mrn FROM cable JOIN rendition ON rendition.cable = cable.id"
        " JOIN cited ON cited.rendition = rendition.id WHERE cable.mrn = ? ORDER BY 1",
        (mrn,),
    )
    return [cited for (cited,) in rows]


def cited_by(database: sqlite3.Connection, mrn: str) -> list[str]:
    """Return the names of the cables that cite ``mrn``."""
    rows = database.execute(
        "SELECT DISTINCT cable.name FROM cited JOIN rendition ON rendition.id = cited.rendition"
        " JOIN cable ON cable.id = rendition.cable WHERE cited.mrn = ? ORDER BY 1",
        (mrn,),
    )
    return [name for (name,) in rows]


def _row(
    row: tuple[
        int, str, str | None, int | None, str | None, str | None, str | None, str | None, int, int, int
    ],
) -> CableRow:
    date = datetime.fromtimestamp(row[3], UTC) if row[3] is not None else None
    return CableRow(row[0], row[1], row[2], date, *row[4:])
