"""The numbers a reference can mean: as it states them, and what else they can be where a part was inferred."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Literal

import msgspec

from cablegram import codebooks
from cablegram.model import Reference

How = Literal["stated", "year inferred", "previous year", "same series"]

EARLY = 90
"""Days into the year within which a number without a year may be the year before's: those who cite the cable of
December in January write no year either (format A16 says January and February; a quarter's report reaches further)."""
TYPICAL, DEPARTMENT_TYPICAL = 4.5, 360.0
"""Numbers a post gives out a day, and the Department. Half of 941 post-years 2003 to 2009 of the published index end at
1,464 or lower (4 a day), and so do half of them in January (4.4 a day); STATE ended between 132,609 and 203,861."""
MOST, DEPARTMENT_MOST = 33.0, 560.0
"""The same for the busiest: 99 of 100 of those post-years end at 12,031 or lower (33 a day), STATE at 203,861 (559)."""
SLACK = 50
"""How far ahead of its own number a cable can cite its own post: numbers are reserved when a cable is drafted."""

_NUMBER = re.compile(r"(\d\d)([A-Z]+)(\d+)")
_DIGITS = re.compile(r"\d+")
_PIVOT = 60


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A cable a reference can mean: its number, how it was arrived at, and a sentence that says why."""

    mrn: str
    how: How
    why: str


def candidates(reference: Reference, mrn: str | None, date: datetime | None) -> tuple[Candidate, ...]:
    """Return the cables ``reference`` can mean, likeliest first; none for another document or a lost number.

    ``mrn`` and ``date`` are those of the citing cable. A year the reference does not state is that of the
    citing cable, and the year before where the number is too high for the time of the year. A post that
    numbers together with others (09USEUBRUSSELS1639, 09BRUSSELS1639) is given under every name of them.
    """
    if reference.mrn is None or reference.kind != "cable":
        return ()
    parts = _NUMBER.fullmatch(reference.mrn)
    if parts is None:
        return ()
    year, post, number = int(parts[1]), parts[2], int(parts[3])
    first = reference.mrn
    if states_year(reference, year, number):
        found = [Candidate(first, "stated", "The reference states year, post and number.")]
    else:
        found = _of_years(first, year, post, number, mrn, date)
    others = _series(post)
    if others:
        found += [
            Candidate(
                one.mrn.replace(post, other),
                "same series",
                f"{post} and {other} number their cables together.",
            )
            for one in found
            for other in others
        ]
    return tuple(found)


def states_year(reference: Reference, year: int, number: int) -> bool:
    """Tell whether a reference writes the year (06 STATE 123, QUITO 4525-91, PANAMA 00789/08) or it was inferred.

    ``year`` has two digits. A date (STATE CA-3400 NOV 2, 1966) states a year as well.
    """
    if reference.date is not None and reference.date.year % 100 == year:
        return True
    written = _DIGITS.findall(reference.text)
    if len(written) < 2:
        return False
    own = False
    for digits in written:
        if not own and int(digits) == number and (number != year or digits == written[-1]):
            own = True  # the number itself: 07 BEIJING 7
        elif len(digits) in (2, 4) and int(digits) % 100 == year:
            return True
    return False


def _of_years(
    first: str, year: int, post: str, number: int, mrn: str | None, date: datetime | None
) -> list[Candidate]:
    """Return the numbers of the citing cable's year and, where it is worth asking, of the year before."""
    inferred = Candidate(first, "year inferred", "It states no year; the citing cable's is taken.")
    if (date.year % 100 if date else _year_of(mrn)) != year:
        return [inferred]  # its year is that of a number before it
    why, likely = _too_high(post, number, mrn, date)
    if not why:
        return [inferred]
    before = Candidate(f"{(year - 1) % 100:02d}{post}{number}", "previous year", why)
    return [before, inferred] if likely else [inferred, before]


def _too_high(post: str, number: int, mrn: str | None, date: datetime | None) -> tuple[str, bool]:
    """Say why a number is too high for the citing cable's year, if it is, and whether it is the less likely one."""
    own = _NUMBER.fullmatch(mrn) if mrn else None
    if own is not None and _same_series(own[2], post):
        if number <= int(own[3]) + SLACK:
            return "", False
        return f"It states no year, and {number} is beyond the citing cable's own number {own[3]}.", True
    if date is None or (day := date.timetuple().tm_yday) > EARLY:
        return "", False
    typical, most = (DEPARTMENT_TYPICAL, DEPARTMENT_MOST) if post == "STATE" else (TYPICAL, MOST)
    if number <= day * typical:
        return "", False
    return f"It states no year, and {number} is high for day {day} of a year.", number > day * most


def _year_of(mrn: str | None) -> int | None:
    return int(mrn[:2]) if mrn else None


def _same_series(a: str, b: str) -> bool:
    return a == b or b in _series(a)


@lru_cache(maxsize=2048)
def _series(post: str) -> tuple[str, ...]:
    """Return the other posts that number their cables together with ``post``."""
    entry = codebooks.post(post)
    if entry is None:
        return ()
    return tuple(
        slug for slug, one in codebooks.posts().items() if one.series == entry.series and slug != post
    )
