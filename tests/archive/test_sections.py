"""Sections that came as documents of their own: joined, they parse as the message they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented_renditions import body, message, printed

from cablegram import parse
from cablegram.archive.sections import joined, parts

SEED = Path(__file__).parents[1] / "messages" / "07BEIJING2463" / "page.txt"
PAGE = SEED.read_text("utf-8")
CUT = PAGE.index("BEIJING 00002463 002 OF 002")
HEADER = PAGE[PAGE.index("VZCZC") : PAGE.index("1. (U)")]
REST = PAGE[CUT:].split("\n", 1)[1].lstrip()


def _second(header: str, rest: str = REST) -> str:
    return header.replace("SECTION 01 OF 02", "SECTION 02 OF 02").replace("#2463/01", "#2463/02") + rest


HEADERS = {
    "all of it": HEADER,
    "as far as the passing lines": HEADER[: HEADER.index("SENSITIVE")],
    "no further than the classification line": HEADER[: HEADER.index("SIPDIS")],
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS.keys())
@pytest.mark.parametrize("ending", ["\n", "\n\nNNNN\n", "\nBT\n"])
def test_the_seed_cut_in_two_is_the_seed_again(header: str, ending: str) -> None:
    """The second section repeats more or less of the header; the sentence cut in paragraph 5 is one again."""
    whole = parse(PAGE)
    cable = parse(joined([PAGE[:CUT].rstrip() + ending, _second(header)]))
    assert [one.text for one in cable.paragraphs] == [one.text for one in whole.paragraphs]
    assert [(one.number, one.of) for one in cable.sections] == [(1, 2), (2, 2)]
    assert cable.info == whole.info
    assert cable.subject == whole.subject
    assert cable.mrn == whole.mrn


def test_three_sections_and_a_paragraph_at_the_cut() -> None:
    paragraphs = body(4, 360).split("\n\n")
    texts = [
        message(text="\n\n".join(paragraphs[at : at + 2]), section=f"SECTION 0{at // 2 + 1} OF 03 ")
        for at in (0, 2, 4)
    ]
    cable = parse(joined(texts))
    assert [one.number for one in cable.paragraphs] == ["1", "2", "3", "4", "5", "6"]
    assert [one.number for one in cable.sections] == [1, 2, 3]


def test_one_text_is_itself_and_none_is_nothing() -> None:
    assert joined([PAGE]) == PAGE
    assert joined([]) == ""


@pytest.mark.parametrize("texts", [("", ""), ("x", "\udcff\n"), (PAGE, ""), ("", PAGE), ("\n\n", "\n")])
def test_any_texts_are_joined(texts: tuple[str, str]) -> None:
    assert parse(joined(texts)).coverage >= 0


def test_which_renditions_make_up_the_whole() -> None:
    first = printed(PAGE[:CUT])
    second = printed(_second(HEADER))
    assert parts([second, first]) == (1, 0)
    assert parts([first]) == ()
    assert parts([first, second, printed(PAGE)]) == ()


def test_a_section_line_above_the_whole_text_proves_nothing() -> None:
    """03BRASILIA3122: SECTION 01 OF 05 above a text that has all of it."""
    whole = printed(message(section="SECTION 01 OF 02 "))
    rest = printed(message(section="SECTION 02 OF 02 ", text="\n\n".join(body(1).split("\n\n")[2:])))
    assert parts([whole, rest]) == ()
