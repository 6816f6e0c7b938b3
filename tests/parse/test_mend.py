"""Words and addresses cut by line ends made whole (format A18)."""

from __future__ import annotations

import pytest

from cablegram.parse.mend import Mender


def mended(text: str, elsewhere: str = "") -> str:
    return Mender(f"{text}\n{elsewhere}").line(text)


@pytest.mark.parametrize(
    "text", ["One\ntwo", "One \ntwo", "  One\n\n two  ", "One\ttwo", "One\r\ntwo", "One\xa0two", "One    two"]
)
def test_every_run_of_white_space_is_one_blank(text: str) -> None:
    assert mended(text) == "One two"


def test_joining_alone_does_the_same_to_plain_lines() -> None:
    text = "He came.  He \nsaw  nothing. \nHe left."
    assert Mender(text).joined(text) == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "elsewhere", "expected"),
    [
        ("the IN-\nVENTED harbor", "AN INVENTED NET", "the INVENTED harbor"),
        ("the juris-\ndiction", "a jurisdiction", "the jurisdiction"),
        ("the JURIS- \n   DICTION", "a jurisdiction", "the JURISDICTION"),
        ("customs-\nrelated", "", "customs-related"),
        ("Baden-\nWuerttemberg", "", "Baden-Wuerttemberg"),
        ("face-\nto-face", "", "face-to-face"),
        ("the govern-\nment", "", "the government"),
        ("one -\ntwo", "", "one - two"),
        ("from 2007-\n2009", "", "from 2007- 2009"),
    ],
)
def test_hyphens_at_line_ends(text: str, elsewhere: str, expected: str) -> None:
    """A hyphen goes where the message writes the joined word, or where a mere ending follows."""
    assert mended(text, elsewhere) == expected


def test_words_of_a_long_message_are_found_as_well() -> None:
    assert mended("the IN-\nVENTED harbor", "invented " * 10_000) == "the INVENTED harbor"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see http://www.example.\ngov/strings/a1.htm;", "see http://www.example.gov/strings/a1.htm;"),
        ("see http://example.gov/a/\nb.htm now", "see http://example.gov/a/b.htm now"),
        ("see http://example.gov/a-\nb now", "see http://example.gov/a-b now"),
        ("see www.example.gov/?a=\nb now", "see www.example.gov/?a=b now"),
        ("see www.example.gov/a\nand more", "see www.example.gov/a and more"),
        ("see http://example.gov\nhttp://example.org", "see http://example.gov http://example.org"),
    ],
)
def test_addresses_cut_by_line_ends(text: str, expected: str) -> None:
    assert mended(text) == expected
