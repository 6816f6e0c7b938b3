"""Lines with their offsets, and copies of a text in which something is blanked."""

from __future__ import annotations

import pytest

from cablegram.parse.lines import blanked, line_at, lines_before, stripped_lines

TEXT = "  FM AMEMBASSY ROME \\\n\n\tTO SECSTATE\xa0\r\nlast"


def test_a_line_is_stripped_of_blanks_and_of_backslashes_at_its_end() -> None:
    """Some publishers end every line in a backslash (format A27)."""
    line, at, after = line_at(TEXT, 0)
    assert (line, at) == ("FM AMEMBASSY ROME", 2)
    assert TEXT[after:].startswith("\n\tTO")


def test_each_line_stands_at_its_offset() -> None:
    lines = list(stripped_lines(TEXT))
    assert [line for line, _ in lines] == ["FM AMEMBASSY ROME", "", "TO SECSTATE", "last"]
    assert all(TEXT.startswith(line, at) for line, at in lines)


def test_behind_the_last_line_the_next_offset_lies_outside() -> None:
    assert line_at("last", 0) == ("last", 0, 5)
    assert line_at("", 0) == ("", 0, 1)


def test_lines_are_read_within_bounds_only() -> None:
    assert [line for line, _ in stripped_lines("one\ntwo\nthree", 4, 7)] == ["two"]


@pytest.mark.parametrize(("start", "end"), [(0, len(TEXT)), (2, len(TEXT)), (0, 21)])
def test_lines_from_the_end_are_the_same_lines(start: int, end: int) -> None:
    backwards = [pair for pair in lines_before(TEXT, start, end) if pair[0]]
    assert backwards == [pair for pair in stripped_lines(TEXT, start, end) if pair[0]][::-1]


def test_blanking_keeps_every_other_character_in_its_place() -> None:
    assert blanked("one two three", [(0, 3), (8, 10)]) == "    two   ree"
    assert blanked("one", []) == "one"
