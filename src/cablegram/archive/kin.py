"""Around one cable: its renditions, what it cites and what cites it, cables it may be one with, numbers near."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec
from rapidfuzz.distance import OSA

from cablegram.parse import MRN

from .listing import Pair, places


class RenditionRow(msgspec.Struct, frozen=True):
    """A cable as one source shows it; ``why`` is how it is known to be of its cable, None where it began it."""

    id: int
    sha256: str
    container: str
    places: tuple[str, ...]
    locator: str | None
    relation: str
    why: str | None


class Cited(msgspec.Struct, frozen=True):
    """A cable that a reference can mean; ``name`` is that of the cable where it is held, ``how`` it was arrived at.

    ``reference`` is the place of the reference among those of the cable; of several cables it can mean
    the first is the likeliest.
    """

    reference: int
    letter: str | None
    text: str
    mrn: str
    how: str
    name: str | None


def renditions(database: sqlite3.Connection, cable: int) -> list[RenditionRow]:
    """Return the renditions of a cable, the one shown first."""
    rows = database.execute(
        "SELECT rendition.id, source.id, sha256, container, locator, relation, why FROM rendition"
        " JOIN source ON source.id = rendition.source JOIN cable ON cable.id = rendition.cable"
        " WHERE cable.id = ? ORDER BY rendition.id <> cable.rendition, rendition.id",
        (cable,),
    ).fetchall()
    return [
        RenditionRow(rendition, sha256.hex(), container, places(database, source), *rest)
        for rendition, source, sha256, container, *rest in rows
    ]


def cited(database: sqlite3.Connection, cable: int) -> list[Cited]:
    """Return what the references of the rendition shown can mean, in their order, the likeliest first."""
    rows = database.execute(
        "SELECT reference.n, letter, text, citation.mrn, how, held.name FROM cable"
        " JOIN reference ON reference.rendition = cable.rendition"
        " JOIN citation ON citation.rendition = reference.rendition AND citation.n = reference.n"
        " LEFT JOIN cable AS held ON held.mrn = citation.mrn"
        " WHERE cable.id = ? ORDER BY reference.n, held.id IS NULL, choice",
        (cable,),
    )
    return [Cited(*row) for row in rows]


def linked(database: sqlite3.Connection, cable: int) -> list[Pair]:
    """Return the cables that a cable is linked with, in either direction; it is the first of each pair."""
    rows = database.execute(
        "SELECT cable.name, other.name, kind, why FROM"
        " (SELECT cable, other, kind, why FROM link WHERE cable = ?1"
        "  UNION SELECT other, cable, kind, why FROM link WHERE other = ?1) AS both"
        " JOIN cable ON cable.id = both.cable JOIN cable AS other ON other.id = both.other ORDER BY 2",
        (cable,),
    )
    return [Pair(*row) for row in rows]


def nearest(database: sqlite3.Connection, mrn: MRN, most: int) -> list[str]:
    """Return names of cables held whose numbers a slip of the hand makes ``mrn``, the likeliest first.

    Looked at are those of its post and year, its post and number in another year, its year and number of another post.
    """
    year, post, number = f"{mrn.year % 100:02d}", mrn.post, mrn.number
    patterns = (f"{year}{post}[0-9]*", f"[0-9][0-9]{post}{number}", f"{year}[A-Z]*[A-Z]{number}")
    rows = database.execute(f"SELECT name FROM cable WHERE {' OR '.join(['mrn GLOB ?'] * 3)}", patterns)
    return _ranked((name for (name,) in rows), mrn)[:most]


def _ranked(names: Iterable[str], mrn: MRN) -> list[str]:
    wanted = str(mrn)

    def unlike(name: str) -> tuple[int, int, str]:
        digits = name.partition("~")[0].removeprefix(wanted[: 2 + len(mrn.post)])
        away = abs(int(digits) - mrn.number) if digits.isdigit() else 0
        return OSA.distance(wanted, name), away, name

    return sorted(set(names), key=unlike)
