"""What the words of a TAGS line can be: terms of several words, codes run together or misspelt, persons."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from cablegram import codebooks
from cablegram.codebooks.words import given_names

_CODE = 4  # letters of a subject or program code
_SHORTEST_RUN = _CODE + 2  # the shortest two codes run together: VTPREL (03VATICAN283)
_LONGEST_RUN = 60  # letters; the longest seen has 34 (09CAIRO2205)
_LONGEST_CODE = 8
_INITIAL = re.compile(r"[A-Z]\.?|[JS]R\.?|III?")


@cache
def terms() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return the terms and place names of several words by their first word, longest first."""
    names = {tuple(name.split()) for name in (*codebooks.tags(), *place_names()) if " " in name}
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(names, key=lambda words: (-len(words), words)):
        by_first.setdefault(words[0], []).append(words)
    return {first: tuple(found) for first, found in by_first.items()}


@cache
def place_names() -> frozenset[str]:
    """Return the names of countries and of posts' cities in capitals: posts use them as tags (02ADANA397)."""
    countries = (entry.name for entry in codebooks.tags().values() if entry.kind == "geo")
    cities = (entry.city for entry in codebooks.posts().values())
    return frozenset(name.upper() for name in (*countries, *cities) if name)


@cache
def term_words() -> frozenset[str]:
    """Return the words of the local terms: a run of words that holds one is a term, no person."""
    listed = (entry.code.split() for entry in codebooks.tags().values() if entry.kind == "term")
    return frozenset(word for words in listed if len(words) > 1 for word in words if len(word) >= _CODE)


@cache
def _pieces() -> tuple[frozenset[str], frozenset[str]]:
    """Return the codes a run may consist of, and those of them that are subjects or programs."""
    entries = [
        entry for entry in codebooks.tags().values() if entry.status != "error" and entry.code.isalpha()
    ]
    topics = frozenset(entry.code for entry in entries if entry.kind in ("subject", "program"))
    others = (
        entry.code
        for entry in entries
        if entry.kind == "geo" or (entry.kind == "org" and len(entry.code) > 2)
    )
    return topics.union(others), topics


@lru_cache(4096)
def split_run(word: str) -> tuple[str, ...]:
    """Return the codes ``word`` is made of, empty when it is not.

    ``ETRDEINVECINPGOVCS`` (06SANJOSE2802) is ETRD, EINV, ECIN, PGOV, CS. Of several readings the one
    with the fewest codes holds, if there is only one such. Words that chance to consist of codes
    (PREF, ER, EN, CE) are told by their lack of subjects and programs: one code in three must be one.
    """
    if not (_SHORTEST_RUN <= len(word) <= _LONGEST_RUN and word.isalpha()):
        return ()
    pieces, topics = _pieces()
    # For each length of the word's start: the fewest codes it can be, in how many ways, the last one's start.
    best: list[tuple[int, int, int]] = [(0, 1, 0), *[(0, 0, 0)] * len(word)]
    for start in range(len(word) - 1):
        count, ways, _ = best[start]
        if not ways:
            continue
        for end in range(start + 2, min(start + _LONGEST_CODE, len(word)) + 1):
            if word[start:end] not in pieces:
                continue
            if not best[end][1] or count + 1 < best[end][0]:
                best[end] = (count + 1, ways, start)
            elif count + 1 == best[end][0]:
                best[end] = (count + 1, best[end][1] + ways, start)
    if best[-1][1] != 1:
        return ()
    codes: list[str] = []
    end = len(word)
    while end:
        start = best[end][2]
        codes.append(word[start:end])
        end = start
    return tuple(reversed(codes)) if 3 * sum(code in topics for code in codes) >= len(codes) else ()


@lru_cache(4096)
def without_slip(word: str) -> str | None:
    """Return the one subject or program code ``word`` is with a single letter too many (MOPPS), or None."""
    if len(word) != _CODE + 1:
        return None
    topics = _pieces()[1]
    found = {word[:i] + word[i + 1 :] for i in range(len(word))} & topics
    return found.pop() if len(found) == 1 else None


def persons(words: Sequence[str]) -> list[tuple[str, int]]:
    """Return the persons a run of names means, ``SURNAME, NAME`` each with the number of words it takes.

    Two words make a person, surname first (CLINTON HILLARY, 09STATE11937), with the initials and
    suffixes behind them; a single word left at the end belongs to the last person.
    """
    people: list[list[str]] = []
    for word in words:
        if people and (len(people[-1]) < 2 or _INITIAL.fullmatch(word)):
            people[-1].append(word)
        else:
            people.append([word])
    if len(people) > 1 and len(people[-1]) == 1:
        last = people.pop()
        people[-1] += last
    return [(_person(names), len(names)) for names in people]


def _person(names: list[str]) -> str:
    given = [name.lower() in given_names() for name in names]
    if given == [True, False]:  # given name first after all
        names = names[::-1]
    surname = 2 if given == [False, False, True] else 1  # VAN HOLLEN CHRIS
    return ", ".join(filter(None, (" ".join(names[:surname]), " ".join(names[surname:]))))


def are_persons(words: Sequence[str]) -> bool:
    """Tell whether a run of unknown words is a list of persons (NOVO GUILLERMO REMON PEDRO …, 04PANAMA672).

    It is when the words pair off, none belongs to a local term, and at least half of the second
    ones are known given names.
    """
    people = persons(words)
    if term_words().intersection(words) or any(", " not in person for person, _ in people):
        return False
    known = sum(person.split(", ")[1].split()[0].lower() in given_names() for person, _ in people)
    return 2 * known >= len(people)
