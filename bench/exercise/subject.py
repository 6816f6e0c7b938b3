"""TAGS, SUBJECT and REF: what the message is about and what it refers to (5 FAH-1 H-246)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from random import Random

from cablegram import codebooks
from cablegram.model import Reference, Tag

from .message import Line, Message, place_name
from .prose import Prose, month_name, words
from .roster import Roster, Sender
from .wrap import wrapped

_NAMED = "OVIP"
_TELLING = ("Answers", "Briefs", "Corrects", "Hosts", "Meets", "Presses", "Seconds", "Thanks", "Visits")
"""What sets subjects apart, as persons, places and figures do in real ones: hardly two of a corpus are the same."""


def geo_tag(country: str | None) -> Tag | None:
    """Return the FIPS 10-4 tag of an ISO country."""
    for entry in codebooks.tags().values():
        if (
            entry.kind == "geo"
            and entry.country == country
            and entry.status == "current"
            and len(entry.code) == 2
        ):
            return Tag(entry.code, "geo", entry.name)
    return None


def tags(message: Message, prose: Prose, rng: Random) -> tuple[Tag, ...]:
    """Return tags of every kind; there were none before 1973."""
    if message.year < 1973:
        return ()
    codes = list(prose.topic["tags"])
    if message.year >= 1990:
        codes += [code for code in prose.topic["programs"] if rng.random() < 0.5]
    if rng.random() < 0.15:
        codes.append(rng.choice(words()["organisation"]))
    found = [_tag(code) for code in codes]
    if _NAMED in codes:
        name = f"{prose.surname()}, {prose.name().split()[0]}".upper()
        found.insert(codes.index(_NAMED) + 1, Tag(name, "person"))
    places = [geo_tag(message.post.country)]
    for _ in range(rng.choices((0, 1, 2), (70, 20, 10))[0]):
        entry = codebooks.post(rng.choice(("PARIS", "TOKYO", "CAIRO", "LIMA", "OSLO", "ABUJA")))
        places.append(geo_tag(entry.country if entry else None))
    return tuple(dict.fromkeys([*found, *(place for place in places if place)]))


def _tag(code: str) -> Tag:
    entry = codebooks.tag(code)
    assert entry is not None, code
    return Tag(entry.code, entry.kind, entry.name)


def tags_lines(found: tuple[Tag, ...], width: int, rng: Random) -> list[Line]:
    """Write the TAGS line, by commas or blanks; persons in brackets behind the tag that calls for them."""
    terms: list[str] = []
    for tag in found:
        if tag.kind == "person":
            terms[-1] += f" ({tag.code})"
        else:
            terms.append(tag.code)
    joined = rng.choice((", ", ", ", " ")) if "(" not in "".join(terms) else ", "
    return [Line(row, "tags") for row in wrapped("TAGS: " + joined.join(terms), width, guarded=False)]


def subject(message: Message, prose: Prose, rng: Random) -> str:
    """Return a subject in readable title case."""
    country = geo_tag(message.post.country)
    title = str(rng.choice(prose.topic["angles"]))
    if country and country.name and rng.random() < 0.5:
        title = f"{country.name.replace(' d' + chr(39), ' D' + chr(39))}: {title}"
    if rng.random() < 0.3:
        others = [angle for angle in prose.topic["angles"] if angle not in title]
        title += "; " + rng.choice(others)
    elif rng.random() < 0.25:
        day = rng.randint(1, 25)
        title += f", {month_name(rng.randint(1, 12))} {day}-{day + 2}"
    if rng.random() < 0.1:
        title = "U.S. Views on " + title if ":" not in title else title
    if rng.random() < 0.9:
        title += (
            f"; {prose.surname()} {rng.choice(_TELLING)} {prose.surname()} on {rng.randint(3, 99)} Points"
        )
    return title


def subject_lines(message: Message, rng: Random) -> list[Line]:
    """Write the SUBJECT line."""
    label = rng.choices(("SUBJECT: ", "SUBJECT:  ", "SUBJ: "), (75, 15, 10))[0]
    portion = f"({message.cable.subject_portion}) " if message.cable.subject_portion else ""
    text = f"{label}{portion}{message.cable.subject}"
    return [Line(row, "subject") for row in wrapped(text, message.style.width)]


def references(message: Message, roster: Roster, prose: Prose, rng: Random) -> tuple[Reference, ...]:
    """Return what the message refers to; ``text`` holds the words it is written in, without its letter."""
    count = rng.choices((0, 1, 2, 3, 4, 6, 9), (30, 30, 18, 11, 6, 3, 2))[0]
    written: dict[str, Reference] = {}
    for at in range(count):
        letter = chr(ord("A") + at) if count > 1 else None
        if at and rng.random() < 0.06:
            found = [_uncabled(message, prose, letter, rng)]
        else:
            found = _cables(message, roster, prose, letter, rng)
        for reference in found:
            written.setdefault(reference.mrn or reference.text, reference)
    return tuple(written.values())


def _uncabled(message: Message, prose: Prose, letter: str | None, rng: Random) -> Reference:
    """Return an e-mail, or an airgram from before there were any."""
    day = message.sender.date
    if message.year >= 1998:
        kind, stated = "email", datetime(day.year, day.month, day.day)
        text = f"{prose.surname()}-{prose.surname()} e-mail of {day.month}/{day.day}/{day.year}"
    else:
        kind, stated = "airgram", datetime(message.year - 1, day.month, day.day)
        text = f"{message.place} A-{rng.randint(10, 300)} of {month_name(day.month)} {day.day}, {stated.year}"
    return Reference(kind, text.upper() if message.style.capitals else text, letter, date=stated)


def _cables(
    message: Message, roster: Roster, prose: Prose, letter: str | None, rng: Random
) -> list[Reference]:
    """Return one cable as it is cited, or several of one post and year by their numbers (07KABUL1033).

    A number behind a slash is never one that could be a year.
    """
    cited = roster.earlier(message.sender, rng)
    lead, number, suffix = _cited(cited, message, rng)
    if cited.mrn == message.sender.mrn:
        return []
    caption = "NOTAL" if rng.random() < 0.1 else None
    title = prose.topic["angles"][0].upper() if not caption and rng.random() < 0.05 else None
    previous = rng.random() < 0.06
    text = (
        f"{lead} {number}{suffix}" + (f" ({caption})" if caption else "") + (f" ({title})" if title else "")
    )
    text += rng.choice((" AND PREVIOUS", " and previous")) if previous else ""
    text = text.upper() if message.style.capitals else text
    found = [Reference("cable", text, letter, cited.mrn, caption, previous, title)]
    if letter and text == f"{lead} {number}" and rng.random() < 0.1:
        for _ in range(rng.randint(1, 3)):
            other = replace(cited, number=rng.randint(2100, 29999))
            found.append(Reference("cable", f"{lead} {other.number}", letter, other.mrn))
    return found


def _cited(cited: Sender, message: Message, rng: Random) -> tuple[str, str, str]:
    """Return post, number, and year behind it as cited; no year where it is the citing cable's."""
    entry = codebooks.post(cited.post)
    assert entry is not None
    place = place_name(entry)
    number = f"{cited.number:0{rng.choice((1, 1, 5, 6))}}"
    if cited.date.year == message.year and rng.random() < 0.9:
        return place, number, ""
    if rng.random() < 0.15:
        return place, number, f" ({cited.date.year})"
    return f"{cited.date:%y} {place}", number, ""


def reference_lines(cited: tuple[Reference, ...], width: int, rng: Random) -> list[Line]:
    """Write the REF line or list; what shares a letter is one item, the later numbers behind slashes."""
    label = rng.choice(("REF:", "REF:", "REFS:", "REFTEL:" if len(cited) == 1 else "REFS:"))
    mark = rng.choice(("{}.", "{})", "({})"))
    items: dict[str, str] = {}
    for reference in cited:
        lead = mark.format(reference.letter) + " " if reference.letter else ""
        if lead in items:
            items[lead] += "/" + reference.text.rpartition(" ")[2]
        else:
            items[lead] = lead + reference.text
    if len(items) > 1 and rng.random() < 0.5:
        rows = [
            (label if at == 0 else " " * len(label)) + " " + item for at, item in enumerate(items.values())
        ]
    else:
        text = rng.choice((", ", "; ", "  ")).join(items.values())
        rows = wrapped(f"{label} {text}", width, guarded=False)
    return [Line(row, "reference") for row in rows]
