"""A WikiLeaks cable page, in the layout of November 2010 and in that of the later releases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from cablegram.model import Given

from .dates import read_date
from .document import Document
from .html import page, preformatted, words
from .reader import RawMessage
from .structure import find_cable

container = "wikileaks-page"
rank = 30

_PAGE = re.compile(r"""class=["']?cable\b|<code>\s{0,9}<pre""", re.I)
_HEADING = re.compile(r"Viewing cable (\S{1,80}?), ?(.*)")
_LINE_END = re.compile(r"\\ *\n")  # the export wrote a backslash before each line feed (07BERN881)
_ARTICLE = re.compile(r"""href=["'](https?://(?![^/"']*wikileaks)[^"']+)""", re.I)
_CABLE_LINK = re.compile(r"/cable/\d{4}/\d{2}/([^/]+?)\.html")
_LAYOUT = "%Y-%m-%d %H:%M"
_EXPORT = ("Created", "Reference ID", "Origin", "Classification", "References")


def recognises(document: Document) -> bool:
    """A page with ``table.cable`` or ``<code><pre>``; lists of cables have the table but no ``<pre>``."""
    return document.is_html and _PAGE.search(document.opening) is not None


def messages(document: Document) -> Iterator[RawMessage]:
    """Yield the message: header and body are two ``<pre>`` blocks; where there is one it is the body."""
    tree, findings = page(document)
    for anchor in tree.css("pre a[id^=par]"):
        if anchor.text() == "¶":  # the site set one before every line that begins with a number or letter
            anchor.decompose()
    blocks = [_LINE_END.sub("\n", preformatted(block)).strip("\n") for block in tree.css("pre")]
    blocks = [block for block in blocks if block.strip()][-2:]
    if not blocks:
        return
    labelled = _table(tree)
    if blocks[-1].partition("\n")[0].count("\t") >= len(_EXPORT):  # a whole row of the export (07BERN881)
        *fields, texts = blocks[-1].split("\t", len(_EXPORT))
        labelled = dict(zip(_EXPORT, fields, strict=True)) | labelled
        blocks = texts.split("\t", 1)
    text = "\n\n".join(block.strip("\n") for block in blocks)
    if labelled or find_cable(text) is not None:
        yield RawMessage(text, _given(tree, labelled, document.opening), container, None, findings)


def _table(tree: LexborHTMLParser) -> dict[str, str]:
    """Return the metadata by label; the ``title`` attributes are left alone, as they are off by one level."""
    for table in tree.css("table.cable"):
        labels = [words(cell) for cell in table.css("th")]
        values = [words(cell) for cell in table.css("td")]
        if "Reference ID" in labels:
            return dict(zip(labels, values, strict=False))
    return {}


def _given(tree: LexborHTMLParser, labelled: dict[str, str], page: str) -> Given:
    heading = next(filter(None, (_HEADING.search(words(node)) for node in tree.css("h3"))), None)
    mrn = labelled.pop("Reference ID", None) or (heading[1] if heading else None)
    other = {}
    first_release = labelled.pop("Date", None)
    date = read_date(first_release or labelled.pop("Created", None), _LAYOUT)
    if first_release and date is not None and date.minute == (date.hour % 12 or 12):
        # Pages of 2010 show the hour, of twelve, for the minutes (18:06 for 1848Z, 66BUENOSAIRES2481).
        date = datetime(date.year, date.month, date.day)
        other["Date"] = first_release
    articles = page.partition("Appears in these articles")[2].partition("<pre")[0]
    if links := _ARTICLE.findall(articles):
        other["Appears in"] = " ".join(dict.fromkeys(links))
    linked = (_CABLE_LINK.search(link.attributes.get("href") or "") for link in tree.css("pre a"))
    return Given(
        mrn=mrn,
        date=date,
        released=read_date(labelled.pop("Released", None), _LAYOUT),
        classification=labelled.pop("Classification", None),
        origin=labelled.pop("Origin", None),
        title=(heading and heading[2].rstrip("\\ ")) or None,
        tags=tuple(words(link) for link in tree.css('pre a[href*="/tag/"]')),
        references=tuple(dict.fromkeys(link[1] for link in linked if link and link[1] != mrn)),
        other=other | labelled,
    )
