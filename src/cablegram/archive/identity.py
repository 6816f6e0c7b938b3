"""Which cable a rendition belongs to: decided on fingerprints alone, the same in whatever order they arrive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from .fingerprint import Fingerprint, fingerprint

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

Relation = Literal["copy", "section", "extract", "corrects", "corrected-by", "sent-again"]


class Held(msgspec.Struct, frozen=True, gc=False):
    """A rendition the archive holds: its id, the id of the cable it is of, and its fingerprint."""

    rendition: int
    cable: int
    fingerprint: Fingerprint


class Link(msgspec.Struct, frozen=True, gc=False):
    """Another cable this one is possibly the same as, and a sentence that says why."""

    cable: int
    why: str


class Move(msgspec.Struct, frozen=True, gc=False):
    """A held rendition that, by what has now arrived, belongs to another cable.

    ``cable`` is a held cable's id, 0 for the new rendition's own new cable, or below 0 for a further new one:
    moves with the same number below 0 go to one new cable together.
    """

    rendition: int
    cable: int
    why: str


class Decision(msgspec.Struct, frozen=True, gc=False):
    """What to do with a rendition.

    ``cable`` is the held cable it is of, or None for a new one. ``relation`` says what it is to the rendition
    it was matched with (``rendition``), ``why`` in a sentence, ``sure`` from 0 to 1 how sure. ``links`` are the cables it is
    possibly the same as; ``moves`` the held renditions that now belong elsewhere, empty but in rare cases.
    """

    cable: int | None
    relation: Relation | None
    rendition: int | None
    sure: float
    why: str
    links: tuple[Link, ...] = ()
    moves: tuple[Move, ...] = ()


def keys(fp: Fingerprint) -> tuple[str, ...]:
    """Return what a rendition is stored and looked up under; any that may concern it shares one of them."""
    raise NotImplementedError


def decide(new: Fingerprint, held: Sequence[Held]) -> Decision:
    """Return which cable ``new`` is of; ``held`` are all renditions that share one of its keys, in any order."""
    raise NotImplementedError


def best(fps: Sequence[Fingerprint]) -> int:
    """Return the index of the rendition a cable shows."""
    raise NotImplementedError


def number(fps: Sequence[Fingerprint]) -> str | None:
    """Return the number of the cable these are renditions of, the best supported one, or None."""
    raise NotImplementedError
