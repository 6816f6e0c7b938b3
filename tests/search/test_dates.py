"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablegram.search.dates import FIRST, LAST, read_days, said

TODAY = date(2024, 3, 31)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2007", date(2007, 1, 1), date(2007, 12, 31)),
        ("2007-04", date(2007, 4, 1), date(2007, 4, 30)),
        ("200704", date(2007, 4, 1), date(2007, 4, 30)),
        ("2007-04-19", date(2007, 4, 19), date(2007, 4, 19)),
        ("2007/4/19", date(2007, 4, 19), date(2007, 4, 19)),
        ("Apr 2007", date(2007, 4, 1), date(2007, 4, 30)),
        ("19 April 2007", date(2007, 4, 19), date(2007, 4, 19)),
        ("april 19, 2007", date(2007, 4, 19), date(2007, 4, 19)),
        ("2007-04..2007-06", date(2007, 4, 1), date(2007, 6, 30)),
        ("..1979", FIRST, date(1979, 12, 31)),
        ("2007-04..", date(2007, 4, 1), LAST),
        (">2007-04", date(2007, 5, 1), LAST),
        (">=2007-04", date(2007, 4, 1), LAST),
        ("<2007-04", FIRST, date(2007, 3, 31)),
        ("<=2007-04", FIRST, date(2007, 4, 30)),
        ("today", TODAY, TODAY),
        ("yesterday", date(2024, 3, 30), date(2024, 3, 30)),
        ("last 30 days", date(2024, 3, 2), TODAY),
        ("last-2-weeks", date(2024, 3, 18), TODAY),
        ("last month", date(2024, 3, 1), TODAY),
        ("last year", date(2023, 4, 1), TODAY),
        ("last 9999 years", FIRST, TODAY),
    ],
)
def test_days(text: str, first: date, last: date) -> None:
    days = read_days(text, TODAY)
    assert days is not None
    assert (days.first, days.last, days.note) == (first, last, None)


@pytest.mark.parametrize(
    ("text", "first", "last", "note"),
    [
        ("2007-02-30", date(2007, 2, 28), date(2007, 2, 28), "no day 30"),
        ("2007-13", date(2007, 1, 1), date(2007, 12, 31), "no month 13"),
        ("2008..2006", date(2006, 1, 1), date(2008, 12, 31), "turned round"),
    ],
)
def test_the_nearest_meaning_is_said(text: str, first: date, last: date, note: str) -> None:
    days = read_days(text, TODAY)
    assert days is not None
    assert (days.first, days.last) == (first, last)
    assert note in str(days.note)


@pytest.mark.parametrize(
    "text", ["", "soon", "..", "20", "0000", "2007-04-", "last", "9999999", "2007..soon"]
)
def test_what_is_no_date(text: str) -> None:
    assert read_days(text, TODAY) is None


@given(st.text(max_size=20) | st.text("0123456789-./<>= lastdymonhwek", max_size=16), st.dates())
def test_any_text_is_days_or_none(text: str, today: date) -> None:
    days = read_days(text, today)
    assert days is None or (days.first <= days.last and said(days.first, days.last))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2007", "sent in 2007"),
        ("2006..2007", "sent in 2006 to 2007"),
        ("2007-04", "sent in April 2007"),
        ("2007-04..2007-06", "sent from April 2007 to June 2007"),
        ("2007-04-19", "sent on 19 April 2007"),
        ("..1979", "sent up to 31 December 1979"),
        ("2007-04-02..", "sent from 2 April 2007 on"),
    ],
)
def test_said(text: str, words: str) -> None:
    days = read_days(text, TODAY)
    assert days is not None
    assert said(days.first, days.last) == words
