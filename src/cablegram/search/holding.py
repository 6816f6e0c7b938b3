"""What a search asks of an archive, and nothing more: whatever has these can be searched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from tantivy import Schema, Searcher, TextAnalyzer


class Row(Protocol):
    """A cable in a list of results."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def mrn(self) -> str | None: ...
    @property
    def date(self) -> datetime | None: ...
    @property
    def post(self) -> str | None: ...
    @property
    def subject(self) -> str | None: ...
    @property
    def title(self) -> str | None: ...


class ParagraphText(Protocol):
    """A paragraph of a cable, its text clean."""

    @property
    def ordinal(self) -> int: ...
    @property
    def number(self) -> str | None: ...
    @property
    def heading(self) -> str | None: ...
    @property
    def text(self) -> str: ...


class Body(Protocol):
    """The paragraphs of a cable."""

    @property
    def id(self) -> int: ...
    @property
    def paragraphs(self) -> Sequence[ParagraphText]: ...


class TextIndex(Protocol):
    """The index: ``generation`` changes with each commit."""

    @property
    def schema(self) -> Schema: ...
    @property
    def analyzer(self) -> TextAnalyzer: ...
    @property
    def generation(self) -> int: ...
    def searcher(self) -> Searcher: ...


class Holding(Protocol):
    """An archive as a search sees it. Rows and bodies come in the order of the ids asked for."""

    @property
    def index(self) -> TextIndex: ...
    def summaries(self, ids: Sequence[int]) -> Sequence[Row]: ...
    def bodies(self, ids: Sequence[int]) -> Sequence[Body]: ...
    def passages(self, ids: Sequence[int]) -> Iterable[tuple[int, list[str]]]:
        """The paragraphs of cables as the index has them, the heading right above in front of the text."""
        ...

    def cites(self, mrn: str) -> Sequence[str]: ...
    def by_name(self, name: str) -> Row | None: ...
