"""The executive-order line: which order classifies the text, and until when (5 FAH-1 H-246)."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache

import msgspec
from rapidfuzz.distance import OSA

from cablegram import codebooks
from cablegram.model import ExecutiveOrder, Finding, Span

from .captions import is_caption

_NUMBER = r"(?P<number>\d{4,6}(?!\d)|(?=\w?\d\w?\d)\w{4,6}(?=[ \t:;,.]))"
# E.O. 12958:  EO 12958  E. O. 11652:  E.0. 12958 (09BERLIN1626)  E.O.1295: (08ATHENS1536)  E.O.: N/A
_NAMED = (
    rf"E{{1,2}}[ .,]{{0,3}}[O0]{{1,2}}[ .,]{{0,3}}(?:[ \t]*{_NUMBER}|(?=[:;])|(?=N/?A\b|DECL|OADR|X?GDS))"
)
# One letter of the label lost in transmission, the number of a known order behind it.
_DAMAGED = r"[E.,O0]{1,4}[ \t]*(?P<damaged>1[1-3]\d{3}(?!\d))"

EO_LABEL = re.compile(rf"(?:{_NAMED}|{_DAMAGED})[ \t]*[:;,.]*[ \t]*", re.I)
"""The label at the start of a line, with the order's number in group ``number`` or ``damaged``."""

_PLAIN = re.compile(
    r"N/A(?!\w)|NA(?!\w)|(?:DECL: *+)?(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>\d{4})(?=[ \t]*+(?:\n|\Z))",
    re.I,
)
# DECL: and how it is misspelt; AS AMENDED (72TEHRAN1164)
_DECLARATION = re.compile(
    r"(?:\(?(?:AS )?AMENDED\)?[ ,;:]*)?"
    r"(?:(?:DECLAS(?:S|SIFY)?(?: ON)?|D{1,2}E{1,2}C{1,2}L{0,2}|DELC|ECL|DCL)\b[.:; ]*|DECL(?=\d|OADR|X\d))?",
    re.I,
)
_NOT_APPLICABLE = re.compile(r"N[./ ]{0,3}A\.?|N/+A*|/A|NOT APPLICABLE|NONE", re.I)
_MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"
_MONTH = r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6}+"
# 04/13/2017, 2020/02/23, 6/30/08, 12-31-2034; JUNE 21, 2006 (72TEHRAN1164); 21 JUN 2006
_DATE = re.compile(
    r"(?<![\w/])(?:(?P<first>\d{1,4}) ?[/.\-] ?(?P<second>\d\d?) ?[/.\-] ?(?P<third>\d{4}|\d\d?)(?!\w)"
    rf"|(?P<month>{_MONTH})\.? (?P<day>\d\d?)(?:ST|ND|RD|TH)?,? (?P<year>\d{{4}}|\d\d)(?!\w)"
    rf"|(?P<day_first>\d\d?) (?P<month_second>{_MONTH})\.?,? (?P<year_last>\d{{4}}|\d\d)(?!\w))",
    re.I,
)
_DAMAGED_DATE = re.compile(r"(?<![\w/])(?=\d*/)[\d/]{7,12}(?![\w/])")
_WELL_FORMED = re.compile(r"(\d\d?)/(\d\d?)/((?:19|20)\d\d)")
# X1 to X8: E.O. 12958 section 1.6(d); 25X1 to 25X9, 50X1-HUM: E.O. 13526 section 3.3; XGDS-1 to XGDS-4:
# E.O. 11652 section 5(B); RDS-n: E.O. 12065 section 1-402.
_EXEMPTION = re.compile(
    r"(?<![\w/])(?:(?:25|50|75)?X\d(?:-(?:HUM(?:AN)?|WMD))?|(?:XGDS|RDS)(?:-\d)?)(?!\w)", re.I
)
_SCHEDULE = re.compile(r"X?GDS\b|RDS\b", re.I)
_AUTHORITY = re.compile(r"\(([^()]+)\)(?:[ ,]*([A-Z][A-Z/\-]{0,9})(?!\w))?", re.I)
_DECLASSIFIED = re.compile(r"DECLASSIFIED(?: BY (?P<who>[A-Z]+(?: [A-Z]+)?)(?= \d|\W|$))?", re.I)
_REASON = re.compile(r"\bREASONS?\b", re.I)
_WORD = re.compile(r"[A-Z]{3}", re.I)
_CENTURY = 1960  # two digits without any other year: 60 and above are of the 1900s (format line 5)
_MOST_LINES = 4  # an event seldom fills two lines of the standard width


