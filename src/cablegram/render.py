"""A cable as message text in the standard layout: header by 5 FAH-2 H-321, text by 5 FAH-1 H-246."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from . import codebooks
from .model import (
    Addressee,
    Cable,
    Caption,
    ClassifiedBy,
    ExecutiveOrder,
    OperatingSignal,
    Paragraph,
    Passing,
    Person,
    Reference,
    Transmission,
)

WIDTH = 60
"""Characters in a line of text. 5 FAH-1 H-246 asks for 55; in 181 of 243 published cables the
95th percentile is 60 to 64, and the longest line of 07BEIJING2463 has 60."""

HEADER_WIDTH = 69
"""Characters in a line of the header: what a teletype line holds (ACP 127)."""

_RULE_WIDTH = 45
"""Longest rule; relays broke longer ones at this column (66BUENOSAIRES2481, 10CAIRO219)."""

_PARTIAL = (
    "This record is a partial extract of the original cable. "
    "The full text of the original cable is not available."
)
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MRN = re.compile(r"(\d\d)([A-Z]+)(\d+)")

_FULL_ENTRY = WIDTH - 10
"""Length of a list entry with the word behind it from which a line end may be taken for a wrap: the
narrowest of 243 published cables are wrapped at 50."""
_LAST_LINE = 4
"""Words kept together at the end of a paragraph: fewer on a line of their own may read as a signature."""

# A word that must not begin a line, for there it would be read as the start of something:
# 2. (07BEIJING2463), B) (01BEIJING11971), -- (10CAIRO219), PAGE 02 (01VATICAN2600), REF: (09BERLIN1636).
_OPENER = re.compile(
    r"¶|\(?(?:\d{1,3}|[A-Z])[.):]+(?!\w)|[-*_=~o•Q]+$|PAGE$|E\.?O\.?|CLASSIFIED$"
    r"|(?:TAGS|SUBJ|SUBJECT|REFS?|REFTELS?)\b",
    re.IGNORECASE,
)
# Two words no line end may part, for they would be joined when read:
# face- (07BEIJING2463, paragraph 3), http://www.customs.gov.cn/ (the same, paragraph 5).
_TOGETHER = re.compile(r"\w- |(?:https?:|www\.)(?:\S*[-_=&?%/] |\S* \S*[/=?&.])", re.IGNORECASE)
_GOES_ON = re.compile(r"(?<=[;,-]) ")
_COLUMNS = "   "
"""What sets the columns of a table apart; a line with it keeps its blanks."""
_SENTENCE_END = re.compile(r"[.?!:;\"')]$")


def render(cable: Cable) -> str:
    """Return ``cable`` as message text, one line per line, the last one ended too.

    What the cable does not say is left out; values are written as the model holds them, in the
    order of the standard layout. Where the cable was sent in sections, section lines cut the
    text into parts of about equal length.
    """
    blocks = [
        _header(cable),
        _classification_line(cable),
        [caption.as_found or _caption(caption) for caption in cable.captions],
        list(_passing_lines(cable.passing)),
        _subject_lines(cable),
        _classified_by(cable.classified_by),
        _body(cable),
        [cable.signed_by] if cable.signed_by else [],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _header(cable: Cable) -> list[str]:
    if cable.partial:
        return [_PARTIAL]
    lines = list(_drafting_lines(cable))
    signals: Sequence[OperatingSignal] = ()
    if cable.transmission is not None:
        security_line, signals = _security_line(cable.transmission)
        lines += [*_transmission_lines(cable.transmission), *security_line]
    if cable.date is not None:
        lines.append(_date_line(cable, cable.date, signals))
    if cable.from_ is not None:
        lines.append(f"FM {cable.from_.name}")
    lines += _addressee_lines("TO", cable.action)
    lines += _addressee_lines("INFO", cable.info)
    return lines


def _drafting_lines(cable: Cable) -> Iterator[str]:
    """Yield who drafted, approved and cleared, as on copies kept by the drafting office (1973-79)."""
    if cable.drafted_by is not None:
        yield f"DRAFTED BY {_office_and_name(cable.drafted_by)}"
    if cable.approved_by is not None:
        yield f"APPROVED BY {_office_and_name(cable.approved_by)}"
    yield from (f"CLEARED BY {_office_and_name(person)}" for person in cable.cleared_by if person.office)


def _office_and_name(person: Person) -> str:
    return f"{person.office}:{person.name}" if person.office else person.name


def _transmission_lines(transmission: Transmission) -> Iterator[str]:
    if transmission.id:
        yield transmission.id
    if transmission.precedence:
        prosign = _letter(transmission.precedence) * 2
        if transmission.relayed_to:
            yield from _fill([prosign, *(relay.code for relay in transmission.relayed_to)], HEADER_WIDTH)
        else:
            yield from (f"{prosign} RUEHWEB", "")  # sent point to point: 09BRASILIA1540
    if transmission.originator:
        station = f"DE {transmission.originator}"
        if transmission.station_serial is not None:
            station += f" #{transmission.station_serial:04d}"
            if transmission.section is not None:
                station += f"/{transmission.section:02d}"
        if transmission.filed is not None:
            station += f" {transmission.filed:%j%H%M}"
        yield station


def _security_line(transmission: Transmission) -> tuple[list[str], Sequence[OperatingSignal]]:
    """Return format line 4, and the operating signals left for format line 5."""
    signals = transmission.operating_signals
    if not signals or not signals[0].code.startswith("ZN"):
        return [], signals
    words = [signals[0].code, transmission.security or "", *map(_signal, signals[1:])]
    return [" ".join(filter(None, words))], ()


def _signal(signal: OperatingSignal) -> str:
    words = " ".join((signal.code, *signal.arguments))
    return f"({words})" if signal.code == "CCY" else words  # ZZH(CCY AD6CB6C9 WSC6493 634), 07PARIS159


def _date_line(cable: Cable, filed: datetime, signals: Sequence[OperatingSignal]) -> str:
    precedences = [_letter(word) for word in (cable.precedence.action, cable.precedence.info) if word]
    group = f"{filed:%d%H%M}Z {_MONTHS[filed.month - 1]} {filed:%y}"
    return " ".join([*precedences, group, *map(_signal, signals)])


def _letter(precedence: str) -> str:
    return next(entry.letter for entry in codebooks.precedences() if entry.word == precedence)


def _addressee_lines(role: str, addressees: Iterable[Addressee]) -> Iterator[str]:
    """Yield one line per addressee; the role word stands on the first, and again behind an exclusion."""
    prefix = f"{role} "
    for addressee in addressees:
        line = f"{addressee.routing_indicator}/" if addressee.routing_indicator else ""
        line += addressee.name
        if addressee.offices:
            line += f"//{'/'.join(addressee.offices)}//"
        details = (line, addressee.precedence, addressee.serial, addressee.delivery)
        yield prefix + " ".join(filter(None, details))
        yield from (f"XMT {excluded}" for excluded in addressee.exclusions)
        prefix = f"{role} " if addressee.exclusions else ""


def _classification_line(cable: Cable) -> list[str]:
    words: list[str] = []
    if cable.classification is not None:
        words += [_level(cable.classification.level), *cable.classification.caveats]
    if cable.sections:
        words.append(f"SECTION {cable.sections[0].number:02d} OF {cable.sections[0].of:02d}")
    if (number := _number(cable)) is not None:
        words += [_post_name(cable), f"{number:06d}"]
    if cable.travel_serial:
        words.append(cable.travel_serial)
    return [" ".join(words)] if words else []


def _level(level: str) -> str:
    """Return the level as the classification line has it, letters apart from CONFIDENTIAL upwards."""
    if level in ("CONFIDENTIAL", "SECRET", "TOP SECRET"):
        return "  ".join(" ".join(word) for word in level.split())
    return "UNCLAS" if level == "UNCLASSIFIED" else level


def _number(cable: Cable) -> int | None:
    mrn = _MRN.fullmatch(cable.mrn or "")
    return int(mrn[3]) if mrn else None


def _post_name(cable: Cable) -> str:
    """Return the post of the number as people write it: ``SAO PAULO`` for ``SAOPAULO``."""
    mrn = _MRN.fullmatch(cable.mrn or "")
    slug = mrn[2] if mrn else ""
    post = codebooks.post(slug)
    words = (post.plad or "").split() if post is not None else []
    names = (" ".join(words[first:]) for first in range(len(words)))
    return next((name for name in names if name.replace(" ", "") == slug), slug)


def _passing_line(agency: str, targets: Iterable[str]) -> Iterator[str]:
    """Yield the line, broken only behind a sign that says it goes on (07BEIJING2463: ``IPR Enforcement -``)."""
    return _fill(_GOES_ON.split(f"{agency} FOR {'; '.join(targets)}"), WIDTH)


def _caption(caption: Caption) -> str:
    return f"{caption.caption} {caption.note}" if caption.note else caption.caption


def _passing_lines(passing: Iterable[Passing]) -> Iterator[str]:
    """Yield one line per agency, its offices apart by semicolons, the people of an office by commas.

    Someone without an office begins a line: behind an office he would be read as one of its people.
    """
    targets: list[str] = []
    agency = ""
    for (named, office), readers in groupby(passing, key=lambda reader: (reader.agency, reader.office)):
        if targets and (named != agency or office is None):
            yield from _passing_line(agency, targets)
            targets = []
        if named is None:
            yield from (reader.as_found for reader in readers)
            continue
        agency = named
        people = ", ".join(reader.person for reader in readers if reader.person)
        targets.append(" - ".join(filter(None, (office, people))))
    if targets:
        yield from _passing_line(agency, targets)


def _subject_lines(cable: Cable) -> list[str]:
    lines: list[str] = []
    if cable.executive_order is not None:
        label = f"E.O. {cable.executive_order.order}:" if cable.executive_order.order else "E.O.:"
        lines.append(f"{label} {_order(cable.executive_order)}")
    if cable.tags:
        lines += _text(f"TAGS: {', '.join(tag.code for tag in cable.tags)}")
    if cable.subject is not None:
        portion = f"({cable.subject_portion}) " if cable.subject_portion else ""
        lines += _text(f"SUBJECT: {portion}{cable.subject}")
    lines += _reference_lines(cable.references)
    return lines


def _order(order: ExecutiveOrder) -> str:
    """Return the value of the classification-order line; one that could not be read stands as found."""
    day = f"{order.declassify_on:%m/%d/%Y}" if order.declassify_on else None
    words: Iterable[str | None]
    match order.kind:
        case "na":
            return "N/A"
        case "oadr":
            return "DECL: OADR"
        case "unknown":
            return order.as_found
        case "downgrade":
            words = ("DNG:", order.event)
        case "declassified":
            words = ("DECLASSIFIED", order.authority and f"BY {order.authority}", day)
        case "gds" | "xgds":
            schedule = order.exemptions or (order.kind.upper(),)
            words = (*schedule, day, order.authority and f"({order.authority})", order.office)
        case _:
            words = ("DECL:", day, order.event, ", ".join(order.exemptions))
    return " ".join(filter(None, words))


def _reference_lines(references: Iterable[Reference]) -> list[str]:
    lines: list[str] = []
    for reference in references:
        lead = "     " if lines else "REF: "
        letter = f"{reference.letter}. " if reference.letter else ""
        lines.append(f"{lead}{letter}{reference.text}")
    return lines


def _classified_by(authority: ClassifiedBy | None) -> list[str]:
    if authority is None:
        return []
    who = "; ".join(", ".join(filter(None, (one.name, one.title))) for one in authority.authorities)
    text = f"Classified By: {who}."
    if authority.section:
        letters = f" ({', '.join(authority.reasons)})" if authority.reasons else ""
        text += f" Reason: {authority.section}{letters}."
    if authority.derived_from:
        text += f" Derived From: {authority.derived_from}."
    return list(_text(text))


def _body(cable: Cable) -> list[str]:
    lines: list[str] = []
    seams: list[int] = []
    for index in range(len(cable.paragraphs) + 1):
        headings = [heading.text for heading in cable.headings if heading.before == index]
        for heading in headings:
            lines += ["", *_heading(heading)]
        if index == len(cable.paragraphs):
            break
        paragraph = cable.paragraphs[index]
        if paragraph.number and lines and not headings:
            seams.append(len(lines))
        lines.append("")
        for line in _paragraph_lines(paragraph):
            if line.runs_on and not _SENTENCE_END.search(lines[-1]):
                seams.append(len(lines))
            lines.append(line.text)
    return _in_sections(lines[1:], [seam - 1 for seam in seams], cable)


def _heading(text: str) -> list[str]:
    lines = list(_text(text))
    rule = "-" * min(max(map(len, lines)), _RULE_WIDTH)
    return [rule, *lines, rule]


class _Line(NamedTuple):
    text: str
    runs_on: bool = False


def _paragraph_lines(paragraph: Paragraph) -> Iterator[_Line]:
    """Yield the lines of a paragraph, telling which of them go on with the line above."""
    number = f"{paragraph.number}." if paragraph.number else ""
    portion = f"({paragraph.portion})" if paragraph.portion else ""
    first, *others = paragraph.text.split("\n")
    lines = [" ".join(filter(None, (number, portion, first))), *others]
    if paragraph.kind == "participants":
        yield from _entry_lines(lines)
        return
    for line in lines:
        if not line or _COLUMNS in line:
            yield _Line(line)
            continue
        words = line.split()
        units = [*_units(words[:-_LAST_LINE]), " ".join(words[-_LAST_LINE:])]
        for count, part in enumerate(_fill(units, WIDTH)):
            yield _Line(part, runs_on=count > 0)


def _entry_lines(entries: Iterable[str]) -> Iterator[_Line]:
    """Yield a list, one entry a line; behind its head, and a line too full to tell its end, a blank one."""
    last = ""
    for entry in entries:
        if last.endswith(":") or len(last) + len(entry.split(" ", 1)[0]) >= _FULL_ENTRY:
            yield _Line("")
        for count, last in enumerate(_fill(entry.split(), WIDTH)):
            yield _Line(last, runs_on=count > 0)


def _in_sections(lines: list[str], seams: list[int], cable: Cable) -> list[str]:
    """Return ``lines`` with a section line before each section but the first, cut evenly, at seams."""
    paged: list[str] = []
    start = 0
    for count, section in enumerate(cable.sections[1:], 1):
        even = len(lines) * count // len(cable.sections)
        later = [seam for seam in seams if seam > start]
        cut = min(later, key=lambda seam: abs(seam - even), default=len(lines))
        part = f"{section.number:03d} OF {section.of:03d}"
        paged += [*lines[start:cut], "", f"{_post_name(cable)} {_number(cable) or 0:08d} {part}", "", ""]
        start = cut
    return paged + lines[start:]


def _text(text: str) -> Iterator[str]:
    """Yield ``text`` in lines that begin and end where nothing is misread."""
    return _fill(_units(text.split()), WIDTH)


def _units(words: Iterable[str]) -> Iterator[str]:
    """Yield the words, those joined that no line end may part."""
    unit = ""
    for word in words:
        if unit and not (_OPENER.match(word) or _TOGETHER.search(f"{unit} {word}")):
            yield unit
            unit = word
        else:
            unit = f"{unit} {word}" if unit else word
    if unit:
        yield unit


def _fill(units: Iterable[str], width: int) -> Iterator[str]:
    """Yield ``units`` in lines of at most ``width`` characters; only a unit by itself may be longer."""
    line = ""
    for unit in units:
        if line and len(line) + 1 + len(unit) > width:
            yield line
            line = unit
        else:
            line = f"{line} {unit}" if line else unit
    if line:
        yield line
