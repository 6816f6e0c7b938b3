"""A news-site page as text: headline, message, and the site's news below it (07BEIJING2463)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cablegram.model import Given

from .document import Document
from .encoding import settle
from .reader import RawMessage
from .structure import find_cable

container = "scoop-page"
rank = 60

_TOP = 4_000
_HEADLINE = re.compile(r"\n[ \t\xa0]{0,9}(Cablegate:[^\n]*)\n")
_FOOT = re.compile(r"\n[ \t\xa0]{0,9}(?:[^\w\n]{0,3}Scoop Media|© ?Scoop|Advertisement - scroll)", re.I)


def recognises(document: Document) -> bool:
    """Text that has a line ``Cablegate: …`` near its top, above the first cable in it."""
    headline = _HEADLINE.search("\n" + document.opening[:_TOP])
    if headline is None or document.is_html:
        return False
    return document.first_cable is None or headline.start() < document.first_cable


def messages(document: Document) -> Iterator[RawMessage]:
    """Yield the message between headline and foot."""
    page = document.text()
    cut = find_message(settle(page, document.encoding)[0])
    if cut is not None:
        text, findings = settle(page[cut.start : cut.end].rstrip(), document.encoding)
        yield RawMessage(text, cut.given, container, None, findings)


class Cut(NamedTuple):
    """Where the message stands in the text of a page, and what the page says of it."""

    given: Given
    start: int
    end: int


def find_message(page: str) -> Cut | None:
    """Return the place of the message in a page's text; headline and lines below it are its metadata.

    It ends at ``© Scoop Media`` or ``Advertisement - scroll``, whichever comes first.
    """
    headline = _HEADLINE.search("\n" + page)
    if headline is None:
        return None
    below = headline.end() - 1
    begin = find_cable(page[below:])
    if begin is None:
        return None
    start = below + begin
    foot = _FOOT.search(page, start)
    shown = headline[1].replace("\xa0", " ").strip()
    other = {"Headline": shown}
    if byline := " ".join(page[below:start].split()):
        other["Byline"] = byline
    title = shown.removeprefix("Cablegate:").strip() or None
    return Cut(Given(title=title, other=other), start, foot.start() if foot else len(page))
