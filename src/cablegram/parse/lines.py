"""The lines of a text with their offsets, and views: copies in which noise is blanked, offsets kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def stripped_lines(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int]]:
    """Yield each line of ``text[start:end]``, blanks and line-end backslashes stripped, with its offset.

    A blank line comes as an empty string at the offset of its end.
    """
    stop = len(text) if end is None else end
    while start <= stop:
        newline = text.find("\n", start, stop)
        after = stop if newline < 0 else newline
        line = text[start:after]
        bare = line.lstrip()
        yield bare.rstrip(" \t\r\f\v\xa0\\"), start + len(line) - len(bare)
        if newline < 0:
            return
        start = newline + 1


def blanked(text: str, regions: Iterable[tuple[int, int]]) -> str:
    """Return ``text`` with the characters of each region (in order, disjoint) overwritten by blanks."""
    pieces = []
    at = 0
    for start, end in regions:
        pieces += text[at:start], " " * (end - start)
        at = end
    pieces.append(text[at:])
    return "".join(pieces)
