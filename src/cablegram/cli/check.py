"""``cablegram check``: whether an archive is as it must be."""

from __future__ import annotations

import typer
from rich.text import Text

from cablegram.archive.check import Report

from .opening import AsJson, Folder, Jobs, opened
from .sharing import sharing
from .twigs import ASIDE, said
from .writing import console, duration, json_line, number


def check(archive: Folder = None, jobs: Jobs = None, as_json: AsJson = False) -> None:
    """Verify every digest, every span and every row, and that the index holds what the catalog does.

    The exit status is 0 when all is right, 1 when there are faults.
    """
    with opened(archive) as held:
        with sharing() as told:
            report = held.check(told, jobs=jobs)
        if as_json:
            json_line(report)
        else:
            _show(report)
        if not report.ok:
            raise typer.Exit(1)


def _show(report: Report) -> None:
    out = console()
    for fault in report.faults:
        out.print(said((fault.what, "bold"), (fault.code, ASIDE)), soft_wrap=True)
        out.print("  ", said((fault.message, "")), sep="", soft_wrap=True)
        out.print("  ", said((fault.remedy, "")), sep="", soft_wrap=True)
    looked = (
        f"{number(report.cables, 'cable')} in {number(report.renditions, 'rendition')}"
        f" from {number(report.sources, 'source')} checked in {duration(report.seconds)}"
    )
    if report.ok:
        out.print(Text(f"All is right: {looked}.", "green"), soft_wrap=True)
    else:
        out.print(Text(f"{number(len(report.faults), 'fault')}; {looked}.", "red"), soft_wrap=True)
    if report.older:
        older = number(report.older, "rendition was", "renditions were")
        out.print(
            Text(f"{older} read by another version of Cablegram, and not compared: cablegram reparse."),
            soft_wrap=True,
        )
    if report.unfinished:
        one = number(report.unfinished, "source was", "sources were")
        out.print(
            Text(f"{one} not read to the end: the ingest was interrupted; run it again."), soft_wrap=True
        )
