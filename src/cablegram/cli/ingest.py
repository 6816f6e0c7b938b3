"""``cablegram ingest``: keeps every cable it finds, and says how it goes and what became of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cablegram.archive.archive import Archive
from cablegram.archive.catalog import ArchiveError

from .ingest_views import progress, summary
from .opening import INTERRUPTED, Folder, stop


def ingest(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files, folders and archives.")],
    archive: Folder = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", min=1, metavar="N", help="Worker processes; else one for each core."),
    ] = None,
) -> None:
    """Keep every cable in files, folders and archives, and make them searchable.

    What was read before is passed over; a run that was interrupted goes on where it was. The exit status is
    0 when all was read, 1 when something could not be (`cablegram failures` says what and why), and
    2 when nothing could be kept at all.
    """
    held = Archive(archive)
    try:
        with progress() as told:
            done = held.ingest(map(Path, paths), told, jobs=jobs)
    except ArchiveError as error:
        stop(str(error), 2)
    except KeyboardInterrupt:
        stop(
            "Interrupted. What was committed stays, and the same command goes on from there.",
            INTERRUPTED,
        )
    summary(done, held.folder)
    if done.failed:
        raise typer.Exit(1)