def read_executive_order(
    view: str, raw: str, start: int, end: int, findings: list[Finding], *, year: int | None
) -> tuple[ExecutiveOrder | None, int]:
    """Read the line whose label begins at ``start``; return the order and the offset behind its value.

    ``end`` is where the next label begins. ``year`` is the cable's: a date with a two-digit
    year means the first such year not before it (``GDS 8/12/85`` on a cable of 1979 is 1985) or,
    where ``year`` is None, not before the order was signed. A value may fill several lines; what
    states the reason for classifying (``REASON: 1.5 (B)``) is left to the reader of that. A
    misspelt number is repaired (``E.O. 1295``, 08ATHENS1536) and an unreadable date reported.
    ``exemptions`` holds exemption codes as typed, in capitals; of a downgrading (``DNG: CO
    05/12/1985``) ``event`` holds level and date. None when no label stands at ``start``.
    """
    label = EO_LABEL.match(view, start, end)
    if label is None:
        return None, start
    order = _order(label, findings)
    begin = label.end()
    plain = _PLAIN.match(view, begin, end)
    if plain is not None:
        stop = plain.end()
        day = _day(plain["year"], plain["month"], plain["day"]) if plain["year"] else None
        if day is not None or not plain["year"]:
            kind = "date" if day else "na"
            return ExecutiveOrder(order, kind, day, as_found=raw[begin:stop], span=Span(begin, stop)), stop
    begin, stop = _extent(view, begin, end)
    span = Span(begin, stop)
    value = _value(" ".join(view[begin:stop].split()), order, year, span, findings)
    return msgspec.structs.replace(value, as_found=raw[begin:stop], span=span), stop


def _order(label: re.Match[str], findings: list[Finding]) -> str | None:
    number = label["number"] or label["damaged"]
    if number is None or number in _orders():
        return number
    nearest = _nearest_order(number.upper())
    span = Span(*label.span("number" if label["number"] else "damaged"))
    if nearest is None:
        findings.append(
            Finding("order-unknown", f"No executive order on classification has number {number}.", span)
        )
        return number
    findings.append(Finding("order-repaired", f"Executive order {number} read as {nearest}.", span))
    return nearest


@cache
def _orders() -> dict[str, int]:
    """Return the year each order was signed, by number."""
    return {entry.order: entry.signed.year if entry.signed else _CENTURY for entry in codebooks.orders()}


@lru_cache(256)
def _nearest_order(number: str) -> str | None:
    """Return the one order whose number is two slips away at most (12598, 10PARIS170; 1295, 08ATHENS1536)."""
    near = sorted((OSA.distance(number, known, score_cutoff=2), known) for known in _orders())
    if near[0][0] > 2 or near[0][0] == near[1][0]:
        return None
    return near[0][1]


def _extent(view: str, begin: int, end: int) -> tuple[int, int]:
    """Return where the value begins and ends: its line, and the lines it runs on to."""
    at = begin
    stop = begin
    for number in range(_MOST_LINES):
        newline = view.find("\n", at, end)
        line_end = end if newline < 0 else newline
        line = view[at:line_end].rstrip()
        if number and (not line.strip() or is_caption(line.strip())):
            break
        stop = at + len(line)
        if newline < 0 or not _runs_on(view[begin:stop]):
            break
        at = newline + 1
    reason = _REASON.search(view, begin, stop)
    if reason is not None:
        stop = reason.start()
    found = view[begin:stop]
    return begin + len(found) - len(found.lstrip()) if found.strip() else begin, begin + len(
        found.rstrip(" \t\r\n,;")
    )


def _runs_on(value: str) -> bool:
    """Tell whether the next line belongs to the value: nothing yet, an open bracket, an event in words."""
    text = value.rstrip()
    if not text or text[-1] in ",:-(" or text.count("(") > text.count(")"):
        return True
    told = _DECLARATION.sub("", text.lstrip(), count=1)
    return not (
        _DATE.search(told) or _EXEMPTION.search(told) or _SCHEDULE.match(told) or len(told.split()) < 3
    )


