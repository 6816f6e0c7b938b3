"""Reads a query: any string has a tree, and what of it made no sense is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from lark import Lark, Token

from .building import Building
from .fields import FIELDS, find_field
from .nodes import Everything, Node

LONGEST = 10_000
"""Characters of a query that are read; the longest list of numbers anyone pasted into one had half as many."""
DEEPEST = 25
"""Parentheses within parentheses; people nest three."""
MOST = 1_000
"""Words of a query that are searched."""
SHOUTING = 4
"""Words all in capitals that are a pasted subject; of fewer they may be acronyms."""

_UNWRITTEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_WEIGHT = frozenset({"WORD", "EXACT", "PHRASE", "WILD", "FUZZY", "REGEX", "EVERYTHING", "VALUE"})
_OPENS = frozenset({"OPEN", "FIELD", "NEAR_ALL", "AT_LEAST", "NOT", "MINUS"})
_BETWEEN = frozenset({"OR", "AND", "NEAR", "BEFORE"})
_BEFORE = frozenset({"NOT", "MINUS", "FIELD", "NEAR_ALL", "AT_LEAST"})
_NEGATIONS = frozenset({"NOT", "MINUS"})
_SHOUTED = frozenset({"OR", "AND", "NOT", "NEAR", "BEFORE"})
_SCOPES = frozenset({"paragraph:", "sentence:"})


class Reading(NamedTuple):
    """A query's tree, and a sentence for everything that was not understood as typed."""

    tree: Node
    notes: tuple[str, ...]


def read_query(text: str) -> Reading:
    """Return the tree of any string; nothing in it at all means every cable."""
    notes: list[str] = []
    plain = _UNWRITTEN.sub(" ", text.encode("utf-8", "replace").decode("utf-8"))
    if len(plain) > LONGEST:
        notes.append(f"only the first {LONGEST:,} characters of the query were read")
        plain = plain[:LONGEST]
    tokens = _balanced(_unshouted(list(_words(plain, notes)), notes), notes)
    tokens = _without_strays(tokens, notes)
    if not tokens:
        return Reading(Everything(), _once(notes))
    tree = _parse(tokens, notes)
    return Reading(tree or Everything(), _once(notes))


@cache
def grammar() -> str:
    """Return the grammar as written."""
    return files(__package__).joinpath("grammar.lark").read_text("utf-8")


@cache
def _lark() -> Lark:
    return Lark(grammar(), parser="lalr", lexer="basic")


def _once(notes: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(notes))


def _parse(tokens: list[Token], notes: list[str]) -> Node | None:
    parser = _lark().parse_interactive()
    for token in tokens:
        parser.feed_token(token)
    return Building(notes).built(parser.feed_eof())  # type: ignore[no-untyped-call]


def _words(text: str, notes: list[str]) -> Iterator[Token]:
    """Yield the tokens that mean something; the name of an unknown field is joined to its word or left out."""
    weight = 0
    before, typed = "", False
    for token in _lark().lex(text):
        name, was_typed = before, typed
        before, typed = "", False
        if token.type == "FIELD":
            found = _field(token, notes)
            if found is None:
                before = token
            else:
                typed = found in FIELDS and FIELDS[found].kind != "words"
                yield Token("FIELD", f"{found}:")
            continue
        if token.type == "DATES":
            token = Token("PHRASE", f'"{" ".join(token.split())}"')
        elif token.type == "WORD":
            token = Token("VALUE", token) if was_typed else Token("WORD", f"{name}{token}")
        if token.type == "OTHER" or (token.type in _WEIGHT and not any(map(str.isalnum, token))):
            if "*" not in token:
                notes.append(f"“{_short(token)}” has no letters or digits and was left out")
                continue
            token = Token("EVERYTHING", "*")
        weight += token.type in _WEIGHT
        if weight > MOST:
            notes.append(f"only the first {MOST:,} words of the query were searched")
            return
        yield token


