"""Pages of results in a fixed order, and the cursors that lead from one to the next, all the way to the last."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Literal, get_args

import msgspec
from tantivy import FieldType, Occur, Order, Query, Schema, Searcher

from .ids import after, both, first_ids, ids_of

Sort = Literal["relevance", "newest", "oldest", "mrn"]

SORTS: tuple[Sort, ...] = get_args(Sort)
"""The orders there are. Cables without a date, or without a number, come last; ties in the order of ids."""

_FIELDS: dict[str, tuple[str, bool]] = {
    "newest": ("date", True),
    "oldest": ("date", False),
    "mrn": ("rank", False),
    "id": ("id", False),
}


class CursorError(ValueError):
    """A cursor that leads nowhere; the message says what to do."""


class Position(msgspec.Struct, frozen=True, array_like=True):
    """Behind which result a page begins: its place among all (by relevance), or its key and id."""

    offset: int = 0
    key: int | None = None
    id: int | None = None


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """A position in the results of one query (told by a checksum) in one order, at one state of the index."""

    query: int
    sort: str
    generation: int
    position: Position

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).rstrip(b"=").decode()


def read_cursor(text: str) -> Cursor:
    """Return the cursor a page gave out; raise CursorError for any other text."""
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        return msgspec.json.decode(base64.urlsafe_b64decode(padded), type=Cursor)
    except (ValueError, binascii.Error, msgspec.MsgspecError) as error:
        raise CursorError("This is no cursor of a result page; ask for the first page again.") from error


def checksum(text: str) -> int:
    """Return what tells one query from another in a cursor."""
    return zlib.crc32(text.encode())


class Pager:
    """Goes through the results of one query."""

    def __init__(self, searcher: Searcher, schema: Schema, query: Query, sort: str) -> None:
        self._searcher = searcher
        self._schema = schema
        self._query = query
        self._sort = sort

    def page(self, behind: Position | None, limit: int) -> list[tuple[Position, float | None]]:
        """Return the next ``limit`` results: where each stands, its id in it, and its score by relevance."""
        if self._sort == "relevance":
            offset = behind.offset if behind else 0
            hits = self._searcher.search(self._query, limit=limit, offset=offset, count=False).hits
            ids = ids_of(self._searcher, hits)
            return [
                (Position(offset + place + 1, None, cable), float(hit[0]))
                for place, (cable, hit) in enumerate(zip(ids, hits, strict=True))
            ]
        field, falling = _FIELDS[self._sort]
        return [(position, None) for position in self._by(field, falling, behind, limit)]

    def _by(self, field: str, falling: bool, behind: Position | None, limit: int) -> list[Position]:
        found: list[Position] = []
        if behind is None:
            found = self._stretch(field, falling, None, limit)
        elif behind.key is not None:
            found = self._tied(field, behind.key, behind.id, limit)
            if len(found) < limit:
                found += self._stretch(field, falling, behind.key, limit - len(found))
        if len(found) < limit:
            last = behind.id if behind and behind.key is None else None
            found += self._unknown(field, last, limit - len(found))
        return found

    def _stretch(self, field: str, falling: bool, beyond: int | None, limit: int) -> list[Position]:
        """Return the results with a key beyond one, by key; those that share the last one's key in order of id."""
        query = self._query if beyond is None else both(self._query, self._beyond(field, falling, beyond))
        order = Order.Desc if falling else Order.Asc
        hits = self._searcher.search(
            query, limit=limit + 1, count=False, order_by_field=field, order=order
        ).hits
        ids = ids_of(self._searcher, hits)
        known = [
            Position(0, hit[0], cable) for hit, cable in zip(hits, ids, strict=True) if hit[0] is not None
        ]
        if len(known) > limit and known[limit].key == (last := known[limit - 1].key):
            assert last is not None
            known = [position for position in known if position.key != last]
            known = _sorted(known, falling)
            return known + self._tied(field, last, None, limit - len(known))
        return _sorted(known[:limit], falling)

    def _tied(self, field: str, key: int, last: int | None, limit: int) -> list[Position]:
        query = both(self._query, self._range(field, key, key))
        return [Position(0, key, cable) for cable in self._in_id_order(query, last, limit)]

    def _unknown(self, field: str, last: int | None, limit: int) -> list[Position]:
        query = Query.boolean_query([(Occur.Must, self._query), (Occur.MustNot, Query.exists_query(field))])
        return [Position(0, None, cable) for cable in self._in_id_order(query, last, limit)]

    def _in_id_order(self, query: Query, last: int | None, limit: int) -> list[int]:
        return first_ids(self._searcher, after(self._schema, query, last), limit)

    def _beyond(self, field: str, falling: bool, key: int) -> Query:
        return self._range(field, None, key - 1) if falling else self._range(field, key + 1, None)

    def _range(self, field: str, low: int | None, high: int | None) -> Query:
        if field != "date" and high is not None and high < 0:
            return Query.empty_query()
        kind = FieldType.Integer if field == "date" else FieldType.Unsigned
        return Query.range_query(self._schema, field, kind, low, high)


def _sorted(positions: list[Position], falling: bool) -> list[Position]:
    return sorted(positions, key=lambda one: (-(one.key or 0) if falling else (one.key or 0), one.id or 0))
