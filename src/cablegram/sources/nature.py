"""What a document that holds no cable is, in words a person understands."""

from __future__ import annotations

from .document import Document
from .problem import Problem

_KNOWN = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "an SQLite database"),
)
_RAR = b"Rar!\x1a\x07"
_TEXT_BYTES = bytes({*range(32, 256), *b"\t\n\v\f\r\x1b"})
_BINARY = 0.05
"""Share of control characters that a text stays below; raw telegrams have single ones before VZCZC."""


WHAT_IS_READ = "docs/sources.md lists what is read and how a cable is told from other text."


def no_cable(document: Document, *, inside: bool) -> Problem:
    """Return what to say of a document without a cable, which is no fault ``inside`` another."""
    if document.head.startswith(_RAR):
        code, message, remedy = (
            "rar",
            "It is a RAR archive, which is not read.",
            "Unpack it and name the folder.",
        )
    else:
        code, message, remedy = "no-cable" if document.head else "empty", _what(document), WHAT_IS_READ
    return Problem(
        code=code,
        message=message,
        remedy=remedy,
        kind="no-cable" if inside and code != "rar" else "failed",
        path=document.path,
        member=document.member,
    )


def _what(document: Document) -> str:
    if not document.head:
        return "It is empty."
    for magic, name in _KNOWN:
        if document.head.startswith(magic):
            return f"It is {name}; there is no cable to read in it."
    if document.is_html:
        return "It is a web page without a cable in it."
    if len(document.head.translate(None, _TEXT_BYTES)) > _BINARY * len(document.head):
        return "It is binary data; there is no cable to read in it."
    return "There is no cable in it: the text lacks the structure of one."
