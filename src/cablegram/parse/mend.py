"""Clean text from wrapped lines: blanks collapsed, split words and web addresses made whole again."""

from __future__ import annotations

import re
from functools import cached_property

_BREAK = r"[ \t\r]*+(?:\n\s*+|(?<=   ))"
_OTHER_SPACES = "".join(filter(str.isspace, map(chr, [*range(10), *range(11, 32), *range(33, 0x3001)])))
"""White space, as ``str.split`` knows it, other than blank and line end."""
_OTHER_ASCII_SPACES = "".join(filter(str.isascii, _OTHER_SPACES))
_HYPHEN = re.compile(rf"-(?<=[A-Za-z]{{2}}-){_BREAK}([A-Za-z]{{1,40}})")
_BEFORE = re.compile(r"(?<![A-Za-z])[A-Za-z]{2,40}+\Z")
_ADDRESSES = {
    begin: re.compile(rf"{re.escape(begin)}[^\s<>\"]*+(?:{_BREAK}([^\s<>\"]++))?")
    for begin in ("://", "www.")
}
_ADDRESS_BEGINS = tuple(re.compile(re.escape(begin)) for begin in _ADDRESSES)
_CONTINUES = re.compile(
    r"\S*[/=?&]|[\w\-]+\.(?:s?html?|aspx?|php|pdf|doc|jpe?g|gif)\b|[\w\-]*\d[\w\-]*\.", re.I
)
_FIRST_LINES = 400
"""Characters that show whether the lines of a copy end in blanks, as all do in some."""
_MOST_CUTS = 4
"""Line ends one address may be cut by: 200 characters at 55 a line."""
# Second halves that are no words of their own: a hyphen before one only divided the word.
_ENDINGS = frozenset(
    "tion tions sion sions ment ments ing ings ness ance ances ence ences ity ities ive able ible ally ly ed er ers"
    " ation ations ization ational tional ture tures ship ships ous ious ary ery ory ist ists ism ize ized".split()
)


class Mender:
    """Makes the wrapped lines of one message whole; the words of ``message`` decide what its hyphens divide."""

    def __init__(self, message: str) -> None:
        self.message = message
        spaces = _OTHER_ASCII_SPACES if message.isascii() else _OTHER_SPACES
        self._uneven = any(map(message.__contains__, spaces))
        self._blank_ends = " \n" in message[:_FIRST_LINES]

    def joined(self, text: str) -> str | None:
        """Return stripped lines as one line, every run of white space one blank; None where a run has three.

        Splitting into words, which that takes, takes three times as long.
        """
        if self._uneven:
            return None
        if self._blank_ends:
            text = text.replace(" \n", " ")
        line = text.replace("\n", " ")
        if "  " in line:
            return None if "   " in line else line.replace("  ", " ")
        return line

    def line(self, text: str) -> str:
        """Return wrapped lines as one line.

        A hyphen at a line's end is dropped when the message writes the joined word elsewhere or the
        second half is a mere ending; otherwise it stays (``customs-`` / ``related``).
        """
        text = _HYPHEN.sub(self._undivided, text)
        if "://" in text or "www." in text:
            text = _whole_addresses(text)
        return self.unmended(text)

    def unmended(self, text: str) -> str:
        """Return wrapped lines as one line where nothing is cut."""
        text = text.strip()
        joined = self.joined(text)
        return " ".join(text.split()) if joined is None else joined

    def cuts(self, text: str) -> list[int]:
        """Return where in ``text`` stands what may have to be mended: cut words, and addresses, cut or not."""
        places = [match.start() for match in _HYPHEN.finditer(text)]
        places += [match.start() for pattern in _ADDRESS_BEGINS for match in pattern.finditer(text)]
        return places

    def _undivided(self, match: re.Match[str]) -> str:
        before = _BEFORE.search(match.string, max(0, match.start() - 40), match.start())
        second = match[1]
        if second.lower() in _ENDINGS:
            return second
        return second if before and self._writes(before[0] + second) else f"-{second}"

    def _writes(self, word: str) -> bool:
        if len(self.message) < _LONG:
            return word in self.message or (not word.islower() and word.lower() in self.message)
        return word.lower() in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(re.findall(r"[a-z]+", self.message.lower()))


_LONG = 60_000
"""Characters above which a message's words are indexed rather than searched for one by one."""


def _whole_addresses(text: str) -> str:
    """Close up addresses cut by a line end, once or twice."""
    for pattern in _ADDRESSES.values():
        for _ in range(_MOST_CUTS):
            whole = pattern.sub(_whole_address, text)
            if whole == text:
                break
            text = whole
    return text


def _whole_address(match: re.Match[str]) -> str:
    """Join behind a sign that cannot end an address, else only before what only an address holds."""
    following = match[1]
    if not following or following.startswith(("http", "www")):
        return match[0]
    address = match[0][: -len(following)].rstrip()
    return address + following if address[-1] in "-_=&?%" or _CONTINUES.match(following) else match[0]
