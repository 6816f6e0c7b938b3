"""A subject in readable case: words in title case, acronyms and redactions in capitals."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cablegram.codebooks.words import acronyms

from .portions import portion

SMALL_WORDS = frozenset(
    ("a", "an", "and", "as", "at", "but", "by", "for", "if", "in", "of", "on", "or", "the", "to", "via", "vs")
)
"""Words in small letters unless they begin or end a phrase, as usual in headlines."""

_FEW = 0.15
"""Share of odd-case letters a subject typed in one case may have: "EGYPT'S 55th BIRD FLU VICTIM" (09CAIRO226)
has 0.08 small ones; the least a subject in mixed case was seen to have is 0.6."""

_LONGEST_WORD = 60
_SMALL_LETTER = re.compile(r"[^\W\d_A-Z]+")
_REDACTED = re.compile(r"(?<![A-Za-z])x{4,}(?![A-Za-z])")
_MARKS = "\"'“”‘’`()[]{}<>,;:!?*#"
_POSSESSIVE = re.compile(r"(.+)(['’‘`,])[Ss]", re.S)  # ROK’S 09SEOUL59; POST,S 10SANAA317
_JOINTS = re.compile(r"([^\w.'’‘`]+|\.(?=\w\w))")  # TFTP/SWIFT, DROC--VATICAN 01VATICAN1261
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?")  # U.S.-UK 09LONDON2569
_NO_VOWEL = re.compile(r"[B-DF-HJ-NP-TV-XZ]{2,6}", re.I)  # PCC 09SAOPAULO558
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|s)", re.I)  # 55th 09CAIRO226
_PREFIXED = re.compile(r"(Mc)(?=\w{3})|([^\W\d_]['’‘])(?=\w{3})", re.I)  # COTE D'IVOIRE 08LONDON2899
_STATED = re.compile(r"\(([A-Z][A-Z0-9&]{1,7})\)")
_PHRASE_END = re.compile(r"(?:[:;?!—–]|(?<![^\W_])-+|[^\W\d_]{4}\.)[\"”’')\]]*$")


def readable_title(subject: str, stated: frozenset[str] = frozenset()) -> str:
    """Return ``subject`` in title case where it was typed in one case; in mixed case it stays as it is.

    Redactions come out in capitals either way, and so do the acronyms the message itself has
    ``stated`` (``Strategic Economic Dialogue (SED)``, 07BEIJING2463).

    >>> readable_title("SPD IN DRIVER'S SEAT FOR BERLIN ELECTION")
    "SPD in Driver's Seat for Berlin Election"
    """
    words = subject.split()
    if not (subject.isupper() or subject.islower() or _typed_in_one_case(subject)):
        return _REDACTED.sub(lambda redaction: redaction[0].upper(), " ".join(words))
    last = len(words) - 1
    cased = []
    before = ":"
    for at, word in enumerate(words):
        if (
            word.lower() in SMALL_WORDS
            and at != last
            and not _PHRASE_END.search(before, max(0, len(before) - 12))
        ):
            cased.append(word.lower())
        elif word.strip(_MARKS).upper() in stated:
            cased.append(word.upper())
        else:
            cased.append(_cased(word) if len(word) < _LONGEST_WORD else word)
        before = word
    return " ".join(cased)


def stated_acronyms(text: str) -> frozenset[str]:
    """Return the acronyms ``text``, in mixed case, puts in brackets behind what they stand for."""
    stated = frozenset(word for word in _STATED.findall(text) if portion(word) is None)
    return stated if stated and text != text.upper() else frozenset()


def _typed_in_one_case(subject: str) -> bool:
    """Say whether nearly all letters are capitals, or all small from the first on (04ANKARA348)."""
    small = sum(map(len, _SMALL_LETTER.findall(subject)))
    letters = sum(map(str.isalpha, subject))
    first = next((letter for letter in subject if letter.isalpha()), "")
    return small <= letters * _FEW or (first.islower() and small >= letters * (1 - _FEW / 3))


@cache
def _spellings() -> dict[str, str]:
    return {row.acronym.upper(): row.acronym for row in acronyms()}


@cache
def _also_words() -> frozenset[str]:
    """Return the acronyms, in capitals, that are more often an ordinary word."""
    return frozenset(row.acronym.upper() for row in acronyms() if row.word)


@lru_cache(maxsize=16384)
def _cased(word: str) -> str:
    """Return a word of a subject typed in one case, its marks around it."""
    core = word.strip(_MARKS)
    if not core:
        return word
    start = word.index(core)
    lead, trail = word[:start], word[start + len(core) :]
    if core.endswith(".") and not _INITIALS.fullmatch(core):
        core, trail = core.rstrip("."), word[start + len(core.rstrip(".")) :]
    bracketed = lead.endswith("(") and trail.startswith(")")
    return lead + _spelt(core, acronym=bracketed) + trail


def _spelt(core: str, *, acronym: bool = False) -> str:
    """Return a word without marks; ``acronym`` settles it for one that is also an ordinary word."""
    if not (core.isupper() or core.islower()):
        return core
    capitals = core.upper()
    if capitals in _spellings() and (acronym or capitals not in _also_words()):
        return _spellings()[capitals]
    if possessive := _POSSESSIVE.fullmatch(core):
        return _spelt(possessive[1]) + possessive[2].replace(",", "'") + "s"
    if _INITIALS.fullmatch(core) or set(capitals) == {"X"}:
        return capitals
    pieces = _JOINTS.split(core)
    if len(pieces) > 1:
        return _compound(pieces)
    if any(map(str.isdigit, core)):
        return core.lower() if _ORDINAL.fullmatch(core) else capitals
    if len(core) == 1 or (_NO_VOWEL.fullmatch(core) and capitals not in _also_words()):
        return capitals
    return _capitalised(core)


def _compound(pieces: list[str]) -> str:
    """Return DUAL-USE, SLA/U, FACE-TO-FACE: each part by itself, small words small between the others."""
    acronym = "/" in pieces and any(
        piece.upper() in _spellings() and piece.upper() not in _also_words() for piece in pieces
    )
    cased = []
    for at, piece in enumerate(pieces):
        if at % 2 or not piece:
            cased.append(piece)
        elif 0 < at < len(pieces) - 1 and piece.lower() in SMALL_WORDS:
            cased.append(piece.lower())
        else:
            cased.append(_spelt(piece, acronym=acronym))
    return "".join(cased)


def _capitalised(word: str) -> str:
    if prefix := _PREFIXED.match(word):
        return prefix[0].capitalize() + word[prefix.end() :].capitalize()
    return word.capitalize()
