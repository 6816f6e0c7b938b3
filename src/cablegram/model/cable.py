"""The cable: every element of one message, as its text shows it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from .body import Heading, Mark, Paragraph, Participant, Person, Redaction
from .header import (
    Addressee,
    Caption,
    Classification,
    ClassifiedBy,
    ExecutiveOrder,
    PageLine,
    Passing,
    Precedence,
    Reference,
    Section,
    Station,
    Tag,
    Transmission,
)
from .places import Finding, Found


class Cable(msgspec.Struct, frozen=True, gc=False):
    """One message.

    Scalars are plain; ``found[name]`` gives the characters a scalar was read from (dotted names
    for the fields of ``transmission`` and ``precedence``). Everything else carries its own place.
    ``date`` is the date-time group in UTC. ``title`` is the subject in readable case.
    ``coverage`` is the share (0 to 1) of non-blank lines accounted for by some element.
    """

    mrn: str | None = None
    date: datetime | None = None
    transmission: Transmission | None = None
    precedence: Precedence = Precedence()
    from_: Station | None = msgspec.field(default=None, name="from")
    action: tuple[Addressee, ...] = ()
    info: tuple[Addressee, ...] = ()
    classification: Classification | None = None
    sections: tuple[Section, ...] = ()
    pages: tuple[PageLine, ...] = ()
    captions: tuple[Caption, ...] = ()
    passing: tuple[Passing, ...] = ()
    executive_order: ExecutiveOrder | None = None
    tags: tuple[Tag, ...] = ()
    subject: str | None = None
    subject_portion: str | None = None
    title: str | None = None
    references: tuple[Reference, ...] = ()
    classified_by: ClassifiedBy | None = None
    summary: str | None = None
    headings: tuple[Heading, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    participants: tuple[Participant, ...] = ()
    cleared_by: tuple[Person, ...] = ()
    drafted_by: Person | None = None
    approved_by: Person | None = None
    signed_by: str | None = None
    travel_serial: str | None = None
    partial: bool = False
    redactions: tuple[Redaction, ...] = ()
    marks: tuple[Mark, ...] = ()
    found: dict[str, Found] = {}
    findings: tuple[Finding, ...] = ()
    coverage: float = 1.0
