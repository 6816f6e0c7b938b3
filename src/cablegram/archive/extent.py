"""How much was named, how much of it is done, and what it is like: the files of an ingest before they are read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from random import Random

from cablegram.sources import Document, documents

_FILES = 1_000
_FROM_ONE = 1_000
_BYTES = 4 << 20
_OF_ONE = 32 << 10


class Extent:
    """The files named, ``total`` bytes packed as they are; ``some`` of them; how far a run through them has come."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.some: list[str] = []
        self.total = 0
        chance = Random(0)
        for met, (file, size) in enumerate(chain.from_iterable(map(_files, paths))):
            self.total += size
            if met < _FILES:
                self.some.append(file)
            elif (at := chance.randint(0, met)) < _FILES:
                self.some[at] = file
        self.met = 0
        self._done = self._size = 0
        self._last: str | None = None

    def meet(self, path: str) -> bool:
        """Count ``path`` as the file being read; tell whether it is another than the last."""
        if path == self._last:
            return False
        self._done += self._size
        self._last = path
        self.met += 1
        self._size = _size(path)
        return True

    def share(self, document: Document | None) -> float:
        """Return how much of what was named is done, 0 to 1; ``document`` is the one being read."""
        inside = 0
        if document is not None and document.member is None:
            inside = min(document.stream.tell(), self._size)
        return min(1.0, (self._done + inside) / self.total) if self.total else 0.0


def samples(files: Sequence[str]) -> list[bytes]:
    """Return the beginnings of the documents in ``files``: what a dictionary is learned from."""
    from_one = max(1, _FROM_ONE // max(1, len(files)))
    kept: list[bytes] = []
    size = 0
    for path in files:
        for document in islice(documents(path), from_one):
            if isinstance(document, Document) and size < _BYTES:
                pieces = [document.head[:_OF_ONE]] if document.whole else _pieces(document.head)
                kept += pieces
                size += sum(map(len, pieces))
    return kept


def _pieces(head: bytes) -> list[bytes]:
    return [head[at : at + _OF_ONE // 4] for at in range(0, len(head), _OF_ONE // 4)]


def _files(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every file and its size; what may not be looked at is left to the reading to report."""
    waiting = [str(path)]
    while waiting:
        name = waiting.pop()
        try:
            if os.path.isdir(name):
                with os.scandir(name) as inside:
                    for entry in inside:
                        if entry.is_dir(follow_symlinks=False):
                            waiting.append(entry.path)
                        elif entry.is_file():
                            yield entry.path, entry.stat().st_size
            else:
                yield name, os.stat(name).st_size
        except (OSError, ValueError):
            continue


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):
        return 0
