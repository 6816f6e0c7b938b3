"""What a paragraph is for, and the text of the summary (5 FAH-1 H-246; format A20)."""

from __future__ import annotations

import pytest

from cablegram.model import Paragraph
from cablegram.parse.kinds import heading_kind, summary_of, with_kinds


def paragraphs(*texts: str, heading: str | None = None) -> tuple[Paragraph, ...]:
    return with_kinds(
        tuple(Paragraph(str(number), text, heading=heading) for number, text in enumerate(texts, 1))
    )


def kinds(*texts: str, heading: str | None = None) -> list[str]:
    return [paragraph.kind for paragraph in paragraphs(*texts, heading=heading)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SUMMARY: Nothing. END SUMMARY.", "summary"),
        ("Summary. Nothing.", "summary"),
        ("Begin summary: Nothing.", "summary"),
        ("Summay: Nothing.", "summary"),  # 09OSLO146
        ("SUMMARY AND COMMENT: Nothing.", "summary"),  # 09BRUSSELS536
        ("Summary and Action Request. Nothing.", "summary"),  # 09BRASILIA1300
        ("(SUMMARY: Nothing.)", "summary"),
        ("COMMENT: Nothing.", "comment"),
        ("Comment continued: Nothing.", "comment"),
        ("COMMENT -- Nothing.", "comment"),
        ("ACTION REQUESTED: Nothing.", "action request"),
        ("Action request. Nothing.", "action request"),
        ("INTRODUCTION: Nothing.", "introduction"),
        ("BACKGROUND: Nothing.", "background"),
        ("BIO NOTE: Nothing.", "note"),
        ("TALKING POINTS: Nothing.", "talking points"),
        ("BEGIN TEXT: Nothing.", "quote"),
        ("U.S. PARTICIPANTS: The Ambassador", "participants"),
        ("LIST OF PARTICIPANTS: The Ambassador", "participants"),
        ("Chris Israel has cleared this report.", "clearance"),  # 07BEIJING2463
        ("This message was coordinated with Embassy Berlin.", "clearance"),  # 08MUNICH355
        ("MINIMIZE CONSIDERED.", "closing"),  # 09STATE100153
        ("The summary was short.", "text"),
        ("Commentators said nothing.", "text"),
        ("Notes were taken: none.", "text"),
    ],
)
def test_labels(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


def test_a_label_holds_until_its_end() -> None:
    assert kinds("SUMMARY: One.", "Two.", "Three. END SUMMARY.", "Four.") == ["summary"] * 3 + ["text"]


def test_a_label_without_an_end_holds_for_its_paragraph() -> None:
    assert kinds("COMMENT: One.", "Two.") == ["comment", "text"]


def test_an_end_without_a_label_ends_what_the_text_began_with() -> None:
    assert kinds("One.", "Two. End Summary.", "Three.") == ["summary", "summary", "text"]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Summary", "summary"),
        ("COMMENT:", "comment"),
        ("The Summary", None),
        ("BACKGROUND", "background"),
        ("X", None),
    ],
)
def test_a_heading_that_is_a_label_gives_its_paragraphs_their_kind(heading: str, kind: str | None) -> None:
    assert heading_kind(heading) == kind
    assert kinds("One.", "Two.", heading=heading) == [kind or "text"] * 2


def test_a_label_under_a_heading_comes_first() -> None:
    assert kinds("COMMENT: One.", heading="Summary") == ["comment"]


@pytest.mark.parametrize(
    ("texts", "summary"),
    [
        (["SUMMARY: One. END SUMMARY.", "Two."], "One."),
        (["Summary. (SBU) One.", "Two."], "One."),
        (["SUMMARY: One.", "Two. END SUMMARY.", "Three."], "One.\nTwo."),
        (["(Begin summary: One. End Summary.) And more."], "One."),
        (["SUMMARY: One. End of Summary", "Two."], "One."),
        (["One."], None),
    ],
)
def test_the_summary_is_its_text_without_labels(texts: list[str], summary: str | None) -> None:
    assert summary_of(paragraphs(*texts)) == summary


def test_the_first_summary_is_the_message_s() -> None:
    assert summary_of(paragraphs("SUMMARY: One.", "Two.", "SUMMARY: Three.")) == "One."
