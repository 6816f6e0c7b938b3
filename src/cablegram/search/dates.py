"""Dates as people write them: a year, a month, a day, a range, a time before today."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

import msgspec

FIRST, LAST = date(1789, 1, 1), date(9999, 12, 31)
"""The first day there was a Department to send anything, and the last there is a date for."""

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?")  # 2007, 2007-04, 2007-04-19
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)?")  # 200704, 20070419
_NAMED = re.compile(
    r"(?:(\d{1,2}) )?([a-z]{3})[a-z]*\.? ?(?:(\d{1,2}), ?)?(\d{4})"
)  # apr 2007, 19 april 2007
_AGO = re.compile(r"(?:last|past)[ -](?:(\d{1,4})[ -])?(day|week|month|year)s?")  # last 30 days
_COMPARED = re.compile(r"(>=|<=|>|<|=)?(.*)", re.S)


class Days(msgspec.Struct, frozen=True):
    """The days from ``first`` to ``last``, both included; ``note`` says what was odd about how they were given."""

    first: date
    last: date
    note: str | None = None


def read_days(text: str, today: date) -> Days | None:
    """Return the days ``text`` means, or ``None``.

    Read are ``2007``, ``2007-04``, ``2007-04-19``, ``apr 2007``, ``19 april 2007``; two of them with ``..``
    between, one with ``..`` before or after, one behind ``>``, ``>=``, ``<``, ``<=``; ``today``, ``yesterday``,
    ``last 30 days``, ``last year`` (the 12 months up to ``today``). A day no month has becomes its last.
    """
    plain = " ".join(text.lower().split())
    if ".." in plain:
        return _range(plain, today)
    found = _COMPARED.fullmatch(plain)
    days = _days(found[2].strip(), today) if found else None
    if not found or not days:
        return None
    match found[1]:
        case ">":
            return _turned(days.last + timedelta(1) if days.last < LAST else LAST, LAST, days.note)
        case ">=":
            return _turned(days.first, LAST, days.note)
        case "<":
            return _turned(FIRST, days.first - timedelta(1) if days.first > FIRST else FIRST, days.note)
        case "<=":
            return _turned(FIRST, days.last, days.note)
    return days


def said(first: date, last: date) -> str:
    """Return the days in words."""
    return f"sent {_said(first, last)}"


def _said(first: date, last: date) -> str:
    if first <= FIRST and last >= LAST:
        return "at any known date"
    if first <= FIRST:
        return f"up to {_day(last)}"
    if last >= LAST:
        return f"from {_day(first)} on"
    if first == last:
        return f"on {_day(first)}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"in {first.year}" if first.year == last.year else f"in {first.year} to {last.year}"
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        months = f"{first:%B %Y}", f"{last:%B %Y}"
        return f"in {months[0]}" if months[0] == months[1] else f"from {months[0]} to {months[1]}"
    return f"from {_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _turned(first: date, last: date, note: str | None) -> Days:
    if first <= last:
        return Days(first, last, note)
    return Days(last, first, f"the range ran backwards and was turned round: {_day(last)} to {_day(first)}")


def _range(plain: str, today: date) -> Days | None:
    left, _, right = plain.partition("..")
    right = right.lstrip(".")
    start, end = _days(left.strip(), today), _days(right.strip(), today)
    if (left.strip() and not start) or (right.strip() and not end) or not (start or end):
        return None
    note = (start and start.note) or (end and end.note) or None
    if start and end and start.first > end.last:
        return _turned(start.last, end.first, note)
    return Days(start.first if start else FIRST, end.last if end else LAST, note)


def _days(plain: str, today: date) -> Days | None:
    if plain == "today":
        return Days(today, today)
    if plain == "yesterday":
        return Days(today - timedelta(1), today - timedelta(1))
    if ago := _AGO.fullmatch(plain):
        return Days(_before(today, int(ago[1] or 1), ago[2]), today)
    if parts := _ISO.fullmatch(plain) or _COMPACT.fullmatch(plain):
        return _of(int(parts[1]), parts[2] and int(parts[2]), parts[3] and int(parts[3]))
    if (parts := _NAMED.fullmatch(plain)) and parts[2] in _MONTHS:
        day = parts[1] or parts[3]
        return _of(int(parts[4]), _MONTHS.index(parts[2]) + 1, day and int(day))
    return None


def _of(year: int, month: int | str | None, day: int | str | None) -> Days | None:
    if not FIRST.year <= year <= LAST.year:
        return None
    if not isinstance(month, int):
        return Days(date(year, 1, 1), date(year, 12, 31))
    if not 1 <= month <= 12:
        return Days(
            date(year, 1, 1), date(year, 12, 31), f"there is no month {month}: the whole of {year} is meant"
        )
    longest = monthrange(year, month)[1]
    if not isinstance(day, int):
        return Days(date(year, month, 1), date(year, month, longest))
    kept = min(max(day, 1), longest)
    note = None if kept == day else f"{date(year, month, 1):%B %Y} has no day {day}: {kept} is meant"
    return Days(date(year, month, kept), date(year, month, kept), note)


def _before(today: date, count: int, unit: str) -> date:
    """Return the first of the days that reach ``count`` units back from ``today``, which is one of them."""
    if unit in ("day", "week"):
        back = count * (7 if unit == "week" else 1)
        return max(FIRST, today - timedelta(back - 1)) if back > 0 else today
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if year < FIRST.year:
        return FIRST
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1])) + timedelta(
        1 if count else 0
    )
