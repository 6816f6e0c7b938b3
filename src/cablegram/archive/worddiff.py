"""Compares two texts word by word, and tells a redaction from an edit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec
from rapidfuzz.distance import Indel

PieceKind = Literal["same", "removed", "added", "redacted"]

LARGEST = 400_000_000
"""Product of two texts' words up to which they are compared in one piece: 20,000 words each, 130 KB, in a quarter of a
second and 100 MB. Longer ones are compared paragraph by paragraph first."""
PARAGRAPH = "\n\n"

_WORD = re.compile(r"\S+|\n[^\S\n]*\n\s*")
# XXXXXXXXXXXX (later releases), xxxxx (first release), [REDACTED], [Name removed]; the length says nothing.
_REDACTION = re.compile(
    r"([(\"'“]*)(?:X{4,}|x{4,}|█+|\[+(?:REDACTED|[Rr]edacted)\]+)(?:/?(?:X{4,}|x{4,}))*(\W*)"
)


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A run of words: in both texts, in the first alone (removed), in the second alone (added), or blacked out.

    Of a redacted piece ``text`` is what the redacted text shows, ``shown`` the words the other has there, and
    ``redacted_in`` which of the two it is. Blanks and line ends count for nothing, but a blank line does.
    """

    kind: PieceKind
    text: str
    shown: str | None = None
    redacted_in: Literal["a", "b"] | None = None


def words(a: str, b: str) -> tuple[Piece, ...]:
    """Return the pieces that lead from ``a`` to ``b``, in order."""
    return tuple(_merged(_pieces(_split(a), _split(b))))


def is_redacted(word: str) -> bool:
    """Tell whether a word is blacked out."""
    return _REDACTION.fullmatch(word) is not None


def _split(text: str) -> list[str]:
    return [word if word[0] != "\n" else PARAGRAPH for word in _WORD.findall(text.strip())]


def _key(word: str) -> str:
    """Return what a word is compared by: two redactions are alike, however long."""
    if ("XXXX" in word or "xxxx" in word or "[" in word or "█" in word) and (
        found := _REDACTION.fullmatch(word)
    ):
        return f"{found[1]}█{found[2]}"
    return word


def _pieces(a: Sequence[str], b: Sequence[str]) -> Iterator[Piece]:
    if len(a) * len(b) > LARGEST:
        yield from _by_paragraph(a, b)
        return
    one, other = [_key(word) for word in a], [_key(word) for word in b]
    first = second = 0
    for block in Indel.opcodes(one, other):
        if block.tag == "equal":
            yield from _change(a[first : block.src_start], b[second : block.dest_start])
            first, second = block.src_end, block.dest_end
            yield from _piece("same", b[block.dest_start : block.dest_end])
    yield from _change(a[first:], b[second:])


def _by_paragraph(a: Sequence[str], b: Sequence[str]) -> Iterator[Piece]:
    """Compare whole paragraphs, and the words of those that differ where they are few enough."""
    one, other = _paragraphs(a), _paragraphs(b)
    matcher = SequenceMatcher(None, [tuple(p) for p in one], [tuple(p) for p in other], autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        before = [word for paragraph in one[a1:a2] for word in paragraph]
        after = [word for paragraph in other[b1:b2] for word in paragraph]
        if tag == "equal":
            yield from _piece("same", after)
        elif len(before) * len(after) <= LARGEST:
            yield from _pieces(before, after)
        else:
            yield from _change(before, after)


def _paragraphs(text: Sequence[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for word in text:
        found[-1].append(word)
        if word == PARAGRAPH:
            found.append([])
    return found


def _change(a: Sequence[str], b: Sequence[str]) -> Iterator[Piece]:
    """Yield what became of ``a``: blacked out where the other has a redaction, else removed, and ``b`` added."""
    for hidden, other, side in ((b, a, "b"), (a, b, "a")):
        places = [at for at, word in enumerate(hidden) if is_redacted(word)]
        if not places or any(is_redacted(word) for word in other):
            continue
        before, after = places[0], len(hidden) - places[-1] - 1
        if len(other) <= before + after:
            continue
        stop = len(other) - after
        yield from _sided(other[:before], hidden[:before], side)
        text, shown = _joined(hidden[places[0] : places[-1] + 1]), _joined(other[before:stop])
        yield Piece("redacted", text, shown, "b" if side == "b" else "a")
        yield from _sided(other[stop:], hidden[places[-1] + 1 :], side)
        return
    yield from _piece("removed", a)
    yield from _piece("added", b)


def _sided(other: Sequence[str], hidden: Sequence[str], side: str) -> Iterator[Piece]:
    a, b = (other, hidden) if side == "b" else (hidden, other)
    yield from _piece("removed", a)
    yield from _piece("added", b)


def _piece(kind: PieceKind, text: Sequence[str]) -> Iterator[Piece]:
    if text:
        yield Piece(kind, _joined(text))


def _joined(text: Sequence[str]) -> str:
    joined = " ".join(text)
    return (
        joined.replace(f" {PARAGRAPH} ", PARAGRAPH)
        .replace(f"{PARAGRAPH} ", PARAGRAPH)
        .replace(f" {PARAGRAPH}", PARAGRAPH)
    )


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join neighbours of one kind; redacted ones stay apart."""
    last: Piece | None = None
    for piece in pieces:
        if last is not None and last.kind == piece.kind != "redacted":
            gap = "" if last.text.endswith("\n") or piece.text.startswith("\n") else " "
            last = Piece(piece.kind, f"{last.text}{gap}{piece.text}")
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last
