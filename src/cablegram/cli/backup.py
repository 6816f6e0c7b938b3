"""``cablegram backup``: a copy of the archive as it is at one moment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from .opening import Folder, opened
from .sharing import sharing
from .visible import visible
from .writing import console


def backup(
    to: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder for the copy.")],
    archive: Folder = None,
) -> None:
    """Copy the archive to a new folder, whole and as of one moment, while others read and write.

    The copy is an archive like any other: `--archive DIR` opens it.
    """
    with opened(archive) as held:
        with sharing() as told:
            made = held.backup(to, told)
        console().print(Text(f"The archive was copied to {visible(str(made))}"), soft_wrap=True)
