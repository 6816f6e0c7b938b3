"""The SUBJECT line (5 FAH-1 H-246; format A15)."""

from __future__ import annotations

import pytest

from cablegram.parse.labels import find_labels, first_paragraph
from cablegram.parse.subject import Subject, read_subject


def read(text: str) -> Subject:
    """Read the subject in ``text`` up to the next label or the first paragraph."""
    first = first_paragraph(text, 0)
    bound = len(text) if first is None else first
    labels = find_labels(text, 0, bound)
    index = [label.kind for label in labels].index("subject")
    end = labels[index + 1].start if index + 1 < len(labels) else bound
    subject = read_subject(text, labels[index].start, end)
    assert subject.stop <= end
    return subject


BEHIND = "\n1. (U) Text.\n"


@pytest.mark.parametrize("label", ["SUBJECT:", "SUBJ:", "Subject:  ", "UBJECT:", "SUBJECT", "SUBJECT;"])
def test_labels(label: str) -> None:
    assert read(f"{label} EXERCISE\n{BEHIND}").text == "EXERCISE"


@pytest.mark.parametrize(
    "end",
    [
        "\n",
        "\n \n",
        "\nREF: CAIRO 493\n",
        "REF: CAIRO 493\n",  # glued: UK PRIMEREF:
        " REF: CAIRO 493\n",
        "\nClassified By: X\n",
        "Classified By: X\n",  # 06CAIRO941
        "\n---------\n",
        "\nSENSITIVE BUT UNCLASSIFIED -- PLEASE PROTECT ACCORDINGLY.\n",  # 03HALIFAX305
        "\nSensitive but unclassified; not for Internet Distribution.\n",  # 09BERLIN1636
        "\nPAGE 02 ROME 01196 01 OF 02 082030Z\n",
        "\nThis is an action request.\n",
        "",
    ],
)
def test_a_subject_ends_before(end: str) -> None:
    assert read(f"SUBJECT: EXERCISE ONE\nTWO{end}{BEHIND}").text == "EXERCISE ONE TWO"


def test_wrapped_lines_are_joined() -> None:
    """07BEIJING2463 has three lines."""
    assert read(f"SUBJECT: AN\n         EXERCISE  \nSED?\n{BEHIND}").text == "AN EXERCISE SED?"


@pytest.mark.parametrize("wrap", ["US-\nLATIN", "US- \n   LATIN"])
def test_a_hyphen_at_a_line_s_end_stays(wrap: str) -> None:
    """As in published titles: US-LATIN."""
    assert read(f"SUBJECT: {wrap} EXERCISE\n{BEHIND}").text == "US-LATIN EXERCISE"


@pytest.mark.parametrize(
    ("text", "portion", "subject"),
    [
        ("(C) EXERCISE", "C", "EXERCISE"),
        ("(S/NF) EXERCISE", "S/NF", "EXERCISE"),
        ("( U ) EXERCISE", "U", "EXERCISE"),
        ("EXERCISE (U)", "U", "EXERCISE"),
        ("(UN) EXERCISE", None, "(UN) EXERCISE"),
        ("EXERCISE (PART I)", None, "EXERCISE (PART I)"),
    ],
)
def test_a_portion_marking_stands_apart(text: str, portion: str | None, subject: str) -> None:
    found = read(f"SUBJECT: {text}\n{BEHIND}")
    assert (found.portion, found.text) == (portion, subject)


def test_a_subject_may_stand_under_its_label() -> None:
    """09CAIRO1945."""
    assert (
        read("SUBJECT:\n\nCooperation and Coordination\n\n1.(SBU) Text.\n").text
        == "Cooperation and Coordination"
    )


def test_a_subject_may_be_empty() -> None:
    """03TEGUCIGALPA1725, 08FREETOWN122 and others."""
    assert read("SUBJECT:\n\n1. (U) Text.\n")[:3] == (None, None, None)


def test_character_references_are_read() -> None:
    assert read(f"SUBJECT: POST&#8217;S R&amp;D\n{BEHIND}").text == "POST\u2019S R&D"


def test_ref_inside_a_word_ends_nothing() -> None:
    assert (
        read(f"SUBJECT: PREFERRED REFUGEES: AN EXERCISE\n{BEHIND}").text == "PREFERRED REFUGEES: AN EXERCISE"
    )


def test_its_place_is_the_subject_without_its_label() -> None:
    text = f"SUBJECT: (C) AN\nEXERCISE\n{BEHIND}"
    span = read(text).span
    assert span is not None
    assert span.of(text) == "(C) AN\nEXERCISE"
