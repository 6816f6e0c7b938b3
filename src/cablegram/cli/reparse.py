"""``cablegram reparse``: everything read anew from the bytes kept, and what that changed."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer
from rich.text import Text

from cablegram.archive.reparse import Change, Changes

from .opening import AsJson, Folder, Jobs, opened
from .sharing import sharing
from .twigs import ASIDE, said
from .visible import visible
from .writing import console, duration, json_line, number

_WIDTH = 200
"""Characters of a value shown."""


def reparse(
    archive: Folder = None,
    jobs: Jobs = None,
    all_: Annotated[bool, typer.Option("--all", help="What this version of Cablegram read as well.")] = False,
    limit: Annotated[
        int, typer.Option("--limit", min=0, metavar="N", help="Changes to show one by one; all are counted.")
    ] = 20,
    as_json: AsJson = False,
) -> None:
    """Read anew, from the bytes kept, what another version of Cablegram read, and say what that changed.

    Corrections, notes and labels stay. Interrupted, it goes on when it is run again.
    """
    with opened(archive) as held:
        with sharing() as told:
            changes = held.reparse(told, everything=all_, jobs=jobs, most=limit)
        if as_json:
            json_line(changes)
        else:
            _show(changes)
        if changes.failed:
            raise typer.Exit(1)


def _show(changes: Changes) -> None:
    out = console()
    for change in changes.changes:
        out.print(said((change.cable, "bold"), (change.field, "cyan")), soft_wrap=True)
        out.print("  ", _values(change), sep="", soft_wrap=True)
    for before, after in changes.renamed.items():
        out.print(said((before, "bold"), ("is now", ""), (after, "bold")), soft_wrap=True)
    if changes.fields:
        counts = ", ".join(f"{field} {count:,}" for field, count in changes.fields.items())
        out.print(Text(f"Changed: {visible(counts)}."), soft_wrap=True)
    if not changes.sources:
        out.print(Text("All was read by this version: nothing to do. --all reads everything anew."))
        return
    rest = {"new": changes.new, "gone": changes.gone, "failed": changes.failed}
    more = "".join(f", {count:,} {what}" for what, count in rest.items() if count)
    out.print(
        Text(
            f"{number(changes.renditions, 'rendition')} from {number(changes.sources, 'source')} read anew"
            f" in {duration(changes.seconds)}: {changes.changed:,} changed{more}."
        ),
        soft_wrap=True,
    )


def _values(change: Change) -> Text:
    before, after = (_short(value) for value in (change.before, change.after))
    return Text.assemble((before, "red"), (" → ", ASIDE), (after, "green"))


def _short(value: object) -> str:
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    text = visible(" ".join(text.split()))
    return text if len(text) <= _WIDTH else f"{text[:_WIDTH]}…"
