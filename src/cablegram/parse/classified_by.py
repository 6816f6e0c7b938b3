"""The "Classified By" line: who classified the text, for which reasons, derived from what (5 FAH-1 H-246)."""

from __future__ import annotations

import re

from cablegram.model import ClassifiedBy, Finding, Span

from .classifiers import normalise_name, read_authorities, scan

__all__ = ["normalise_name", "read_classified_by"]

_LABEL = re.compile(r"cl?as{1,3}if[ie]{1,3}d?\s+by\b[ \t]*:?", re.I)
_DAMAGED_LABEL = re.compile(r"[A-Z]{8,12}[ \t]+BY[ \t]*:", re.I)  # one that find_labels took for this
_PORTION = re.compile(r"\s*+\([A-Z]{1,3}(?://?[A-Z]{1,8})?\)", re.I)
_GUIDE = re.compile(r"\s*+([^\n:;]{0,60}?\bGUIDE\b[^\n:;]{0,30}?)\s{1,3}BY\s", re.I)  # 06ISLAMABAD16739

_BREAK = r"[ \t\\]*+(?:\n[ \t]*+)?"
_SECTION = re.compile(r"(?<![\w.])[1Il] ?[.,][ \t]*+\n?[ \t]*+([1-8])(?!\d)")  # reasons 1. / 4 07VIENTIANE454
_REASON = re.compile(
    r"(?:E\.?\s?[O0]\.?\s*+(?:\d{4,5})?[,:;]?\s*+(?:for\s)?)?\b(?:reasons?|r[easo]{2,5}ns?)(?:\(s\))?\b"
    + _BREAK
    + r"[:\-]?",
    re.I,
)
_REASON_BEHIND = re.compile(r"\s*+(?:for\s++)?reasons?\b", re.I)
_ITEM = r"[(\[]?" + _BREAK + r"([A-Ha-h])(?![\w'’])" + _BREAK + r"[)\]]?"
_FIRST_LETTER = re.compile(
    r"\.?(?=[(\[A-Ha-h])"
    + _ITEM  # 1.5.D 96RIYADH2406
    + "|"
    + _BREAK
    + r"[.:,]?"
    + _BREAK
    + r"(?i:(?:sub)?(?:section|paragraph|para)s?\b)?"
    + _BREAK
    + r"(?=[(\[])"
    + _ITEM
    + "|"
    + _BREAK
    + _ITEM  # 1.5 B,D 95RIYADH5221
)
_NEXT_LETTER = re.compile(
    _BREAK
    + r"(?:(?P<range>-|(?i:through|thru|to)\b)|[,;/&+]"
    + _BREAK
    + r"(?i:and\b|or\b|&)?|(?i:a\s{0,3}n\s{0,3}d\b|o\s{0,3}r\b)|(?=[(\[]))"
    + _BREAK
    + _ITEM  # (b) a / nd (d) 04BRUSSELS4688
)
_NEXT_SECTION = re.compile(r"[ \t,;&]*+(?i:and\b)?" + _BREAK + r"(?=[1Il] ?[.,] ?[1-8])")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_CLOSING = re.compile(r"[ \t.,;)\]]*+")
_BEHIND = re.compile(
    r"[\s.,;]*+(?:(?P<derived>derived\s+from)|declass(?:ify\s+on|ification(?:\s+date)?|\s+on))[ \t]*+:?"
    r"(?P<value>(?:(?!declass|derived\s)[^\n])*+)",
    re.I,
)

_NEXT_LINE = re.compile(r"\n(?![ \t]*(?:\n|¶|\d{1,3}[.)]|[A-Z][A-Z. ]{1,12}:|declass))[^\n]+", re.I)
_FULL_LINE = 45
"""Characters in a line that was broken for its length; lines have 55 by rule (5 FAH-1 H-246)."""

_REACH = 160
"""Characters between the end of the names and the section that gives the reason; the longest seen has 60."""


