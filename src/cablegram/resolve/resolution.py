"""What a reference means in a collection: one cable, several it may be, or one nobody has seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from .numbers import Candidate

Outcome = Literal["held", "ambiguous", "ghost", "none"]


class Resolution(msgspec.Struct, frozen=True, gc=False):
    """The cables a reference means: one that is held, several that may be meant, or a ghost.

    A ghost is a cable that is cited but not held; it goes by the likeliest of its numbers. ``none`` is said of
    a reference that names no cable. ``why`` is a sentence.
    """

    outcome: Outcome
    cables: tuple[Candidate, ...]
    why: str


def resolve(found: Sequence[Candidate], held: Callable[[str], bool]) -> Resolution:
    """Return what ``found`` means where ``held`` tells which numbers the collection has.

    Two names of one series (07BRUSSELS2750, 07USEUBRUSSELS2750) are one cable, however many of them are held.
    """
    if not found:
        return Resolution("none", (), "It names no cable that can be told by its number.")
    here = [candidate for candidate in found if held(candidate.mrn)]
    if not here:
        return Resolution("ghost", (found[0],), f"{found[0].mrn} is not in the archive. {found[0].why}")
    if len({_place(found, candidate) for candidate in here}) == 1:
        return Resolution("held", (here[0],), here[0].why)
    names = " and ".join(candidate.mrn for candidate in here)
    return Resolution("ambiguous", tuple(here), f"{names} are both in the archive, and it may be either.")


def _place(found: Sequence[Candidate], candidate: Candidate) -> str:
    """Return year and number: what is the same in all names of one series."""
    return "".join(letter for letter in candidate.mrn if letter.isdigit())
