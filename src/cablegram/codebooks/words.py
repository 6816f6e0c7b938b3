"""Word lists: ranks and offices of classifiers, words of names, acronyms of subject lines."""

from __future__ import annotations

from functools import cache
from typing import Literal

from .entries import Code, Entry
from .loader import read_book


class ClassifierWordEntry(Entry, frozen=True, kw_only=True):
    """A word of a "Classified By" line that is no part of the classifier's name, in lower case.

    ``kind``: ``title`` (ambassador, DCM), ``office`` (political, EUR), ``status`` (acting), ``link``
    (for, of), or ``part``: an abbreviation that makes a title only together with others (POL + COUNS).
    """

    word: Code
    kind: Literal["title", "office", "status", "link", "part"]
    meaning: str | None = None


class GivenNameEntry(Entry, frozen=True, kw_only=True):
    """A given name, capitalised."""

    name: Code


class NameWordEntry(Entry, frozen=True, kw_only=True):
    """Part of a name, though no name by itself: ``particle`` (de), ``suffix`` (Jr), ``abbreviation`` (Wm)."""

    word: Code
    kind: Literal["particle", "suffix", "abbreviation"]


class AcronymEntry(Entry, frozen=True, kw_only=True):
    """A word a readable subject keeps in this spelling.

    ``word`` says what an ordinary word it may be instead ("aid", "who"); such an acronym is only
    taken for one where its neighbours show it (``TFTP/SWIFT``).
    """

    acronym: Code
    meaning: str | None = None
    kind: str | None = None
    word: str | None = None


@cache
def classifier_words() -> tuple[ClassifierWordEntry, ...]:
    """Return the words of classifiers' titles and offices."""
    return read_book("classifier_words", ClassifierWordEntry)


@cache
def given_names() -> frozenset[str]:
    """Return given names in lower case."""
    return frozenset(row.name.lower() for row in read_book("given_names", GivenNameEntry))


@cache
def name_words(kind: str) -> frozenset[str]:
    """Return the words of one kind (particle, suffix, abbreviation) in lower case, without full stop."""
    return frozenset(row.word for row in read_book("name_words", NameWordEntry) if row.kind == kind)


@cache
def acronyms() -> tuple[AcronymEntry, ...]:
    """Return the acronyms and other words of fixed spelling."""
    return read_book("acronyms", AcronymEntry)
