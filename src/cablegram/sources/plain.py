"""Plain message text, one cable or many in a file."""

from __future__ import annotations

from collections.abc import Iterator

from cablegram.model import Given

from .document import Document
from .encoding import settle
from .reader import RawMessage
from .split import pieces

container = "message-text"
rank = 90


def recognises(document: Document) -> bool:
    """Text with the structure of a cable in its first quarter megabyte; a page of HTML is not plain text."""
    return not document.is_html and document.first_cable is not None


def messages(document: Document) -> Iterator[RawMessage]:
    """Yield the cables; what stands before the first belongs to none."""
    for line, text in pieces(document.chunks(), document.first_cable or 0):
        text, findings = settle(text, document.encoding)
        yield RawMessage(text, Given(), container, f"line {line}", findings)
