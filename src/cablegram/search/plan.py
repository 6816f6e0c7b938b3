"""A query looked up: what every part is in this index. Compiled, verified, explained, highlighted from this."""

from __future__ import annotations

from typing import Literal

import msgspec

from .nodes import Unit

DEFAULT = ("subject", "text", "head")
"""Where a word without a field is looked for."""


class Step(msgspec.Struct, frozen=True, tag=True):
    """A part of a plan."""


class All(Step, frozen=True):
    """Every cable."""


class Run(Step, frozen=True):
    """Words next to one another; each place has the forms that may stand there, in lower case.

    ``typed`` is what the sentence shows, ``exact`` whether forms were looked for.
    """

    fields: tuple[str, ...]
    places: tuple[tuple[str, ...], ...]
    typed: str
    exact: bool = False


class Pattern(Step, frozen=True):
    """One word told by a pattern: ``regex`` (of the index's dialect) or, when ``distance`` is set, ``near``."""

    fields: tuple[str, ...]
    regex: str
    typed: str
    near: str = ""
    distance: int = 0


class Values(Step, frozen=True):
    """Any of these values in any of these fields; ``said`` names them for the sentence."""

    fields: tuple[str, ...]
    values: tuple[str | int, ...]
    said: str


class Range(Step, frozen=True):
    """A number from ``low`` to ``high``, both included, either may be open."""

    field: str
    low: int | None
    high: int | None
    said: str


class Number(Step, frozen=True):
    """A message number typed as a word: the cable itself, those that cite it, those that mention it."""

    mrn: str
    itself: Values
    citing: Values
    mentions: Run


class Like(Step, frozen=True):
    """Cables like the one called ``name``, and not itself: those with some of its telling ``words``."""

    name: str
    words: tuple[Step, ...]
    itself: Values


class Close(Step, frozen=True):
    """All items in one paragraph or subject, at most ``distance`` other words among them."""

    distance: int
    ordered: bool
    items: tuple[Step, ...]
    fields: tuple[str, ...]


class Within(Step, frozen=True):
    """One paragraph or sentence meets ``step`` by itself."""

    unit: Unit
    step: Step


class Some(Step, frozen=True):
    """At least ``number`` of the steps."""

    number: int
    steps: tuple[Step, ...]


class Weighted(Step, frozen=True):
    """``step``, counting ``factor`` times as much."""

    step: Step
    factor: float


class Without(Step, frozen=True):
    """What must not be met."""

    step: Step


class Both(Step, frozen=True):
    """All of the steps."""

    steps: tuple[Step, ...]


class Either(Step, frozen=True):
    """Any of the steps."""

    steps: tuple[Step, ...]


Verified = Close | Within
"""What the index can only narrow down; the paragraphs themselves decide."""

Direction = Literal["newest", "oldest", "mrn", "relevance"]


def children(step: Step) -> tuple[Step, ...]:
    """Return the parts of a part."""
    match step:
        case Both(steps) | Either(steps):
            return steps
        case Some(_, steps):
            return steps
        case Close(_, _, items, _):
            return items
        case Weighted(inner, _) | Without(inner):
            return (inner,)
        case Within(_, inner):
            return (inner,)
        case Number(_, itself, citing, mentions):
            return (itself, citing, mentions)
        case Like(_, words, _):
            return words
    return ()
