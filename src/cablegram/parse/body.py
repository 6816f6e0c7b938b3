"""The body: numbered paragraphs, headings, sub-paragraphs, rejoined and clean (5 FAH-1 H-246)."""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest
from typing import NamedTuple

from cablegram.model import Finding, Heading, Paragraph, Span, SubParagraph

from .mend import Mender
from .portions import PORTION, portion

_CANDIDATE = re.compile(
    rf"\n[ \t]*(?:\u00b6[ \t]*)?(\d{{1,3}})(?:(\s?[.):])(?!\d)|(?=\s?\((?:U|C|S|SBU|TS|LOU)\b))[ \t]*(?:{PORTION}[ \t]*)?"
)
# In reflowed copies paragraphs follow each other on one line; there only a marked number opens one (07MOSCOW1704).
_IN_LINE = re.compile(rf"(?:\n|(?<=[.?!\")])[ \t]++)(?:\u00b6[ \t]*)?(\d{{1,3}})(\s?\.)[ \t]*{PORTION}[ \t]*")
_UNWRAPPED = 120
"""Characters of a first line that no wrapped message has (95th percentile of its lines: 60-74)."""
_RULE = re.compile(r"\n[ \t]*([-=_*~]{3,}+(?:[ \t\r]*+\n?[ \t]*+[-=_*~]{2,}+)*)[ \t\r]*(?=\n|\Z)")
_BLANK = re.compile(r"\n[ \t\r\xa0]*\n\s*")
_SUB = re.compile(
    r"\n[ \t]*(?:\u00b6[ \t]*)?(?:([A-Za-z]|\d{1,2}|[ivx]{2,4})[.)](?!\w)|\(([A-Za-z]|\d{1,2}|[ivx]{2,4})\)"
    rf"|(--?|\*|\u2022|o|Q)(?=[ \t]))[ \t]*(?:{PORTION}[ \t]+)?"
)
_COLUMNS = re.compile(r"   +\S")
_NUMBERED_HEADING = re.compile(r"(\d{1,3})\s?[.)]\s*(?=\D)")
_HEADING_WIDTH = 75
"""Longest unruled heading line; lines of text run to 60-64 characters in three cables of four (format A18)."""
_ENDS_SENTENCE = frozenset(".?!:;\"')\u201d>")


class _Event(NamedTuple):
    """Where something begins in the body: a numbered paragraph (``number``) or a heading (``heading``)."""

    start: int
    text_start: int
    number: str | None = None
    portion: str | None = None
    heading: str | None = None


class Body(NamedTuple):
    """Headings and paragraphs in order."""

    headings: tuple[Heading, ...]
    paragraphs: tuple[Paragraph, ...]


def read_body(view: str, raw: str, start: int, end: int, findings: list[Finding]) -> Body:
    """Read the body ``view[start:end]``."""
    return _BodyReader(view, raw, start, end, findings).read()