def read_classified_by(
    view: str, raw: str, start: int, end: int, findings: list[Finding]
) -> tuple[ClassifiedBy | None, int]:
    """Read the line whose label (or number and marking before it) begins at ``start``; None without a label.

    The line ends behind its reason, "Derived From" and "Declassify On", or else at a blank line, the
    next paragraph or ``end``.
    """
    label = _LABEL.search(view, start, min(end, start + 60)) or _DAMAGED_LABEL.match(view, start, end)
    if label is None:
        return None, start
    at = label.end()
    if portion := _PORTION.match(view, at, end):
        at = portion.end()
    derived_from = None
    if "GUIDE" in view[at : at + 100].upper() and (guide := _GUIDE.match(view, at, end)):
        derived_from, at = " ".join(guide[1].split()), guide.end()
    line = scan(view, at, end)
    authorities = read_authorities(raw, line, findings)
    section, reasons, stop = _read_reasons(view, line.stop, end, findings)
    while behind := _BEHIND.match(view, stop, end):
        stop = behind.end()
        if behind["derived"]:
            stop = _continued(view, behind.start("value"), stop, end)
            derived_from = " ".join(view[behind.start("value") : stop].split()).rstrip(" .;\\") or None
    stop = start + len(view[start:stop].rstrip(" \t\n\\"))
    if not authorities:
        findings.append(
            Finding(
                "classifier-unread", "The line names no classifier that could be read.", Span(start, stop)
            )
        )
    return (
        ClassifiedBy(
            authorities, section, reasons, derived_from, as_found=raw[start:stop], span=Span(start, stop)
        ),
        stop,
    )


def _continued(view: str, start: int, stop: int, end: int) -> int:
    """Return the end of a value that may go on in the next line, where its own is full and unfinished."""
    line_start = view.rfind("\n", 0, start) + 1
    if stop - line_start < _FULL_LINE or view[start:stop].rstrip().endswith("."):
        return stop
    next_line = _NEXT_LINE.match(view, stop, end)
    return next_line.end() if next_line else stop


def _read_reasons(
    view: str, at: int, end: int, findings: list[Finding]
) -> tuple[str | None, tuple[str, ...], int]:
    """Return section (``1.4``), letters and the offset behind them, read from the end of the names."""
    if behind := _REASON_BEHIND.match(view, at, end):
        at = behind.start() + len(behind[0]) - len(behind[0].lstrip())
    limit = min(end, at + _REACH)
    letters: list[str] = []
    section = _SECTION.search(view, at, limit)
    if section is None or _BLANK_LINE.search(view, at, section.start()):
        reason = _REASON.match(view, at, limit)
        if reason is None:
            return None, (), at
        stop = _read_letters(view, reason.end(), end, letters)
        if not letters:
            newline = view.find("\n", reason.end(), end)
            stop = newline if newline >= 0 else end
            findings.append(
                Finding("reason-unread", "No section or letter could be read here.", Span(at, stop))
            )
        return None, tuple(dict.fromkeys(letters)), stop
    number = f"1.{section[1]}"
    stop = section.end()
    while True:
        stop = _read_letters(view, stop, end, letters)
        further = _NEXT_SECTION.match(view, stop, end)
        if further is None or (section := _SECTION.match(view, further.end(), end)) is None:
            break
        stop = section.end()
    if closing := _CLOSING.match(view, stop, end):
        stop = closing.end()
    return number, tuple(dict.fromkeys(letters)), stop


def _read_letters(view: str, at: int, end: int, letters: list[str]) -> int:
    """Append the letters listed at ``at``, such as (b) and (d), b/d, (b-d); return the offset behind them."""
    item = _FIRST_LETTER.match(view, at, end)
    while item is not None:
        letter = item[item.lastindex or 0].lower()
        if letters and item.re is _NEXT_LETTER and item["range"]:
            letters.extend("abcdefgh"["abcdefgh".index(letters[-1]) + 1 : "abcdefgh".index(letter)])
        letters.append(letter)
        at = item.end()
        item = _NEXT_LETTER.match(view, at, end)
    return at
