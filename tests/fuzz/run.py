"""Throw hostile text at the parser: no exception, no misplaced value, and time linear in length.

python tests/fuzz/run.py --count 20000 --seed 1      random, mutated and small adversarial texts
python tests/fuzz/run.py --minutes 60                the same, for an hour
python tests/fuzz/run.py --only 1234 --seed 1        one text again, to see its traceback
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections.abc import Callable
from math import inf
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import cablegram

from fuzz.inputs import ADVERSARIAL, CONTEXTS, bases, text
from places import check_places

SMALL, LARGE = 250_000, 1_000_000
GROWTH = 2.0
"""How many times longer than in proportion the large text may take; noisy machines need some room."""
LIMIT = 1.0
"""Seconds a text of a million characters may take."""
HUGE = 5_000_000


def check(raw: str) -> None:
    """Parse ``raw`` and assert what must hold for every text."""
    cable = cablegram.parse(raw)
    check_places(cable, raw)


def check_many(seed: int, count: float, minutes: float) -> int:
    """Check ``count`` texts, or as many as fit in ``minutes``; return how many failed."""
    messages = bases()
    until = time.monotonic() + minutes * 60
    failed = done = 0
    while done < count and time.monotonic() < until:
        raw = text(seed, done, messages)
        began = time.process_time()
        try:
            check(raw)
        except Exception as error:
            failed += 1
            print(f"--seed {seed} --only {done}: {type(error).__name__}: {str(error)[:200]}")
        took = time.process_time() - began
        if took > LIMIT:
            failed += 1
            print(f"--seed {seed} --only {done}: {took:.2f} s for {len(raw)} characters")
        done += 1
    print(f"{done} texts, {failed} failed")
    return failed


def seconds(raw: str) -> float:
    """Return how long parsing ``raw`` takes the processor, however busy the machine is."""
    began = time.process_time()
    cablegram.parse(raw)
    return time.process_time() - began


def growth_and_seconds(context: str, make: Callable[[int], str]) -> tuple[float, float]:
    """Return how many times longer than in proportion the large text takes, and how long."""
    small, large = seconds(context + make(SMALL)), seconds(context + make(LARGE))
    return large / max(small, 0.005) / (LARGE / SMALL), large


def check_linear() -> int:
    """Time every adversarial family in every context at two sizes; return how many are too slow."""
    failed = 0
    slowest = 0.0, ""
    for name, make in ADVERSARIAL.items():
        for number, context in enumerate(CONTEXTS):
            growth, large = growth_and_seconds(context, make)
            if growth > GROWTH or large > LIMIT:  # once more, lest the machine was busy
                growth, large = min((growth, large), growth_and_seconds(context, make))
            slowest = max(slowest, (large, f"{name} in context {number}"))
            if growth > GROWTH or large > LIMIT:
                failed += 1
                print(
                    f"{name} in context {number}: {large:.2f} s, {growth:.1f} times in proportion", flush=True
                )
    timed = len(ADVERSARIAL) * len(CONTEXTS)
    print(f"{timed} adversarial texts of {LARGE} characters, {failed} failed", end="; ")
    print(f"the slowest took {slowest[0]:.2f} s ({slowest[1]})")
    return failed


def check_huge() -> int:
    """Check single lines of five million characters; return how many failed."""
    failed = 0
    for unit in ("A", " ", "7", "(", "-", "A "):
        try:
            check("SUBJECT: " + unit * (HUGE // len(unit)))
        except Exception:
            failed += 1
            traceback.print_exc()
    print(f"6 lines of {HUGE} characters, {failed} failed")
    return failed


def main() -> int:
    """Run what the arguments ask for; 0 when nothing failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, help="how many texts (20000 unless --minutes is given)")
    parser.add_argument("--seed", type=int, default=1, help="which texts")
    parser.add_argument("--minutes", type=float, help="stop after so many minutes")
    parser.add_argument("--only", type=int, help="check only the text of this number")
    parser.add_argument("--no-timing", action="store_true", help="leave out the adversarial timings")
    arguments = parser.parse_args()
    if arguments.only is not None:
        check(text(arguments.seed, arguments.only, bases()))
        return 0
    count = arguments.count or (inf if arguments.minutes else 20_000)
    failed = check_many(arguments.seed, count, arguments.minutes or inf)
    if not arguments.no_timing:
        failed += check_huge() + check_linear()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
