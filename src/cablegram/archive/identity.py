"""Which cable a rendition belongs to: decided on fingerprints alone, the same in whatever order they arrive."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Literal

import msgspec

from .evidence import LONG, Verdict, judge
from .fingerprint import Fingerprint, fingerprint
from .grouping import grouped

__all__ = [
    "Decision",
    "Fingerprint",
    "Held",
    "Link",
    "Move",
    "best",
    "decide",
    "fingerprint",
    "keys",
    "number",
]

Relation = Literal["same", "section", "correction", "retransmission"]

CROWD = 60
"""Renditions compared each with each; of more (a form letter, a hostile heap) only the new one with each."""


class Held(msgspec.Struct, frozen=True, gc=False):
    """A rendition the archive holds: its id, the id of the cable it is of, and its fingerprint."""

    rendition: int
    cable: int
    fingerprint: Fingerprint


class Link(msgspec.Struct, frozen=True, gc=False):
    """Another cable this one is possibly the same as (or was sent again as), and a sentence that says why."""

    cable: int
    why: str


class Move(msgspec.Struct, frozen=True, gc=False):
    """A held rendition that, by what has now arrived, belongs to another cable.

    ``cable`` is a held cable's id, 0 for the new rendition's own new cable, or below 0 for a further new one:
    moves with one number below 0 go to one new cable together.
    """

    rendition: int
    cable: int
    why: str


class Decision(msgspec.Struct, frozen=True, gc=False):
    """What to do with a rendition.

    ``cable`` is the held cable it is of, or None for a new one. ``rendition`` is the held one that tells so,
    ``relation`` what the new one is to its cable, ``why`` the reason in a sentence, ``sure`` how sure, 0 to 1.
    ``links`` are the cables it is possibly the same as; ``moves`` the held renditions that now belong
    elsewhere, empty in all but rare cases.
    """

    cable: int | None = None
    relation: Relation = "same"
    rendition: int | None = None
    sure: float = 1.0
    why: str = "Nothing held has its number, its date-time group or its text."
    links: tuple[Link, ...] = ()
    moves: tuple[Move, ...] = ()


_ALONE = Decision()


def keys(fp: Fingerprint) -> tuple[str, ...]:
    """Return what a rendition is stored and looked up under; whatever may concern it shares one of them.

    ``n:`` its number's series and any other number it goes by, ``t:`` sender and minute of a date-time group,
    ``x:`` the three smallest hashes of its text: equal for equal texts, and for two that share nine tenths of
    their shingles in three cases of four. Three as a rule.
    """
    found = [f"n:{series}" for series in (fp.series, *fp.also) if series]
    if fp.dated and fp.post:
        found.append(f"t:{fp.post} {fp.date}")
    if fp.letters >= LONG and len(fp.sketch) >= 9:
        found.append(f"x:{fp.sketch[:9].hex()}")
    return tuple(found)


def decide(new: Fingerprint, held: Sequence[Held]) -> Decision:
    """Return which cable ``new`` is of.

    ``held`` are all renditions that share one of its keys, and the other renditions of their cables, in any
    order. The grouping is a function of the set alone: it is what it would be had they come in another order.
    """
    if not held:
        return msgspec.structs.replace(_ALONE, relation=_relation(new, None))
    verdicts = [judge(new, one.fingerprint) for one in held]
    if all(verdict.kind in ("against", "nothing") for verdict in verdicts) and not any(
        new.series is None or one.fingerprint.series is None for one in held
    ):
        return _new(new, held, verdicts, ())
    if len(held) >= CROWD:
        return _in_a_crowd(new, held, verdicts)
    groups = grouped([new, *(one.fingerprint for one in held)])
    cables = _cables(groups, held)
    moves = tuple(
        Move(one.rendition, cables[group], _why_moved(group == groups[0]))
        for one, group in zip(held, groups[1:], strict=True)
        if cables[group] != one.cable
    )
    cable = cables[groups[0]]
    if not cable:
        return _new(new, held, verdicts, moves)
    with_it = [at for at, group in enumerate(groups[1:]) if group == groups[0]]
    return _joins(new, cable, with_it, held, verdicts, moves)


def _new(
    new: Fingerprint, held: Sequence[Held], verdicts: Sequence[Verdict], moves: tuple[Move, ...]
) -> Decision:
    links = _links(0, held, verdicts)
    why = links[0].why if links else "No rendition held is of the same cable."
    return Decision(
        relation=_relation(new, None), sure=0.5 if links else 1.0, why=why, links=links, moves=moves
    )


def _joins(
    new: Fingerprint,
    cable: int,
    with_it: Sequence[int],
    held: Sequence[Held],
    verdicts: Sequence[Verdict],
    moves: tuple[Move, ...],
) -> Decision:
    """Return that ``new`` is of ``cable`` together with the renditions ``with_it``."""
    matched = min(with_it, key=lambda at: (-verdicts[at].sure, held[at].rendition))
    verdict = verdicts[matched]
    return Decision(
        cable,
        _relation(new, verdict),
        held[matched].rendition,
        round(verdict.sure, 2),
        verdict.why if verdict.kind == "same" else "It is the same as another rendition of that cable.",
        _links(cable, held, verdicts),
        moves,
    )


def _relation(new: Fingerprint, verdict: Verdict | None) -> Relation:
    """Return what a rendition is to its cable: what it says of itself, or a section that arrived apart."""
    if new.corrected:
        return "correction"
    if new.again:
        return "retransmission"
    return "section" if new.first > 1 or (verdict and verdict.section) else "same"


def _links(cable: int, held: Sequence[Held], verdicts: Sequence[Verdict]) -> tuple[Link, ...]:
    """Return the other cables worth showing beside it, the reason of each that of its oldest rendition."""
    found: dict[int, Link] = {}
    for one, verdict in sorted(zip(held, verdicts, strict=True), key=lambda pair: pair[0].rendition):
        if one.cable != cable and (verdict.link or verdict.kind in ("same", "maybe")):
            found.setdefault(one.cable, Link(one.cable, verdict.why))
    return tuple(found.values())


def _cables(groups: Sequence[int], held: Sequence[Held]) -> dict[int, int]:
    """Return the cable of each group: the one most of it was of so far, each cable to one group at most.

    0 is a new cable of the new rendition's own, below 0 further new ones.
    """
    claims = Counter((group, one.cable) for one, group in zip(held, groups[1:], strict=True))
    first = {one.cable: one.rendition for one in sorted(held, key=lambda one: -one.rendition)}
    given: dict[int, int] = {}
    for group, cable in sorted(claims, key=lambda claim: (-claims[claim], first[claim[1]], claim[0])):
        if group not in given and cable not in given.values():
            given[group] = cable
    further = 0
    for group in groups:
        if group not in given:
            given[group] = 0 if group == groups[0] else (further := further - 1)
    return given


def _why_moved(to_new: bool) -> str:
    if to_new:
        return "A rendition that arrived later shows which cable it is of."
    return "A rendition that arrived later shows that it may be of more than one cable."


def _in_a_crowd(new: Fingerprint, held: Sequence[Held], verdicts: Sequence[Verdict]) -> Decision:
    """Join the cable most surely the same that nothing speaks against, moving nothing."""
    by_cable: defaultdict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(held):
        by_cable[one.cable].append(at)
    open_to = {
        cable: [at for at in members if verdicts[at].kind == "same"]
        for cable, members in by_cable.items()
        if not any(verdicts[at].kind == "against" for at in members)
    }
    sure = {cable: max(verdicts[at].sure for at in same) for cable, same in open_to.items() if same}
    if not sure or (new.series is None and len(sure) > 1):
        return _new(new, held, verdicts, ())
    cable = min(sure, key=lambda one: (-sure[one], one))
    return _joins(new, cable, open_to[cable], held, verdicts, ())


def best(fps: Sequence[Fingerprint]) -> int:
    """Return the index of the rendition a cable shows.

    The whole before an extract or a section, the corrected copy before what it corrects, then the fewest
    redactions, a header, the longest text, the most lines accounted for.
    """

    def rank(at: int) -> tuple[object, ...]:
        fp = fps[at]
        return (
            fp.partial,
            fp.first > 1,
            fp.letters < longest * 0.5,
            not fp.corrected,
            fp.redactions,
            not fp.headed,
            fp.number_from != "message",
            fp.of - len(fp.sections) if fp.of > 1 else 0,
            -fp.coverage,
            -fp.letters,
            fp.digest,
            at,
        )

    longest = max(fp.letters for fp in fps)
    return min(range(len(fps)), key=rank)


def number(fps: Sequence[Fingerprint]) -> str | None:
    """Return the number of the cable these are renditions of: the one best supported, or None."""
    weights: Counter[str] = Counter()
    for fp in fps:
        if fp.mrn:
            stated = {"message": 4, "page-line": 2, "publisher": 1, "": 1}[fp.number_from]
            weights[fp.mrn] += 1 if fp.repaired else 2 if fp.also and not fp.again else stated
    return min(weights, key=lambda mrn: (-weights[mrn], mrn)) if weights else None
