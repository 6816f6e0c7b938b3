"""Where the labelled elements of a text begin: E.O., TAGS, SUBJECT, REF, CLASSIFIED BY (5 FAH-1 H-246)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

_WORDS = (
    r"(?P<eo>E\.?\s?[O0]\.?\s?(?=\w?\d\w?\d|\s?[:;]))"  # E.0. 12958: (09BERLIN1626), a digit garbled or not
    r"|(?P<tags>(?:TAGES|TAGS|TAG|TAS|TABS|TGS|AGS)(?![A-Z]))"  # TAS: (10TELAVIV386), TABS: (08PARAMARIBO219)
    r"|(?P<subject>(?:S?UBJ(?:ECT)?)(?![A-Z]))"
    r"|(?P<ref>(?:PROGRAM\s+)?REF(?:S|TELS?|ERENCES?|\(S\))?(?![A-Z/\-(]))"
    r"|(?P<classified_by>(?:\([A-Z]{1,3}\)\s*)?CLASSIFIED\s+BY)"
)
_BEGINS = r"[ \t\u00b6]*+(?=(?-i:[EeTtAaSsUuPpRrCc(]))"
"""Before a label at a line's beginning: most lines pass at once by their first letter."""
_AT_LINE = re.compile(rf"{_BEGINS}(?:{_WORDS})", re.I)
_LINES = re.compile(rf"\n{_BEGINS}(?:{_WORDS})", re.I)
_IN_PROSE = re.compile(r"(?:[Rr]ef(?:erences?)?|[Ss]ubject|[Tt]ags?)[ \t]+[a-z]")
"""A line of prose that begins with the word of a label: ``reference laboratory; other districts would follow``."""
# Reflowed copies (07MOSCOW1704) run the labels together; there only a label with its colon counts, glued or not
# (EGYPTREF: CAIRO 493, 06CAIRO941; AGS: PGOV, 07BUENOSAIRES1673).
_BEFORE_COLON = re.compile(
    r"(?:(?<=\s)|\A)(?P<eo>E\.?\s?[O0]\.?\s?\d{4,5}\s?(?:DECL)?)\Z"
    r"|(?:(?<=\s)|\A)(?P<tags>T?AGS?\s?)\Z"
    r"|(?:(?<=\s)|\A)(?P<subject>S(?:UBJ(?:ECT)?|ubj(?:ect)?)\s?)\Z"
    r"|(?:(?<=\s)|\A|(?<=[A-Za-z]{2}))(?P<ref>REF(?:S|TELS?|\(S\))?\s?)\Z|(?:(?<=\s)|\A)(?P<refs>Ref(?:s|tel|\([Ss]\))?\s?)\Z"
)
_BLANK = re.compile(r"\n[ \t\r]*\n")
_COLON = re.compile(":")
_LAST_LETTERS = frozenset("0123456789SGTJFL) ")
"""What a label ends in: 12958, 12958 DECL, TAGS, TAG, SUBJECT, SUBJ, REF, REFTEL, REF(S)."""
_LONGEST = 14
"""Characters before a colon a label may have: E. O. 12958 has 11."""
_LONGEST_IN_LINE = 18
"""The same in the midst of a line, where E. O. 12958 DECL: has 16."""
_ORDER_FORMS = ("EO 1", "E.O. 1")
"""An order's label without colon, as in SIPDIS EO 12958 DECL: 04/04/2011."""
_CLASSIFIED_FORMS = ("lassified By", "lassified by", "LASSIFIED BY")
_DAMAGED = re.compile(r"\n[ \t]*+([A-Za-z.0-9]{2,9}+|[A-Za-z]{8,12}+ [Bb][Yy])[ \t]*+[:;]")
_TARGETS = {
    "TAGS": "tags",
    "SUBJECT": "subject",
    "SUBJ": "subject",
    "REF": "ref",
    "REFS": "ref",
    "REFTEL": "ref",
    "REFTELS": "ref",
    "CLASSIFIED BY": "classified_by",
}

# The opener of the first paragraph: 1. (U), ¶1. (C), 1.(SBU), 1) …
FIRST_PARAGRAPH = re.compile(
    r"\n(?![A-Za-z])(?:[ \t]*(?:\u00b6[ \t]*)?(?:1\s?[.):](?!\d)(?!\s*\n?\s*\d\s*\()"
    r"|1\s+\((?:[UCSucs]|SBU|sbu|TS)\)|\d{1,2}\s?[.)]\s*\((?:[UCSucs]|SBU|sbu|[SC]//?NF|[sc]//?nf)\))"
    # Unnumbered, marked, behind a blank line; a reference may be lettered so: (C) 83 MANAMA 154
    r"|[ \t\r]*\n[ \t]*\((?:[UCSucs]|SBU|sbu|TS|[SC]//?NF|[sc]//?nf)\)[ \t]+"
    r"(?!C(?:LASSIFIED|lassified)|(?:\d\d )?[A-Z][A-Z .]{1,30}\d))",
)
_FIRST_IN_LINE = re.compile(r"[ \t](?:\u00b6[ \t]*)?1\.\s*(?:\((?:U|C|S|SBU|[SC]//?NF)\)|SUMMARY)", re.I)
REACH = 6000
"""Characters behind the classification line within which labels are looked for when no paragraph is numbered
(the longest header text of the seed's kind, seventeen passing lines, has 1,100)."""


