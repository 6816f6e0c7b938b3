"""Joins the sections of one message that arrived as documents of their own into the text of the whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cablegram.model import Cable
from cablegram.parse import parse

from .evidence import texts_are
from .fingerprint import Fingerprint

_NUMBER = re.compile(r"\d\d([A-Z]+)(\d+)")
_ENDS = frozenset({"end", "trailer", "banner", "bt", "stamp", "comm-center"})


def parts(fps: Sequence[Fingerprint]) -> tuple[int, ...]:
    """Return which of a cable's renditions make up the whole, in section order; none where one alone does.

    A line SECTION 01 OF 02 proves nothing: copies keep it above the text of all sections (03BRASILIA3122). Only
    a rendition that begins with a later section tells that the message came apart, and only text of it that
    the first one lacks.
    """
    of = max((fp.of for fp in fps), default=1)
    if of < 2:
        return ()
    whole = range(1, of + 1)
    places = [at for at, fp in enumerate(fps) if fp.of == of and not fp.partial and fp.letters]
    if any(set(fps[at].sections) >= set(whole) for at in places):
        return ()
    chosen: list[int] = []
    reached = 0
    while reached < of:
        following = [at for at in places if fps[at].first == reached + 1]
        if not following:
            return ()
        longest = max(following, key=lambda at: (len(fps[at].sections), fps[at].letters, fps[at].digest))
        chosen.append(longest)
        reached = max(fps[longest].first, *fps[longest].sections)
    first, *others = chosen
    if any(texts_are(fps[first], fps[at]) in ("same", "part") for at in others):
        return ()
    return tuple(chosen)


def joined(texts: Sequence[str]) -> str:
    """Return the sections of one message, in order, as one text that parses as the whole.

    The first keeps its header. Of each later one the header gives way to a section line as relays write it
    (``BEIJING 00002463  002 OF 002``), which the parser takes out of the text again, closing up the sentence it
    cuts; the ends of all but the last (NNNN, BT) go. Nothing is lost by it: each section is kept as it came.
    """
    if not texts:
        return ""
    cables = [parse(text) for text in texts]
    of = max(cable.sections[0].of if cable.sections else 1 for cable in cables)
    header = _header_lines(texts[0], cables[0])
    whole = ""
    for at, (text, cable) in enumerate(zip(texts, cables, strict=True)):
        begin = _text_start(text, cable, header) if at else 0
        end = _text_end(text, cable) if at < len(texts) - 1 else len(text)
        if at:
            whole = f"{whole.rstrip()}\n\n{_section_line(cable, at + 1, of)}\n\n\n"
        whole += text[begin : max(begin, end)].lstrip("\n") if at else text[begin:end]
    return whole


def _section_line(cable: Cable, number: int, of: int) -> str:
    """Return the line a relay puts between two sections (format A21)."""
    parts = _NUMBER.fullmatch(cable.mrn or "")
    post, digits = (parts[1], int(parts[2])) if parts else ("UNKNOWN", 0)
    if cable.sections:
        number = cable.sections[0].number
    return f"{post} {digits:08d}  {number:03d} OF {of:03d}"


def _header_lines(text: str, cable: Cable) -> frozenset[str]:
    """Return the lines above the text of the first section, blanks aside: what a later one may repeat."""
    starts = [one.span.start for one in (*cable.paragraphs, *cable.headings) if one.span is not None]
    above = text[: min(starts, default=0)]
    return frozenset(" ".join(line.split()) for line in above.split("\n"))


def _text_start(text: str, cable: Cable, header: frozenset[str]) -> int:
    """Return where the text of a later section begins: behind its classification line and what it repeats.

    A section may begin in the middle of a sentence, which is all too like a passing line. So only captions,
    labelled elements and lines of the first section's header go; anything else is text.
    """
    elements = [*cable.tags, *cable.references, cable.executive_order, cable.classified_by]
    ends = [one.span.end for one in elements if one is not None and one.span is not None]
    for name in ("mrn", "subject"):
        if name in cable.found:
            ends += [span.end for span in cable.found[name].spans]
    captions = {span.start for span in (one.span for one in cable.captions) if span is not None}
    at = _line_end(text, max(ends, default=0)) if ends else 0
    while at < len(text):
        end = _line_end(text, at + 1 if text[at] == "\n" else at)
        line = text[at:end]
        begin = at + len(line) - len(line.lstrip())
        if line.strip() and begin not in captions and " ".join(line.split()) not in header:
            return begin
        at = end
    return at


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _text_end(text: str, cable: Cable) -> int:
    """Return where the text of a section that is not the last ends: before NNNN, BT and a repeated banner."""
    end = len(text.rstrip())
    for mark in sorted(cable.marks, key=lambda mark: -mark.span.end if mark.span else 0):
        if mark.span is None or mark.kind not in _ENDS or mark.span.end < end:
            break
        end = len(text[: mark.span.start].rstrip())
    return end
