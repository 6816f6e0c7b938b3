"""Captions, handling sentences and passing lines, in any order and on one line."""

from __future__ import annotations

import pytest

from cablegram.model import Finding
from cablegram.parse.captions import HeadLines, read_head_lines


def read(text: str) -> tuple[HeadLines, list[str]]:
    findings: list[Finding] = []
    head = read_head_lines(text, text, 0, len(text), findings)
    for found in (*head.captions, *head.passing, *head.marks):
        assert found.span is not None
        assert text[slice(*found.span)] == found.as_found
    return head, [finding.code for finding in findings]


def test_captions_come_in_order_each_once() -> None:
    head, findings = read("\nSIPDIS\n\nSTATE FOR EUR\nSENSITIVE\nSIPDIS\n\n")  # as in 07BEIJING2463
    assert [caption.caption for caption in head.captions] == ["SIPDIS", "SENSITIVE"]
    assert [(reader.agency, reader.office) for reader in head.passing] == [("STATE", "EUR")]
    assert findings == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("sipdis noforn", [("SIPDIS", None), ("NOFORN", None)]),
        ("SIPDIS SIPDIS", [("SIPDIS", None)]),
        ("E F T O SENSITIVE", [("EFTO", None), ("SENSITIVE", None)]),
        ("CODEL SMITH", [("CODEL", "SMITH")]),
        ("FOR AMBASSADOR ONLY", [("FOR AMBASSADOR ONLY", None)]),
        ("SECRET//REL SAU", [("REL", "SAU")]),
        ("C O R R E C T E D COPY (SUBJECT LINE)", [("CORRECTED COPY", "SUBJECT LINE")]),
        ("C O R R E C T E D COPY//SUBJECT LINE//////", [("CORRECTED COPY", "SUBJECT LINE")]),
        (
            '"PERISHABLE INFORMATION -- DO NOT SERVICE"',
            [("PERISHABLE INFORMATION", "DO NOT SERVICE")],
        ),  # 09BERLIN1626
    ],
)
def test_caption_lines(line: str, expected: list[tuple[str, str | None]]) -> None:
    head, findings = read(line)
    assert [(caption.caption, caption.note) for caption in head.captions] == expected
    assert (head.passing, findings) == ((), [])


def test_a_reflowed_copy_has_captions_amid_its_line() -> None:
    head, _ = read(
        "SIPDIS STATE FOR EUR/RUS - JDOE; EXERCISE FOR CONTROL STAFF, NSC FOR A. ROE SENSITIVE SIPDIS"
    )
    assert [caption.caption for caption in head.captions] == ["SIPDIS", "SENSITIVE"]
    assert [reader.agency for reader in head.passing] == ["STATE", "EXERCISE", "NSC"]


def test_handling_sentences_are_marks_over_both_their_lines() -> None:
    head, _ = read("Sensitive but unclassified; not for\nInternet Distribution.\nSIPDIS")  # 09BERLIN1636
    assert [(mark.kind, mark.as_found) for mark in head.marks] == [
        ("handling", "Sensitive but unclassified; not for\nInternet Distribution.")
    ]
    assert [caption.caption for caption in head.captions] == ["SIPDIS"]


def test_a_repeated_banner_is_a_mark() -> None:
    assert [mark.kind for mark in read("C O N F I D E N T I A L\nSIPDIS")[0].marks] == ["banner"]


def test_an_unread_line_is_kept_and_reported() -> None:
    head, findings = read("COUNTRY TEAM. MESSAGE")  # 72TEHRAN1164
    assert [(line.agency, line.as_found) for line in head.passing] == [(None, "COUNTRY TEAM. MESSAGE")]
    assert findings == ["line-unread"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " " * 400_000,
        "A" * 1_000_000,
        "(" * 1_000_000,
        "SIPDIS " * 100_000,
        "\n" * 500_000,
        "FOR" + " " * 1_000_000,
        "STATE FOR A" + " AND B" * 100_000,
        "SIPDIS \x85\nX SENSITIVE\tBUT SIPDIS",
    ],
)
def test_hostile_texts_are_read_at_once(text: str) -> None:
    read(text)
