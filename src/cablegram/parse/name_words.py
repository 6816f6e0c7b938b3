"""What the words of a "Classified By" line are: title, link, name, initials … by vocabulary and by shape."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from cablegram.codebooks import posts
from cablegram.codebooks.words import acronyms, classifier_words, given_names, name_words

_INITIALS = re.compile(r"[A-Z]\.?|(?:[A-Z0]\.-?)+(?:[A-Z]\.?)?")  # LEE 0. COLDREN 96STATE183372, S.K. ABEYTA
_BOUND = re.compile(r"derived|declass\w*|decl|eo|e\.[o0].*")  # BASED ON E.O.12958 REASONS 05ROME3781
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", ",": "'", "\\": None})  # d,Affaires 08MANAMA301
_MISREAD = str.maketrans({"0": "o", "1": "l"})  # COUNSEL0R 98USUNNEWYORK1638
_NO_VOWEL = re.compile(r"[B-DF-HJ-NP-TV-XZ]{2,}")
_GLUED = re.compile(r"(?:[^\W\d_]{2,}\.|[A-Z]?[a-z]{4,})(?=[A-Z]\w)")  # a blank lost behind a title
_CAPITAL = re.compile(r"[A-Z]")


@cache
def _vocabulary() -> dict[str, str]:
    kinds = {"title": "T", "office": "T", "status": "T", "link": "L"}
    words = {row.word: kinds[row.kind] for row in classifier_words() if row.kind != "part"}
    return words | {"and": "A", "&": "A"}


@cache
def _compound() -> re.Pattern[str]:
    parts = sorted((row.word for row in classifier_words() if row.kind == "part"), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, parts))}){{2,5}}")


@cache
def _long_words() -> dict[str, tuple[str, ...]]:
    by_letter: dict[str, list[str]] = {}
    for word, kind in _vocabulary().items():
        if kind == "T" and len(word) > 5:
            by_letter.setdefault(word[0], []).append(word)
    return {letter: tuple(words) for letter, words in by_letter.items()}


@cache
def place_words() -> frozenset[str]:
    """Return the words of the names of posts' cities, in lower case."""
    return frozenset(word for post in posts().values() for word in (post.city or "").lower().split())


@cache
def _acronyms() -> frozenset[str]:
    return frozenset(row.acronym for row in acronyms() if not row.word)


@lru_cache(maxsize=4096)
def is_given(word: str) -> bool:
    """Say whether ``word`` is a common given name."""
    return word_key(word) in given_names()


def is_acronym(word: str) -> bool:
    """Say whether ``word`` is typed in capitals and known as an acronym, or has no vowel."""
    return word.isupper() and (word in _acronyms() or _NO_VOWEL.fullmatch(word) is not None)


def word_key(word: str) -> str:
    """Return the form of a word to look up: lower case, usual apostrophes, no marks at its end."""
    return word.translate(_QUOTES).rstrip(".'-/&").lower()


@lru_cache(maxsize=4096)
def is_misspelt_title(word: str) -> bool:
    """Say whether ``word`` is a long word of a title with a letter or two wrong (Ambassaor 09DOHA404)."""
    key = word_key(word).translate(_MISREAD)
    if len(key) < 5:
        return False
    allowed = 1 if len(key) < 8 else 2
    return any(
        OSA.distance(key, title, score_cutoff=allowed) <= allowed for title in _long_words().get(key[0], ())
    )


def _is_reason(key: str) -> bool:
    """Say whether the word is "reason" or "reasons", a letter wrong at most (reaons 08ISLAMABAD1494)."""
    return (
        key[:1] == "r"
        and 4 < len(key) < 9
        and min(OSA.distance(key, "reason", score_cutoff=1), OSA.distance(key, "reasons", score_cutoff=1))
        <= 1
    )


@lru_cache(maxsize=16384)
def word_kind(word: str) -> str:
    """Return the kind of a word; R ends the line, / is a compound to be taken apart."""
    key = word_key(word)
    known = _vocabulary().get(key)
    if known and (len(key) > 1 or word[0].islower()):
        return known
    if _INITIALS.fullmatch(word):
        return "I"
    if key in name_words("suffix"):
        return "S"
    if _BOUND.fullmatch(key) or _is_reason(key):
        return "R"
    if key in name_words("particle"):
        return "P"
    if _compound().fullmatch(key.replace("/", "")):
        return "T"
    if "/" in key:
        pieces = word.split("/")
        apart = any(_named(piece) or (len(piece) > 1 and word_kind(piece) == "R") for piece in pieces)
        return "/" if apart else "T"
    if len(pieces_of(word)) > 1:
        return "/"
    if "-" in key and all(_titular(part) for part in key.split("-") if part):
        return "T"
    if any(letter.isdigit() for letter in key):
        mended = key.translate(_MISREAD)
        return _vocabulary().get(mended) or ("N" if mended.isalpha() and key[0] != "1" else "X")
    return "N" if _CAPITAL.search(word) else "X"


def pieces_of(word: str) -> list[tuple[int, int]]:
    """Return the places in ``word`` of what it was run together from: DCM/Ted, Amb.Ted, AmbassadorTed."""
    if "/" in word:
        return [piece.span() for piece in re.finditer(r"[^/]+|/", word)]
    glued = _GLUED.match(word)
    if glued and _vocabulary().get(word_key(glued[0])) == "T":
        return [glued.span(), (glued.end(), len(word))]
    return [(0, len(word))]


def is_abbreviated(word: str) -> bool:
    """Say whether the full stop of ``word`` only shortens it: Ch., Wm., Quillon-St. John."""
    return len(word) < 4 or word_key(word).rpartition("-")[2] in name_words("abbreviation")


def _titular(part: str) -> bool:
    return part in _vocabulary() or bool(_compound().fullmatch(part)) or is_misspelt_title(part)


def _named(piece: str) -> bool:
    return is_given(piece) or (len(piece) > 3 and not piece.isupper() and word_kind(piece) == "N")
