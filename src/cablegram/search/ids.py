"""Cables of the index by their ids in the catalog."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tantivy import DocAddress, FieldType, Occur, Order, Query, Schema, Searcher


def ids_of(searcher: Searcher, hits: Sequence[tuple[Any, DocAddress]]) -> list[int]:
    """Return the catalog's ids of hits, in their order."""
    values = searcher.fast_field_values("id", [address for _, address in hits])
    return [int(value) for value in values if value is not None]


def count_of(searcher: Searcher, query: Query) -> int:
    """Return how many cables meet ``query``."""
    return int(searcher.search(query, limit=1).count)  # type: ignore[attr-defined]


def both(query: Query, condition: Query) -> Query:
    """Return ``query`` for what meets ``condition`` too, which counts nothing for relevance."""
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(condition, 0.0))])


def contrary(query: Query) -> Query:
    """Return the query for what does not meet ``query``."""
    return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, query)])


def after(schema: Schema, query: Query, last: int | None) -> Query:
    """Return ``query`` for ids above ``last``."""
    if last is None:
        return query
    return both(query, Query.range_query(schema, "id", FieldType.Unsigned, last + 1, None))


def first_ids(searcher: Searcher, query: Query, limit: int) -> list[int]:
    """Return the lowest ids of what meets ``query``."""
    hits = searcher.search(query, limit=limit, count=False, order_by_field="id", order=Order.Asc).hits
    return [int(value) for value, _ in hits]


def id_chunks(searcher: Searcher, schema: Schema, query: Query, size: int) -> Iterator[list[int]]:
    """Yield the ids of everything that meets ``query``, lowest first, ``size`` at a time."""
    ids = first_ids(searcher, query, size)
    while ids:
        yield ids
        ids = first_ids(searcher, after(schema, query, ids[-1]), size) if len(ids) == size else []
