"""The body: headings, paragraphs, lists, cut into sections where the cable was sent in several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cablegram.model import Cable, Paragraph

from .lines import WIDTH, fill, fill_text, units
from .opening import post_and_number

_RULE_WIDTH = 45
"""Longest rule; relays broke longer ones at this column (66BUENOSAIRES2481, 10CAIRO219)."""

_FULL_ENTRY = WIDTH - 10
"""Length of a list entry with the word behind it from which a line end may be taken for a wrap: the
narrowest of 243 published cables are wrapped at 50."""

_LAST_LINE = 4
"""Words kept together at the end of a paragraph: fewer on a line of their own may read as a signature."""

_COLUMNS = "   "
"""What sets the columns of a table apart; a line with it keeps its blanks."""

_SENTENCE_END = re.compile(r"[.?!:;\"')]$")


def body_lines(cable: Cable) -> list[str]:
    """Return headings and paragraphs, blank lines between them, section lines where they cut the text."""
    lines: list[str] = []
    seams: list[int] = []
    for index in range(len(cable.paragraphs) + 1):
        headings = [heading.text for heading in cable.headings if heading.before == index]
        for heading in headings:
            lines += ["", *_heading(heading)]
        if index == len(cable.paragraphs):
            break
        paragraph = cable.paragraphs[index]
        if paragraph.number and lines and not headings:
            seams.append(len(lines))
        lines.append("")
        for line in _paragraph_lines(paragraph):
            if line.runs_on and not _SENTENCE_END.search(lines[-1]):
                seams.append(len(lines))
            lines.append(line.text)
    return _in_sections(lines[1:], [seam - 1 for seam in seams], cable)


def _heading(text: str) -> list[str]:
    lines = list(fill_text(text))
    rule = "-" * min(max(map(len, lines)), _RULE_WIDTH)
    return [rule, *lines, rule]


class _Line(NamedTuple):
    text: str
    runs_on: bool = False


def _paragraph_lines(paragraph: Paragraph) -> Iterator[_Line]:
    """Yield the lines of a paragraph, telling which of them go on with the line above."""
    number = f"{paragraph.number}." if paragraph.number else ""
    portion = f"({paragraph.portion})" if paragraph.portion else ""
    first, *others = paragraph.text.split("\n")
    lines = [" ".join(filter(None, (number, portion, first))), *others]
    if paragraph.kind == "participants":
        yield from _entry_lines(lines)
        return
    for line in lines:
        if not line or _COLUMNS in line:
            yield _Line(line)
            continue
        words = line.split()
        kept = [*units(words[:-_LAST_LINE]), " ".join(words[-_LAST_LINE:])]
        for count, part in enumerate(fill(kept, WIDTH)):
            yield _Line(part, runs_on=count > 0)


def _entry_lines(entries: Iterable[str]) -> Iterator[_Line]:
    """Yield a list, one entry a line; behind its head, and a line too full to tell its end, a blank one."""
    last = ""
    for entry in entries:
        if last.endswith(":") or len(last) + len(entry.split(" ", 1)[0]) >= _FULL_ENTRY:
            yield _Line("")
        for count, last in enumerate(fill(entry.split(), WIDTH)):
            yield _Line(last, runs_on=count > 0)


def _in_sections(lines: list[str], seams: list[int], cable: Cable) -> list[str]:
    """Return ``lines`` with a section line before each section but the first, cut evenly, at seams."""
    reference = post_and_number(cable.mrn)
    if reference is None:
        return lines
    paged: list[str] = []
    start = 0
    for count, section in enumerate(cable.sections[1:], 1):
        even = len(lines) * count // len(cable.sections)
        later = [seam for seam in seams if seam > start]
        cut = min(later, key=lambda seam: abs(seam - even), default=len(lines))
        section_line = "{} {:08d} {:03d} OF {:03d}".format(*reference, section.number, section.of)
        paged += [*lines[start:cut], "", section_line, "", ""]
        start = cut
    return paged + lines[start:]
