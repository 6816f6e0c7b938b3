"""Lists in columns, printed line by line as they come: a list of a quarter of a million begins at once."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from .twigs import ASIDE
from .visible import visible
from .writing import console

Cell = str | tuple[str, str] | None
"""A text, or a text and its style."""


class Columns:
    """Columns under a line of names; the last is as wide as it needs, cut at the edge of a terminal."""

    def __init__(self, *columns: tuple[str, int]) -> None:
        self._widths = [width for _, width in columns]
        self._console = console()
        self._names = [name for name, _ in columns]
        self._begun = False

    def row(self, *cells: Cell) -> None:
        """Print one line."""
        if not self._begun:
            self._begun = True
            self._print([(name, ASIDE) for name in self._names])
        self._print(cells)

    def _print(self, cells: Sequence[Cell]) -> None:
        parts = []
        for cell, width in zip(cells, self._widths, strict=True):
            content, style = cell if isinstance(cell, tuple) else (cell or "", "")
            content = visible(" ".join(content.split()))
            parts.append((f"{content:>{-width}}" if width < 0 else f"{content:<{width}}", style))
        if self._console.is_terminal:
            line = Text("  ").join(Text(content, style) for content, style in parts)
            line.rstrip()
            line.truncate(self._console.width, overflow="ellipsis")
            self._console.print(line, soft_wrap=True)
        else:
            print("  ".join(content for content, _ in parts).rstrip())
