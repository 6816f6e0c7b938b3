"""The SUBJECT line: from its label to the blank line, rule or element that ends it (5 FAH-1 H-246)."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from cablegram.model import Span

_LABEL = re.compile(r"[A-Z]{3,9}[ \t]*[:;]?[ \t]*", re.I)
_BLANK = re.compile(r"\n\s*\n|\n\s*$")
_STOP = re.compile(
    r"\n[ \t]*(?:[-=_*~]{3,}"
    r"|(?:\u00b6[ \t]*)?\d{1,2}\s?[.)]\s*(?:\([A-Z/]{1,6}\)|[A-Z])"
    r"|This (?:is an|cable|message|report)\b"
    r"|PAGE \d\d )"
    r"|\s(?:SENSITIVE BUT UNCLAS|Sensitive (?:but|But) |THIS (?:MESSAGE|CABLE) IS )",
)
_PORTION = re.compile(r"\(\s?((?:U|C|S|SBU|TS|LOU)(?://?[A-Z]{2,3}(?: [A-Z]+)?)?)\s?\)\s*")
_BROKEN_WORD = re.compile(r"(?<=[A-Za-z])-\s*\n\s*")


class Subject(NamedTuple):
    """The subject in one line as typed, its portion marking, its place, and where the zone ends."""

    text: str | None
    portion: str | None
    span: Span | None
    stop: int


def read_subject(view: str, start: int, end: int) -> Subject:
    """Read the subject whose label stands at ``start``; ``end`` is the next label or the first paragraph."""
    label = _LABEL.match(view, start, end)
    begin = label.end() if label else start
    while begin < end and view[begin].isspace():
        begin += 1  # 09CAIRO1945: the subject stands under its label, behind a blank line
    stop = end
    for pattern in (_BLANK, _STOP):
        if match := pattern.search(view, begin, stop):
            stop = match.start()
    last = begin + len(view[begin:stop].rstrip())
    if last <= begin:
        return Subject(None, None, None, stop)
    text = view[begin:last]
    if "-\n" in text or "- \n" in text:
        text = _BROKEN_WORD.sub("-", text)  # US-/LATIN (published titles keep the hyphen)
    text = " ".join(text.split())
    if "&" in text:
        text = html.unescape(text)
    portion = None
    if match := _PORTION.match(text):
        portion, text = match[1], text[match.end() :]
    elif text[-1] == ")" and (match := _PORTION.match(text, text.rfind("("))):
        portion, text = match[1], text[: match.start()].rstrip()
    return Subject(text or None, portion, Span(begin, last), stop)
