"""Paragraphs and sentences as rows of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablegram.archive.index import analyzer
from cablegram.search import plan
from cablegram.search.units import Unit, sentences

ANALYZER = analyzer()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("He came. He went.", ["He came.", "He went."]),
        ("Amb. Smith met Mr. Lee. They left.", ["Amb. Smith met Mr. Lee.", "They left."]),
        ("The U.S. Government agreed. So did J. Doe.", ["The U.S. Government agreed.", "So did J. Doe."]),
        ('"Why?" she asked. "No reason."', ['"Why?" she asked.', '"No reason."']),
        ("Really? 15 came! (Nobody else.)", ["Really?", "15 came!", "(Nobody else.)"]),
        ("It cost 3.5 million.", ["It cost 3.5 million."]),
        ("", [""]),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert list(sentences(text)) == parts


@given(st.text("Aa b.!?\"')(U.S. \n1", max_size=80))
def test_sentences_lose_no_word(text: str) -> None:
    assert [word for part in sentences(text) for word in ANALYZER.analyze(part)] == ANALYZER.analyze(text)


def _run(*words: str) -> plan.Run:
    return plan.Run(("text",), tuple((word,) for word in words), " ".join(words), True)


@pytest.mark.parametrize(
    ("text", "distance", "ordered", "met"),
    [
        ("a b", 0, True, True),
        ("b a", 0, True, False),
        ("b a", 0, False, True),
        ("a x x b", 1, False, False),
        ("a x x b", 2, False, True),
        ("a a x b", 1, True, True),
        ("a", 5, False, False),
    ],
)
def test_near(text: str, distance: int, ordered: bool, met: bool) -> None:
    close = plan.Close(distance, ordered, (_run("a"), _run("b")), ("text",))
    assert Unit(text, ANALYZER).meets(close) is met


def test_one_occurrence_does_not_stand_for_two() -> None:
    twice = plan.Close(5, False, (_run("a"), _run("a")), ("text",))
    assert not Unit("a b c", ANALYZER).meets(twice)
    assert Unit("a b a", ANALYZER).meets(twice)
    overlapping = plan.Close(5, False, (_run("a", "b"), _run("b", "a")), ("text",))
    assert not Unit("a b a", ANALYZER).meets(overlapping)


def test_many_alike_take_no_longer_than_they_may() -> None:
    same = plan.Close(1_000, False, (*[_run("a")] * 11, _run("a", "b")), ("text",))
    assert not Unit("a " * 500, ANALYZER).meets(same)
    assert Unit("a " * 500 + "b", ANALYZER).meets(same)


@given(st.text(max_size=200) | st.text(st.characters(max_codepoint=127), max_size=200))
def test_words_are_those_of_the_index(text: str) -> None:
    assert Unit(text, ANALYZER).words == ANALYZER.analyze(text)


@given(st.text(max_size=200) | st.text(st.characters(max_codepoint=127), max_size=200))
def test_offsets_point_at_the_words(text: str) -> None:
    unit = Unit(text, ANALYZER)
    assert [ANALYZER.analyze(text[start:end]) for start, end in unit.offsets] == [
        [word] for word in unit.words
    ]
