"""Clean text from wrapped lines: blanks collapsed, split words and web addresses made whole again."""

from __future__ import annotations

import re

_BREAK = r"[ \t\r]*+(?:\n\s*+|(?<=   ))"
_HYPHEN = re.compile(rf"-(?<=[A-Za-z]{{2}}-){_BREAK}([A-Za-z]{{1,40}})")
_BEFORE = re.compile(r"[A-Za-z]{2,40}\Z")
_ADDRESSES = tuple(re.compile(rf"{begin}[^\s<>\"]*+{_BREAK}([^\s<>\"]++)") for begin in ("://", r"www\."))
_CONTINUES = re.compile(r"\S*[/=?&]|[\w\-]+\.(?:s?html?|aspx?|php|pdf|doc|jpe?g|gif)\b|[\w\-]*\d[\w\-]*\.", re.I)
_CUTS = 4
"""Line ends one address may be cut by: 200 characters at 55 a line."""
# Second halves that are no words of their own: a hyphen before one only divided the word.
_ENDINGS = frozenset(
    "tion tions sion sions ment ments ing ings ness ance ances ence ences ity ities ive able ible ally ly ed er ers"
    " ation ations ization ational tional ture tures ship ships ous ious ary ery ory ist ists ism ize ized".split()
)


def mended(text: str, whole: str) -> str:
    """Return the wrapped lines of ``text`` as one line; ``whole`` is the message, whose words decide on hyphens.

    A hyphen at a line's end is dropped when the message writes the joined word elsewhere or the
    second half is a mere ending; otherwise it stays (``customs-`` / ``related``).
    """
    if _HYPHEN.search(text):
        text = _HYPHEN.sub(lambda match: _joined(match, whole), text)
    if "://" in text or "www." in text:
        text = _whole_addresses(text)
    return " ".join(text.split())


def _joined(match: re.Match[str], whole: str) -> str:
    before = _BEFORE.search(match.string, max(0, match.start() - 40), match.start())
    first, second = before[0] if before else "", match[1]
    word = first + second
    return second if second.lower() in _ENDINGS or word in whole or word.lower() in whole else f"-{second}"


def _whole_addresses(text: str) -> str:
    """Close up addresses cut by a line end, once or twice."""
    for pattern in _ADDRESSES:
        for _ in range(_CUTS):
            whole = pattern.sub(_whole_address, text)
            if whole == text:
                break
            text = whole
    return text


def _whole_address(match: re.Match[str]) -> str:
    """Join behind a sign that cannot end an address, else only before what only an address holds."""
    following = match[1]
    address = match[0][: -len(following)].rstrip()
    if following.startswith(("http", "www")):
        return match[0]
    return address + following if address[-1] in "-_=&?%" or _CONTINUES.match(following) else match[0]
