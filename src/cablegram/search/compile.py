"""Turns a plan into a query of the index. What only paragraphs can decide is bounded from above or from below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from tantivy import FieldType, Occur, Query, Schema

from . import plan

WEIGHTS = {"subject": 4.0, "text": 1.0, "head": 0.5}
"""How much a field counts: a subject names what a cable is about, a header repeats the same names everywhere."""
OTHER_FORM = 0.7
"""How much another form counts beside the one typed."""
NUMBERED = 1000.0
"""What the cable itself counts where its number is typed as a word: more than any words add up to."""
COMBINED = 64
"""Phrases of different forms a phrase is spread over, and pairs of forms for nearness."""

Known = Mapping[plan.Step, Sequence[int]]


class Compiler:
    """Compiles for one schema; ``known`` has the ids of the cables that meet a verified step.

    What is not ``scored`` is quicker, and only tells which cables meet the plan.
    """

    def __init__(self, schema: Schema, known: Known | None = None, *, scored: bool = True) -> None:
        self._scored = scored
        self._schema = schema
        self._known = known or {}
        self._guard: list[tuple[Occur, Query]] = []

    def query(self, step: plan.Step, upper: bool = True) -> Query:
        """Return a query that no cable meeting ``step`` escapes (``upper``), or that only such cables meet.

        The two are one and the same where the index decides alone, or ``known`` has the verified steps.
        """
        match step:
            case plan.All():
                return _silent(Query.all_query())
            case plan.Run(fields, places):
                return self._run(fields, places)
            case plan.Pattern():
                return self._pattern(step)
            case plan.Values(fields, values):
                return _any([Query.term_set_query(self._schema, field, list(values)) for field in fields])
            case plan.Range():
                return _silent(self._range(step))
            case plan.Number(_, itself, citing, mentions):
                return _either(
                    [
                        Query.const_score_query(self.query(itself), NUMBERED),
                        self.query(citing),
                        self.query(mentions),
                    ]
                )
            case plan.Like(_, words, itself):
                found = _either([self.query(word) for word in words])
                return _all([(Occur.Must, found), (Occur.MustNot, self.query(itself))])
            case plan.Close() | plan.Within():
                return self._verified(step, upper)
            case plan.Some(number, steps):
                wanted = [(Occur.Should, self.query(one, upper)) for one in steps]
                return Query.boolean_query(wanted, minimum_number_should_match=number)
            case plan.Weighted(inner, factor):
                return Query.boost_query(self.query(inner, upper), factor)
            case plan.Without(inner):
                return _all([(Occur.MustNot, self.query(inner, not upper))])
            case plan.Both(steps):
                return self._both(steps, upper)
            case plan.Either(steps):
                return _either([self.query(one, upper) for one in steps])
        raise AssertionError(step)

    def _both(self, steps: tuple[plan.Step, ...], upper: bool) -> Query:
        words = [step for step in steps if not isinstance(step, plan.Without) and not placed(step)]
        parts = [(Occur.Must, self.query(step, upper)) for step in words]
        outer = self._guard
        self._guard = [*outer, *((Occur.Must, _silent(query)) for _, query in parts)]
        for step in steps:
            if isinstance(step, plan.Without):
                parts.append((Occur.MustNot, self.query(step.step, not upper)))
            elif step not in words:
                parts.append((Occur.Must, self.query(step, upper)))
        self._guard = outer
        return _all(parts)

    def _phrase(self, field: str, words: tuple[str, ...], slop: int = 0) -> Query:
        """Return a query for a phrase, in cables that meet the rest of the plan.

        Of a phrase in one of several fields Tantivy would look up the places in every cable that has the words.
        """
        phrase = Query.phrase_query(self._schema, field, list(words), slop)
        return _all([(Occur.Must, phrase), *self._guard])

    def _run(self, fields: tuple[str, ...], places: tuple[tuple[str, ...], ...]) -> Query:
        queries = []
        for field in fields:
            weight = WEIGHTS.get(field, 1.0)
            for query, typed in self._in_field(field, places):
                queries.append(Query.boost_query(query, weight if typed else weight * OTHER_FORM))
        return _either(queries)

    def _in_field(self, field: str, places: tuple[tuple[str, ...], ...]) -> list[tuple[Query, bool]]:
        """Return a query for every way the places can be filled, and whether it is the way typed."""
        if len(places) == 1:
            terms = [Query.term_query(self._schema, field, form) for form in places[0]]
        else:
            ways = list(product(*places))[:COMBINED]
            terms = [self._phrase(field, way) for way in ways]
        return [(term, not index) for index, term in enumerate(terms)]

    def _pattern(self, step: plan.Pattern) -> Query:
        queries = []
        for field in step.fields:
            if step.near:
                query = Query.fuzzy_term_query(self._schema, field, step.near, step.distance)
            else:
                query = Query.regex_query(self._schema, field, step.regex)
            queries.append(Query.boost_query(query, WEIGHTS.get(field, 1.0)))
        return _either(queries)

    def _range(self, step: plan.Range) -> Query:
        if step.low is None and step.high is None:
            return Query.exists_query(step.field)
        if step.low is not None and step.high is not None and step.low > step.high:
            return Query.empty_query()
        kind = FieldType.Integer if step.field == "date" else FieldType.Unsigned
        return Query.range_query(self._schema, step.field, kind, step.low, step.high)

    def _verified(self, step: plan.Verified, upper: bool) -> Query:
        if (ids := self._known.get(step)) is not None:
            chosen = (
                _silent(Query.term_set_query(self._schema, "id", list(ids))) if ids else Query.empty_query()
            )
            return (
                _all([(Occur.Must, chosen), (Occur.Should, self._superset(step))]) if self._scored else chosen
            )
        return self._superset(step) if upper else Query.empty_query()

    def _superset(self, step: plan.Verified) -> Query:
        if isinstance(step, plan.Within):
            return self.query(_loose(step.step))
        pairs = [self._pair(step, other) for other in step.items[1:]]
        needed = [query for query in pairs if query is not None]
        if len(needed) < len(pairs):
            needed += [self.query(item) for item in step.items]
        return _all([(Occur.Must, query) for query in needed])

    def _pair(self, step: plan.Close, other: plan.Step) -> Query | None:
        """Return a query for the first item and ``other`` so close that nothing closer is left out, if there is one.

        A phrase with slop is met in either order; two words the wrong way round cost two more than in order.
        """
        first = step.items[0]
        if not all(isinstance(item, plan.Run) and len(item.places) == 1 for item in step.items):
            return None
        assert isinstance(first, plan.Run)
        assert isinstance(other, plan.Run)
        ways = list(product(first.places[0], other.places[0]))
        if len(ways) > COMBINED or any(one == another for one, another in ways):
            return None
        slop = step.distance + len(step.items) - 2 + 2
        return _either([self._phrase(field, way, slop) for field in step.fields for way in ways])


def verified_steps(step: plan.Step) -> list[plan.Verified]:
    """Return the outermost parts of ``step`` that only paragraphs decide."""
    if isinstance(step, plan.Close | plan.Within):
        return [step]
    return [found for part in plan.children(step) for found in verified_steps(part)]


def placed(step: plan.Step) -> bool:
    """Tell whether the places of words decide, which takes longer to look up than the words."""
    if isinstance(step, plan.Close | plan.Within) or (isinstance(step, plan.Run) and len(step.places) > 1):
        return True
    return any(placed(part) for part in plan.children(step))


def ranks(step: plan.Step) -> bool:
    """Tell whether cables can meet ``step`` better or worse, and not only meet it."""
    if isinstance(step, plan.Without):
        return False
    if isinstance(step, plan.Run | plan.Pattern | plan.Number):
        return True
    return any(ranks(part) for part in plan.children(step))


def _loose(step: plan.Step) -> plan.Step:
    """Return what a cable must meet somewhere for one of its paragraphs to meet ``step``."""
    match step:
        case plan.Without():
            return plan.All()
        case plan.Both(steps):
            return plan.Both(tuple(map(_loose, steps)))
        case plan.Either(steps):
            return plan.Either(tuple(map(_loose, steps)))
        case plan.Some(number, steps):
            return plan.Some(number, tuple(map(_loose, steps)))
        case plan.Weighted(inner, factor):
            return plan.Weighted(_loose(inner), factor)
        case plan.Within(unit, inner):
            return plan.Within(unit, _loose(inner))
    return step


def _silent(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _any(queries: list[Query]) -> Query:
    return _silent(_either(queries))


def _either(queries: list[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _all(parts: list[tuple[Occur, Query]]) -> Query:
    if len(parts) == 1 and parts[0][0] is Occur.Must:
        return parts[0][1]
    if all(occur is Occur.MustNot for occur, _ in parts):
        parts = [(Occur.Must, _silent(Query.all_query())), *parts]
    return Query.boolean_query(parts)
