"""Whole numbers as people write them in a query, and message numbers, whole or without a year."""

from __future__ import annotations

import re
from typing import NamedTuple

from cablegram import codebooks
from cablegram.parse import MRN

PIVOT = 60
"""Two-digit years from here on are of the last century: published numbers run from 66 to 10."""

_PLAIN = re.compile(r"(\d{1,12})")
_BETWEEN = re.compile(r"(\d{1,12})?\.\.+(\d{1,12})?")
_COMPARED = re.compile(r"(>=|<=|>|<)(\d{1,12})")
_AS_TYPED = re.compile(r"(?:\d\d){1,2}[A-Za-z]{3,}\d{1,7}")  # 07BEIJING2463, 1975STATE036519
_DIGITS_FIRST = re.compile(r"\W*\d")


class Bounds(NamedTuple):
    """The numbers from ``low`` to ``high``, both included; ``None`` is open."""

    low: int | None
    high: int | None


def read_bounds(text: str) -> Bounds | None:
    """Return the numbers ``text`` means: ``5``, ``5..9``, ``5..``, ``>5``, ``<=9``; or ``None``."""
    plain = text.replace(",", "").replace(" ", "")
    if found := _PLAIN.fullmatch(plain):
        return Bounds(int(found[1]), int(found[1]))
    if (found := _BETWEEN.fullmatch(plain)) and (found[1] or found[2]):
        low, high = (int(end) if end else None for end in found.groups())
        return Bounds(high, low) if low is not None and high is not None and low > high else Bounds(low, high)
    if found := _COMPARED.fullmatch(plain):
        number = int(found[2])
        above = {">": Bounds(number + 1, None), ">=": Bounds(number, None)}
        below = {"<": Bounds(None, number - 1), "<=": Bounds(None, number)}
        bounds = (above | below)[found[1]]
        return bounds if bounds.high != -1 else Bounds(1, 0)  # less than nothing: none
    return None


def said(pattern: str, bounds: Bounds) -> str:
    """Return a field's ``pattern`` with the bounds in words."""
    plural = "" if bounds == (1, 1) else "s"
    return pattern.replace("{}", _said(bounds)).replace("{s}", plural)


def _said(bounds: Bounds) -> str:
    if bounds.low == bounds.high:
        return str(bounds.low)
    if bounds.high is None:
        return f"{bounds.low} or more"
    if bounds.low is None:
        return f"{bounds.high} or less"
    return f"{bounds.low} to {bounds.high}"


def read_mrn(text: str, year: int | None = None) -> MRN | None:
    """Return the message number ``text`` is in any spelling, if it is one; ``year`` where it has none."""
    try:
        return MRN.parse(text, year)
    except ValueError:
        return None


def spellings(mrn: MRN) -> tuple[str, ...]:
    """Return every number that numbers the same cable: posts of one series number theirs together."""
    same = [slug for slug, entry in codebooks.posts().items() if entry.series == _series(mrn.post)]
    year = f"{mrn.year % 100:02d}"
    return tuple(dict.fromkeys((str(mrn), *(f"{year}{slug}{mrn.number}" for slug in same))))


def _series(post: str) -> str:
    entry = codebooks.post(post)
    return entry.series if entry else post


def without_year(text: str) -> str | None:
    """Return a pattern of the numbers of any year that ``text`` (``BEIJING 2463``) can be, or ``None``."""
    if _DIGITS_FIRST.match(text):
        return None
    mrn = read_mrn(text, 2000)
    return f"[0-9]{{2}}{mrn.post}{mrn.number}" if mrn else None


def typed_number(word: str) -> MRN | None:
    """Return the message number a word of a query is, if it is spelt like one of a known post."""
    mrn = read_mrn(word) if _AS_TYPED.fullmatch(word) else None
    return mrn if mrn and not mrn.repairs else None
