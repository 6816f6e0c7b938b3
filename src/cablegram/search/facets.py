"""Facets: how many of the results have each value of a field, all counted in one pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import NamedTuple

import msgspec
from tantivy import Query, Searcher

from . import plan
from .ids import contrary, count_of
from .values import name_of, named

FACETS: dict[str, str] = {
    "post": "post",
    "country": "country",
    "year": "year",
    "month": "month",
    "tags": "tags",
    "tags_subject": "tags_subject",
    "tags_program": "tags_program",
    "tags_geo": "tags_geo",
    "tags_org": "tags_org",
    "tags_person": "tags_person",
    "classification": "classification",
    "caption": "caption",
    "source": "container",
    "person": "people",
    "signer": "signer",
    "action": "action",
    "info": "info",
    "portion": "portion",
    "precedence": "precedence",
    "eo": "eo",
    "has": "has",
    "finding": "finding",
    "label": "label",
}
"""The facets there are, and the field of the index each counts. ``month`` is the histogram over time."""

_TOTAL = "*"
_IN_TIME = frozenset({"year", "month"})
_ALL = 10_000
"""Values of a facet in time: eight centuries of months."""

MOST = 0.6
"""Share of an archive from which on it is sooner counted what does not meet a query."""

MANY = 20_000
"""Matches from which on it is sooner counted by two threads, though both look up what meets the query."""

_LONG = frozenset({"tags", "person", "has"})
"""Facets that take as long to count as all others together, at several values a cable."""

_SAID = {
    "post": "from post",
    "country": "from a post in",
    "classification": "classified",
    "caption": "with the caption",
    "source": "seen in",
    "person": "naming",
    "signer": "signed by",
    "action": "for action to",
    "info": "for information to",
    "portion": "with a portion marked",
    "precedence": "of precedence",
    "eo": "under E.O.",
    "has": "with",
    "finding": "with the finding",
    "label": "labelled",
    "year": "of the year",
    "month": "of the month",
}


class Counted(NamedTuple):
    """How often there are values of one field, and the counts of the values left out, added up."""

    values: dict[str | int, int]
    others: int


class Count(msgspec.Struct, frozen=True):
    """How many results have ``value``; ``name`` is what the codebooks call it."""

    value: str
    count: int
    name: str | None = None


class Facet(msgspec.Struct, frozen=True):
    """The values of one field: the most frequent first, years and months in order.

    ``others`` are the counts of the values left out, added up: a cable with two of them counts twice.
    """

    name: str
    counts: tuple[Count, ...]
    others: int = 0


def known(names: Sequence[str]) -> list[str]:
    """Return ``names``; raise ValueError for one that is no facet."""
    for name in names:
        if name not in FACETS:
            raise ValueError(f"There is no facet “{name}”; there are {', '.join(FACETS)}.")
    return list(names)


class Wholes:
    """The counts of a whole archive, remembered until it changes."""

    def __init__(self) -> None:
        self._known: dict[str, Counted] = {}
        self._generation = -1

    def of(self, names: Sequence[str], searcher: Searcher, generation: int) -> dict[str, Counted]:
        """Return every value of the facets ``names``, of those that have no more than can be counted at once."""
        known = self._known if generation == self._generation else {}
        if missing := [name for name in names if name not in known]:
            known = known | _aggregated(searcher, Query.all_query(), missing, _ALL)[1]
        self._known, self._generation = known, generation
        return {name: known[name] for name in names if not known[name].others}


def counted(
    searcher: Searcher,
    query: Query,
    names: Sequence[str],
    size: int,
    whole: Callable[[], dict[str, Counted]] | None = None,
) -> tuple[int, tuple[Facet, ...]]:
    """Return how many cables meet ``query``, and of the facets ``names`` the ``size`` most frequent values.

    With ``whole``, the counts of all cables, what most of them meet is told from those and the few that do not.
    """
    if not names:
        return count_of(searcher, query), ()
    total = 0
    found: dict[str, Counted] = {}
    if whole and (total := count_of(searcher, query)) > MOST * searcher.num_docs:
        all_of = whole()
        _, rest = _aggregated(searcher, contrary(query), list(all_of), _ALL)
        found = {name: _without(all_of[name], rest[name], name, size) for name in all_of}
    direct = [name for name in names if name not in found]
    if total > MANY and set(direct) & _LONG and set(direct) - _LONG:
        other = _second().submit(_aggregated, searcher, query, [one for one in direct if one in _LONG], size)
        found |= _aggregated(searcher, query, [one for one in direct if one not in _LONG], size)[1]
        found |= other.result()[1]
    elif direct:
        total, more = _aggregated(searcher, query, direct, size)
        found |= more
    return total, tuple(_facet(name, found[name]) for name in names)


@cache
def _second() -> ThreadPoolExecutor:
    """Return the threads that count the longer half: Tantivy lets go of Python as it works."""
    return ThreadPoolExecutor(thread_name_prefix="cablegram-facets")


def _aggregated(
    searcher: Searcher, query: Query, names: Sequence[str], size: int
) -> tuple[int, dict[str, Counted]]:
    asked: dict[str, object] = {_TOTAL: {"value_count": {"field": "id"}}}
    for name in names:
        terms: dict[str, object] = {"field": FACETS[name], "size": size}
        if name in _IN_TIME:
            terms |= {"size": _ALL, "order": {"_key": "asc"}}
        asked[name] = {"terms": terms | {"segment_size": _ALL}}
    answer = searcher.aggregate(query, asked)
    found = {}
    for name in names:
        values = {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]}
        found[name] = Counted(values, answer[name].get("sum_other_doc_count") or 0)
    return int(answer[_TOTAL]["value"]), found


def _without(whole: Counted, rest: Counted, name: str, size: int) -> Counted:
    """Return the ``size`` most frequent values of the whole without the rest."""
    left = rest.values
    rows = [(value, more) for value, count in whole.values.items() if (more := count - left.get(value, 0))]
    if name not in _IN_TIME:
        rows.sort(key=_order)
        return Counted(dict(rows[:size]), sum(count for _, count in rows[size:]))
    return Counted(dict(rows), 0)


def _order(row: tuple[str | int, int]) -> tuple[int, str | int]:
    return -row[1], row[0]


def _facet(name: str, found: Counted) -> Facet:
    if name in _IN_TIME:
        times = sorted((int(value), count) for value, count in found.values.items())
        return Facet(name, tuple(Count(str(value), count) for value, count in times), found.others)
    rows = sorted(found.values.items(), key=_order)
    counts = tuple(Count(str(value), count, name_of(FACETS[name], str(value))) for value, count in rows)
    return Facet(name, counts, found.others)


def narrowed(
    step: plan.Step, include: Mapping[str, Sequence[str]], exclude: Mapping[str, Sequence[str]]
) -> plan.Step:
    """Return ``step`` for cables with one of the values included of each facet, and none of those excluded."""
    added: list[plan.Step] = [_values(name, values) for name, values in include.items() if values]
    added += [plan.Without(_values(name, values)) for name, values in exclude.items() if values]
    if not added:
        return step
    return plan.Both((*(() if isinstance(step, plan.All) else (step,)), *added))


def _values(name: str, values: Sequence[str]) -> plan.Step:
    field = FACETS[known([name])[0]]
    said = f"{_SAID.get(name, 'tagged')} {' or '.join(named(field, value) for value in values)}"
    if name not in _IN_TIME:
        return plan.Values((field,), tuple(values), said)
    numbers = [int(value) for value in values if value.isdecimal()]
    return plan.Values((field,), tuple(numbers), said)
