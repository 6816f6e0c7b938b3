"""Time a whole ingest against adding the same texts to a bare Tantivy index, in the same run; its memory, its size.

    python bench/ingest.py FOLDER [--count 50000] [--seed 50] [--jobs 2] [--json]

FOLDER holds the corpus and the archive between runs, so that bench/search.py can ask the same archive.
The bare index has one text field with Tantivy's default analyzer and positions, nothing stored, two threads,
and gets every message text from memory, read beforehand; only adding and committing is timed. The ingest
is the command, from start to end, as a process of its own. Then a hundred cables more are ingested.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from tantivy import Document, Index, SchemaBuilder

import cablegram

ROOT = Path(__file__).parents[1]
COMMAND = Path(sys.executable).with_name("cablegram")
HEAP = 200 << 20
MORE = 100


def corpus(folder: Path, count: int, seed: int) -> Path:
    """Return the folder of the corpus, written if it is not there yet."""
    made = folder / f"corpus-{count}-{seed}"
    if not (made / "complete").exists():
        shutil.rmtree(made, ignore_errors=True)
        writing = [
            sys.executable,
            ROOT / "bench" / "corpus.py",
            made,
            "--count",
            str(count),
            "--seed",
            str(seed),
        ]
        subprocess.run(writing, check=True, stdout=subprocess.DEVNULL)
        (made / "complete").touch()
    return made / "cables"


def texts(cables: Path) -> Iterator[str]:
    """Yield the message texts, as readers find them."""
    from cablegram.reading import read_messages

    for _, raw in read_messages(cables):
        yield raw.text


def bare(all_texts: list[str], folder: Path) -> float:
    """Return the seconds it takes to add the texts to a bare index and commit."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    schema = SchemaBuilder().add_text_field("text").build()
    index = Index(schema, path=str(folder))
    start = time.perf_counter()
    writer = index.writer(heap_size=HEAP, num_threads=2)
    for text in all_texts:
        document = Document()
        document.add_text("text", text)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    return time.perf_counter() - start


class Memory:
    """Watches the memory of a process and all it started: proportional set size, in bytes.

    ``peak`` is with the pages of files they have mapped, which the system takes back when it wants them;
    ``own`` is without.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self.peak = self.own = 0
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while Path(f"/proc/{self._pid}").exists():
            held = [_bytes(pid) for pid in _family(self._pid)]
            self.peak = max(self.peak, sum(all_of_it for all_of_it, _ in held))
            self.own = max(self.own, sum(own for _, own in held))
            time.sleep(0.2)


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))
    except OSError:
        return


def _bytes(pid: int) -> tuple[int, int]:
    """Return the proportional set size of a process, and the part of it that is no file's."""
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0, 0
    sizes = {row.split()[0]: int(row.split()[1]) << 10 for row in rows[1:]}
    return sizes.get("Pss:", 0), sizes.get("Pss_Anon:", 0)


def ingested(paths: list[Path], archive: Path, jobs: int | None) -> tuple[float, Memory]:
    """Return the seconds of the command, and its memory."""
    words = [str(COMMAND), "ingest", *map(str, paths), "--archive", str(archive)]
    if jobs:
        words += ["--jobs", str(jobs)]
    start = time.perf_counter()
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    memory = Memory(running.pid)
    if running.wait():
        raise SystemExit(f"{' '.join(words)} failed")
    return time.perf_counter() - start, memory


def size(folder: Path) -> int:
    """Return the bytes of the files in ``folder``."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print a line a figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    folder = options.folder.resolve()
    cables = corpus(folder, options.count, options.seed)
    more = corpus(folder, MORE, options.seed + 1)
    archive = folder / f"archive-{options.count}-{options.seed}"
    shutil.rmtree(archive, ignore_errors=True)
    all_texts = list(texts(cables))
    raw = sum(len(text.encode()) for text in all_texts)
    before = bare(all_texts, folder / "bare")
    seconds, memory = ingested([cables], archive, options.jobs)
    after = bare(all_texts, folder / "bare")
    taken = size(archive)
    again, _ = ingested([cables], archive, options.jobs)
    incremental, _ = ingested([more], archive, None)
    figures = {
        "cables": len(all_texts),
        "raw_mb": raw / 1e6,
        "bare_s": (before + after) / 2,
        "ingest_s": seconds,
        "ratio": 2 * seconds / (before + after),
        "cables_per_s": len(all_texts) / seconds,
        "peak_mb": memory.peak / 1e6,
        "own_mb": memory.own / 1e6,
        "size": taken / raw,
        "again_s": again,
        "incremental_s": incremental,
        "version": cablegram.__version__,
    }
    if options.json:
        print(json.dumps(figures))
        return 0
    print(f"{figures['cables']:,} cables, {raw / 1e6:.0f} MB of message text, on {os.cpu_count()} cores")
    print(f"bare index    {before:.1f} s before, {after:.1f} s after")
    print(
        f"ingest        {seconds:.1f} s, {figures['cables_per_s']:.0f} cables/s,"
        f" {figures['ratio']:.1f} times the bare index"
    )
    print(
        f"peak memory   {memory.peak / 1e6:.0f} MB, all processes,"
        f" {memory.own / 1e6:.0f} MB of it not pages of files"
    )
    print(f"archive       {taken / 1e6:.0f} MB, {figures['size']:.3f} of the message text")
    print(f"again         {again:.1f} s")
    print(f"{MORE} more      {incremental:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
