"""What a reader is, and how one is found for a document: by content, through entry points."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points
from typing import Protocol

import msgspec

from cablegram.model import Finding, Given

from .document import Document
from .problem import Problem

GROUP = "cablegram.sources"
"""The entry-point group under which readers register, the built-in ones among them."""


class RawMessage(msgspec.Struct, frozen=True):
    """One message as published, unparsed.

    ``text`` is the message alone, without the page around it; empty where a publisher gives only
    metadata. ``given`` is what the publisher says of it, ``container`` the name of the format,
    ``locator`` its place in the document (``row 7``). ``findings`` are the container's own.
    """

    text: str
    given: Given
    container: str
    locator: str | None = None
    findings: tuple[Finding, ...] = ()


class Reader(Protocol):
    """A published format; a module with these names is one.

    ``rank`` orders the asking: the lower is asked first, as a text format would also recognise
    what a more particular one is for. Neither function may fail on any document: ``messages``
    yields a Problem for what it cannot read and goes on, or raises Unreadable to give up.
    """

    @property
    def container(self) -> str:
        """The name of the format."""

    @property
    def rank(self) -> int:
        """When it is asked."""

    def recognises(self, document: Document, /) -> bool:
        """Tell from ``document.opening`` whether this reader is the one for it."""

    def messages(self, document: Document, /) -> Iterator[RawMessage | Problem]:
        """Yield the messages of ``document`` in order, in memory independent of their number."""


@cache
def readers() -> tuple[Reader, ...]:
    """Return the registered readers in the order they are asked."""
    loaded: list[Reader] = [point.load() for point in entry_points(group=GROUP)]
    return tuple(sorted(loaded, key=lambda reader: (reader.rank, reader.container)))


def reader_for(document: Document) -> Reader | None:
    """Return the first reader that recognises ``document``, or ``None``."""
    return next((reader for reader in readers() if reader.recognises(document)), None)
