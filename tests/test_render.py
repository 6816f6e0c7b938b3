"""The standard layout: golden texts, and that the parser reads back what was written."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings

from cablegram import parse, render
from cablegram.model import (
    Addressee,
    Authority,
    Cable,
    Caption,
    Classification,
    ClassifiedBy,
    ExecutiveOrder,
    Heading,
    OperatingSignal,
    Paragraph,
    Passing,
    Person,
    Precedence,
    Reference,
    RoutingIndicator,
    Section,
    Station,
    Tag,
    Transmission,
    values,
)
from cablegram.parse.title import readable_title
from cablegram.render.lines import WIDTH

from strategies import cables

FILED = datetime(2007, 4, 13, 8, 13, tzinfo=UTC)

WHOLE = Cable(
    mrn="07BEIJING2463",
    date=FILED,
    transmission=Transmission(
        id="VZCZCXRO3702",
        precedence="IMMEDIATE",
        relayed_to=(RoutingIndicator("RUEHCN"), RoutingIndicator("RUEHGH")),
        originator="RUEHBJ",
        station_serial=2463,
        section=1,
        filed=FILED,
        security="CCCCC",
        operating_signals=(
            OperatingSignal("ZNY"),
            OperatingSignal("ZZH"),
            OperatingSignal("ZUI", ("RUEWMCE1074", "1581702")),
            OperatingSignal("CCY", ("AD6CB6C9", "WSC6493")),
        ),
    ),
    precedence=Precedence("IMMEDIATE", "PRIORITY"),
    from_=Station("AMEMBASSY BEIJING"),
    action=(Addressee("SECSTATE WASHDC", "RUEHC", precedence="NIACT IMMEDIATE", serial="6821"),),
    info=(
        Addressee("OSD WASHDC", "RUEKJCS", offices=("PA", "ISA")),
        Addressee("ALL DIPLOMATIC POSTS COLLECTIVE", exclusions=("USINT HAVANA",), collective=True),
        Addressee("AMEMBASSY SEOUL", "RUEHUL", serial="0075"),
    ),
    classification=Classification("CONFIDENTIAL"),
    sections=(Section(1, 2), Section(2, 2)),
    captions=(Caption("SIPDIS"), Caption("NOFORN")),
    passing=(
        Passing("USTR", "CHINA OFFICE", "AWinter"),
        Passing("USTR", "OCG", "SMcCoy"),
        Passing("USTR", "OCG", "ACelico"),
        Passing("FTC", None, "Blumenthal"),
        Passing("FTC", "OIA"),
    ),
    executive_order=ExecutiveOrder("12958", "date", date(2017, 4, 13)),
    tags=(Tag("KIPR", "program"), Tag("ETRD", "subject"), Tag("CH", "geo")),
    subject="EXERCISE EXERCISE EXERCISE: AN INVENTED MEETING ON A MATTER THAT WAS NEVER DISCUSSED",
    subject_portion="C",
    references=(
        Reference("cable", "SHANGHAI 12", "A", "07SHANGHAI12"),
        Reference("cable", "06 STATE 3456 (NOTAL)", "B", "06STATE3456", "NOTAL"),
    ),
    classified_by=ClassifiedBy((Authority("John Q. Doe", "Economic Officer"),), "1.4", ("b", "d")),
    headings=(Heading("A Heading", 1),),
    paragraphs=(
        Paragraph("1", "Nobody met nobody. " * 12 + "The talks, held face- to-face, went on.", "U"),
        Paragraph("2", "They agreed on:\nA. nothing;\nB. the same.", "C", heading="A Heading"),
    ),
    signed_by="DOE",
)

WHOLE_TEXT = """\
VZCZCXRO3702
OO RUEHCN RUEHGH
DE RUEHBJ #2463/01 1030813
ZNY CCCCC ZZH ZUI RUEWMCE1074 1581702 (CCY AD6CB6C9 WSC6493)
O P 130813Z APR 07
FM AMEMBASSY BEIJING
TO RUEHC/SECSTATE WASHDC NIACT IMMEDIATE 6821
INFO RUEKJCS/OSD WASHDC//PA/ISA//
ALL DIPLOMATIC POSTS COLLECTIVE
XMT USINT HAVANA
INFO RUEHUL/AMEMBASSY SEOUL 0075

