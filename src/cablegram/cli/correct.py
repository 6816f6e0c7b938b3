"""``cablegram correct``: what a person knows to be right, kept apart from what was read."""

from __future__ import annotations

from typing import Annotated

import typer

from cablegram.archive.corrections import Correction, correctable

from .naming import found
from .opening import Folder, Who, opened
from .twigs import ASIDE, said
from .writing import console


def correct(
    mrn: Annotated[str, typer.Argument(metavar="MRN", help="The cable, by number in any spelling.")],
    field: Annotated[str, typer.Argument(metavar="FIELD", help=f"{', '.join(correctable())}.")],
    value: Annotated[str | None, typer.Argument(metavar="VALUE", help="What is right.")] = None,
    archive: Folder = None,
    why: Annotated[str | None, typer.Option("--why", metavar="REASON", help="How you know.")] = None,
    who: Who = None,
    undo: Annotated[
        bool, typer.Option("--undo", help="Forget the last correction of that field instead.")
    ] = False,
) -> None:
    """Record what is right for a field of a cable: it is shown and found so from now on.

    What was read stays as it is beside it, and so does the reason. Corrections survive reparse and reindex.
    """
    if undo == (value is not None):
        raise typer.BadParameter("Give a VALUE, or --undo.")
    if not undo and not (why or "").strip():
        raise typer.BadParameter("Say how you know: --why REASON.")
    with opened(archive) as held:
        name = found(held, mrn).name
        if value is None:
            _show("No longer corrected", held.undo(name, field))
        else:
            _show("Corrected", held.correct(name, field, value, why=why or "", who=who))


def _show(what: str, made: Correction) -> None:
    before = made.before if isinstance(made.before, str) else None
    console().print(
        said(
            (what, ""),
            (made.cable, "bold"),
            (f"{made.field}:", "cyan"),
            (made.value, "green"),
            (before and f"(read: {before})", ASIDE),
        ),
        soft_wrap=True,
    )
