"""Draw the picture of the README: the seed as `cablegram parse` shows it, cut to its first part."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

from rich.console import Console
from rich.text import Text

import cablegram
from cablegram.cli.tree import tree

ROOT = Path(__file__).parents[2]
PAGE = "tests/messages/07BEIJING2463/page.txt"
PICTURE = Path(__file__).with_name("parse.svg")
WIDTH, LINES = 96, 46
_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""The fonts a drawing by rich would fetch from elsewhere; the reader's own will do."""


def main() -> None:
    """Write the picture."""
    os.chdir(ROOT)
    (record,) = cablegram.read(PAGE)
    whole = Console(width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    whole.print(tree(record))
    console = Console(width=WIDTH, record=True, file=io.StringIO(), force_terminal=True)
    for line in Text.from_ansi(whole.file.getvalue()).split("\n")[:LINES]:
        console.print(line)
    drawn = console.export_svg(title="cablegram parse page.txt")
    PICTURE.write_text(_FONT.sub("", drawn), "utf-8")


if __name__ == "__main__":
    main()
