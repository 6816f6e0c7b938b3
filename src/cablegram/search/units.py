"""Paragraphs and sentences as rows of words, and where in them the parts of a plan are met."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter

from tantivy import TextAnalyzer

from . import plan
from .words import literal_start, word_test

Place = tuple[int, int]
"""Words from the first, counted from 0, up to and without the second."""

Range = tuple[int, int]
"""Characters from the first, counted from 0, up to and without the second."""

STEPS = 20_000
"""Ways tried to put items near one another in one paragraph; only many alike, many times over, need more than a few."""

_WORD = re.compile(r"[a-z0-9]+")  # the index's words of a text in ASCII, at twice the analyzer's speed
_BETWEEN = re.compile(r"[^a-z0-9]+")

FEW = 6
"""Forms that are sooner looked for one by one than by going through all words."""

_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Amb|Gen|Col|Maj|Capt|Lt|Sgt|Adm|Sen|Rep|Gov|Prof|St|No|Nos|vs|approx|e\.g|i\.e|cf"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Inc|Ltd|Co|Corp|Art|Sec|para|paras|ref|fig)"
    r"|\b[A-Z](?:\.[A-Z])*)\.$",
    re.I,
)
_LONGEST = 24
"""Characters of the longest abbreviation."""


class Unit:
    """A stretch of text that parts of a query can be met in by itself."""

    __slots__ = ("_analyzer", "_met", "_offsets", "_sentences", "_words", "plain", "text")

    def __init__(self, text: str, analyzer: TextAnalyzer) -> None:
        self.text = text
        self.plain = text.lower() if text.isascii() else ""
        self._analyzer = analyzer
        self._met: dict[plan.Step, list[Place]] = {}
        self._words: list[str] | None = None
        self._offsets: list[Range] | None = None
        self._sentences: list[Unit] | None = None

    @property
    def words(self) -> list[str]:
        """The words as the index has them."""
        if self._words is None:
            self._words = _WORD.findall(self.plain) if self.plain else self._analyzer.analyze(self.text)
        return self._words

    def _at(self, forms: Sequence[str]) -> list[int]:
        """Return where any of the forms stands."""
        words = self.words
        if len(forms) > FEW:
            wanted = set(forms)
            return [position for position, word in enumerate(words) if word in wanted]
        found: list[int] = []
        for form in forms:
            at = -1
            for _ in range(words.count(form)):
                at = words.index(form, at + 1)
                found.append(at)
        return sorted(found)

    @property
    def offsets(self) -> list[Range]:
        """Where the words stand, in characters of the text."""
        if self._offsets is None:
            if self.plain:
                self._offsets = [word.span() for word in _WORD.finditer(self.plain)]
            else:
                tokens = self._analyzer.pre_tokenize(self.text).tokens
                self._offsets = [(token.char_offset_from, token.char_offset_to) for token in tokens]
        return self._offsets

    @property
    def sentences(self) -> list[Unit]:
        """The sentences, which end at a full stop, question or exclamation mark that is not an abbreviation's."""
        if self._sentences is None:
            self._sentences = [Unit(text, self._analyzer) for text in sentences(self.text)]
        return self._sentences

    def meets(self, step: plan.Step) -> bool:
        """Tell whether this unit by itself meets ``step``."""
        match step:
            case plan.All():
                return True
            case plan.Both(steps):
                return all(map(self.meets, steps))
            case plan.Either(steps):
                return any(map(self.meets, steps))
            case plan.Some(number, steps):
                return sum(map(self.meets, steps)) >= number
            case plan.Without(inner):
                return not self.meets(inner)
            case plan.Weighted(inner, _):
                return self.meets(inner)
            case plan.Within(unit, inner):
                return self._in_a_sentence(inner) if unit == "sentence" else self.meets(inner)
            case plan.Run() | plan.Pattern():
                return bool(self.spans(step))
        return bool(self.places(step))

    def _in_a_sentence(self, step: plan.Step) -> bool:
        needed = letters(step)
        return any(one.meets(step) for one in self.sentences if not one.plain or has_each(one.plain, needed))

    def places(self, step: plan.Step) -> list[Place]:
        """Return where a step that has places is met, from the left."""
        found = self._met.get(step)
        if found is None:
            found = self._met[step] = self._places(step)
        return found

    def _places(self, step: plan.Step) -> list[Place]:
        match step:
            case plan.Run(_, places):
                return self._run(places)
            case plan.Pattern(_, regex, _, near, distance):
                test = word_test(regex, near, distance)
                meant = set(filter(test, set(self.words)))
                return [(position, position + 1) for position, word in enumerate(self.words) if word in meant]
            case plan.Either(steps):
                return sorted({place for one in steps for place in self.places(one)})
            case plan.Close(distance, ordered, items, _):
                return _close([self.places(item) for item in items], items, distance, ordered)
        return []

    def _run(self, places: tuple[tuple[str, ...], ...]) -> list[Place]:
        words, length = self.words, len(places)
        return [
            (start, start + length)
            for start in self._at(places[0])
            if start + length <= len(words)
            and all(words[start + offset] in places[offset] for offset in range(1, length))
        ]

    def spans(self, step: plan.Run | plan.Pattern) -> list[Range]:
        """Return where words, a phrase or a pattern stand, in characters of the text, from the left."""
        if not self.plain:
            return [(self.offsets[first][0], self.offsets[last - 1][1]) for first, last in self.places(step)]
        if isinstance(step, plan.Run):
            return _standing(self.plain, step.places)
        test = word_test(step.regex, step.near, step.distance)
        return _standing(self.plain, (tuple(filter(test, set(self.words))),))


