"""A reference is resolved to what it can mean: one cable, several, or one nobody has seen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablegram import parse
from cablegram.model import Reference
from cablegram.resolve import candidates, resolve
from cablegram.resolve.numbers import states_year

JANUARY = datetime(2007, 1, 12, 9, 30, tzinfo=UTC)
JUNE = datetime(2007, 6, 12, 9, 30, tzinfo=UTC)


def _cited(text: str, mrn: str | None, **more: object) -> Reference:
    return Reference("cable", text, mrn=mrn, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "mrn", "stated"),
    [
        ("06 STATE 12345", "06STATE12345", True),
        ("2009 CAIRO 2394", "09CAIRO2394", True),  # 10-OTTAWA-57 and the like: format A16
        ("QUITO 4525-91", "91QUITO4525", True),  # 06QUITO1920
        ("PANAMA 00789/08", "08PANAMA789", True),  # 09PANAMA176
        ("STATE (01) 201265", "01STATE201265", True),
        ("AMMAN 07718 99", "99AMMAN7718", True),  # 02AMMAN5966
        ("BEIJING 2200", "07BEIJING2200", False),
        ("BEIJING 7", "07BEIJING7", False),
        ("BEIJING 07", "07BEIJING7", False),
        ("07 BEIJING 7", "07BEIJING7", True),
        ("870 Ulaanbaatar", "06ULAANBAATAR870", False),  # 06ULAANBAATAR881
        ("STATE 70745 PARA 4", "07STATE70745", False),
    ],
)
def test_whether_a_year_is_stated(text: str, mrn: str, stated: bool) -> None:
    digits = "".join(letter if letter.isdigit() else " " for letter in mrn).split()
    assert states_year(_cited(text, mrn), int(digits[0]), int(digits[1])) is stated


def test_a_stated_number_has_one_meaning() -> None:
    (one,) = candidates(_cited("06 STATE 12345", "06STATE12345"), "07BEIJING52", JANUARY)
    assert (one.mrn, one.how) == ("06STATE12345", "stated")


def test_in_june_the_year_is_the_citing_cables() -> None:
    (one,) = candidates(_cited("SHANGHAI 800", "07SHANGHAI800"), "07BEIJING3500", JUNE)
    assert (one.mrn, one.how) == ("07SHANGHAI800", "year inferred")


def test_in_january_a_high_number_is_the_year_before_s() -> None:
    found = candidates(_cited("SHANGHAI 7810", "07SHANGHAI7810"), "07BEIJING312", JANUARY)
    assert [one.mrn for one in found] == ["06SHANGHAI7810", "07SHANGHAI7810"]
    assert "7810 is high for day 12" in found[0].why


def test_in_january_a_number_somewhat_high_may_be_either() -> None:
    found = candidates(_cited("SHANGHAI 120", "07SHANGHAI120"), "07BEIJING312", JANUARY)
    assert [one.how for one in found] == ["year inferred", "previous year"]
    assert len(candidates(_cited("SHANGHAI 20", "07SHANGHAI20"), "07BEIJING312", JANUARY)) == 1


def test_the_department_numbers_faster() -> None:
    assert len(candidates(_cited("STATE 4100", "07STATE4100"), "07BEIJING312", JANUARY)) == 1
    found = candidates(_cited("STATE 198912", "07STATE198912"), "07BEIJING312", JANUARY)
    assert [one.mrn for one in found] == ["06STATE198912", "07STATE198912"]


def test_no_post_cites_a_number_it_has_not_reached() -> None:
    found = candidates(_cited("BEIJING 9000", "07BEIJING9000"), "07BEIJING3500", JUNE)
    assert [one.mrn for one in found] == ["06BEIJING9000", "07BEIJING9000"]
    assert len(candidates(_cited("BEIJING 3510", "07BEIJING3510"), "07BEIJING3500", JUNE)) == 1


def test_a_year_taken_from_the_item_before_is_kept() -> None:
    found = candidates(_cited("STATE 123456", "05STATE123456"), "07BEIJING12", JANUARY)
    assert [one.mrn for one in found] == ["05STATE123456"]


def test_the_turn_of_the_century() -> None:
    found = candidates(
        _cited("CAIRO 9000", "00CAIRO9000"), "00ROME12", datetime(2000, 1, 5, 9, 0, tzinfo=UTC)
    )
    assert found[0].mrn == "99CAIRO9000"


def test_posts_of_one_series_are_one() -> None:
    found = candidates(_cited("08 BRUSSELS 733", "08BRUSSELS733"), "08PARIS900", JUNE)
    assert [one.mrn for one in found] == ["08BRUSSELS733", "08USEUBRUSSELS733"]
    held = resolve(found, {"08USEUBRUSSELS733"}.__contains__)
    assert (held.outcome, held.cables[0].mrn) == ("held", "08USEUBRUSSELS733")
    assert resolve(found, lambda mrn: True).outcome == "held"


def test_what_names_no_cable_has_no_candidates() -> None:
    assert candidates(Reference("email", "SMITH E-MAIL 10/15/07"), "07BEIJING12", JUNE) == ()
    assert candidates(_cited("SAO PAULO", None), "07BEIJING12", JUNE) == ()
    assert resolve((), lambda mrn: True).outcome == "none"


def test_ambiguity_is_kept() -> None:
    found = candidates(_cited("SHANGHAI 120", "07SHANGHAI120"), "07BEIJING312", JANUARY)
    both = resolve(found, lambda mrn: True)
    assert (both.outcome, len(both.cables)) == ("ambiguous", 2)
    assert both.why == "07SHANGHAI120 and 06SHANGHAI120 are both in the archive, and it may be either."
    assert resolve(found, {"06SHANGHAI120"}.__contains__).cables[0].how == "previous year"
    ghost = resolve(found, lambda mrn: False)
    assert (ghost.outcome, ghost.cables[0].mrn) == ("ghost", "07SHANGHAI120")


def test_references_as_the_parser_reads_them() -> None:
    text = (
        "P 120930Z JAN 07\nFM AMEMBASSY BEIJING\nTO SECSTATE WASHDC\n\nUNCLAS BEIJING 000312\n\nSIPDIS\n\n"
        "E.O. 12958: N/A\nTAGS: PREL, CH\nSUBJECT: EXERCISE EXERCISE EXERCISE\n\n"
        "REF: A) BEIJING 25001 B) 06 STATE 12345, 123 C) STATE 5/06\n\n1. (U) Nothing follows.\n\nSMITH\n"
    )
    cable = parse(text)
    found = [candidates(reference, cable.mrn, cable.date) for reference in cable.references]
    assert [[one.mrn for one in each] for each in found] == [
        ["06BEIJING25001", "07BEIJING25001"],
        ["06STATE12345"],
        ["06STATE123"],
        ["06STATE5"],
    ]


@given(
    st.text(max_size=40),
    st.from_regex(r"[0-9]{2}[A-Z]{1,8}[0-9]{1,6}", fullmatch=True) | st.text(max_size=10),
    st.none() | st.datetimes(datetime(1966, 1, 1), datetime(2010, 12, 31)),
)
def test_candidates_are_few_and_distinct(text: str, mrn: str, date: datetime | None) -> None:
    found = candidates(_cited(text, mrn), mrn, date)
    assert len({one.mrn for one in found}) == len(found) <= 4
    if found:
        assert mrn in {one.mrn for one in found}