class _BodyReader:
    """Positions below are offsets into ``text``, the body with a line end before it; ``shift`` leads to the raw text."""

    def __init__(self, view: str, raw: str, start: int, end: int, findings: list[Finding]) -> None:
        self.text = "\n" + view[start:end]
        self.mended = Mender(view).line
        self.raw = raw
        self.shift = start - 1
        self.findings = findings
        self.headings: list[Heading] = []
        self.paragraphs: list[Paragraph] = []
        self.heading: str | None = None

    def read(self) -> Body:
        headings = self._ruled_headings()
        openers = self._openers(headings)
        events = sorted([*headings, *openers]) if headings else openers
        first = events[0].start if events else len(self.text)
        self._unnumbered(0, first, before_opener=bool(events) and events[0].number is not None)
        for event, after in zip_longest(events, events[1:]):
            stop = after.start if after else len(self.text)
            opener_follows = after is not None and after.number is not None
            if event.heading is None:
                self._numbered(event, stop, opener_follows)
                continue
            self._head(event.heading, event.start, event.text_start)
            if number := _NUMBERED_HEADING.match(event.heading):
                self._numbered(_Event(event.text_start, event.text_start, number[1]), stop, opener_follows)
            else:
                self._unnumbered(event.text_start, stop, before_opener=opener_follows)
        return Body(tuple(self.headings), tuple(self.paragraphs))

    # -- structure ---------------------------------------------------------------------------

    def _ruled_headings(self) -> list[_Event]:
        """Return headings that stand between two rules or directly over one (format A19 a, b and d)."""
        headings: list[_Event] = []
        rules = list(_RULE.finditer(self.text))
        floor = 0
        for rule, after in zip_longest(rules, rules[1:]):
            if rule.start() < floor:
                continue
            over = self._line_over(floor, rule.start())
            between = self._between(rule.end(), after.start()) if after else None
            if over is not None and not (between and self.text[: rule.start()].rstrip()[-1] in _ENDS_SENTENCE):
                begin, floor = over, rule.end()
                heading = self.text[begin : rule.start()]
            elif between:
                assert after is not None
                begin, floor, heading = rule.start(), after.end(), between
            else:
                continue
            headings.append(_Event(begin, floor, heading=" ".join(heading.split())))
        return headings

    def _between(self, start: int, end: int) -> str | None:
        """Return what stands between two rules if it may be a heading: a line or three, no blank one among them."""
        if end - start > 4 * _HEADING_WIDTH:
            return None
        inner = self.text[start:end].strip()
        if not inner or inner.count("\n") > 2 or _BLANK.search(inner):
            return None
        return inner

    def _line_over(self, floor: int, rule: int) -> int | None:
        """Return where the heading directly over a rule begins: its short block, else its last line (A19 d)."""
        text = self.text
        block = max(floor, rule - 2 * _HEADING_WIDTH)
        for blank in _BLANK.finditer(text, block, rule):
            block = blank.end() - 1
        inner = text[block:rule].strip()
        if not inner or text[block:rule].rstrip(" \t\r")[-1] == "\n":
            return None
        if "\n" not in inner and block > rule - 2 * _HEADING_WIDTH:
            return block
        last = text.rfind("\n", floor, rule)
        return last if 0 < rule - last <= _HEADING_WIDTH else None

    def _openers(self, headings: list[_Event]) -> list[_Event]:
        """Return the accepted paragraph openers (format A18): numbers that go on where the last left off."""
        text = self.text
        accepted: list[_Event] = []
        last = 0
        inner = 0
        marked = False
        ruled = 0
        contents = False
        candidates = list(_CANDIDATE.finditer(text))
        if len(candidates) < 2 and len(text) > _UNWRAPPED and "\n" not in text[1:_UNWRAPPED].strip():
            candidates = list(_IN_LINE.finditer(text))
        for match in candidates:
            number = int(match[1])
            at = match.start()
            mark = portion(match[3]) if match[3] else None
            while ruled < len(headings) and headings[ruled].text_start <= at:
                ruled += 1
            if ruled < len(headings) and headings[ruled].start <= at:
                if number == last + 1:
                    last = number
                continue
            before = text[max(0, at - 300) : at]
            bare = before.rstrip()
            blank = not bare or "\n" in before[len(bare) :]
            ended = blank or bare[-1] in _ENDS_SENTENCE or bare[-1] in "-=_*~" or mark is not None
            if match[2] is None and mark is None:
                continue
            if number == last + 1 and ended and not (inner and number == inner + 1 and marked and mark is None):
                inner = 0
            elif not accepted and (mark is not None or (number == 1 and ended) or (blank and not bare)):
                pass
            elif last < number <= last + 3 and blank and mark is not None:
                self._find("paragraph-gap", f"Paragraph {number} follows {last}.", match)
            elif number == last and blank and mark is not None:
                self._find("paragraph-repeated", f"Paragraph number {number} stands twice.", match)
            elif number == 1 and last > 1 and blank and not contents and self._is_contents(accepted):
                contents = True
                self._close_contents(accepted)
            else:
                inner = number if number == inner + 1 else inner
                continue
            last = number
            marked = marked or mark is not None
            text_start = match.end() if mark is not None or match[3] is None else match.start(3) - 1
            accepted.append(_Event(at, text_start, str(number), mark))
        return accepted

    def _is_contents(self, accepted: list[_Event]) -> bool:
        """Tell whether all openers so far head one-line entries, a table of contents (09BERLIN1626)."""
        return all(not _BLANK.search(self.text, one.start, two.start) for one, two in pairwise(accepted))

    def _close_contents(self, accepted: list[_Event]) -> None:
        for event, after in zip_longest(accepted, accepted[1:]):
            stop = after.start if after else self.text.find("\n\n", event.text_start)
            self._paragraph(event, stop, kind="contents")
        accepted.clear()

    def _find(self, code: str, message: str, match: re.Match[str]) -> None:
        span = Span(match.start(1) + self.shift, match.end(1) + self.shift)
        self.findings.append(Finding(code, message, span))

    # -- paragraphs --------------------------------------------------------------------------

    def _head(self, text: str, start: int, stop: int) -> None:
        number = _NUMBERED_HEADING.match(text)
        self.heading = text[number.end() :] if number else text
        begin = start + len(self.text[start:stop]) - len(self.text[start:stop].lstrip())
        end = start + len(self.text[start:stop].rstrip())
        span = Span(begin + self.shift, end + self.shift)
        self.headings.append(Heading(self.heading, len(self.paragraphs), as_found=span.of(self.raw), span=span))

    def _numbered(self, event: _Event, stop: int, before_opener: bool) -> None:
        """Add the paragraph that opens at ``event``; an unruled heading at its end goes to the next."""
        blocks = self._blocks(event.text_start, stop)
        if len(blocks) > 1 and not self._is_list(event.text_start, blocks[0][1]):
            for index, (start, end) in enumerate(blocks[1:], 1):
                if self._is_heading(start, end, last=index == len(blocks) - 1, before_opener=before_opener):
                    self._paragraph(event, blocks[index - 1][1], blocks=blocks[:index])
                    self._head(" ".join(self.text[start:end].split()), start, end)
                    self._unnumbered(end, stop, before_opener=before_opener)
                    return
        self._paragraph(event, blocks[-1][1] if blocks else event.text_start, blocks=blocks)

    def _unnumbered(self, start: int, stop: int, *, before_opener: bool) -> None:
        """Add the blank-separated blocks of ``text[start:stop]``, headings among them, as paragraphs without number."""
        blocks = self._blocks(start, stop)
        for index, (begin, end) in enumerate(blocks):
            last = index == len(blocks) - 1
            if self._is_heading(begin, end, last=last, before_opener=before_opener or not last):
                self._head(" ".join(self.text[begin:end].split()), begin, end)
                continue
            mark = re.compile(PORTION + r"\s*").match(self.text, begin, end)
            found = portion(mark[1]) if mark else None
            text_start = mark.end() if mark and found else begin
            self._paragraph(_Event(begin, text_start, None, found), end, blocks=[(text_start, end)])

    def _blocks(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Return the blank-separated blocks of ``text[start:stop]``, stripped."""
        text = self.text
        piece = text[start:stop]
        bare = piece.strip()
        if not bare:
            return []
        if _BLANK.search(bare) is None:
            start += len(piece) - len(piece.lstrip())
            return [(start, start + len(bare))]
        blocks = []
        for match in _BLANK.finditer(text, start, stop):
            blocks.append((start, match.start()))
            start = match.end()
        blocks.append((start, stop))
        bounds = []
        for begin, end in blocks:
            piece = text[begin:end]
            bare = piece.strip()
            if bare:
                begin += len(piece) - len(piece.lstrip())
                bounds.append((begin, begin + len(bare)))
        return bounds

    def _is_list(self, start: int, end: int) -> bool:
        """Tell whether the paragraph announces a list (``U.S. Participants:``), whose short lines are no headings."""
        return self.text[start:end].endswith(":")

    def _is_heading(self, start: int, end: int, *, last: bool, before_opener: bool) -> bool:
        """Tell whether a block is an unruled heading: one short line that is no sentence, before more text (A19 c)."""
        line = self.text[start:end]
        if len(line) > _HEADING_WIDTH or "\n" in line or (last and not before_opener):
            return False
        if line[-1] in ".,;:?!-)" or line[0] in "-*(\u00b6" or not line[0].isupper() or "   " in line:
            return False
        words = [word for word in line.split() if len(word) > 3]
        return bool(words) and (line.isupper() or all(word[0].isupper() or not word[0].isalpha() for word in words))

    def _paragraph(
        self, event: _Event, stop: int, *, blocks: list[tuple[int, int]] | None = None, kind: str = "text"
    ) -> None:
        if blocks is None:
            blocks = self._blocks(event.text_start, stop)
        subs: list[SubParagraph] = []
        if len(blocks) == 1:
            text = self._clean(*blocks[0], subs)
        else:
            text = "\n\n".join([self._clean(start, end, subs) for start, end in blocks])
        shift = self.shift
        end = blocks[-1][1] if blocks else event.text_start
        start = event.start + len(opening := self.text[event.start : end]) - len(opening.lstrip())
        text_span = Span((blocks[0][0] if blocks else end) + shift, end + shift)
        span = Span(start + shift, max(end, start) + shift)
        self.paragraphs.append(
            Paragraph(
                event.number,
                text,
                event.portion,
                kind,
                self.heading,
                tuple(subs),
                text_span,
                as_found=span.of(self.raw),
                span=span,
            )
        )

    # -- text --------------------------------------------------------------------------------

    def _clean(self, start: int, end: int, subs: list[SubParagraph]) -> str:
        """Return a block as clean text, sub-paragraphs and table rows on lines of their own."""
        text = self.text[start:end]
        if "\n" not in text:
            return self.mended(text)
        if "   " in text and _is_table(lines := [line.strip() for line in text.split("\n")]):
            return "\n".join(lines)
        items = self._items(start, end)
        if not items:
            return self.mended(text)
        bounds = [match.start() for match in items] + [end]
        parts = [self.mended(self.text[start : bounds[0]])] if bounds[0] > start else []
        for match, stop in zip(items, bounds[1:], strict=True):
            parts.append(self.mended(self.text[match.start() : stop]))
            subs.append(self._sub(match, stop))
        return "\n".join(parts)

    def _items(self, start: int, end: int) -> list[re.Match[str]]:
        """Return the openers of lettered, numbered or bulleted items that form a run of two or more, or follow a colon."""
        text = self.text
        found = list(_SUB.finditer(text, start - 1, end))
        if not found:
            return found
        bullets = [match for match in found if match[3]]
        lettered: list[re.Match[str]] = []
        for match in found:
            label = match[1] or match[2]
            if label and (label in "aA1" or label == "i" if not lettered else _follows(lettered[-1], label)):
                lettered.append(match)
        if len(lettered) < 2:
            lettered = []
        if len(bullets) == 1 and text[start : bullets[0].start()].rstrip()[-1:] not in (":", "."):
            bullets = []
        return sorted([*lettered, *bullets], key=lambda match: match.start())

    def _sub(self, match: re.Match[str], stop: int) -> SubParagraph:
        label = match[1] or match[2] or match[3]
        mark = portion(match[4]) if match[4] else None
        begin = match.end() if mark or not match[4] else match.start(4) - 1
        opening = match.start() + len(match[0]) - len(match[0].lstrip())
        end = len(self.text[:stop].rstrip()) if stop - opening < 0 else opening + len(self.text[opening:stop].rstrip())
        span = Span(opening + self.shift, end + self.shift)
        text = self.mended(self.text[begin:stop])
        return SubParagraph(label, text, mark, as_found=span.of(self.raw), span=span)


def _is_table(lines: list[str]) -> bool:
    """Tell whether three lines in a row are set in columns, three blanks or more between (format A23)."""
    run = 0
    for line in lines:
        run = run + 1 if _COLUMNS.search(line) else 0
        if run == 3:
            return True
    return False


def _follows(match: re.Match[str], label: str) -> bool:
    """Tell whether ``label`` is the one after the label of ``match``: b after a, 2 after 1, ii after i."""
    before = match[1] or match[2]
    if before.isdigit():
        return label.isdigit() and int(label) == int(before) + 1
    if before in _ROMAN and label in _ROMAN:
        return _ROMAN.index(label) == _ROMAN.index(before) + 1
    return len(label) == len(before) == 1 and ord(label) == ord(before) + 1


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
