"""Web pages: their tree, and its words with their line structure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cablegram.model import Finding

from .document import Document
from .encoding import settle
from .limits import MAX_HTML_DEPTH, limit_reached

_TAG = re.compile(r"<(/?)(?!(?:br|img|hr|input|meta|link|p|li|td|th|tr|dt|dd|option)\b)[a-z]", re.I)
_BLANKS = re.compile(r"[ \t\n\f]+")
_TRAILING = re.compile(r"[ \t\xa0]++\n")
_UNSEEN = frozenset({"script", "style", "head", "noscript", "template"})
_EMPTY = frozenset({"-text", "br"})
# Elements a browser begins a line at, with the line feeds around them; a paragraph leaves a blank line.
_BLOCKS = {
    **dict.fromkeys(
        ("address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "footer", "form"), 1
    ),
    **dict.fromkeys(("header", "li", "main", "nav", "ol", "section", "table", "tr", "ul"), 1),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "hr", "p", "pre"), 2),
}


def page(document: Document) -> tuple[LexborHTMLParser, tuple[Finding, ...]]:
    """Return the tree of a page and the findings of its decoding; raise Unreadable where it is too deep."""
    text, findings = settle(document.text(), document.encoding)
    if text.count("<") > MAX_HTML_DEPTH and _depth(text) > MAX_HTML_DEPTH:
        message = f"Its elements are nested more than {MAX_HTML_DEPTH:,} deep; it was not read."
        raise limit_reached("html-depth", message)
    return LexborHTMLParser(text), tuple(Finding(found.code, found.message) for found in findings)


def _depth(text: str) -> int:
    return max(accumulate(-1 if closing else 1 for closing in _TAG.findall(text)), default=0)


def words(node: LexborNode) -> str:
    """Return the text of an element in one line."""
    return _BLANKS.sub(" ", node.text().replace("\xa0", " ")).strip()


def preformatted(node: LexborNode) -> str:
    """Return the text of a ``<pre>``, its lines as they are; ``<br>`` is a line end too."""
    parts = []
    for child in node.traverse(include_text=True):
        if child.is_text_node:
            parts.append(child.text_content or "")
        elif child.tag == "br":
            parts.append("\n")
    return "".join(parts)


def lines(root: LexborNode) -> str:
    """Return the text of an element in the lines a browser shows: broken at blocks and ``<br>`` only."""
    parts: list[str] = []
    shown = ""  # the end of what parts hold
    verbatim = 0
    for node, opening in _walk(root):
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            if not verbatim:
                text = _BLANKS.sub(" ", text)
                text = text.lstrip(" ") if shown[-1:] in ("", " ", "\n") else text
        elif tag == "br":
            text = "\n"
        elif tag in _BLOCKS:
            verbatim += (tag == "pre") * (1 if opening else -1)
            text = "\n" * (_BLOCKS[tag] - (len(shown) - len(shown.rstrip("\n")))) if shown else ""
        else:
            continue
        if text:
            parts.append(text)
            shown = (shown + text)[-8:]
    return _TRAILING.sub("\n", "".join(parts)).strip("\n")


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Yield ``root`` and every node below it where it opens (True) and where it closes, without recursion.

    Texts and line breaks hold nothing, and only open.
    """
    node = root
    while True:
        yield node, True
        tag = node.tag
        if tag not in _EMPTY:
            child = None if tag in _UNSEEN else node.first_child
            if child is not None:
                node = child
                continue
            yield node, False
        while node.mem_id != root.mem_id and node.next is None and node.parent is not None:
            node = node.parent
            yield node, False
        if node.mem_id == root.mem_id or node.next is None:
            return
        node = node.next
