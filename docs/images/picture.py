"""Draw the pictures of the README: a search as `cablegram search` answers it, the seed as `parse` shows it."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.text import Text

import cablegram
from cablegram.cli.hits import Hits
from cablegram.cli.tree import tree

ROOT = Path(__file__).parents[2]
PAGE = "tests/messages/07BEIJING2463/page.txt"
QUERY = 'tags:KIPR (MOC OR "copyright bill") date:2007-02..2007-04'
FACET = "country"
HERE = Path(__file__).parent
WIDTH, LINES = 96, 46
_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""The fonts a drawing by rich would fetch from elsewhere; the reader's own will do."""


def main() -> None:
    """Write the pictures."""
    os.chdir(ROOT)
    draw("parse.svg", "cablegram parse page.txt", show_page)
    draw("search.svg", f"cablegram search '{QUERY}' --facets {FACET}", show_search)


def draw(name: str, title: str, show: Callable[[Console], None]) -> None:
    """Write the picture of what ``show`` prints, cut to its first part."""
    whole = Console(
        width=WIDTH,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        no_color=False,
        highlight=False,
    )
    show(whole)
    console = Console(width=WIDTH, record=True, file=io.StringIO(), force_terminal=True, highlight=False)
    for line in Text.from_ansi(whole.file.getvalue()).split("\n")[:LINES]:
        console.print(line)
    (HERE / name).write_text(_FONT.sub("", console.export_svg(title=title)), "utf-8")


def show_page(console: Console) -> None:
    """Print the page as a tree."""
    (record,) = cablegram.read(PAGE)
    console.print(tree(record))


def show_search(console: Console) -> None:
    """Print the answer of an archive of the page and 2,000 invented cables."""
    sys.path.insert(0, str(ROOT / "bench"))
    from corpus import main as invent

    with TemporaryDirectory() as folder:
        invent([f"{folder}/invented", "--count", "2000", "--no-index"])
        with cablegram.Archive(f"{folder}/archive") as archive:
            archive.ingest([PAGE, f"{folder}/invented/cables"])
            results = cablegram.search(archive, QUERY, facets=[FACET])
            view = Hits(console)
            view.begin(results)
            for hit in results.hits:
                view.show(hit)


if __name__ == "__main__":
    main()
