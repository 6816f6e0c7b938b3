"""The page on searching is made from the code, and is current; run as a program, this makes it anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from cablegram.search.reader import read_query
from cablegram.search.reference import OPERATORS, page

PAGE = Path(__file__).parents[2] / "docs" / "search.md"


def test_the_page_is_current() -> None:
    assert page(PAGE.read_text("utf-8")) == PAGE.read_text("utf-8")


@pytest.mark.parametrize(
    "example", [example for examples, _ in OPERATORS for example in examples.split(", ")]
)
def test_examples_are_read_as_written(example: str) -> None:
    assert read_query(example).notes == ()


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
