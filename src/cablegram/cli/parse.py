"""``cablegram parse``: reads what it is given and shows what it says, in one of five ways."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from cablegram.reading import read
from cablegram.sources.problem import Problem

from .progress import FilesBar
from .views import Findings, JsonLines, MarkedTexts, Summary, Trees, View
from .visible import visible

_STDIN = "-"


def parse(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Files, folders, archives; - is standard input.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="A line of JSON for each cable.")] = False,
    raw: Annotated[bool, typer.Option("--raw", help="The message text, what was read marked in it.")] = False,
    findings: Annotated[bool, typer.Option("--findings", help="Only what is wrong.")] = False,
    summary: Annotated[bool, typer.Option("--summary", help="Counts per container and finding.")] = False,
    list_skipped: Annotated[
        bool, typer.Option("--list-skipped", help="Name the files that hold no cable, on standard error.")
    ] = False,
) -> None:
    """Read every cable in the files and show what each says.

    Without an option the cables are shown as trees. The exit status is 0 when all files were read
    and 1 when some could not be; those are named on standard error.
    """
    chosen: list[type[View]] = [
        view
        for view, wanted in (
            (JsonLines, as_json),
            (MarkedTexts, raw),
            (Findings, findings),
            (Summary, summary),
        )
        if wanted
    ]
    if len(chosen) > 1:
        raise typer.BadParameter("--json, --raw, --findings and --summary exclude one another; choose one.")
    view = chosen[0]() if chosen else Trees()
    problems = _Problems(list_skipped)
    with FilesBar(paths, quiet=not summary and sys.stdout.isatty()) as bar:

        def report(problem: Problem) -> None:
            bar.met(problem.path, cable=False)
            problems.report(problem)

        for path in paths:
            problems.named = path
            for record in read(sys.stdin.buffer if path == _STDIN else Path(path), report):
                if record.source.path is None:
                    source = msgspec.structs.replace(record.source, path=_STDIN)
                    record = msgspec.structs.replace(record, source=source)
                bar.met(record.source.path, cable=True)
                view.show(record)
    view.finish()
    problems.finish()
    if problems.failed:
        raise typer.Exit(1)


class _Problems:
    """What could not be read, said on standard error; files that just hold no cable are counted."""

    def __init__(self, list_skipped: bool) -> None:
        self._list_skipped = list_skipped
        self._skipped = 0
        self.failed = 0
        self.named = ""

    def report(self, problem: Problem) -> None:
        if problem.path is None:
            problem = msgspec.structs.replace(problem, path=self.named)
        if problem.kind == "no-cable":
            self._skipped += 1
            if self._list_skipped:
                self._say(problem)
        else:
            self.failed += 1
            self._say(problem)

    def finish(self) -> None:
        if self._skipped and not self._list_skipped:
            skipped = "1 file holds" if self._skipped == 1 else f"{self._skipped:,} files hold"
            print(f"{skipped} no cable; --list-skipped names such files.", file=sys.stderr)

    def _say(self, problem: Problem) -> None:
        print(f"cablegram: {visible(str(problem))}", file=sys.stderr)
