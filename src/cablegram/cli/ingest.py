"""``cablegram ingest``: keeps every cable it finds, and says how it goes and what became of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cablegram.archive.archive import Archive
from cablegram.archive.catalog import ArchiveError

from .ingest_views import progress, summary
from .opening import INTERRUPTED, Folder, Jobs, stop


def ingest(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH…", help="Files, folders and archives.")
    ] = None,
    archive: Folder = None,
    jobs: Jobs = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try again what could not be read, and nothing else.")
    ] = False,
) -> None:
    """Keep every cable in files, folders and archives, and make them searchable.

    What was read before is passed over; a run that was interrupted goes on where it was. The exit status is
    0 when all was read, 1 when something could not be (`cablegram failures` says what and why), and
    2 when nothing could be kept at all.
    """
    if bool(paths) == retry_failed:
        raise typer.BadParameter("Name what to read, or --retry-failed.")
    held = Archive(archive)
    try:
        with progress() as told:
            if retry_failed:
                done = held.retry_failed(told, jobs=jobs)
            else:
                done = held.ingest(map(Path, paths or ()), told, jobs=jobs)
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
