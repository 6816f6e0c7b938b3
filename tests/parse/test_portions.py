"""Portion markings (E.O. 12958 section 1.6(c); 5 FAH-1 H-246)."""

from __future__ import annotations

import pytest

from cablegram.parse.portions import portion


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("U", "U"),
        ("sbu", "SBU"),
        ("S/NF", "S//NF"),
        ("C//NF", "C//NF"),
        ("s/noforn", "S//NF"),
        ("LOU", "LOU"),
        ("TS", "TS"),
        ("S//REL SAU", "S//REL SAU"),
        ("C/REL JAPAN", "C//REL JAPAN"),
        ("C/REL GBR, AUS", "C//REL GBR, AUS"),
    ],
)
def test_markings_have_one_spelling(text: str, mark: str) -> None:
    assert portion(text) == mark


@pytest.mark.parametrize("text", ["U.S.", "Iran", "China", "PRC", "A", "X/NF", "C/Iran", "S/S"])
def test_other_words_in_brackets_are_none(text: str) -> None:
    """09BERLIN1626: (U.S.), (Iran), (China)."""
    assert portion(text) is None
