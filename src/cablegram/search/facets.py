"""Facets: how many of the results have each value of a field, all counted in one pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from tantivy import Query, Searcher

from . import plan
from .ids import count_of
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


def counted(
    searcher: Searcher, query: Query, names: Sequence[str], size: int
) -> tuple[int, tuple[Facet, ...]]:
    """Return how many cables meet ``query``, and of the facets ``names`` the ``size`` most frequent values."""
    if not names:
        return count_of(searcher, query), ()
    asked: dict[str, object] = {_TOTAL: {"value_count": {"field": "id"}}}
    for name in known(names):
        terms: dict[str, object] = {"field": FACETS[name], "size": size}
        if name in _IN_TIME:
            terms |= {"size": _ALL, "order": {"_key": "asc"}}
        asked[name] = {"terms": terms | {"segment_size": _ALL}}
    answer = searcher.aggregate(query, asked)
    return int(answer[_TOTAL]["value"]), tuple(_facet(name, answer[name]) for name in names)


def _facet(name: str, answer: Mapping[str, object]) -> Facet:
    buckets = answer["buckets"]
    assert isinstance(buckets, list)
    rows = [(bucket["key"], bucket["doc_count"]) for bucket in buckets]
    if name in _IN_TIME:
        rows = [(int(value), count) for value, count in rows]
    else:
        rows.sort(key=lambda row: (-row[1], row[0]))
    counts = tuple(Count(str(value), count, name_of(FACETS[name], str(value))) for value, count in rows)
    others = answer.get("sum_other_doc_count", 0)
    return Facet(name, counts, others if isinstance(others, int) else 0)


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
