"""One file or archive member as the readers see it: its bytes, its beginning as text, its lines."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cached_property
from typing import BinaryIO

from .encoding import decoder, detect, line_ends
from .limits import CHUNK, MAX_TEXT, limit_reached
from .structure import find_cable

HEAD = 1 << 18
"""Bytes a reader is chosen by; a message must begin within them. Nearly every page is smaller as a whole."""

_HTML = re.compile(r"<(?:!doctype html|html|head|body|table|div|pre)\b", re.I)


class Document:
    """The bytes of one document: ``stream`` is seekable, ``path`` and ``member`` say where it is.

    ``head`` is its first quarter megabyte, ``opening`` the same as text with line feeds for line
    ends (bytes that could not be decoded are escaped, see ``encoding.settle``).
    """

    def __init__(self, stream: BinaryIO, path: str | None = None, member: str | None = None) -> None:
        self.stream = stream
        self.path = path
        self.member = member
        stream.seek(0)
        head = stream.read(HEAD + 1)
        self.head = head[:HEAD]
        self.whole = len(head) <= HEAD

    @cached_property
    def sha256(self) -> str:
        """The digest of all its bytes, in hexadecimal."""
        if self.whole:
            return hashlib.sha256(self.head).hexdigest()
        self.stream.seek(0)
        digest = hashlib.sha256()
        while data := self.stream.read(CHUNK):
            digest.update(data)
        return digest.hexdigest()

    @cached_property
    def encoding(self) -> str:
        """The codec it is read with."""
        return detect(self.head)

    @cached_property
    def opening(self) -> str:
        """The text of ``head``."""
        return line_ends(decoder(self.encoding).decode(self.head, self.whole))

    @cached_property
    def is_html(self) -> bool:
        """Whether it is a page; one may begin with a signature block, as those of PlusD do."""
        return _HTML.search(self.opening, 0, 4096) is not None

    @cached_property
    def first_cable(self) -> int | None:
        """The offset in ``opening`` at which a cable begins, by the rule of ``structure``."""
        return find_cable(self.opening)

    def chunks(self) -> Iterator[str]:
        """Yield the whole text in pieces of about a megabyte."""
        if self.whole:
            yield self.opening
            return
        text = decoder(self.encoding)
        held = ""
        at = 0
        while data := self._read(at):
            at += len(data)
            read = held + text.decode(data)
            kept = read.rstrip("\r")
            held = read[len(kept) :]
            yield line_ends(kept)
        yield line_ends(held + text.decode(b"", True))

    def _read(self, at: int) -> bytes:
        self.stream.seek(at)  # whoever reads along may have moved it
        return self.stream.read(CHUNK)

    def lines(self) -> Iterator[str]:
        """Yield the lines, without their ends; raise Unreadable at one longer than MAX_TEXT."""
        rest = ""
        for chunk in self.chunks():
            *lines, rest = (rest + chunk).split("\n")
            if len(rest) > MAX_TEXT:
                raise limit_reached(
                    "line-size", f"It has a line of more than {MAX_TEXT >> 20} MB; it was not read on."
                )
            yield from lines
        if rest:
            yield rest

    def text(self) -> str:
        """Return the whole text; raise Unreadable if it is larger than MAX_TEXT."""
        if self.whole:
            return self.opening
        self.stream.seek(0)
        data = self.stream.read(MAX_TEXT + 1)
        if len(data) > MAX_TEXT:
            raise limit_reached(
                "page-size", f"It is a page of more than {MAX_TEXT >> 20} MB; it was not read."
            )
        return line_ends(decoder(self.encoding).decode(data, True))
