"""From bytes to characters: no byte stops the reading, none is lost, and what was guessed is said."""

from __future__ import annotations

import codecs
import re

from cablegram.model import Finding, Span

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_-]{3,20})""", re.I)
_ASCII = bytes(range(128))
_UTF8 = ("utf-8", "utf-8-sig")

# A cable's own characters are ASCII: where other bytes are rare they are a publisher's curly quotes
# and dashes, which no statistics can tell from one another. A tenth is a text in another script.
_FOREIGN = 0.1
_SAMPLE = 1 << 16

_LINE_END = re.compile(r"\r{1,3}\n|\r")  # a teletype ends its lines with two carriage returns
_ESCAPED = re.compile("[\udc80-\udcff]")
_BYTE = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte)  # five bytes have no character there
    for byte in range(128, 256)
}


def detect(head: bytes) -> str:
    """Return the name of the codec for a text that begins with ``head``.

    A byte order mark decides, then UTF-8 if the bytes are, then what a page declares. Else it is
    UTF-8 with single bytes of Windows-1252 (see ``settle``), unless so much is not ASCII that
    statistics can tell.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    half = len(head) // 2
    if b"\0" in head and half:
        if head[1::2].count(0) > half * 0.4:
            return "utf-16-le"
        if head[0::2].count(0) > half * 0.4:
            return "utf-16-be"
    if head.isascii() or _is_utf8(head):
        return "utf-8"
    declared = _DECLARED.search(head[:2048])
    if declared and (codec := _codec(declared[1].decode("ascii"))):
        return codec
    if len(head.translate(None, _ASCII)) < _FOREIGN * len(head):
        return "utf-8"
    import charset_normalizer  # rarely needed, and slow to load

    best = charset_normalizer.from_bytes(head[:_SAMPLE]).best()
    return best.encoding if best else "utf-8"


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _codec(declared: str) -> str | None:
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return None
    return {"utf-8": None, "iso8859-1": "cp1252", "ascii": None}.get(name, name)


def decoder(encoding: str) -> codecs.IncrementalDecoder:
    """Return a decoder that never fails; bytes that are no UTF-8 come out escaped, for ``settle``."""
    return codecs.getincrementaldecoder(encoding)("surrogateescape" if encoding in _UTF8 else "replace")


def line_ends(text: str) -> str:
    """Return ``text`` with every line end written as one line feed."""
    return _LINE_END.sub("\n", text) if "\r" in text else text


def settle(text: str, encoding: str) -> tuple[str, tuple[Finding, ...]]:
    """Return ``text`` with escaped bytes as Windows-1252 and NULs as blanks, and what was so read."""
    if text.isascii() and "\0" not in text:
        return text, ()
    findings = []
    if "\0" in text:
        at = text.index("\0")
        message = f"{text.count(chr(0))} NUL bytes were read as blanks."
        findings.append(Finding("nul-bytes", message, Span(at, at + 1)))
        text = text.replace("\0", " ")
    if encoding not in _UTF8 and not text.isascii():
        findings.append(Finding("encoding", f"The source is not UTF-8; it was read as {encoding}."))
    elif escaped := _ESCAPED.search(text):
        count = len(_ESCAPED.findall(text))
        message = f"{count} bytes that are not UTF-8 were read as Windows-1252."
        findings.append(Finding("encoding", message, Span(*escaped.span())))
        text = text.translate(_BYTE)
    if "\ufffd" in text:
        at = text.index("\ufffd")
        message = f"{text.count(chr(0xFFFD))} characters were already lost in the source."
        findings.append(Finding("lost-characters", message, Span(at, at + 1)))
    return text, tuple(findings)
