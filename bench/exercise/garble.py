"""Damages cables as transmission, copying and publishing did, and says what a careful reader still finds.

Rates are shares of cables (c), of lines of the kind named (l), or of characters of text (t).

Words, damaged before they are set in lines; the truth changes with them, since it is what stands there:

* radio damage, 6 % c: in every fifth paragraph line or so one consonant inside a word of five letters or more
  is dropped, doubled, replaced or lost to a Q (about 0.4 % t in those cables); subject and headings too. The
  exercise marking, labels (``Summary:``), lists of people and web addresses are spared;
* redaction, 4 % c: one to three runs of one to four words become ``XXXXXXXXXXXX``; the truth has it too, and
  one entry in ``redactions`` for each.

Layout, damaged afterwards; the truth stays, for a reader recovers it:

* date-time group, 2 % l: a blank before the Z (copies of 1973);
* number of the classification line, 0.5 % of relayed cables numbered below 10,000: one digit dropped, which
  the station serial of format line 3 restores;
* labels (E.O., TAGS, SUBJECT, REF, Classified By), 2 % l: one letter dropped or doubled; in the E.O.
  label a zero for the O, or one digit of the order's number dropped, which leaves one known order it can be;
* classification line, 3 % l: one letter of SECTION or of an unspaced level dropped or replaced by Q;
* section lines, 10 % l: one letter of OF, or the blank beside it, is lost;
* blank lines, 5 % l: doubled; none is lost, for nobody could tell the place from one that never had one;
* lost line ends, 1 % l: a line of text runs on into the next; SIPDIS into the E.O. line (5 % l);
* reflowed head, 1 % c of modern ones without attention lines: classification line, captions and labelled
  elements run on in one line (07MOSCOW1704);
* inserted page lines, 3 % c of unprinted cables: one line ``PAGE 02 …`` of either family in the midst of
  a paragraph; it is added to ``pages``;
* repeated header, 20 % c of those in sections: the second section brings page line, date-time group, FM, TO,
  E.O., TAGS and SUBJECT once more; the page line is added to ``pages``;
* case folding, 3 % c: classification line, captions, E.O., TAGS, SUBJECT and REF in lower case but for
  the first letter (04ANKARA348). The words of subject and references are folded in the truth as well, its
  title is not; subjects with an abbreviation are spared, for which letters are one could only be guessed;
* post names of addressees, 1 % l of names of seven letters or more: one letter dropped or replaced;
  ``name`` is what stands there, ``post`` stays, since a codebook repairs it;
* portion markings, 2 % l: blanks inside the brackets.

What is lost for good is taken out of the truth, or set to what remains:

* addressee numbers, 0.5 % l: one digit dropped; nothing checks it, so ``serial`` is what stands there;
* missing header, 2 % c: everything above the classification line is cut off, and with it addressees, date,
  precedence and transmission; only unprinted cables of publishers who date them (a number needs its year).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

import msgspec

from cablegram.model import Addressee, Cable, PageLine, Precedence, Redaction

from .addressees import address_lines
from .compose import Written
from .damage import (
    doubled_blanks,
    folded,
    hurt_date,
    hurt_labels,
    hurt_number,
    hurt_section,
    merged,
    reflowed,
    spaced_portions,
)
from .marking import banner
from .message import BLANK, Line, Message, Part
from .pages import first_page
from .prose import MARK
from .transmission import page_text, printed_lines, sender_station

_REDACTED = "XXXXXXXXXXXX"
_WORD = re.compile(r"(?<![\w'/.-])(?:[A-Za-z][a-z]{4,}|[A-Z]{5,})(?![\w'/-])")
_ABBREVIATION = re.compile(r"[A-Z]\.[A-Z]|\b[A-Z]{2,}\b")
_SECTION = re.compile(r" SECTION \d\d OF \d\d")
_SHORTEST_NAME = 7
"""Letters of a post's name that can be told by all but one of them."""


# -- words ---------------------------------------------------------------------------------------


