"""Decides from the paragraphs themselves what the index can only narrow down: nearness, one paragraph, one sentence."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from tantivy import Query, Searcher

from . import plan
from .compile import Compiler, Known, verified_steps
from .holding import Holding
from .ids import both, count_of, id_chunks, ids_of
from .units import Unit, has_each, letters

AT_ONCE = 250
"""Candidates looked through before a search answers. With more it answers page by page."""
CHUNK = 200
"""Candidates looked through together."""
KEPT = 64
"""Queries whose verified cables are remembered, for the next page and the next facet."""


class Verified:
    """Remembers which cables met what of the queries asked last."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, plan.Step], Known] = OrderedDict()
        self._lock = Lock()

    def get(self, generation: int, step: plan.Step) -> Known | None:
        """Return what is known of a whole plan."""
        with self._lock:
            return self._known.get((generation, step))

    def put(self, generation: int, step: plan.Step, known: Known) -> None:
        """Remember what is known of a whole plan."""
        with self._lock:
            self._known[(generation, step)] = known
            while len(self._known) > KEPT:
                self._known.popitem(last=False)


class Verifier:
    """Verifies one plan in one view of the index."""

    def __init__(self, holding: Holding, searcher: Searcher, step: plan.Step) -> None:
        self._holding = holding
        self._searcher = searcher
        self._schema = holding.index.schema
        self._step = step
        self.steps = list(dict.fromkeys(verified_steps(step)))
        self._bounds = Compiler(self._schema)
        self._letters = {one: sorted(letters(one), key=_shortest, reverse=True) for one in self.steps}
        self._decided: dict[tuple[plan.Step, int], bool] = {}

    @property
    def whole(self) -> bool:
        """Whether all that may meet the plan are the candidates, whatever the step."""
        return all(map(self._needed, self.steps))

    def _needed(self, step: plan.Verified) -> bool:
        return step == self._step or (isinstance(self._step, plan.Both) and step in self._step.steps)

    def candidates(self, step: plan.Verified) -> Query:
        """Return a query for the cables that decide on ``step``."""
        whole = self._bounds.query(self._step)
        return whole if self._needed(step) else both(whole, self._bounds.query(step))

    def count(self) -> int:
        """Return how many candidates there are."""
        return sum(count_of(self._searcher, self.candidates(step)) for step in self.steps)

    def all(self) -> Known:
        """Return the cables that meet each verified step, whatever the number of candidates."""
        return {
            step: [
                cable
                for ids in id_chunks(self._searcher, self._schema, self.candidates(step), CHUNK)
                for cable in self.meeting([step], ids)[step]
            ]
            for step in self.steps
        }

    def among(self, ids: Sequence[int]) -> set[int]:
        """Return which of ``ids`` meet the whole plan."""
        if not ids:
            return set()
        known = self.meeting(self.steps, ids)
        if self.steps == [self._step]:
            return set(known[self._step])
        chosen = Query.term_set_query(self._schema, "id", list(ids))
        query = Compiler(self._schema, known, scored=False).query(self._step)
        hits = self._searcher.search(both(query, chosen), limit=len(ids), count=False).hits
        return set(ids_of(self._searcher, hits))

    def meeting(self, steps: Sequence[plan.Verified], ids: Sequence[int]) -> dict[plan.Step, list[int]]:
        """Return for each step which of ``ids`` meet it."""
        new = [cable for cable in ids if any((step, cable) not in self._decided for step in steps)]
        subjects: dict[int, str] = {}
        if any("subject" in step.fields for step in steps if isinstance(step, plan.Close)):
            subjects = {row.id: row.subject or "" for row in self._holding.summaries(new)}
        for cable, texts in self._holding.passages(new):
            for step in steps:
                asked: list[str] = []
                if not isinstance(step, plan.Close) or "text" in step.fields:
                    asked = texts
                if isinstance(step, plan.Close) and "subject" in step.fields:
                    asked = [*asked, subjects.get(cable, "")]
                self._decided[step, cable] = self._met(step, asked)
        return {step: [cable for cable in ids if self._decided.get((step, cable))] for step in steps}

    def _met(self, step: plan.Verified, texts: Sequence[str]) -> bool:
        """Tell whether any of ``texts`` by itself meets ``step``."""
        needed = self._letters[step]
        inner = step.step if isinstance(step, plan.Within) and step.unit == "paragraph" else step
        analyzer = self._holding.index.analyzer
        return any(
            Unit(text, analyzer).meets(inner)
            for text in texts
            if not text.isascii() or has_each(text.lower(), needed)
        )


def _shortest(row: Sequence[str]) -> int:
    return min(map(len, row))
