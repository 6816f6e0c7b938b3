"""Invented prose: neutral sentences about one subject, from the word lists in ``data``."""

from __future__ import annotations

import csv
import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

DATA = Path(__file__).parent / "data"
MARK = "EXERCISE EXERCISE EXERCISE"
"""Stands in the text of every cable made here."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def words() -> dict[str, list[str]]:
    """Return the name parts, places and titles of ``names.csv`` by kind."""
    kinds: dict[str, list[str]] = {}
    with (DATA / "names.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            kinds.setdefault(row["kind"], []).append(row["text"])
    return kinds


def topics() -> list[dict[str, Any]]:
    """Return the subjects a cable can be about."""
    topics: list[dict[str, Any]] = _toml("topics.toml")["topic"]
    return topics


def month_name(number: int) -> str:
    """Return the month in words, 1 for January."""
    return _MONTHS[number - 1]


class Prose:
    """Writes about one topic, in one place, at one time; the same random state writes the same words."""

    def __init__(self, rng: Random, topic: dict[str, Any], day: date) -> None:
        self.rng = rng
        self.topic = topic
        self.day = day
        self.office = rng.choice(topic["offices"])
        self.head = self.name()

    def name(self) -> str:
        """Return an invented given name and surname."""
        return f"{self.rng.choice(words()['given'])} {self.surname()}"

    def surname(self) -> str:
        """Return an invented surname, one of some 3,000."""
        parts = words()
        pick = self.rng.choice
        return pick(parts["first"]) + pick(parts["middle"]) + pick(parts["last"])

    def sentence(self, kind: str) -> str:
        """Return one sentence of ``sentences.toml``'s list ``kind``, its blanks filled."""
        return _sentence_case(self.rng.choice(_toml("sentences.toml")[kind]).format_map(_Blanks(self)))

    def phrase(self, kind: str) -> str:
        """Return a sentence as it stands in the list, not begun by a capital."""
        filled: str = self.rng.choice(_toml("sentences.toml")[kind]).format_map(_Blanks(self))
        return filled

    def sentences(self, kind: str, count: int) -> str:
        """Return ``count`` sentences, no two neighbours alike."""
        written: list[str] = []
        while len(written) < count:
            sentence = self.sentence(kind)
            if not written or sentence != written[-1]:
                written.append(sentence)
        return " ".join(written)

    def fill(self, blank: str) -> str:
        """Return words for one ``{blank}``."""
        rng = self.rng
        match blank:
            case "person":
                return self.head if rng.random() < 0.4 else self.name()
            case "surname":
                return self.head.split()[1]
            case "surname2":
                return self.surname()
            case "their":
                return rng.choice(("his", "her"))
            case "they":
                return rng.choice(("he", "she"))
            case "office":
                return self.office if rng.random() < 0.6 else str(rng.choice(self.topic["offices"]))
            case "thing" | "action" | "claim":
                return str(rng.choice(self.topic[blank + "s"]))
            case "day":
                day = self.day - timedelta(days=rng.randint(-20, 20))
                return f"{month_name(day.month)} {day.day}"
            case "month":
                return rng.choice(_MONTHS)
            case "pastyear":
                return str(self.day.year - rng.randint(1, 9))
            case "count":
                return str(rng.randint(12, 90))
            case "small":
                return str(rng.randint(2, 11))
            case "number":
                return f"{rng.randint(2, 990)},{rng.randint(0, 9)}00"
            case "Officer":
                officer = rng.choice(words()["officer"])
                return officer[0].upper() + officer[1:]
            case "address":
                return self.address()
            case _:
                return rng.choice(words()[blank])

    def address(self) -> str:
        """Return an invented web address, long enough to be cut by a line end."""
        first, second = (self.fill("thing").replace("'", "").split() for _ in range(2))
        return f"http://www.{first[-1]}.example/{self.day.year}/{'-'.join(second)}.htm"


class _Blanks(dict[str, str]):
    """Fills each blank anew."""

    def __init__(self, prose: Prose) -> None:
        super().__init__()
        self._prose = prose

    def __missing__(self, blank: str) -> str:
        return self._prose.fill(blank)


def _sentence_case(text: str) -> str:
    at = 1 if text[0] in '("' else 0
    return text[:at] + text[at].upper() + text[at + 1 :]
