"""What a query means, worked out the slow way from the cables themselves."""

from __future__ import annotations

from functools import cache
from itertools import product

from holding import Small
from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from cablegram.search import nodes

_STEMS = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer("english")).build()
_TEXTS = ("subject", "text", "head")


@cache
def stem(word: str) -> str:
    return _STEMS.analyze(word)[0] if word.isalpha() else word


class Slow:
    """Evaluates a tree over every cable."""

    def __init__(self, small: Small) -> None:
        self.small = small
        self.words = {
            number: {
                name: [
                    small.index.analyzer.analyze(value)
                    for value in ([got] if isinstance(got, str) else got or [])
                ]
                for name in (*_TEXTS, "person", "heading")
                for got in [made.get(name)]
            }
            for number, made in small.fields.items()
        }

    def find(self, node: nodes.Node) -> set[int]:
        return {number for number in self.words if self.meets(number, node, _TEXTS)}

    def meets(self, number: int, node: nodes.Node, fields: tuple[str, ...]) -> bool:
        match node:
            case nodes.Everything():
                return True
            case nodes.And(items):
                return all(self.meets(number, item, fields) for item in items)
            case nodes.Or(items):
                return any(self.meets(number, item, fields) for item in items)
            case nodes.Not(inner):
                return not self.meets(number, inner, fields)
            case nodes.AtLeast(least, items):
                return sum(self.meets(number, item, fields) for item in items) >= least
            case nodes.Boost(inner, _):
                return self.meets(number, inner, fields)
            case nodes.Field(name, inner) if name in ("subject", "text", "person"):
                return self.meets(number, inner, (name,))
            case nodes.Field(name, nodes.Word(text)):
                held = self.small.fields[number].get(name) or []
                return text in ([held] if isinstance(held, str) else held)
            case nodes.Scope(_, inner):
                return any(self.in_value(value, inner) for value in self.words[number]["text"])
            case nodes.Near():
                near = [name for name in fields if name in ("subject", "text")]
                return any(self.in_value(value, node) for name in near for value in self.words[number][name])
        return any(self.in_value(value, node) for name in fields for value in self.words[number][name])

    def in_value(self, words: list[str], node: nodes.Node) -> bool:
        match node:
            case nodes.And(items):
                return all(self.in_value(words, item) for item in items)
            case nodes.Or(items):
                return any(self.in_value(words, item) for item in items)
            case nodes.Not(inner):
                return not self.in_value(words, inner)
            case nodes.AtLeast(least, items):
                return sum(self.in_value(words, item) for item in items) >= least
            case nodes.Near(distance, ordered, items):
                found = [self.places(words, item) for item in items]
                return any(_near(places, distance, ordered) for places in product(*found))
        return bool(self.places(words, node))

    def places(self, words: list[str], node: nodes.Node) -> list[tuple[int, int]]:
        match node:
            case nodes.Word(text, exact):
                wanted = self.small.index.analyzer.analyze(text)[0]
                return [
                    (at, at + 1)
                    for at, word in enumerate(words)
                    if word == wanted or (not exact and stem(word) == stem(wanted))
                ]
            case nodes.Phrase(text):
                row = self.small.index.analyzer.analyze(text)
                return [(at, at + len(row)) for at in range(len(words)) if words[at : at + len(row)] == row]
            case nodes.Wild(text) if text.endswith("*"):
                return [(at, at + 1) for at, word in enumerate(words) if word.startswith(text[:-1].lower())]
            case nodes.Or(items):
                return [place for item in items for place in self.places(words, item)]
        raise AssertionError(node)


def _near(places: tuple[tuple[int, int], ...], distance: int, ordered: bool) -> bool:
    row = list(places) if ordered else sorted(places)
    apart = all(row[at][1] <= row[at + 1][0] for at in range(len(row) - 1))
    between = row[-1][1] - row[0][0] - sum(end - start for start, end in row)
    return apart and between <= distance
