"""The Washington agencies and commands that passing lines name, and how they abbreviate them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from .entries import Code, Entry
from .loader import read_book


class AgencyEntry(Entry, frozen=True, kw_only=True):
    """An agency as passing lines name it, in capitals.

    ``stands_for`` is the name to show instead: set only for another word for the same name
    (``DEPARTMENT`` for ``STATE``), not for every agency with two abbreviations (DOC, USDOC).
    """

    name: Code
    stands_for: Code | None = None
    title: str | None = None


@cache
def agencies() -> Mapping[str, AgencyEntry]:
    """Return the agencies by name, in capitals."""
    return MappingProxyType({row.name: row for row in read_book("agencies", AgencyEntry)})
