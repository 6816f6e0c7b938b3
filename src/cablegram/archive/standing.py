"""Where the index stands: a whole one is put in place of another, and what a crash in between left is set right."""

from __future__ import annotations

import shutil
from pathlib import Path

from .index import META, SearchIndex, index_explained, predecessor, successor


def place(archive: Path) -> Path:
    """Return the folder of an archive's index."""
    return archive / "index"


def building(archive: Path) -> Path:
    """Return an empty folder to build an index in."""
    folder = archive / "index.building"
    with index_explained(place(archive)):
        _remove(folder)
        folder.mkdir()
    return folder


def put_in_place(archive: Path) -> None:
    """Put the index built in ``building`` in place of the one there is.

    It is whole as soon as it bears its second name, so that whoever comes after a crash can go on from there.
    Who has the old one open goes on reading it.
    """
    index = place(archive)
    with index_explained(index):
        (archive / "index.building").rename(successor(index))
        _follow_on(index)


def settle(archive: Path) -> None:
    """Go on where a writer that put an index in place, or built one, was killed; only the writer may."""
    index = place(archive)
    with index_explained(index):
        if successor(index).exists():
            _follow_on(index)
        _remove(predecessor(index))
        _remove(archive / "index.building")


def existing(archive: Path) -> SearchIndex:
    """Open the index for reading; raise IndexDamaged where it is missing or cannot be read."""
    return SearchIndex(place(archive), make=False)


def _follow_on(index: Path) -> None:
    """Put the successor in the place of ``index``, from wherever this was interrupted."""
    _remove(predecessor(index))
    if index.exists():
        index.rename(predecessor(index))
    successor(index).rename(index)
    _remove(predecessor(index))


def _remove(folder: Path) -> None:
    if folder.is_dir():
        # Whoever comes first must not take what is left of it for an index.
        (folder / META).unlink(missing_ok=True)
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)
