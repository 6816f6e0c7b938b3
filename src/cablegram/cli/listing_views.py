"""What lists look like: a line for each cable, source, ghost or pair."""

from __future__ import annotations

from typing import Any, Protocol

from cablegram.archive.listing import Ghost, Pair, SourceRow
from cablegram.archive.questions import CableRow

from .columns import Columns
from .twigs import LEVELS
from .writing import size


class View(Protocol):
    """A way to show the rows of a list."""

    def show(self, row: Any) -> None:
        """Show one row."""


class Cables:
    """A line for each cable."""

    def __init__(self) -> None:
        self._columns = Columns(
            ("cable", 18), ("date", 10), ("post", 12), ("classification", 20), ("cited", -5), ("title", 0)
        )

    def show(self, row: CableRow) -> None:
        """Print the line."""
        level = row.classification or ""
        self._columns.row(
            (row.name, "bold"),
            f"{row.date:%Y-%m-%d}" if row.date else None,
            row.post,
            (level, LEVELS.get(level, "")),
            str(row.cited_by) if row.cited_by else "",
            row.title or row.subject,
        )


class Sources:
    """A line for each file that was read."""

    def __init__(self) -> None:
        self._columns = Columns(
            ("sha256", 12), ("format", 14), ("size", -8), ("cables", -7), ("read", 10), ("met at", 0)
        )

    def show(self, row: SourceRow) -> None:
        """Print the line; the first place it was met at stands for all."""
        first, *others = row.places or ("",)
        more = f" (and {len(others)} more)" if others else ""
        self._columns.row(
            row.sha256[:12],
            row.container,
            size(row.size),
            f"{row.renditions:,}",
            row.ingested[:10],
            first + more,
        )


class Ghosts:
    """A line for each cable that is cited and not held."""

    def __init__(self) -> None:
        self._columns = Columns(("not held", 20), ("cited by", 0))

    def show(self, row: Ghost) -> None:
        """Print the line."""
        self._columns.row((row.mrn, "bold"), f"{row.cited_by:,}")


class Pairs:
    """A line for each two cables that may be one."""

    def __init__(self) -> None:
        self._columns = Columns(("cable", 20), ("may be", 20), ("why that is not certain", 0))

    def show(self, row: Pair) -> None:
        """Print the line."""
        self._columns.row((row.cable, "bold"), (row.other, "bold"), row.why)


VIEWS: dict[str, type[View]] = {
    "cables": Cables,
    "sources": Sources,
    "ghosts": Ghosts,
    "possibly_same": Pairs,
}
"""The view of each list, by what is listed."""