class Label(NamedTuple):
    """A labelled element: its kind, and the offset of the label's first character."""

    kind: str
    start: int
    damaged: bool = False


def text_begins(line: str) -> bool:
    """Tell whether a line starts a labelled element or a numbered paragraph."""
    match = _AT_LINE.match(line)
    if match is not None:
        return ":" in line or match.lastgroup in ("eo", "classified_by")
    return FIRST_PARAGRAPH.match("\n" + line) is not None


def first_paragraph(view: str, start: int) -> int | None:
    """Return the offset at which the first numbered paragraph's line begins, None without one."""
    if FIRST_PARAGRAPH.match("\n" + view[start : start + 40]):
        return start
    match = FIRST_PARAGRAPH.search(view, start)
    if match is None:
        match = _FIRST_IN_LINE.search(view, start, start + REACH)
    return match.start() + 1 if match else None


def find_labels(view: str, start: int, bound: int) -> list[Label]:
    """Return the labels between ``start`` and ``bound`` in order; repeats (of a second header) included."""
    labels: dict[int, Label] = {}
    if (first := _AT_LINE.match(view, start, bound)) is not None and first.lastgroup:
        at = first.start(first.lastgroup)
        labels[at] = Label(first.lastgroup, at)
    for match in _LINES.finditer(view, start, bound):
        assert match.lastgroup is not None
        at = match.start(match.lastgroup)
        if not _IN_PROSE.match(view, at):
            labels[at] = Label(match.lastgroup, at)
    last = max(labels, default=start)
    blank = _BLANK.search(view, last, bound) if labels else None
    for at, kind in _in_line(view, start, blank.start() if blank else bound, sorted(labels)):
        labels.setdefault(at, Label(kind, at))
    kinds = {label.kind for label in labels.values()}
    if labels and not kinds >= {"tags", "subject", "ref", "classified_by"}:
        for match in _DAMAGED.finditer(view, start - 1 if start else 0, bound):
            repaired = _repaired(match[1].upper())
            if repaired and repaired not in kinds:
                labels.setdefault(match.start(1), Label(repaired, match.start(1), True))
    return _settled(sorted(labels.values(), key=lambda label: label.start))


def _in_line(view: str, start: int, bound: int, known: list[int]) -> Iterator[tuple[int, str]]:
    """Yield place and kind of labels in the midst of a line; the colons of the ``known`` ones are passed over."""
    for colon in _COLON.finditer(view, start, bound):
        end = colon.start()
        before = bisect_right(known, end) - 1
        if before >= 0 and end - known[before] <= _LONGEST:
            continue
        if view[end - 1].upper() not in _LAST_LETTERS:
            continue
        begin = max(start, end - _LONGEST_IN_LINE)
        if match := _BEFORE_COLON.search(view[begin:end]):
            kind = match.lastgroup or ""
            yield begin + match.start(kind), "ref" if kind == "refs" else kind
    for form in _ORDER_FORMS:
        at = view.find(form, start, bound)
        if at > 0 and view[at - 1].isspace() and view[at + len(form) : at + len(form) + 4].isdigit():
            yield at, "eo"
    for form in _CLASSIFIED_FORMS:
        at = view.find(form, start + 1, bound)
        while at > 0:
            if view[at - 1] in "Cc" and view[at - 3 : at - 1].upper() != "DE":
                yield at - 1, "classified_by"
            at = view.find(form, at + len(form), bound)


def _settled(labels: list[Label]) -> list[Label]:
    """Drop a label that only repeats the one it follows (04ANKARA5897, 03KATHMANDU2366: ``REF: A. REF: …``)."""
    kept: list[Label] = []
    for label in labels:
        if (
            kept
            and label.kind == kept[-1].kind
            and label.start - kept[-1].start < _REPEATED.get(label.kind, 0)
        ):
            continue
        kept.append(label)
    return kept


_REPEATED = {"classified_by": 30, "ref": 14, "tags": 200}
"""Characters within which a label repeats the one before (05MANAMA429, ``BA, TAGS: EFIN``)."""


@lru_cache(maxsize=4096)
def _repaired(word: str) -> str | None:
    if word[:1] == "E" and "O" in word and len(word) <= 5:
        return "eo"
    limit = 1 if len(word) < 6 else 2
    for target, kind in _TARGETS.items():
        if OSA.distance(word, target, score_cutoff=limit) <= limit:
            return kind
    return None
