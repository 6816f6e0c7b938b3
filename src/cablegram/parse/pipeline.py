"""From message text to cable: header, view, labelled zones, body, end, checks; each zone read by its own module."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from datetime import UTC
from itertools import accumulate, zip_longest
from typing import Any

import msgspec
from rapidfuzz.distance import OSA

from cablegram import codebooks
from cablegram.model import (
    Cable,
    Caption,
    ClassifiedBy,
    ExecutiveOrder,
    Finding,
    Found,
    Given,
    Mark,
    PageLine,
    Passing,
    Redaction,
    Reference,
    Section,
    Span,
    Station,
    Tag,
)

from .body import read_body
from .captions import HeadLines, read_head_lines
from .checks import check
from .classified_by import read_classified_by
from .executive_order import read_executive_order
from .header import Header, read_header
from .kinds import summary_of, with_kinds
from .labels import REACH, Label, find_labels, first_paragraph
from .mrn import MRN, read_mrn
from .noise import quiet
from .pages import page_line
from .people import read_clearances, read_participants
from .references import read_references
from .signature import read_tail
from .subject import Subject, read_subject
from .tags import read_tags
from .title import readable_title, stated_acronyms

_REDACTED = re.compile(r"(?<![A-Za-z])(?:X{4,}|x{4,})(?![A-Za-z])")
_MAY_BE_REDACTED, _MAY_BE_REDACTED_SMALL = re.compile("X(?=XXX)"), re.compile("x(?=xxx)")
_CLASSIFIED_IN_TEXT = re.compile(r"classified\s+by", re.I)


def parse(text: str, given: Given | Mapping[str, Any] | None = None) -> Cable:
    """Read a message, or any part of one, and return the cable.

    ``given`` is what a publisher says of it (mrn, date, classification, origin, year); it fills in
    number, date and year where the message is silent, with a finding, and otherwise is only compared.
    Never raises on any ``str``: what cannot be read becomes a finding. A ``given`` that does not
    fit :class:`Given` raises ``msgspec.ValidationError``.
    """
    if given is None:
        publisher = _NOTHING
    else:
        publisher = given if isinstance(given, Given) else msgspec.convert(given, Given, strict=False)
    return _Message(text, publisher).read()


_NOTHING = Given()


class _Message:
    """The parts of one message as they are read, in the order in which they depend on each other."""

    def __init__(self, raw: str, given: Given) -> None:
        self.raw = raw
        self.given = given
        self.findings: list[Finding] = []
        self.found: dict[str, Found] = {}
        self.captions: list[Caption] = []
        self.passing: list[Passing] = []
        self.marks: list[Mark] = []
        self.order: ExecutiveOrder | None = None
        self.tags: tuple[Tag, ...] = ()
        self.subject: Subject | None = None
        self.references: list[Reference] = []
        self.classified_by: ClassifiedBy | None = None

    def read(self) -> Cable:
        raw, given, findings = self.raw, self.given, self.findings
        header = read_header(raw, findings)
        self.found.update(header.transmission.found)
        self.found.update(header.addressees.found)
        date = header.transmission.date
        self.year = date.year if date else (given.date.year if given.date else given.year)
        line = header.line
        section = line.section if line else None
        near = date or given.date
        calm = quiet(
            raw, header.stop, line.post if line else "", section.of if section else 0, near, findings
        )
        self.view = calm.view
        self.marks += header.marks + calm.marks
        findings += [
            Finding("line-unread", "A header line of no known kind.", span) for span in header.unread
        ]
        mrn = self.mrn = self._number(header)
        body_start = self._labelled(header)
        tail = read_tail(self.view, raw, body_start)
        self.marks += tail.marks
        body = read_body(self.view, raw, body_start, tail.stop, findings)
        paragraphs, participants = read_participants(with_kinds(body.paragraphs), self.view, raw)
        summary = summary_of(paragraphs)
        pages = [page_line(match, near) for match in header.pages] + calm.pages
        if date is None and given.date is not None:
            date = given.date if given.date.tzinfo else given.date.replace(tzinfo=UTC)
            findings.append(
                Finding(
                    "date-from-publisher", "The message has no date-time group; the date is the publisher's."
                )
            )
        subject = self.subject
        if subject and subject.text and subject.span:
            self.found["subject"] = Found(subject.span.of(raw), (subject.span,))
        if tail.signer and tail.span:
            self.found["signed_by"] = Found(tail.span.of(raw), (tail.span,))
        if line and line.travel_serial:
            self.found["travel_serial"] = Found(line.travel_serial.of(raw), (line.travel_serial,))
        transmission = header.transmission.result()
        station = header.addressees.station
        if station is not None and transmission is not None and transmission.originator:
            station = msgspec.structs.replace(station, routing_indicator=transmission.originator)
            if station.post is None:
                station = msgspec.structs.replace(station, post=_post_of(station))
        unread = [finding for finding in findings if finding.code == "line-unread"]
        cable = Cable(
            mrn=str(mrn) if mrn else None,
            date=date,
            transmission=transmission,
            precedence=header.transmission.precedence,
            from_=station,
            action=header.action,
            info=header.info,
            classification=line.classification if line else None,
            sections=_sections(section, pages, raw),
            pages=tuple(pages),
            captions=tuple(self.captions),
            passing=tuple(self.passing),
            executive_order=self.order,
            tags=self.tags,
            subject=subject.text if subject else None,
            subject_portion=subject.portion if subject else None,
            title=self._title(body_start),
            references=tuple(self.references),
            classified_by=self.classified_by,
            summary=summary,
            headings=body.headings,
            paragraphs=paragraphs,
            participants=participants,
            cleared_by=(*header.department.cleared_by, *read_clearances(paragraphs, self.view, raw)),
            drafted_by=header.department.drafted_by,
            approved_by=header.department.approved_by,
            signed_by=tail.signer,
            travel_serial=" ".join(line.travel_serial.of(raw).split())
            if line and line.travel_serial
            else None,
            partial=header.partial,
            redactions=self._redactions(),
            marks=tuple(self.marks),
            found=self.found,
            findings=tuple(findings),
            coverage=_coverage(raw, unread) if unread else 1.0,
        )
        odd = check(cable, mrn if "mrn" in self.found else None, given, section.of if section else None)
        return msgspec.structs.replace(cable, findings=(*findings, *odd)) if odd else cable

    def _number(self, header: Header) -> MRN | None:
        """Return the message reference number: of the classification line, a page line, or the publisher."""
        line = header.line
        if line is not None and self.year is not None:
            number = int(line.number)
            serial = header.transmission.station_serial
            if serial is not None and number % 10000 != serial:
                number = self._repaired_number(line.number, serial, line.number_span) or number
            self.found["mrn"] = Found(line.number_span.of(self.raw), (line.number_span,))
            return MRN(self.year, self._post(line.post, header, line.number_span), number)
        if header.pages and self.year is not None:
            page = page_line(header.pages[0], None)
            if page.kind == "page" and page.station and page.serial and page.span:
                self.found["mrn"] = Found(page.as_found, (page.span,))
                return MRN(self.year, self._post(page.station, header, page.span), page.serial)
        published = read_mrn(self.given.mrn) if self.given.mrn else None
        if published is not None:
            message = f"The message states no number that can be read; {published} is the publisher's."
            self.findings.append(Finding("mrn-from-publisher", message))
        return published

    def _repaired_number(self, typed: str, serial: int, span: Span) -> int | None:
        """Return the one number with the station's serial that ``typed`` is one slip away from (format A4)."""
        near = [
            number
            for number in range(serial, 400_000, 10_000)
            if any(OSA.distance(typed, f"{number:0{width}d}", score_cutoff=1) <= 1 for width in (4, 5, 6))
        ]
        if len(near) != 1:
            return None
        message = f"Number {typed} read as {near[0]}, which the station serial #{serial:04d} confirms."
        self.findings.append(Finding("number-repaired", message, span))
        return near[0]

    def _post(self, name: str, header: Header, span: Span) -> str:
        """Return the canonical post of a name on the classification line; a garbled one gives way to the originator."""
        match = codebooks.find_post(name)
        station = header.addressees.station
        sender = station.post if station else None
        if match is not None and match.how != "repaired":
            return match.slug
        if match is None and sender is None:
            self.findings.append(Finding("post-unknown", f"{name!r} is no post of the codebook.", span))
            return "".join(letter for letter in name.upper() if letter.isalnum())
        slug = sender if match is None or (sender and sender != match.slug) else match.slug
        assert slug is not None
        self.findings.append(Finding("post-repaired", f"{name!r} read as {slug}.", span))
        return slug

    # -- labelled zones ----------------------------------------------------------------------

    def _labelled(self, header: Header) -> int:
        """Read captions, passing lines and labelled elements; return where the body begins."""
        view, start = self.view, header.stop
        first = first_paragraph(view, start)
        bound = min(len(view), start + REACH) if first is None else first
        labels = find_labels(view, start, bound)
        stop = start
        if labels:
            self._head(start, labels[0].start)
        elif header.line is not None and first is not None:
            self._head(start, first)
            stop = first
        for label, after in zip_longest(labels, labels[1:]):
            end = after.start if after else bound
            stop = max(self._zone(label, end, after), label.start)
            if after is not None:
                self._head(stop, end)
        if first is not None and (self.classified_by is None or not self.classified_by.authorities):
            self._classified_in_text(first)
        return self._handling(stop, bound)

    def _head(self, start: int, end: int) -> None:
        if self.view[start:end].strip():
            self._keep(read_head_lines(self.view, self.raw, start, end, self.findings))

    def _keep(self, head: HeadLines) -> None:
        names = {caption.caption for caption in self.captions}
        self.captions += [caption for caption in head.captions if caption.caption not in names]
        self.passing += head.passing
        self.marks += head.marks

    def _zone(self, label: Label, end: int, after: Label | None) -> int:
        """Read the element at ``label``; a repeat of one already read belongs to a second header (08RIGA472)."""
        view, raw, findings, start = self.view, self.raw, self.findings, label.start
        if label.damaged:
            span = Span(start, min(at for at in (view.find(":", start), view.find(";", start)) if at > 0))
            findings.append(
                Finding("label-repaired", f"{span.of(raw)!r} read as {label.kind.upper()}.", span)
            )
        if label.kind == "eo" and self.order is None:
            self.order, stop = read_executive_order(view, raw, start, end, findings, year=self.year)
        elif label.kind == "tags" and not self.tags:
            follows = after is not None and after.kind == "subject"
            self.tags, stop = read_tags(view, raw, start, end, findings, subject_follows=follows)
        elif label.kind == "subject" and self.subject is None:
            self.subject = read_subject(view, start, end)
            stop = self.subject.stop
        elif label.kind == "ref":
            own = read_mrn(self.given.mrn) if self.mrn is None and self.given.mrn else self.mrn
            items, stop = read_references(
                view,
                raw,
                start,
                end,
                findings,
                year=self.year,
                own_mrn=str(own) if own else None,
                own_post=own.post if own else None,
            )
            self.references += items
        elif label.kind == "classified_by" and (
            self.classified_by is None or not self.classified_by.authorities
        ):
            self.classified_by, stop = read_classified_by(view, raw, start, end, findings)
        else:
            stop = start + len(view[start:end].rstrip())
            self.marks.append(Mark("repeated-header", as_found=raw[start:stop], span=Span(start, stop)))
        return stop

    def _classified_in_text(self, first: int) -> None:
        """Read a classification authority stated as paragraph 1 (95DAMASCUS5748); the paragraph keeps its text."""
        match = _CLASSIFIED_IN_TEXT.search(self.view, first, first + 120)
        if match is not None:
            end = min(len(self.view), first + 1000)
            self.classified_by, _ = read_classified_by(self.view, self.raw, match.start(), end, self.findings)

    def _handling(self, start: int, bound: int) -> int:
        """Take handling sentences before the text (09BERLIN1636); return where the text begins."""
        while match := _BLOCK.match(self.view, start, bound):
            head = read_head_lines(self.view, self.raw, *match.span(1), [])
            if head.passing or not (head.marks or head.captions):
                break
            self._keep(head)
            start = match.end(1)
        return start

    def _title(self, body_start: int) -> str | None:
        if self.subject is None or self.subject.text is None:
            return None
        return readable_title(self.subject.text, stated_acronyms(self.view[body_start:]))

    def _redactions(self) -> tuple[Redaction, ...]:
        raw = self.raw
        if not (_MAY_BE_REDACTED.search(raw) or _MAY_BE_REDACTED_SMALL.search(raw)):
            return ()
        return tuple(Redaction(as_found=m[0], span=Span(*m.span())) for m in _REDACTED.finditer(raw))


_BLOCK = re.compile(r"\s*+(\S[^\n]*+(?:\n(?![ \t\r]*+\n)[^\n]*+)*+)")


def _post_of(station: Station) -> str | None:
    entry = codebooks.station(station.routing_indicator or "")
    return entry.post if entry else None


def _sections(first: Section | None, pages: list[PageLine], raw: str) -> tuple[Section, ...]:
    """Return the sections in order, each with the first line that states it."""
    sections = {first.number: first} if first else {}
    for page in pages:
        if page.number and page.of and page.number not in sections:
            sections[page.number] = Section(page.number, page.of, as_found=page.as_found, span=page.span)
    return tuple(sections[number] for number in sorted(sections))


def _coverage(raw: str, unread: list[Finding]) -> float:
    """Return the share of the non-blank lines of ``raw`` in which nothing was left unread."""
    starts = [0, *accumulate(len(line) + 1 for line in raw.split("\n"))]
    lines = {index for index, line in enumerate(raw.split("\n")) if line.strip()}
    read = set(lines)
    for finding in unread:
        if finding.span is not None:
            first, last = (bisect_right(starts, at) - 1 for at in finding.span)
            read.difference_update(range(first, last + 1))
    return len(read) / max(1, len(lines))
