"""What opens the text: classification, captions, passing, E.O., TAGS, SUBJECT, REF (5 FAH-1 H-246)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from cablegram import codebooks
from cablegram.model import Cable, Caption, ClassifiedBy, ExecutiveOrder, Passing, Reference

from .lines import WIDTH, fill, fill_text

_MRN = re.compile(r"(\d\d)([A-Z]+)(\d+)")

_GOES_ON = re.compile(r"(?<=[;,-]) ")


def post_and_number(mrn: str | None) -> tuple[str, int] | None:
    """Return the post as people write it (``SAO PAULO`` for ``SAOPAULO``) and the serial number."""
    match = _MRN.fullmatch(mrn or "")
    if match is None:
        return None
    slug = match[2]
    post = codebooks.post(slug)
    words = (post.plad or "").split() if post is not None else []
    names = (" ".join(words[first:]) for first in range(len(words)))
    return next((name for name in names if name.replace(" ", "") == slug), slug), int(match[3])


def classification_line(cable: Cable) -> list[str]:
    """Return the line with level, caveats, section, post, number and travel serial."""
    words: list[str] = []
    if cable.classification is not None:
        words += [_level(cable.classification.level), *cable.classification.caveats]
    if cable.sections:
        words.append(f"SECTION {cable.sections[0].number:02d} OF {cable.sections[0].of:02d}")
    if reference := post_and_number(cable.mrn):
        words.append("{} {:06d}".format(*reference))
    if cable.travel_serial:
        words.append(cable.travel_serial)
    return [" ".join(words)] if words else []


def _level(level: str) -> str:
    """Return the level as the classification line has it, letters apart from CONFIDENTIAL upwards."""
    if level in ("CONFIDENTIAL", "SECRET", "TOP SECRET"):
        return "  ".join(" ".join(word) for word in level.split())
    return "UNCLAS" if level == "UNCLASSIFIED" else level


def caption_lines(captions: Iterable[Caption]) -> list[str]:
    """Return the captions, one a line, as found where they were."""
    return [one.as_found or " ".join(filter(None, (one.caption, one.note))) for one in captions]


def passing_lines(passing: Iterable[Passing]) -> list[str]:
    """Return one line an agency, its offices apart by semicolons, the people of an office by commas.

    Someone without an office begins a line: behind an office he would be read as one of its people.
    """
    lines: list[str] = []
    targets: list[str] = []
    agency = ""
    for (named, office), readers in groupby(passing, key=lambda reader: (reader.agency, reader.office)):
        if targets and (named != agency or office is None):
            lines += _passing_line(agency, targets)
            targets = []
        if named is None:
            lines += [reader.as_found for reader in readers]
            continue
        agency = named
        people = ", ".join(reader.person for reader in readers if reader.person)
        targets.append(" - ".join(filter(None, (office, people))))
    if targets:
        lines += _passing_line(agency, targets)
    return lines


def _passing_line(agency: str, targets: Iterable[str]) -> Iterator[str]:
    """Yield the line, broken only behind a sign that it goes on (``IPR Enforcement -``, 07BEIJING2463)."""
    return fill(_GOES_ON.split(f"{agency} FOR {'; '.join(targets)}"), WIDTH)


def subject_lines(cable: Cable) -> list[str]:
    """Return the lines of E.O., TAGS, SUBJECT and REF."""
    lines: list[str] = []
    if cable.executive_order is not None:
        label = f"E.O. {cable.executive_order.order}:" if cable.executive_order.order else "E.O.:"
        lines.append(f"{label} {_order(cable.executive_order)}")
    if cable.tags:
        lines += fill_text(f"TAGS: {', '.join(tag.code for tag in cable.tags)}")
    if cable.subject is not None:
        portion = f"({cable.subject_portion}) " if cable.subject_portion else ""
        lines += fill_text(f"SUBJECT: {portion}{cable.subject}")
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


def classified_by_lines(authority: ClassifiedBy | None) -> list[str]:
    """Return who classified the text, why, and derived from what."""
    if authority is None:
        return []
    who = "; ".join(", ".join(filter(None, (one.name, one.title))) for one in authority.authorities)
    text = f"Classified By: {who}."
    if authority.section:
        letters = f" ({', '.join(authority.reasons)})" if authority.reasons else ""
        text += f" Reason: {authority.section}{letters}."
    if authority.derived_from:
        text += f" Derived From: {authority.derived_from}."
    return list(fill_text(text))
