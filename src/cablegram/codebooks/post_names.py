"""Finds the post a name means, however it is spelt: by its slug, another name, its address, or a repair."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from typing import Literal

import msgspec
from rapidfuzz.distance import OSA

from .entries import AliasEntry, DesignatorEntry, PostEntry
from .loader import read_book

How = Literal["exact", "alias", "repaired"]

# A name this short may be repaired by one letter, this long by two: measured on the 81 damaged names among
# the 251,287 published numbers, which all find their post, while no two posts come as near to each other.
ONE_ERROR, TWO_ERRORS = 4, 7
SHORTEST_START = 5
LONGEST = 80

_MARKS = re.compile(r"[^A-Z0-9]+")
_WASHINGTON = re.compile(r"(?<=.)WASH(?:DC|INGTON(?:DC)?)?$")  # SECDEF WASHDC (addressee of 06BAKU1835)
_DIGITS = str.maketrans("01", "OI")  # COTON0U 348 (REF of 08COTONOU reporting)


class PostMatch(msgspec.Struct, frozen=True):
    """The post a name means; ``how`` it was found: ``exact``, ``alias`` (a table says so) or ``repaired``."""

    slug: str
    how: How
    as_given: str


@cache
def posts() -> dict[str, PostEntry]:
    """Return the posts by slug."""
    return {row.slug: row for row in read_book("posts", PostEntry)}


@cache
def _aliases() -> dict[str, tuple[str, How]]:
    """Return every other spelling of a post, capitals and digits only, with its slug."""
    rows = read_book("post_aliases", AliasEntry)
    spellings: dict[str, tuple[str, How]] = {
        row.spelling: (row.slug, "repaired" if row.kind == "typo" else "alias") for row in rows
    }
    for post in posts().values():
        names = [*post.earlier_names, _MARKS.sub("", post.plad or "")]
        spellings |= {name: (post.slug, "alias") for name in names if name not in spellings}
    return spellings


def find_post(text: str) -> PostMatch | None:
    """Return the post ``text`` means, or ``None`` when there is none or more than one it could be.

    Case, blanks, hyphens, apostrophes and dots do not count. Tried in turn: the slug; the alias table and
    the address designators; the name without ``AMEMBASSY`` and the like, or without ``WASHDC``; digits
    read as letters; the start of one name only (section lines hold ten characters: ``KUALA LUMP``); one
    letter lost, doubled, changed or swapped, two in a long name; ``Q`` for letters lost in transmission.
    """
    return _find_post(text) if len(text) <= LONGEST else None


@lru_cache(maxsize=8192)
def _find_post(text: str) -> PostMatch | None:
    name = _MARKS.sub("", text.upper())
    found = _look_up(name)
    if found is None and name:
        as_letters = name.translate(_DIGITS)
        found = _look_up(as_letters) or _repair(as_letters)
        found = found and (found[0], "repaired")
    return PostMatch(*found, text) if found else None


def _look_up(name: str) -> tuple[str, How] | None:
    if name in posts():
        return name, "exact"
    if name in _aliases():
        return _aliases()[name]
    for shorter in (_designators().sub("", name), _WASHINGTON.sub("", name)):
        if shorter != name and (found := _look_up(shorter)):
            return found if found[1] == "repaired" else (found[0], "alias")
    return None


def _repair(name: str) -> tuple[str, How] | None:
    name = _designators().sub("", name)
    for candidates in (_by_start(name), _by_distance(name), _by_lost_letters(name)):
        if candidates:
            return (candidates.pop(), "repaired") if len(candidates) == 1 else None
    return None


def _by_start(name: str) -> set[str]:
    names, slugs = _names()
    if len(name) < SHORTEST_START:
        return set()
    first = bisect_left(names, name)
    return {slugs[i] for i in range(first, bisect_left(names, name + "["))}


def _by_distance(name: str) -> set[str]:
    allowed = (len(name) >= ONE_ERROR) + (len(name) >= TWO_ERRORS)
    names, slugs = _names()
    distances = [OSA.distance(name, other, score_cutoff=allowed) for other in names]
    nearest = min(distances, default=0)
    if not 0 < nearest <= allowed:
        return set()
    return {slugs[i] for i, distance in enumerate(distances) if distance == nearest}


def _by_lost_letters(name: str) -> set[str]:
    """Read Q as one to three letters lost: 10AQNA272, 07QXICO3307, 07BUENOSQRES633, 09BRUSSQLS1235."""
    if name.count("Q") != 1 or len(name) < ONE_ERROR:
        return set()
    start, end = name.split("Q")
    names, slugs = _names()
    return {
        slugs[i]
        for i, other in enumerate(names)
        if other.startswith(start) and other.endswith(end) and 1 <= len(other) - len(name) + 1 <= 3
    }


@cache
def _names() -> tuple[list[str], list[str]]:
    """Return the names a misspelling is compared with, sorted, and the slug of each."""
    named = {name: post.slug for post in posts().values() for name in (post.slug, *post.earlier_names)}
    ordered = sorted(name for name in named if len(name) >= ONE_ERROR)
    return ordered, [named[name] for name in ordered]


@cache
def _designators() -> re.Pattern[str]:
    words = sorted((row.word for row in read_book("designators", DesignatorEntry)), key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(words)})(?=.)")
