"""What trees are built of: rows of styled text under labels. All text of unknown origin goes through ``visible``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rich.text import Text
from rich.tree import Tree

from .visible import visible

LEVELS = {"UNCLASSIFIED": "green", "CONFIDENTIAL": "blue", "SECRET": "red", "TOP SECRET": "bold red"}
"""The colour of each level of classification."""
LABEL = "cyan"
ASIDE = "bright_black"


def said(*parts: tuple[str | None, str]) -> Text:
    """Return the parts that are there, each in its style, two blanks apart."""
    texts = (Text(visible(" ".join(said.split())), style) for said, style in parts if said)
    return Text("  ").join(texts)


def listed(items: Iterable[str | None], style: str = "") -> Text:
    """Return the items that are there, commas between them."""
    return said((", ".join(item for item in items if item), style))


def branch(root: Tree, label: str, rows: Iterable[Text]) -> None:
    """Add ``rows`` under ``label``, a single one beside it; nothing where there are none."""
    rows = [row for row in rows if row]
    if len(rows) == 1:
        root.add(Text.assemble((f"{label}  ", LABEL), rows[0]))
    elif rows:
        under = root.add(Text.assemble((label, LABEL), (f"  {len(rows)}", ASIDE)))
        for row in rows:
            under.add(row)


def moment(when: datetime | None) -> str | None:
    """Return date and time of day as they are shown."""
    return f"{when:%Y-%m-%d %H:%M} UTC" if when else None
