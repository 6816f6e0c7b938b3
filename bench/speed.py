"""Time parsing against counting words, on the same texts in the same run: a ratio, since machines are noisy.

    python bench/speed.py [--count 300] [--seed 1] [--rounds 5] [--profile]

One process, every field, garbage collection as in normal use. Rounds alternate between
``cablegram.parse(text)`` and ``re.findall(r"\\w+", text)``, in processor time; the ratio of the medians is
the measure.
With ``--profile`` the ten functions that take most of the time follow.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import json
import pstats
import re
import sys
from collections.abc import Callable
from random import Random
from statistics import median
from time import process_time

import cablegram
from exercise.compose import compose
from exercise.containers import Rendition, plain
from exercise.roster import Roster


def texts(count: int, seed: int) -> list[str]:
    """Return generated cables as plain message text."""
    roster = Roster(count, seed)
    rng = Random(seed)
    made = (Rendition(sender.mrn, compose(sender, roster, str(seed))) for sender in roster.senders)
    return [plain(rendition, rng) for rendition in made if rendition.written.message.cable.date]


def seconds(work: Callable[[str], object], corpus: list[str]) -> float:
    """Return how much processor time ``work`` takes for all texts."""
    start = process_time()
    for text in corpus:
        work(text)
    return process_time() - start


def measure(corpus: list[str], rounds: int) -> dict[str, float]:
    """Return the ratio, and what it was made from."""
    words = re.compile(r"\w+")
    seconds(cablegram.parse, corpus[:50])
    parsing, counting = [], []
    for _ in range(rounds):
        counting.append(seconds(words.findall, corpus))
        parsing.append(seconds(cablegram.parse, corpus))
    return {
        "cables": len(corpus),
        "characters": sum(map(len, corpus)) / len(corpus),
        "parse_ms": 1000 * median(parsing) / len(corpus),
        "findall_ms": 1000 * median(counting) / len(corpus),
        "ratio": median(parsing) / median(counting),
        "best": min(parsing) / min(counting),
    }


def profile(corpus: list[str], rows: int = 10) -> str:
    """Return the functions that take most of the time themselves."""
    profiler = cProfile.Profile()
    profiler.enable()
    seconds(cablegram.parse, corpus)
    profiler.disable()
    table = io.StringIO()
    pstats.Stats(profiler, stream=table).strip_dirs().sort_stats("tottime").print_stats(rows)
    return table.getvalue()


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print a line a figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=300, help="cables (default 300)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5, help="of each, alternating (default 5)")
    parser.add_argument("--profile", action="store_true", help="print the ten costliest functions")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    corpus = texts(options.count, options.seed)
    figures = measure(corpus, options.rounds)
    if options.json:
        print(json.dumps(figures))
    else:
        print(f"{figures['cables']:.0f} cables of {figures['characters']:.0f} characters on average")
        print(f"parse    {figures['parse_ms']:.3f} ms a cable")
        print(f"findall  {figures['findall_ms']:.3f} ms a cable")
        print(f"ratio    {figures['ratio']:.2f} by medians, {figures['best']:.2f} by the best rounds")
    if options.profile:
        print(profile(corpus))
    return 0


if __name__ == "__main__":
    sys.exit(main())
