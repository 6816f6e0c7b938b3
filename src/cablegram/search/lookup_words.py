"""Looks up the words of a query: their forms, phrases, patterns, numbers of messages among them."""

from __future__ import annotations

import re

from tantivy import Query

from . import nodes, numbers, plan
from .context import Context
from .words import lowered, wild_regex, word_test

_PARTS = re.compile(r"[\w*?]+")

_FUZZY = {1: 0, 2: 0, 3: 1, 4: 1, 5: 1}
"""Letters that may differ in a word of so many; with more nearly every short word would do. Two in longer ones."""


class WordLookup:
    """Looks up what stands in a text."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def step(self, node: nodes.Node, fields: tuple[str, ...]) -> plan.Step:
        """Return what a word, phrase or pattern means in ``fields``."""
        match node:
            case nodes.Word(text, exact):
                run = self.run(text, fields, exact)
                mrn = numbers.typed_number(text) if fields == plan.DEFAULT and not exact else None
                if mrn is None or not isinstance(run, plan.Run):
                    return run
                same = numbers.spellings(mrn)
                itself = plan.Values(("mrn",), same, str(mrn))
                return plan.Number(str(mrn), itself, plan.Values(("cites",), same, str(mrn)), run)
            case nodes.Phrase(text):
                return self.run(text, fields, exact=True, quoted=True)
            case nodes.Wild(text):
                return self._wild(text, fields)
            case nodes.Regex(pattern):
                return self._pattern(lowered(pattern), f"/{pattern}/", fields)
            case nodes.Fuzzy(text, distance):
                return self._fuzzy(text, distance, fields)
        raise AssertionError(node)

    def run(self, text: str, fields: tuple[str, ...], exact: bool, quoted: bool = False) -> plan.Step:
        """Return the words of ``text`` next to one another; unless ``exact``, the last in any form."""
        words = self._context.analyzer.analyze(text)
        if not words:
            self._context.notes.append(f"“{text}” has no letters or digits the index knows and was left out")
            return plan.All()
        places: list[tuple[str, ...]] = [(word,) for word in words]
        if not exact:
            places[-1] = self._context.forms(words[-1], fields)
        return plan.Run(fields, tuple(places), f"“{text}”" if quoted else text, exact)

    def _wild(self, text: str, fields: tuple[str, ...]) -> plan.Step:
        parts = [part for part in _PARTS.findall(self._folded(text)) if part.strip("*?")]
        if len(parts) > 1:
            self._context.notes.append(f"“{text}” was cut into {' and '.join(parts)}")
        steps = [
            self._pattern(wild_regex(part), part if len(parts) > 1 else text, fields)
            if set(part) & set("*?")
            else self.run(part, fields, exact=True)
            for part in parts
        ]
        return plan.Both(tuple(steps)) if len(steps) > 1 else steps[0] if steps else plan.All()

    def _folded(self, text: str) -> str:
        """Return a word with wildcards as the index spells words."""
        return "".join(
            mark if mark in "*?" else "".join(self._context.analyzer.analyze(mark)) or mark for mark in text
        )

    def _pattern(self, regex: str, typed: str, fields: tuple[str, ...]) -> plan.Step:
        if not regex.replace(".*", ""):
            return plan.All()
        try:
            word_test(regex, "", 0)
            Query.regex_query(self._context.schema, fields[0], regex)
        except ValueError as error:
            reason = str(error).rpartition(": ")[2].strip("' ")
            words = self._context.analyzer.analyze(typed)
            self._context.notes.append(
                f"{typed[:60]} cannot be used as a pattern ({reason}): its words are searched"
            )
            runs = tuple(plan.Run(fields, ((word,),), word, True) for word in words)
            return plan.Both(runs) if len(runs) > 1 else runs[0] if runs else plan.All()
        return plan.Pattern(fields, regex, typed)

    def _fuzzy(self, text: str, distance: int, fields: tuple[str, ...]) -> plan.Step:
        words = self._context.analyzer.analyze(text)
        if len(words) != 1:
            return self.run(text, fields, exact=False)
        allowed = min(distance, _FUZZY.get(len(words[0]), 2))
        if allowed < distance:
            letters = "no letter" if not allowed else "one letter"
            self._context.notes.append(f"“{text}” is too short to differ in {distance}: {letters} may")
        if not allowed:
            return self.run(text, fields, exact=True)
        return plan.Pattern(fields, "", f"{text}~{allowed}", words[0], allowed)
