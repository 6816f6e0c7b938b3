"""Page and section lines: their three families (format A9, A21)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cablegram.model import Finding, PageLine
from cablegram.parse.pages import match_page, page_line, section_lines

DATE = datetime(1990, 1, 17, 15, 12, tzinfo=UTC)


def page(text: str, date: datetime | None = DATE) -> PageLine:
    match = match_page(text, 0)
    assert match is not None
    return page_line(match, date)


def sections(text: str, post: str, of: int) -> tuple[list[PageLine], list[str]]:
    findings: list[Finding] = []
    lines = list(section_lines(text, 0, post, of, findings))
    for line in lines:
        assert line.span is not None
        assert line.span.of(text) == line.as_found
    return lines, [finding.code for finding in findings]


def test_a_page_line_of_the_department() -> None:
    """90CAPETOWN97: six characters of the post, blanks included; serial, section, day and time."""
    line = page("PAGE 01        CAPE T  00097  01 OF 03  182017Z")
    assert (line.kind, line.page, line.station, line.serial) == ("page", 1, "CAPE T", 97)
    assert (line.number, line.of) == (1, 3)
    assert line.time == datetime(1990, 1, 18, 20, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["PAGE 02 ROME 01196 01 OF 02 082030Z", "PAGE 02        STATE   015113  182333Z"]
)
def test_its_spacing_may_collapse_and_its_section_be_missing(text: str) -> None:
    assert page(text).as_found == text


def test_a_page_printed_on_an_earlier_day_was_printed_the_month_after() -> None:
    """00HARARE2906: the line has day and time only, the month is that of the date-time group or the next."""
    december = datetime(2000, 12, 30, 9, 0, tzinfo=UTC)
    assert page("PAGE 01 HARARE 02906 011337Z", december).time == datetime(2001, 1, 1, 13, 37, tzinfo=UTC)


@pytest.mark.parametrize("date", [None, DATE])
def test_a_time_no_clock_shows_or_without_a_date_is_left_out(date: datetime | None) -> None:
    assert page("PAGE 01 HARARE 02906 319937Z", date).time is None


@pytest.mark.parametrize(
    "text",
    [
        "PAGE 02 RUEHFRA2440 C O N F I D E N T I A L PARIS 002440",  # 07PARIS2440
        "PAGE 02 RUEHFRA2440 S E C R E T",  # 07PARIS170
        "PAGE 02 RUEHFRA2440 C O N F I D E N T I A L SECTION 02 OF 03 PARIS 002440",
    ],
)
def test_a_page_line_of_a_relay_has_routing_indicator_and_station_serial(text: str) -> None:
    line = page(text)
    assert (line.kind, line.page, line.station, line.serial) == ("relay", 2, "RUEHFRA", 2440)
    assert line.as_found == text


@pytest.mark.parametrize("text", ["PAGE 1 OF THE PAPER", "PAGE 02 OF 12345 PAGES", "PAGE 02"])
def test_what_only_begins_like_a_page_line_is_none(text: str) -> None:
    assert match_page(text, 0) is None


def test_a_section_line() -> None:
    """07BEIJING2463: serial of eight digits, counts of three."""
    (line,), findings = sections("should note that\n\nBEIJING 00002463 002 OF 002\n\n\nChina", "BEIJING", 2)
    assert (line.kind, line.station, line.serial) == ("section", "BEIJING", 2463)
    assert (line.number, line.of) == (2, 2)
    assert findings == []


def test_its_revision_digit_says_nothing_and_the_first_section_has_a_line_too() -> None:
    """09BERLIN1360."""
    text = "BERLIN 00001360  001.2 OF 003\nx\nBERLIN 00001360  002.2 OF 003\nBERLIN 00001360  003.2 OF 003\n"
    lines, findings = sections(text, "BERLIN", 3)
    assert [line.number for line in lines] == [1, 2, 3]
    assert findings == []


def test_it_may_stand_in_a_line() -> None:
    """06PORTAUPRINCE2230: in a reflowed copy only the classification line tells where the post begins."""
    text = "SUBJECT: Rice PORT AU PRINCE 00002230 001.2 OF 003 1. (U) Nothing."
    (line, *_), _ = sections(text, "PORT AU PRINCE", 3)
    assert line.as_found == "PORT AU PRINCE 00002230 001.2 OF 003"


def test_its_post_may_be_shorter_than_the_number_says() -> None:
    """08RPODUBAI49: the section lines of RPO DUBAI say DUBAI."""
    (line,), _ = sections("no end\nDUBAI 00000049  002 OF 002\n\nof it", "RPO DUBAI", 2)
    assert line.station == "DUBAI"


@pytest.mark.parametrize(
    "damaged", ["BEIJING 0002463 02 OF 002", "BEIJNG 00002463 002 F 002", "BEIJING 00002463 002 0F 02"]
)
def test_a_damaged_line_is_read_where_a_section_lacks_its_line(damaged: str) -> None:
    (line,), findings = sections(f"text\n{damaged}\nmore", "BEIJING", 2)
    assert (line.number, line.of, line.as_found) == (2, 2, damaged)
    assert findings == ["section-repaired"]


def test_nothing_is_repaired_where_no_section_is_missing() -> None:
    assert sections("text\nBEIJING 0002463 02 OF 002\nmore", "BEIJING", 1) == ([], [])
