"""Kill an ingest at random moments, reopen, check, resume: nothing may be lost, nothing doubled.

python tests/kill/run.py --count 100 --seed 1        kills, and how long the archive took to reopen
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "archive"))
sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from holdings import holdings

from cablegram.archive import writer
from cablegram.archive.archive import Archive
from exercise.containers import CONTAINERS
from exercise.corpus import write_corpus


class Trial:
    """One corpus, ingested again and again by processes that are killed."""

    def __init__(self, folder: Path, cables: int, seed: int, jobs: int) -> None:
        self._folder = folder
        self._jobs = jobs
        self._random = Random(seed)
        self._archive = folder / "archive"
        self._corpus = folder / "corpus"
        self._cables = write_corpus(self._corpus, cables, seed, containers=CONTAINERS)
        began = time.monotonic()
        self._start(folder / "whole").wait()
        self.seconds = time.monotonic() - began
        self._whole = holdings(folder / "whole")
        self._finished = 0
        self.faults: list[str] = []
        self.slowest = 0.0
        self.unfinished = self.behind = 0

    def run(self, kills: int, every: int = 1) -> None:
        """Kill that often; check the archive in full after ``every`` so many kills, and at the end of each ingest."""
        held: set[object] = set()
        for number in range(1, kills + 1):
            ended = self._kill()
            if not (self._archive / "catalog.sqlite").exists():
                continue  # killed before it began
            now = self._reopen()
            if not held <= now:
                self.faults.append(f"kill {number}: {len(held - now)} renditions were lost")
            held = now
            if number % every == 0 or ended:
                self._check(f"kill {number}")
            if ended:
                self._compare(f"kill {number}")
                self._archive = self._folder / f"archive-{number}"
                held = set()
        self._start(self._archive).wait()
        self._check("the end")
        self._compare("the end")

    def _start(self, archive: Path) -> subprocess.Popen[bytes]:
        """Start an ingest as the leader of a process group of its own, workers and all."""
        pace = self._random.choice((20, 100, 1000))
        command = [sys.executable, Path(__file__), "--ingest", archive, self._corpus / "cables"]
        return subprocess.Popen(
            [*map(str, command), "--jobs", str(self._jobs), "--pace", str(pace)], start_new_session=True
        )

    def _kill(self) -> bool:
        """Kill an ingest at a random moment; tell whether it had ended by itself."""
        process = self._start(self._archive)
        try:
            process.wait(self._random.uniform(0.2, 1.0) * self.seconds)
        except subprocess.TimeoutExpired:
            # It is not waited for yet, so that its number is still its own, and that of its group.
            os.killpg(process.pid, signal.SIGKILL)
        return process.wait() == 0

    def _reopen(self) -> set[object]:
        """Open for reading, then for writing, which brings the index up to date; return the renditions held."""
        began = time.monotonic()
        with Archive(self._archive) as archive:
            if not archive.stats().renditions:
                return set()
            archive.index.searcher()
            waiting = archive.stats().unindexed
            with archive._writer("reopen"):
                pass
        self.slowest = max(self.slowest, time.monotonic() - began)
        self.behind += bool(waiting)
        return {(row[0], row[1]) for row in holdings(self._archive)["rendition"]}

    def _check(self, when: str) -> None:
        with Archive(self._archive) as archive:
            report = archive.check(jobs=1)
        self.unfinished += bool(report.unfinished)
        self.faults += [f"{when}: {fault}" for fault in report.faults]

    def _compare(self, when: str) -> None:
        self._finished += 1
        held = holdings(self._archive)
        for table, rows in self._whole.items():
            if held[table] != rows:
                self.faults.append(f"{when}: {table} is not as after an ingest that nobody killed")
        if len(held["cable"]) != self._cables:
            self.faults.append(f"{when}: {len(held['cable'])} cables of {self._cables}")


def ingest(archive: Path, corpus: Path, jobs: int, pace: int) -> None:
    """Ingest, with a commit after ``pace`` cables, so that there are many moments to be killed at."""
    writer.COMMIT_CABLES = pace
    Archive(archive).ingest([corpus], jobs=jobs)


def main() -> int:
    """Run what the arguments ask for; 0 when nothing was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=100, help="kills")
    parser.add_argument("--cables", type=int, default=1500, help="of the corpus")
    parser.add_argument("--seed", type=int, default=1, help="which corpus and which moments")
    parser.add_argument("--jobs", type=int, default=2, help="worker processes of the ingest")
    parser.add_argument("--every", type=int, default=1, help="check after so many kills")
    parser.add_argument("--pace", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--ingest", type=Path, nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.ingest:
        ingest(*arguments.ingest, arguments.jobs, arguments.pace)
        return 0
    with tempfile.TemporaryDirectory(prefix="cablegram-kill-") as folder:
        trial = Trial(Path(folder), arguments.cables, arguments.seed, arguments.jobs)
        trial.run(arguments.count, arguments.every)
    print(*trial.faults, sep="\n", end="\n" * bool(trial.faults))
    print(
        f"{arguments.count} kills of an ingest of {arguments.cables} cables that takes {trial.seconds:.1f} s: "
        f"{len(trial.faults)} faults; {trial.unfinished} amid a large source, {trial.behind} with the index behind; "
        f"reopened in {trial.slowest:.2f} s at most"
    )
    return 1 if trial.faults else 0


if __name__ == "__main__":
    sys.exit(main())
