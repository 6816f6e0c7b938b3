"""Where a value stands in the raw text, and what was odd about it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec


class Span(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Half-open range of characters of the raw message text; JSON form ``[start, end]``."""

    start: int
    end: int

    def __iter__(self) -> Iterator[int]:
        yield self.start
        yield self.end

    def of(self, raw: str) -> str:
        """Return the characters of ``raw`` this span covers."""
        return raw[self.start : self.end]


class Found(msgspec.Struct, frozen=True, gc=False):
    """What a scalar of the cable was read from: ``raw[span] == as_found`` for every span."""

    as_found: str
    spans: tuple[Span, ...]


class Finding(msgspec.Struct, frozen=True, gc=False):
    """Something a reader should know: unreadable, repaired, or at odds with something else.

    ``code`` is a stable kebab-case word (listed in docs/findings.md), ``message`` a sentence
    for a person, ``span`` the characters concerned, or ``None`` when it concerns the whole.
    """

    code: str
    message: str
    span: Span | None = None


class Located(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A value with its place: ``raw[span] == as_found``.

    ``span`` is ``None`` only for a value that was not read from a text (one built by hand to
    be rendered). Frozen values form no cycles, so the garbage collector is spared them.
    """

    as_found: str = ""
    span: Span | None = None
