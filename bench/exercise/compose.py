"""Makes up one message: what it says, and its lines as sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import msgspec

from cablegram import codebooks
from cablegram.model import Cable, Person

from . import addressees, body, marking, pages, subject, transmission
from .message import BLANK, Form, Line, Message, Style
from .prose import Prose, topics, words
from .roster import Roster, Sender
from .text import body_lines
from .wrap import wrapped

_EXTRACT = (
    "This record is a partial extract of the original cable. "
    "The full text of the original cable is not available."
)


_STAMP = Line("Declassified/Released US Department of State EO Systematic Review 30 JUN 2005", "stamp")
_UNWRAPPED = 100_000
"""Width of lines nobody wrapped: one a paragraph, in 27 of 243 published cables."""


@dataclass
class Written:
    """A message as sent: the lines above its text and those of its text."""

    message: Message
    header: list[Line]
    text: list[Line]


def compose(
    sender: Sender, roster: Roster, seed: str, spoil: Callable[[Message, Random], None] | None = None
) -> Written:
    """Make up the message of ``sender``; the same seed makes the same one.

    ``spoil`` may change the words of subject and text before they are set in lines.
    """
    rng = Random(f"{seed} {sender.mrn}")
    post = codebooks.post(sender.post)
    assert post is not None
    message = Message(sender, post, _style(sender, rng), Cable(), [])
    prose = Prose(rng, rng.choice(topics()), sender.date.date())
    place = "STATE" if sender.post == "STATE" else subject.place_name(post.plad or "")
    title = subject.subject(message, prose, rng)
    level = marking.classification(message.year, rng)
    message.cable = Cable(
        mrn=sender.mrn,
        date=sender.date,
        classification=level,
        precedence=transmission.precedence(rng),
        subject=title.upper() if message.style.capitals or rng.random() < 0.7 else title,
        title=title,
        partial=message.style.form == "extract",
        travel_serial=f"TOSEC {rng.randint(10000, 150000)}" if _travels(message, rng) else None,
    )
    message.parts, cleared = body.parts(message, prose, rng)
    if spoil is not None:
        spoil(message, Random(f"spoil {seed} {sender.mrn}"))
    text = body_lines(message, rng)
    count = pages.section_count(len(text))
    attention = marking.passing(message, prose, rng)
    order, value = marking.executive_order(message, prose, rng)
    authority, sentence = marking.classified_by(message, prose, rng)
    message.cable = _with(
        message,
        captions=marking.captions(message, rng),
        passing=tuple(who for readers, _ in attention for who in readers),
        executive_order=order,
        tags=subject.tags(message, prose, rng),
        references=subject.references(message, roster, prose, rng),
        classified_by=authority,
        cleared_by=_drafting(message, prose, rng) + ((Person(cleared),) if cleared else ()),
        subject_portion=_subject_portion(message, rng),
    )
    signer, signature = _signature(message, prose, rng)
    message.cable = _with(message, signed_by=signer)
    header = _header(message, roster, count, rng)
    text = [*text, *signature]
    opening = [marking.class_line(message, place, count, rng), BLANK]
    opening += marking.marking_lines(message, [rows for _, rows in attention], rng)
    stamped = message.style.printed and message.year < 1980 and rng.random() < 0.3
    if stamped:
        opening += [_STAMP, BLANK]
        text += [BLANK, _STAMP]
    opening += _labelled(message, value, sentence, rng)
    if count > 1 and not message.style.printed:
        text = pages.in_sections(text, message, place, count)
    if message.style.printed:
        text = pages.in_pages(
            text, message, message.pages[0], marking.banner(message), len(header) + len(opening)
        )
    message.cable = _with(message, sections=pages.sections(message, count))
    return Written(message, header, [*opening, *text])


def _with(message: Message, **fields: object) -> Cable:
    return msgspec.structs.replace(message.cable, **fields)


def _travels(message: Message, rng: Random) -> bool:
    """Tell whether the Department sends to the travelling Secretary (76STATE187673)."""
    return message.sender.post == "STATE" and 1973 <= message.year < 1995 and rng.random() < 0.1


def _drafting(message: Message, prose: Prose, rng: Random) -> tuple[Person, ...]:
    """Say who drafted and approved a copy printed in the Department of its own; return who cleared it."""
    if not message.style.printed or message.sender.post != "STATE":
        return ()
    people = [
        Person((prose.name()[0] + prose.surname()).upper(), rng.choice(words()["symbol"]))
        for _ in range(2 + rng.randint(0, 3))
    ]
    message.cable = _with(message, drafted_by=people[0], approved_by=people[1])
    return tuple(people[2:])


def _style(sender: Sender, rng: Random) -> Style:
    """Choose habits that fit the year."""
    year = sender.date.year
    capitals = rng.random() < (1.0 if year < 1990 else 0.7 if year < 2000 else 0.2)
    forms: tuple[Form, ...] = ("relayed", "plain", "extract", "department")
    if sender.post == "STATE" and year >= 2002:
        weights = (50, 0, 0, 50)
    elif year >= 2002:
        weights = (80, 8, 12, 0)
    else:
        weights = (10, 70, 20, 0) if year >= 1985 else (0, 100, 0, 0)
    form = rng.choices(forms, weights)[0]
    printed = form == "plain" and 1973 <= year < 2002 and rng.random() < (0.9 if year < 1980 else 0.5)
    return Style(
        form=form,
        printed=printed,
        capitals=capitals,
        width=rng.choice((55, 58, 60, 60, 62, 64, 68)) if year < 1995 or rng.random() < 0.92 else _UNWRAPPED,
        two_blanks=rng.random() < (0.8 if year < 1995 else 0.4),
        number_form=rng.choices(("{}. ", "{}.  ", "{}.", "{}) "), (60, 28, 8, 4))[0]
        if year >= 1985
        else "{}.  ",
        gaps=rng.random() >= 0.05,
        revision=rng.choice((1, 2, 2, 2, 3)) if year >= 2002 and rng.random() < 0.25 else None,
    )


def _subject_portion(message: Message, rng: Random) -> str | None:
    assert message.cable.classification is not None
    letter = {"CONFIDENTIAL": "C", "SECRET": "S"}.get(message.cable.classification.level)
    if letter is None or message.year < 1995 or rng.random() < 0.85:
        return None
    return rng.choice((letter, "U"))


def _header(message: Message, roster: Roster, count: int, rng: Random) -> list[Line]:
    style, cable = message.style, message.cable
    if style.form == "extract":
        message.cable = _with(message, date=None, precedence=Cable().precedence)
        return [Line(_EXTRACT, "extract"), BLANK]
    station = addressees.station(message)
    action, info = addressees.addressees(message, roster, rng)
    message.cable = _with(message, from_=station, action=action, info=info)
    assert cable.classification is not None
    lines: list[Line] = []
    if style.printed:
        first = pages.first_page(message, 1 if count > 1 else None, count if count > 1 else None, rng)
        message.pages.append(first)
        lines += transmission.printed_lines(message, first, marking.banner(message), rng)
    if style.form == "department":
        lines.append(Line(f"{marking.banner(message)}   STATE   {message.sender.number:08}", "banner"))
    if style.form == "relayed":
        codes = tuple(a.routing_indicator for a in (*action, *info) if a.routing_indicator)
        relays = (
            tuple(dict.fromkeys(rng.sample(codes, min(len(codes), rng.randint(1, 20)))))
            if len(codes) > 1
            else ()
        )
        if rng.random() < 0.3 and count == 1:
            relays = ()
        sent = transmission.transmission(message, count, relays, "EFTO" in cable.classification.caveats, rng)
        message.cable = _with(message, transmission=sent)
        lines += transmission.transmission_lines(sent)
    return [*lines, transmission.date_line(message), *addressees.address_lines(message), BLANK]


def _labelled(message: Message, value: str, sentence: str, rng: Random) -> list[Line]:
    """Write E.O., TAGS, SUBJECT, REF and the classification authority, TAGS before E.O. now and then."""
    cable, width = message.cable, message.style.width
    orders = [marking.order_line(cable.executive_order, value, rng)] if cable.executive_order else []
    tags = subject.tags_lines(cable.tags, width, rng) if cable.tags else []
    lines = [*tags, *orders] if rng.random() < 0.04 else [*orders, *tags]
    lines += subject.subject_lines(message, rng)
    lines.append(BLANK)
    if cable.references:
        lines += [*subject.reference_lines(cable.references, width, rng), BLANK]
    lines += marking.handling_lines(message, rng)
    if sentence:
        lines += [Line(row, "classified") for row in wrapped(sentence, width, guarded=False)] + [BLANK]
    return lines


def _signature(message: Message, prose: Prose, rng: Random) -> tuple[str | None, list[Line]]:
    """Return the signer and the lines from there to the end of the message.

    Below a list of people the signer is there, and in capitals: else the last entry could be one.
    """
    level = marking.banner(message)
    listed = bool(message.parts[-1].people)
    signer = None if rng.random() < 0.12 and not listed else prose.surname()
    lines = []
    if message.year < 1973 and rng.random() < 0.3:
        lines += [Line("GP-3", "group"), BLANK]
    if signer:
        signer = signer.upper() if message.style.capitals or listed or rng.random() < 0.85 else signer
        lines.append(Line(signer, "signer"))
    if message.style.printed:
        lines += [BLANK, Line(marking.banner(message), "banner"), BLANK, Line("NNNN", "end")]
    elif rng.random() < 0.08:
        number = (
            f" {message.year}{message.sender.post[:6]}{message.sender.number:05} - Classification: {level}"
        )
        lines += [BLANK, Line(rng.choice(("NNNN", "<< END OF DOCUMENT >>", number)), "end")]
    return signer, lines
