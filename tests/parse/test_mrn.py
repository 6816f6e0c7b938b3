"""Message reference numbers: every form of one number is one number, and what is none says why."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablegram import MRN, codebooks
from cablegram.parse.mrn import MRNError, read_mrn
from cablegram.parse.tags import tag_kind

SHARED = Path(os.environ.get("CABLEGRAM_SHARED", Path(__file__).parents[3] / "shared"))
ROWS = SHARED / "conformance" / "open"
EXCEPTIONS = {
    # The expected 09DUBAI288 was never published; 09RPODUBAI288 was, in the same month.
    "malformed_ids-189": "09RPODUBAI288",
}


def _rows(topic: str) -> list[Any]:
    path = ROWS / f"{topic}.json"
    if not path.exists():
        return [pytest.param({}, marks=pytest.mark.skip(reason="no conformance rows at CABLEGRAM_SHARED"))]
    return [pytest.param(row, id=row["id"]) for row in json.loads(path.read_text("utf-8"))["rows"]]


@pytest.mark.parametrize("row", [*_rows("mrn_canonical"), *_rows("malformed_ids")])
def test_conformance(row: dict[str, Any]) -> None:
    assert str(MRN.parse(row["input"]["reference_id"])) == EXCEPTIONS.get(row["id"], row["expected"])


@pytest.mark.parametrize("row", _rows("tag_kind"))
def test_tag_kind_conformance(row: dict[str, Any]) -> None:
    assert tag_kind(row["input"]["tag"]) == row["expected"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("07BEIJING2463", "07BEIJING2463"),
        ("07beijing002463", "07BEIJING2463"),
        ("07 BEIJING 2463", "07BEIJING2463"),
        ("2005PANAMA2342", "05PANAMA2342"),
        ("'08 BUENOS AIRES 1491", "08BUENOSAIRES1491"),
        ("10-OTTAWA-57", "10OTTAWA57"),
        ("05 0TTAWA 3518", "05OTTAWA3518"),
        ("05 SANTIAG0 465", "05SANTIAGO465"),
        ("02 LAGOS O1512", "02LAGOS1512"),
        ("1975STATE036519", "75STATE36519"),
        ("1975STATE036519_b", "75STATE36519"),
        ("1976NEWDE01234", "76NEWDELHI1234"),
        ("1973TELAV01234_b", "73TELAVIV1234"),
        ("1974TANANA00017_b", "74ANTANANARIVO17"),
        ("1975PEKING00123", "75BEIJING123"),
        ("76SECTO12034", "76SECTO12034"),
        ("66BUENOSAIRES2481", "66BUENOSAIRES2481"),
        ("85NOFORNMOGADISHU1643", "85MOGADISHU1643"),
        ("09SIFIEDABUJA1673", "09ABUJA1673"),
        ("09SECTION0QF05HANOI297", "09HANOI297"),
        ("09SECTIOQ1OF06HARARE876", "09HARARE876"),
        ("07SECTION02OF03EIJING483", "07BEIJING483"),
        ("08ACCRA001382SUSPECTEDDUPLICATE1392", "08ACCRA1392"),
        ("92STATE1 TOSHU 24/TOECO 23 - ZFF VIENNA ONLY", "92STATE1"),
        ("07UNHEARDOF12", "07UNHEARDOF12"),
    ],
)
def test_forms(text: str, number: str) -> None:
    mrn = MRN.parse(text)
    assert str(mrn) == number
    assert mrn.as_found == text


def test_the_year_may_come_from_elsewhere() -> None:
    assert str(MRN.parse("BEIJING 002463", year=2007)) == "07BEIJING2463"
    assert str(MRN.parse("06 BEIJING 1", year=2007)) == "06BEIJING1"


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        ("06EFTOBAKU1165", "EFTO before the post dropped"),
        ("08SCTION02OF04NAIROBI1373", "SCTION02OF04 before the post dropped"),
        ("07OSLO000160ZDK164", "ZDK164 after the number dropped"),
        ("90STATE255577TOSEC140323", "TOSEC140323 after the number dropped"),
        ("7575LIBREVILLE1895", "year written twice"),
        ("07SOIA828", "post SOIA read as SOFIA"),
        ("06ASTANA", "known garbled number"),
    ],
)
def test_a_repair_is_named(text: str, repair: str) -> None:
    assert MRN.parse(text).repairs == (repair,)


def test_another_name_is_no_repair() -> None:
    assert MRN.parse("06 SECSTATE 123").repairs == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("09USEUBRUSSELS1639", "09BRUSSELS1639"),
        ("07TAIPEI1029", "07AITTAIPEI1029"),
        ("06KIEV3936", "06KYIV3936"),
        ("07IRANRPODUBAI12", "07RPODUBAI12"),
        ("09PARISFR5", "09UNESCOPARIS5"),
        ("07 BEIJING 2463", "07BEIJING2463"),
    ],
)
def test_one_series_numbers_one_cable(one: str, other: str) -> None:
    assert MRN.parse(one) == MRN.parse(other)
    assert hash(MRN.parse(one)) == hash(MRN.parse(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("09VIENNA1", "09UNVIEVIENNA1"),
        ("09VIENNA1", "09USOSCE1"),
        ("09BRUSSELS1", "09USNATO1"),
        ("09DUBAI1", "09RPODUBAI1"),
        ("09ROME1", "09UNROME1"),
        ("10GENEVA1", "10CDGENEVA1"),
        ("06BELIZE1", "06BELMOPAN1"),
        ("09BRUSSELS1", "08BRUSSELS1"),
    ],
)
def test_series_that_collide_are_kept_apart(one: str, other: str) -> None:
    assert MRN.parse(one) != MRN.parse(other)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "has no post followed by a number"),
        ("07BEIJING", "has no post followed by a number"),
        ("9 FAM 40", "has no post followed by a number"),
        ("870 ULAANBAATAR", "has no post followed by a number"),
        ("BEIJING 2463", "has no year"),
        ("07BEIJING0", "has the number 0"),
        ("07 QWERTY 12", "names no known post"),
        ("A" * 5_000_000, "too long"),
    ],
)
def test_what_is_no_number_says_why_and_what_to_write(text: str, reason: str) -> None:
    with pytest.raises(MRNError, match=reason) as error:
        MRN.parse(text)
    assert "as in 07BEIJING2463" in str(error.value)
    assert len(str(error.value)) < 300
    assert read_mrn(text) is None


@given(
    st.sampled_from(sorted(codebooks.posts())),
    st.integers(1960, 2059),
    st.integers(1, 999_999),
)
def test_every_post_reads_back_what_it_writes(post: str, year: int, number: int) -> None:
    mrn = MRN(year, post, number)
    assert MRN.parse(str(mrn)) == mrn
    assert MRN.parse(f"{year} {post} {number:06d}") == mrn
    assert MRN.parse(str(mrn)).repairs == ()


@given(st.text(max_size=130))
def test_no_text_breaks_the_reader(text: str) -> None:
    mrn = read_mrn(text, 2007)
    assert mrn is None or (mrn.number > 0 and mrn.as_found == text)


@pytest.mark.parametrize(
    "text", ["SECTION01OF02" * 9, "AMEMBASSY" * 13, "07" * 60, " O1" * 40, "EFTO" * 29 + "1"]
)
def test_repetition_is_no_number(text: str) -> None:
    assert read_mrn(text, 2007) is None