C O N F I D E N T I A L SECTION 01 OF 02 BEIJING 002463

SIPDIS
NOFORN

USTR FOR CHINA OFFICE - AWinter; OCG - SMcCoy, ACelico
FTC FOR Blumenthal; OIA

E.O. 12958: DECL: 04/13/2017
TAGS: KIPR, ETRD, CH
SUBJECT: (C) EXERCISE EXERCISE EXERCISE: AN INVENTED MEETING
ON A MATTER THAT WAS NEVER DISCUSSED
REF: A. SHANGHAI 12
     B. 06 STATE 3456 (NOTAL)

Classified By: John Q. Doe, Economic Officer. Reason: 1.4
(b, d).

1. (U) Nobody met nobody. Nobody met nobody. Nobody met
nobody. Nobody met nobody. Nobody met nobody. Nobody met
nobody. Nobody met nobody. Nobody met nobody. Nobody met
nobody. Nobody met nobody. Nobody met nobody. Nobody met

BEIJING 00002463 002 OF 002


nobody. The talks, held face- to-face, went on.

---------
A Heading
---------

2. (C) They agreed on:
A. nothing;
B. the same.

DOE
"""


def test_the_whole_layout() -> None:
    assert render(WHOLE) == WHOLE_TEXT


def test_what_is_not_known_is_left_out() -> None:
    assert render(Cable()) == "\n"
    assert render(Cable(subject="ALONE")) == "SUBJECT: ALONE\n"


def test_point_to_point_message_has_no_relays() -> None:
    """09BRASILIA1540: RUEHWEB alone on format line 2, and an empty line behind it."""
    transmission = Transmission(
        id="VZCZCXYZ0000", precedence="ROUTINE", originator="RUEHBR", station_serial=1540
    )
    assert render(Cable(transmission=transmission)) == "VZCZCXYZ0000\nRR RUEHWEB\n\nDE RUEHBR #1540\n"


def test_relays_run_over_lines_of_teletype_width() -> None:
    relays = tuple(RoutingIndicator(f"RUEH{letter}A") for letter in "ABCDEFGHIJKLMNOPQR")
    first, second = render(
        Cable(transmission=Transmission(precedence="ROUTINE", relayed_to=relays))
    ).splitlines()
    assert len(first) <= 69
    assert second.startswith("RUEH")


def test_signals_behind_the_date_time_group() -> None:
    """09ABUDHABI744."""
    signals = (OperatingSignal("ZDK"), OperatingSignal("CTG", ("RUEHDO", "#3763")))
    cable = Cable(
        date=FILED, precedence=Precedence("ROUTINE"), transmission=Transmission(operating_signals=signals)
    )
    assert render(cable) == "R 130813Z APR 07 ZDK CTG RUEHDO #3763\n"


def test_drafting_lines_stand_above_the_header() -> None:
    """Copies kept by the drafting office, 1973 to 1979."""
    cable = Cable(
        date=FILED,
        precedence=Precedence("ROUTINE"),
        drafted_by=Person("JDOE", "EUR/RPM"),
        approved_by=Person("RROE", "EUR"),
        cleared_by=(Person("SPOE", "S/S"), Person("Chris Israel")),
    )
    assert render(cable).splitlines()[:3] == [
        "DRAFTED BY EUR/RPM:JDOE",
        "APPROVED BY EUR:RROE",
        "CLEARED BY S/S:SPOE",
    ]


@pytest.mark.parametrize(
    ("mrn", "line"),
    [
        ("09SAOPAULO653", "UNCLAS SAO PAULO 000653"),
        ("09STATE100153", "UNCLAS STATE 100153"),
        ("08THEHAGUE12", "UNCLAS THE HAGUE 000012"),
        ("09USUNNEWYORK9", "UNCLAS USUN NEW YORK 000009"),
    ],
)
def test_the_post_is_written_in_words(mrn: str, line: str) -> None:
    assert render(Cable(mrn=mrn, classification=Classification("UNCLASSIFIED"))) == line + "\n"


@pytest.mark.parametrize(
    ("level", "caveats", "written"),
    [
        ("UNCLASSIFIED", ("EFTO",), "UNCLAS EFTO"),
        ("LIMITED OFFICIAL USE", (), "LIMITED OFFICIAL USE"),
        ("CONFIDENTIAL", ("NOFORN",), "C O N F I D E N T I A L NOFORN"),
        ("SECRET", (), "S E C R E T"),
        ("TOP SECRET", (), "T O P  S E C R E T"),
    ],
)
def test_levels_and_caveats(level: str, caveats: tuple[str, ...], written: str) -> None:
    assert render(Cable(classification=Classification(level, caveats))) == written + "\n"


@pytest.mark.parametrize(
    ("order", "line"),
    [
        (ExecutiveOrder("12958", "na"), "E.O. 12958: N/A"),
        (ExecutiveOrder("12356", "oadr"), "E.O. 12356: DECL: OADR"),
        (ExecutiveOrder("12958", "event", event="AFTER UNIFICATION"), "E.O. 12958: DECL: AFTER UNIFICATION"),
        (ExecutiveOrder("12958", "exemption", exemptions=("X1", "X6")), "E.O. 12958: DECL: X1, X6"),
        (ExecutiveOrder("11652", "xgds", exemptions=("XGDS-1",)), "E.O. 11652: XGDS-1"),
        (
            ExecutiveOrder("12065", "gds", date(1985, 8, 12), authority="TOMSETH, VICTOR L.", office="OR-P"),
            "E.O. 12065: GDS 08/12/1985 (TOMSETH, VICTOR L.) OR-P",
        ),
        (
            ExecutiveOrder("12958", "declassified", date(2009, 9, 2), authority="NARA"),
            "E.O. 12958: DECLASSIFIED BY NARA 09/02/2009",
        ),
        (ExecutiveOrder(None, "unknown", as_found="AS GIVEN"), "E.O.: AS GIVEN"),
    ],
)
def test_executive_order_lines(order: ExecutiveOrder, line: str) -> None:
    assert render(Cable(executive_order=order)) == line + "\n"


def test_no_line_begins_or_ends_where_it_would_be_misread() -> None:
    words = (
        "In a face- to- face talk of May 20. they read http://www.example.gov/ and A. B. and REF: PAGE -- "
    )
    lines = render(Cable(paragraphs=(Paragraph("1", words * 9),))).splitlines()
    assert all(len(line) <= WIDTH + 40 for line in lines)
    assert not [line for line in lines if line.endswith(("face-", "to-", ".gov/"))]
    assert not [line for line in lines[1:] if line.startswith(("20.", "A.", "B.", "REF:", "PAGE", "--"))]


def test_a_section_line_may_cut_a_sentence_but_not_a_heading() -> None:
    cable = Cable(
        mrn="07BEIJING1",
        sections=(Section(1, 3), Section(2, 3), Section(3, 3)),
        headings=(Heading("ONE", 0),),
        paragraphs=tuple(Paragraph(str(number), "word " * 40 + "end.") for number in range(1, 5)),
    )
    lines = render(cable).splitlines()
    places = [index for index, line in enumerate(lines) if " OF 003" in line]
    assert [lines[place] for place in places] == [
        "BEIJING 00000001 002 OF 003",
        "BEIJING 00000001 003 OF 003",
    ]
    assert all(lines[place - 1] == "" == lines[place + 1] for place in places)


def test_tables_keep_their_blanks() -> None:
    table = "Year    Tons    Value\n2005    100     10\n2006    200     20"
    assert table in render(Cable(paragraphs=(Paragraph("1", f"As follows:\n\n{table}"),)))


@settings(max_examples=100, deadline=None)
@given(cables())
def test_the_parser_reads_back_what_was_written(cable: Cable) -> None:
    text = render(cable)
    read = parse(text)
    assert values(read) == values(cable)
    assert read.findings == ()
    assert read.coverage == 1.0
    assert render(read) == text


def test_a_partial_extract_is_read_back_as_one() -> None:
    """Its year is the publisher's, for a partial extract has no date-time group."""
    cable = Cable(
        mrn="07BEIJING2463",
        partial=True,
        classification=Classification("UNCLASSIFIED"),
        subject="EXERCISE EXERCISE EXERCISE",
        title=readable_title("EXERCISE EXERCISE EXERCISE"),
    )
    assert values(parse(render(cable), {"year": 2007})) == values(cable)
