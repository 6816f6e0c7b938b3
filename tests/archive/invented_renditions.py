"""Invented cables in several states, and a store of them in memory that does what decisions say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from random import Random

from cablegram import parse
from cablegram.archive.identity import Fingerprint, Held, decide, fingerprint, keys
from cablegram.model import Given

_WORDS = (
    "tea harbour licence museum bronze lamp influenza sample quota sardine ministry inspection exhibition tariff"
    " station growers federation catalogue insurance warehouse certificate training opening signing meeting in"
    " winning joining linking lining raining mining pinning within inland invoice index insight indeed intent"
).split()


def body(seed: object, words: int = 240) -> str:
    """Return paragraphs of invented words, the same for the same seed."""
    rng = Random(str(seed))
    text = [rng.choice(_WORDS) for _ in range(words)]
    rows = [text[at : at + 60] for at in range(0, words, 60)]
    return "\n\n".join(
        f"{n}. (U) EXERCISE EXERCISE EXERCISE. {' '.join(row).capitalize()}." for n, row in enumerate(rows, 1)
    )


def message(
    number: str | None = "BEIJING 002463",
    date: str | None = "130813Z APR 07",
    text: str | None = None,
    *,
    subject: str = "TEA GROWERS PRESS FOR SHORTER CUSTOMS FORM",
    section: str = "",
    caption: str = "",
    sender: str = "AMEMBASSY BEIJING",
) -> str:
    """Return a message; what is None is left out."""
    lines = [f"O {date}", f"FM {sender}", "TO RUEHC/SECSTATE WASHDC IMMEDIATE 6821", ""] if date else []
    lines += [f"UNCLAS {section}{number}", ""] if number else []
    lines += [caption, ""] if caption else []
    lines += ["SIPDIS", "", "E.O. 12958: N/A", "TAGS: ETRD, CH", f"SUBJECT: {subject}", ""]
    return "\n".join([*lines, body(1) if text is None else text, ""])


def printed(text: str, **given: object) -> Fingerprint:
    """Return the fingerprint of a message."""
    publisher = Given(**given)  # type: ignore[arg-type]
    return fingerprint(parse(text, publisher), text, publisher)


class Store:
    """Renditions by cable, kept as decisions say, each decision given what an archive would find."""

    def __init__(self) -> None:
        self.held: dict[int, Held] = {}
        self.links: set[frozenset[int]] = set()
        self._cables = 0

    def add(self, new: Fingerprint) -> int:
        """Keep a rendition and return its number."""
        near = {one.cable for one in self.held.values() if set(keys(one.fingerprint)) & set(keys(new))}
        decision = decide(new, [one for one in self.held.values() if one.cable in near])
        made = {0: decision.cable if decision.cable is not None else self._new()}
        rendition = len(self.held) + 1
        self.held[rendition] = Held(rendition, made[0], new)
        for move in decision.moves:
            cable = move.cable
            if cable <= 0:
                cable = made[cable] if cable in made else made.setdefault(cable, self._new())
            self.held[move.rendition] = Held(move.rendition, cable, self.held[move.rendition].fingerprint)
        self.links |= {frozenset((made[0], link.cable)) for link in decision.links}
        return rendition

    def _new(self) -> int:
        self._cables += 1
        return self._cables

    def cables(self, fps: Sequence[Fingerprint]) -> set[frozenset[int]]:
        """Return which of ``fps`` (by index) are of one cable."""
        groups: defaultdict[int, set[int]] = defaultdict(set)
        for one in self.held.values():
            groups[one.cable].add(fps.index(one.fingerprint))
        return {frozenset(group) for group in groups.values()}


def stored(fps: Sequence[Fingerprint], order: Sequence[int] | None = None) -> Store:
    """Return a store to which ``fps`` were added in that order."""
    store = Store()
    for at in order if order is not None else range(len(fps)):
        store.add(fps[at])
    return store
