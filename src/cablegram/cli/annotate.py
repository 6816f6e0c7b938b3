"""The text of a cable with everything that was read from it marked in place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
from rich.text import Text

from cablegram.model import Cable, Finding, Found, Located, Span

from .visible import visible

_MARK = re.compile(r"⟦(⟦)|⟦[^⟦⟧]*⟧")
_COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "bright_cyan", "bright_green", "bright_magenta")


class Mark(NamedTuple):
    """What was read from the characters from ``start`` to ``end``."""

    start: int
    end: int
    name: str


def marks(cable: Cable) -> list[Mark]:
    """Return what was read where, outer before inner."""
    found = [Mark(span.start, span.end, name) for name, span in _places(cable, "") if span.end > span.start]
    return sorted(set(found), key=lambda mark: (mark.start, -mark.end, mark.name))


def _places(value: Any, name: str) -> Iterator[tuple[str, Span]]:
    match value:
        case tuple() if not isinstance(value, Span):
            for item in value:
                yield from _places(item, name)
        case dict():
            for key, item in value.items():
                yield from _places(item, key)
        case Found():
            yield from ((name, span) for span in value.spans)
        case Finding(span=Span() as span):
            yield f"finding {value.code}", span
        case msgspec.Struct():
            if isinstance(value, Located) and value.span is not None:
                yield name, value.span
            for field in value.__struct_fields__:
                yield from _places(getattr(value, field), field.rstrip("_"))


def annotated(raw: str, cable: Cable) -> str:
    """Return ``raw`` with ``⟦name⟧`` before and ``⟦/name⟧`` behind each value; ``stripped`` undoes it."""
    placed = marks(cable)
    tags = [(mark.start, 1, order, f"⟦{mark.name}⟧") for order, mark in enumerate(placed)]
    tags += [(mark.end, 0, -order, f"⟦/{mark.name}⟧") for order, mark in enumerate(placed)]
    parts = []
    at = 0
    for place, _, _, tag in sorted(tags):
        parts += [raw[at:place].replace("⟦", "⟦⟦"), tag]
        at = place
    parts.append(raw[at:].replace("⟦", "⟦⟦"))
    return "".join(parts)


def stripped(marked: str) -> str:
    """Return the text that was annotated."""
    return _MARK.sub(lambda mark: mark[1] or "", marked)


def coloured(raw: str, cable: Cable) -> Text:
    """Return ``raw`` with each value in the colour its name has in ``legend``, findings reversed."""
    text = Text(visible(raw))
    for mark in marks(cable):
        text.stylize(_style(mark.name), mark.start, mark.end)
    return text


def legend(cable: Cable) -> Text:
    """Return the names in their colours."""
    names = dict.fromkeys(mark.name for mark in marks(cable))
    return Text("  ").join(Text(name, _style(name)) for name in names)


def _style(name: str) -> str:
    if name.startswith("finding"):
        return "reverse"
    return _COLOURS[sum(map(ord, name)) % len(_COLOURS)]
