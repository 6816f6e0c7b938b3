"""The archive's face: everything that can be asked of one, or done to it."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType

from platformdirs import user_data_path

from cablegram.parse import MRN
from cablegram.sources import RawMessage

from . import counts, kin, listing, questions
from .catalog import NO_ARCHIVE, ArchiveError, connect, explained
from .codec import Codec
from .counts import Stats
from .extent import Extent
from .index import IndexDamaged, SearchIndex
from .ingest import Ingest, OnProgress
from .keeping import Keeping
from .kin import Cited, RenditionRow
from .listing import Ghost, Order, Pair, SourceRow
from .lock import only_writer
from .progress import Summary
from .questions import Body, CableRow
from .rebuild import rebuild
from .standing import existing, place, settle
from .views import Shelf, View
from .workers import Workers, cores, pool
from .writer import Writer

FOLDER = "CABLEGRAM_ARCHIVE"
"""The environment variable that names the folder of the archive."""

_LOG = logging.getLogger("cablegram")

_FEW = 4 << 20
"""Bytes that are read sooner by this process than by others, which take half a second to start."""


def default_folder() -> Path:
    """Return where the archive is unless one is named."""
    named = os.environ.get(FOLDER)
    return Path(named) if named else user_data_path("cablegram") / "archive"


class Archive(Keeping):
    """A folder that holds cables: ``catalog.sqlite``, the truth, and ``index``, made from it.

    Opening is for reading, and never waits for a writer. What writes takes the writer's lock for
    as long as it works, and raises ArchiveError where another holds it, the disk is full, or the folder may not be
    written; what was committed before stays.
    """

    def __init__(self, folder: str | Path | None = None) -> None:
        self.folder = Path(folder) if folder is not None else default_folder()
        self.catalog = self.folder / "catalog.sqlite"

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the catalog and the index; who asks again opens them again."""
        if "_database" in self.__dict__:
            self._database.close()
        for held in ("_database", "_shelf", "index"):
            self.__dict__.pop(held, None)

    # -- writing ---------------------------------------------------------------------------------

    def ingest(
        self,
        paths: Iterable[str | Path],
        on_progress: OnProgress | None = None,
        *,
        jobs: int | None = None,
        executor: Executor | None = None,
    ) -> Summary:
        """Keep every cable in files, folders and archives; return what became of them.

        ``jobs`` are worker processes (as many as cores unless told); ``executor`` takes their place: any
        concurrent.futures executor.
        """
        with self._writer("ingest", make=True) as writer:
            return self._ingest(writer, paths, on_progress, jobs=jobs, executor=executor)

    def _ingest(
        self,
        writer: Writer,
        paths: Iterable[str | Path],
        on_progress: OnProgress | None,
        *,
        jobs: int | None = None,
        executor: Executor | None = None,
    ) -> Summary:
        named = [Path(os.path.abspath(path)) for path in paths]
        extent = Extent(named)
        jobs = jobs or (1 if extent.total < _FEW else cores())
        own = executor is None
        executor = executor or pool(jobs)
        workers = Workers(executor, jobs, writer.dictionary)
        try:
            return Ingest(
                writer, workers, extent, named, on_progress, Path(os.path.abspath(self.folder))
            ).run()
        finally:
            workers.close()
            if own:
                executor.shutdown(cancel_futures=True)

    @contextmanager
    def _writer(self, doing: str, *, make: bool = False) -> Iterator[Writer]:
        with self._catalog_to_write(doing, make=make) as database:
            writer = Writer(database, self._index_to_write(database), _codec(database))
            try:
                writer.catch_up()
                yield writer
                writer.commit()
                writer.close()
            except BaseException:
                writer.roll_back()
                raise

    @contextmanager
    def _catalog_to_write(self, doing: str, *, make: bool = False) -> Iterator[sqlite3.Connection]:
        """Be the one writer; without ``make`` only where there is an archive."""
        if not make and not self.catalog.exists():
            raise ArchiveError(NO_ARCHIVE.format(folder=self.folder))
        with only_writer(self.folder, doing), explained(self.catalog):
            database = connect(self.catalog, writing=True)
            try:
                settle(self.folder)
                yield database
            finally:
                database.close()

    def _index_to_write(self, database: sqlite3.Connection) -> SearchIndex:
        """Open the index; make it anew from the catalog, and say so, where it is missing or cannot be read."""
        folder = place(self.folder)
        (held,) = database.execute("SELECT EXISTS (SELECT 1 FROM cable)").fetchone()
        try:
            index = SearchIndex(folder, make=not held)
            index.searcher()
        except IndexDamaged as damage:
            _LOG.warning("%s That is done now.", damage)
            rebuild(database, self.folder, self._jobs(database, None))
            index = SearchIndex(folder)
        return index

    # -- reading ---------------------------------------------------------------------------------

    @cached_property
    def _database(self) -> sqlite3.Connection:
        return connect(self.catalog)

    @cached_property
    def _shelf(self) -> Shelf:
        return Shelf(self._database, _codec(self._database))

    @cached_property
    def index(self) -> SearchIndex:
        """The search index; raise ArchiveError where it is missing or cannot be read."""
        if not self.catalog.exists():
            raise ArchiveError(NO_ARCHIVE.format(folder=self.folder))
        return existing(self.folder)

    def summaries(self, ids: Sequence[int]) -> list[CableRow]:
        """Return what lists show of cables, in the order of ``ids``; one that is gone is left out."""
        return questions.summaries(self._database, ids)

    def bodies(self, ids: Sequence[int]) -> list[Body]:
        """Return the clean paragraphs of cables, in the order of ``ids``; one that is gone is left out."""
        return questions.bodies(self._database, self._shelf, ids)

    def passages(self, ids: Sequence[int]) -> Iterator[tuple[int, list[str]]]:
        """Yield ids with the paragraphs of each cable as the index has them; one that is gone is left out."""
        return questions.passages(self._database, self._shelf, ids)

    def by_name(self, name: str) -> CableRow | None:
        """Return the cable with that name or number."""
        return questions.by_name(self._database, name)

    def views(self, cable: int) -> list[View]:
        """Return the renditions of a cable, parsed, the one to show first."""
        return self._shelf.views(cable)

    def message(self, rendition: int) -> RawMessage:
        """Return the message of a rendition as its reader gave it."""
        return self._shelf.message(rendition)

    def cites(self, mrn: str) -> list[str]:
        """Return the numbers the cable cites."""
        return questions.cites(self._database, mrn)

    def cited_by(self, mrn: str) -> list[str]:
        """Return the numbers of the cables that cite it, held or not."""
        return questions.cited_by(self._database, mrn)

    def renditions(self, cable: int) -> list[RenditionRow]:
        """Return where a cable was met and why it is known to be that cable, the rendition shown first."""
        return kin.renditions(self._database, cable)

    def references(self, cable: int) -> list[Cited]:
        """Return what the references of a cable can mean, those held first."""
        return kin.cited(self._database, cable)

    def linked(self, cable: int) -> list[Pair]:
        """Return the cables that may be one with a cable."""
        return kin.linked(self._database, cable)

    def nearest(self, mrn: MRN, most: int = 5) -> list[str]:
        """Return the names of cables whose numbers a slip of the hand makes ``mrn``, the likeliest first."""
        return kin.nearest(self._database, mrn, most)

    def cables(
        self, order: Order = "date", *, post: str | None = None, year: int | None = None
    ) -> Iterator[CableRow]:
        """Yield every cable, or those of a post (its slug) and a year."""
        return listing.listed(self._database, order, post, year)

    def sources(self) -> Iterator[SourceRow]:
        """Yield every file kept, in the order of arrival."""
        return listing.sources(self._database)

    def ghosts(self) -> Iterator[Ghost]:
        """Yield the cables that are cited and not held, the most cited first."""
        return listing.ghosts(self._database)

    def possibly_same(self) -> Iterator[Pair]:
        """Yield the cables that may be one, and why that is not certain."""
        return listing.possibly_same(self._database)

    def stats(self) -> Stats:
        """Return what the archive amounts to."""
        return counts.counted(self._database, self.catalog, self.folder / "index")


def _codec(database: sqlite3.Connection) -> Codec:
    def later(number: int) -> bytes | None:
        row = database.execute("SELECT data FROM dictionary WHERE id = ?", (number,)).fetchone()
        return row[0] if row else None

    return Codec(dict(database.execute("SELECT id, data FROM dictionary")), later)
