"""The E.O. line: every shape of value, and the damage it is read through."""

from __future__ import annotations

from datetime import date

import pytest

from cablegram.model import ExecutiveOrder, Finding
from cablegram.parse.executive_order import read_executive_order


def read(text: str, year: int | None = 2007) -> tuple[ExecutiveOrder, list[str]]:
    findings: list[Finding] = []
    order, stop = read_executive_order(text, text, 0, len(text), findings, year=year)
    assert order is not None
    assert order.span is not None
    assert text[slice(*order.span)] == order.as_found
    assert order.span.end <= stop
    return order, [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("line", "order", "kind", "day"),
    [
        ("E.O. 12958: N/A", "12958", "na", None),  # 07BEIJING2463
        ("E.0. 12958: N/A", "12958", "na", None),  # 09BERLIN1626
        ("E. O. 11652: N/A", "11652", "na", None),
        ("EO 12958 DECL: 2020/02/23", "12958", "date", date(2020, 2, 23)),
        ("E.O. 12958: DECL: 04/13/2017", "12958", "date", date(2017, 4, 13)),
        ("E.O. 12958: 03/24/2019", "12958", "date", date(2019, 3, 24)),
        ("E.O 12958: DECL:  1/20/2019", "12958", "date", date(2019, 1, 20)),
        ("E.O. 12958:\nDECL: 04/13/2017", "12958", "date", date(2017, 4, 13)),
        ("E.o. 12958: decl: after korean unification", "12958", "event", None),
        ("E.O. 12356: DECL:OADR", "12356", "oadr", None),  # 92IZMIR819
        ("E.O. 11652: GDS", "11652", "gds", None),
        ("E.O. 12958: DECL: X1, X5", "12958", "exemption", None),  # 02ROME3067
        ("E.O. 13526: DECL: 25X6 04/05/2030", "13526", "exemption", date(2030, 4, 5)),
        ("E.O. 12958: AS AMENDED; DECLASSIFIED JUNE 21, 2006", "12958", "declassified", date(2006, 6, 21)),
        ("E.O. 12065: DNG: CO 05/12/1985", "12065", "downgrade", None),
        ("E.O.: N/A", None, "na", None),
    ],
)
def test_shapes(line: str, order: str | None, kind: str, day: date | None) -> None:
    found, findings = read(line)
    assert (found.order, found.kind, found.declassify_on) == (order, kind, day)
    assert findings == []


def test_the_schedule_names_its_authority_and_office() -> None:
    order, _ = read("E.O. 12065: GDS 8/12/85 (TOMSETH,\nVICTOR L.) OR-P", 1979)
    assert (order.kind, order.declassify_on) == ("gds", date(1985, 8, 12))
    assert (order.authority, order.office) == ("TOMSETH, VICTOR L.", "OR-P")


def test_exemptions_and_events_are_kept_as_stated() -> None:
    assert read("E.O. 12958: DECL: X1, X5")[0].exemptions == ("X1", "X5")
    assert read("E.O. 13526: DECL: 50X1-HUM")[0].exemptions == ("50X1-HUM",)
    assert read("E.O. 11652: XGDS-2")[0].exemptions == ("XGDS-2",)
    event = read("E.O. 12958: DECL: UPON CONCLUSION OF THE\nTALKS ON BASES\n\nSIPDIS")[0].event
    assert event == "UPON CONCLUSION OF THE TALKS ON BASES"
    assert (
        read("E.O. 12958: DECL: DECLASSIFIED BY NARA 09/02/2009")[0].authority == "NARA"
    )  # 66BUENOSAIRES2481


@pytest.mark.parametrize(
    ("line", "year", "day"),
    [
        ("EO 12958: decl: 6/30/08", None, date(2008, 6, 30)),
        ("EO 12958: decl: 6/3/08", 1998, date(2008, 6, 3)),
        ("E.O. 12065: GDS 8/12/85", 1979, date(1985, 8, 12)),
        ("E.O. 12356: DECL: 12/31/05", 1985, date(2005, 12, 31)),
        ("E.O. 12356: DECL: 12/31/92", None, date(1992, 12, 31)),
    ],
)
def test_two_digits_mean_the_first_such_year_from_the_cables_on(
    line: str, year: int | None, day: date
) -> None:
    assert read(line, year)[0].declassify_on == day


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("E.O.1295: NA", "order-repaired"),  # 08ATHENS1536
        ("E.O. 12598: DECL: 04/13/2017", "order-repaired"),  # 10PARIS170
        ("E.O. 99999: N/A", "order-unknown"),
        ("E.O. 12958: DECL: 04/13/22017", "date-repaired"),
        ("E.O. 12958: DECL: 0413/2017", "date-repaired"),
        ("E.O. 12958: DECL: 13/04/2017", "date-repaired"),
        ("E.O. 12958: DECL: 02/30/2019", "date-unreadable"),
        ("E.O. 12958: DECL: 4Q", "declassification-unread"),
    ],
)
def test_what_was_repaired_or_not_read_is_reported(line: str, finding: str) -> None:
    assert read(line)[1] == [finding]


def test_the_lines_behind_a_complete_value_are_left_alone() -> None:
    text = "E.O. 12958: N/A\nSIPDIS\n"
    assert read_executive_order(text, text, 0, len(text), [], year=2007)[1] == len("E.O. 12958: N/A")
    text = "E.O. 12958: DECL: 04/13/2017 REASON: 1.5 (B)"
    assert read_executive_order(text, text, 0, len(text), [], year=2003)[1] == text.index(" REASON")


def test_no_label_no_order() -> None:
    assert read_executive_order("EON PRODUCTIONS", "EON PRODUCTIONS", 0, 15, [], year=None) == (None, 0)
