"""Paragraphs and sentences as rows of words, and where in them the parts of a plan are met."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import itemgetter

from tantivy import TextAnalyzer

from . import plan
from .words import literal_start, word_test

Place = tuple[int, int]
"""Words from the first, counted from 0, up to and without the second."""

STEPS = 20_000
"""Ways tried to put items near one another in one paragraph; only many alike, many times over, need more than a few."""

_WORD = re.compile(r"[a-z0-9]+")  # the index's words of a text in ASCII, at twice the analyzer's speed

FEW = 6
"""Forms that are sooner looked for one by one than by going through all words."""

_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Amb|Gen|Col|Maj|Capt|Lt|Sgt|Adm|Sen|Rep|Gov|Prof|St|No|Nos|vs|approx|e\.g|i\.e|cf"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Inc|Ltd|Co|Corp|Art|Sec|para|paras|ref|fig)"
    r"|\b[A-Z](?:\.[A-Z])*)\.[\"'”’)\]]*\s*$",
    re.I,
)


class Unit:
    """A stretch of text that parts of a query can be met in by itself."""

    def __init__(self, text: str, analyzer: TextAnalyzer) -> None:
        self.text = text
        self._analyzer = analyzer
        self._met: dict[plan.Step, list[Place]] = {}

    @cached_property
    def words(self) -> list[str]:
        """The words as the index has them."""
        return _WORD.findall(self._plain) if self._plain else self._analyzer.analyze(self.text)

    def _at(self, forms: Sequence[str]) -> list[int]:
        """Return where any of the forms stands."""
        words = self.words
        if len(forms) > FEW:
            wanted = set(forms)
            return [position for position, word in enumerate(words) if word in wanted]
        found: list[int] = []
        for form in forms:
            for _ in range(words.count(form)):
                found.append(words.index(form, found[-1] + 1 if found and words[found[-1]] == form else 0))
        return sorted(found)

    @cached_property
    def offsets(self) -> list[tuple[int, int]]:
        """Where the words stand, in characters of the text."""
        if self._plain:
            return [word.span() for word in _WORD.finditer(self._plain)]
        tokens = self._analyzer.pre_tokenize(self.text).tokens
        return [(token.char_offset_from, token.char_offset_to) for token in tokens]

    @cached_property
    def sentences(self) -> list[Unit]:
        """The sentences, which end at a full stop, question or exclamation mark that is not an abbreviation's."""
        return [Unit(text, self._analyzer) for text in sentences(self.text)]

    def may_meet(self, step: plan.Step) -> bool:
        """Tell, without cutting the text into words, whether it is worth asking if it meets ``step``."""
        match step:
            case plan.Run(_, places):
                return not self._plain or all(any(form in self._plain for form in forms) for forms in places)
            case plan.Pattern(_, regex):
                return not self._plain or literal_start(regex) in self._plain
            case plan.Both(steps) | plan.Close(_, _, steps):
                return all(map(self.may_meet, steps))
            case plan.Either(steps):
                return any(map(self.may_meet, steps))
            case plan.Within(_, inner) | plan.Weighted(inner, _):
                return self.may_meet(inner)
        return True

    @cached_property
    def _plain(self) -> str:
        """The text in lower case where that is all that sets it apart from the index's words, else nothing."""
        return self.text.lower() if self.text.isascii() else ""

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
                return (
                    any(one.meets(inner) for one in self.sentences)
                    if unit == "sentence"
                    else self.meets(inner)
                )
        return bool(self.places(step))

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


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of ``text``."""
    start = 0
    for end in _END.finditer(text):
        if not _ABBREVIATED.search(text, start, end.start()):
            yield text[start : end.start()]
            start = end.end()
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
