"""``cablegram failures``: what could not be read, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from cablegram.archive.failures import Failure

from .opening import AsJson, Folder, opened, tell
from .twigs import ASIDE, said
from .writing import console, json_line, number


def failures(
    archive: Folder = None,
    all_: Annotated[bool, typer.Option("--all", help="Files that hold no cable as well.")] = False,
    as_json: AsJson = False,
) -> None:
    """List what could not be read, why, and what to do about it.

    `cablegram ingest --retry-failed` tries again.
    """
    with opened(archive) as held:
        found = held.failures(all=all_)
        for failure in found:
            if as_json:
                json_line(failure)
            else:
                _show(failure)
        tell(number(len(found), "failure") + "." if found else "There is none.")


def _show(failure: Failure) -> None:
    out = console()
    where = ": ".join(filter(None, (failure.path, failure.member)))
    out.print(said((where, "bold"), (failure.code, ASIDE), (failure.when[:10], ASIDE)), soft_wrap=True)
    for line in (failure.message, failure.remedy):
        if line:
            out.print("  ", said((line, "")), sep="", soft_wrap=True)
