"""Measure identity: of renditions of one cable how many are put together, of different cables how many wrongly.

    python bench/identity.py [--count 300] [--seed 1] [--index PATH] [--show FAMILY]

Each line is a family of pairs (bench/exercise/states.py says what is done to them). ``together``: decided to be one
cable, the second arriving after the first and the first after the second; ``linked``: kept apart, shown as
possibly the same; ``found``: they share a key, so that an archive compares them at all.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

import cablegram
from cablegram.archive.identity import Fingerprint, Held, decide, fingerprint, keys
from cablegram.model import Given
from exercise.roster import Roster
from exercise.states import ONE, TWO, Maker, Page, Pair, pairs, published_pairs

from corpus import default_index


class Count(msgspec.Struct):
    """What became of the pairs of one family."""

    family: str
    pairs: int = 0
    together: int = 0
    linked: int = 0
    found: int = 0


def fingerprint_of(page: Page) -> Fingerprint:
    """Return the fingerprint of a file's one cable."""
    text, given = page
    if given is not None:
        return fingerprint(cablegram.parse(text, given), text, given)
    records = list(cablegram.read(text.encode()))
    if len(records) != 1:
        return fingerprint(cablegram.parse(text), text, Given())
    return fingerprint(records[0].cable, records[0].text, records[0].given)


def count(family: str, made: Iterable[Pair], show: bool = False) -> Count:
    """Decide on every pair, in both orders."""
    counted = Count(family)
    for pair in made:
        a, b = map(fingerprint_of, pair)
        counted.pairs += 1
        found = bool(set(keys(a)) & set(keys(b)))
        decisions = [decide(new, [Held(1, 1, old)] if found else []) for new, old in ((b, a), (a, b))]
        together = all(decision.cable == 1 for decision in decisions)
        if together != any(decision.cable == 1 for decision in decisions):
            raise SystemExit(f"{family}: the order of arrival decides on {a} and {b}")
        counted.found += found
        counted.together += together
        counted.linked += not together and all(decision.links for decision in decisions)
        if show:
            print(f"{decisions[0]}\n  {a}\n  {b}\n")
    return counted


def one_cable(maker: Maker, wanted: int, show: str) -> Iterator[Count]:
    """Yield the families of pairs that are one cable."""
    for both, name in ((False, "clean_and_garbled"), (True, "garbled_twice")):
        yield count(name, published_pairs(maker, wanted, both=both), show == name)
    for family in ONE:
        yield count(family.__name__, pairs(maker, family, wanted), show == family.__name__)


def two_cables(maker: Maker, wanted: int, show: str) -> Iterator[Count]:
    """Yield the families of pairs that are two cables."""
    for family in TWO:
        yield count(family.__name__, pairs(maker, family, wanted), show == family.__name__)


def cost(maker: Maker, wanted: int) -> tuple[float, float, float]:
    """Return microseconds a fingerprint and a decision take, and bytes a fingerprint has, on average."""
    pages = [page for pair in published_pairs(maker, wanted, both=False) for page in pair]
    records = [record for text, _ in pages for record in cablegram.read(text.encode())]
    start = time.perf_counter()
    prints = [fingerprint(record.cable, record.text, record.given) for record in records]
    made = time.perf_counter()
    for first, second in zip(prints[::2], prints[1::2], strict=False):
        decide(second, [Held(1, 1, first)])
    decided = time.perf_counter()
    size = sum(len(msgspec.msgpack.encode(one)) for one in prints) / len(prints)
    return (made - start) / len(prints) * 1e6, (decided - made) / (len(prints) // 2) * 1e6, size


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; fail where two cables were put together."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=300, help="pairs of each family (default 300)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--index", type=Path, default=default_index())
    parser.add_argument("--show", default="", help="print every decision of a family")
    options = parser.parse_args(arguments)
    maker = Maker(Roster(options.count * 4, options.seed, options.index), str(options.seed))
    print(f"{'one cable':28}{'pairs':>7}{'together':>10}{'linked':>8}{'found':>7}")
    for row in one_cable(maker, options.count, options.show):
        print(f"{row.family:28}{row.pairs:7}{row.together:10}{row.linked:8}{row.found:7}", flush=True)
    print(f"{'two cables':28}{'pairs':>7}{'together':>10}{'linked':>8}{'found':>7}")
    wrong = 0
    for row in two_cables(maker, options.count, options.show):
        wrong += row.together
        print(f"{row.family:28}{row.pairs:7}{row.together:10}{row.linked:8}{row.found:7}", flush=True)
    made, decided, size = cost(maker, min(options.count, 200))
    print(f"a fingerprint: {made:.0f} us, {size:.0f} bytes; a decision between two: {decided:.0f} us")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
