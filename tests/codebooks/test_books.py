"""Every book keeps its schema, its order and its word: codes once, references to rows that are there."""

from __future__ import annotations

import gzip
import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cablegram
from cablegram import codebooks
from cablegram.codebooks.books import BOOKS, Book
from cablegram.codebooks.entries import Entry, PrecedenceEntry, TagEntry
from cablegram.codebooks.loader import CodebookError, parse_book

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("CABLEGRAM_SHARED", ROOT.parent / "shared"))
INDEX = SHARED / "data" / "cable_index.csv.gz"
SEED = ROOT / "tests" / "messages" / "07BEIJING2463" / "page.txt"

TAG_KINDS = ("subject", "program", "geo", "org", "term")
# Books whose rows it takes more than one column to tell apart.
KEYS = {"exemptions": ("order", "section", "code"), "classifier_words": ("kind", "word")}
# Books in an order that means something; all others are in the order of their keys.
ORDERS: dict[str, Callable[[Any], Any]] = {
    "tags": lambda row: (TAG_KINDS.index(row.kind), row.code),
    "name_words": lambda row: (row.kind, row.word),
    "precedences": lambda row: row.rank,
    "classification_levels": lambda row: row.rank,
    "portion_marks": lambda row: [level.level for level in codebooks.levels()].index(row.level),
    "exemptions": lambda row: row.order,
}

all_books = pytest.mark.parametrize("book", BOOKS.values(), ids=list(BOOKS))


@all_books
def test_every_row_fits_its_schema_and_names_its_authority(book: Book) -> None:
    assert all(row.authority.strip() for row in book.rows())


@all_books
def test_a_code_has_one_row(book: Book) -> None:
    columns = KEYS.get(book.name, (book.key,))
    seen = Counter(tuple(getattr(row, column) for column in columns) for row in book.rows())
    assert [key for key, count in seen.items() if count > 1] == []


@all_books
def test_rows_stand_in_order(book: Book) -> None:
    order = ORDERS.get(book.name, lambda row: getattr(row, book.key))
    keys = [order(row) for row in book.rows()]
    assert keys == sorted(keys)


@all_books
def test_cells_are_trimmed(book: Book) -> None:
    cells = [getattr(row, name) for row in book.rows() for name in row.__struct_fields__]
    assert [cell for cell in cells if isinstance(cell, str) and cell != cell.strip()] == []


@all_books
def test_patterns_compile(book: Book) -> None:
    for row in book.rows():
        re.compile(getattr(row, "pattern", ""))


@pytest.mark.skipif(not INDEX.exists(), reason="no index of published cables at CABLEGRAM_SHARED")
def test_examples_were_published() -> None:
    with gzip.open(INDEX, "rt") as lines:
        published = {line.partition(",")[0] for line in lines}
    examples = [row.example for book in BOOKS.values() for row in book.rows() if row.example]
    # 1973-79 examples are of the National Archives' records, which the index does not hold.
    assert [one for one in examples if one not in published and not one.startswith("7")] == []


def test_tags_of_the_seed_are_read_as_the_book_has_them() -> None:
    cable = cablegram.parse(SEED.read_text("utf-8"))
    read = {tag.code: (tag.kind, tag.name) for tag in cable.tags}
    book = {row.code: (row.kind, row.name) for row in codebooks.tags().values() if row.code in read}
    assert read == book
    assert {row.code for row in codebooks.tags().values() if row.example == "07BEIJING2463"} <= set(read)


def test_tag_codes_have_the_shape_of_their_kind() -> None:
    shapes = {"subject": r"[A-JL-Z][A-Z]{3}", "program": r"K[A-Z]{3}", "geo": r"[A-Z]{2}"}
    odd = [
        row.code
        for row in codebooks.tags().values()
        if row.status != "error" and not re.fullmatch(shapes.get(row.kind, ".+"), row.code)
    ]
    assert odd == []


def test_an_error_stands_for_a_code_that_is_none() -> None:
    book = codebooks.tags()
    for row in book.values():
        assert (row.status == "error") == (row.stands_for is not None), row.code
        assert row.stands_for is None or book[row.stands_for].status != "error", row.code


def test_codes_are_found_in_either_case() -> None:
    assert codebooks.tag("phum") == codebooks.tag("PHUM")
    assert codebooks.tag("CROATOAN") is None


def test_posts_and_stations_know_each_other() -> None:
    posts, stations = codebooks.posts(), codebooks.stations()
    for post in posts.values():
        assert post.series in posts, post.slug
        assert all(code in stations for code in post.routing_indicators), post.slug
    for station in stations.values():
        assert station.post is None or station.code in posts[station.post].routing_indicators, station.code


def test_page_codes_are_the_first_six_characters_of_the_address() -> None:
    for post in codebooks.posts().values():
        if post.page_code and post.plad and post.kind in ("embassy", "consulate"):
            assert post.plad.partition(" ")[2][:6].strip() == post.page_code, post.slug


def test_every_level_of_a_portion_marking_is_a_level() -> None:
    levels = {level.level for level in codebooks.levels()}
    assert {portion.level for portion in codebooks.portions()} <= levels
    assert all(
        order.amends in {None, *(one.order for one in codebooks.orders())} for order in codebooks.orders()
    )


def test_every_order_of_an_exemption_is_an_order() -> None:
    orders = {order.order for order in codebooks.orders()}
    assert {exemption.order for exemption in codebooks.exemptions()} <= orders


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code,colour\n", "line 1: no such column: colour"),
        ("code,kind,authority\nABCD,subject,x\nEFGH,subjet,x\n", r"line 3: Invalid enum value 'subjet'"),
        ("code,kind,authority\nABCD,subject\n", "line 2: 2 cells under 3 columns"),
        ("code,kind,authority\nABCD,subject,\n", "line 2: .*authority"),
        ('code,kind,name,authority\nABCD,subject,"two\nlines",x\nEFGH,subject\n', "line 4: 2 cells"),
    ],
)
def test_a_broken_row_is_named_by_file_and_line(text: str, message: str) -> None:
    with pytest.raises(CodebookError, match=r"^tags\.csv, " + message):
        parse_book("tags.csv", text, TagEntry)


def test_lists_and_empty_cells_take_their_type() -> None:
    row = parse_book(
        "x.csv", "rank,word,letter,prosign,pattern,note,authority\n1,A,Z,ZZ,A,,x\n", PrecedenceEntry
    )
    assert row[0].rank == 1
    assert row[0].note is None
    assert isinstance(row[0], Entry)


@all_books
def test_the_documentation_names_every_column(book: Book) -> None:
    page = (ROOT / "docs" / "codebooks.md").read_text("utf-8")
    row = next(line for line in page.splitlines() if line.startswith(f"| `{book.name}` |"))
    own = [name for name in book.row_type.__struct_fields__ if name not in Entry.__struct_fields__]
    assert [name for name in own if f"`{name}`" not in row] == []
