"""Lines of the body: paragraphs, headings and lists as a message of their time sets them."""

from __future__ import annotations

from random import Random

from .body import breakable
from .message import BLANK, Line, Message, Part
from .wrap import wrapped

_RULE = 45
"""Longest rule; relays broke longer ones here (66BUENOSAIRES2481, 10CAIRO219)."""


def body_lines(message: Message, rng: Random) -> list[Line]:
    """Write headings and paragraphs, a blank line between any two where the style has gaps."""
    divisible = set(breakable(message.parts)) if rng.random() < 0.3 else set()
    lines: list[Line] = []
    for part, following in zip(message.parts, [*message.parts[1:], None], strict=True):
        if part.heading is not None:
            lines += _heading_lines(part)
        lines += _paragraph_lines(message, part, divisible)
        if message.style.gaps or following is None or _set_apart(part, following):
            lines.append(BLANK)
    return lines


def _set_apart(part: Part, following: Part) -> bool:
    """Tell whether a blank line stands between two paragraphs even where none does as a rule."""
    if part.kind == "contents":
        return following.kind != "contents"
    return (
        bool(part.people or part.inset or following.heading or following.people) or following.number is None
    )


def _heading_lines(part: Part) -> list[Line]:
    assert part.heading is not None
    words = Line(part.heading, "heading")
    rule = Line("-" * min(len(part.heading), _RULE), "rule")
    if len(part.heading) > _RULE:
        rule = Line(f"{rule.text} {'-' * (len(part.heading) - _RULE)}", "rule")
    match part.heading_form:
        case "ruled":
            return [rule, words, rule, BLANK]
        case "underlined":
            return [words, rule, BLANK]
        case _:
            return [words, BLANK]


def _paragraph_lines(message: Message, part: Part, divisible: set[str]) -> list[Line]:
    style = message.style
    portion = f"({part.portion}) " if part.portion else ""
    opener = style.number_form.format(part.number) if part.number else ""
    if opener.endswith(".") and not portion:
        opener += " "
    first, *others = part.blocks[: len(part.blocks) - len(part.inset)]
    text = opener + portion + first
    rows = wrapped(text, style.width, two_blanks=style.two_blanks, breakable=divisible)
    lines = [Line(row, "text" if at else "open") for at, row in enumerate(rows)]
    if part.people:
        lines.append(BLANK)
    for block in others:
        two_blanks = style.two_blanks and not part.people
        rows = wrapped(block, style.width, two_blanks=two_blanks, breakable=divisible)
        lines += [Line(row, "entry") for row in rows]
    for at, block in enumerate(part.inset):
        if at == 0 or part.kind == "quote":
            lines.append(BLANK)
        rows = wrapped(block, style.width) if part.kind == "quote" else [f"   {block}"]
        lines += [Line(row, "entry") for row in rows]
    return lines