def letters(step: plan.Step) -> Sequence[Sequence[str]]:
    """Return rows of letters of which a text in lower case and ASCII has one each where it meets ``step``."""
    match step:
        case plan.Run(_, places):
            return places
        case plan.Pattern(_, regex):
            return ((literal_start(regex),),)
        case plan.Both(steps) | plan.Close(_, _, steps):
            return [row for one in steps for row in letters(one)]
        case plan.Either(steps):
            rows = [letters(one) for one in steps]
            return [[part for row in rows for part in row[0]]] if all(rows) else []
        case plan.Within(_, inner) | plan.Weighted(inner, _):
            return letters(inner)
    return []


def has_each(text: str, rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether ``text`` has one of each row of letters."""
    for row in rows:
        for part in row:
            if part in text:
                break
        else:
            return False
    return True


def _standing(text: str, places: tuple[tuple[str, ...], ...]) -> list[Range]:
    """Return where words stand next to one another, in characters of a text in lower case and ASCII."""
    found: list[Range] = []
    for form in places[0]:
        at = text.find(form)
        while at >= 0:
            after = at + len(form)
            if not text[after : after + 1].isalnum() and not (at and text[at - 1].isalnum()):
                end = _end_of(text, after, places[1:])
                if end:
                    found.append((at, end))
            at = text.find(form, after)
    return sorted(found)


def _end_of(text: str, start: int, places: tuple[tuple[str, ...], ...]) -> int:
    """Return where the words behind ``start`` end if they are those of ``places``, else 0."""
    for forms in places:
        between = _BETWEEN.match(text, start)
        word = between and _WORD.match(text, between.end())
        if not word or word[0] not in forms:
            return 0
        start = word.end()
    return start


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of ``text``."""
    start = 0
    for mark in _END.finditer(text):
        end = mark.start() + 1
        if text[end - 1] != "." or not _ABBREVIATED.search(text, max(start, end - _LONGEST), end):
            yield text[start:end]
            start = mark.end()
    yield text[start:]


def _close(found: list[list[Place]], items: Sequence[plan.Step], distance: int, ordered: bool) -> list[Place]:
    """Return, for every place one item begins at, a stretch from there that has all of them close enough."""
    if not all(found):
        return []
    if ordered:
        return _in_order(found, distance)
    stretches = []
    tried = [0]
    starts = sorted({place for places in found for place in places})
    widest = sum(max(end - start for start, end in places) for places in found)
    for first in starts:
        window = first[0] + distance + widest
        inside = [[one for one in places if first[0] <= one[0] and one[1] <= window] for places in found]
        if not all(inside):
            continue
        if end := _fitted(inside, items, first, distance, tried):
            stretches.append((first[0], end))
    return stretches


def _fitted(
    inside: list[list[Place]], items: Sequence[plan.Step], first: Place, distance: int, tried: list[int]
) -> int | None:
    """Return the end of a stretch that begins with ``first`` and has one place for each item, none over another."""
    order = sorted(range(len(inside)), key=lambda index: len(inside[index]))

    def fit(depth: int, taken: list[Place]) -> int | None:
        tried[0] += 1
        if tried[0] > STEPS:
            return None
        if depth == len(order):
            end = max(map(itemgetter(1), taken))
            spare = end - first[0] - sum(stop - start for start, stop in taken)
            return end if first in taken and spare <= distance else None
        index = order[depth]
        for place in inside[index]:
            if all(place[1] <= start or place[0] >= stop for start, stop in taken):
                if _repeats(items, order, depth) and place < taken[-1]:
                    continue
                if (end := fit(depth + 1, [*taken, place])) is not None:
                    return end
        return None

    return fit(0, [])


def _repeats(items: Sequence[plan.Step], order: list[int], depth: int) -> bool:
    """Tell whether an item is the same as the one placed before it, so that trying both ways round is no use."""
    return depth > 0 and items[order[depth]] == items[order[depth - 1]]


def _in_order(found: list[list[Place]], distance: int) -> list[Place]:
    """Return stretches with the items one after another; from each start, the one with the fewest words between."""
    stretches = []
    for first in found[0]:
        reached = {first[1]: 0}  # where the stretch ends so far → the fewest other words in it
        for places in found[1:]:
            nearer: dict[int, int] = {}
            for end, spare in reached.items():
                for start, stop in places:
                    between = spare + start - end
                    if start >= end and between <= distance and between < nearer.get(stop, distance + 1):
                        nearer[stop] = between
            reached = nearer
        if reached:
            stretches.append((first[0], min(reached)))
    return stretches
