"""``cablegram delete-source``: one file removed, with all that only it supported."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.text import Text

from cablegram.archive.removal import Removal

from .opening import AsJson, Folder, opened, stop
from .visible import visible
from .writing import console, json_line, number


def delete_source(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="Its path, or the beginning of its sha256: cablegram list --sources has both.",
        ),
    ],
    archive: Folder = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
    as_json: AsJson = False,
) -> None:
    """Remove a source and all that only it supported; what other sources show as well stays.

    The file itself, wherever it is, is not touched. Corrections, notes and labels wait for their cable to come back.
    """
    with opened(archive) as held:
        if not yes:
            if not sys.stdin.isatty():
                stop("It asks first; without a terminal, say --yes.", 2)
            typer.confirm(f"Remove {visible(source)} and all that only it supported?", abort=True, err=True)
        gone = held.delete_source(source)
        if as_json:
            json_line(gone)
        else:
            _show(gone)


def _show(gone: Removal) -> None:
    lines = [f"Removed {gone.sha256[:12]}, met at {', '.join(gone.places) or 'no place'}:"]
    lines.append(f"  {number(gone.renditions, 'rendition')}")
    counts = {
        f"held no longer: {_some(gone.cables)}": gone.cables,
        f"held still, by other renditions: {_some(gone.fewer)}": gone.fewer,
        f"cited by others, and now not held: {_some(gone.ghosts)}": gone.ghosts,
    }
    lines += [f"  {number(len(names), 'cable')} {what}" for what, names in counts.items() if names]
    lines += [
        f"  {number(count, table)} kept until the cable comes back"
        for table, count in gone.said.items()
        if count
    ]
    for line in lines:
        console().print(Text(visible(line)), soft_wrap=True)


def _some(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - 10} more" if len(names) > 10 else ""
    return ", ".join(names[:10]) + more
