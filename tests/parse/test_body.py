"""Headings and paragraphs in order, their text clean, each in its place (5 FAH-1 H-246; format A18-A21)."""

from __future__ import annotations

import pytest

from cablegram.parse.body import Body, read_body


def read(text: str) -> Body:
    body = read_body(text, text, 0, len(text), [])
    for part in (*body.headings, *body.paragraphs):
        assert part.span is not None
        assert part.span.of(text) == part.as_found
    return body


def texts(text: str) -> list[str]:
    return [paragraph.text for paragraph in read(text).paragraphs]


def test_wrapped_lines_are_joined() -> None:
    assert texts("1. (U) One \nand the  same.\n\n2. Two.\n") == ["One and the same.", "Two."]


def test_blocks_of_a_paragraph_stay_apart() -> None:
    assert texts("1. One.\n\nStill one.\n\n2. Two.\n") == ["One.\n\nStill one.", "Two."]


def test_a_paragraph_tells_its_number_marking_and_places() -> None:
    text = "1. (S/NF)  One \nand the same.\n"
    (paragraph,) = read(text).paragraphs
    assert (paragraph.number, paragraph.portion) == ("1", "S//NF")
    assert paragraph.as_found == "1. (S/NF)  One \nand the same."
    assert paragraph.text_span is not None
    assert paragraph.text_span.of(text) == "One \nand the same."


def test_a_marking_is_never_inherited() -> None:
    """Format A18: missing mark, none."""
    assert [paragraph.portion for paragraph in read("1. (C) One.\n\n2. Two.\n").paragraphs] == ["C", None]


def test_unnumbered_texts_have_a_paragraph_for_each_block() -> None:
    """09ANKARA1594."""
    body = read("This is one \nblock.\n\n(SBU) This is another.\n\n(China) And a third.\n")
    assert [(one.number, one.portion, one.text) for one in body.paragraphs] == [
        (None, None, "This is one block."),
        (None, "SBU", "This is another."),
        (None, None, "(China) And a third."),
    ]


def test_text_above_the_first_number_is_unnumbered() -> None:
    """72TEHRAN4789: a summary before paragraph 1."""
    body = read("Summary: Nothing happened.\n\n1. One.\n")
    assert [one.number for one in body.paragraphs] == [None, "1"]


@pytest.mark.parametrize(
    "text",
    [
        "1. One.\n\n-------\nA TALK\n-------\n\n2. Two.\n",
        "1. One.\n\nA TALK\n------\n\n2. Two.\n",
        "1. One.\n\nA TALK\n\n2. Two.\n",
        "1. One.\n\nA Long Talk\n\n2. Two.\n",
        "1. One.\nA TALK\n------\n2. Two.\n",
    ],
)
def test_a_heading_holds_for_the_paragraphs_under_it(text: str) -> None:
    body = read(text)
    (heading,) = body.headings
    assert heading.before == 1
    assert [one.heading for one in body.paragraphs] == [None, heading.text]


def test_a_heading_may_have_the_number_of_its_paragraph() -> None:
    """02ADANA397."""
    body = read("1. One.\n\n-----------\n2. A TALK\n-----------\n\nIt was long.\n\n3. Three.\n")
    assert [heading.text for heading in body.headings] == ["A TALK"]
    assert [(one.number, one.text) for one in body.paragraphs] == [
        ("1", "One."),
        ("2", "It was long."),
        ("3", "Three."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "It was a short sentence.",
        "and then some",
        "- a bullet",
        "(a bracket)",
        "BUT WHY?",
        "The end of it all was near",
        "A                   B",
    ],
)
def test_short_lines_that_are_no_headings(line: str) -> None:
    assert read(f"1. One.\n\n{line}\n\n2. Two.\n").headings == ()


def test_the_last_line_of_a_text_heads_nothing() -> None:
    assert read("1. One.\n\nTHE END\n").headings == ()


def test_one_entry_under_a_colon_is_a_list_and_no_heading() -> None:
    assert read("1. U.S. participants:\n\nThe Ambassador\n\n2. Two.\n").headings == ()


def test_an_empty_paragraph_is_kept() -> None:
    assert [(one.number, one.text) for one in read("1.\n\n2. Two.\n").paragraphs] == [
        ("1", ""),
        ("2", "Two."),
    ]


def test_entries_of_a_table_of_contents_are_paragraphs_of_that_kind() -> None:
    """09BERLIN1626."""
    body = read(
        "1. Lead Stories\n2. (U.S.) Attack\n \n1. Lead Stories were few.\n\n2. (U.S.) Attack failed.\n"
    )
    assert [(one.kind, one.text) for one in body.paragraphs] == [
        ("contents", "Lead Stories"),
        ("contents", "(U.S.) Attack"),
        ("text", "Lead Stories were few."),
        ("text", "(U.S.) Attack failed."),
    ]
