"""The catalog: one SQLite file, opened, brought up to date, and its failures said so that a person can act."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EDQUOT, ENOSPC, EPERM, EROFS
from importlib.resources import files
from pathlib import Path
from typing import Any

APPLICATION = 0x4361_626C
"""SQLite's application_id of a catalog: ``Cabl``."""

_PAGE = 32_768
"""Bytes: sources and contents take two or three kilobytes each, and pages of four would be half empty."""

_WAIT_MS = 30_000
_LITTLE = 1 << 20
_CACHE_KB = 65_536


NO_ARCHIVE = "There is no archive at {folder}. Make one: cablegram ingest PATH…"


class ArchiveError(Exception):
    """The archive cannot do what was asked; the text says why and what to do."""


def migrations() -> dict[str, str]:
    """Return the steps that make a catalog, by name, in order."""
    folder = files(__package__) / "migrations"
    names = sorted(step.name for step in folder.iterdir() if step.name.endswith(".sql"))
    return {name.removesuffix(".sql"): (folder / name).read_text("utf-8") for name in names}


def connect(path: Path, *, writing: bool = False) -> sqlite3.Connection:
    """Open the catalog at ``path``; with ``writing`` make it where there is none, and bring it up to date.

    Raise ArchiveError when it is no catalog, is damaged, is of a later version, or may not be written.
    """
    with explained(path):
        if not writing and not path.exists():
            raise ArchiveError(NO_ARCHIVE.format(folder=path.parent))
        database = _opened(path, "?mode=rwc") if writing else _for_reading(path)
        _refuse_others(database, path)
        database.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
        database.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        database.execute("PRAGMA foreign_keys = ON")
        if writing:
            database.execute(f"PRAGMA page_size = {_PAGE}")
            database.execute("PRAGMA journal_mode = WAL")
            # The index is always flushed to the disk: were the catalog not, the power could fail between.
            database.execute("PRAGMA synchronous = FULL")
        _bring_up_to_date(database, path, writing)
        return database


class _Reader(sqlite3.Connection):
    """A connection to read by, whose errors are said as ``explained`` says them, whenever they come up."""

    folder: Path

    def cursor(self, factory: object = None) -> _Cursor:  # type: ignore[override]
        """Return a cursor that explains."""
        return super().cursor(_Cursor)

    def execute(self, *arguments: Any) -> _Cursor:
        """Return what a statement answers."""
        return self.cursor().execute(*arguments)


class _Cursor(sqlite3.Cursor):
    connection: _Reader

    def _said(self, error: sqlite3.DatabaseError) -> ArchiveError:
        return ArchiveError(_explanation(error, self.connection.folder))

    def execute(self, *arguments: Any) -> _Cursor:
        try:
            return super().execute(*arguments)
        except sqlite3.DatabaseError as error:
            raise self._said(error) from error

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except sqlite3.DatabaseError as error:
            raise self._said(error) from error

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except sqlite3.DatabaseError as error:
            raise self._said(error) from error

    def fetchall(self) -> list[Any]:
        try:
            return super().fetchall()
        except sqlite3.DatabaseError as error:
            raise self._said(error) from error


def _opened(
    path: Path, how: str, factory: type[sqlite3.Connection] = sqlite3.Connection
) -> sqlite3.Connection:
    uri = path.absolute().as_uri() + how
    database = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, factory=factory)
    if isinstance(database, _Reader):
        database.folder = path.parent
    return database


def _refuse_others(database: sqlite3.Connection, path: Path) -> None:
    (application,) = database.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION and database.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise ArchiveError(f"{path} is a database of something else. Name another folder.")


def _for_reading(path: Path) -> sqlite3.Connection:
    """Open a catalog to be read; where its folder may not be written, SQLite must be told that nobody does."""
    probe = _opened(path, how := "?mode=ro")
    try:
        probe.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            raise ArchiveError(
                f"{path.parent} may not be written, and was being written when it was copied: part of it is"
                f" in {log.name}. Copy the folder to where it may be written, and open that."
            ) from error
        how = "?immutable=1"
    finally:
        probe.close()
    return _opened(path, how, _Reader)


def _bring_up_to_date(database: sqlite3.Connection, path: Path, writing: bool) -> None:
    known = migrations()
    tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    done = {name for (name,) in database.execute("SELECT name FROM migration")} if tables else set()
    if later := sorted(done - known.keys()):
        raise ArchiveError(
            f"The archive at {path.parent} was written by a later version of Cablegram ({later[-1]})."
            " Update Cablegram to open it."
        )
    missing = [name for name in known if name not in done]
    if missing and not writing:
        raise ArchiveError(
            f"The archive at {path.parent} was written by an earlier version of Cablegram."
            f" Bring it up to date: cablegram ingest --archive {path.parent}"
        )
    for name in missing:
        with transaction(database):
            database.execute(f"PRAGMA application_id = {APPLICATION}")
            database.execute(
                "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT"
            )
            for statement in _statements(known[name]):
                database.execute(statement)
            database.execute("INSERT INTO migration VALUES (?, datetime('now'))", (name,))


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of ``script`` one by one: executescript would commit what it is part of."""
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Do all of what is inside, or nothing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say into what a person can act on."""
    folder = path.parent
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise ArchiveError(_explanation(error, folder)) from error
    except OSError as error:
        if error.errno in (EACCES, EPERM, EROFS):
            raise ArchiveError(f"{folder} may not be written. Name another folder with --archive.") from error
        if error.errno in (ENOSPC, EDQUOT):
            raise ArchiveError(FULL.format(folder=folder)) from error
        raise ArchiveError(f"{folder} cannot be used ({error.strerror or error}).") from error


FULL = "The disk that holds {folder} is full. What was committed is safe; make room and run the same command again."


def _explanation(error: sqlite3.DatabaseError, folder: Path) -> str:
    said = str(error)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    match code:
        case sqlite3.SQLITE_FULL:
            return FULL.format(folder=folder)
        case sqlite3.SQLITE_IOERR if _is_full(folder):
            return FULL.format(folder=folder)
        case sqlite3.SQLITE_IOERR:
            return f"The disk that holds {folder} fails ({said}); it may be full. What was committed is safe."
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return f"{folder} may not be written ({said}). Name another folder with --archive."
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return (
                f"The catalog in {folder} is damaged ({said}). Restore it from a backup"
                " (cablegram backup makes them), or ingest the files again into a new folder."
            )
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return f"Somebody else is writing to {folder}. Try again when that has ended."
    return f"The catalog in {folder} cannot be used ({said})."


def _is_full(folder: Path) -> bool:
    """Tell whether there is not even room for what SQLite keeps beside a catalog."""
    return shutil.disk_usage(folder).free < _LITTLE
