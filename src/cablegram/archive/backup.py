"""A copy of the archive as it is at one moment, made while others read and write."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from .catalog import ArchiveError, explained
from .index import SearchIndex
from .progress import OnShare, Share
from .snapshot import together

_CHUNK = 1 << 20


def backup(
    database: sqlite3.Connection, index: SearchIndex, to: Path, on_share: OnShare | None = None
) -> None:
    """Copy the archive to the folder ``to``, which must be new or empty.

    The copy has its name only when it is whole.
    """
    if to.is_symlink() or (to.exists() and (not to.is_dir() or any(to.iterdir()))):
        raise ArchiveError(f"{to} is there already. Name a new folder for the backup.")
    with explained(to / "catalog.sqlite"), _unfinished(to) as folder, ExitStack() as held:
        with together(database, index, lambda: _files(index.folder, held)) as files:
            _copy_catalog(database, folder / "catalog.sqlite", on_share)
            (folder / "index").mkdir()
            for done, (name, file) in enumerate(files.items(), 1):
                _copy(file, folder / "index" / name)
                if on_share:
                    on_share(Share("index", done, len(files)))
        _settled(folder / "index")
        _settled(folder)
        if to.exists():
            to.rmdir()
        folder.rename(to)
        _settled(to.parent)


@contextmanager
def _unfinished(to: Path) -> Iterator[Path]:
    """Make a folder beside ``to``, and remove it unless it got its name."""
    folder = to.with_name(f".{to.name}.{os.getpid()}.unfinished")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir()
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _files(folder: Path, held: ExitStack) -> dict[str, BinaryIO]:
    """Open every file of the index: what is open stays, though the writer removes it."""
    held.close()
    return {
        path.name: held.enter_context(path.open("rb"))
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.name.endswith(".lock")
    }


def _copy_catalog(database: sqlite3.Connection, to: Path, on_share: OnShare | None) -> None:
    copy = sqlite3.connect(to)
    try:
        # In one go, from the state that is held: pages at a time would begin anew with each commit of the writer.
        database.backup(copy)
    finally:
        copy.close()
    if on_share:
        on_share(Share("catalog", 1, 1))


def _copy(file: BinaryIO, to: Path) -> None:
    with to.open("wb") as copy:
        shutil.copyfileobj(file, copy, _CHUNK)
        copy.flush()
        os.fsync(copy.fileno())


def _settled(folder: Path) -> None:
    """Have the names in a folder be on the disk."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
