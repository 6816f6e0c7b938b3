"""``cablegram label``: a person's own words to find cables by."""

from __future__ import annotations

from typing import Annotated

import typer

from .columns import Columns
from .naming import found
from .opening import AsJson, Folder, opened, tell
from .writing import json_line


def label(
    mrn: Annotated[
        str | None, typer.Argument(metavar="MRN", help="The cable, by number in any spelling.")
    ] = None,
    labels: Annotated[
        list[str] | None, typer.Argument(metavar="LABEL…", help="Labels; none lists those there are.")
    ] = None,
    archive: Folder = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the labels away instead.")] = False,
    as_json: AsJson = False,
) -> None:
    """Give a cable labels, or take them away; without a label, list the labels and how many cables bear each.

    Cables with a label are found by `label:follow-up`. Labels survive reparse and reindex.
    """
    if remove and not labels:
        raise typer.BadParameter("Name the labels to take away.")
    with opened(archive) as held:
        name = found(held, mrn).name if mrn else None
        for one in labels or []:
            if name and remove:
                held.unlabel(name, one)
            elif name:
                held.label(name, one)
        columns = Columns(("label", 24), ("cables", 0))
        borne = held.labels(name)
        for word, count in borne.items():
            if as_json:
                json_line({"label": word, "cables": count})
            else:
                columns.row((word, "bold"), f"{count:,}")
        if not borne:
            tell("There is none.")