def spoil_words(message: Message, rng: Random) -> None:
    """Damage the words of subject, headings and text; the message then says what is left."""
    parts = [part for part in message.parts if part.kind not in ("participants", "clearance", "closing")]
    if rng.random() < 0.06:
        for part in parts:
            _radio_part(part, rng)
        _radio_subject(message, rng)
    if rng.random() < 0.04:
        redacted = 0
        for part in rng.choices(parts, k=rng.randint(1, 3)):
            text = _redacted(part.text, rng)
            redacted += text != part.text
            part.text = text
        message.cable = msgspec.structs.replace(message.cable, redactions=(Redaction(),) * redacted)


def _radio_part(part: Part, rng: Random) -> None:
    part.text = _radio(part.text, 1 / 300, rng)
    if part.heading and part.kind == "text":
        part.heading = _radio(part.heading, 1 / 300, rng)
    for entry in part.entries:
        entry.text = _radio(entry.text, 1 / 300, rng)


def _radio(text: str, rate: float, rng: Random) -> str:
    """Damage one letter inside a word, as often as ``rate`` times the length of ``text``."""
    words = [match.span() for match in _WORD.finditer(text) if match[0] not in MARK]
    count = min(len(words), int(rate * len(text) + rng.random()))
    for start, end in sorted(rng.sample(words, count), reverse=True):
        at = rng.choice(
            [at for at in range(start + 1, end - 1) if text[at].lower() not in "aeiouy"] or [start]
        )
        text = text[:at] + _damaged_letter(text[at], rng) + text[at + 1 :]
    return text


def _damaged_letter(letter: str, rng: Random) -> str:
    damaged = rng.choice(("", letter * 2, rng.choice("bcdfgklmnprstvz"), "q"))
    return damaged.upper() if letter.isupper() else damaged


def _radio_subject(message: Message, rng: Random) -> None:
    """Damage the subject and, at the same place, its readable form."""
    title, subject = message.cable.title or "", message.cable.subject or ""
    damaged = _radio(title, 1 / 60, rng)
    subject = damaged if subject == title else damaged.upper()
    message.cable = msgspec.structs.replace(message.cable, title=damaged, subject=subject)


def _redacted(text: str, rng: Random) -> str:
    """Black out one to four words, none of them of the marking, a bracket or a web address."""
    words = text.split(" ")
    at = rng.randrange(max(1, len(words) - 5))
    run = words[at : at + rng.randint(1, 4)]
    if not all(word.isalpha() and word not in (*MARK.split(), _REDACTED) for word in run):
        return text
    return " ".join([*words[:at], _REDACTED, *words[at + len(run) :]])


# -- lines ---------------------------------------------------------------------------------------


def spoil_lines(written: Written, rng: Random) -> Written:
    """Damage layout, labels and numbers of a message; its truth is changed where the loss is one."""
    message = written.message
    header = written.header
    if header and not message.style.printed and message.cable.from_ and rng.random() < 0.02:
        header = []
        message.cable = _headless(message.cable)
    elif message.cable.from_:
        header = _hurt_addresses(header, message, rng)
    text = written.text
    header = [hurt_date(line, rng) for line in header]
    if header and message.cable.transmission and message.sender.number < 10_000:
        text = [hurt_number(line, rng) for line in text]
    if message.style.form != "extract" and message.pages and not message.style.printed and rng.random() < 0.2:
        text = _with_repeated_header(text, message, header, rng)
    if not message.style.printed and rng.random() < 0.03:
        text = _with_page_line(text, message, rng)
    text = [hurt_section(line, rng) if line.role in ("section", "class") else line for line in text]
    if message.year >= 1996 and rng.random() < 0.03 and _foldable(message.cable):
        text = folded(text)
        message.cable = _folded_values(message.cable)
    text = [hurt_labels(line, rng) for line in text]
    if message.year >= 2002 and not message.attention and rng.random() < 0.01:
        text = reflowed(text)
    text = spaced_portions(merged(doubled_blanks(text, rng), rng), rng)
    return Written(message, header, text)


def _headless(cable: Cable) -> Cable:
    return msgspec.structs.replace(
        cable, date=None, precedence=Precedence(), transmission=None, from_=None, action=(), info=()
    )


