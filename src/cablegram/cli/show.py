"""``cablegram show``: all that the archive knows of a cable, held or only cited."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cablegram.archive.archive import Archive
from cablegram.archive.questions import CableRow

from .cable_json import as_line
from .cable_view import print_cable, print_ghost, print_text
from .naming import Ghost, cable_or_ghost, names
from .opening import AsJson, Folder, opened, stop
from .surroundings import surroundings
from .writing import json_line


def show(
    words: Annotated[
        list[str], typer.Argument(metavar="MRN…", help="Message reference numbers, in any spelling.")
    ],
    archive: Folder = None,
    raw: Annotated[bool, typer.Option("--raw", help="The message text, and nothing else.")] = False,
    rendition: Annotated[
        int, typer.Option("--rendition", min=1, metavar="N", help="Which of its renditions; 1 is the best.")
    ] = 1,
    as_json: AsJson = False,
) -> None:
    """Show a cable: its structure, renditions, what it cites and what cites it, corrections, notes and labels.

    Of a cable that is cited and not held it shows who cites it.
    """
    if raw and as_json:
        raise typer.BadParameter("--json and --raw exclude one another; choose one.")
    with opened(archive) as held:
        for name in names(words):
            meant = cable_or_ghost(held, name)
            if isinstance(meant, Ghost):
                _ghost(held, meant, raw, as_json)
            else:
                _cable(held, meant, rendition, raw, as_json)
    sys.stdout.flush()


def _cable(held: Archive, row: CableRow, rendition: int, raw: bool, as_json: bool) -> None:
    around = surroundings(held, row, rendition)
    if raw:
        print_text(around.record)
    elif as_json:
        json_line(as_line(around))
    else:
        print_cable(around)


def _ghost(held: Archive, ghost: Ghost, raw: bool, as_json: bool) -> None:
    if raw:
        stop(f"{ghost.mrn} is cited and not held: there is no text of it.")
    if as_json:
        json_line({"name": ghost.mrn, "mrn": ghost.mrn, "held": False, "cited_by": ghost.cited_by})
    else:
        print_ghost(ghost, [held.by_name(name) for name in ghost.cited_by])
