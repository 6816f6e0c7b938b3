"""The same news-site page as HTML."""

from __future__ import annotations

from collections.abc import Iterator

from .document import Document
from .html import lines, page
from .reader import RawMessage
from .scoop_text import find_message

container = "scoop-html"
rank = 50


def recognises(document: Document) -> bool:
    """A page of HTML that names its site and has ``Cablegate:`` in it."""
    return "Cablegate:" in document.opening and "Scoop" in document.opening and document.is_html


def messages(document: Document) -> Iterator[RawMessage]:
    """Yield the message between headline and foot."""
    tree, findings = page(document)
    shown = lines(tree.body) if tree.body else ""
    cut = find_message(shown)
    if cut is not None:
        yield RawMessage(shown[cut.start : cut.end].rstrip(), cut.given, container, None, findings)
