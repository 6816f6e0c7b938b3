"""The end of a message: signer, and the trailers behind it (format A25, A26)."""

from __future__ import annotations

import re
from typing import NamedTuple

from cablegram.model import Mark, Span

from .classification import banner, may_classify
from .lines import lines_before

_REACH = 1500
"""Characters from the end in which signer and trailers are looked for; the longest trailer on record, three
declassification notices with blank lines between, has 600."""
_TRAILER = re.compile(
    r"(?P<end>N{2,4}(?:MAFVVZCZ)?$|<< END OF DOCUMENT >>$|BT$|#\d{4}$|[>.#]+$)"
    r"|(?P<stamp>(?:[A-Z][a-z]+ [A-Z]\. [A-Z][a-z]+ ?)?Declassified/Released US Department|EO Systematic Review \d"
    r"|(?:EO Systematic )?Review \d\d [A-Z]{3} \d{4}$)"
    r"|(?P<trailer>\d{4}[A-Z]{3,6}\d{4,6} - (?:Classification: )?[A-Z ]+$"
    r"|\*{3} Current (?:Handling Restrictions|Classification) \*{3}$|NOTE(?: BY [A-Z/]+)?: "
    # Where an archive's copy comes from, between rules (66BUENOSAIRES2481).
    r"|-{20}[- ]*$|Copy from the National Archives|RG \d{2,3}\b"
    # The post's address on the classified network, behind the signer in 9 of 243 cables.
    r"|Visit \S.{0,60}(?:[Ww]eb ?[Ss]ite|[Hh]ome ?[Pp]age)|\S{0,9}https?://\S*\.sgov\.gov\S*$)"
    r"|(?P<group>(?:GP-\d|EXEMPT|X?GDS(?:-\d)?)\.?$)"
    r"|(?P<minimize>(?:[A-Z]+ )?MINIMIZE CONSIDERED\.?$)"
)
_NAME = r"[A-Z][A-Za-z'\u2019\-]+(?:[ .]+[A-Z][A-Za-z'\u2019\-]*){0,2}"
_SIGNER = re.compile(rf"({_NAME}|(?:DE|DU|VAN|VON|LA) [A-Z][A-Z'\-]+)(?:##|\s+\d{{4}}-\d\d-\d\d)?$")
_AFTER_SENTENCE = re.compile(
    r"[A-Za-z)\"'][.!?][\"')]?\s+((?:[A-Z][A-Z'\-]+ ){0,1}[A-Z][A-Z'\-]{2,})(?:##)?$"
)
_NO_NAME = frozenset(
    "END SUMMARY COMMENT REGARDS UNCLASSIFIED CONFIDENTIAL SECRET SIPDIS NOFORN NOTE TEXT UNQUOTE EXEMPT"
    " INTERPRETER NOTETAKER".split()
)


class Tail(NamedTuple):
    """The signer as written and its place, the marks behind the text, and where the text ends."""

    signer: str | None
    span: Span | None
    marks: list[Mark]
    stop: int


def read_tail(view: str, raw: str, start: int) -> Tail:
    """Read the end of ``view``; nothing before ``start``, where the body begins, is taken."""
    end = len(view.rstrip())
    floor = max(start, end - _REACH)
    if floor > start:
        floor = view.find("\n", floor) + 1 or floor
    marks: list[Mark] = []
    stop = len(view)
    lines = lines_before(view, floor, end)
    for line, at in lines:
        if not line:
            continue
        kind = trailer(line)
        if kind is None:
            break
        marks.append(Mark(kind, as_found=raw[at : at + len(line)], span=Span(at, at + len(line))))
        stop = at
    else:
        return Tail(None, None, marks, stop)
    if (match := _AFTER_SENTENCE.search(line)) and _is_name(match):
        at += match.start(1)
        return Tail(match[1], Span(at, at + len(match[1])), marks, at)
    match = _SIGNER.match(line) if len(line) <= _LONGEST_LINE else None
    if match is None or not _may_sign(match[1], view, floor, at):
        return Tail(None, None, marks, stop)
    span = Span(at, at + len(match[1]))
    stop = at
    # EXEMPT, GP-3, MINIMIZE CONSIDERED. between text and signer (72TEHRAN1381, 66BUENOSAIRES2481)
    for line, at in lines:
        if not line:
            continue
        kind = trailer(line)
        if kind not in ("group", "minimize", "stamp"):
            break
        marks.append(Mark(kind, as_found=raw[at : at + len(line)], span=Span(at, at + len(line))))
        stop = at
    return Tail(match[1], span, marks, stop)


def trailer(line: str) -> str | None:
    """Return the kind of mark a line behind the text is, None when it is no trailer."""
    match = _TRAILER.match(line)
    if match is not None:
        return match.lastgroup
    return "banner" if len(line) < 60 and may_classify(line) and banner().match(line) else None


def _is_name(match: re.Match[str]) -> bool:
    """Tell whether capitals behind a sentence are a signer's and no label's, nor a person's behind MR."""
    return not _NO_NAME & set(match[1].split()) and not _HONORIFIC.search(
        match.string[: match.start(1)].rstrip()
    )


def _may_sign(name: str, view: str, floor: int, at: int) -> bool:
    """Tell whether a short last line is a signature: in capitals, or set off from a text that has ended."""
    if len(name) > _LONGEST_NAME or _NO_NAME & set(name.upper().split()):
        return False
    before = view[max(floor, at - 200) : at]
    bare = before.rstrip()
    if not bare:
        return name.isupper()
    set_off = before.count("\n", len(bare)) > 1
    ended = bare[-1] in ".?!\"')" and not _HONORIFIC.search(bare, len(bare) - 6)
    if name.isupper():
        above = bare.rpartition("\n")[2].strip()
        return set_off or ended or not above.isupper() or trailer(above) is not None
    previous = bare.rpartition("\n")[2].strip()
    a_list = " " not in previous and previous.upper() not in _NO_NAME
    return " " not in name and (ended or (len(previous) + 1 + len(name) <= _WIDTH and not a_list))


_HONORIFIC = re.compile(r"\b(?:Mrs?|Ms|Dr|Amb|Gen|Col|Sen|Rep|Prof)\.\Z", re.I)
_WIDTH = 55  # what fits on a line by rule (5 FAH-1 H-246) was not wrapped
_LONGEST_NAME = 25
_LONGEST_LINE = 36  # a name and a date behind it (09BRASILIA1540)
