"""The body: headings and paragraphs, rejoined and clean (5 FAH-1 H-246)."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise, zip_longest
from typing import NamedTuple

from cablegram.model import Finding, Heading, Paragraph, Span, SubParagraph

from .clean import Cleaner
from .outline import HEADING_WIDTH, Event, Outline
from .people import names_a_title
from .portions import PORTION, portion

_NUMBERED_HEADING = re.compile(r"(\d{1,3})\s?[.)]\s*(?=\D)")
_MARKING = re.compile(PORTION + r"\s*")


class Body(NamedTuple):
    """Headings and paragraphs in order."""

    headings: tuple[Heading, ...]
    paragraphs: tuple[Paragraph, ...]


def read_body(view: str, raw: str, start: int, end: int, findings: list[Finding]) -> Body:
    """Read the body ``view[start:end]``."""
    return _BodyReader(view, raw, start, end, findings).read()


class _BodyReader:
    """Offsets below are into ``text``, the body with a line end before it; ``shift`` leads to the raw text."""

    def __init__(self, view: str, raw: str, start: int, end: int, findings: list[Finding]) -> None:
        self.text = "\n" + view[start:end]
        self.raw = raw
        self.shift = start - 1
        self.outline = Outline(self.text, self.shift, findings)
        self.blank_starts, self.blank_ends = self.outline.blank_starts, self.outline.blank_ends
        self.cleaner = Cleaner(self.outline, raw, view)
        self.headings: list[Heading] = []
        self.paragraphs: list[Paragraph] = []
        self.heading: str | None = None

    def read(self) -> Body:
        """Read outline event by outline event; what stands before the first is unnumbered."""
        outline = self.outline
        for entry, after in zip_longest(outline.contents, outline.contents[1:]):
            stop = after.start if after else self._blank_behind(entry.text_start)
            self._paragraph(entry, self._blocks(entry.text_start, stop), kind="contents")
        events = outline.events
        length = len(self.text)
        end = Event(length, length, length, heading="")
        first = events[0] if events else end
        if first.start and not outline.contents:
            self._unnumbered(0, first.start, before_opener=first.heading is None)
        for event, after in pairwise([*events, end]):
            stop = after.start
            if event.heading is None and self._is_plain(event, stop):
                continue
            opener_follows = after.heading is None
            if event.heading is None:
                self._numbered(event, stop, opener_follows)
                continue
            self._head(event.heading, event.start, event.text_start)
            if number := _NUMBERED_HEADING.match(event.heading):
                at = event.text_start
                blocks = self._blocks(at, stop)
                opener = Event(at, blocks[0][0] if blocks else at, at, number[1])
                self._numbered(opener, stop, opener_follows)
            else:
                self._unnumbered(event.text_start, stop, before_opener=opener_follows)
        return Body(tuple(self.headings), tuple(self.paragraphs))

    def _blank_behind(self, at: int) -> int:
        return self.blank_starts[bisect_left(self.blank_starts, at)]

    def _head(self, text: str, start: int, stop: int) -> None:
        number = _NUMBERED_HEADING.match(text)
        self.heading = text[number.end() :] if number else text
        begin = start + len(self.text[start:stop]) - len(self.text[start:stop].lstrip())
        end = start + len(self.text[start:stop].rstrip())
        span = Span(begin + self.shift, end + self.shift)
        self.headings.append(
            Heading(self.heading, len(self.paragraphs), as_found=span.of(self.raw), span=span)
        )

    def _numbered(self, event: Event, stop: int, before_opener: bool) -> None:
        """Add the paragraph that opens at ``event``; an unruled heading at its end goes to the next."""
        blocks = self._blocks(event.text_start, stop)
        if len(blocks) > 1:
            a_list = self.text[blocks[0][1] - 1] == ":"  # U.S. Participants:
            for index, (start, end) in enumerate(blocks[1:], 1):
                if a_list and (index == 1 or names_a_title(self.text[start:end])):
                    continue
                if self._is_heading(start, end, last=index == len(blocks) - 1, before_opener=before_opener):
                    self._paragraph(event, blocks[:index])
                    self._head(" ".join(self.text[start:end].split()), start, end)
                    self._unnumbered(end, stop, before_opener=before_opener)
                    return
        self._paragraph(event, blocks)

    def _is_plain(self, event: Event, stop: int) -> bool:
        """Add the paragraph at ``event`` where it is one block of plain lines, as most are; tell whether it is."""
        begin = event.text_start
        index = bisect_left(self.blank_starts, begin)
        if self.blank_ends[index] < stop:
            return False
        bare = self.text[begin : min(self.blank_starts[index], stop)].strip()
        if not bare:
            return False
        begin = self.text.index(bare[0], begin)
        end = begin + len(bare)
        line = self.cleaner.plain(begin, end)
        if line is None:
            return False
        self._add(event, begin, end, line, ())
        return True

    def _unnumbered(self, start: int, stop: int, *, before_opener: bool) -> None:
        """Add the blank-separated blocks of ``text[start:stop]``, headings among them, as paragraphs without number."""
        blocks = self._blocks(start, stop)
        for index, (begin, end) in enumerate(blocks):
            last = index == len(blocks) - 1
            if self._is_heading(begin, end, last=last, before_opener=before_opener or not last):
                self._head(" ".join(self.text[begin:end].split()), begin, end)
                continue
            mark = _MARKING.match(self.text, begin, end)
            found = portion(mark[1]) if mark else None
            text_start = mark.end() if mark and found else begin
            self._paragraph(Event(begin, begin, text_start, None, found), [(text_start, end)])

    def _blocks(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Return the blank-separated blocks of ``text[start:stop]``, stripped."""
        text, starts, ends = self.text, self.blank_starts, self.blank_ends
        bounds = []
        index = bisect_left(starts, start)
        while start < stop:
            bare = text[start : min(starts[index], stop)].strip()
            if bare:
                begin = text.index(bare[0], start)
                bounds.append((begin, begin + len(bare)))
            start = ends[index]
            index += 1
        return bounds

    def _is_heading(self, start: int, end: int, *, last: bool, before_opener: bool) -> bool:
        """Tell whether a block is an unruled heading: one short line that is no sentence, before more text (A19 c)."""
        if end - start > HEADING_WIDTH or (last and not before_opener):
            return False
        line = self.text[start:end]
        if (
            "\n" in line
            or line[-1] in ".,;:?!-)"
            or line[0] in "-*("
            or not line[0].isupper()
            or "   " in line
        ):
            return False
        words = [word for word in line.split() if len(word) > 3]
        return bool(words) and (
            line.isupper() or all(word[0].isupper() or not word[0].isalpha() for word in words)
        )

    def _paragraph(self, event: Event, blocks: list[tuple[int, int]], kind: str = "text") -> None:
        if blocks:
            text, subs = self.cleaner.blocks(blocks)
            self._add(event, blocks[0][0], blocks[-1][1], text, subs, kind)
        else:
            self._add(event, event.text_start, event.text_start, "", (), kind)

    def _add(
        self,
        event: Event,
        text_start: int,
        end: int,
        text: str,
        subs: tuple[SubParagraph, ...],
        kind: str = "text",
    ) -> None:
        shift = self.shift
        start, end = event.first + shift, end + shift
        self.paragraphs.append(
            Paragraph(
                event.number,
                text,
                event.portion,
                kind,
                self.heading,
                subs,
                Span(text_start + shift, end),
                as_found=self.raw[start:end],
                span=Span(start, end),
            )
        )
