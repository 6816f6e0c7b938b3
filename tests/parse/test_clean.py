"""Clean text of blocks: items and table rows keep lines of their own (format A18, A23)."""

from __future__ import annotations

import pytest

from cablegram.model import SubParagraph
from cablegram.parse.body import read_body


def clean(text: str) -> tuple[str, list[SubParagraph]]:
    """Return the clean text of a block that stands by itself in a paragraph, and its items."""
    body = f"1. Read on.\n\n{text}\n"
    (paragraph,) = read_body(body, body, 0, len(body), []).paragraphs
    for sub in paragraph.subparagraphs:
        assert sub.span is not None
        assert sub.span.of(body) == sub.as_found
    return paragraph.text.removeprefix("Read on.\n\n"), list(paragraph.subparagraphs)


def labels(text: str) -> list[str]:
    return [sub.label for sub in clean(text)[1]]


def test_lines_without_items_are_one_line() -> None:
    assert clean("One \n  two\nthree.") == ("One two three.", [])


def test_items_stand_on_lines_of_their_own() -> None:
    text, subs = clean("He asked for:\nA. (U) a string,\n   and soon;\nB. (C) a tail.")
    assert text == "He asked for:\nA. (U) a string, and soon;\nB. (C) a tail."
    assert [(sub.label, sub.portion, sub.text) for sub in subs] == [
        ("A", "U", "a string, and soon;"),
        ("B", "C", "a tail."),
    ]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("A. one\nB. two", ["A", "B"]),
        ("A) one\nB)  N/A", ["A", "B"]),  # 01BEIJING11971
        ("(A) one\n(B) two", ["A", "B"]),
        ("(1) one\n(2) two", ["1", "2"]),
        ("1) one\n2) two\n3) three", ["1", "2", "3"]),
        ("i. one\nii. two\niii. three", ["i", "ii", "iii"]),
        ("- one\n- two", ["-", "-"]),
        ("-- one\n-- two", ["--", "--"]),
        ("* one\n* two", ["*", "*"]),
        ("o one\no two", ["o", "o"]),
        ("Q one\nQ two", ["Q", "Q"]),  # 09ANKARA1594: a damaged bullet
        ("-- one", ["--"]),
        ("A. one\n-- two\n-- three\nB. four", ["A", "--", "--", "B"]),
    ],
)
def test_labels_of_items(items: str, expected: list[str]) -> None:
    assert labels(f"He said:\n{items}") == expected


@pytest.mark.parametrize(
    "text",
    [
        "He met John\nA. Example of the office\nC. and nobody else.",
        "We saw\nB. Two of them.\nC. It rained.",
        "It rose to\n9) and then fell.",
        "Text -- with\ndashes -- in it.",
        "A great\n- deal of text.",
    ],
)
def test_what_begins_no_run_of_items_is_text(text: str) -> None:
    """A. opens a list only where B. follows."""
    assert clean(text) == (" ".join(text.split()), [])


@pytest.mark.parametrize(
    "text",
    [
        "He said:\n\n-- one;\n\n-- two;\n   and so on.",  # 10CAIRO219
        "He said:\n\n   -- one;\n\n   -- two; and so on.",
        "He said:\n\n\n-- one;\n\n\n\n-- two; and so on.",
    ],
)
def test_blank_lines_may_part_the_items(text: str) -> None:
    found, subs = clean(text)
    assert found == "He said:\n\n-- one;\n\n-- two; and so on."
    assert [sub.text for sub in subs] == ["one;", "two; and so on."]


def test_numbers_parted_by_blank_lines_are_those_of_a_quoted_text() -> None:
    """03BRASILIA3122."""
    assert labels("BEGIN TEXT:\n\n1. Kites are banned.\n\n2. So are strings.\n\nEND TEXT.") == []


def test_lists_may_stand_one_in_another_or_one_behind_another() -> None:
    assert labels("A. one\n(1) two\n(2) three\nB. four\n\nAnd:\n\n1) five\n2) six") == list("A12B12")


def test_blank_lines_may_part_lettered_items() -> None:
    """00RABAT5272."""
    text = "There are two.\n\nA.  One is round,\nand flies.\n\nB.  The other does not."
    assert [(sub.label, sub.text) for sub in clean(text)[1]] == [
        ("A", "One is round, and flies."),
        ("B", "The other does not."),
    ]


def test_a_bracket_that_is_no_marking_belongs_to_the_item() -> None:
    text, subs = clean("He named:\n- (China) kites;\n- (U) strings.")
    assert text == "He named:\n- (China) kites;\n- (U) strings."
    assert [(sub.portion, sub.text) for sub in subs] == [(None, "(China) kites;"), ("U", "strings.")]


TABLE = "Year    Things    Found\n2007    none      0\n2008    none      0"


def test_three_lines_in_columns_are_a_table() -> None:
    assert clean(TABLE) == (TABLE, [])


def test_rows_of_a_table_lose_only_their_margin() -> None:
    assert clean("   " + TABLE.replace("\n", "  \n   "))[0] == TABLE


def test_two_lines_in_columns_are_none() -> None:
    assert clean("\n".join(TABLE.split("\n")[:2]))[0] == "Year Things Found 2007 none 0"
