"""People a text lists or names by role: participants by side, those who cleared the message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import attrgetter

import msgspec

from cablegram.codebooks.words import classifier_words, given_names
from cablegram.model import Paragraph, Participant, Person, Span

_HEAD = re.compile(
    r"(?:(?P<side>[A-Z][^\n:]{0,60}?)\s+)?(?P<word>PARTICIPANTS|ATTENDEES|DELEGATION(?: MEMBERS)?)"
    r"(?:\s+(?:INCLUDED|WERE|AS FOLLOWS))?\s*:",
    re.I,
)
_SIDE = re.compile(
    r"[ \t]*(?P<side>[A-Z][A-Za-z .'\-/()]{0,40}?)(?: (?:SIDE|DELEGATION|PARTICIPANTS|ATTENDEES))?:[ \t]*$",
    re.I,
)
_HONORIFIC = re.compile(
    r"(?:^|(?<=[\s,]))(Mr|Mrs|Ms|Miss|Dr|Prof|Amb|Gen|Col|Sen|Rep|MR|MRS|MS|DR|AMB)\.?\s+(?=[A-Z])"
)
_NOTE = re.compile(r"\s*\(([^()]{2,60})\)\s*$")
_BULLET = re.compile(r"(?:--?|\*|\u2022|o|\(?[a-z0-9]{1,2}[.)])[ \t]+")
# A line of a list, or what of it stands on either side of a blanked page line.
_LINE = re.compile(r"\S++(?:[ \t\xa0]{1,7}\S++)*+")
_OPEN_END = re.compile(r"(?:\b(?:of|for|and|the|to|in|on|at|de|von|van|Mr|Mrs|Ms|Dr)\.?|[,/&\-])$", re.I)
_PARTICLES = frozenset("de la del da di van von der den al el bin ibn ben y dos".split())
_MESSAGE = r"(?:this|the)\s+(?:\w+\s+)?(?:report|cable|message|telegram|text)"
_CHECKED = r"(?:cleared|reviewed|coordinated|approved|contributed\s+to)"
# Chris Israel has cleared this report. (07BEIJING2463)
_HAS_CLEARED = re.compile(rf"\s+(?:has|have|had)\s+(?:\w+\s+)?{_CHECKED}(?:\s+on)?\s+{_MESSAGE}", re.I)
# This message was coordinated with Embassy Berlin. (08MUNICH355)
_CLEARED_BY = re.compile(
    rf"{_MESSAGE}\s+(?:was|were|has\s+been|is)\s+(?:\w+\s+)?{_CHECKED}(?:\s+and\s+\w+)?\s+(?:by|with)\s+"
    r"((?-i:[A-Z])[^;:\n]{1,120}(?:\n[^.;:\n]{1,120})?)",
    re.I,
)
_SENTENCE = re.compile(r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bAmb)(?<!\b[A-Z])[.;:!?]\s+")
_AMONG = re.compile(r",?\s+(?:and|&)\s+|,\s+(?=[A-Z])")


_KIND = attrgetter("kind")


@cache
def _titles() -> frozenset[str]:
    return frozenset(
        row.word for row in classifier_words() if row.kind in ("title", "office", "status", "link")
    )


@cache
def _roles() -> frozenset[str]:
    return frozenset(row.word for row in classifier_words() if row.kind == "title")


def names_a_title(line: str) -> bool:
    """Tell whether a line holds the title of a person (``Economic Officer Peter Miller``), as no heading does."""
    return any(word.strip(".,;()").lower() in _roles() for word in line.split())


def _names_no_one(word: str) -> bool:
    bare = word.strip(".,'\u2019").lower()
    return (
        bare in _titles()
        or "/" in word
        or (word[0].islower() and bare not in _PARTICLES)
        or word[0].isdigit()
    )


@lru_cache(maxsize=4096)
def title_and_name(text: str) -> tuple[str | None, str | None]:
    """Split ``Embassy Economic Affairs Second Secretary Geoff Siebengartner`` into title and name.

    The name is what follows the last word of a title or office, or the part before a comma that
    holds none (``Diana Tsang, Assistant Attache``). Either may be None.
    """
    head, comma, tail = text.partition(", ")
    if comma and tail.strip(".").lower() not in ("jr", "sr", "iii", "ii"):
        if _is_name(head):
            return tail, head
        if _is_name(tail):
            return head, tail
        text = head
        title, name = title_and_name(head)
        return (f"{title}, {tail}" if title else tail), name
    words = text.split()
    first = len(words)
    while first > 0 and (
        not _names_no_one(words[first - 1]) or (first == len(words) and _is_given(words[-2:]))
    ):
        first -= 1
    given = [at for at in range(first + 1, len(words) - 1) if words[at].lower() in given_names()]
    if given and first > 0:
        first = given[0]
    if first == len(words) or (first == 0 and len(words) > 4):
        return text, None
    if first > 0 and len(words) - first > 4:
        first = len(words) - 2
    return " ".join(words[:first]) or None, " ".join(words[first:])


def _is_given(words: list[str]) -> bool:
    """Tell whether two words are a given name and another, whatever else the other may mean (Chris Israel)."""
    return len(words) == 2 and words[0].lower() in given_names() and words[1][0].isupper()


def _is_name(text: str) -> bool:
    words = text.split()
    return 1 < len(words) < 6 and text[0].isupper() and not any(_names_no_one(word) for word in words)


def read_participants(
    paragraphs: tuple[Paragraph, ...], view: str, raw: str
) -> tuple[tuple[Paragraph, ...], tuple[Participant, ...]]:
    """Read the lists in paragraphs of kind participants.

    Returns the paragraphs, each list's text with one entry a line, and the people in order.
    """
    if "participants" not in map(_KIND, paragraphs):
        return paragraphs, ()
    width = _wrap_width(paragraphs)
    people: list[Participant] = []
    listed = []
    for paragraph in paragraphs:
        if paragraph.kind == "participants" and paragraph.text_span is not None:
            lines: list[str] = []
            people += _listed(paragraph, view, raw, width, lines)
            paragraph = msgspec.structs.replace(paragraph, text="\n".join(lines))
        listed.append(paragraph)
    return tuple(listed), tuple(people)


def _wrap_width(paragraphs: tuple[Paragraph, ...]) -> int:
    """Return the column at which the message's lines were wrapped: what nine lines in ten keep to."""
    lengths = sorted(
        len(line.strip())
        for paragraph in paragraphs
        if paragraph.kind != "participants"
        for line in paragraph.as_found.split("\n")[:-1]
    )
    return lengths[len(lengths) * 9 // 10] if len(lengths) > 3 else _STANDARD_WIDTH


_RAGGED = 6
"""Columns by which the width read off a message's longest lines may be too wide for its list."""
_STANDARD_WIDTH = 60
"""Column of a message too short to tell: 55 by rule (5 FAH-1 H-246), 60-64 measured."""


def _listed(paragraph: Paragraph, view: str, raw: str, width: int, lines: list[str]) -> Iterator[Participant]:
    """Yield the people of a list; add its lines, wrapped entries joined, to ``lines``."""
    assert paragraph.text_span is not None
    start, end = paragraph.text_span
    side = None
    if head := _HEAD.match(view, start, end):
        side, start = head["side"], head.end()
        lines.append(" ".join(head[0].split()))
    elif (heading := paragraph.heading) and (match := re.match(r"(.*?)\s*participants$", heading, re.I)):
        side = match[1] or None
    for begin, stop in _entries(view, start, end, width):
        line = text = " ".join(view[begin:stop].split())
        lines.append(line)
        if line[-1] == ":" and (new := _SIDE.match(view[begin:stop])):
            side = " ".join(new["side"].split())
            continue
        if bullet := _BULLET.match(view, begin, stop):
            begin = bullet.end()
            text = " ".join(view[begin:stop].split())
        yield _participant(side, text.rstrip(";,"), raw[begin:stop], Span(begin, stop))


def _entries(view: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Yield the entries of a list, one a line; a line break is a wrap where the next word would not have fitted."""
    begin = stop = last = -1
    for line in _LINE.finditer(view, start, end):
        bare, at = line[0], line.start()
        if begin >= 0:
            if view.count("\n", stop, at) > 1 or _BULLET.match(bare):
                wraps = False
            elif _OPEN_END.search(view[stop - 8 : stop]):
                wraps = True
            else:
                full = stop - last + 1 + len(bare.split(None, 1)[0]) > width - _RAGGED
                wraps = full and _goes_on(view[begin:stop], bare)
            if not wraps:
                yield begin, stop
                begin = at
        else:
            begin = at
        last, stop = at, at + len(bare)
    if begin >= 0:
        yield begin, stop


def _goes_on(entry: str, line: str) -> bool:
    """Tell whether ``line`` goes on with a full line before it: that names no one in full yet, or lacks a last word."""
    if entry[-1] == ")" and _NOTE.search(entry):
        return False
    if _NOTE.match(line):
        return True
    _, name = title_and_name(" ".join(entry.split()))
    if name is None or " " not in name:
        return True
    title, rest = title_and_name(line)
    return title is None and rest is not None and " " not in rest


def _participant(side: str | None, text: str, as_found: str, span: Span) -> Participant:
    note = honorific = None
    if text[-1:] == ")" and (match := _NOTE.search(text)):
        note, text = match[1], text[: match.start()]
    if match := _HONORIFIC.search(text):
        honorific = match[0].strip()
        before, after = text[: match.start()].rstrip(" ,"), text[match.end() :]
        person, _, behind = after.partition(", ")
        title = f"{before}, {behind}" if before and behind else before or behind or None
        return Participant(side, person, title, honorific, note, as_found=as_found, span=span)
    title, name = title_and_name(text)
    return Participant(side, name, title, None, note, as_found=as_found, span=span)


def find_clearance(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where ``text[start:end]`` names those who cleared the message, None where it does not say so (A24)."""
    if match := _HAS_CLEARED.search(text, start, end):
        begin = max(start, match.start() - 240)
        for sentence in _SENTENCE.finditer(text, begin, match.start()):
            begin = sentence.end()
        return begin, match.start()
    match = _CLEARED_BY.search(text, start, end)
    return match.span(1) if match else None


def read_clearances(paragraphs: tuple[Paragraph, ...], view: str, raw: str) -> tuple[Person, ...]:
    """Return those the paragraphs of kind clearance say have cleared the message."""
    if "clearance" not in map(_KIND, paragraphs):
        return ()
    people = []
    for paragraph in paragraphs:
        if paragraph.kind != "clearance" or paragraph.text_span is None:
            continue
        place = find_clearance(view, *paragraph.text_span)
        if place is None:
            continue
        at, end = place
        for part in _AMONG.split(view[at:end]):
            begin = view.index(part, at)
            at = begin + len(part)
            if bare := part.strip(" ,."):
                title, name = title_and_name(" ".join(bare.split()))
                span = Span(begin, begin + len(bare))
                people.append(
                    Person(name or bare, None, title if name else None, as_found=span.of(raw), span=span)
                )
    return tuple(people)
