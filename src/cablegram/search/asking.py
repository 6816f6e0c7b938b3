"""Asks an archive: a query in, results out. Nothing a person types raises; what was not understood is said."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import cache, partial
from threading import Lock
from time import perf_counter
from weakref import WeakKeyDictionary

from tantivy import Query

from . import facets as faceting
from . import plan
from .compile import Compiler, placed, ranks
from .context import Context, Memory
from .explain import sentence
from .facets import Facet
from .highlight import Highlighter
from .holding import Holding, Row
from .lookup import Lookup
from .pages import SORTS, Cursor, CursorError, Pager, Position, Sort, checksum, read_cursor
from .reader import read_query
from .results import Hit, Results
from .verify import AT_ONCE, CHUNK, Verified, Verifier

PAGE = 20
"""Hits of a page unless told."""
LARGEST = 10_000
"""Hits of a page at most; there is no limit to pages."""
LOOKED_THROUGH = 2_000
"""Candidates a page looks through at most where paragraphs decide; the cursor goes on from there."""
COUNTED = 256
"""Totals and facets remembered."""

Scored = tuple[int, float | None]
"""A cable's id and its score, if the order is that of relevance."""


class _Kept:
    """What is remembered of one archive."""

    def __init__(self) -> None:
        self.memory = Memory()
        self.verified = Verified()
        self.wholes = faceting.Wholes()
        self._counts: OrderedDict[object, tuple[int, tuple[Facet, ...]]] = OrderedDict()
        self._lock = Lock()

    def counts(self, key: object) -> tuple[int, tuple[Facet, ...]] | None:
        with self._lock:
            return self._counts.get(key)

    def keep_counts(self, key: object, counts: tuple[int, tuple[Facet, ...]]) -> None:
        with self._lock:
            self._counts[key] = counts
            while len(self._counts) > COUNTED:
                self._counts.popitem(last=False)


_KEPT: WeakKeyDictionary[Holding, _Kept] = WeakKeyDictionary()


class Asked:
    """A query understood in one view of an archive, ready to be counted, paged and highlighted."""

    def __init__(
        self, archive: Holding, step: plan.Step, context: Context, query: str, notes: Sequence[str]
    ) -> None:
        self.archive = archive
        self.step = step
        self.context = context
        self.query = query
        self.notes = list(dict.fromkeys(notes))
        self._kept = _KEPT.setdefault(archive, _Kept())
        self._verifier = Verifier(archive, context.searcher, step)
        self._known = self._kept.verified.get(context.generation, step) if self._verifier.steps else {}
        if self._known is None and not self._verifier.whole and self._verifier.count() <= AT_ONCE:
            self.verify()

    @property
    def exact(self) -> bool:
        """Whether the index alone can answer from here on."""
        return self._known is not None

    def verify(self) -> None:
        """Look through every candidate, however many."""
        if self._known is None:
            self._known = self._verifier.all()
            if sum(map(len, self._known.values())) <= AT_ONCE:
                self._kept.verified.put(self.context.generation, self.step, self._known)

    def index_query(self) -> Query:
        """Return the query of the index: exact, or all that can be results."""
        return Compiler(self.context.schema, self._known).query(self.step)

    def counts(self, names: Sequence[str], size: int) -> tuple[int, tuple[Facet, ...]]:
        """Return the number of results and the facets ``names``."""
        key = (self.context.generation, self.step, self.exact, tuple(names), size)
        if (found := self._kept.counts(key)) is None:
            query = Compiler(self.context.schema, self._known, scored=False).query(self.step)
            whole = None if placed(self.step) else partial(self._whole, names)
            found = faceting.counted(self.context.searcher, query, names, size, whole)
            self._kept.keep_counts(key, found)
        return found

    def _whole(self, names: Sequence[str]) -> dict[str, faceting.Counted]:
        return self._kept.wholes.of(names, self.context.searcher, self.context.generation)

    def page(self, sort: str, behind: Position | None, limit: int) -> tuple[list[Scored], Position | None]:
        """Return the next ``limit`` results, and behind which position to go on, if anything is left."""
        pager = Pager(self.context.searcher, self.context.schema, self.index_query(), sort)
        if self.exact:
            found = pager.page(behind, limit + 1)
            more = found[limit - 1][0] if len(found) > limit else None
            return [(position.id or 0, score) for position, score in found[:limit]], more
        chosen: list[Scored] = []
        looked = 0
        while len(chosen) < limit and looked < LOOKED_THROUGH:
            size = min(CHUNK, max(2 * limit, looked))
            found = pager.page(behind, size)
            right = self._verifier.among([position.id or 0 for position, _ in found])
            for position, score in found:
                if len(chosen) == limit:
                    return chosen, behind
                behind = position
                if position.id in right:
                    chosen.append((position.id, score))
            looked += len(found)
            if len(found) < size:
                return chosen, None
        return chosen, behind

    def hits(self, found: Sequence[Scored]) -> tuple[Hit, ...]:
        """Return the hits for ids, with highlights."""
        ids = [cable for cable, _ in found]
        scores = dict(found)
        light = Highlighter(self.step, self.context.analyzer, self.context.searcher)
        bodies = {body.id: body.paragraphs for body in self.archive.bodies(ids)}
        return tuple(
            Hit(row, light.subject(row.subject), light.fragments(bodies.get(row.id, ())), scores[row.id])
            for row in self.archive.summaries(ids)
        )


