"""Finds the post a name means, however it is spelt: by its slug, another name, its address, or a repair."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from functools import cache, lru_cache
from typing import Literal

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .entries import AliasEntry, DesignatorEntry, PostEntry, TagEntry
from .loader import read_book

How = Literal["exact", "alias", "repaired"]

ONE_LOST, ONE_ERROR, TWO_ERRORS = 4, 5, 8
"""Letters a name must have to be repaired by a letter lost, by any one error, by two. Measured on the damaged
post names among 251,287 published numbers: all but two (BAU, AQNA) are near one post only by this rule."""
SHORTEST_START = 5
"""Letters of a name that is the start of a post's (PANAM, ADDIS)."""
LONGEST = 80
"""Characters: no address of a post is half as long."""

_MARKS = re.compile(r"[^A-Z0-9]+")
_WASHINGTON = re.compile(r"(?<=.)WASH(?:DC|INGTON(?:DC)?)?$")  # SECDEF WASHDC, addressee of 06BAKU1835
_DIGITS = str.maketrans("01", "OI")  # COTON0U 348; 05 SANTIAG0 465


class PostMatch(msgspec.Struct, frozen=True):
    """The post a name means; ``how`` it was found: ``exact``, ``alias`` (a table says so) or ``repaired``."""

    slug: str
    how: How
    as_given: str


@cache
def posts() -> dict[str, PostEntry]:
    """Return the posts by slug."""
    return {row.slug: row for row in read_book("posts", PostEntry)}


def find_post(text: str) -> PostMatch | None:
    """Return the post ``text`` means, or ``None`` when there is none or more than one it could be.

    Case, accents, blanks, hyphens, apostrophes and dots do not count. Tried in turn: the slug; the alias
    table, earlier names, addresses and page codes; the name without ``AMEMBASSY`` and the like, or without
    ``WASHDC``; digits read as letters; the start of one name only (section lines hold ten characters:
    ``KUALA LUMP``); one letter lost, doubled, changed or swapped, two in a long name; ``Q`` for letters
    lost in transmission.
    """
    return _find_post(text) if len(text) <= LONGEST else None


@lru_cache(maxsize=8192)
def _find_post(text: str) -> PostMatch | None:
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
    name = _MARKS.sub("", plain.upper())
    if found := _look_up(name):
        return PostMatch(*found, text)
    letters = name.translate(_DIGITS)
    slug = found[0] if (found := _look_up(letters)) else _repaired(letters)
    return PostMatch(slug, "repaired", text) if slug else None


def _look_up(name: str) -> tuple[str, How] | None:
    if name in posts():
        return name, "exact"
    if name in _aliases():
        return _aliases()[name]
    for shorter in (_designators().sub("", name), _WASHINGTON.sub("", name)):
        if shorter != name and (found := _look_up(shorter)):
            return found if found[1] == "repaired" else (found[0], "alias")
    return None


@cache
def _aliases() -> dict[str, tuple[str, How]]:
    """Return every other spelling of a post, capitals and digits only, with its slug."""
    codes = {post.slug: _MARKS.sub("", post.page_code or "") for post in posts().values()}
    shared = {code for code, count in Counter(codes.values()).items() if count > 1}
    aliases: dict[str, tuple[str, How]] = {}
    for slug, code in codes.items():
        if code not in shared:
            aliases[code] = slug, "alias"
    for post in posts().values():
        for name in (*post.earlier_names, *(earlier[:6] for earlier in post.earlier_names), post.plad):
            if name:
                aliases[_MARKS.sub("", name)] = post.slug, "alias"
    for row in read_book("post_aliases", AliasEntry):
        aliases[row.spelling] = row.slug, "repaired" if row.kind == "typo" else "alias"
    return aliases


def _repaired(name: str) -> str | None:
    name = _designators().sub("", name)
    if name in _countries():  # LAOS is no LAGOS
        return None
    for search in (_by_start, _by_distance, _by_lost_letters):
        if candidates := search(name):
            return candidates.pop() if len(candidates) == 1 else None
    return None


def _by_start(name: str) -> set[str]:
    names, slugs = _names()
    if len(name) < SHORTEST_START:
        return set()
    first = bisect_left(names, name)
    return set(slugs[first : bisect_left(names, f"{name}[")])  # "[" follows "Z"


def _by_distance(name: str) -> set[str]:
    names, slugs = _spellings()
    near = [
        (distance, slugs[index])
        for other, distance, index in process.extract(
            name, names, scorer=OSA.distance, score_cutoff=2, limit=None
        )
        if distance <= _errors(name, other)
    ]
    nearest = min(near, default=(0, ""))[0]
    return {slug for distance, slug in near if distance == nearest}


def _errors(name: str, other: str) -> int:
    """Return how many errors may lie between a name and the post's name meant."""
    letters = min(len(name), len(other))
    lost = letters >= ONE_LOST and len(other) > len(name)
    return (letters >= ONE_ERROR or lost) + (letters >= TWO_ERRORS)


def _by_lost_letters(name: str) -> set[str]:
    """Read Q as one to three letters lost: 07QXICO3307, 07BUENOSQRES633, 09BRUSSQLS1235."""
    if name.count("Q") != 1 or len(name) < ONE_LOST:
        return set()
    start, end = name.split("Q")
    return {
        slug
        for other, slug in zip(*_names(), strict=True)
        if other.startswith(start) and other.endswith(end) and 0 <= len(other) - len(name) <= 2
    }


@cache
def _names() -> tuple[list[str], list[str]]:
    """Return the names of posts, sorted, and their slugs; agencies go by acronyms and are left out."""
    places = (post for post in posts().values() if post.kind != "agency")
    named = {name: post.slug for post in places for name in (post.slug, *post.earlier_names)}
    ordered = sorted(named)
    return ordered, [named[name] for name in ordered]


@cache
def _spellings() -> tuple[list[str], list[str]]:
    """Return the names and the long variants of them (``SECSTATE``), each with its slug."""
    names, slugs = _names()
    variants = [
        row
        for row in read_book("post_aliases", AliasEntry)
        if row.kind == "variant" and len(row.spelling) >= TWO_ERRORS and row.slug in slugs
    ]
    return [*names, *(row.spelling for row in variants)], [*slugs, *(row.slug for row in variants)]


@cache
def _countries() -> frozenset[str]:
    rows = read_book("tags", TagEntry)
    return frozenset(_MARKS.sub("", row.name.upper()) for row in rows if row.kind == "geo" and row.name)


@cache
def _designators() -> re.Pattern[str]:
    words = sorted((row.word for row in read_book("designators", DesignatorEntry)), key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(words)})(?=.)")
