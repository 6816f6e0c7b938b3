"""The classification line of the text (5 FAH-1 H-246; format A10)."""

from __future__ import annotations

import pytest

from cablegram.model import Finding
from cablegram.parse.classification import ClassificationLine, banner, may_classify, read_classification_line


def read(text: str, *, damaged: bool = False) -> tuple[ClassificationLine | None, list[str]]:
    findings: list[Finding] = []
    line = read_classification_line(text, 0, len(text), findings, damaged=damaged)
    return line, [finding.code for finding in findings]


def line(text: str) -> ClassificationLine:
    found, findings = read(text)
    assert found is not None
    assert findings == []
    return found


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("UNCLAS MUNICH 000355", "UNCLASSIFIED"),  # 08MUNICH355
        ("UNCLASSIFIED TEHRAN 4789", "UNCLASSIFIED"),  # 72TEHRAN4789
        ("U N C L A S S I F I E D BEIJING 002463", "UNCLASSIFIED"),
        ("LIMITED OFFICIAL USE STATE 163676", "LIMITED OFFICIAL USE"),  # 1973STATE163676
        ("C O N F I D E N T I A L PARIS 002440", "CONFIDENTIAL"),  # 07PARIS2440
        ("CONFIDENTIAL SAO PAULO 000653", "CONFIDENTIAL"),  # 09SAOPAULO653
        ("S E C R E T TOKYO 001234", "SECRET"),
        ("T O P  S E C R E T TOKYO 001234", "TOP SECRET"),
    ],
)
def test_levels_in_print_and_in_spaced_letters(text: str, level: str) -> None:
    found = line(text)
    assert found.classification.level == level
    assert text.startswith(found.classification.as_found)


def test_a_lower_case_copy() -> None:
    """04ANKARA348."""
    found = line("C o n f i d e n t i a l section 01 of 04 ankara 000348")
    assert found.classification.level == "CONFIDENTIAL"
    assert found.section is not None
    assert (found.section.number, found.section.of, found.post, found.number) == (1, 4, "ankara", "000348")


@pytest.mark.parametrize(
    ("text", "post", "number"),
    [
        ("UNCLAS ADANA 0397", "ADANA", "0397"),  # 02ADANA397
        ("UNCLAS STATE 00100153", "STATE", "00100153"),  # 09STATE100153
        ("UNCLAS BEIJING 011971", "BEIJING", "011971"),
        ("UNCLAS PORT AU PRINCE 002230", "PORT AU PRINCE", "002230"),
        ("UNCLAS BEIJING002463", "BEIJING", "002463"),
    ],
)
def test_numbers_have_three_to_eight_digits(text: str, post: str, number: str) -> None:
    found = line(text)
    assert (found.post, found.number) == (post, number)
    assert found.number_span.of(text).endswith(number)


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("UNCLASSIFIED SECTION 01 OF 01 TEHRAN 1164", (1, 1)),  # 72TEHRAN1164
        ("UNCLAS SECTION 01 OF 05 BRASILIA 003122", (1, 5)),  # 03BRASILIA3122
        ("UNCLAS BRASILIA 003122", None),
    ],
)
def test_sections(text: str, section: tuple[int, int] | None) -> None:
    found = line(text).section
    assert (found and (found.number, found.of)) == section


@pytest.mark.parametrize(
    ("text", "caveats"),
    [
        ("UNCLAS E F T O BEIJING 002463", ("EFTO",)),
        ("UNCLAS EFTO SECTION 01 OF 02 BEIJING 002463", ("EFTO",)),
        ("S E C R E T NOFORN TOKYO 001234", ("NOFORN",)),
        ("SECRET//NOFORN TOKYO 001234", ("NOFORN",)),
        ("C O N F I D E N T I A L STADIS EXDIS TOKYO 001234", ("STADIS", "EXDIS")),
        ("C O N F I D E N T I A L TOKYO 001234", ()),
    ],
)
def test_caveats_stand_apart_from_the_level(text: str, caveats: tuple[str, ...]) -> None:
    assert line(text).classification.caveats == caveats


@pytest.mark.parametrize("serial", ["TOSEC 140323", "TOSHU 24/TOECO 23"])
def test_a_travel_serial_is_no_part_of_the_number(serial: str) -> None:
    text = f"C O N F I D E N T I A L STATE 012345 {serial}"
    found = line(text)
    assert found.number == "012345"
    assert found.travel_serial is not None
    assert found.travel_serial.of(text) == serial


def test_text_may_run_on_behind_the_number() -> None:
    """07MOSCOW1704, a reflowed copy: what follows is left to others."""
    text = (
        "C O N F I D E N T I A L MOSCOW 001704 SIPDIS SIPDIS STATE FOR EUR/RUS E.O. 12958: DECL: 04/13/2017"
    )
    assert text[line(text).stop :].startswith(" SIPDIS SIPDIS")


@pytest.mark.parametrize(
    "text",
    [
        "CONFIDENTIAL",
        "UNCLASSIFIED USE ONLY",
        "SECRETARY RICE 123456",
        "SECRET PLAN 9",
        "CONFIDENTIAL SOURCES12345",  # no post, no blank before the number
        "FM AMEMBASSY ROME 1234",
    ],
)
def test_other_lines_are_none(text: str) -> None:
    assert read(text) == (None, [])


@pytest.mark.parametrize(
    ("text", "level", "section", "codes"),
    [
        ("C Q N F I D E N T I A L TOKYO 001234", "CONFIDENTIAL", None, ["classification-repaired"]),
        ("UNCLQS TOKYO 001234", "UNCLASSIFIED", None, ["classification-repaired"]),
        ("UNCLAS SECTIO 01 OF 02 TOKYO 001234", "UNCLASSIFIED", (1, 2), ["section-repaired"]),
        ("UNCLAS SECTION 02F02 TOKYO 001234", "UNCLASSIFIED", (2, 2), ["section-repaired"]),
    ],
)
def test_a_damaged_line_is_repaired_with_a_finding(
    text: str, level: str, section: tuple[int, int] | None, codes: list[str]
) -> None:
    """Published numbers such as 09SECTION02F02BRUSSELS1639 keep such damage."""
    found, findings = read(text, damaged=True)
    assert found is not None
    assert (found.classification.level, found.post) == (level, "TOKYO")
    assert (found.section and (found.section.number, found.section.of)) == section
    assert findings == codes


@pytest.mark.parametrize("text", ["Q Q Q F I D E N T I A L TOKYO 001234", "NOTHING TOKYO 001234", "X"])
def test_what_is_more_than_two_letters_off_is_not_repaired(text: str) -> None:
    assert read(text, damaged=True) == (None, [])


@pytest.mark.parametrize(
    "text", ["CONFIDENTIAL", "S E C R E T", "SECRET//NOFORN", "UNCLASSIFIED     PTO3308"]
)
def test_banners(text: str) -> None:
    """The class alone, as atop each printed page (00HARARE2906)."""
    assert may_classify(text)
    assert banner().match(text)


@pytest.mark.parametrize("text", ["CONFIDENTIAL SOURCES SAY SO", "SECRETS", "UNCLAS ROME 001234"])
def test_lines_that_say_more_are_no_banners(text: str) -> None:
    assert not banner().match(text)
