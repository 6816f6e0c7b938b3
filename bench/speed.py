"""Time parsing against counting words, on the same texts in the same run: a ratio, since machines are noisy.

    python bench/speed.py [--count 300] [--seed 1] [--rounds 5] [--profile]

One process, every field, garbage collection as in normal use. Each round takes its own texts, which the
process has never seen, through ``re.findall(r"\\w+", text)`` and ``cablegram.parse(text)``, in processor
time, after a warm-up on others; the median of the rounds' ratios is the measure.
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


def measure(warm_up: list[str], corpora: list[list[str]]) -> dict[str, float]:
    """Return the ratio, and what it was made from."""
    words = re.compile(r"\w+")
    seconds(cablegram.parse, warm_up)
    parsing, counting = [], []
    for corpus in corpora:
        counting.append(seconds(words.findall, corpus) / len(corpus))
        parsing.append(seconds(cablegram.parse, corpus) / len(corpus))
    ratios = [parse / count for parse, count in zip(parsing, counting, strict=True)]
    cables = sum(map(len, corpora))
    return {
        "cables": cables,
        "characters": sum(len(text) for corpus in corpora for text in corpus) / cables,
        "parse_ms": 1000 * median(parsing),
        "findall_ms": 1000 * median(counting),
        "ratio": median(ratios),
        "best": min(ratios),
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
    parser.add_argument("--count", type=int, default=300, help="cables a round (default 300)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5, help="each with its own cables (default 5)")
    parser.add_argument("--profile", action="store_true", help="print the ten costliest functions")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    warm_up, *corpora = (texts(options.count, options.seed + number) for number in range(options.rounds + 1))
    figures = measure(warm_up, corpora)
    if options.json:
        print(json.dumps(figures))
    else:
        print(f"{figures['cables']:.0f} cables of {figures['characters']:.0f} characters on average")
        print(f"parse    {figures['parse_ms']:.3f} ms a cable")
        print(f"findall  {figures['findall_ms']:.3f} ms a cable")
        print(f"ratio    {figures['ratio']:.2f} by medians, {figures['best']:.2f} in the best round")
    if options.profile:
        print(profile(corpora[-1]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
