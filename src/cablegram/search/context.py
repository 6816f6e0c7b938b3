"""What a query is looked up in: the index as of now, what is remembered of it, what day it is."""

from __future__ import annotations

from datetime import date

from tantivy import Searcher

from .holding import Holding
from .values import Vocabularies, Vocabulary
from .words import Forms


class Memory:
    """What looking up remembers of one archive between queries."""

    def __init__(self) -> None:
        self.forms = Forms()
        self.vocabularies = Vocabularies()


class Context:
    """One query's view; ``notes`` receives a sentence for whatever was not taken as typed."""

    def __init__(self, holding: Holding, searcher: Searcher, memory: Memory, today: date) -> None:
        self.holding = holding
        self.schema = holding.index.schema
        self.analyzer = holding.index.analyzer
        self.generation = holding.index.generation
        self.searcher = searcher
        self.memory = memory
        self.today = today
        self.notes: list[str] = []

    def forms(self, word: str, fields: tuple[str, ...]) -> tuple[str, ...]:
        """Return the words of the fields that share the stem of ``word``, itself first."""
        found: dict[str, None] = {}
        for field in fields:
            found |= dict.fromkeys(self.memory.forms.of(word, field, self.searcher, self.generation))
        return tuple(found)

    def vocabulary(self, field: str) -> Vocabulary:
        """Return the values of a field."""
        return self.memory.vocabularies.of(field, self.searcher, self.generation)
