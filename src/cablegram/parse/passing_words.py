"""The words of passing lines: which name an agency, which an office, which a person."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from cablegram import codebooks
from cablegram.codebooks.agencies import agencies
from cablegram.codebooks.words import classifier_words, given_names

INITIAL_AND_SURNAME = 6
"""Letters of the shortest initial and surname run together in capitals that is taken for a name (SCRONIN);
bare words with fewer are offices (CCIPS, OASIA)."""

_NAME = re.compile(r"(?:[A-Z]\.){1,2}|[A-Z][\w.'’\-]*")
_INITIALS = re.compile(r"(?:[A-Z]\.){1,2}")


@lru_cache(4096)
def known_agency(text: str) -> str | None:
    """Return the name to show of an agency, command or post, or None when ``text`` names none.

    ``DHS/ICE`` is known by its first part; the Department has the one name STATE.
    """
    name = " ".join(text.upper().split())
    first, slash, part = name.partition("/")
    entry = agencies().get(first)
    if entry is not None:
        return (entry.stands_for or first) + slash + part
    tag = codebooks.tags().get(name)
    is_known = (tag is not None and tag.kind == "org") or name.replace(" ", "") in _post_names()
    return name if is_known else None


@cache
def _post_names() -> frozenset[str]:
    """Return the slugs, addresses, cities and earlier names of posts, in capitals without blanks."""
    names = (
        name
        for post in codebooks.posts().values()
        for name in (post.slug, post.plad, post.city, *post.earlier_names)
        if name
    )
    return frozenset(name.upper().replace(" ", "") for name in names)


@lru_cache(1024)
def nearest_agency(name: str) -> str | None:
    """Return the one agency a name of five letters or more is a single slip away from (STAET)."""
    if len(name) < 5:
        return None
    near = process.extract(name, agencies().keys(), scorer=OSA.distance, score_cutoff=1)
    names = {agencies()[known].stands_for or known for known, _, _ in near}
    return names.pop() if len(names) == 1 else None


@lru_cache(4096)
def is_person(text: str, shortest: int = INITIAL_AND_SURNAME) -> bool:
    """Tell whether ``text`` names a person rather than an office.

    A name has one to three capitalised words, none of which is a word of offices, an agency or a
    place; titles may stand before it (CDR S. WRIGHT). Of a single word in capitals only the
    length tells: it needs ``shortest`` letters.
    """
    words = text.split()
    while len(words) > 1 and is_title(words[0]):
        words = words[1:]
    if not 0 < len(words) < 4 or not all(_NAME.fullmatch(word) for word in words):
        return False
    surnames = [word for word in words if not _INITIALS.fullmatch(word)]
    if not surnames or any(is_office(word) or is_title(word) for word in surnames):
        return False
    name = " ".join(words).upper()
    if known_agency(name) or name in _countries():
        return False
    if len(words) > 1:
        return len(surnames) < len(words) or any(len(word) > 3 for word in words)
    return not name.isalpha() or not words[0].isupper() or len(name) >= shortest


def is_title(word: str) -> bool:
    """Tell whether a word is a rank or title (DAS, AMBASSADOR), not an initial."""
    return _bare(word) in _words()[0] and not _INITIALS.fullmatch(word)


def is_office(word: str) -> bool:
    """Tell whether a word belongs to the names of offices (AFFAIRS, POL)."""
    return _bare(word) in _words()[1]


def is_given_name(word: str) -> bool:
    """Tell whether a word is a known given name."""
    return word.lower() in given_names()


def _bare(word: str) -> str:
    return word.lower().rstrip(".")


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    words = classifier_words()
    titles = frozenset(entry.word for entry in words if entry.kind == "title")
    return titles, frozenset(entry.word for entry in words if entry.kind in ("office", "part"))


@cache
def _countries() -> frozenset[str]:
    """Return the names of countries in capitals: desks are called after them."""
    return frozenset(
        entry.name.upper() for entry in codebooks.tags().values() if entry.kind == "geo" and entry.name
    )
