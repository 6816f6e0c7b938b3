"""What is asked of the catalog, in SQL, and answered in structs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec

from cablegram.parse import MRN

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
    for some in _parts(ids):
        marks = ",".join("?" * len(some))
        for row in database.execute(f"{_ROW} WHERE id IN ({marks})", some).fetchall():
            held[row[0]] = _row(row)
    return [held[cable] for cable in ids if cable in held]


_MANY = 500


def by_name(database: sqlite3.Connection, name: str) -> CableRow | None:
    """Return the cable of that name, or that message number in any spelling that needs no repair."""
    row = database.execute(f"{_ROW} WHERE name = ?", (name,)).fetchone()
    if row is None and (number := _number(name)):
        row = database.execute(f"{_ROW} WHERE name = ?", (number,)).fetchone()
    return _row(row) if row else None


def _number(name: str) -> str | None:
    try:
        mrn = MRN.parse(name)
    except ValueError:
        return None
    return None if mrn.repairs or str(mrn) == name else str(mrn)


def bodies(database: sqlite3.Connection, shelf: Shelf, ids: Sequence[int]) -> list[Body]:
    """Return the paragraphs of the shown renditions of ``ids``, in their order."""
    held: dict[int, Body] = {}
    for some in _parts(ids):
        about = _about_paragraphs(database, "n, number, ifnull(kind, 'text'), portion, heading", some)
        for cable, texts in shelf.paragraphs(some).items():
            rows = zip(about.get(cable, ()), texts, strict=False)
            paragraphs = [
                ParagraphText(n, number, kind, portion, heading, text)
                for (_, n, number, kind, portion, heading), text in rows
            ]
            held[cable] = Body(cable, tuple(paragraphs))
    return [held[cable] for cable in ids if cable in held]


def passages(
    database: sqlite3.Connection, shelf: Shelf, ids: Sequence[int]
) -> Iterator[tuple[int, list[str]]]:
    """Yield ids with their paragraphs as the index has them: the heading right above in front of the text."""
    for some in _parts(ids):
        headed = _about_paragraphs(database, "n, heading", some, "AND heading IS NOT NULL")
        for cable, texts in shelf.paragraphs(some).items():
            for _, n, heading in headed.get(cable, ()):
                texts[n : n + 1] = [f"{heading}\n{text}" for text in texts[n : n + 1]]
            yield cable, texts


def _about_paragraphs(
    database: sqlite3.Connection, columns: str, ids: Sequence[int], only: str = ""
) -> dict[int, list[tuple[Any, ...]]]:
    """Return by cable a row a paragraph of the shown rendition: the cable's id, then ``columns``."""
    rows = database.execute(
        f"SELECT cable.id, {columns} FROM cable JOIN paragraph ON paragraph.rendition = cable.rendition"
        f" WHERE cable.id IN ({','.join('?' * len(ids))}) {only} ORDER BY cable.id, n",
        ids,
    ).fetchall()
    return {cable: list(some) for cable, some in groupby(rows, itemgetter(0))}


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[at : at + _MANY] for at in range(0, len(ids), _MANY))


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
