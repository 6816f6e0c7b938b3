"""Words as the index has them: how a text is cut, which forms share a stem, which words a pattern means."""

from __future__ import annotations

import re
from collections import OrderedDict
from functools import lru_cache
from threading import Lock

from rapidfuzz.distance import OSA
from tantivy import Filter, Searcher, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

FORMS = 64
"""Forms of one word at most, the most frequent first; English verbs have four, and the rest are slips."""
REMEMBERED = 20_000
"""Looked-up words kept; a line of forms takes some 300 bytes."""

_STRANGERS = {"die": ("dying",), "lie": ("lying",), "tie": ("tying",)}
"""Forms that do not begin as their stem does; the stemmer's exceptions have no others."""

_LETTERS = re.compile(r"[a-z0-9]*")
_MEANING = re.compile(r"[\\.+*?()|\[\]{}^$#&~-]")
_WILD = re.compile(r"[*?]|[^*?]+")


@lru_cache(maxsize=1)
def _stemmer() -> TextAnalyzer:
    words = TextAnalyzerBuilder(Tokenizer.whitespace())
    return words.filter(Filter.stemmer("english")).build()


class Forms:
    """The forms of words in one index, remembered until it changes."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, str, str], tuple[str, ...]] = OrderedDict()
        self._lock = Lock()

    def of(self, word: str, field: str, searcher: Searcher, generation: int) -> tuple[str, ...]:
        """Return the words in ``field`` with the same English stem as ``word``, itself first and always."""
        key = (generation, field, word)
        with self._lock:
            if (known := self._known.get(key)) is not None:
                self._known.move_to_end(key)
                return known
        found = _forms(word, field, searcher)
        with self._lock:
            self._known[key] = found
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return found


def _forms(word: str, field: str, searcher: Searcher) -> tuple[str, ...]:
    stems = _stemmer().analyze(word)
    if not word.isalpha() or not stems:
        return (word,)
    stem = stems[0]
    start = (
        stem[:-1] if stem[-1] in "iey" and len(stem) > 1 else stem
    )  # cities: citi; hoping: hope; skies: sky
    candidates = [term for term, _ in searcher.terms_with_prefix(field, start) if len(term) <= len(stem) + 8]
    candidates += _STRANGERS.get(stem, ())
    same = [
        term
        for term, its in zip(candidates, _stemmer().analyze(" ".join(candidates)), strict=True)
        if its == stem and term != word
    ]
    return (word, *same[: FORMS - 1])


def wild_regex(text: str) -> str:
    """Return the regular expression for a word with ``*`` and ``?``, which has neither mark twice over."""
    parts = _WILD.findall(re.sub(r"\*[*]+", "*", text))
    return "".join({"*": ".*", "?": "."}.get(part) or _escaped(part) for part in parts)


def literal_start(regex: str) -> str:
    """Return letters that every word a regular expression means begins with; there may be none."""
    if "|" in regex:
        return ""
    letters = _LETTERS.match(regex)
    assert letters is not None
    more = regex[letters.end() : letters.end() + 1]
    return letters[0][:-1] if more in ("*", "?", "{") else letters[0]


def lowered(pattern: str) -> str:
    """Return a regular expression in lower case, as the words it is for; what stands behind a backslash stays."""
    return re.sub(r"\\.|[^\\]+", lambda part: part[0] if part[0][0] == "\\" else part[0].lower(), pattern)


def _escaped(text: str) -> str:
    return _MEANING.sub(r"\\\g<0>", text)


class WordTest:
    """Tells which words a pattern means, in time that grows with the word and no faster; answers are remembered."""

    def __init__(self, regex: str, near: str = "", distance: int = 0) -> None:
        self._near = near
        self._distance = distance
        self._matcher = None if near else TextAnalyzerBuilder(Tokenizer.regex(f"^(?:{regex})$")).build()
        self._known: dict[str, bool] = {}

    def __call__(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            if self._matcher is not None:
                known = bool(self._matcher.analyze(word))
            else:
                known = OSA.distance(word, self._near, score_cutoff=self._distance) <= self._distance
            self._known[word] = known
        return known


@lru_cache(maxsize=256)
def word_test(regex: str, near: str, distance: int) -> WordTest:
    """Return the test of a pattern."""
    return WordTest(regex, near, distance)
