"""The search index (Tantivy): its fields, and how one is opened, written and asked. It can always be made anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tantivy import (
    Document,
    Filter,
    Index,
    IndexWriter,
    Schema,
    SchemaBuilder,
    Searcher,
    TextAnalyzer,
    TextAnalyzerBuilder,
    Tokenizer,
)

ANALYZER = "cable"
"""Runs of letters and digits, in lower case, accents folded. Not stemmed: a query's word is spread over
the forms the index holds, so that one field with positions answers stemmed words, exact forms and phrases."""

TEXTS = ("text", "subject", "head", "person", "path", "station", "heading")
"""Fields of words, with positions; those of several values have one a paragraph, a person, a path, a heading."""

VALUES = ("mrn", "cites", "source")
"""Fields of whole values, asked for but never counted."""

FACETS = tuple(
    "post country action info tags tags_subject tags_program tags_geo tags_org tags_person classification"
    " portion caption precedence eo signer people has container finding label".split()
)
"""Fields of whole values that can be counted."""

NUMBERS = ("id", "sections", "month", "year", "length", "rank")
"""Whole numbers: catalog id, sections the message was sent in, 200704, 2007, words in its paragraphs, order of MRNs."""

Value = str | int | Sequence[str]


def analyzer() -> TextAnalyzer:
    """Return what cuts a text into the words the index holds."""
    words = TextAnalyzerBuilder(Tokenizer.simple())
    return words.filter(Filter.lowercase()).filter(Filter.ascii_fold()).build()


def schema() -> Schema:
    """Return the fields of the index, one document a cable."""
    fields = SchemaBuilder()
    for name in TEXTS:
        fields.add_text_field(name, tokenizer_name=ANALYZER, index_option="position")
    for name in VALUES:
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in NUMBERS:
        fields.add_unsigned_field(name, indexed=True, fast=True)
    fields.add_integer_field("date", indexed=True, fast=True)  # seconds since 1970, UTC
    return fields.build()


class SearchIndex:
    """The index in one folder; readers see a commit as soon as they ask for a searcher."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.schema = schema()
        self._index = Index(self.schema, path=str(folder))
        self.analyzer = analyzer()
        self._index.register_tokenizer(ANALYZER, self.analyzer)

    def searcher(self) -> Searcher:
        """Return a view of the last commit, which later commits do not change."""
        self._index.reload()
        return self._index.searcher()

    def writer(self, memory: int, threads: int) -> IndexWriter:
        """Return the one writer; ``memory`` in bytes is shared by its ``threads``."""
        return self._index.writer(heap_size=memory, num_threads=threads)


def document(values: Mapping[str, Value | None]) -> Document:
    """Return the index's document for one cable from its field values."""
    made = Document()
    for name, value in values.items():
        if isinstance(value, str):
            made.add_text(name, value)
        elif isinstance(value, int):
            (made.add_integer if name == "date" else made.add_unsigned)(name, value)
        else:
            for item in value or ():
                made.add_text(name, item)
    return made
