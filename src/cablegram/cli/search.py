"""``cablegram search``: a question asked of the archive, and its answers in one of several ways."""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from cablegram.archive.archive import Archive
from cablegram.search import FACETS, SORTS, CursorError, Results, count, similar
from cablegram.search import search as asked

from .facet_view import USUAL
from .hits import Csv, Hits, JsonLines, View
from .opening import AsJson, Folder, opened, stop, tell

PAGE = 20
_AT_ONCE = 500
"""Hits fetched at a time where more than a page is wanted."""
_PLAIN = re.compile(r"[\w\s.,'’&-]+")


class COMMAND(TyperCommand):
    """Takes what begins with a hyphen for words to leave out, and ``--facets`` with or without names."""

    ignore_unknown_options = True

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments as typed."""
        ctx.help_option_names = ["-h", "--help"] if "-h" in args else ["--help"]  # -hello is a word
        read = []
        for place, argument in enumerate(args):
            if argument == "--":
                read += args[place:]
                break
            if argument == "--facets" and not _names_facets(args[place + 1 :]):
                argument = f"--facets={USUAL}"
            read.append(argument)
        return super().parse_args(ctx, read)


def _names_facets(following: list[str]) -> bool:
    return bool(following) and any(name in FACETS for name in following[0].split(","))


def search(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="QUERY…", help="Words and fields; * meets every cable.")
    ] = None,
    archive: Folder = None,
    like: Annotated[
        str | None, typer.Option("--like", metavar="MRN", help="Cables like this one, in place of a query.")
    ] = None,
    sort: Annotated[str, typer.Option("--sort", metavar="ORDER", help=f"{', '.join(SORTS)}.")] = "relevance",
    limit: Annotated[int, typer.Option("--limit", min=0, metavar="N", help="How many to show.")] = PAGE,
    all_: Annotated[bool, typer.Option("--all", help="Show all, to the last.")] = False,
    cursor: Annotated[
        str | None, typer.Option("--cursor", metavar="CURSOR", help="Go on where a page ended, as it said.")
    ] = None,
    facets: Annotated[
        str | None,
        typer.Option(
            "--facets", metavar="[NAMES]", help=f"Count the results by {USUAL}, or by fields you name."
        ),
    ] = None,
    only_count: Annotated[bool, typer.Option("--count", help="The number of results alone.")] = False,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="A table with a line for each.")] = False,
) -> None:
    """Search the archive.

    Words are found in any of their forms; "exact phrase", =word, OR, -word, word*, word~1, and fields such as
    tags:KIPR, post:beijing, date:2007-04..2007-06 can be combined; docs/search.md has the whole language.
    Every answer says how the query was understood.
    """
    if sum((as_json, as_csv, only_count)) > 1:
        raise typer.BadParameter("--json, --csv and --count exclude one another; choose one.")
    if sort not in SORTS:
        raise typer.BadParameter(f"There is no order {sort!r}; there are {', '.join(SORTS)}.")
    names = [name.strip() for name in facets.split(",")] if facets else []
    if unknown := [name for name in names if name not in FACETS]:
        raise typer.BadParameter(f"There is no facet {unknown[0]!r}; there are {', '.join(FACETS)}.")
    query = joined(words or [])
    if bool(query) == bool(like):
        raise typer.BadParameter("Say what to look for (* is every cable), or --like MRN.")
    with opened(archive) as held:
        question = _Question(held, query, like, sort, names)
        try:
            if only_count:
                question.count()
                return
            view: View = JsonLines() if as_json else Csv() if as_csv else Hits()
            question.show(view, cursor, None if all_ else limit)
        except CursorError as error:
            stop(str(error), 2)


def joined(words: list[str]) -> str:
    """Return the query typed as ``words``; one that the shell was given in quotation marks is a phrase."""
    if len(words) > 1:
        words = [f'"{word}"' if " " in word.strip() and _PLAIN.fullmatch(word) else word for word in words]
    return " ".join(words).strip()


class _Question:
    """What is asked of an archive, page by page."""

    def __init__(self, held: Archive, query: str, like: str | None, sort: str, facets: list[str]) -> None:
        self._held = held
        self._query = query
        self._like = like
        self._sort = sort
        self._facets = facets

    def count(self) -> None:
        """Print the number of results, and on standard error what was not taken as typed."""
        first = self._page(None, 1, [])
        for note in first.notes:
            tell(note)
        exact = first.exact or self._like
        print(first.total if exact else count(self._held, self._query))

    def show(self, view: View, cursor: str | None, most: int | None) -> None:
        """Show up to ``most`` results behind ``cursor``, or all."""
        shown = 0
        page = self._page(cursor, _wanted(most, 0), self._facets)
        view.begin(page)
        while True:
            hits = page.hits if most is None else page.hits[: most - shown]
            for hit in hits:
                view.show(hit)
            shown += len(hits)
            if page.cursor is None or shown == most:
                break
            page = self._page(page.cursor, _wanted(most, shown), [])
        view.finish(page, shown)

    def _page(self, cursor: str | None, limit: int, facets: list[str]) -> Results:
        if self._like:
            return similar(self._held, self._like, limit=limit, cursor=cursor)
        return asked(
            self._held,
            self._query,
            limit=limit,
            cursor=cursor,
            sort=self._sort,  # type: ignore[arg-type]  # one of SORTS
            facets=facets,
        )


def _wanted(most: int | None, shown: int) -> int:
    return _AT_ONCE if most is None else max(1, min(_AT_ONCE, most - shown))
