"""Cross-checks: one part of a message against another, and the message against its publisher (format A29)."""

from __future__ import annotations

from datetime import UTC, datetime

from cablegram.model import Cable, Finding, Given, Span

from .mrn import MRN, read_mrn

_LATEST = 60
"""Minutes a filing time lies behind the date-time group at most; of 208 measured none was earlier."""


def check(cable: Cable, stated: MRN | None, given: Given, numbers: int | None) -> list[Finding]:
    """Return what does not fit together.

    ``stated`` is the number the message itself states, ``numbers`` how many sections it says it has.
    """
    return [*_within(cable, stated, numbers), *_against(cable, stated, given)]


def _span(cable: Cable, name: str) -> Span | None:
    found = cable.found.get(name)
    return found.spans[0] if found else None


def _within(cable: Cable, stated: MRN | None, numbers: int | None) -> list[Finding]:
    findings = []
    sent = cable.transmission
    if sent is not None:
        serial = sent.station_serial
        if stated is not None and serial is not None and stated.number % 10000 != serial:
            message = f"Station serial #{serial:04d} does not end the number {stated.number}."
            findings.append(Finding("serial-differs", message, _span(cable, "transmission.station_serial")))
        if sent.precedence and cable.precedence.action and sent.precedence != cable.precedence.action:
            message = (
                f"Format line 2 says {sent.precedence}, the date-time group line {cable.precedence.action}."
            )
            findings.append(Finding("precedence-differs", message, _span(cable, "transmission.precedence")))
        if sent.filed and cable.date:
            minutes = (sent.filed - cable.date).total_seconds() / 60
            if not 0 <= minutes <= _LATEST:
                message = f"Filed {sent.filed:%d %b %H:%M}, but dated {cable.date:%d %b %H:%M}."
                findings.append(Finding("filing-time-differs", message, _span(cable, "transmission.filed")))
    if numbers:
        seen = {section.number for section in cable.sections}
        if missing := [str(number) for number in range(1, min(numbers, 99) + 1) if number not in seen]:
            span = cable.sections[0].span if cable.sections else None
            message = f"No section line for section {', '.join(missing)} of {numbers}."
            findings.append(Finding("section-missing", message, span))
    return findings


def _against(cable: Cable, stated: MRN | None, given: Given) -> list[Finding]:
    findings = []
    if given.mrn and stated is not None:
        published = read_mrn(given.mrn)
        if published is not None and published.series != stated.series:
            message = f"The publisher numbers it {given.mrn}, the message {cable.mrn}."
            findings.append(Finding("mrn-differs", message, _span(cable, "mrn")))
    if (
        given.date is not None
        and "date" in cable.found
        and cable.date is not None
        and _differs(given.date, cable.date)
    ):
        message = (
            f"The publisher dates it {given.date:%Y-%m-%d %H:%M}, the message {cable.date:%Y-%m-%d %H:%M}."
        )
        findings.append(Finding("date-differs", message, _span(cable, "date")))
    if given.classification and cable.classification is not None:
        published_level = given.classification.upper().partition("//")[0].strip()
        level = cable.classification.level
        if (
            published_level
            and not level.startswith(published_level)
            and not published_level.startswith(level)
        ):
            message = f"The publisher classifies it {given.classification}, the message {level}."
            findings.append(Finding("classification-differs", message, cable.classification.span))
    if given.title and cable.subject:
        title, subject = _letters(given.title), _letters(cable.subject)
        if title and not subject.startswith(title[: len(subject)]):
            message = f"The publisher's title {given.title!r} does not begin the subject."
            findings.append(Finding("title-differs", message, _span(cable, "subject")))
    return findings


def _differs(published: datetime, date: datetime) -> bool:
    """Tell whether two dates differ by more than a time zone and a publisher's day-only dates explain."""
    at = published if published.tzinfo else published.replace(tzinfo=UTC)
    if at.hour == at.minute == 0:
        return abs((at - date).total_seconds()) > 2 * 86400
    return abs((at - date).total_seconds()) >= 86400


def _letters(text: str) -> str:
    return "".join(letter for letter in text.upper() if letter.isalnum())
