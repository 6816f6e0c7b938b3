"""Who classified the text and why, from lines as posts typed them; the persons are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablegram.model import ClassifiedBy, Finding
from cablegram.parse.classified_by import normalise_name, read_classified_by


def read(text: str) -> tuple[ClassifiedBy, str, list[Finding]]:
    """Return what is read from the start of ``text``, the text behind it, and the findings."""
    findings: list[Finding] = []
    value, stop = read_classified_by(text, text, 0, len(text), findings)
    assert value is not None
    assert value.span is not None
    assert value.span.of(text) == value.as_found
    for one in value.authorities:
        assert one.span is not None
        assert one.span.of(text) == one.as_found
    return value, text[stop:], findings


@pytest.mark.parametrize(
    ("line", "name", "title"),
    [
        ("Classified By: DCM Velvet Quillon for reasons 1.4 (b)", "Velvet Quillon", "DCM"),
        ("CLASSIFIED BY: VELVET A. QUILLON, AMBASSADOR. REASON: 1.5 (D)", "VELVET A. QUILLON", "AMBASSADOR"),
        (
            "Classified By: Velvet Quillon, Chief, EXEC, DOS. REASON: 1.4",
            "Velvet Quillon",
            "Chief, EXEC, DOS",
        ),
        ("Classified By: AF/C - VELVET QUILLON, REASON 1.5", "VELVET QUILLON", "AF/C"),
        ("Classified By: Acting DCM/Velvet Quillon for 1.4 (b)", "Velvet Quillon", "Acting DCM"),
        ("Classified By: Velvet Quillon (acting), reasons 1.4 (b)", "Velvet Quillon", "acting"),
        ("Classified By: Charge d'Affaires a.i. Velvet Quillon", "Velvet Quillon", "Charge d'Affaires a.i."),
        ("Classified By: Ambssador Velvet Quillon, reasons 1.4 (b)", "Velvet Quillon", "Ambssador"),
        ("Classified By: AmbassadorVelvet Quillon, reasons 1.4 (b)", "Velvet Quillon", "Ambassador"),
        ("Classified By: Ambassador Velvet de la Torre. Reasons 1.4", "Velvet de la Torre", "Ambassador"),
        ("Classified By: Ambassador V. Quillon, III. Reasons: 1.4", "V. Quillon, III", "Ambassador"),
        ("Classified By: Ambassador V. Quillon, Jr. Reasons: 1.4", "V. Quillon, Jr.", "Ambassador"),
        ("Classified By: Ambassador Mary West, reasons 1.4 (b)", "Mary West", "Ambassador"),
        ("Classified By: classified by charge velvet quillon for reasons 1.4", "velvet quillon", "charge"),
    ],
)
def test_name_and_title(line: str, name: str, title: str) -> None:
    value, _, _ = read(line)
    assert [(one.name, one.title) for one in value.authorities] == [(name, title)]


@pytest.mark.parametrize(
    ("reason", "section", "letters"),
    [
        ("for reasons 1.4 (b) and (d).", "1.4", "bd"),
        ("REASON 1.5.D.", "1.5", "d"),
        ("- 1.5 B,D.", "1.5", "bd"),
        ("reasons: 1.4 (B/D)", "1.4", "bd"),
        ("Reason 1.4(G)(E)", "1.4", "ge"),
        ("for reasons 1. \n4 (b and d)", "1.4", "bd"),
        ("for reas \nons 1.4 (b) a \nnd (d)", "1.4", "bd"),
        ("E.O. 12958, reasons 1.4 (b-d)", "1.4", "bcd"),
        ("for reasons 1.4 (b) and 1.4 (d)", "1.4", "bd"),
        ("Reasons: (b) and (d)", None, "bd"),
        ("under 1.4 b/d", "1.4", "bd"),
        ("reason 1.4 (b). A meeting was held.", "1.4", "b"),
    ],
)
def test_reasons(reason: str, section: str | None, letters: str) -> None:
    value, _, _ = read(f"Classified By: DCM Velvet Quillon {reason}")
    assert [one.name for one in value.authorities] == ["Velvet Quillon"]
    assert (value.section, "".join(value.reasons)) == (section, letters)


def test_two_classifiers() -> None:
    value, _, _ = read("CLASSIFIED BY: AF VELVET QUILLON, ACTING AND S/CT DAS MARY WYE; REASON: 1.4 (B)")
    assert [(one.name, one.title) for one in value.authorities] == [
        ("VELVET QUILLON", "AF, ACTING"),
        ("MARY WYE", "S/CT DAS"),
    ]


def test_word_broken_by_a_hard_wrap_is_mended() -> None:
    line = "Classified By: Acting Deputy Chief of Mission and Economic Counselor Ve"
    value, _, findings = read(f"{line} \nlvet Quillon for reasons 1.4 (b)")
    assert len(line) == 71
    assert value.authorities[0].name == "Velvet Quillon"
    assert value.authorities[0].as_found == "Ve \nlvet Quillon"
    assert [finding.code for finding in findings] == ["name-mended"]


def test_soft_wrap_keeps_words_apart() -> None:
    value, _, findings = read("CLASSIFIED BY DCM VELVET\nQUILLON. REASON 1.5 (B)")
    assert value.authorities[0].name == "VELVET QUILLON"
    assert findings == []


def test_ends_at_the_blank_line_without_a_reason() -> None:
    _, rest, _ = read("Classified By: Pol-Mil Counselor Velvet Quillon \n \nWill Not Break Silence... \n")
    assert rest.strip() == "Will Not Break Silence..."


def test_ends_behind_its_reason() -> None:
    _, rest, _ = read("CLASSIFIED BY SECTION 1.5 (B) AND (D).  NIACT PRECEDENCE BECAUSE OF CRISIS.")
    assert rest.strip() == "NIACT PRECEDENCE BECAUSE OF CRISIS."


def test_lines_that_belong_to_it() -> None:
    value, rest, _ = read(
        "Classified By: DCM Velvet Quillon\nReason: 1.4 (b)\nDerived from: DSCG 05-1 B\n"
        "Declassify on: 10/10/2017\n\n1. (C) EXERCISE"
    )
    assert (value.section, value.derived_from) == ("1.4", "DSCG 05-1 B")
    assert rest.strip() == "1. (C) EXERCISE"


def test_next_paragraph_is_not_the_date() -> None:
    _, rest, _ = read("Classified By: DCM Velvet Quillon, reason 1.4 (b)\nDeclassify on:\n\n1. (C) EXERCISE")
    assert rest.strip() == "1. (C) EXERCISE"


def test_classified_by_a_guide() -> None:
    value, _, _ = read("Classified By: DOS CLASSIFICATION GUIDE BY VELVET QUILLON\n\n1. (C) EXERCISE")
    assert value.derived_from == "DOS CLASSIFICATION GUIDE"
    assert [one.name for one in value.authorities] == ["VELVET QUILLON"]


@pytest.mark.parametrize(
    "line", ["Classified By: Country Team", "Classified By: Ambassador for reasons 1.4 (b)", "Classified by:"]
)
def test_no_name_is_made_up(line: str) -> None:
    value, _, findings = read(line)
    assert value.authorities == ()
    assert [finding.code for finding in findings] == ["classifier-unread"]


def test_reason_that_says_nothing_is_a_finding() -> None:
    _, rest, findings = read("Classified By: DCM Velvet Quillon for reasons stated\nelsewhere")
    assert [finding.code for finding in findings] == ["reason-unread"]
    assert rest == "\nelsewhere"


def test_without_a_label_nothing_is_read() -> None:
    assert read_classified_by("SUMMARY", "SUMMARY", 0, 7, []) == (None, 0)


@pytest.mark.parametrize(
    ("name", "normal"),
    [
        ("LEE 0. COLDREN", "Lee O. Coldren"),  # 96STATE183372
        ("GESA O'HARA MCWICK, III", "Gesa O'Hara McWick, III"),
        ("Velvet de la Torre", "Velvet de la Torre"),
        ("JOHN XXXXXXXXXXXX", "John XXXXXXXXXXXX"),
    ],
)
def test_normal_spelling(name: str, normal: str) -> None:
    assert normalise_name(name) == normal


_LIKELY = st.lists(
    st.sampled_from(
        'Classified By:|Ambassador|Velvet|QUILLON,|J.|Jr.|and|for|reasons|1.4|(b)|/|\n| \n |(|"|¶|1. |\\'
        "|Derived from:|Declassify on|X|a.i.|de".split("|")
    )
).map(" ".join)


@given(st.text() | _LIKELY)
def test_any_text_is_read_without_exception(text: str) -> None:
    read(f"Classified By: {text}")


@pytest.mark.parametrize(
    "filling",
    [" ", "\n", " \n", "A", "Ab ", "Ab, ", "A.", "A/", "(", '"Ab" ', "(b) ", "1. ", "Derived from: x\n"],
)
@pytest.mark.parametrize(
    "head",
    ["Classified By: ", "Classified By: Ab Cd reasons 1.4 (b)", "Classified By: Ab 1.4 (b)\nDerived from: "],
)
def test_hostile_length_is_read_through(head: str, filling: str) -> None:
    text = head + filling * (500_000 // len(filling))
    read(text)
