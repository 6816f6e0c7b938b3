"""What cuts a text: it is blanked in the view, the sentence it cut closed up (format A21, A22, A26)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import cablegram
from cablegram.parse.noise import Quiet, quiet

DATE = datetime(2001, 5, 11, 12, 37, tzinfo=UTC)


def calm(text: str, *, start: int = 0, post: str = "BEIJING", sections: int = 2) -> Quiet:
    result = quiet(text, start, post, sections, DATE, [])
    assert len(result.view) == len(text)
    assert all(mark.span and mark.span.of(text) == mark.as_found for mark in result.marks)
    return result


def words(text: str, **options: int) -> list[str]:
    """Return the lines left in the view, blanks collapsed."""
    return [" ".join(line.split()) for line in calm(text, **options).view.split("\n") if line.strip()]


LINE = "\n\nBEIJING 00002463 002 OF 002\n\n\n"


def test_a_cut_sentence_is_closed_up() -> None:
    """07BEIJING2463, paragraph 5: one blank line before the section line, two behind."""
    assert words(f"5. We should note that{LINE}China Customs did enact it.") == [
        "5. We should note that China Customs did enact it."
    ]


@pytest.mark.parametrize(
    "following",
    ["6. Another paragraph.", "COMMENT\n-------", "(SBU) A marked one.", "The Meeting\n\nIt was long."],
)
def test_a_paragraph_or_heading_behind_the_line_begins_anew(following: str) -> None:
    assert words(f"5. It ended.{LINE}{following}")[0] == "5. It ended."


def test_behind_a_full_line_a_sentence_belongs_to_the_same_paragraph() -> None:
    """A line at least three quarters as wide as the others was full: nothing shows that a paragraph ended there."""
    wide = "5. A sentence fills the line to its end. It did so twice."
    assert len(words(f"{wide}{LINE}This goes on.")) == 1
    assert len(words(f"{wide}\n{wide}\nShort.{LINE}This does not.")) == 4


def test_the_first_section_line_closes_nothing_up() -> None:
    """09BERLIN1360: it stands between the references and paragraph 1."""
    text = "REF: BERLIN 1337\n\nBERLIN 00001360  001.2 OF 002\n\n1. Text.\n"
    assert words(text) == ["REF: BERLIN 1337", "1. Text."]


def test_a_page_line_goes_with_the_classification_lines_around_it() -> None:
    """02VATICAN3717, and every copy printed at the Department."""
    text = "1. He was in\nUNCLASSIFIED\n\nUNCLASSIFIED\n\nPAGE 02        BEIJIN  02463  112000Z\nRome."
    result = calm(text)
    assert " ".join(result.view.split()) == "1. He was in Rome."
    assert [mark.kind for mark in result.marks] == ["banner", "banner"]
    assert [page.page for page in result.pages] == [2]


def test_a_repeated_header_goes_with_its_page_line() -> None:
    """01VATICAN2600: section two keeps a header of its own, in the midst of a sentence."""
    text = """SIPDIS
TAGS: PREL, VT
SUBJECT: EXERCISE EXERCISE EXERCISE

1. The invented Holy See said it would
UNCLASSIFIED

PAGE 01        BEIJIN  02463  02 OF 02  111240Z
ACTION EUR-00

INFO  LOG-00   AID-00   /016W
      ------------------5ABC12  111240Z /38
R 111237Z MAY 01
FM AMEMBASSY BEIJING
TO SECSTATE WASHDC 0000

UNCLAS SECTION 02 OF 02 BEIJING 002463

SIPDIS

TAGS: PREL, VT
SUBJECT: EXERCISE EXERCISE EXERCISE

not comment.
"""
    result = calm(text, start=text.index("SIPDIS"))
    assert (
        " ".join(result.view[text.index("1.") :].split())
        == "1. The invented Holy See said it would not comment."
    )
    (repeated,) = [mark for mark in result.marks if mark.kind == "repeated-header"]
    assert repeated.as_found.startswith("R 111237Z MAY 01")
    assert repeated.as_found.endswith("EXERCISE EXERCISE EXERCISE")


def test_declassification_stamps_are_taken_out() -> None:
    """73TEHRAN7005: stamped before the E.O. line and behind the signer."""
    stamp = "Declassified/Released US Department of State EO Systematic Review 30 JUN 2005"
    result = calm(f"{stamp}\nE.O. 11652: N/A\n1. The shah\nMargaret P. Grafeld {stamp}\nwas out.")
    assert words(f"{stamp}\nE.O. 11652: N/A") == ["E.O. 11652: N/A"]
    assert "Grafeld" not in result.view
    assert "The shah was out." in " ".join(result.view.split())
    assert [mark.kind for mark in result.marks] == ["stamp", "stamp"]


def test_a_caption_in_the_midst_of_a_text_is_taken_out() -> None:
    """03HANOI289: SIPDIS between blank lines, in a sentence."""
    assert words("SIPDIS\n\n1. Blamed for waging\n\nSIPDIS\na war.") == [
        "SIPDIS",
        "1. Blamed for waging a war.",
    ]


def test_a_pilcrow_has_no_meaning() -> None:
    """01SOFIA3033: put before any line that begins with a number."""
    assert words("1. Until June\n\u00b620. In the meantime") == ["1. Until June", "20. In the meantime"]


def test_backslashes_at_line_ends_are_no_text() -> None:
    assert words("1. One\\\ntwo \\ \nthree\\") == ["1. One", "two", "three"]


def test_a_text_without_noise_is_its_own_view() -> None:
    text = "1. A PAGE 2 of 3, and C:\\path."
    assert calm(text).view is text


def test_what_stands_above_the_start_is_left_alone() -> None:
    text = "BEIJING 00002463 002 OF 002\n1. Text."
    assert calm(text, start=28).view == text


def test_entries_of_a_list_that_a_page_line_parts_stay_entries() -> None:
    text = "UNCLAS MOSCOW 000181\n\nSUBJECT: KITES\n\n1.  QUILLAN AND THE NET MESH RULE\n\n"
    text += "UNCLASSIFIED\n\nPAGE 02        MOSCOW  00181  01 OF 02  091840Z\n\n\n"
    text += (
        "2.  KESTREL HARBOUR AND THE LANDING FEE\n\n1.  (U) THE KITES WERE FLOWN.\n\n2.  (U) NOTHING ELSE.\n"
    )
    paragraphs = cablegram.parse(text).paragraphs
    assert [(one.number, one.kind) for one in paragraphs] == [
        ("1", "contents"),
        ("2", "contents"),
        ("1", "text"),
        ("2", "text"),
    ]