def _hurt_addresses(header: list[Line], message: Message, rng: Random) -> list[Line]:
    cable = message.cable
    message.cable = msgspec.structs.replace(
        cable,
        action=tuple(_hurt_addressee(addressee, rng) for addressee in cable.action),
        info=tuple(_hurt_addressee(addressee, rng) for addressee in cable.info),
    )
    first = next(at for at, line in enumerate(header) if line.role == "from")
    rest = [line for line in header[first:] if line.role not in ("from", "address")]
    return [*header[:first], *address_lines(message), *rest]


def _hurt_addressee(addressee: Addressee, rng: Random) -> Addressee:
    name, serial = addressee.name, addressee.serial
    if (
        addressee.post
        and addressee.post != "STATE"
        and len(addressee.post) >= _SHORTEST_NAME
        and rng.random() < 0.01
    ):
        at = rng.randrange(len(name) - 5, len(name) - 1)
        name = name[:at] + rng.choice(("", "Q")) + name[at + 1 :]
    if serial and rng.random() < 0.005:
        at = rng.randrange(len(serial))
        serial = serial[:at] + serial[at + 1 :]
    return msgspec.structs.replace(addressee, name=name, serial=serial)


def _foldable(cable: Cable) -> bool:
    return not cable.subject_portion and not _ABBREVIATION.search(cable.title or "")


def _folded_values(cable: Cable) -> Cable:
    """Fold what the truth quotes from the lines that are folded."""
    order = cable.executive_order
    return msgspec.structs.replace(
        cable,
        subject=cable.subject and cable.subject.lower(),
        references=tuple(
            msgspec.structs.replace(cited, text=cited.text.lower(), title=cited.title and cited.title.lower())
            for cited in cable.references
        ),
        captions=tuple(
            msgspec.structs.replace(caption, note=caption.note and caption.note.lower())
            for caption in cable.captions
        ),
        executive_order=order and msgspec.structs.replace(order, event=order.event and order.event.lower()),
    )


def _with_page_line(text: list[Line], message: Message, rng: Random) -> list[Line]:
    """Put a printed page's or a relay's page line between two lines of a paragraph."""
    places = [
        at for at in range(1, len(text)) if text[at].role == "text" and text[at - 1].role in ("text", "open")
    ]
    if not places:
        return text
    at = rng.choice(places)
    sender = message.sender
    if rng.random() < 0.5:
        page = msgspec.structs.replace(first_page(message, None, None, rng), page=2)
        line = page_text(message, page)
    else:
        indicator, serial = sender_station(message), sender.number % 10000
        page = PageLine("relay", page=2, station=indicator, serial=serial)
        line = f"PAGE 02 {indicator}{serial:04} {_class_words(text)}"
    _insert_page(message, text[:at], page)
    return [*text[:at], BLANK, Line(line, "page"), BLANK, *text[at:]]


def _class_words(text: list[Line]) -> str:
    """Return class, post and number as a relay's page line repeats them."""
    return _SECTION.sub("", next(line.text for line in text if line.role == "class"))


def _insert_page(message: Message, before: Sequence[Line], page: PageLine) -> None:
    message.pages.insert(sum(line.role in ("section", "page") for line in before), page)


def _with_repeated_header(text: list[Line], message: Message, header: list[Line], rng: Random) -> list[Line]:
    """Replace the second section's line by that section's own header (01VATICAN2600)."""
    second = next((at for at, page in enumerate(message.pages) if page.number == 2), None)
    if second is None:
        return text
    at = [at for at, line in enumerate(text) if line.role == "section"][second]
    own = message.pages[second] = first_page(message, 2, message.pages[second].of, rng)
    again = [line for line in text if line.role in ("order", "tags", "subject")]
    printed = printed_lines(message, own, banner(message), rng)
    heads = [line for line in header if line.role in ("dtg", "from")]
    addressed = Line("TO SECSTATE WASHDC 0000", "address")
    return [*text[:at], *printed, *heads, addressed, BLANK, *again, BLANK, *text[at + 1 :]]
