"""Page and section lines: where a text was cut by transmission sections or printed pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache

import msgspec
from rapidfuzz.distance import OSA

from cablegram.model import Finding, PageLine, Span

from .classification import level_pattern

# 00002463 002 OF 002 behind the post (07BEIJING2463); 00001360  001.2 OF 004 (09BERLIN1360)
_SECTION_NUMBERS = re.compile(
    r"(?P<serial>\d{8})\s{1,12}(?P<number>\d{3})(?:\.\d)?\s{1,12}(?:OF|of)\s(?P<of>\d{3})\b"
)
_OF, _OF_SMALL = re.compile(" OF 0"), re.compile(" of 0")
_POST_BEFORE = re.compile(r"(?:\A|(?<=[\d\s.,:;?!)]))([A-Z][A-Z .'\-]{1,24}?)\s*\Z")
_POST_ALONE = re.compile(r"\s*([A-Z][A-Z .'\-]{1,24}?)\s*\Z", re.I)
# The same with a character lost, doubled or replaced: BEIJING 0002463 02 OF 002
_DAMAGED_NUMBERS = re.compile(
    r"(?P<serial>[0-9]\d{4,8})\s+(?P<number>\d{1,4})(?:\.\d)?[ \t]*[O0Q]?[A-Za-z]{0,2}[ \t]*"
    r"(?P<of>\d{2,4})[ \t\r]*(?=\n)"
)
# Where such a line may end; a line in a hundred does.
_NUMBERS_END = re.compile(r"\n(?:(?<=\d\n)|(?<=\d[ \t\r]\n)|(?<=[ \t\r]{2}\n))")
_LONGEST_NUMBERS = 60
"""Characters of a damaged section line from its serial on; whole ones have 28 at most."""
# PAGE 01        CAPE T  00097  01 OF 03  182017Z (90CAPETOWN97)
PAGE_LINE = re.compile(
    r"PAGE\s+(?P<page>\d\d)\s+(?P<post>[A-Z][A-Z .]{0,12}?)\s+(?P<serial>\d{5,6})"
    r"(?:\s+(?P<number>\d\d)\s+OF\s+(?P<of>\d\d))?\s+(?P<time>\d{6})Z",
    re.I,
)


@cache
def relay_line() -> re.Pattern[str]:
    """Return the pattern of ``PAGE 02 RUEHFRA2440 C O N F I D E N T I A L PARIS 002440`` (07PARIS2440); 07PARIS170
    stops behind the classification."""
    return re.compile(
        rf"PAGE\s+(?P<page>\d\d)\s+(?P<station>[QR][A-Z]{{3,7}}?)(?P<serial>\d{{4}})\s+(?:{level_pattern()})(?![A-Z])"
        r"(?:\s+SECTION\s+(?P<number>\d\d)\s+OF\s+(?P<of>\d\d))?(?:[ \t]+[A-Z][A-Z .]{1,24}[ \t]+\d{4,8})?",
        re.I,
    )


def match_page(raw: str, at: int) -> re.Match[str] | None:
    """Match a page line of either kind at ``at``."""
    return PAGE_LINE.match(raw, at) or relay_line().match(raw, at)


def section_lines(
    raw: str, start: int, post: str, sections: int, findings: list[Finding]
) -> Iterator[PageLine]:
    """Yield the section lines behind ``start``; damaged ones only where some of the ``sections`` have none.

    ``post`` is the post as the classification line spells it: in a reflowed copy nothing else
    tells where the post's name begins (06PORTAUPRINCE2230).
    """
    seen = set()
    revised = False  # a revision digit (001.2 OF 002): then the first section has a line as well
    for of in list(_OF.finditer(raw, start)) or _OF_SMALL.finditer(raw, start):
        if match := _SECTION_NUMBERS.search(raw, max(start, of.start() - 28), of.end() + 2):
            begin, name = _post_before(raw, start, match.start(), post)
            seen.add(int(match["number"]))
            revised = revised or "." in match[0]
            yield _section_line(raw, begin, match, name)
    if all(number in seen for number in range(1 if revised else 2, min(sections, 99) + 1)):
        return
    for match in _damaged_numbers(raw, start):
        begin, name = _post_before(raw, start, match.start(), post)
        if _SECTION_NUMBERS.match(match[0]) or not name or OSA.distance(name.upper(), post.upper()) > 2:
            continue
        line = _section_line(raw, begin, match, name)
        missing = [number for number in range(1, min(sections, 99) + 1) if number not in seen]
        number = line.number if line.number and line.number <= sections else next(iter(missing), None)
        if number is None:
            continue
        seen.add(number)
        findings.append(
            Finding(
                "section-repaired", f"Section {number} of {sections} read from {line.as_found!r}.", line.span
            )
        )
        yield msgspec.structs.replace(line, number=number, of=sections)


def _damaged_numbers(raw: str, start: int) -> Iterator[re.Match[str]]:
    for line_end in _NUMBERS_END.finditer(raw, start):
        end = line_end.end()
        if match := _DAMAGED_NUMBERS.search(raw, max(start, end - _LONGEST_NUMBERS), end):
            yield match
            start = match.end()


def _post_before(raw: str, start: int, end: int, post: str) -> tuple[int, str]:
    line = max(raw.rfind("\n", start, end) + 1, end - 60, start)
    before = raw[line:end]
    if match := _POST_ALONE.match(before):
        return line + match.start(1), match[1]
    at = before.rstrip().upper().rfind(post) if post else -1
    if at >= 0 and len(before.rstrip()) == at + len(post):
        return line + at, post
    match = _POST_BEFORE.search(before)
    return (line + match.start(1), match[1]) if match else (end, "")


def _section_line(raw: str, begin: int, match: re.Match[str], post: str) -> PageLine:
    return PageLine(
        "section",
        int(match["number"]),
        int(match["of"]),
        station=post or None,
        serial=int(match["serial"]),
        as_found=raw[begin : match.end("of")],
        span=Span(begin, match.end("of")),
    )


def page_line(match: re.Match[str], date: datetime | None) -> PageLine:
    """Return the page line a match of :func:`match_page` stands for.

    The printed time has day, hour and minute; month and year are those of ``date`` (the
    date-time group) or, for an earlier day, of the month after.
    """
    groups = match.groupdict()
    return PageLine(
        "page" if "time" in groups else "relay",
        int(groups["number"]) if groups.get("number") else None,
        int(groups["of"]) if groups.get("of") else None,
        int(groups["page"]),
        groups.get("post") or groups.get("station"),
        int(groups["serial"]),
        _printed(groups["time"], date) if date and groups.get("time") else None,
        as_found=match[0],
        span=Span(*match.span()),
    )


def _printed(ddhhmm: str, date: datetime) -> datetime | None:
    day, hour, minute = int(ddhhmm[:2]), int(ddhhmm[2:4]), int(ddhhmm[4:])
    month = date if day >= date.day else (date.replace(day=1) + timedelta(days=31)).replace(day=1)
    try:
        return datetime(month.year, month.month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None
