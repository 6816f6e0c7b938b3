"""``cablegram note``: what people wrote about cables."""

from __future__ import annotations

from typing import Annotated

import typer

from cablegram.archive.archive import Archive
from cablegram.archive.questions import CableRow
from cablegram.archive.said import Note

from .naming import found
from .opening import AsJson, Folder, Who, opened, stop, tell
from .twigs import ASIDE, said
from .writing import console, json_line


def note(
    mrn: Annotated[
        str | None, typer.Argument(metavar="MRN", help="The cable, by number in any spelling.")
    ] = None,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT…", help="The note; none lists the notes there are.")
    ] = None,
    archive: Folder = None,
    paragraph: Annotated[
        str | None,
        typer.Option(
            "--paragraph",
            metavar="N",
            help="The paragraph it is about: its number as printed, or [4] counted.",
        ),
    ] = None,
    who: Who = None,
    remove: Annotated[
        int | None, typer.Option("--remove", metavar="ID", help="Forget the note with that number.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write a note about a cable, or a paragraph of it; without a text, list the notes.

    Cables with notes are found by `has:note`. Notes survive reparse and reindex.
    """
    if remove is not None and (mrn or words):
        raise typer.BadParameter("--remove takes the note's number, and nothing else.")
    text = " ".join(words or [])
    with opened(archive) as held:
        if remove is not None:
            held.unnote(remove)
            tell(f"Note {remove} is forgotten.")
            return
        row = found(held, mrn) if mrn else None
        if row and text:
            place = None if paragraph is None else _place(held, row, paragraph)
            notes = [held.note(row.name, text, paragraph=place, who=who)]
        else:
            notes = held.notes(row.name if row else None)
        for one in notes:
            if as_json:
                json_line(one)
            else:
                _show(one)
        if not notes:
            tell("There is none.")


def _place(held: Archive, row: CableRow, paragraph: str) -> int:
    """Return the place, from 0, of the paragraph with that number, or counted from 1 in square brackets."""
    ((paragraphs),) = (body.paragraphs for body in held.bodies([row.id]))
    wanted = paragraph.strip().lstrip("¶").rstrip(".")
    for one in paragraphs:
        if wanted in (one.number, f"[{one.ordinal + 1}]"):
            return one.ordinal
    numbers = ", ".join(one.number or f"[{one.ordinal + 1}]" for one in paragraphs)
    stop(f"{row.name} has no paragraph {paragraph}; it has {numbers}.")


def _show(one: Note) -> None:
    about = None if one.paragraph is None else f"paragraph [{one.paragraph + 1}]"
    console().print(
        said(
            (str(one.id), ASIDE),
            (one.cable, "bold"),
            (about, "cyan"),
            (one.text, ""),
            (f"{one.who}, {one.at[:10]}", ASIDE),
        ),
        soft_wrap=True,
    )
