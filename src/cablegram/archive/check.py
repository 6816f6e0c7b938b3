"""Whether an archive is as it must be: every source, rendition, cable and document of the index."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec
from tantivy import Query, Searcher

from cablegram.reading import items
from cablegram.sources import Problem

from .assembly import FINGERPRINT
from .catalog import ArchiveError
from .codec import Codec
from .corrections import number_of
from .entry import COLUMNS
from .identity import best, number
from .index import SearchIndex
from .index_files import damaged
from .large import opened
from .lock import is_held
from .look import FAULTS, Fault, Kept, Look, Looks, look
from .progress import OnShare, Share
from .rows import Rows
from .snapshot import together
from .spread import spread
from .standing import existing
from .version import version

_TOGETHER = 1 << 20
_AT_ONCE = 200
_REINDEX = "Make the index anew from the catalog: cablegram reindex."
_RESTORE = "Restore the archive from a backup, or ingest the files again into a new one."
_REPARSE = "Read everything anew from its sources: cablegram reparse --all."


class Report(msgspec.Struct, frozen=True):
    """What was checked, and every fault found.

    ``older`` renditions were read by another version, so that what it found in them was not compared; ``unfinished``
    sources were not read to their end: the ingest that began them was interrupted.
    """

    cables: int
    renditions: int
    sources: int
    older: int
    unfinished: int
    faults: tuple[Fault, ...]
    seconds: float

    @property
    def ok(self) -> bool:
        """Whether there is no fault."""
        return not self.faults


_COUNTS = {
    "cables": "SELECT count(*) FROM cable",
    "renditions": "SELECT count(*) FROM rendition",
    "sources": "SELECT count(*) FROM source",
    "unfinished": "SELECT count(*) FROM source WHERE messages IS NULL",
}

_QUERIES = (
    (
        "cable-empty",
        "SELECT name FROM cable WHERE id NOT IN (SELECT cable FROM rendition)",
        "A cable has no rendition.",
    ),
    (
        "cable-shown",
        "SELECT name FROM cable LEFT JOIN rendition ON rendition.id = cable.rendition"
        " WHERE rendition.cable IS NOT cable.id",
        "A cable shows a rendition of another.",
    ),
    (
        "source-empty",
        "SELECT hex(sha256) FROM source WHERE id NOT IN (SELECT source FROM rendition) AND messages IS NOT NULL",
        "A source has no rendition.",
    ),
    (
        "source-place",
        "SELECT hex(sha256) FROM source WHERE id NOT IN (SELECT source FROM place)",
        "It is not known where a source was met.",
    ),
    (
        "source-messages",
        "SELECT hex(sha256) FROM source"
        " WHERE messages > (SELECT count(*) FROM rendition WHERE rendition.source = source.id)",
        "A source lacks some of its renditions.",
    ),
    (
        "amended",
        "SELECT name FROM amended JOIN cable ON cable.id = amended.cable"
        " WHERE name NOT IN (SELECT cable FROM correction)",
        "A cable is shown corrected, and nobody corrected it.",
    ),
)


class _Source(NamedTuple):
    id: int
    sha256: bytes
    version: str
    messages: int | None
    frame: bytes | None
    path: str
    member: str


class Check:
    """One check of the archive in ``folder``."""

    def __init__(
        self,
        database: sqlite3.Connection,
        folder: Path,
        codec: Codec,
        jobs: int,
        on_share: OnShare | None,
    ) -> None:
        self._database = database
        self._folder = folder
        self._codec = codec
        self._jobs = jobs
        self._on_share = on_share
        self._rows = Rows(database)
        self._faults: list[Fault] = []
        self._older = 0

    def run(self) -> Report:
        """Look at everything; return what was found."""
        began = time.monotonic()
        index = self._usable_index()
        if index is None:
            self._catalog()
        else:
            with together(self._database, index, index.searcher) as searcher:
                if self._catalog():
                    self._index(searcher)
        return self._report(began)

    def _usable_index(self) -> SearchIndex | None:
        try:
            index = existing(self._folder)
            files = damaged(index.folder)
        except (ArchiveError, OSError) as error:
            self._add("index", str(error), "index", _REINDEX)
            return None
        if files:
            what = f"{len(files)} files, {files[0]} among them"
            self._add("index-files", "Files of the index are damaged.", what, _REINDEX)
            return None
        return index

    def _catalog(self) -> bool:
        try:
            self._structure()
            self._sources()
            self._cables()
        except ArchiveError as error:
            self._add("catalog-damaged", str(error), "catalog.sqlite", _RESTORE)
            return False
        return True

    def _report(self, began: float) -> Report:
        try:
            counts = {name: self._database.execute(query).fetchone()[0] for name, query in _COUNTS.items()}
        except ArchiveError:
            counts = dict.fromkeys(_COUNTS, 0)
        seconds = round(time.monotonic() - began, 3)
        return Report(**counts, older=self._older, faults=tuple(self._faults), seconds=seconds)

    def _add(self, code: str, message: str, what: str, remedy: str) -> None:
        self._faults.append(Fault(code, message, what, remedy))

    # -- the catalog by itself -------------------------------------------------------------------

    def _structure(self) -> None:
        for (said,) in self._database.execute("PRAGMA integrity_check(20)"):
            if said != "ok":
                self._add("catalog-damaged", f"SQLite says: {said}.", "catalog.sqlite", _RESTORE)
        for table, _, other, _ in self._database.execute("PRAGMA foreign_key_check"):
            self._add("foreign-key", f"A row of {table} names a {other} that is not there.", table, _REPARSE)
        for code, query, message in _QUERIES:
            for (what,) in self._database.execute(query):
                self._add(code, message, what, _REPARSE)

    def _cables(self) -> None:
        """Every cable has the number its renditions say, or a person, and shows the best of them."""
        rows = self._database.execute(
            "SELECT cable.id, name, cable.mrn, cable.rendition, rendition.id, fingerprint FROM cable"
            " JOIN rendition ON rendition.cable = cable.id ORDER BY cable.id, rendition.id"
        )
        held: list[tuple[int, str, str | None, int, int, bytes]] = []
        for row in rows:
            if held and held[0][0] != row[0]:
                self._cable(held)
                held = []
            held.append(row)
        if held:
            self._cable(held)

    def _cable(self, rows: list[tuple[int, str, str | None, int, int, bytes]]) -> None:
        _, name, mrn, shown, *_ = rows[0]
        try:
            fps = [FINGERPRINT.decode(row[5]) for row in rows]
        except msgspec.MsgspecError:
            return  # of another version; reparse makes it anew
        if mrn != (number_of(self._database, name) or number(fps)):
            self._add("cable-number", "A cable has another number than its renditions.", name, _REPARSE)
        if shown != rows[best(fps)][4]:
            self._add("cable-best", "A cable does not show the best of its renditions.", name, _REPARSE)

    # -- sources and renditions ------------------------------------------------------------------

    def _sources(self) -> None:
        (of,) = self._database.execute(_COUNTS["renditions"]).fetchone()
        dictionaries = self._database.execute("SELECT id, data FROM dictionary ORDER BY rowid").fetchall()
        handed: list[int] = []
        done = 0
        for found in spread(look, self._tasks(dictionaries, handed), self._jobs):
            done += handed.pop(0)
            if found is None:
                self._add("worker-died", "A worker process died.", "check", "Try again with --jobs 1.")
            else:
                self._faults += FAULTS.decode(found)
            if self._on_share:
                self._on_share(Share("renditions", done, of))

    def _tasks(self, dictionaries: list[tuple[int, bytes]], handed: list[int]) -> Iterator[bytes]:
        looks: list[Look] = []
        size = 0
        for one, took in self._looks():
            looks.append(one)
            size += took
            if size > _TOGETHER:
                handed.append(sum(len(one.kept) for one in looks))
                yield msgspec.msgpack.encode(Looks(looks, dictionaries))
                looks, size = [], 0
        handed.append(sum(len(one.kept) for one in looks))
        yield msgspec.msgpack.encode(Looks(looks, dictionaries))

    def _looks(self) -> Iterator[tuple[Look, int]]:
        """Yield every source with what was kept of it, and about how many bytes that is."""
        sources = self._database.execute(
            "SELECT source.id, sha256, version, messages, data, coalesce(min(path), ''), coalesce(member, '')"
            " FROM source LEFT JOIN place ON place.source = source.id GROUP BY source.id ORDER BY source.id"
        )
        for source in map(_Source._make, sources):
            now = source.version == version()
            if source.frame is None:
                yield from self._large(source, now)
                continue
            kept = [self._kept(row, now) for row in self._renditions(source.id)]
            size = len(source.frame) + sum(len(one.content or b"") for one in kept)
            yield (
                Look(source.sha256, source.path, source.member, now, source.frame, None, 0, kept),
                size,
            )

    def _large(self, source: _Source, now: bool) -> Iterator[tuple[Look, int]]:
        where = f"source {source.sha256.hex()[:12]} ({source.path})"
        try:
            with opened(self._database, self._codec, source.id, source.path, source.member) as (
                document,
                sha,
            ):
                if sha != source.sha256:
                    self._add("source-changed", "A source is not what was received.", where, _RESTORE)
                    return
                read = items(document, inside=True) if now else iter(())
                messages = (met[1] for met in read if not isinstance(met, Problem))
                ordinal = 0
                rows = self._renditions(source.id).fetchall()
                while rows or ordinal == 0:
                    some = list(islice(messages, _AT_ONCE))
                    first, ordinal = ordinal, ordinal + _AT_ONCE
                    kept = [self._kept(row, now) for row in rows if row[1] < ordinal]
                    rows = [row for row in rows if row[1] >= ordinal]
                    size = sum(len(one.content or b"") for one in kept)
                    size += sum(len(one.text) for one in some)
                    yield Look(source.sha256, source.path, source.member, now, None, some, first, kept), size
        except ValueError as error:
            self._add("source-damaged", f"The bytes of a source are {error}.", where, _RESTORE)

    def _renditions(self, source: int) -> sqlite3.Cursor:
        columns = ", ".join(f"rendition.{column}" for column in COLUMNS)
        return self._database.execute(
            f"SELECT rendition.id, ordinal, cable.name, digest, fingerprint, content.data, {columns} FROM rendition"
            " LEFT JOIN cable ON cable.id = rendition.cable LEFT JOIN content ON content.rendition = rendition.id"
            " WHERE source = ? ORDER BY ordinal",
            (source,),
        )

    def _kept(self, row: tuple, now: bool) -> Kept:  # type: ignore[type-arg]
        rendition, ordinal, name, digest, fingerprint, content, *cells = row
        self._older += not now
        keys = self._database.execute("SELECT key FROM identity WHERE rendition = ?", (rendition,))
        return Kept(
            name=name or "",
            ordinal=ordinal,
            digest=digest,
            fingerprint=fingerprint,
            keys=[key for (key,) in keys] if now else [],
            row=tuple(cells),
            children=self._rows.get(rendition) if now else {},
            content=content,
        )

    # -- the index -------------------------------------------------------------------------------

    def _index(self, searcher: Searcher) -> None:
        """Every cable is in the index once, and nothing else is, but for those a writer is just about to put there."""
        waiting = {cable for (cable,) in self._database.execute("SELECT cable FROM unindexed")}
        if waiting and not is_held(self._folder):
            message = f"{len(waiting)} cables wait to be indexed: a writer was interrupted."
            self._add("unindexed", message, "index", _REINDEX)
        found = Counter(_ids(searcher))
        held = dict(self._database.execute("SELECT id, name FROM cable"))
        for cable, name in held.items():
            if cable not in waiting and cable not in found:
                self._add("not-indexed", "A cable cannot be found: it is not in the index.", name, _REINDEX)
        for cable, many in found.items():
            if many > 1:
                what = held.get(cable, f"cable {cable}")
                self._add("indexed-twice", f"A cable is in the index {many} times.", what, _REINDEX)
            elif cable not in held and cable not in waiting:
                message = "The index holds a cable that the catalog does not."
                self._add("indexed-gone", message, f"cable {cable}", _REINDEX)


def _ids(searcher: Searcher) -> list[int]:
    if not searcher.num_docs:
        return []
    hits = searcher.search(Query.all_query(), limit=searcher.num_docs, count=False).hits
    return [int(value or 0) for value in searcher.fast_field_values("id", [address for _, address in hits])]
