"""The Department's lines on printed copies: distribution, drafting, clearance (format A9)."""

from __future__ import annotations

import pytest

from cablegram.parse.department import DepartmentReader


def kind(line: str) -> str | None:
    reader = DepartmentReader()
    return reader.marks[0].kind if reader.read(line, 0) else None


@pytest.mark.parametrize(
    "line",
    [
        "ACTION AF-00",
        "INFO  LOG-00   ADS-00   INR-05   /037 W",  # 90CAPETOWN97
        "ORIGIN EUR-12",
        "LOG-00   AID-00   CIAE-00   /010W",  # 00HARARE2906
        "/037 W",
        "DESIRED DISTRIBUTION",
    ],
)
def test_distribution(line: str) -> None:
    assert kind(line) == "distribution"


@pytest.mark.parametrize(
    "line",
    [
        "------------------352654  200910Z /23",  # 90CAPETOWN97
        "--------------------- 115748",  # as in 1973
        "------------------5ABC12  111240Z /38",
    ],
)
def test_lines_of_the_communications_center(line: str) -> None:
    assert kind(line) == "comm-center"


@pytest.mark.parametrize(
    "line",
    ["ACTION REQUESTED", "INFO RUEHCN/AMCONSUL CHENGDU 8169", "--------------------", "-----SUMMARY"],
)
def test_other_lines_are_none_of_these(line: str) -> None:
    assert kind(line) is None


def test_who_drafted_approved_and_cleared() -> None:
    """Copies of outgoing telegrams of the 1970s; clearances go on until the distribution or the dash line."""
    reader = DepartmentReader()
    lines = [
        "DRAFTED BY EUR/NE:JQSMITH",
        "APPROVED BY EUR:MJONES",
        "S/S:PMILLER (PHONE)",
        "EUR/RPM:A. EXAMPLE (SUBS)",
        "------------------115748",
    ]
    assert all(reader.read(line, 0) for line in lines)
    assert reader.drafted_by is not None
    assert (reader.drafted_by.name, reader.drafted_by.office) == ("JQSMITH", "EUR/NE")
    assert reader.approved_by is not None
    assert (reader.approved_by.name, reader.approved_by.office) == ("MJONES", "EUR")
    assert [(person.name, person.office) for person in reader.cleared_by] == [
        ("PMILLER", "S/S"),
        ("A. EXAMPLE", "EUR/RPM"),
    ]
    assert not reader.read("S/S:PMILLER", 0)


def test_a_drafter_stands_where_the_line_names_him() -> None:
    reader = DepartmentReader()
    reader.read("DRAFTED BY EUR/NE:JQSMITH", 100)
    assert reader.drafted_by is not None
    assert reader.drafted_by.span is not None
    assert tuple(reader.drafted_by.span) == (111, 125)


def test_a_drafter_without_an_office_is_kept_as_written() -> None:
    reader = DepartmentReader()
    reader.read("DRAFTED BY THE SECRETARY 12", 0)
    assert reader.drafted_by is not None
    assert reader.drafted_by.name == "THE SECRETARY 12"
