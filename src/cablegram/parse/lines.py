"""The lines of a text with their offsets, and views: copies in which noise is blanked, offsets kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_EDGES = "\\" + "".join(filter(str.isspace, map(chr, range(0x3001))))
"""What is stripped from a line's end: every white-space character, and backslashes of database exports."""
_BLANKS = re.compile(r"[\s\\]*")


def line_at(text: str, start: int, end: int | None = None) -> tuple[str, int, int]:
    """Return the line that begins at ``start``, its offset, and the offset of the next line.

    Blanks around it and backslashes at its end are stripped. A blank line is an empty string at
    the offset of its end; behind the last line the next offset is greater than ``end``.
    """
    stop = len(text) if end is None else end
    newline = text.find("\n", start, stop)
    after = stop if newline < 0 else newline
    bare = text[start:after].lstrip()
    return bare.rstrip(_EDGES), after - len(bare), after + 1


def next_text(text: str, start: int) -> int:
    """Return where the next line that is not blank begins, at ``start`` or behind it."""
    blanks = _BLANKS.match(text, start)
    assert blanks is not None
    return max(start, text.rfind("\n", start, blanks.end()) + 1)


def stripped_lines(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int]]:
    """Yield each line of ``text[start:end]``, stripped as by :func:`line_at`, with its offset."""
    stop = len(text) if end is None else end
    while start <= stop:
        newline = text.find("\n", start, stop)
        after = stop if newline < 0 else newline
        bare = text[start:after].lstrip()
        yield bare.rstrip(_EDGES), after - len(bare)
        start = after + 1


def lines_before(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Yield the lines of ``text[start:end]`` from the last to the first, stripped, with their offsets."""
    while end > start:
        begin = max(text.rfind("\n", start, end) + 1, start)
        line, at, _ = line_at(text, begin, end)
        yield line, at
        end = begin - 1


def blanked(text: str, regions: Iterable[tuple[int, int]]) -> str:
    """Return ``text`` with the characters of each region (in order, disjoint) overwritten by blanks."""
    pieces: list[str] = []
    at = 0
    for start, end in regions:
        pieces += text[at:start], " " * (end - start)
        at = end
    pieces.append(text[at:])
    return "".join(pieces)
