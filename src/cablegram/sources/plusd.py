"""A page of the Public Library of US Diplomacy (PlusD)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cablegram.model import Given

from .dates import read_date
from .document import Document
from .html import lines, page, preformatted, words
from .reader import RawMessage
from .structure import find_cable

container = "plusd-page"
rank = 20

_SYNOPSIS = re.compile(r"""<table[^>]{0,200}\bid=["']?synopsis\b""", re.I)
_COLLECTION = re.compile(r"_[a-z]$")  # 07BEIJING2463_a, 1975STATE036519_b: which collection it came in with
_LAYOUTS = ("%Y %B %d, %H:%M", "%Y %B %d")  # 2010 February 26, 11:30 (Friday)


def recognises(document: Document) -> bool:
    """A page with ``table#synopsis``; it may begin with a PGP block."""
    return document.is_html and _SYNOPSIS.search(document.opening) is not None


def messages(document: Document) -> Iterator[RawMessage]:
    """Yield the message: the raw content where the page has it, else the content."""
    tree, findings = page(document)
    synopsis = tree.css_first("table#synopsis")
    if synopsis is None:
        return
    labelled = {}
    for key in synopsis.css("div.s_key"):
        value = key.next
        while value is not None and not value.is_element_node:
            value = value.next
        if value is not None and (said := words(value)) and not said.startswith("--"):
            labelled[words(key).rstrip(":")] = said
    text = _text(tree)
    if labelled or text:
        yield RawMessage(text, _given(synopsis, labelled), container, None, findings)


def _text(tree: LexborHTMLParser) -> str:
    """Return the text of the block that is a cable, else the first with any text: a page with a synopsis shows one.

    Among several blocks the one a tab calls raw comes first.
    """
    shown = ""
    blocks = [*tree.css('[id*="raw"], [class*="raw"]'), *tree.css("pre"), *tree.css('[id*="content"]')]
    for block in blocks:
        text = preformatted(block) if block.tag == "pre" else lines(block)
        begin = find_cable(text)
        if begin is not None:
            return text[begin:].rstrip()
        shown = shown or text.strip()
    return shown


def _given(synopsis: LexborNode, labelled: dict[str, str]) -> Given:
    title = synopsis.css_first("tr")
    mrn = labelled.pop("Canonical ID", None)
    return Given(
        mrn=_COLLECTION.sub("", mrn) if mrn else None,
        date=read_date(labelled.pop("Date", "").partition(" (")[0], *_LAYOUTS),
        classification=labelled.pop("Original Classification", None),
        origin=labelled.pop("Office Origin", None),
        title=words(title) or None if title is not None and not title.css("div.s_key") else None,
        tags=tuple(
            tag.partition(" - ")[0].strip() for tag in labelled.pop("TAGS", "").split("|") if tag.strip()
        ),
        other=labelled | ({"Document ID": mrn} if mrn and _COLLECTION.search(mrn) else {}),
    )
