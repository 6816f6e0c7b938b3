"""Show where a worker's time goes, and what levels of compression cost and save.

    python bench/worker.py FOLDER [--documents 1000]

FOLDER holds cables (a corpus of bench/corpus.py). Processor time a cable, by what is done for it; then a
page's bytes, with a dictionary learned from others like it, at levels of zstd.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from itertools import islice
from pathlib import Path
from time import process_time
from typing import TypeVar

import msgspec
from zstandard import ZstdCompressionDict, ZstdCompressor

from cablegram.archive import entry
from cablegram.archive.codec import Codec, learn
from cablegram.sources import Document, documents

LEVELS = (1, 3, 5, 6, 9)

T = TypeVar("T")


class Phases:
    """Adds up the processor time of what is done, by name."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()

    def time(self, name: str, work: Callable[[], T]) -> T:
        """Return what ``work`` does, its time added to ``name``."""
        start = process_time()
        made = work()
        self.seconds[name] += process_time() - start
        return made


def phases(pages: list[bytes], codec: Codec) -> tuple[int, Counter[str]]:
    """Return the cables in ``pages``, and the seconds of each phase of a worker's work on them."""
    timed = Phases()
    cables = 0
    for page in pages:
        found = timed.time("reading pages", lambda page=page: entry.messages(Document(BytesIO(page))))  # type: ignore[misc]
        timed.time("compressing pages", lambda page=page: codec.pack(page))  # type: ignore[misc]
        for at, raw in enumerate(found):
            cable = timed.time("parsing", lambda raw=raw: entry.read(raw))  # type: ignore[misc]
            made = timed.time(
                "rows, fields, fingerprint, compressing texts",
                lambda cable=cable, raw=raw, at=at, page=page: entry.of_cable(cable, raw, at, codec, page),  # type: ignore[misc]
            )
            timed.time("packing the result", lambda made=made: msgspec.msgpack.encode(made))  # type: ignore[misc]
            cables += 1
    return cables, timed.seconds


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print a line a figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1000, help="of each half (default 1000)")
    options = parser.parse_args(arguments)
    met = (one.head for one in documents(options.folder) if isinstance(one, Document) and one.whole)
    both = list(islice(met, 0, 2 * options.documents))
    learnt = learn(both[::2])
    if learnt is None:
        parser.error(f"{options.folder} holds too few cables to learn a dictionary from")
    pages = both[1::2]
    cables, seconds = phases(pages, Codec(dict([learnt])))
    for name, taken in seconds.most_common():
        print(f"{1e6 * taken / cables:8.0f} µs  {taken / seconds.total():4.0%}  {name}")
    print(
        f"{1e6 * seconds.total() / cables:8.0f} µs  a cable, {cables} of them\n\nlevel  of the bytes  µs a page"
    )
    raw = sum(map(len, pages))
    for level in LEVELS:
        dictionary = ZstdCompressionDict(learnt[1])
        dictionary.precompute_compress(level=level)
        packer = ZstdCompressor(level=level, dict_data=dictionary)
        start = process_time()
        packed = sum(len(packer.compress(page)) for page in pages)
        taken = process_time() - start
        print(f"{level:5}  {packed / raw:12.3f}  {1e6 * taken / len(pages):9.0f}")
    without = sum(len(ZstdCompressor(level=5).compress(page)) for page in pages)
    print(f"{5:5}  {without / raw:12.3f}  without dictionary")
    return 0


if __name__ == "__main__":
    sys.exit(main())
