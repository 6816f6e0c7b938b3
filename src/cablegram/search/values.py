"""What people write for the value of a field, and which of the values in the index that means."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import cache
from threading import Lock
from typing import NamedTuple

from rapidfuzz import fuzz, process
from tantivy import Searcher

from cablegram import codebooks

CLOSE_ENOUGH = 80
"""Likeness, of 100, from which a value no cable has is taken for one some have (``KIPRR``, ``PRIORTY``)."""
KEPT = 64
"""Vocabularies kept: of all fields for three states of the index."""

_MARKS = re.compile(r"[\W_]+")


class Meaning(NamedTuple):
    """The values meant, how the sentence names them, and what to say when they are not what was typed."""

    values: tuple[str, ...]
    said: str
    note: str | None = None


class Vocabulary:
    """The values one field of the index has."""

    def __init__(self, terms: Iterable[str]) -> None:
        self.terms = tuple(terms)
        self._by_key: dict[str, list[str]] = {}
        for term in self.terms:
            self._by_key.setdefault(key(term), []).append(term)

    def same(self, text: str) -> tuple[str, ...]:
        """Return the values spelt as ``text``, case and marks aside."""
        return tuple(self._by_key.get(key(text), ()))

    def containing(self, text: str) -> tuple[str, ...]:
        """Return the values in which the words of ``text`` stand together."""
        wanted = f" {_spaced(text)} "
        return tuple(term for term in self.terms if wanted in f" {_spaced(term)} ") if wanted.strip() else ()

    def passing(self, test: Callable[[str], bool]) -> tuple[str, ...]:
        """Return the values whose lower case passes ``test``."""
        return tuple(term for term in self.terms if test(term.lower()))

    def nearest(self, text: str) -> str | None:
        """Return the value most like ``text``, if one is like it."""
        found = process.extractOne(
            key(text), list(self._by_key), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH
        )
        return self._by_key[found[0]][0] if found else None


class Vocabularies:
    """The vocabularies of one archive, read when first asked for and forgotten as the index changes."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, str], Vocabulary] = OrderedDict()
        self._lock = Lock()

    def of(self, field: str, searcher: Searcher, generation: int) -> Vocabulary:
        """Return the values of ``field``."""
        with self._lock:
            if (known := self._known.get((generation, field))) is not None:
                return known
        made = Vocabulary(term for term, _ in searcher.terms_with_prefix(field, ""))
        with self._lock:
            self._known[(generation, field)] = made
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        return made


def key(text: str) -> str:
    """Return ``text`` without case and marks, for comparing."""
    return _MARKS.sub("", text.casefold())


def meaning(field: str, text: str, vocabulary: Vocabulary) -> Meaning:
    """Return the values of ``field`` that ``text`` means: by the codebooks, by those there are, by the nearest."""
    by_book = _BOOKS[field](text) if field in _BOOKS else None
    present = vocabulary.same(by_book.values[0]) if by_book else vocabulary.same(text)
    if by_book:
        return Meaning(present or by_book.values, by_book.said, by_book.note)
    if present := present or vocabulary.containing(text):
        return Meaning(present, _listed(present))
    if near := vocabulary.nearest(text):
        return Meaning((near,), named(field, near), f"no cable has “{text}” as {field}: read as “{near}”")
    return Meaning((text.upper(),), f"“{text}”", f"no cable has “{text}” as {field}")


def named(field: str, value: str) -> str:
    """Return a value with its name in the codebooks, as the sentence shows it."""
    name = name_of(field, value)
    return f"{value} ({name})" if name and name != value else value


def name_of(field: str, value: str) -> str | None:
    """Return what the codebooks call a value of a field, or ``None``."""
    if field in ("post", "action", "info"):
        entry = codebooks.post(value)
        return entry.name if entry else None
    if field == "country":
        return _country_names().get(value)
    if field.startswith("tags"):
        tag = codebooks.tag(value)
        return tag.name if tag else None
    return None


def _listed(values: tuple[str, ...]) -> str:
    shown = " or ".join(values[:3])
    return shown if len(values) <= 3 else f"{shown} or {len(values) - 3} more"


def _spaced(text: str) -> str:
    return _MARKS.sub(" ", text.casefold()).strip()


def _post(text: str) -> Meaning | None:
    found = codebooks.find_post(text)
    if found is None:
        return None
    note = f"no post is spelt “{text}”: read as {found.slug}" if found.how == "repaired" else None
    return Meaning((found.slug,), named("post", found.slug), note)


def _addressee(text: str) -> Meaning | None:
    found = codebooks.find_post(text)
    return Meaning((found.slug,), named("post", found.slug)) if found and found.how != "repaired" else None


@cache
def _country_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for tag in codebooks.tags().values():
        if tag.kind == "geo" and tag.country and tag.name:
            names.setdefault(tag.country, tag.name)
    return names


@cache
def _countries() -> dict[str, str]:
    codes = {
        key(tag.name): tag.country
        for tag in codebooks.tags().values()
        if tag.kind == "geo" and tag.country and tag.name
    }
    return codes | {key(post.country): post.country for post in codebooks.posts().values() if post.country}


def _country(text: str) -> Meaning | None:
    code = _countries().get(key(text))
    note = None
    if code is None and (
        near := process.extractOne(
            key(text), list(_countries()), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH
        )
    ):
        code = _countries()[near[0]]
        note = f"no country is spelt “{text}”: read as {_country_names().get(code, code)}"
    return Meaning((code,), named("country", code), note) if code else None


@cache
def _tag_names() -> dict[str, str]:
    return {key(tag.name): code for code, tag in reversed(list(codebooks.tags().items())) if tag.name}


def _tag(text: str) -> Meaning | None:
    if entry := codebooks.tag(text):
        return Meaning((entry.code,), named("tags", entry.code))
    if code := _tag_names().get(key(text)):
        return Meaning((code,), named("tags", code))
    return None


def _level(text: str) -> Meaning | None:
    for level in codebooks.levels():
        if key(text) in {key(level.level), *map(key, level.forms)} or text.upper() == level.letter:
            return Meaning((level.level,), level.level)
    return None


def _portion(text: str) -> Meaning | None:
    plain = text.upper().strip("() ")
    for portion in codebooks.portions():
        if plain in (portion.mark, *portion.forms):
            return Meaning((portion.mark,), portion.mark)
    return None


def _caption(text: str) -> Meaning | None:
    for caption in codebooks.captions():
        if key(text) == key(caption.caption) or re.fullmatch(caption.pattern, text, re.I):
            return Meaning((caption.caption,), caption.caption)
    return None


def _precedence(text: str) -> Meaning | None:
    plain = " ".join(text.upper().split())
    for entry in reversed(codebooks.precedences()):  # the letter O is IMMEDIATE's before it is NIACT's
        if plain in (entry.word, entry.letter, entry.prosign) or re.fullmatch(entry.pattern, plain):
            return Meaning((entry.word,), entry.word)
    return None


def _order(text: str) -> Meaning | None:
    number = re.fullmatch(r"(?:e\.?\s*o\.?\s*)?(\d{5})", text.strip(), re.I)
    return Meaning((number[1],), number[1]) if number else None


_BOOKS: dict[str, Callable[[str], Meaning | None]] = {
    "post": _post,
    "action": _addressee,
    "info": _addressee,
    "country": _country,
    "tags": _tag,
    "classification": _level,
    "portion": _portion,
    "caption": _caption,
    "precedence": _precedence,
    "eo": _order,
}
