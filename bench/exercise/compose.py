"""Makes up one message: what it says, and its lines as sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

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
    message = _said(sender, roster, rng)
    if spoil is not None:
        spoil(message, Random(f"spoil {seed} {sender.mrn}"))
    return _written(message, rng)


def _said(sender: Sender, roster: Roster, rng: Random) -> Message:
    """Make up what the message says."""
    post = codebooks.post(sender.post)
    assert post is not None
    style = _style(sender, rng)
    prose = Prose(rng, rng.choice(topics()), sender.date.date())
    message = Message(sender, post, style, Cable(mrn=sender.mrn, partial=style.form == "extract"), [])
    title = subject.subject(message, prose, rng)
    message.say(
        classification=marking.classification(message.year, rng),
        subject=title.upper() if style.capitals or rng.random() < 0.7 else title,
        title=title,
        travel_serial=f"TOSEC {rng.randint(10000, 150000)}" if _travels(message, rng) else None,
    )
    message.parts, cleared = body.parts(message, prose, rng)
    if style.form != "extract":
        message.say(
            date=sender.date, precedence=transmission.precedence(rng), from_=addressees.station(message)
        )
        action, info = addressees.addressees(message, roster, rng)
        message.say(action=action, info=info)
    message.say(
        captions=marking.captions(message, rng),
        passing=marking.passing(message, prose, rng),
        executive_order=marking.executive_order(message, prose, rng),
        tags=subject.tags(message, prose, rng),
        references=subject.references(message, roster, prose, rng),
        classified_by=marking.classified_by(message, prose, rng),
        cleared_by=_drafting(message, prose, rng) + ((Person(cleared),) if cleared else ()),
        subject_portion=_subject_portion(message, rng),
        signed_by=_signer(message, prose, rng),
    )
    return message


def _written(message: Message, rng: Random) -> Written:
    """Set the message in lines."""
    style = message.style
    text = body_lines(message, rng)
    count = pages.section_count(len(text))
    text += _signature(message, rng)
    header = _header(message, count, rng)
    opening = [marking.class_line(message, count, rng), BLANK, *marking.marking_lines(message, rng)]
    if style.printed and message.year < 1980 and rng.random() < 0.3:
        opening += [_STAMP, BLANK]
        text += [BLANK, _STAMP]
    opening += _labelled(message, rng)
    if style.printed:
        above = len(header) + len(opening)
        text = pages.in_pages(text, message, message.pages[0], marking.banner(message), above)
    elif count > 1:
        text = pages.in_sections(text, message, count)
    message.say(sections=pages.sections(message, count))
    return Written(message, header, [*opening, *text])


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
    message.say(drafted_by=people[0], approved_by=people[1])
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


def _signer(message: Message, prose: Prose, rng: Random) -> str | None:
    """Return who signs; below a list of people somebody does, in capitals, or the last entry could be it."""
    listed = bool(message.parts[-1].people)
    if rng.random() < 0.12 and not listed:
        return None
    name = prose.surname()
    return name.upper() if message.style.capitals or listed or rng.random() < 0.85 else name


def _header(message: Message, count: int, rng: Random) -> list[Line]:
    style, cable = message.style, message.cable
    if style.form == "extract":
        return [Line(_EXTRACT, "extract"), BLANK]
    lines: list[Line] = []
    if style.printed:
        first = pages.first_page(message, 1 if count > 1 else None, count if count > 1 else None, rng)
        message.pages.append(first)
        lines += transmission.printed_lines(message, first, marking.banner(message), rng)
    if style.form == "department":
        lines.append(Line(f"{marking.banner(message)}   STATE   {message.sender.number:08}", "banner"))
    if style.form == "relayed":
        indicators = {one.routing_indicator for one in (*cable.action, *cable.info) if one.routing_indicator}
        sent = transmission.transmission(message, count, sorted(indicators), rng)
        message.say(transmission=sent)
        lines += transmission.transmission_lines(sent)
    return [*lines, transmission.date_line(message), *addressees.address_lines(message), BLANK]


def _labelled(message: Message, rng: Random) -> list[Line]:
    """Write E.O., TAGS, SUBJECT, REF and the classification authority, TAGS before E.O. now and then."""
    cable, width = message.cable, message.style.width
    orders = [marking.order_line(message, rng)] if cable.executive_order else []
    tags = subject.tags_lines(cable.tags, width, rng) if cable.tags else []
    lines = [*tags, *orders] if rng.random() < 0.04 else [*orders, *tags]
    lines += subject.subject_lines(message, rng)
    lines.append(BLANK)
    if cable.references:
        lines += [*subject.reference_lines(cable.references, width, rng), BLANK]
    lines += marking.handling_lines(message, rng)
    if message.authority:
        rows = wrapped(message.authority, width, guarded=False)
        lines += [*(Line(row, "classified") for row in rows), BLANK]
    return lines


def _signature(message: Message, rng: Random) -> list[Line]:
    """Write the lines from the text to the end of the message."""
    sender, level = message.sender, marking.banner(message)
    lines = []
    if message.year < 1973 and rng.random() < 0.3:
        lines += [Line("GP-3", "group"), BLANK]
    if message.cable.signed_by:
        lines.append(Line(message.cable.signed_by, "signer"))
    if message.style.printed:
        lines += [BLANK, Line(level, "banner"), BLANK, Line("NNNN", "end")]
    elif rng.random() < 0.08:
        number = f" {message.year}{sender.post[:6]}{sender.number:05} - Classification: {level}"
        lines += [BLANK, Line(rng.choice(("NNNN", "<< END OF DOCUMENT >>", number)), "end")]
    return lines
