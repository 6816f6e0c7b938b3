"""Puts renditions into cables: a function of the set, so that the order in which they came is of no account."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import msgspec

from .evidence import Verdict, judge
from .fingerprint import Fingerprint


def grouped(fps: Sequence[Fingerprint]) -> list[int]:
    """Return the group of each: renditions that are one cable have the same.

    The surest pairs are joined first, and no pair that would bring together two that must stay apart. A
    rendition without a number joins numbered ones only if there is one cable it can be of: a text sent
    under two numbers tells of neither.
    """
    groups = _Groups(fps)
    numbered = [fp.series is not None for fp in fps]
    pairs = groups.pairs()
    for a, b in pairs:
        if numbered[a] and numbered[b]:
            groups.join(a, b)
    torn = set()
    for at in sorted((at for at in range(len(fps)) if not numbered[at]), key=groups.rank.__getitem__):
        where = groups.surely(at, 0.95) or groups.surely(at, 0)
        if len(where) == 1:
            groups.join(at, where.pop())
        elif where:
            torn.add(at)
    for a, b in pairs:
        if not numbered[a] and not numbered[b] and (a in torn) == (b in torn):
            groups.join(a, b)
    return groups.of


class _Groups:
    """Renditions, what each pair is, and the group each is in so far."""

    def __init__(self, fps: Sequence[Fingerprint]) -> None:
        self.fps = fps
        self.of = list(range(len(fps)))
        # A place in an order that depends on what they are, not on where they stand.
        self.rank = [msgspec.msgpack.encode(fp) for fp in fps]
        self.verdicts: dict[tuple[int, int], Verdict] = {
            (a, b): judge(fps[a], fps[b]) for a, b in combinations(range(len(fps)), 2)
        }

    def pairs(self) -> list[tuple[int, int]]:
        """Return the pairs that are one cable, the surest first."""
        same = [pair for pair, verdict in self.verdicts.items() if verdict.kind == "same"]
        return sorted(same, key=lambda pair: (-self.verdicts[pair].sure, *sorted(self._ranks(pair))))

    def join(self, a: int, b: int) -> None:
        """Make one group of those of ``a`` and ``b`` unless two of their members must stay apart."""
        one, other = self.of[a], self.of[b]
        if one == other:
            return
        for first in self.members(one):
            for second in self.members(other):
                if self._verdict(first, second).kind == "against":
                    return
        self.of = [one if group == other else group for group in self.of]

    def members(self, group: int) -> list[int]:
        """Return who is in a group."""
        return [at for at, one in enumerate(self.of) if one == group]

    def surely(self, at: int, at_least: float) -> set[int]:
        """Return, by one member each, the numbered groups that ``at`` is the same as, at least so surely."""
        found: dict[int, int] = {}
        for other, fp in enumerate(self.fps):
            if fp.series is None:
                continue
            verdict = self._verdict(at, other)
            if verdict.kind == "same" and verdict.sure >= at_least:
                found[self.of[other]] = other
        return set(found.values())

    def _ranks(self, pair: tuple[int, int]) -> list[bytes]:
        return [self.rank[at] for at in pair]

    def _verdict(self, a: int, b: int) -> Verdict:
        return self.verdicts[(a, b) if a < b else (b, a)]
