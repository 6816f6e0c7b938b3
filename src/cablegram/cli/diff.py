"""``cablegram diff``: in what the renditions of a cable differ, or two cables, field by field and word by word."""

from __future__ import annotations

from typing import Annotated

import typer

from cablegram import Record
from cablegram.archive.archive import Archive
from cablegram.archive.comparison import differences, words

from .diff_views import JsonLines, Side, Sides, View
from .naming import found, names
from .opening import AsJson, Folder, opened, stop, tell
from .surroundings import records


def diff(
    cables: Annotated[
        list[str], typer.Argument(metavar="MRN…", help="A cable, or two, by number in any spelling.")
    ],
    archive: Folder = None,
    rendition: Annotated[
        list[int] | None,
        typer.Option(
            "--rendition", min=1, metavar="N", help="Which renditions; else the best against each other one."
        ),
    ] = None,
    raw: Annotated[
        bool, typer.Option("--raw", help="The whole texts, word by word, not their fields.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show in what the renditions of a cable differ: what one lacks, has otherwise, or blacks out, and its source.

    What only the first has is in [-brackets and hyphens-], what only the second has in {+braces+}; ██ stands
    before what one of them blacks out. Of two cables the best renditions are compared.
    """
    with opened(archive) as held:
        pairs = _pairs(held, names(cables), rendition or [])
        view: View = JsonLines() if as_json else Sides()
        for a, b in pairs:
            if raw:
                view.texts(a, b, words(a.record.text, b.record.text))
            else:
                view.fields(a, b, differences(a.record.cable, b.record.cable))
        if not pairs:
            tell("There is one rendition of it, and nothing to compare that with.")


def _pairs(held: Archive, typed: list[str], chosen: list[int]) -> list[tuple[Side, Side]]:
    rows = [found(held, name) for name in typed]
    if len(rows) > 2 or (len(rows) == 2 and chosen) or len(chosen) > 2:
        raise typer.BadParameter("Name one cable, with two renditions at most, or two cables.")
    if len(rows) == 2:
        one, other = (Side(row.name, records(held, row)[0]) for row in rows)
        return [(one, other)]
    all_of = records(held, rows[0], max(chosen, default=1))
    first, *others = chosen if len(chosen) == 2 else [1, *(chosen or _wholes(all_of))]
    if first in others:
        stop("A rendition does not differ from itself.")
    name = f"{rows[0].name} rendition"
    return [
        (Side(f"{name} {first}", all_of[first - 1]), Side(f"{name} {other}", all_of[other - 1]))
        for other in others
    ]


def _wholes(all_of: list[Record]) -> list[int]:
    """Return the numbers of the renditions to compare the first with: none that is one section of what it joins."""
    parts = [len(one.cable.sections) == 1 and one.cable.sections[0].of > 1 for one in all_of]
    return [place for place, part in enumerate(parts, 1) if place > 1 and (parts[0] or not part)]
