"""Builds the tree of a query from what the grammar found in it."""

from __future__ import annotations

import re

from lark import Token, Tree

from .nodes import (
    And,
    AtLeast,
    Boost,
    Everything,
    Field,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Regex,
    Scope,
    Wild,
    Word,
)

NEAR = 10
"""Words that may stand between when ``NEAR`` gives no number: about a line of a cable."""

NESTED = 8
"""Different ``NEAR`` and ``BEFORE`` one after another; parentheses say what is meant better than three."""

_OPERATOR = re.compile(r"AND|OR|NOT|(?:NEAR|BEFORE)(?:/\d{1,4})?")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_WILD_EDGES = re.compile(r"^[^\w*?]+|[^\w*?]+$")
_PART = re.compile(r"\w+(?:[.'’&-]\w+)*")
_NUMBER = re.compile(r"\d+")


class Building:
    """Turns a parse into nodes; ``notes`` receives a sentence for whatever was not taken as typed."""

    def __init__(self, notes: list[str]) -> None:
        self.notes = notes

    def built(self, tree: Tree[Token]) -> Node:
        """Return the node for a rule of the grammar."""
        parts = tree.children
        match tree.data:
            case "any":
                return _joined(Or, [self._part(part) for part in parts if not _is(part, "OR")])
            case "all":
                return _joined(And, [self._part(part) for part in parts if not _is(part, "AND")])
            case "each" | "each_value" if len(parts) == 2:
                return Not(self._part(parts[1]))
            case "near":
                return self._chain(parts)
            case "weighted" if len(parts) == 2:
                return Boost(self._part(parts[0]), float(str(parts[1])[1:]))
            case "group":
                return self._part(parts[1])
            case "atom" if len(parts) == 2:
                return self._applied(str(parts[0]), parts[0].type, self._part(parts[1]))  # type: ignore[union-attr]
        return self._part(parts[0])

    def _part(self, part: Tree[Token] | Token) -> Node:
        return self.built(part) if isinstance(part, Tree) else self._leaf(part)

    def _leaf(self, token: Token) -> Node:
        text = str(token)
        match token.type:
            case "EVERYTHING":
                return Everything()
            case "PHRASE":
                return self._phrase(text)
            case "WILD":
                return Wild(_trimmed(_WILD_EDGES, text))
            case "FUZZY":
                return self._fuzzy(text)
            case "REGEX":
                return Regex(text[1:-1])
            case "EXACT":
                return Word(_EDGES.sub("", text), exact=True)
            case "VALUE":
                value = text.rstrip(",;:")
                return Word(value.lower() if _OPERATOR.fullmatch(value) else value)
        word = _trimmed(_EDGES, text)
        return Word(word.lower() if _OPERATOR.fullmatch(word.rpartition(":")[2]) else word)

    def _fuzzy(self, text: str) -> Node:
        word, _, distance = text.rpartition("~")
        letters = int(distance[:4] or 1)
        if letters > 2:
            self.notes.append(f"“{text}”: words may differ in two letters at most")
        word = _trimmed(_EDGES, word)
        return Fuzzy(word, min(letters, 2)) if letters else Word(word, exact=True)

    def _phrase(self, text: str) -> Node:
        inner, distance = text[1:], None
        if found := re.search(r'["“”«»„](?:~(\d*))?$', inner):
            inner, distance = inner[: found.start()], found[1]
        else:
            self.notes.append("a quotation mark was closed at the end of the query")
        words = " ".join(inner.split())
        if distance is None:
            return Phrase(words)
        items = tuple(Word(word.strip("_"), exact=True) for word in _PART.findall(words) if word.strip("_"))
        return Near(int(distance or NEAR), False, items) if len(items) > 1 else Phrase(words)

    def _chain(self, parts: list[Tree[Token] | Token]) -> Node:
        """Return ``a NEAR/5 b BEFORE/2 c``: what is joined by the same operator is one group, else the left first."""
        left = self._part(parts[0])
        last = ""
        depth = 0
        for operator, part in zip(parts[1::2], parts[2::2], strict=True):
            right = self._part(part)
            if isinstance(left, Near) and depth and (str(operator) == last or depth == NESTED):
                if str(operator) != last:
                    self.notes.append(
                        f"more than {NESTED} different nearnesses in a row were taken as the last"
                    )
                left = Near(left.distance, left.ordered, (*left.items, right))
            else:
                number = _NUMBER.search(str(operator))
                ordered = str(operator).startswith("BEFORE")
                left = Near(int(number[0]) if number else NEAR, ordered, (left, right))
                depth += 1
            last = str(operator)
        return left

    def _applied(self, name: str, kind: str, inner: Node) -> Node:
        if kind == "FIELD":
            if name in ("paragraph:", "sentence:"):
                return Scope("paragraph" if name == "paragraph:" else "sentence", inner)
            return Field(name[:-1], inner)
        number = int(_NUMBER.findall(name)[0])
        if kind == "NEAR_ALL":
            items = inner.items if isinstance(inner, And) else (inner,)
            if len(items) == 1:
                self.notes.append(f"“{name}(…)” takes two words or more")
                return items[0]
            return Near(number, name.lower().startswith("before"), items)
        items = inner.items if isinstance(inner, (And, Or)) else (inner,)
        if not 1 <= number <= len(items):
            self.notes.append(f"“{name}” cannot be: there are {len(items)} to choose from")
            number = min(max(number, 1), len(items))
        return AtLeast(number, items) if len(items) > 1 else items[0]


def _trimmed(edges: re.Pattern[str], text: str) -> str:
    """Return a word without the marks around it; what “:tags:x” leaves must not name a field when written again."""
    word = edges.sub("", text)
    return word if word == text else word.replace(":", ".").replace("~", ".")


def _is(part: Tree[Token] | Token, kind: str) -> bool:
    return isinstance(part, Token) and part.type == kind


def _joined(kind: type[And] | type[Or], items: list[Node]) -> Node:
    return items[0] if len(items) == 1 else kind(tuple(items))
