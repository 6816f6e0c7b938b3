"""``cablegram codebook``: explains a code and says on whose authority."""

from __future__ import annotations

from typing import Annotated, NoReturn

import msgspec
import typer
from rapidfuzz import process
from rapidfuzz.distance import OSA
from rich.console import Console, Group
from rich.markup import escape
from rich.table import Table

from cablegram import codebooks
from cablegram.codebooks.books import BOOKS, Book
from cablegram.codebooks.entries import AliasEntry, Entry, PostEntry
from cablegram.codebooks.loader import read_book

SUGGESTIONS = 3
LIKENESS = 0.5
"""Share of a code's letters a suggestion has in common with it: KIPX and KIPR have 0.75."""
CONFIDENCE = {
    "read": "read there",
    "inferred": "meaning concluded from use",
    "common": "meaning: common knowledge of the field",
}


def codebook(
    book: Annotated[str | None, typer.Argument(help="The book to look in; none lists the books.")] = None,
    code: Annotated[str | None, typer.Argument(help="The code to explain; none lists the book.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print rows as JSON, one a line.")] = False,
) -> None:
    """Explain a code: what a TAGS term, a post, a station, a caption … stands for, and who says so."""
    console = Console()
    if book is None:
        console.print(_contents())
        return
    found = BOOKS.get(book)
    if found is None:
        _fail(f"There is no codebook {book!r}; cablegram codebook lists them.", book, list(BOOKS))
    rows, remark = (found.rows(), None) if code is None else _look_up(found, code)
    if as_json:
        for row in rows:
            typer.echo(msgspec.json.encode(row))
    elif code is None:
        console.print(_index(found, rows))
    else:
        if remark:
            console.print(remark, style="yellow", highlight=False, markup=False)
        for row in rows:
            console.print(_explanation(found, row))


def _look_up(book: Book, code: str) -> tuple[tuple[Entry, ...], str | None]:
    """Return the rows ``code`` names and what was done to find them."""
    wanted, remark = code.upper(), None
    if book.name == "posts" and (match := codebooks.find_post(code)):
        wanted = match.slug
        if match.how == "repaired":
            remark = f"No post is spelt {code!r}: repaired to {match.slug}."
        elif match.how == "alias":
            remark = f"{code!r} is another name of {match.slug}."
    rows = tuple(row for row in book.rows() if _key(book, row).upper() == wanted)
    if not rows:
        message = f"The codebook {book.name} has no {code!r}; cablegram codebook {book.name} lists it."
        _fail(message, code, [_key(book, row) for row in book.rows()])
    return rows, remark


def _key(book: Book, row: Entry) -> str:
    return str(getattr(row, book.key))


def _fail(message: str, word: str, choices: list[str]) -> NoReturn:
    ranked = process.extract(
        word,
        list(dict.fromkeys(choices)),
        scorer=OSA.normalized_similarity,
        processor=str.upper,
        score_cutoff=LIKENESS,
        limit=SUGGESTIONS,
    )
    near = " Nearest: " + ", ".join(name for name, _, _ in ranked) if ranked else ""
    Console(stderr=True).print(message + near, highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(1)


def _contents() -> Table:
    table = Table("codebook", "rows", "what it holds", box=None, pad_edge=False)
    for book in BOOKS.values():
        table.add_row(book.name, str(len(book.rows())), book.about)
    return table


def _index(book: Book, rows: tuple[Entry, ...]) -> Table:
    table = Table(book.key, "stands for", box=None, pad_edge=False)
    for row in rows:
        table.add_row(escape(_key(book, row)), escape(_meaning(row)))
    return table


def _explanation(book: Book, row: Entry) -> Group:
    meaning = _meaning(row)
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    own = [name for name in row.__struct_fields__ if name not in Entry.__struct_fields__]
    for name in (*own, "example", "note"):
        value = getattr(row, name)
        text = ", ".join(value) if isinstance(value, tuple) else str(value)
        if name not in (book.key, "pattern") and value not in (None, (), meaning):
            table.add_row(name.replace("_", " "), escape(text))
    if isinstance(row, PostEntry) and (spellings := _spellings(row.slug)):
        table.add_row("other spellings", ", ".join(spellings))
    table.add_row("authority", f"{escape(row.authority)} ({CONFIDENCE[row.confidence]})")
    headline = f"[bold]{escape(_key(book, row))}[/bold]" + (f" — {escape(meaning)}" if meaning else "")
    return Group(headline, table, "")


def _spellings(slug: str) -> list[str]:
    rows = read_book("post_aliases", AliasEntry)
    return [row.spelling for row in rows if row.slug == slug and row.kind != "typo"]


def _meaning(row: Entry) -> str:
    for name in ("name", "meaning", "text", "title", "slug", "canonical", "stands_for"):
        if value := getattr(row, name, None):
            return str(value)
    return ""
