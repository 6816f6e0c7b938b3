"""The TAGS line: codes, terms, persons, codes run together, and what is not a tag."""

from __future__ import annotations

import pytest

from cablegram.model import Finding, Tag
from cablegram.parse.tags import read_tags, tag_kind


def read(text: str, *, subject_follows: bool = False) -> tuple[tuple[Tag, ...], list[str], int]:
    findings: list[Finding] = []
    tags, stop = read_tags(text, text, 0, len(text), findings, subject_follows=subject_follows)
    for tag in tags:
        assert tag.span is not None
        assert text[slice(*tag.span)] == tag.as_found
    return tags, [finding.code for finding in findings], stop


def codes(text: str, *, subject_follows: bool = False) -> list[str]:
    return [tag.code for tag in read(text, subject_follows=subject_follows)[0]]


def test_plain_codes_keep_their_order_and_are_kept_once() -> None:
    tags, findings, _ = read("TAGS: OPRC KMDR KGHG US IR CH US")  # 09BERLIN1626
    assert [(tag.code, tag.kind) for tag in tags] == [
        ("OPRC", "subject"),
        ("KMDR", "program"),
        ("KGHG", "program"),
        ("US", "geo"),
        ("IR", "geo"),
        ("CH", "geo"),
    ]
    assert findings == []


@pytest.mark.parametrize(
    "label", ["TAGS:", "TAGS;", "tAgs", "TAG", "TAS:", "TABS:", "TGS:", "AGS:", "TAGES:", "TAGGS:"]
)
def test_labels(label: str) -> None:
    assert codes(f"{label} PGOV, prel;ECON\tUN") == ["PGOV", "PREL", "ECON", "UN"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("OVIP (KISSINGER, HENRY A.), ACOM", ["OVIP", "KISSINGER, HENRY A.", "ACOM"]),
        ("OVIP CLINTON HILLARY PREL", ["OVIP", "CLINTON, HILLARY", "PREL"]),  # 09STATE11937
        ("OVIP RICE, CONDOLEEZZA, PREL", ["OVIP", "RICE, CONDOLEEZZA", "PREL"]),
        ("OVIP VAN HOLLEN CHRIS PREL", ["OVIP", "VAN HOLLEN, CHRIS", "PREL"]),
        ("OREP (GORE, AL; BOND, CHRISTOPHER)", ["OREP", "GORE, AL", "BOND, CHRISTOPHER"]),
        ("PM NOVO GUILLERMO REMON PEDRO CU", ["PM", "NOVO, GUILLERMO", "REMON, PEDRO", "CU"]),  # 04PANAMA672
    ],
)
def test_persons(line: str, expected: list[str]) -> None:
    assert codes(f"TAGS: {line}") == expected


def test_a_person_stands_for_the_words_typed() -> None:
    person = read("TAGS: OVIP CLINTON HILLARY PREL")[0][1]
    assert (person.kind, person.as_found) == ("person", "CLINTON HILLARY")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "IS GAZA DISENGAGEMENT ISRAELI PALESTINIAN AFFAIRS",
            ["GAZA DISENGAGEMENT", "ISRAELI PALESTINIAN AFFAIRS"],
        ),
        ("PREL TIP IN TURKEY", ["TIP IN TURKEY"]),  # IN is India, were it not for the term
        ("PREL, NUCLEAR AFFAIRS, IS", ["NUCLEAR AFFAIRS"]),
        ("PREL SAUDI ARABIA ADANA", ["SAUDI ARABIA", "ADANA"]),  # 02ADANA397
    ],
)
def test_terms_are_kept_whole(line: str, expected: list[str]) -> None:
    assert [tag.code for tag in read(f"TAGS: {line}")[0] if tag.kind == "term"] == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ETRDEINVECINPGOVCS", ["ETRD", "EINV", "ECIN", "PGOV", "CS"]),  # 06SANJOSE2802
        (
            "KFRDKIRFCVISCMGTKOCIASECPHUMSMIGEG",
            ["KFRD", "KIRF", "CVIS", "CMGT", "KOCI", "ASEC", "PHUM", "SMIG", "EG"],
        ),  # 09CAIRO2205
        ("VTPREL", ["VT", "PREL"]),  # 03VATICAN283
        ("PGOV/PREL", ["PGOV", "PREL"]),
    ],
)
def test_codes_run_together_share_one_place(typed: str, expected: list[str]) -> None:
    tags, findings, _ = read(f"TAGS: {typed}")
    assert [tag.code for tag in tags] == expected
    assert {tag.as_found for tag in tags} == {typed}
    assert findings == ["tags-run-together"]


@pytest.mark.parametrize(
    ("typed", "code", "finding"),
    [
        ("MOPPS", "MOPS", "tag-repaired"),
        ("PPREL", "PREL", "tag-repaired"),
        ("RU", "RS", "tag-repaired"),
        ("GOV", "GOV", "tag-unknown"),  # 08ATHENS1536
        ("UNGA/C-6", "UNGA/C-6", None),  # 08USUNNEWYORK1092
    ],
)
def test_misspelt_and_unknown_codes_are_reported(typed: str, code: str, finding: str | None) -> None:
    tags, findings, _ = read(f"TAGS: {typed}")
    assert ([tag.code for tag in tags], findings) == ([code], [finding] if finding else [])


def test_captions_levels_and_page_lines_are_no_tags() -> None:
    assert codes("TAGS: CA MX SIPDIS") == ["CA", "MX"]  # 05OTTAWA3726
    line = "ECON, IT            UNCLASSIFIED    PAGE 02        ROME  01059  01 OF 04  281501Z ECON, FR"
    assert codes(f"TAGS: {line}") == ["ECON", "IT", "FR"]  # as in 02ROME1059


def test_a_second_line_belongs_to_the_tags_when_it_looks_the_part() -> None:
    assert codes("TAGS: FOO,\nBAR") == ["FOO", "BAR"]
    assert codes("TAGS: FOO\nBAR") == ["FOO"]
    assert codes("TAGS: FOO\nPREL") == ["FOO", "PREL"]
    assert codes("TAGS: KU COUNTRY\nCLEARANCE ", subject_follows=True) == [
        "KU",
        "COUNTRY CLEARANCE",
    ]  # 07KUWAIT624
    sentence = "TAGS: PREL\nSENSITIVE BUT UNCLASSIFIED\n"
    assert read(sentence, subject_follows=True)[2] == len("TAGS: PREL")


def test_an_endless_line_is_read_in_part_and_says_so() -> None:
    _, findings, stop = read("TAGS: " + "PREL " * 200_000)
    assert findings == ["tags-overlong"]
    assert stop < 11_000


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("OBAMA, BARACK", "person"),
        ("NASA", "org"),
        ("phum", "subject"),
        ("KXYZ", "program"),
        ("XX", "geo"),
        ("Q1", "unknown"),
    ],
)
def test_kind(tag: str, kind: str) -> None:
    assert tag_kind(tag) == kind
