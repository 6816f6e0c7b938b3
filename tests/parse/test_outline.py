"""What opens a paragraph, what is a heading, what a table of contents (format A18, A19)."""

from __future__ import annotations

import pytest

import cablegram
from cablegram.model import Finding
from cablegram.parse.outline import Outline


def outline(text: str) -> tuple[Outline, list[str]]:
    findings: list[Finding] = []
    found = Outline("\n" + text, -1, findings)
    for finding in findings:
        assert finding.span is not None
        assert finding.span.of(text).isdigit()
    return found, [finding.code for finding in findings]


def numbers(text: str) -> list[str | None]:
    return [event.number for event in outline(text)[0].events if event.heading is None]


def headings(text: str) -> list[str]:
    return [event.heading for event in outline(text)[0].events if event.heading is not None]


@pytest.mark.parametrize(
    ("opener", "portion"),
    [
        ("1. (C) ", "C"),
        ("1.  (S/NF) ", "S//NF"),
        ("1.(SBU) ", "SBU"),  # 09CAIRO1945
        ("1. ( C ) ", "C"),
        ("1. (C//NF) ", "C//NF"),
        ("1. (S//REL SAU) ", "S//REL SAU"),
        ("1) ", None),
        ("1: ", None),  # 00HARARE2906
        ("1 (U) ", "U"),
        ("   1. ", None),
        ("1. (U.S.) ", None),  # 09BERLIN1626: text
        ("1. (Iran) ", None),
    ],
)
def test_openers_and_their_portion_markings(opener: str, portion: str | None) -> None:
    (event,) = outline(f"{opener}Text.\n")[0].events
    assert (event.number, event.portion) == ("1", portion)


def test_a_bracket_that_is_no_marking_belongs_to_the_text() -> None:
    found, _ = outline("1. (Iran) Text.\n")
    assert found.text[found.events[0].text_start :].startswith("(Iran) Text.")


def test_a_number_opens_a_paragraph_when_it_is_the_next() -> None:
    assert numbers("1. One.\n\n2. Two.\n\n3. Three.\n") == ["1", "2", "3"]


@pytest.mark.parametrize(
    "text",
    [
        "1. IT WAS PROBABLY ON JUNE\n20.  IN THE MEANTIME NOTHING WAS DONE.\n",  # 01SOFIA3033
        "1. The rate rose from\n2. 5 percent to 7 percent.\n",
        "1. He paid\n3. (more or less) dollars.\n",
        "1. Goods worth\n2.5 million were lost.\n",
        "1. One.\n\n7. Far off.\n",
    ],
)
def test_other_numbers_at_line_starts_are_text(text: str) -> None:
    assert numbers(text) == ["1"]


def test_behind_a_sentence_no_blank_line_is_needed() -> None:
    """09BERLIN1636."""
    assert numbers("1. One.\n2. Two.\n") == ["1", "2"]


def test_a_marked_paragraph_may_follow_a_gap_or_a_repeat() -> None:
    found, findings = outline("1. (U) One.\n\n4. (C) Four.\n\n4. (C) Again.\n")
    assert [event.number for event in found.events] == ["1", "4", "4"]
    assert findings == ["paragraph-gap", "paragraph-repeated"]


def test_a_list_within_a_paragraph_is_none_of_the_paragraphs() -> None:
    text = "1. (C) He asks for:\n\n1. A kite.\n\n2. A string.\n\n2. (C) And why not?\n"
    assert numbers(text) == ["1", "2"]


def test_a_table_of_contents_stands_above_the_paragraphs() -> None:
    """09BERLIN1626: numbered lines without blank lines between, and the numbering begins again."""
    contents = "1.   Lead Stories Summary\n2.   (U.S.)   Failed Attack\n3.   (Iran)   Talks\n"
    found, _ = outline(
        contents + "\n1.   Lead Stories Summary\n\nText.\n\n2.   (U.S.)   Failed Attack\n\nText.\n"
    )
    assert [event.number for event in found.contents] == ["1", "2", "3"]
    assert [event.number for event in found.events if event.number] == ["1", "2"]


def test_in_a_reflowed_copy_only_a_marked_number_opens_a_paragraph() -> None:
    """07MOSCOW1704: all paragraphs on one line."""
    text = "1. (C) " + "He said a great deal. " * 8 + "2. (C) He paid 3. 4 was too much. 3. (U) He left."
    assert numbers(text) == ["1", "2", "3"]


RULE = "-" * 20
BROKEN = "-" * 45 + " " + "-" * 19  # 10CAIRO219: rules are cut at column 45


@pytest.mark.parametrize(
    "text",
    [
        f"1. One.\n\n{RULE}\nThe Meeting\n{RULE}\n\n2. Two.\n",
        f"1. One.\n\n{BROKEN}\nThe Meeting\n{BROKEN}\n\n2. Two.\n",
        f"1. One.\n\n{BROKEN.replace(' ', chr(10))}\nThe Meeting\n{RULE}\n\n2. Two.\n",
        f"1. One.\n\n{RULE}\n\nThe Meeting\n\n{RULE}\n\n2. Two.\n",  # 10CAIRO219
        f"1. One.\n\nThe Meeting\n{RULE}\n\n2. Two.\n",
        f"1. One.\nThe Meeting\n{RULE}\n2. Two.\n",  # 03BRASILIA3122: glued to the paragraph before
        "1. One.\n\n=====\nThe Meeting\n*****\n\n2. Two.\n",
    ],
)
def test_ruled_headings(text: str) -> None:
    assert headings(text) == ["The Meeting"]
    assert numbers(text) == ["1", "2"]


@pytest.mark.parametrize("text", [f"1. One.\n\n{RULE}\n\n2. Two.\n", "1. One -- and\n-- two.\n\n2. Two.\n"])
def test_a_rule_by_itself_heads_nothing(text: str) -> None:
    assert headings(text) == []


def test_an_indented_numbered_heading_over_a_rule_is_one_heading_and_no_paragraph() -> None:
    text = "UNCLAS ROME 000012\n\nSUBJECT: KITES\n\n1. (U) Kites flew.\n\n  2. (SBU) Comment:\n-----------------\n\n"
    text += "Strings are long.\n"
    assert [(one.number, one.text) for one in cablegram.parse(text).paragraphs] == [
        ("1", "Kites flew."),
        ("2", "Strings are long."),
    ]
