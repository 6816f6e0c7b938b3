"""Shows where a cable meets a query: pieces of its best paragraphs and the places of the words. Data, no markup."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from operator import itemgetter

import msgspec
from tantivy import Searcher, TextAnalyzer

from . import plan
from .holding import ParagraphText
from .units import Range, Unit, has_each, letters

LENGTH = 240
"""Characters of a fragment, about three lines of a terminal."""
CLOSELY = 5
"""Paragraphs of a hit that are looked at word by word."""
FRAGMENTS = 2
"""Fragments of a hit."""


_Scored = tuple[int, int, int, Unit]
"""A paragraph: how many stretches and how many marks it meets, both below nought, its place."""

_rank = itemgetter(0, 1, 2)


class Fragment(msgspec.Struct, frozen=True):
    """A piece of a paragraph, which is told by its place from 0 and its number as printed; it begins at ``start``.

    ``ranges`` are the matches, in characters of ``text``; ``cut_before`` and ``cut_after`` say whether more follows.
    """

    paragraph: int
    number: str | None
    text: str
    start: int
    ranges: tuple[Range, ...]
    cut_before: bool
    cut_after: bool


class Highlighter:
    """Highlights what one plan asks for."""

    def __init__(self, step: plan.Step, analyzer: TextAnalyzer, searcher: Searcher) -> None:
        self._analyzer = analyzer
        self._often = searcher.num_docs // 2
        self._searcher = searcher
        self._marks = {
            field: [one for one in dict.fromkeys(_marks(step)) if field in one.fields]
            for field in ("text", "subject")
        }
        self._whole = list(dict.fromkeys(_whole(step)))
        telling = [one for one in self._marks["text"] if not self._common(one)]
        self._telling = telling or self._marks["text"]
        self._needed = [letters(one) for one in self._telling]

    def _common(self, step: plan.Step) -> bool:
        """Tell whether so many cables have a word that it is no sign of the right paragraph."""
        if not isinstance(step, plan.Run) or len(step.places) > 1:
            return False
        return self._searcher.doc_freq("text", step.places[0][0]) > self._often

    def subject(self, subject: str | None) -> tuple[Range, ...]:
        """Return the places in a subject that meet the query."""
        if not subject or not self._marks["subject"]:
            return ()
        return tuple(_ranges(Unit(subject, self._analyzer), self._marks["subject"]))

    def fragments(self, paragraphs: Sequence[ParagraphText]) -> tuple[Fragment, ...]:
        """Return pieces of the best paragraphs, in their order; where none is met, the beginning of the first."""
        scored: list[_Scored] = []
        for may, index, unit in self._promising(paragraphs):
            if len(scored) >= FRAGMENTS and not self._whole and (0, may, index) > scored[FRAGMENTS - 1][:3]:
                break
            heading = paragraphs[index].heading
            if different := sum(bool(unit.spans(one)) for one in self._telling):
                whole = sum(unit.meets(one) for one in self._whole)
                insort(scored, (-whole, -different, index, unit), key=_rank)
            elif heading and self._headed(heading):
                insort(scored, (0, 0, index, unit), key=_rank)
        if not scored:
            shown = [one for one in paragraphs if one.text.strip()][:1]
            return tuple(_fragment(one, [], 0) for one in shown)
        best = sorted(scored[:FRAGMENTS], key=itemgetter(2))
        return tuple(self._piece(paragraphs[index], unit) for _, _, index, unit in best)

    def _promising(self, paragraphs: Sequence[ParagraphText]) -> list[tuple[int, int, Unit]]:
        """Return the paragraphs that may meet the most of the query, without having cut them into words."""
        found = []
        for index, paragraph in enumerate(paragraphs):
            text = paragraph.text
            may = len(self._needed)
            if text.isascii():
                plain = text.lower()
                may = sum([has_each(plain, rows) for rows in self._needed])
            if may or paragraph.heading:
                found.append((-may or -1, index))
        found.sort()
        return [(may, index, Unit(paragraphs[index].text, self._analyzer)) for may, index in found[:CLOSELY]]

    def _headed(self, heading: str) -> bool:
        unit = Unit(heading, self._analyzer)
        return any(unit.meets(one) for one in self._telling)

    def _piece(self, paragraph: ParagraphText, unit: Unit) -> Fragment:
        ranges = list(_ranges(unit, self._marks["text"]))
        places = [place for one in self._whole if unit.meets(one) for place in unit.places(one)]
        return _fragment(paragraph, ranges, unit.offsets[places[0][0]][0] if places else _densest(ranges))


def _marks(step: plan.Step) -> Iterator[plan.Run | plan.Pattern]:
    if isinstance(step, plan.Run | plan.Pattern):
        yield step
    elif not isinstance(step, plan.Without):
        for part in plan.children(step):
            yield from _marks(part)


def _whole(step: plan.Step) -> Iterator[plan.Verified]:
    if isinstance(step, plan.Close | plan.Within):
        yield step
    elif not isinstance(step, plan.Without):
        for part in plan.children(step):
            yield from _whole(part)


def _ranges(unit: Unit, marks: Sequence[plan.Run | plan.Pattern]) -> Iterator[Range]:
    """Yield where any of the marks stands, those that overlap as one."""
    current: Range | None = None
    for start, end in sorted({span for one in marks for span in unit.spans(one)}):
        if current and start < current[1]:
            current = (current[0], max(end, current[1]))
            continue
        if current:
            yield current
        current = (start, end)
    if current:
        yield current


def _densest(ranges: Sequence[Range]) -> int:
    """Return where a fragment's worth of text begins that has the most matches."""
    best, where = 0, ranges[0][0] if ranges else 0
    last = 0
    for index, (start, _) in enumerate(ranges):
        last = max(last, index)
        while last < len(ranges) and ranges[last][1] <= start + LENGTH:
            last += 1
        if last - index > best:
            best, where = last - index, start
    return where


def _fragment(paragraph: ParagraphText, ranges: Sequence[Range], focus: int) -> Fragment:
    """Return about LENGTH characters of a paragraph from a little before ``focus``, cut between words."""
    text = paragraph.text
    start = 0 if focus < LENGTH // 3 else _word_start(text, focus - LENGTH // 4, focus)
    end = len(text) if len(text) - start <= LENGTH * 5 // 4 else _word_end(text, start + LENGTH)
    inside = tuple((first - start, min(last, end) - start) for first, last in ranges if start <= first < end)
    return Fragment(
        paragraph.ordinal, paragraph.number, text[start:end], start, inside, start > 0, end < len(text)
    )


def _word_start(text: str, position: int, focus: int) -> int:
    while 0 < position < focus and not text[position - 1].isspace():
        position += 1
    return position


def _word_end(text: str, position: int) -> int:
    last = position
    while last > position - 40 and not text[last].isspace():
        last -= 1
    return last if text[last].isspace() else position
