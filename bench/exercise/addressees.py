"""Format lines 6 to 9: originator, addressees, exemptions (5 FAH-2 H-321)."""

from __future__ import annotations

import csv
from functools import cache
from random import Random

from cablegram import codebooks
from cablegram.model import Addressee, Station

from .message import Line, Message
from .prose import DATA, words
from .roster import Roster

_ALL_POSTS = "ALL DIPLOMATIC AND CONSULAR POSTS COLLECTIVE"
_MOST = 40
"""Addressees of one role; the longest lists of published headers run to some forty lines."""


@cache
def _agencies() -> list[dict[str, str]]:
    with (DATA / "agencies.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def station(message: Message) -> Station:
    """Return the originator; only format line 3 gives its routing indicator."""
    indicator = message.post.routing_indicators[0] if message.style.form == "relayed" else None
    return Station(message.post.plad or "", indicator, message.post.slug)


def addressees(
    message: Message, roster: Roster, rng: Random
) -> tuple[tuple[Addressee, ...], tuple[Addressee, ...]]:
    """Return action and info addressees: the Department first, or posts when it is the sender."""
    relayed = message.style.form == "relayed"
    count = min(_MOST, int(rng.expovariate(1 / 5)))
    names: list[str] = []
    while len(names) < count + 3:
        slug = roster.post(rng)
        if slug not in (*names, message.sender.post, "STATE"):
            names.append(slug)
    word = message.cable.precedence.action if rng.random() < 0.75 else None
    if word == "IMMEDIATE" and rng.random() < 0.06:
        word = "NIACT IMMEDIATE"
    if message.sender.post == "STATE":
        if rng.random() < 0.25:
            exempt = (
                tuple(_address(slug) for slug in names[: rng.randint(1, 2)]) if rng.random() < 0.5 else ()
            )
            everyone = Addressee(_ALL_POSTS, precedence=word, exclusions=exempt, collective=True)
            return (everyone,), ()
        cut = rng.randint(1, 3)
        return tuple(_post(slug, relayed, word, rng) for slug in names[:cut]), tuple(
            _post(slug, relayed, None, rng) for slug in names[cut:]
        )
    serial = f"{rng.randint(1, 9999):04}" if rng.random() < 0.9 else None
    action = [Addressee("SECSTATE WASHDC", "RUEHC" if relayed else None, "STATE", word, serial)]
    if rng.random() < 0.1:
        action.append(_post(names.pop(), relayed, word, rng))
    info = [_post(slug, relayed, "PRIORITY" if rng.random() < 0.1 else None, rng) for slug in names[:count]]
    fitting = [agency for agency in _agencies() if int(agency["from_year"]) <= message.year]
    if count > 1 and rng.random() < 0.6:
        chosen = rng.sample(fitting, min(len(fitting), rng.randint(1, 5)))
        info += [_agency(agency, relayed, rng) for agency in chosen]
    return tuple(action), tuple(info)


def _address(slug: str) -> str:
    entry = codebooks.post(slug)
    assert entry is not None
    assert entry.plad is not None
    return entry.plad


def _post(slug: str, relayed: bool, precedence: str | None, rng: Random) -> Addressee:
    entry = codebooks.post(slug)
    assert entry is not None
    serial = f"{rng.randint(0, 9999):04}" if relayed and rng.random() < 0.85 else None
    indicator = entry.routing_indicators[0] if relayed else None
    return Addressee(entry.plad or "", indicator, slug, precedence, serial)


def _agency(row: dict[str, str], relayed: bool, rng: Random) -> Addressee:
    offices: tuple[str, ...] = ()
    if row["kind"] == "agency" and rng.random() < 0.15:
        offices = tuple(rng.choice(words()["addressee office"]).split("/"))
    return Addressee(
        row["name"], row["ri"] if relayed else None, offices=offices, collective=row["kind"] == "collective"
    )


def address_lines(message: Message) -> list[Line]:
    """Write format lines 6 to 9."""
    cable = message.cable
    assert cable.from_ is not None
    lines = [Line(f"FM {cable.from_.name}", "from")]
    for role, addressed in (("TO", cable.action), ("INFO", cable.info)):
        for at, addressee in enumerate(addressed):
            lines.append(Line((f"{role} " if at == 0 else "") + _address_text(addressee), "address"))
            lines += [
                Line(("XMT " if first == 0 else "") + name, "address")
                for first, name in enumerate(addressee.exclusions)
            ]
    return lines


def _address_text(addressee: Addressee) -> str:
    name = (
        f"{addressee.routing_indicator}/{addressee.name}" if addressee.routing_indicator else addressee.name
    )
    if addressee.offices:
        name += f"//{'/'.join(addressee.offices)}//"
    return " ".join(filter(None, (name, addressee.precedence, addressee.serial)))
