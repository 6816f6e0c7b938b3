"""Everything read anew from the bytes kept, after readers or parser have changed; and what that changed."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec

from cablegram.reading import items
from cablegram.sources import Document, Problem

from .entry import COLUMNS, Cell, Entry, content_of
from .job import Made, Part, Whole
from .large import opened
from .look import compared
from .progress import OnShare, Share
from .version import version
from .workers import Workers
from .writer import Writer, as_json

_TASK_BYTES = 512 << 10
_TASK_DOCUMENTS = 64
_AT_ONCE = 100
_PLACES = {"paragraph": 2, "reference": 2, "finding": 2}
"""How many columns at the end of these tables say where something stands."""


class Change(msgspec.Struct, frozen=True):
    """A field of a cable that reads otherwise now."""

    cable: str
    field: str
    before: Any
    after: Any


class Changes(msgspec.Struct, frozen=True):
    """What a reparse did: ``fields`` counts the changes of each field, ``examples`` of each are a few.

    ``new`` messages were found in sources that had hidden them, ``gone`` are no longer, ``failed`` could not be read,
    ``renamed`` cables have another name.
    """

    sources: int = 0
    renditions: int = 0
    changed: int = 0
    new: int = 0
    gone: int = 0
    failed: int = 0
    fields: dict[str, int] = {}
    renamed: dict[str, str] = {}
    changes: tuple[Change, ...] = ()
    seconds: float = 0.0


class _Source(NamedTuple):
    id: int
    sha256: bytes
    container: str
    messages: int | None
    large: bool
    path: str
    member: str


class _Old(NamedTuple):
    rendition: int
    cable: int
    name: str
    digest: bytes
    fingerprint: bytes
    row: tuple[Cell, ...]


class Reparse:
    """One run; interrupted, it is simply run again, and goes on with the sources that are left."""

    def __init__(self, writer: Writer, workers: Workers, on_share: OnShare | None, most: int) -> None:
        self._writer = writer
        self._database = writer.database
        self._workers = workers
        self._on_share = on_share
        self._most = most
        self._counts: Counter[str] = Counter()
        self._fields: Counter[str] = Counter()
        self._changes: list[Change] = []
        self._names: dict[int, str] = {}
        self._met: set[int] = set()
        self._failed = False
        self._ingest = 0

    def run(self, sources: list[int]) -> Changes:
        """Read ``sources`` anew."""
        began = datetime.now(UTC)
        self._open(began)
        for source in self._given(sources):
            self._counts["sources"] += 1
            if self._on_share:
                self._on_share(Share("sources", self._counts["sources"], len(sources)))
            self._settle(source)
        self._close()
        return self._result((datetime.now(UTC) - began).total_seconds())

    # -- reading ---------------------------------------------------------------------------------

    def _given(self, sources: list[int]) -> Iterator[_Source]:
        """Have every source read, and yield it when all of it was kept."""
        order: list[_Source] = []
        batch: list[Whole | Part] = []
        size = 0
        for number in sources:
            source = self._source(number)
            if source.large:
                yield from self._taken(self._workers.give(batch), order)
                yield from self._taken(self._workers.rest(), order)
                yield from self._large(source)
                batch, size = [], 0
                continue
            data = self._writer.shelf.source(number)
            batch.append(Whole(source.path, source.member or None, True, data))
            order.append(source)
            size += len(data)
            if size >= _TASK_BYTES or len(batch) >= _TASK_DOCUMENTS:
                yield from self._taken(self._workers.give(batch), order)
                batch, size = [], 0
        if batch:
            yield from self._taken(self._workers.give(batch), order)
        yield from self._taken(self._workers.rest(), order)

    def _taken(self, results: Iterator[Made], order: list[_Source]) -> Iterator[_Source]:
        for made in results:
            source = order.pop(0)
            self._keep(source, made)
            yield source

    def _large(self, source: _Source) -> Iterator[_Source]:
        with opened(self._database, self._writer.codec, source.id, source.path, source.member) as (
            document,
            _,
        ):
            for part in self._parts(source, document):
                for made in self._workers.give([part]):
                    self._keep(source, made)
            for made in self._workers.rest():
                self._keep(source, made)
        yield source

    def _parts(self, source: _Source, document: Document) -> Iterator[Part]:
        self._writer.begin()
        self._forget_failures(source)
        part = Part(source.id, 0, [])
        for met in items(document, inside=True):
            if isinstance(met, Problem):
                self._fail(source, met)
                continue
            part.messages.append(met[1])
            if len(part.messages) >= _AT_ONCE:
                yield part
                part = Part(source.id, part.first + len(part.messages), [])
        if part.messages:
            yield part

    # -- keeping ---------------------------------------------------------------------------------

    def _keep(self, source: _Source, made: Made) -> None:
        self._writer.begin()
        if made.source is None:
            self._forget_failures(source)
        for problem in made.problems:
            self._fail(source, problem)
        for entry in made.entries:
            self._met.add(entry.ordinal)
            self._entry(source, entry)

    def _entry(self, source: _Source, entry: Entry) -> None:
        self._counts["renditions"] += 1
        old = self._old(source, entry.ordinal)
        if old is None:
            self._counts["new"] += 1
            place = f"{source.path} {source.member}".strip()
            self._writer.add(source.id, source.container, source.sha256, place, entry)
            return
        self._names.setdefault(old.cable, old.name)
        changes = list(self._compare(old, entry))
        if changes or old.digest != entry.digest or old.fingerprint != msgspec.msgpack.encode(entry.identity):
            self._counts["changed"] += bool(changes)
            self._fields.update(change.field for change in changes)
            self._changes += changes[: self._most - len(self._changes)]
            self._writer.replace(old.rendition, entry)
        else:
            # What the index finds it by can be more than what the tables hold.
            self._writer.restate(old.rendition, entry)

    def _compare(self, old: _Old, entry: Entry) -> Iterator[Change]:
        for field, before, after in zip(COLUMNS, old.row, entry.row, strict=True):
            if before != after:
                yield Change(old.name, field, before, after)
        if old.digest != entry.digest:
            yield Change(old.name, "message", old.digest.hex(), entry.digest.hex())
        if (text := self._paragraphs(old, entry)) is not None:
            yield Change(old.name, "text", *text)
        for table, (held, said) in compared(self._writer.rows.get(old.rendition), entry.children).items():
            if held != said:
                last = -_PLACES[table] if table in _PLACES else None
                was = [row[:last] for row in held if row not in said]
                yield Change(old.name, table, was, [row[:last] for row in said if row not in held])

    def _paragraphs(self, old: _Old, entry: Entry) -> tuple[list[str], list[str]] | None:
        """Return the clean paragraphs that were otherwise before, and are now."""
        frame, source = self._database.execute(
            "SELECT content.data, CASE WHEN source.data IS NOT NULL THEN source.id END FROM content"
            " JOIN rendition ON rendition.id = content.rendition JOIN source ON source.id = rendition.source"
            " WHERE rendition.id = ?",
            (old.rendition,),
        ).fetchone()
        if frame == entry.content:
            return None
        data = None if source is None else self._writer.shelf.source(source)
        held = content_of(frame, self._writer.codec, data).paragraphs
        said = content_of(entry.content, self._writer.codec, data).paragraphs
        if held == said:
            return None
        return [text for text in held if text not in said], [text for text in said if text not in held]

    def _old(self, source: _Source, ordinal: int) -> _Old | None:
        columns = ", ".join(f"rendition.{column}" for column in COLUMNS)
        row = self._database.execute(
            f"SELECT rendition.id, cable, name, digest, fingerprint, {columns} FROM rendition"
            " JOIN cable ON cable.id = rendition.cable WHERE source = ? AND ordinal = ?",
            (source.id, ordinal),
        ).fetchone()
        return _Old._make([*row[:5], row[5:]]) if row else None

    def _settle(self, source: _Source) -> None:
        """Note that a source was read anew, and forget the messages it no longer gives."""
        rows = self._database.execute(
            "SELECT id, ordinal FROM rendition WHERE source = ?", (source.id,)
        ).fetchall()
        if not self._failed:  # else what it no longer gives may only be unreadable by mistake
            for rendition, ordinal in rows:
                if ordinal not in self._met:
                    self._counts["gone"] += 1
                    self._writer.remove(rendition)
            self._database.execute(
                "UPDATE source SET version = ?, messages = ? WHERE id = ?",
                (version(), len(self._met), source.id),
            )
        self._met, self._failed = set(), False
        if self._writer.due:
            self._writer.commit()

    def _forget_failures(self, source: _Source) -> None:
        self._database.execute(
            "DELETE FROM failure WHERE path = ? AND member = ?", (source.path, source.member)
        )

    def _fail(self, source: _Source, problem: Problem) -> None:
        if problem.kind != "no-cable":
            self._counts["failed"] += 1
            self._failed = True
            placed = msgspec.structs.replace(problem, path=source.path, member=source.member)
            self._writer.fail(placed, self._ingest)

    # -- the run itself --------------------------------------------------------------------------

    def _source(self, number: int) -> _Source:
        row = self._database.execute(
            "SELECT id, sha256, container, messages, data IS NULL, coalesce(min(path), ''), coalesce(member, '')"
            " FROM source LEFT JOIN place ON place.source = id WHERE id = ?",
            (number,),
        ).fetchone()
        return _Source(*row)

    def _open(self, began: datetime) -> None:
        self._writer.begin()
        cursor = self._database.execute(
            "INSERT INTO ingest (started, paths, version) VALUES (?, ?, ?)",
            (began.isoformat(timespec="seconds"), as_json(["reparse"]), version()),
        )
        self._ingest = cursor.lastrowid or 0

    def _close(self) -> None:
        self._writer.begin()
        self._database.execute(
            "UPDATE ingest SET finished = ? WHERE id = ?",
            (datetime.now(UTC).isoformat(timespec="seconds"), self._ingest),
        )

    def _result(self, seconds: float) -> Changes:
        now = dict(self._database.execute("SELECT id, name FROM cable"))
        renamed = {name: now[cable] for cable, name in self._names.items() if now.get(cable, name) != name}
        names = ("sources", "renditions", "changed", "new", "gone", "failed")
        return Changes(
            **{name: self._counts[name] for name in names},
            fields=dict(self._fields.most_common()),
            renamed=renamed,
            changes=tuple(self._changes),
            seconds=round(seconds, 3),
        )


def to_reparse(database: sqlite3.Connection, *, everything: bool) -> list[int]:
    """Return the sources to read anew: those read by another version, or all that were read to their end."""
    rows = database.execute(
        "SELECT id FROM source WHERE (?1 OR version <> ?2) AND messages IS NOT NULL ORDER BY id",
        (everything, version()),
    )
    return [source for (source,) in rows]
