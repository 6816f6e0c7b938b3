"""A small share of the fuzz run, without its timings: nothing raises, every value stands where it says."""

from __future__ import annotations

import pytest

from fuzz.inputs import ADVERSARIAL, CONTEXTS, bases, text
from fuzz.run import check


def test_random_and_mutated_texts() -> None:
    messages = bases()
    for index in range(600):
        check(text(7, index, messages))


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_adversarial_texts(name: str) -> None:
    for context in CONTEXTS:
        check(context + ADVERSARIAL[name](5_000))