def ask(
    archive: Holding,
    query: str,
    *,
    include: Mapping[str, Sequence[str]] | None = None,
    exclude: Mapping[str, Sequence[str]] | None = None,
    today: date | None = None,
) -> Asked:
    """Understand ``query`` in the archive as it is now."""
    reading = read_query(query)
    context = context_of(archive, today)
    step = Lookup(context).step(reading.tree)
    step = faceting.narrowed(step, include or {}, exclude or {})
    return Asked(archive, step, context, str(reading.tree), [*reading.notes, *context.notes])


def context_of(archive: Holding, today: date | None) -> Context:
    """Return a view of the archive as it is now."""
    memory = _KEPT.setdefault(archive, _Kept()).memory
    return Context(archive, archive.index.searcher(), memory, today or datetime.now(UTC).date())


def search(
    archive: Holding,
    query: str,
    *,
    limit: int = PAGE,
    cursor: str | None = None,
    sort: Sort = "relevance",
    facets: Sequence[str] = (),
    facet_size: int = 20,
    include: Mapping[str, Sequence[str]] | None = None,
    exclude: Mapping[str, Sequence[str]] | None = None,
    today: date | None = None,
) -> Results:
    """Return a page of the cables that meet ``query``, in the order ``sort``.

    ``cursor`` is that of the page before. ``facets`` are names of FACETS, each with its ``facet_size`` most frequent
    values; ``include`` and ``exclude`` narrow the results to values of facets. Relative dates count from ``today``.
    Any string is a query. ValueError is raised for a facet or an order there is not, CursorError for a bad cursor.
    """
    started = perf_counter()
    _check(sort, facets)
    asked = ask(archive, query, include=include, exclude=exclude, today=today)
    return page_of(
        asked, started, limit=limit, cursor=cursor, sort=sort, facets=facets, facet_size=facet_size
    )


def page_of(
    asked: Asked,
    started: float,
    *,
    limit: int,
    cursor: str | None,
    sort: Sort,
    facets: Sequence[str],
    facet_size: int,
) -> Results:
    """Return a page of what was asked."""
    notes = list(asked.notes)
    order = sort if sort != "relevance" or ranks(asked.step) else "newest"
    behind = _behind(asked, order, cursor, notes)
    limit = min(max(1, limit), LARGEST)
    counting = _counters().submit(asked.counts, facets, max(1, facet_size))
    found, more = asked.page(order, behind, limit)
    hits = asked.hits(found)
    total, counted = counting.result()
    if not asked.exact and total <= AT_ONCE:
        asked.verify()
        total, counted = asked.counts(facets, max(1, facet_size))
        found, more = asked.page(order, behind, limit)
        hits = asked.hits(found)
    if not asked.exact:
        notes.append(
            f"{total:,} cables have the words; each hit shown was checked for how they stand, "
            "and the total and facets are of all that have the words"
        )
        if more and len(found) < limit:
            notes.append(f"{LOOKED_THROUGH:,} candidates were looked through for this page; the next goes on")
    generation = asked.context.generation
    return Results(
        understood=sentence(asked.step, order),
        query=asked.query,
        notes=tuple(dict.fromkeys(notes)),
        total=total,
        exact=asked.exact,
        hits=hits,
        facets=counted,
        cursor=str(Cursor(_sum(asked), order, generation, more)) if more else None,
        seconds=perf_counter() - started,
    )


@cache
def _counters() -> ThreadPoolExecutor:
    """Return the threads that count while a page is put together: Tantivy lets go of Python as it works."""
    return ThreadPoolExecutor(thread_name_prefix="cablegram-count")


def count(archive: Holding, query: str, *, today: date | None = None) -> int:
    """Return how many cables meet ``query``, exactly, however long it takes."""
    asked = ask(archive, query, today=today)
    asked.verify()
    return asked.counts((), 1)[0]


def iterate(
    archive: Holding, query: str, *, sort: Sort | None = None, today: date | None = None, chunk: int = 1_000
) -> Iterator[Row]:
    """Yield every cable that meets ``query`` as the archive was at the first, in memory that does not grow.

    Without ``sort`` they come in the order they came into the archive, which is the fastest.
    """
    if sort is not None:
        _check(sort, ())
    asked = ask(archive, query, today=today)
    order = "id" if sort is None else "newest" if sort == "relevance" and not ranks(asked.step) else sort
    behind: Position | None = None
    while True:
        found, behind = asked.page(order, behind, chunk)
        yield from archive.summaries([cable for cable, _ in found])
        if behind is None:
            return


def _check(sort: str, facets: Sequence[str]) -> None:
    if sort not in SORTS:
        raise ValueError(f"There is no order “{sort}”; there are {', '.join(SORTS)}.")
    faceting.known(facets)


def _sum(asked: Asked) -> int:
    return checksum(repr(asked.step))


def _behind(asked: Asked, order: str, cursor: str | None, notes: list[str]) -> Position | None:
    if cursor is None:
        return None
    read = read_cursor(cursor)
    if read.query != _sum(asked) or read.sort != order:
        raise CursorError("This cursor is of another query or order; ask for the first page again.")
    if read.sort == "relevance" and read.generation != asked.context.generation:
        notes.append("cables came in since the page before: some may be shown twice, or passed over")
    return read.position