def _field(token: Token, notes: list[str]) -> str | None:
    """Return the name of the field or scope a token names, if any."""
    if token.lower() in _SCOPES:
        return token[:-1].lower()
    found, nearest = find_field(token[:-1])
    if found and nearest:
        notes.append(f"no field is called “{token[:-1]}”: read as “{nearest}”")
    elif not found:
        suggestion = f", the nearest is “{nearest}”" if nearest else ""
        notes.append(f"no field is called “{token[:-1]}”{suggestion}")
    return found.name if found else None


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _unshouted(tokens: list[Token], notes: list[str]) -> list[Token]:
    """Return the tokens, operators as words where a subject all in capitals was pasted."""
    words = [token for token in tokens if token.type == "WORD"]
    operators = [token for token in tokens if token.type in _SHOUTED]
    others = len(tokens) - len(words) - len(operators)
    listed = len(words) <= len(operators) + 1  # NATO OR WTO OR OECD OR OPEC
    if (
        others
        or not operators
        or listed
        or len(words) < SHOUTING
        or any(word != word.upper() for word in words)
    ):
        return tokens
    said = ", ".join(dict.fromkeys(map(str, operators)))
    notes.append(f"everything is in capitals, as in a subject: {said} stands for a word, as the others do")
    return [Token("WORD", token) for token in tokens]


def _balanced(tokens: list[Token], notes: list[str]) -> list[Token]:
    """Return the tokens with parentheses that match."""
    kept: list[Token] = []
    depth = dropped = 0
    for token in tokens:
        if token.type == "OPEN":
            if depth == DEEPEST:
                notes.append(f"parentheses more than {DEEPEST} deep were left out")
                dropped += 1
                continue
            depth += 1
        elif token.type == "CLOSE":
            if dropped:
                dropped -= 1
                continue
            if not depth:
                notes.append("a closing parenthesis without an opening one was left out")
                continue
            depth -= 1
        kept.append(token)
    if depth:
        notes.append("an opening parenthesis was closed at the end of the query")
    return kept + [Token("CLOSE", ")")] * depth


def _without_strays(tokens: list[Token], notes: list[str]) -> list[Token]:
    """Return the tokens without operators that have nothing to work on."""
    while True:
        kept = _pass(tokens, notes)
        if len(kept) == len(tokens):
            return kept
        tokens = kept


def _pass(tokens: list[Token], notes: list[str]) -> list[Token]:
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        before = kept[-1].type if kept else "OPEN"
        after = tokens[index + 1].type if index + 1 < len(tokens) else "CLOSE"
        if token.type == "CLOSE" and before == "OPEN":
            kept.pop()
            notes.append("empty parentheses were left out")
        elif (
            (token.type in _BETWEEN and (before in _OPENS or before in _BETWEEN or after == "CLOSE"))
            or (token.type in ("NEAR", "BEFORE") and after in _NEGATIONS)
            or (token.type in _BEFORE and (after == "CLOSE" or after in _BETWEEN))
            or (token.type == "BOOST" and before not in _WEIGHT and before != "CLOSE")
            or (token.type in ("NEAR_ALL", "AT_LEAST") and after != "OPEN")
        ):
            notes.append(f"“{token}” has nothing to work on and was left out")
        elif token.type == "FIELD" and (outer := _field_before(kept)) is not None:
            notes.append(f"“{kept.pop(outer)}” stands right before another field and was left out")
            kept.append(token)
        elif token.type in _NEGATIONS and before in _NEGATIONS:
            kept.pop()
            notes.append("two negations cancel each other")
        else:
            kept.append(token)
    return kept


def _field_before(kept: list[Token]) -> int | None:
    """Return where the field's name is that the last token, or the one behind a negation, would be in."""
    last = len(kept) - (2 if kept and kept[-1].type in _NEGATIONS else 1)
    return last if last >= 0 and kept[last].type == "FIELD" else None
