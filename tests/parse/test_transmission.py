"""Format lines 1 to 5: identifier, relays, station, security, date-time group (ACP 127; format A2-A6)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cablegram.model import Finding, Transmission
from cablegram.parse.lines import stripped_lines
from cablegram.parse.transmission import TransmissionReader


def read(text: str) -> tuple[TransmissionReader, list[str]]:
    """Read the lines of ``text`` one by one; the codes of the findings are returned as well."""
    findings: list[Finding] = []
    reader = TransmissionReader(text, findings)
    for line, at in stripped_lines(text):
        assert not line or reader.read(line, at), line
    return reader, [finding.code for finding in findings]


def sent(text: str) -> Transmission:
    result = read(text)[0].result()
    assert result is not None
    return result


SEED = "VZCZCXRO3702\nOO RUEHCN RUEHGH\nDE RUEHBJ #2463/01 1030813\nZNR UUUUU ZZH\nO 130813Z APR 07"
RELAYED = "VZCZCXYZ0000\nRR RUEHWEB\n\nDE RUEHBR #1540/01 3651333\nZNR UUUUU ZZH\n"


def test_the_five_lines() -> None:
    """07BEIJING2463."""
    lines = sent(SEED)
    assert (lines.id, lines.channel, lines.channel_serial) == ("VZCZCXRO3702", "XRO", "3702")
    assert lines.precedence == "IMMEDIATE"
    assert [relay.code for relay in lines.relayed_to] == ["RUEHCN", "RUEHGH"]
    assert (lines.originator, lines.station_serial, lines.section) == ("RUEHBJ", 2463, 1)
    assert lines.filed == datetime(2007, 4, 13, 8, 13, tzinfo=UTC)
    assert (lines.security, [signal.code for signal in lines.operating_signals]) == ("UUUUU", ["ZNR", "ZZH"])
    reader = read(SEED)[0]
    assert (reader.date, reader.precedence.action) == (datetime(2007, 4, 13, 8, 13, tzinfo=UTC), "IMMEDIATE")


@pytest.mark.parametrize("text", [SEED, RELAYED])
def test_the_standard_form_reads_as_line_by_line(text: str) -> None:
    whole = TransmissionReader(text, [])
    assert text[whole.read_standard(0) :].startswith("\n")
    lines = read(text[: text.index("ZZH") + 3])[0]
    assert whole.result() == lines.result()
    assert whole.found == lines.found


def test_the_web_relay_is_no_station_and_its_blank_line_ends_nothing() -> None:
    """09BRASILIA1540: XYZ messages go to RUEHWEB, with an empty line behind."""
    lines = sent(RELAYED + "R 311332Z DEC 09")
    assert lines.relayed_to == ()
    assert lines.filed == datetime(2009, 12, 31, 13, 33, tzinfo=UTC)


def test_relays_may_fill_several_lines() -> None:
    """09MUNICH25 has eighteen."""
    relays = "RUEHAG RUEHDF RUEHLZ RUEHROV RUEHIK RUEHKW RUEHLA RUEHLN RUEHPOD"
    lines = sent(f"OO {relays}\n{relays}\nDE RUEHMZ #0025/01 0131435\nZNR UUUUU ZZH")
    assert [relay.code for relay in lines.relayed_to] == (relays.split() * 2)
    assert lines.relayed_to[9].span is not None
    assert lines.relayed_to[9].span.start == 4 + len(relays)


def test_the_channel_serial_keeps_its_zeros() -> None:
    assert sent(RELAYED).channel_serial == "0000"


def test_the_identifier_may_have_control_characters_before_it() -> None:
    assert sent('\x01"VZCZCXRO3702\n').id == "VZCZCXRO3702"


@pytest.mark.parametrize(
    ("line", "serial", "section", "filed"),
    [
        ("DE RUEHMZ #0355 3051435", 355, None, datetime(2008, 10, 31, 14, 35, tzinfo=UTC)),  # 08MUNICH355
        ("DE RUEHMZ #0355/02 305", 355, 2, None),
        ("DE RUEHMZ #0355", 355, None, None),
        ("DE RUEHMZ #0355/01 3991259", 355, 1, None),
    ],
)
def test_section_and_filing_time_may_be_missing_or_impossible(
    line: str, serial: int, section: int | None, filed: datetime | None
) -> None:
    lines = sent(f"{line}\nR 311432Z OCT 08")
    assert (lines.station_serial, lines.section, lines.filed) == (serial, section, filed)


def test_a_filing_time_has_the_year_that_puts_it_next_to_the_date_time_group() -> None:
    """Format A4: day 001 of a message dated 31 December is of the next year."""
    assert sent("DE RUEHKO #0001/01 0010002\nR 312358Z DEC 08").filed == datetime(
        2009, 1, 1, 0, 2, tzinfo=UTC
    )


def test_without_a_date_a_filing_time_has_no_year() -> None:
    reader, _ = read("DE RUEHKO #0001/01 0010002")
    result = reader.result()
    assert result is not None
    assert result.filed is None
    assert "transmission.filed" not in reader.found


@pytest.mark.parametrize(
    ("line", "signals"),
    [
        ("ZNY CCCCC ZZH", [("ZNY", ()), ("ZZH", ())]),
        (
            "ZNY CCCCC ZZH ZUI RUEWMCE1074 1581702",
            [("ZNY", ()), ("ZZH", ()), ("ZUI", ("RUEWMCE1074", "1581702"))],
        ),
        ("ZNY SSSSS ZZH  ZDS", [("ZNY", ()), ("ZZH", ()), ("ZDS", ())]),  # 09DOHA733
        (
            "ZNY CCCCC ZZH ZUI ZDK RUEHZC SVC 4078",  # 08TELAVIV2760
            [("ZNY", ()), ("ZZH", ()), ("ZUI", ()), ("ZDK", ("RUEHZC", "SVC", "4078"))],
        ),
        (
            "ZNY CCCCC ZZH(CCY AD6CB6C9 WSC6493 634)",  # 07PARIS159
            [("ZNY", ()), ("ZZH", ()), ("CCY", ("AD6CB6C9", "WSC6493", "634"))],
        ),
    ],
)
def test_signals_keep_what_follows_them(line: str, signals: list[tuple[str, tuple[str, ...]]]) -> None:
    """07PARIS2440 and the cables named."""
    found = sent(line).operating_signals
    assert [(signal.code, signal.arguments) for signal in found] == signals
    assert all(signal.span and signal.span.of(line) == signal.as_found for signal in found)


def test_a_special_handling_designator_stays_with_its_group() -> None:
    assert sent("ZNY SSSSS/BBBBB ZZH").security == "SSSSS/BBBBB"


def test_signals_may_follow_the_date_time_group() -> None:
    """09ABUDHABI744."""
    signals = sent("O 221011Z JUL 09 ZDK CTG RUEHDO #3763").operating_signals
    assert [(signal.code, signal.arguments) for signal in signals] == [
        ("ZDK", ()),
        ("CTG", ("RUEHDO", "#3763")),
    ]


@pytest.mark.parametrize(
    ("line", "date", "action", "info"),
    [
        ("P R 281848Z DEC 66", datetime(1966, 12, 28, 18, 48), "PRIORITY", "ROUTINE"),  # 66BUENOSAIRES2481
        ("O P 190243Z DEC 89", datetime(1989, 12, 19, 2, 43), "IMMEDIATE", "PRIORITY"),  # 89STATE401887
        ("Z 251814Z SEP 09", datetime(2009, 9, 25, 18, 14), "FLASH", None),
        ("O 032116 Z APR 73", datetime(1973, 4, 3, 21, 16), "IMMEDIATE", None),  # a blank before Z
        ("R 111237Z MAY 2001", datetime(2001, 5, 11, 12, 37), "ROUTINE", None),
        ("r 111237z may 01", datetime(2001, 5, 11, 12, 37), "ROUTINE", None),
        ("R 281848Z DECEM0ER 60", datetime(1960, 12, 28, 18, 48), "ROUTINE", None),
        ("281848Z DEC 59", datetime(2059, 12, 28, 18, 48), None, None),
    ],
)
def test_date_time_groups(line: str, date: datetime, action: str | None, info: str | None) -> None:
    """The letters are the precedence for action and info addressees; two-digit years from 60 are 19yy."""
    reader, findings = read(line)
    assert reader.date == date.replace(tzinfo=UTC)
    assert (reader.precedence.action, reader.precedence.info) == (action, info)
    assert findings == []


@pytest.mark.parametrize("line", ["R 310813Z APR 07", "R 130813Z XQZ 07"])
def test_a_date_that_cannot_be_is_reported(line: str) -> None:
    reader, findings = read(line)
    assert reader.date is None
    assert findings == ["date-unread"]


def test_a_garbled_month_is_that_of_the_filing_time() -> None:
    reader, findings = read("DE RUEHBJ #2463/01 1030813\nO 130813Z QQR 07")
    assert reader.date == datetime(2007, 4, 13, 8, 13, tzinfo=UTC)
    assert findings == []


@pytest.mark.parametrize(
    "line", ["DEAR RUEHBJ #2463", "ZNR UUUU ZZH", "OO", "RUEHCN RUEHGH", "1. 130813Z", "FM AMEMBASSY ROME"]
)
def test_other_lines_are_left_to_others(line: str) -> None:
    assert not TransmissionReader(line, []).read(line, 0)


def test_without_any_of_the_lines_there_is_no_transmission() -> None:
    """A date-time group alone belongs to the address (ACP 126 style)."""
    assert read("R 111237Z MAY 01")[0].result() is None
