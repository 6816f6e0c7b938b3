"""One part of a message against another, and the message against its publisher (format A29)."""

from __future__ import annotations

from typing import Any

import pytest

import cablegram
from invented import ABOVE, message


def codes(text: str, **given: Any) -> list[str]:
    return [finding.code for finding in cablegram.parse(text, given).findings]


def test_a_message_that_agrees_with_itself_and_its_publisher_has_no_findings() -> None:
    assert codes(message(), mrn="07BEIJING2463", date="2007-04-13T08:13:00", title="EXERCISE EXERCISE") == []


@pytest.mark.parametrize(
    ("was", "now", "code"),
    [
        ("#2463", "#9999", "serial-differs"),
        ("RR RUEHWEB", "OO RUEHWEB", "precedence-differs"),
        ("1030813", "1031013", "filing-time-differs"),  # two hours after the date-time group
        ("1030813", "1030713", "filing-time-differs"),  # before it
    ],
)
def test_header_lines_that_differ(was: str, now: str, code: str) -> None:
    assert codes(message(above=ABOVE.replace(was, now))) == [code]


@pytest.mark.parametrize("filed", ["1030813", "1030913"])
def test_a_filing_time_lies_up_to_an_hour_behind_the_date(filed: str) -> None:
    """208 of 208 measured."""
    assert codes(message(above=ABOVE.replace("1030813", filed))) == []


def test_the_serial_is_the_number_modulo_ten_thousand() -> None:
    """STATE 119085 has #9085."""
    above = ABOVE.replace("#2463", "#9085").replace("FM AMEMBASSY BEIJING", "FM SECSTATE WASHDC")
    cable = cablegram.parse(message(above=above, line="UNCLAS STATE 119085"))
    assert cable.mrn == "07STATE119085"
    assert "serial-differs" not in [finding.code for finding in cable.findings]


def test_every_section_has_its_line() -> None:
    line = "UNCLAS SECTION 01 OF 03 BEIJING 002463"
    body = "1. (U) One.\n\nBEIJING 00002463  002 OF 003\n\n\n2. (U) Two.\n"
    assert codes(message(body, line=line)) == ["section-missing"]
    assert (
        codes(message(body.replace("Two", "Two.\n\nBEIJING 00002463  003 OF 003\n\n\nThree"), line=line))
        == []
    )


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"mrn": "07BEIJING2464"}, "mrn-differs"),
        ({"date": "2007-04-15T08:13:00"}, "date-differs"),
        ({"classification": "SECRET//NOFORN"}, "classification-differs"),
        ({"title": "ANOTHER SUBJECT"}, "title-differs"),
    ],
)
def test_a_publisher_who_differs(given: dict[str, str], code: str) -> None:
    assert codes(message(), **given) == [code]


@pytest.mark.parametrize(
    "given",
    [
        {"mrn": "07BEIJING02463"},
        {"date": "2007-04-14T00:00:00"},  # a day without a time
        {"date": "2007-04-13T13:13:00"},  # of another time zone
        {"classification": "UNCLASSIFIED//FOR OFFICIAL USE ONLY"},
        {"title": "Exercise exercise"},  # publishers give the first line
    ],
)
def test_differences_in_form_are_none(given: dict[str, str]) -> None:
    assert codes(message(), **given) == []
