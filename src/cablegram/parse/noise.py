"""What cuts a text without belonging to it (page lines, stamps, repeated headers), and the view without."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache, cached_property
from typing import NamedTuple

from rapidfuzz import fuzz, process

from cablegram.model import Finding, Mark, PageLine, Span

from .classification import banner, level_pattern, read_classification_line
from .department import COMM_CENTER, DISTRIBUTION
from .labels import FIRST_PARAGRAPH, text_begins
from .lines import blanked, stripped_lines
from .pages import match_page, page_line, section_lines
from .signature import trailer

_STAMP = re.compile(
    r"Declassified/Released\s+US\s+Department\s+of\s+State\s+"
    r"EO\s+Systematic\s+Review\s+\d{1,2}\s+[A-Za-z]{3}\s+\d{4}"
)
_RELEASED_BY = re.compile(r"[A-Z][a-z]+ [A-Z]\. [A-Z][a-z]+\s+\Z")
_LONGEST_NAME = 60
"""Characters before a stamp in which who released the message is named."""
_BACKSLASH = re.compile(r"\\+(?=[ \t\r]*(?:\n|$))")
# Put by a publisher before any line that begins with a number or letter and a full stop (01SOFIA3033): no meaning.
_PILCROW = re.compile(r"\n[ \t]*(\u00b6)")
_STRAY = re.compile(r"\n[ \t]*(SIPDIS)[ \t\r]*(?=\n)")
_OPENER = re.compile(r"(?:\u00b6\s*)?(\d{1,3})\s?[.):](?!\d)\s*(\([A-Z/]{1,8}\))?")
_MARKED = re.compile(r"\((?:U|C|S|SBU|TS|[SC]//?NF)\) ")
_RULE = re.compile(r"[-=_*~]{3,}")
_HEADER_LINE = re.compile(
    r"(?:FM |TO |INFO |BT$|[ZOPR](?: [ZOPR])? \d{6}Z? |SIPDIS|SENSITIVE$|NOFORN|EXDIS|NODIS|LIMDIS|[QR][A-Z]{3,7}/|"
    r"SECSTATE WASHDC|AM(?:EMBASSY|CONSUL) |E\.?\s?[O0]\.?\s?\d|TAGS|SUBJ|REF)"
)
SENTENCE_END = frozenset(".?!:;\"')\u201d")


class Quiet(NamedTuple):
    """The view (same length as the raw text, noise blanked) and what was found in its place."""

    view: str
    pages: list[PageLine]
    marks: list[Mark]


def quiet(
    raw: str, start: int, post: str, sections: int, date: datetime | None, findings: list[Finding]
) -> Quiet:
    """Blank what cuts the text of ``raw`` from ``start`` on; a sentence cut in two is closed up again.

    Where a sentence goes on behind the noise the line ends around it are blanked as well, so
    that readers of the view see one line; a paragraph or heading that begins there keeps them.
    """
    pages: list[PageLine] = []
    marks: list[Mark] = []
    regions: list[tuple[int, int]] = []
    for line in section_lines(raw, start, post, sections, findings):
        assert line.span is not None
        pages.append(line)
        regions.append(_closed(raw, *line.span, first=line.number == 1))
    head = _Head(raw, start)
    at = raw.find("PAGE", start)
    while at >= 0:
        match = match_page(raw, at)
        end = at + 4
        if match is not None:
            pages.append(page_line(match, date))
            begin, end = _with_neighbours(raw, start, *match.span(), head, marks)
            regions.append(_closed(raw, begin, end))
        at = raw.find("PAGE", end)
    for match in _STAMP.finditer(raw, start) if "Declassified/Released" in raw else ():
        begin, end = match.span()
        if released_by := _RELEASED_BY.search(raw, max(start, begin - _LONGEST_NAME), begin):
            begin = released_by.start()
        marks.append(Mark("stamp", as_found=raw[begin:end], span=Span(begin, end)))
        regions.append(_closed(raw, begin, end))
    at = raw.find("\nSIPDIS", start)
    while (after := raw.find("\nSIPDIS", at + 1)) > at >= 0:
        at = after
    if at >= 0 and (opener := FIRST_PARAGRAPH.search(raw, start, at + 1)):
        for match in _STRAY.finditer(raw, opener.end()):
            marks.append(Mark("stray-caption", as_found=match[1], span=Span(*match.span(1))))
            regions.append(_closed(raw, *match.span(1)))
    if "\u00b6" in raw:
        regions += [match.span(1) for match in _PILCROW.finditer(raw, start)]
    if "\\" in raw:
        regions += [match.span() for match in _BACKSLASH.finditer(raw, start)]
    pages.sort(key=lambda page: page.span.start if page.span else 0)
    return Quiet(blanked(raw, _disjoint(regions)) if regions else raw, pages, marks)


def _disjoint(regions: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(regions):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _closed(raw: str, start: int, end: int, *, first: bool = False) -> tuple[int, int]:
    """Return the region to blank: with the line ends around it when the text before goes on behind (A21)."""
    before, after = (
        len(raw[:start].rstrip())
        if start < 400
        else start - len(raw[start - 400 : start]) + len(raw[start - 400 : start].rstrip()),
        end,
    )
    while after < len(raw) and raw[after].isspace():
        after += 1
    if first or before <= 0 or after >= len(raw) or _begins_anew(raw, before, after):
        return start, end
    return before, after


def _begins_anew(raw: str, before: int, after: int) -> bool:
    """Tell whether what stands at ``after`` is a new paragraph, heading or element rather than more of the sentence."""
    following = raw[after : after + 160]
    line, _, below = following.partition("\n")
    line = line.rstrip()
    if _RULE.match(line) or _RULE.match(below.lstrip(" \t")) or text_begins(line) or trailer(line):
        return True
    ended = raw[before - 1] in SENTENCE_END
    if ended and "   " in line:
        return True  # a row of a table
    if ended and below.lstrip(" \t\r").startswith("\n") and line[-1] not in SENTENCE_END:
        return True  # a line by itself, no sentence: a heading
    if ended and _MARKED.match(following):
        return True
    if opener := _OPENER.match(following):
        return ended or opener[2] is not None or _goes_on_from(raw, before, int(opener[1]))
    if not ended or following[0].islower():
        return False
    lines = raw[max(0, before - 400) : before].split("\n")[-5:]
    return len(lines[-1].strip()) < 0.75 * max(len(line.strip()) for line in lines)


def _goes_on_from(raw: str, before: int, number: int) -> bool:
    """Tell whether the line that ends at ``before`` has the number before ``number``: entries of a list."""
    last = _OPENER.match(raw, raw.rfind("\n", 0, before) + 1, before)
    return last is not None and int(last[1]) == number - 1


def _with_neighbours(
    raw: str, floor: int, start: int, end: int, head: _Head, marks: list[Mark]
) -> tuple[int, int]:
    """Widen a page line's region over the class banners around it and a repeated header below (01VATICAN2600)."""
    line = raw.rfind("\n", floor, start) + 1
    inline = _inline_banner().search(raw, max(line, start - 60), start)
    if inline:
        start = inline.start()
    for text, at in reversed(list(stripped_lines(raw, max(floor, start - 200), max(line - 1, floor)))):
        if text and not banner().match(text):
            break
        if text:
            marks.append(Mark("banner", as_found=text, span=Span(at, at + len(text))))
            start = at
    header: list[tuple[int, int]] = []
    for text, at in stripped_lines(raw, end):
        if not text:
            continue
        span = Span(at, at + len(text))
        if banner().match(text):
            marks.append(Mark("banner", as_found=text, span=span))
        elif DISTRIBUTION.match(text) or COMM_CENTER.match(text):
            marks.append(Mark("distribution", as_found=text, span=span))
        elif _HEADER_LINE.match(text) or (header and head.has(text, at)):
            header.append((at, span.end))
            continue
        else:
            break
        end = span.end
    if len(header) > 1:  # a single such line may be the text's own (A22 asks for two)
        span = Span(header[0][0], header[-1][1])
        end = max(end, span.end)
        marks.append(Mark("repeated-header", as_found=span.of(raw), span=span))
    return start, end


class _Head:
    """The lines of a message's own header, to know them again when a later section repeats them."""

    def __init__(self, raw: str, start: int) -> None:
        self.raw = raw
        self.start = start

    @cached_property
    def lines(self) -> list[str]:
        """The lines above the first paragraph."""
        first = FIRST_PARAGRAPH.search(self.raw, self.start)
        end = first.start() if first else self.start
        return [text for text, _ in stripped_lines(self.raw, max(0, end - _HEAD), end) if text]

    def has(self, line: str, at: int) -> bool:
        """Tell whether a line is one of these, or nearly: each section was garbled on its own."""
        if read_classification_line(self.raw, at, at + len(line), []):
            return True
        return process.extractOne(line, self.lines, scorer=fuzz.ratio, score_cutoff=_LIKE) is not None


_HEAD = 6000
"""Characters above the first paragraph that hold the header; the longest seen has 1,300."""
_LIKE = 80
"""Similarity (0-100) of a header line to its repetition: two characters in ten garbled in transmission."""


@cache
def _inline_banner() -> re.Pattern[str]:
    return re.compile(rf"(?:{level_pattern()})\s*(?:\\n)?\s*\Z")
