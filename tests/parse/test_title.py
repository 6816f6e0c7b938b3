"""Subjects in readable case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablegram.parse.title import readable_title, stated_acronyms


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        (
            "EGYPT'S 55th BIRD FLU VICTIM, ANOTHER CHILD",
            "Egypt's 55th Bird Flu Victim, Another Child",
        ),  # 09CAIRO226
        ("SWEDISH ENVOY AT U.S.-EU SUMMIT", "Swedish Envoy at U.S.-EU Summit"),
        ("WHO WILL LEAD THE WHO (WHO)?", "Who Will Lead the Who (WHO)?"),
        ("TFTP/SWIFT: SWIFT ACTION", "TFTP/SWIFT: Swift Action"),
        ("GUINEA - A NEW START FOR THE NGOS", "Guinea - A New Start for the NGOs"),
        ("RIO STRAINS POST,S RESOURCES", "Rio Strains Post's Resources"),  # the lost quote of 10SANAA317
        ("FACE-TO-FACE WITH SENATOR MCEXERCISE", "Face-to-Face With Senator McExercise"),
        ("DROC--VATICAN DEMARCHE", "DROC--Vatican Demarche"),  # 01VATICAN1261
        ("1990S-ERA MIG-29S", "1990s-Era MiG-29s"),
        ("meeting with xxxxxxxxxxxx of the eu", "Meeting With XXXXXXXXXXXX of the EU"),
        ("Meeting with xxxxxxxxxxxx of the EU", "Meeting with XXXXXXXXXXXX of the EU"),
        ("Grants Support for PD Projects (Iceland)", "Grants Support for PD Projects (Iceland)"),
        ("turkish p.m. Erdogan goes to washington", "Turkish P.M. Erdogan Goes to Washington"),  # 04ANKARA348
        ("", ""),
    ],
)
def test_readable_title(subject: str, title: str) -> None:
    assert readable_title(subject) == title


@given(st.text())
def test_only_case_and_white_space_change(subject: str) -> None:
    title = readable_title(subject.upper().replace(",S", ""))
    assert title.upper().split() == subject.upper().replace(",S", "").upper().split()


@pytest.mark.parametrize("filling", ["X", " ", "!", "A!", "A ", "A'", "Ab-", "ab "])
def test_hostile_length_keeps_every_letter(filling: str) -> None:
    subject = filling * (500_000 // len(filling))
    assert readable_title(subject).upper().split() == subject.upper().split()


def test_an_acronym_the_message_itself_states_keeps_its_capitals() -> None:
    """07BEIJING2463: the Strategic Economic Dialogue (SED), not a word of the acronyms book."""
    text = "1. (SBU) The invented Strategic Economic Dialogue (SED) met."
    assert stated_acronyms(text) == {"SED"}
    assert readable_title("MOC AT SED?", stated_acronyms(text)) == "MOC at SED?"


def test_a_text_in_capitals_tells_no_acronyms() -> None:
    assert stated_acronyms("1. (U) THE INVENTED MINISTER (IRAN) SAID SO.") == frozenset()
