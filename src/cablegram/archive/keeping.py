"""Keeping an archive right: failures, check, reindex, reparse, what people say of cables, backup, removal."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from functools import cached_property
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING

from . import corrections, failures, naming, said
from .backup import backup
from .catalog import explained
from .check import Check, Report
from .codec import Codec
from .corrections import Correction
from .failures import Failure
from .index import SearchIndex
from .ingest import OnProgress
from .progress import OnShare, Summary
from .rebuild import rebuild
from .removal import Removal, remove
from .reparse import Changes, Reparse, to_reparse
from .said import Note
from .workers import Workers, cores, pool
from .writer import Writer

CHANGES = 1_000
"""Changes a reparse tells one by one unless asked for more; the counts are of all."""

_MANY = 5_000
"""Cables above which the index is made anew by workers rather than brought up to date by one process."""


class Keeping:
    """The part of ``Archive`` that keeps it right."""

    folder: Path
    catalog: Path
    _writer: Callable[..., AbstractContextManager[Writer]]
    _catalog_to_write: Callable[..., AbstractContextManager[sqlite3.Connection]]
    _ingest: Callable[..., Summary]

    if TYPE_CHECKING:

        @cached_property
        def _database(self) -> sqlite3.Connection: ...
        @cached_property
        def index(self) -> SearchIndex: ...

    # -- failures --------------------------------------------------------------------------------

    def failures(self, *, all: bool = False) -> list[Failure]:
        """Return what could not be read and why; with ``all`` also the files that hold no cable."""
        return failures.listed(self._database, all=all)

    def retry_failed(self, on_progress: OnProgress | None = None, *, jobs: int | None = None) -> Summary:
        """Read again what could not be read; what can be read now is listed no longer."""
        with self._writer("retry of what failed") as writer:
            there, gone = failures.to_retry(writer.database)
            writer.begin()
            for path in gone:
                failures.mark_gone(writer.database, path)
            if in_part := failures.held_in_part(writer.database):
                self._read_again(writer, in_part, 1, None, 0)
                writer.catch_up()
            summary = self._ingest(writer, there, on_progress, jobs=jobs)
        return summary

    # -- check, reindex, reparse -----------------------------------------------------------------

    def check(self, on_share: OnShare | None = None, *, jobs: int | None = None) -> Report:
        """Verify every digest, every span, every row, and that the index holds what the catalog does."""
        database = self._database
        with explained(self.catalog):
            codec = Codec(dict(database.execute("SELECT id, data FROM dictionary")))
            return Check(database, self.folder, codec, self._jobs(database, jobs), on_share).run()

    def reindex(self, on_share: OnShare | None = None, *, jobs: int | None = None) -> int:
        """Make the index anew from the catalog; return how many cables it holds. Readers go on meanwhile."""
        with self._catalog_to_write("reindex") as database:
            return rebuild(database, self.folder, self._jobs(database, jobs), on_share)

    def reparse(
        self,
        on_share: OnShare | None = None,
        *,
        everything: bool = False,
        jobs: int | None = None,
        most: int = CHANGES,
    ) -> Changes:
        """Read anew, from the bytes kept, what another version read, or ``everything``; return what that changed.

        Corrections, notes and labels stay. At ``most`` so many changes are told one by one. Interrupted, it goes
        on when it is run again.
        """
        with self._writer("reparse") as writer:
            jobs = self._jobs(writer.database, jobs)
            sources = to_reparse(writer.database, everything=everything)
            changes = self._read_again(writer, sources, jobs, on_share, most)
            self._index_the_rest(writer, jobs, on_share)
        return changes

    def _read_again(
        self, writer: Writer, sources: list[int], jobs: int, on_share: OnShare | None, most: int
    ) -> Changes:
        executor = pool(jobs)
        workers = Workers(executor, jobs, writer.dictionary)
        writer.index_later = True
        try:
            changes = Reparse(writer, workers, on_share, most).run(sources)
            writer.commit()
        finally:
            workers.close()
            executor.shutdown(cancel_futures=True)
            writer.index_later = False
        return changes

    def _index_the_rest(self, writer: Writer, jobs: int, on_share: OnShare | None) -> None:
        (waiting,) = writer.database.execute("SELECT count(*) FROM unindexed").fetchone()
        if waiting > _MANY:
            writer.close()
            rebuild(writer.database, self.folder, jobs, on_share)
        else:
            writer.catch_up()

    @staticmethod
    def _jobs(database: sqlite3.Connection, jobs: int | None) -> int:
        (cables,) = database.execute("SELECT count(*) FROM cable").fetchone()
        return jobs or (1 if cables < _FEW else cores())

    # -- what people say -------------------------------------------------------------------------

    def correct(self, name: str, field: str, value: str, *, why: str, who: str | None = None) -> Correction:
        """Record that ``value`` is right for a field of a cable; it is shown and found so from now on.

        A number corrected gives the cable another name. Corrections survive reparse and reindex.
        """
        value = corrections.checked(field, value)
        with self._about(name, "correction") as (writer, cable, called):
            shown = writer.shelf.views(cable)[0].cable
            made = Correction(
                called, field, value, corrections.before(shown, field), why, who or getuser(), _now()
            )
            corrections.record(writer.database, made)
        return made

    def undo(self, name: str, field: str) -> Correction:
        """Forget the last correction of a field of a cable, and return it; what stood before stands again."""
        with self._about(name, "correction") as (writer, _, called):
            return corrections.withdraw(writer.database, called, field)

    def corrections(self, name: str | None = None) -> list[Correction]:
        """Return the corrections of a cable, or all."""
        return corrections.listed(self._database, self._called(name))

    def note(self, name: str, text: str, *, paragraph: int | None = None, who: str | None = None) -> Note:
        """Write a note about a cable, or about the paragraph of it that is ``paragraph`` from 0."""
        with self._about(name, "note") as (writer, _, called):
            return said.write(writer.database, called, paragraph, text, who or getuser(), _now())

    def unnote(self, note: int) -> None:
        """Forget a note by its id."""
        with self._writer("note") as writer:
            writer.begin()
            called = said.erase(writer.database, note)
            held = writer.database.execute("SELECT id FROM cable WHERE name = ?", (called,)).fetchone()
            if held:
                writer.show_said(held[0])

    def notes(self, name: str | None = None) -> list[Note]:
        """Return the notes about a cable, or all."""
        return said.notes(self._database, self._called(name))

    def label(self, name: str, label: str) -> None:
        """Give a cable a label, to find it by."""
        with self._about(name, "label") as (writer, _, called):
            said.put_label(writer.database, called, label)

    def unlabel(self, name: str, label: str) -> None:
        """Take a label from a cable."""
        with self._about(name, "label") as (writer, _, called):
            said.take_label(writer.database, called, label)

    def labels(self, name: str | None = None) -> dict[str, int]:
        """Return the labels of a cable, or all, each with how many cables bear it."""
        return said.labels(self._database, self._called(name))

    def _called(self, name: str | None) -> str | None:
        return None if name is None else naming.find(self._database, name)[1]

    @contextmanager
    def _about(self, name: str, doing: str) -> Iterator[tuple[Writer, int, str]]:
        """Have something said of a cable: yield the writer, the cable's id and name; then show what was said."""
        with self._writer(doing) as writer:
            cable, called = naming.find(writer.database, name)
            writer.begin()
            yield writer, cable, called
            writer.show_said(cable)

    # -- copies and removal ----------------------------------------------------------------------

    def backup(self, to: str | Path, on_share: OnShare | None = None) -> Path:
        """Copy the archive as it is now to a new folder, while others read and write."""
        to = Path(to).absolute()
        backup(self._database, self.index, to, on_share)
        return to

    def delete_source(self, named: str | Path) -> Removal:
        """Remove the source at a path, or the one whose SHA-256 begins so, and all that only it supported."""
        with self._writer("removal of a source") as writer:
            return remove(writer, str(named))


_FEW = 2_000
"""Cables that are parsed sooner by this process than by others, which take half a second to start."""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
