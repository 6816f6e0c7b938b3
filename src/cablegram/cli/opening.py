"""What the archive's commands have in common: the option that names the archive, its opening, how they fail."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from cablegram.archive.archive import Archive
from cablegram.archive.catalog import ArchiveError

from .visible import visible

Folder = Annotated[
    Path | None,
    typer.Option(
        "--archive",
        metavar="DIR",
        help="The archive's folder; else $CABLEGRAM_ARCHIVE, else the platform's own place for it.",
    ),
]
Jobs = Annotated[
    int | None, typer.Option("--jobs", min=1, metavar="N", help="Worker processes; else one for each core.")
]
Who = Annotated[str | None, typer.Option("--who", metavar="NAME", help="Who says so; else who is logged in.")]
AsJson = Annotated[bool, typer.Option("--json", help="A line of JSON for each.")]

INTERRUPTED = 130
"""The exit status of a program that Ctrl-C ended."""


@contextmanager
def opened(folder: Path | None) -> Iterator[Archive]:
    """Open an archive that is there; what it cannot do is said in a sentence, and ends the program."""
    try:
        with Archive(folder) as archive:
            archive.summaries(())  # says so at once where there is none
            yield archive
    except ArchiveError as error:
        stop(str(error))
    except KeyboardInterrupt:
        stop("Interrupted.", INTERRUPTED)


def stop(message: str, status: int = 1) -> NoReturn:
    """Say why on standard error, and exit."""
    tell(message)
    raise typer.Exit(status)


def tell(message: str) -> None:
    """Say something about the work, not part of its result, on standard error."""
    print(f"cablegram: {visible(message)}", file=sys.stderr, flush=True)