def _value(
    text: str, order: str | None, year: int | None, span: Span, findings: list[Finding]
) -> ExecutiveOrder:
    """Read the value in one line: what it states is tried from the plainest form to free words."""
    told = text[_DECLARATION.match(text).end() :]  # type: ignore[union-attr]  # it can match nothing
    if not told or _NOT_APPLICABLE.fullmatch(told):
        return ExecutiveOrder(order, "na" if told else "unknown")
    floor = year or _orders().get(order or "", _CENTURY)
    day, rest = _stated_date(told, floor, span, findings)
    if match := _DECLASSIFIED.match(told):
        return ExecutiveOrder(order, "declassified", day, authority=match["who"])
    if told.upper().startswith("OADR"):
        return ExecutiveOrder(order, "oadr")
    if told.upper().startswith("DNG"):
        return ExecutiveOrder(order, "downgrade", event=told[3:].lstrip(" :;."))
    exemptions = tuple(dict.fromkeys(code.upper() for code in _EXEMPTION.findall(told)))
    if match := _SCHEDULE.match(told):
        authority = _AUTHORITY.search(told)
        kind = match[0].lower() if match[0].upper() != "RDS" else "exemption"
        who, office = authority.groups() if authority else (None, None)
        return ExecutiveOrder(order, kind, day, None, exemptions, who, office)
    event = rest if len(_WORD.findall(rest)) > 1 or (day is None and _WORD.search(rest)) else None
    if exemptions:
        return ExecutiveOrder(order, "exemption", day, exemptions=exemptions)
    if day is not None:
        return ExecutiveOrder(order, "date", day, event)
    if event is None and rest:
        findings.append(
            Finding("declassification-unread", f"No date or event could be read from {told!r}.", span)
        )
    return ExecutiveOrder(order, "event" if event else "unknown", None, event)


def _stated_date(text: str, floor: int, span: Span, findings: list[Finding]) -> tuple[date | None, str]:
    """Return the first date in ``text`` and the words around it; a slipped keystroke in it is repaired."""
    match = _DATE.search(text)
    if match is not None:
        day = _read_date(match, floor)
        if day is not None and match["first"] and len(match["first"]) < 3 and int(match["first"]) > 12:
            findings.append(Finding("date-repaired", f"{match[0]} read day first: {day}.", span))
        if day is not None:
            return day, (text[: match.start()] + text[match.end() :]).strip(" .,;:")
        findings.append(Finding("date-unreadable", f"There is no such date as {match[0]}.", span))
        return None, ""
    damaged = _DAMAGED_DATE.search(text)
    day = _repaired_date(damaged[0]) if damaged else None
    if damaged is None or day is None:
        return None, text
    findings.append(Finding("date-repaired", f"{damaged[0]} read as {day}.", span))
    return day, (text[: damaged.start()] + text[damaged.end() :]).strip(" .,;:")


def _read_date(match: re.Match[str], floor: int) -> date | None:
    if match["first"]:
        first, second, third = match["first"], match["second"], match["third"]
        if len(first) == 4:  # 2020/02/23
            return _day(first, second, third)
        return _day(_full_year(third, floor), first, second) or _day(_full_year(third, floor), second, first)
    month, day, year = match["month"], match["day"], match["year"]
    if month is None:
        month, day, year = match["month_second"], match["day_first"], match["year_last"]
    return _day(_full_year(year, floor), str(_MONTHS.index(month[:3].upper()) // 3 + 1), day)


def _full_year(year: str, floor: int) -> str:
    return str(floor + (int(year) - floor) % 100) if len(year) <= 2 else year


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _repaired_date(text: str) -> date | None:
    """Return the one date ``text`` is a single slip away from: a slash lost or a character doubled."""
    doubled = (text[:i] + text[i + 1 :] for i in range(1, len(text)) if text[i] == text[i - 1])
    slash_lost = (f"{text[:i]}/{text[i:]}" for i in range(1, len(text)))
    read = {match.groups() for form in (*doubled, *slash_lost) if (match := _WELL_FORMED.fullmatch(form))}
    days = {found for month, day, year in read if (found := _day(year, month, day))}
    return days.pop() if len(days) == 1 else None
