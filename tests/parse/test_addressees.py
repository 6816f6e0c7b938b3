"""Format lines 6 to 9: originator and addressees (5 FAH-2 H-321; format A7, A8)."""

from __future__ import annotations

import pytest

import cablegram
from cablegram.model import Addressee, Cable
from invented import address


def parse(lines: str) -> Cable:
    text = address(lines)
    cable = cablegram.parse(text)
    for one in (*cable.action, *cable.info):
        assert one.span is not None
        assert one.span.of(text) == one.as_found
    return cable


def action(lines: str) -> Addressee:
    (one,) = parse(lines).action
    return one


def test_every_part_of_an_address() -> None:
    """TO, routing indicator, name, offices, precedence, consecutive number."""
    one = action("TO RUEKJCS/OSD WASHDC//PA/ISA// IMMEDIATE 6821")
    assert (one.routing_indicator, one.name, one.offices) == ("RUEKJCS", "OSD WASHDC", ("PA", "ISA"))
    assert (one.precedence, one.serial) == ("IMMEDIATE", "6821")


@pytest.mark.parametrize(
    ("line", "serial"),
    [
        ("RUEHUL/AMEMBASSY SEOUL 0075", "0075"),  # 07BEIJING2463
        ("RUEHIT/AMCONSUL ISTANBUL PRIORITY 012", "012"),
        ("RHMCSUU/FBI WASHINGTON DC", None),
        ("SECSTATE WASHDC 0000", "0000"),  # 01VATICAN2600
    ],
)
def test_a_consecutive_number_is_kept_as_text(line: str, serial: str | None) -> None:
    """5 FAH-2 H-321.7; agencies have none."""
    assert action(f"TO {line}").serial == serial


def test_a_consecutive_number_may_stand_on_a_line_of_its_own() -> None:
    assert action("TO AMEMBASSY MANILA\n0321").serial == "0321"


def test_a_role_holds_until_the_next() -> None:
    """07BEIJING2463: one action addressee, the others for information."""
    cable = parse(
        "TO RUEHC/SECSTATE WASHDC IMMEDIATE 6821\n"
        "INFO RUEHCN/AMCONSUL CHENGDU 8169\nRUEHUL/AMEMBASSY SEOUL 0075\nRHMCSUU/FBI WASHINGTON DC"
    )
    assert [one.post for one in cable.action] == ["STATE"]
    assert [one.name for one in cable.info] == ["AMCONSUL CHENGDU", "AMEMBASSY SEOUL", "FBI WASHINGTON DC"]


def test_only_what_its_own_line_says_is_an_addressee_s_precedence() -> None:
    cable = parse("TO RUEHC/SECSTATE WASHDC IMMEDIATE\nRUEHUL/AMEMBASSY SEOUL")
    assert [one.precedence for one in cable.action] == ["IMMEDIATE", None]


def test_names_need_no_routing_indicator() -> None:
    """66BUENOSAIRES2481 and every telegram without relays."""
    cable = parse("TO SECSTATE WASHDC\nAMEMBASSY OSLO PRIORITY\nINFO AMCONSUL HAMBURG 012\nUSMISSION NATO")
    assert [one.post for one in cable.action] == ["STATE", "OSLO"]
    assert [one.post for one in cable.info] == ["HAMBURG", "USNATO"]


def test_information_addressees_alone_are_legal() -> None:
    """08STATE125686."""
    cable = parse("INFO RUEHUL/AMEMBASSY SEOUL PRIORITY 0075")
    assert (cable.action, len(cable.info)) == ((), 1)


def test_the_originator_may_be_addressed_too() -> None:
    """09BRASILIA1540."""
    assert action("TO RUEHBJ/AMEMBASSY BEIJING 0001").post == "BEIJING"


def test_one_routing_indicator_may_serve_several_names() -> None:
    """09ANKARA1594: five lines with RUEUITH and RHMFIUU."""
    cable = parse("INFO RUEUITH/ODC ANKARA TU\nRUEUITH/TLO ANKARA TU\nRHMFIUU/39OS INCIRLIK AB TU")
    assert [one.name for one in cable.info] == ["ODC ANKARA TU", "TLO ANKARA TU", "39OS INCIRLIK AB TU"]


@pytest.mark.parametrize(
    ("word", "precedence", "findings"),
    [
        ("PIORITY", "PRIORITY", ["precedence-repaired"]),  # 09BAKU179
        ("IMMEDIATE", "IMMEDIATE", []),
        ("NIACT IMMEDIATE", "NIACT IMMEDIATE", []),  # 89STATE403378
        ("FLASH", "FLASH", []),
        ("ROUTINE", "ROUTINE", []),
    ],
)
def test_precedences(word: str, precedence: str, findings: list[str]) -> None:
    """5 FAH-1 H-221."""
    cable = parse(f"TO RUEHUL/AMEMBASSY SEOUL {word} 0075")
    (one,) = cable.action
    assert (one.precedence, one.name, one.serial) == (precedence, "AMEMBASSY SEOUL", "0075")
    assert [finding.code for finding in cable.findings] == findings


