"""Who sends a cable, and when: posts and years as in the published index, numbers rising by the year."""

from __future__ import annotations

import csv
import gzip
import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

from cablegram import codebooks

from .prose import DATA

_PUBLISHED = re.compile(r"(\d\d)([A-Z]+)([1-9]\d*)$")
_OLDER = 0.35
"""Share of cables dated by ``years.csv`` although the index is there: 99 % of that is of 2002 to 2010."""


@dataclass(frozen=True)
class Sender:
    """The identity of one cable: year and post as in its number, and its date-time group."""

    post: str
    number: int
    date: datetime

    @property
    def mrn(self) -> str:
        return f"{self.date.year % 100:02}{self.post}{self.number}"


class Roster:
    """Every cable of a corpus by number and date, so that cables can cite each other."""

    def __init__(self, count: int, seed: int, index: Path | None = None) -> None:
        rng = Random(f"roster {seed}")
        posts = _posts(index)
        self.names = sorted(posts)
        self._weights = list(accumulate(posts[name] for name in self.names))
        months = _months(index)
        days: dict[tuple[str, int], list[datetime]] = {}
        for _ in range(count):
            day = _moment(rng, months)
            days.setdefault((self.post(rng), day.year), []).append(day)
        self.senders = sorted(
            (sender for (post, _), dates in days.items() for sender in _number(post, sorted(dates), rng)),
            key=lambda sender: (sender.date, sender.mrn),
        )
        self._dates = [sender.date for sender in self.senders]

    def post(self, rng: Random) -> str:
        """Return a post, chosen as often as it sent cables."""
        return rng.choices(self.names, cum_weights=self._weights)[0]

    def earlier(self, sender: Sender, rng: Random) -> Sender:
        """Return a cable of the months before for ``sender`` to cite, one made here or one never seen."""
        stop = bisect_left(self._dates, sender.date)
        start = bisect_left(self._dates, sender.date - timedelta(days=500))
        if stop > start and rng.random() < 0.6:
            return self.senders[rng.randrange(start, stop)]
        date = sender.date - timedelta(days=rng.randint(1, 400))
        return Sender(rng.choice(("STATE", sender.post, self.post(rng))), rng.randint(1, 29999), date)


def _posts(index: Path | None) -> dict[str, int]:
    counted: Counter[str] = Counter()
    if index is None:
        with (DATA / "posts.csv").open(encoding="utf-8", newline="") as rows:
            counted.update({row["slug"]: int(row["cables"]) for row in csv.DictReader(rows)})
    else:
        counted.update(post for post, _, _ in _published(index))
    return {slug: cables for slug, cables in counted.items() if _usable(slug)}


def _usable(slug: str) -> bool:
    """Tell whether cables can be made up for the post: one spelling, an address, a routing indicator."""
    entry = codebooks.post(slug)
    return (
        entry is not None
        and entry.plad is not None
        and bool(entry.routing_indicators)
        and entry.series == entry.slug
        and not entry.earlier_names
        and (slug == "STATE" or _plain_name(entry.plad) == slug)
    )


def _plain_name(address: str) -> str:
    return "".join(re.sub(r"^(AMEMBASSY|AMCONSUL|USMISSION) ", "", address).split())


def _months(index: Path | None) -> Counter[tuple[int, int]]:
    """Return how many cables the index has of each month; without one ``years.csv`` dates all of them."""
    if index is None:
        return Counter()
    return Counter((year, month) for _, year, month in _published(index))


@cache
def _spans() -> dict[tuple[int, int], int]:
    with (DATA / "years.csv").open(encoding="utf-8", newline="") as rows:
        return {(int(row["first"]), int(row["last"])): int(row["cables"]) for row in csv.DictReader(rows)}


def _published(index: Path) -> list[tuple[str, int, int]]:
    """Return post, year and month of every well-formed row ``id,month`` of the index."""
    with gzip.open(index, "rt", encoding="utf-8", newline="") as rows:
        found = [(_PUBLISHED.match(number), int(month)) for number, month in csv.reader(rows)]
    return [(at[2], _year(at[1]), month) for at, month in found if at]


def _year(digits: str) -> int:
    return int(digits) + (1900 if int(digits) >= 60 else 2000)


def _moment(rng: Random, months: Counter[tuple[int, int]]) -> datetime:
    if months and rng.random() >= _OLDER:
        year, month = rng.choices(list(months), weights=list(months.values()))[0]
    else:
        (first, last) = rng.choices(list(_spans()), weights=list(_spans().values()))[0]
        year, month = rng.randint(first, last), rng.randint(1, 12)
    return datetime(year, month, rng.randint(1, 28), rng.randint(0, 23), rng.randint(0, 59), tzinfo=UTC)


def _number(post: str, dates: list[datetime], rng: Random) -> list[Sender]:
    """Number the cables of one post and year, rising with the date at the post's own pace."""
    pace = rng.uniform(60, 330) if post == "STATE" else rng.uniform(0.6, 12)
    number = 0
    senders = []
    for date in dates:
        number = max(number + 1, int(pace * date.timetuple().tm_yday) + rng.randint(0, 9))
        senders.append(Sender(post, number, date))
    return senders
