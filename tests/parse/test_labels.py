"""Where the labelled elements begin (5 FAH-1 H-246; format A13-A17, A27)."""

from __future__ import annotations

import pytest

import cablegram
from cablegram.parse.labels import find_labels, first_paragraph, text_begins


def kinds(text: str) -> list[str]:
    return [label.kind for label in find_labels(text, 0, len(text))]


STANDARD = """E.O. 12958: DECL: 04/13/2017
TAGS: PREL, CH
SUBJECT: EXERCISE
REF: BEIJING 1
Classified By: John Q. Example for reasons 1.4 (b) and (d).
"""
ALL = ["eo", "tags", "subject", "ref", "classified_by"]


def test_labels_at_line_starts() -> None:
    labels = find_labels(STANDARD, 0, len(STANDARD))
    assert [label.kind for label in labels] == ALL
    assert [STANDARD[label.start] for label in labels] == ["E", "T", "S", "R", "C"]
    assert not any(label.damaged for label in labels)


@pytest.mark.parametrize("text", [STANDARD.lower(), STANDARD.upper(), STANDARD.replace("\n", "\n   ")])
def test_case_and_indentation_do_not_matter(text: str) -> None:
    """04ANKARA348 is in lower case."""
    assert kinds(text) == ALL


def test_labels_run_together_on_one_line() -> None:
    """07MOSCOW1704: only what has its colon counts there."""
    assert kinds("SIPDIS SIPDIS " + STANDARD.replace("\n", " ")) == ALL


def test_tags_may_come_first() -> None:
    """04ABUDHABI1445."""
    assert kinds("TAGS: ETTC PARM\nE.O. 12958:N/A\nSUBJECT: X") == ["tags", "eo", "subject"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("E.0. 12958: N/A", "eo"),  # 09BERLIN1626
        ("E.O 12958: N/A", "eo"),
        ("EO 12958 DECL: 04/13/2017", "eo"),
        ("E. O. 11652: GDS", "eo"),
        ("E.O.1295: NA", "eo"),  # 08ATHENS1536
        ("E.O. 1Q958: N/A", "eo"),
        ("TAS: ECON, ETRD", "tags"),  # 10TELAVIV386
        ("TGS: GOV, PREL", "tags"),  # 08ATHENS1536
        ("TABS: PREL", "tags"),  # 08PARAMARIBO219
        ("TAGES PREL", "tags"),
        ("SUBJ: X", "subject"),
        ("UBJECT: X", "subject"),
        ("REF STATE 198912", "ref"),  # 01BEIJING11971: no colon
        ("Refs:  A) Kabul 936/935", "ref"),
        ("REFTEL: STATE 1", "ref"),
        ("REF(S): STATE 1", "ref"),
        ("REFERENCES: STATE 1", "ref"),
        ("PROGRAM REF: STATE 1", "ref"),
        ("CLASSIFIED BY: X", "classified_by"),
        ("(U) Classified by X", "classified_by"),
        ("\u00b6REF: STATE 1", "ref"),
    ],
)
def test_spellings(line: str, kind: str) -> None:
    assert kinds(f"\n{line}\n") == [kind]


@pytest.mark.parametrize(
    ("line", "kind"),
    [("TQGS: PREL", "tags"), ("SUBJEVT: X", "subject"), ("REG: STATE 1", "ref"), ("EQO.: N/A", "eo")],
)
def test_a_damaged_label_is_one_where_its_kind_is_missing(line: str, kind: str) -> None:
    """One letter lost or replaced in ten (radio-damaged copies); only at a line's start."""
    labels = find_labels(f"SIPDIS\nCLASSIFIED BY: X\n{line}\n", 0, 100)
    assert [(label.kind, label.damaged) for label in labels] == [("classified_by", False), (kind, True)]
    whole = STANDARD + f"{line}\n"
    assert [label.kind for label in find_labels(whole, 0, len(whole))] == ALL


@pytest.mark.parametrize(
    "line",
    [
        "REFERENDUM: NONE",
        "SUBJECTIVE: NO",
        "TAGSALE: NO",
        "REF/ABC",
        "This was DECLASSIFIED BY NARA 09/02/2009",
        "GEORGE O. 12: NOTHING",
    ],
)
def test_words_that_only_begin_alike_are_no_labels(line: str) -> None:
    assert kinds(line) == []


def test_a_label_glued_to_the_word_before_it() -> None:
    """06CAIRO941: EGYPTREF: CAIRO 493."""
    text = "SUBJECT: EXERCISE IN EGYPTREF: CAIRO 493"
    assert [text[label.start :][:4] for label in find_labels(text, 0, len(text))] == ["SUBJ", "REF:"]


@pytest.mark.parametrize("line", ["REF: A. REF: CAIRO 493", "CLASSIFIED BY: CLASSIFIED BY: X"])
def test_a_label_said_twice_is_one(line: str) -> None:
    """04ANKARA5897, 03KATHMANDU2366."""
    assert len(kinds(line)) == 1


def test_a_second_label_on_the_tags_line_begins_nothing() -> None:
    """05MANAMA429."""
    assert kinds("TAGS: EAID, ECON, EINV, PREL, BA, TAGS: EFIN\nSUBJECT: X") == ["tags", "subject"]


def test_an_order_without_a_colon_behind_a_caption() -> None:
    text = "SIPDIS EO 12958 DECL: 07/09/2018\nTAGS: PREL\nSUBJECT: X"
    assert kinds(text) == ["eo", "tags", "subject"]


@pytest.mark.parametrize(
    "opener",
    [
        "1. (U) Text",
        "\u00b61. (C) Text",
        "1.(SBU) Text",  # 09CAIRO1945
        "1) Text",
        "1: Text",
        "1 (C) Text",
        "   1.  Text",
        "2. (S/NF) Text",
    ],
)
def test_the_first_paragraph(opener: str) -> None:
    text = f"REF: A. STATE 1\n\n{opener}\n"
    at = first_paragraph(text, 0)
    assert at is not None
    assert text[at:].strip(" \u00b6\n") == opener.strip(" \u00b6\n")
    assert text_begins(opener)


@pytest.mark.parametrize("line", ["1.4 (b) and (d)", "Nothing", "(C) 83 MANAMA 154", "12. Text"])
def test_what_is_no_first_paragraph(line: str) -> None:
    assert first_paragraph(f"\n\n{line}\n", 0) is None


def test_the_first_paragraph_of_a_reflowed_copy() -> None:
    text = "SUBJECT: X REF: STATE 1 1. (C) Text follows."
    at = first_paragraph(text, 0)
    assert at is not None
    assert text[at:].startswith("1. (C)")


def test_prose_that_begins_with_the_word_of_a_label_is_none() -> None:
    text = "UNCLAS ROME 000012\n\nSUBJECT: KITES\n\nThe Embassy asked that samples be sent to the\n"
    text += "reference laboratory; other posts would follow,\nsubject to funds.\n"
    assert [label.kind for label in find_labels(text, 0, len(text))] == ["subject"]
    cable = cablegram.parse(text)
    assert cable.coverage == 1.0
    assert cable.paragraphs[0].text.endswith("other posts would follow, subject to funds.")