@pytest.mark.parametrize(
    ("name", "post"),
    [
        ("AMCOMSUL DHAHRAN", "DHAHRAN"),  # 72TEHRAN1381
        ("AMCONSUL LENINGARD", "STPETERSBURG"),  # 89STATE403378
        ("AMEMBASSY RIO DE JANEIRO", "RIODEJANEIRO"),
        ("USMISSION GENEVA", "GENEVA"),
        ("SECSTATE WASHDC", "STATE"),
        ("DEPT OF HOMELAND SECURITY WASHINGTON DC", None),
    ],
)
def test_a_name_is_kept_as_typed_beside_the_post_it_means(name: str, post: str | None) -> None:
    one = action(f"TO {name}")
    assert (one.name, one.post) == (name, post)


def test_a_routing_indicator_tells_the_post_where_the_name_does_not() -> None:
    assert action("TO RUEHCN/XQZ").post == "CHENGDU"


@pytest.mark.parametrize(
    "name",
    [
        "RUCNMEM/EU MEMBER STATES",
        "RUEHZM/GULF COOPERATION COUNCIL COLLECTIVE",
        "ALL DIPLOMATIC AND CONSULAR POSTS COLLECTIVE IMMEDIATE",  # 09STATE100153
        "ALL OECD CAPITALS",
        "EU MEMBER STATES",
        "SPECIAL EMBASSY PROGRAM NIACT IMMEDIATE",  # 89STATE403378
    ],
)
def test_collectives(name: str) -> None:
    assert action(f"TO {name}").collective


@pytest.mark.parametrize("name", ["RUEHUL/AMEMBASSY SEOUL", "SECSTATE WASHDC", "ALLEN TEXAS"])
def test_other_names_are_no_collectives(name: str) -> None:
    assert not action(f"TO {name}").collective


@pytest.mark.parametrize(
    "lines",
    [
        "TO ALL DIPLOMATIC AND CONSULAR POSTS PRIORITY\nXMT USINT HAVANA",  # 89STATE401887
        "TO ALL DIPLOMATIC AND CONSULAR POSTS PRIORITY\nXMT/USINT HAVANA",
        "TO ALL DIPLOMATIC AND CONSULAR POSTS, XMT\nUSINT HAVANA",
    ],
)
def test_exemptions_belong_to_the_collective_before_them(lines: str) -> None:
    """5 FAH-2 H-321.9."""
    one = action(lines)
    assert (one.name, one.exclusions) == ("ALL DIPLOMATIC AND CONSULAR POSTS", ("USINT HAVANA",))


def test_exemptions_go_on_until_the_next_role() -> None:
    cable = parse(
        "TO ALL DIPLOMATIC POSTS COLLECTIVE\nXMT USINT HAVANA\nAMEMBASSY KABUL\nINFO AMCONSUL HAMBURG"
    )
    assert cable.action[0].exclusions == ("USINT HAVANA", "AMEMBASSY KABUL")
    assert [one.post for one in cable.info] == ["HAMBURG"]


def test_a_page_line_swallowed_by_a_role_is_no_addressee() -> None:
    """09STATE15113."""
    cable = parse(
        "TO PAGE 02        STATE   015113  182333Z\n"
        "ALL DIPLOMATIC POSTS COLLECTIVE PRIORITY\nAMEMBASSY TRIPOLI PRIORITY"
    )
    assert [one.name for one in cable.action] == ["ALL DIPLOMATIC POSTS COLLECTIVE", "AMEMBASSY TRIPOLI"]


def test_a_delivery_note_is_no_part_of_the_name() -> None:
    """1973STATE163676."""
    one = action("TO AMEMBASSY KABUL BY POUCH")
    assert (one.name, one.delivery) == ("AMEMBASSY KABUL", "BY POUCH")


def test_a_group_count_is_no_part_of_the_name() -> None:
    """66BUENOSAIRES2481: STATE GRNC."""
    assert action("TO STATE GRNC").name == "STATE"


def test_a_garbled_role_is_read_from_where_it_stands() -> None:
    cable = parse("QO RUEHC/SECSTATE WASHDC 6821\nINFQ RUEHCN/AMCONSUL CHENGDU 8169")
    assert [[one.post for one in cable.action], [one.post for one in cable.info]] == [["STATE"], ["CHENGDU"]]
    assert [finding.code for finding in cable.findings] == ["role-repaired", "role-repaired"]


@pytest.mark.parametrize(
    ("name", "post"),
    [
        ("AMEMBASSY BUENOS AIRES", "BUENOSAIRES"),
        ("SECSTATE WASHDC", "STATE"),
        ("USMISSION USUN NEW YORK", "USUNNEWYORK"),
        ("IRAN RPO DUBAI", "RPODUBAI"),
        ("AIT TAIPEI", "AITTAIPEI"),
    ],
)
def test_originators(name: str, post: str) -> None:
    cable = cablegram.parse(f"R 130813Z APR 07\nFM {name}\nTO SECSTATE WASHDC\n\n1. Text.\n")
    assert cable.from_ is not None
    assert (cable.from_.name, cable.from_.post) == (name, post)
