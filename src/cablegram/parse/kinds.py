"""What a paragraph is for: summary, comment, action request, participants, clearance … and the summary's text."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from cablegram.model import Paragraph

from .people import find_clearance

# 5 FAH-1 H-246; Summay (09OSLO146); SUMMARY AND COMMENT: (09BRUSSELS536); Summary and Action Request. (09BRASILIA1300)
_WORDS = (
    r"(?P<kind>SUMM?A?R?Y|COMMENTS?|ACTION REQUEST(?:ED)?|INTRODUCTION|BACKGROUND|NOTE|BIO(?:GRAPHIC)?(?: NOTE| DATA)?"
    r"|TEXT|QUOTE|TALKING POINTS|KEY POINTS)"
    r"(?:\s*(?:/|,|AND|&)\s*(?:COMMENT|ACTION REQUEST(?:ED)?|INTRODUCTION|BACKGROUND|KEY POINTS))*"
    r"(?:\s+CONT(?:INUED|'?D|\.)?)?"
)
_LABEL = re.compile(rf"\(?(?:BEGIN\s+)?{_WORDS}\s*(?:[:.\-]|--|\Z|\n)\s*", re.I)
_END = re.compile(rf"(?:END|End|end)(?<=\b...)\s+(?i:(?:OF\s+)?{_WORDS}\s*[.:]?\s*\)?)")
_END_SUMMARY = re.compile(r"(?:END|End|end)(?<=\b...)\s+(?i:(?:OF\s+)?SUMM?A?R?Y)")
_MAY_END = re.compile(r"\b(?:END|End|end)(?=\s)")
_HEADING = re.compile(rf"{_WORDS}\s*[:.]?\Z", re.I)
_PARTICIPANTS = re.compile(
    r"(?:LIST OF\s+)?(?:[A-Z][\w./&\- ]{0,60}?\s)??(?:PARTICIPANTS|ATTENDEES|DELEGATION MEMBERS)"
    r"(?:\s+(?:INCLUDED|WERE|AS FOLLOWS))?\s*:",
    re.I,
)
_LISTS_PEOPLE = re.compile("PARTICIPANTS|ATTENDEES|DELEGATION", re.I)
_MINIMIZE = re.compile(r"(?:[A-Z ]+\s)?MINIMIZE CONSIDERED\.?\Z", re.I)
_KINDS = {
    "SUM": "summary",
    "COM": "comment",
    "ACT": "action request",
    "INT": "introduction",
    "BAC": "background",
    "NOT": "note",
    "BIO": "note",
    "TEX": "quote",
    "QUO": "quote",
    "TAL": "talking points",
    "KEY": "key points",
}
_BEGINNINGS = frozenset({*_KINDS, "BEG"} | {"(" + word[:2] for word in (*_KINDS, "BEG")})
"""First three characters of a text that may begin with a label, in capitals."""
_CHECKED = ("cleared", "reviewed", "coordinated", "approved", "contributed")
"""What a clearance says was done to the message, to pass over most paragraphs."""
_SIDE = 100
"""Characters within which the head of a list of participants has its colon."""
_SHORT = 300
"""Characters of a paragraph that says no more than who cleared the message."""
_TAIL = 60
"""Characters at a paragraph's end in which its END label is looked for (END SUMMARY AND ACTION REQUEST. has 31)."""


@lru_cache(maxsize=1024)
def heading_kind(heading: str) -> str | None:
    """Return the kind of the paragraphs under a heading that is nothing but a label (``Summary``)."""
    match = _HEADING.match(heading)
    return _KINDS[match["kind"][:3].upper()] if match else None


def with_kinds(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Return the paragraphs with their kinds: a label holds from BEGIN to END, else for one paragraph or heading."""
    kinds: list[str | None] = []
    open_from: dict[str, int] = {}
    for index, paragraph in enumerate(paragraphs):
        text, heading = paragraph.text, paragraph.heading
        kind = heading_kind(heading) if heading else None
        short = len(text) < _SHORT
        if short and ("MINIMIZE" in text or "inimize" in text) and _MINIMIZE.match(text):
            kind = "closing"
        elif text[:3].upper() in _BEGINNINGS and (label := _LABEL.match(text)):
            kind = _KINDS[label["kind"][:3].upper()]
            open_from[kind] = index
        elif kind is None and (short or ":" in text[:_SIDE]):
            kind = _kind_of_text(text)
        tail = text[-_TAIL:]
        for ended in _ends(tail) if "End" in tail or "END" in tail or "end" in tail else ():
            if ended == "note" and ended not in open_from:
                continue
            first = open_from.pop(ended, 0 if ended == "summary" and "summary" not in kinds else index)
            for between in range(first, index):
                if kinds[between] in (None, "text"):
                    kinds[between] = ended
            if kind is None:
                kind = ended if first < index or ended == "summary" else None
        kinds.append(kind)
    told = list(paragraphs)
    for index, kind in enumerate(kinds):
        if kind and told[index].kind == "text":
            told[index] = msgspec.structs.replace(told[index], kind=kind)
    return tuple(told)


def _ends(tail: str) -> tuple[str, ...]:
    """Return the kinds that END labels name in a paragraph's tail."""
    first = _MAY_END.search(tail)
    return _labels_from(tail[first.start() :]) if first else ()


@lru_cache(maxsize=1024)
def _labels_from(end: str) -> tuple[str, ...]:
    """Return the kinds that ``end`` names, which is the same at many paragraphs' ends (END SUMMARY.)."""
    return tuple(_KINDS[label["kind"][:3].upper()] for label in _END.finditer(end))


def _kind_of_text(text: str) -> str | None:
    head = text[:_SIDE]
    if ":" in head and _LISTS_PEOPLE.search(head) and _PARTICIPANTS.match(text):
        return "participants"
    if (
        len(text) < _SHORT
        and any(map(text.lower().__contains__, _CHECKED))
        and find_clearance(text, 0, len(text))
    ):
        return "clearance"
    return None


def summary_of(paragraphs: tuple[Paragraph, ...]) -> str | None:
    """Return the summary's text without labels, numbers and markings, one line a paragraph; None without one."""
    parts: list[str] = []
    run: list[str] = []
    ended = False
    for paragraph in paragraphs:
        if paragraph.kind != "summary":
            parts, run = parts or run, []
            continue
        text, end = _without_labels(paragraph.text)
        run.append(text)
        if end:
            ended = True
            break
    return "\n".join(filter(None, parts + run if ended else parts or run)) or None


def _without_labels(text: str) -> tuple[str, bool]:
    """Return a summary paragraph's text without labels and marking, and whether END SUMMARY stands in it."""
    begin = _LABEL.match(text)
    start = begin.end() if begin else 0
    if marking := _MARKING.match(text, start):
        start = marking.end()
    end = _END_SUMMARY.search(text, start)
    return text[start : end.start() if end else len(text)].strip().rstrip("( "), end is not None


_MARKING = re.compile(r"\((?:U|C|S|SBU|TS|[SC]//?NF)\)\s*")
