"""A query as a tree, before anything is looked up. ``str(node)`` is a query that reads as the same tree."""

from __future__ import annotations

from typing import Literal

import msgspec

Unit = Literal["paragraph", "sentence"]


class Node(msgspec.Struct, frozen=True, tag=True):
    """A part of a query."""

    def __str__(self) -> str:
        return written(self)


class Everything(Node, frozen=True):
    """Every cable: ``*``, or a query with nothing in it."""


class Word(Node, frozen=True):
    """A word, in any of its forms unless ``exact``; one that is cut into several (``U.S.``) stands as a phrase."""

    text: str
    exact: bool = False


class Phrase(Node, frozen=True):
    """Words as written, next to one another and in this order."""

    text: str


class Wild(Node, frozen=True):
    """A word with ``*`` for any characters and ``?`` for one."""

    text: str


class Fuzzy(Node, frozen=True):
    """A word with up to ``distance`` letters lost, added, changed or swapped."""

    text: str
    distance: int


class Regex(Node, frozen=True):
    """A regular expression that a whole word in lower case matches."""

    pattern: str


class Field(Node, frozen=True):
    """A part of a query asked of one field; ``name`` is that of the table in fields."""

    name: str
    node: Node


class Near(Node, frozen=True):
    """All items in one paragraph, with at most ``distance`` other words from the first to the last."""

    distance: int
    ordered: bool
    items: tuple[Node, ...]


class AtLeast(Node, frozen=True):
    """Any ``number`` of the items."""

    number: int
    items: tuple[Node, ...]


class Scope(Node, frozen=True):
    """A part of a query that one paragraph, or one sentence, must meet by itself."""

    unit: Unit
    node: Node


class Boost(Node, frozen=True):
    """A part of a query that counts ``factor`` times as much for relevance."""

    node: Node
    factor: float


class Not(Node, frozen=True):
    """What must not be met."""

    node: Node


class And(Node, frozen=True):
    """All of the items."""

    items: tuple[Node, ...]


class Or(Node, frozen=True):
    """Any of the items."""

    items: tuple[Node, ...]


def written(node: Node) -> str:
    """Return ``node`` as a query that reads as the same tree."""
    match node:
        case Or(items):
            return " OR ".join(_in_or(item) for item in items)
        case And(items):
            return _side_by_side(items)
        case Not(inner):
            return f"NOT {_tight(inner)}"
        case _:
            return _alone(node)


def _alone(node: Node) -> str:
    """Return the spelling of a node that needs no parentheses."""
    match node:
        case Everything():
            return "*"
        case Word(text, exact):
            return f"={text}" if exact else text
        case Phrase(text):
            return f'"{text}"'
        case Wild(text):
            return text
        case Fuzzy(text, distance):
            return f"{text}~{distance}"
        case Regex(pattern):
            return f"/{pattern}/"
        case Field(name, inner):
            return f"{name}:{_tight(inner)}"
        case Near(distance, ordered, items):
            return f"{'before' if ordered else 'near'}:{distance}({_side_by_side(items)})"
        case AtLeast(number, items):
            return f"at least {number} of ({_side_by_side(items)})"
        case Scope(unit, inner):
            return f"{unit}:({written(inner)})"
        case Boost(inner, factor):
            return f"{_tight(inner)}^{factor:g}"
        case _:
            return f"({written(node)})"


def _tight(node: Node) -> str:
    return f"({written(node)})" if isinstance(node, (And, Or, Not, Boost, Field, Scope)) else _alone(node)


def _in_or(node: Node) -> str:
    return f"({written(node)})" if isinstance(node, Or) else written(node)


def _side_by_side(items: tuple[Node, ...]) -> str:
    return " AND ".join(
        f"({written(item)})" if isinstance(item, (And, Or)) else written(item) for item in items
    )
