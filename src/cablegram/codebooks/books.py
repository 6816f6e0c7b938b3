"""The books there are: what each holds, the schema of its rows, and the column that names a row."""

from __future__ import annotations

from typing import NamedTuple

from .agencies import AgencyEntry
from .entries import (
    AliasEntry,
    CaptionEntry,
    CollectiveEntry,
    DesignatorEntry,
    Entry,
    ExemptionEntry,
    GarbledEntry,
    LevelEntry,
    OrderEntry,
    PortionEntry,
    PostEntry,
    PrecedenceEntry,
    SignalEntry,
    StationEntry,
    TagEntry,
)
from .loader import read_book
from .words import AcronymEntry, ClassifierWordEntry, GivenNameEntry, NameWordEntry


class Book(NamedTuple):
    """A codebook: its file (``data/<name>.csv``), its schema, the column that names a row, what it holds."""

    name: str
    row_type: type[Entry]
    key: str
    about: str

    def rows(self) -> tuple[Entry, ...]:
        """Return the rows in the file's order."""
        return read_book(self.name, self.row_type)


BOOKS = {
    book.name: book
    for book in (
        Book("tags", TagEntry, "code", "TAGS codes and terms: subjects, programs, places, organisations"),
        Book("posts", PostEntry, "slug", "posts, missions and other senders of numbered cables"),
        Book("post_aliases", AliasEntry, "spelling", "other spellings of posts"),
        Book("designators", DesignatorEntry, "word", "words before a post's name in an address"),
        Book("collectives", CollectiveEntry, "name", "names that stand for several addressees"),
        Book("routing_indicators", StationEntry, "code", "communications stations (ACP 117)"),
        Book("captions", CaptionEntry, "caption", "distribution and handling captions"),
        Book("precedences", PrecedenceEntry, "word", "precedences, highest first"),
        Book("operating_signals", SignalEntry, "signal", "operating signals of the header"),
        Book("executive_orders", OrderEntry, "order", "orders on classified information, oldest first"),
        Book("exemptions", ExemptionEntry, "code", "reasons to classify, exemptions from declassification"),
        Book("classification_levels", LevelEntry, "level", "classification levels, lowest first"),
        Book("portion_marks", PortionEntry, "mark", "portion markings"),
        Book("garbled_numbers", GarbledEntry, "published", "published numbers no rule can read"),
        Book("agencies", AgencyEntry, "name", "agencies and commands as passing lines name them"),
        Book("classifier_words", ClassifierWordEntry, "word", "ranks and offices of classifiers"),
        Book("name_words", NameWordEntry, "word", "particles, suffixes and abbreviations of names"),
        Book("given_names", GivenNameEntry, "name", "given names"),
        Book("acronyms", AcronymEntry, "acronym", "words a readable subject keeps in this spelling"),
    )
}
