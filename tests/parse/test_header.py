"""Everything above the text: which lines belong to the header, and where it ends (format A0, A1, A8-A10)."""

from __future__ import annotations

import pytest

import cablegram
from cablegram.model import Finding
from cablegram.parse.header import Header, read_header
from invented import ABOVE, message


def header(text: str) -> Header:
    findings: list[Finding] = []
    return read_header(text, findings)


def kinds(text: str) -> list[str]:
    return [mark.kind for mark in header(text).marks]


LINE = "UNCLAS BEIJING 002463"
ADDRESS = "R 130813Z APR 07\nFM AMEMBASSY BEIJING\nTO SECSTATE WASHDC 6821\n"
BANNER = (
    "This record is a partial extract of the original cable. "
    "The full text of the original cable is not available."
)


def test_a_header_ends_behind_its_classification_line() -> None:
    text = message()
    assert text[: header(text).stop].endswith(LINE)


@pytest.mark.parametrize("above", [ABOVE, ADDRESS, ""], ids=["ACP 127", "ACP 126", "none"])
def test_the_three_styles_of_header(above: str) -> None:
    """Format lines 1 to 4 are absent in ACP 126 style, everything in a partial extract."""
    found = header(message(above=above))
    assert found.line is not None
    assert found.line.number == "002463"
    assert found.unread == []


def test_an_empty_line_behind_the_relays_ends_no_header() -> None:
    """09BRASILIA1540."""
    assert "\n\nDE " in ABOVE
    assert [one.name for one in header(ABOVE + f"\n{LINE}\n").action] == ["SECSTATE WASHDC"]


@pytest.mark.parametrize(
    "glue", [" ", "\n", "\n\n", ""], ids=["one line", "next line", "blank line", "nothing between"]
)
def test_a_partial_extract_says_so_instead_of_a_header(glue: str) -> None:
    """03HALIFAX305 and 00KINSHASA8651: the banner may be glued to the classification line."""
    cable = cablegram.parse(f"{BANNER}{glue}{LINE}\n\nSIPDIS\n\n1. Text.\n")
    assert cable.partial
    assert cable.classification is not None
    assert [mark.kind for mark in cable.marks] == ["partial-banner"]
    assert cable.coverage == 1.0


def test_a_partial_banner_may_be_broken_over_lines() -> None:
    assert header(BANNER.replace(" ", "\n") + f"\n{LINE}\n").partial


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Friday, 13 April 2007, 08:13", "press-date"),
        ("Note - PII information removed from original message.", "publisher-note"),
        ("BT", "bt"),
        ("CONFIDENTIAL", "banner"),  # 90CAPETOWN97
        ("UNCLASSIFIED     PTO3308", "banner"),  # 00HARARE2906
        ("UNCLASSIFIED   STATE   00100153", "banner"),  # 09STATE100153
        ("ACTION AF-00", "distribution"),
    ],
)
def test_lines_above_a_header_are_marks(line: str, kind: str) -> None:
    assert kinds(f"{line}\n{ADDRESS}\n{LINE}\n") == [kind]


def test_the_department_s_page_header() -> None:
    """90CAPETOWN97, its first page."""
    text = """CONFIDENTIAL     PTO3308

PAGE 01        CAPE T  00097  01 OF 03  182017Z
ACTION AF-00

INFO  LOG-00   ADS-00   INR-05   /037 W
      ------------------352654  200910Z /23
R 171512Z JAN 90
FM AMCONSUL CAPE TOWN
TO SECSTATE WASHDC 3333

C O N F I D E N T I A L SECTION 01 OF 03 CAPE TOWN 00097
"""
    cable = cablegram.parse(text + "\n1. EXERCISE EXERCISE EXERCISE.\n")
    assert cable.mrn == "90CAPETOWN97"
    assert [mark.kind for mark in cable.marks] == ["banner", "distribution", "distribution", "comm-center"]
    assert [(page.station, page.serial) for page in cable.pages] == [("CAPE T", 97)]


@pytest.mark.parametrize(
    "line", ["AIT TAIPEI 9222UNCLAS SECTION 01 OF 02 BEIJING 011971", "AMEMBASSY PARISUNCLAS BEIJING 011971"]
)
def test_a_classification_line_may_be_glued_to_the_last_addressee(line: str) -> None:
    """01BEIJING11971, 00HARARE2906, as published in one archive."""
    found = header(f"R 120915Z DEC 01\nFM AMEMBASSY BEIJING\nTO SECSTATE WASHDC\n{line}\n\n1. Text.\n")
    assert found.line is not None
    assert found.line.number == "011971"
    assert [one.post for one in found.action][1:] in (["AITTAIPEI"], ["PARIS"])


def test_header_lines_run_together_are_read_one_by_one() -> None:
    """What a copy makes of a header whose line ends are lost (format A8)."""
    lines = "R 130813Z APR 07 FM AMEMBASSY BEIJING TO RUEHC/SECSTATE WASHDC 6821RUEHCN/AMCONSUL CHENGDU 8169"
    cable = cablegram.parse(message(above=lines + "\n"))
    assert cable.mrn == "07BEIJING2463"
    assert cable.from_ is not None
    assert cable.from_.post == "BEIJING"
    assert [one.as_found for one in cable.action] == [
        "RUEHC/SECSTATE WASHDC 6821",
        "RUEHCN/AMCONSUL CHENGDU 8169",
    ]


def test_lines_of_a_publisher_above_a_header_are_unread_or_known() -> None:
    found = header(f"Cable viewer, page 3\nFriday, 13 April 2007, 08:13\n{ABOVE}\n{LINE}\n")
    assert len(found.unread) == 1
    assert [mark.kind for mark in found.marks] == ["press-date"]


def test_an_unread_line_counts_only_between_header_lines() -> None:
    cable = cablegram.parse(message(above=ABOVE.replace("FM ", "~~~ ### ~~~\nFM ")))
    (unread,) = [finding for finding in cable.findings if finding.code == "line-unread"]
    assert unread.span is not None
    assert 0.8 < cable.coverage < 1.0


def test_a_text_without_any_header_has_none() -> None:
    text = "It was a dark night.\nNothing was sent to anyone.\n\nTo be continued.\n"
    found = header(text)
    assert (found.stop, found.line, found.action) == (0, None, ())


def test_a_text_begins_at_its_first_label_where_no_classification_line_stands() -> None:
    text = f"{ADDRESS}\nSUBJECT: EXERCISE\n\n1. Text.\n"
    assert text[header(text).stop :].strip().startswith("SUBJECT")
