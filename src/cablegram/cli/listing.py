"""``cablegram list``: the cables of an archive in order; or its sources, its ghosts, the cables that may be one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Annotated

import msgspec
import typer

from cablegram import codebooks
from cablegram.archive.archive import Archive

from .listing_views import VIEWS, View
from .opening import AsJson, Folder, opened, tell
from .writing import json_line

_ORDERS = ("date", "mrn")


def listing(
    archive: Folder = None,
    post: Annotated[
        str | None, typer.Option("--post", metavar="POST", help="Only cables of this post, by any spelling.")
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", min=1900, max=2100, metavar="YEAR", help="Only cables of this year."),
    ] = None,
    sort: Annotated[str, typer.Option("--sort", metavar="ORDER", help="date or mrn.")] = "date",
    limit: Annotated[
        int | None, typer.Option("--limit", min=0, metavar="N", help="At most so many; else all.")
    ] = None,
    ghosts: Annotated[
        bool, typer.Option("--ghosts", help="The cables that are cited and not held, instead.")
    ] = False,
    sources: Annotated[bool, typer.Option("--sources", help="The files that were read, instead.")] = False,
    possibly_same: Annotated[
        bool, typer.Option("--possibly-same", help="The cables that may be one, instead, and why.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the cables of the archive, or what else it holds, or what it lacks."""
    chosen = [
        name
        for name, wanted in (("ghosts", ghosts), ("sources", sources), ("possibly_same", possibly_same))
        if wanted
    ]
    if len(chosen) > 1:
        raise typer.BadParameter("--ghosts, --sources and --possibly-same exclude one another; choose one.")
    if chosen and (post or year):
        raise typer.BadParameter("--post and --year choose among cables; leave them out here.")
    if sort not in _ORDERS:
        raise typer.BadParameter(f"There is no order {sort!r}; there are {' and '.join(_ORDERS)}.")
    name = chosen[0] if chosen else "cables"
    with opened(archive) as held:
        rows = _rows(held, name, sort, post, year)
        view: View = VIEWS[name]()
        row = None
        for row in islice(rows, limit):
            if as_json:
                json_line(row)
            else:
                view.show(row)
        if row is None and limit != 0:
            tell("There is none.")


def _rows(
    held: Archive, name: str, sort: str, post: str | None, year: int | None
) -> Iterator[msgspec.Struct]:
    match name:
        case "ghosts":
            return held.ghosts()
        case "sources":
            return held.sources()
        case "possibly_same":
            return held.possibly_same()
    return held.cables("mrn" if sort == "mrn" else "date", post=post and _slug(post), year=year)


def _slug(post: str) -> str:
    """Return the post a person names; a name in no codebook may still be that of a post in a number."""
    found = codebooks.find_post(post)
    return found.slug if found else "".join(post.upper().split())
