"""A small archive in memory around a real index, for the tests of searching."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

import cablegram
from cablegram.archive.fields import fields, paragraphs, words
from cablegram.archive.index import SearchIndex, document
from cablegram.model import Cable


class Row(msgspec.Struct, frozen=True):
    id: int
    name: str
    mrn: str | None
    date: datetime | None
    post: str | None
    subject: str | None
    title: str | None


class ParagraphText(msgspec.Struct, frozen=True):
    ordinal: int
    number: str | None
    heading: str | None
    text: str


class Body(msgspec.Struct, frozen=True):
    id: int
    paragraphs: tuple[ParagraphText, ...]


class Index:
    """The index, with the state it is in."""

    def __init__(self, folder: Path) -> None:
        self._index = SearchIndex(folder)
        self.schema = self._index.schema
        self.analyzer = self._index.analyzer
        self.generation = 0
        self.searcher = self._index.searcher
        self.writer = self._index.writer


class Small:
    """Cables that can be searched; ids count from 1 in the order they were added."""

    def __init__(self, folder: Path, texts: Iterable[str] = (), batch: int = 40) -> None:
        self.index = Index(folder)
        self.cables: dict[int, Cable] = {}
        self.fields: dict[int, dict[str, object]] = {}
        self._batch = batch
        self.add(texts)

    def add(self, texts: Iterable[str]) -> None:
        """Add cables; each batch is a commit, so that the index has several segments."""
        writer = self.index.writer(20_000_000, 1)
        for count, text in enumerate(texts, 1):
            cable = cablegram.parse(text)
            number = len(self.cables) + 1
            made = fields(cable, text, words(cable)) | {
                "id": number,
                "container": ["message-text"],
                "source": ["message-text"],
                "cites": list(dict.fromkeys(one.mrn for one in cable.references if one.mrn)),
            }
            self.cables[number] = cable
            self.fields[number] = made
            writer.add_document(document(made))
            if count % self._batch == 0:
                writer.commit()
        writer.commit()
        writer.wait_merging_threads()
        self.index.generation += 1

    def summaries(self, ids: Sequence[int]) -> list[Row]:
        return [self._row(one) for one in ids]

    def bodies(self, ids: Sequence[int]) -> list[Body]:
        return [Body(one, self._paragraphs(self.cables[one])) for one in ids]

    def passages(self, ids: Sequence[int]) -> Iterator[tuple[int, list[str]]]:
        return ((one, paragraphs(self.cables[one])) for one in ids)

    def cites(self, mrn: str) -> list[str]:
        return [
            cited.mrn
            for cable in self.cables.values()
            if cable.mrn == mrn
            for cited in cable.references
            if cited.mrn
        ]

    def by_name(self, name: str) -> Row | None:
        return next((self._row(one) for one, cable in self.cables.items() if cable.mrn == name), None)

    def _row(self, number: int) -> Row:
        cable = self.cables[number]
        post = self.fields[number].get("post")
        return Row(
            number,
            cable.mrn or f"unnumbered-{number}",
            cable.mrn,
            cable.date,
            str(post) if post else None,
            cable.subject,
            cable.title,
        )

    @staticmethod
    def _paragraphs(cable: Cable) -> tuple[ParagraphText, ...]:
        above = {heading.before: heading.text for heading in cable.headings}
        return tuple(
            ParagraphText(place, one.number, above.get(place), one.text)
            for place, one in enumerate(cable.paragraphs)
        )
