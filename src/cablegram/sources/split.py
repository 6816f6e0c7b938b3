"""Where one message ends and the next begins in a text that holds many.

A message ends at ``NNNN``, or where the header of another begins: one whose number or post differs.
The header a later section repeats (01VATICAN2600) names the same message and does not divide it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .limits import MAX_TEXT, limit_reached
from .structure import (
    ABOVE,
    BELOW,
    WINDOW,
    Element,
    classification_line,
    first_line,
    is_cable,
    next_boundary,
    outline,
)

_TRANSMISSION = re.compile(r"""["' \x01-\x1f]{0,3}+V?ZCZC""", re.I)
_STATION = re.compile(r"DE [QR][A-Z]{3,7} ?#? ?(?P<number>\d{3,4})(?:/(?P<section>\d\d))?", re.I)
_DTG = re.compile(r"\D{0,12}+(\d{6})")
# PAGE 01        CAPE T  00097  01 OF 03  182017Z (90CAPETOWN97)
_PAGE = re.compile(
    r"PAGE 01 +(?P<post>[A-Z][A-Z .]{0,5}?) +(?P<number>\d{5,6})(?: +(?P<section>\d\d) OF)?", re.I
)
_OTHERS = re.compile(r"[^A-Za-z]+")
_SECTION = re.compile(r"S?ECTION +(\d\d) +OF", re.I)
# A cable that repeats another announces it: BEGIN TEXT OF STATE 12345:, FOLLOWING IS REPEATED:, QUOTE
_ANNOUNCED = re.compile(
    r"\b(?:QUOTE|QTE|TEXT|FOLLOWS|FOLLOWING|REPEAT|REPEATED)\b[^\n]{0,60}:\s*\Z"
    r"|\n(?:BEGIN )?(?:QUOTE|QTE|TEXT)\W*\Z",
    re.I,
)


class Header(NamedTuple):
    """What tells one message from another, as far as its header says.

    ``number`` is the cable's modulo 10,000, ``post`` the first three letters of its post, ``dtg``
    day and time of its date-time group, ``stop`` the offset behind what was read.
    """

    number: int | None
    post: str | None
    section: int
    dtg: str | None
    stop: int

    def continued_by(self, other: Header) -> bool:
        """Tell whether ``other`` belongs to the same message or says too little to tell."""
        if self.number is None or other.number is None:
            return other.dtg == self.dtg or (other.number is None and not (other.dtg and self.dtg))
        if self.post and other.post and self.post != other.post:
            return False
        return self.number == other.number or 1 < other.section == self.section + 1


def read_header(text: str, found: list[Element]) -> Header:
    """Read the header that ``found`` outlines, down to its classification line if it has one."""
    named: re.Match[str] | None = None
    dtg = section = post = None
    for name, at in found:
        if name == "addressee":
            continue
        if name in BELOW or name == "paragraph":
            break
        if name == "dtg" and (match := _DTG.match(text, at)):
            dtg = match[1]
        elif name == "classification" and (match := classification_line().match(text, at)):
            named, said = match, _SECTION.search(match["middle"])
            post, section = match["post"], said[1] if said else None
            break
        elif named is None and name == "transmission" and (match := _STATION.match(text, at)):
            named, section = match, match["section"]
        elif named is None and name == "page" and (match := _PAGE.match(text, at)):
            named, post, section = match, match["post"], match["section"]
    if named is None:
        return Header(None, None, 1, dtg, found[0][1] if found else 0)
    letters = _OTHERS.sub("", post).upper()[:3] if post else None
    return Header(int(named["number"]) % 10_000, letters, int(section or 1), dtg, named.end())


def pieces(chunks: Iterator[str], begin: int) -> Iterator[tuple[int, str]]:
    """Yield line number and text of each message in a text given in ``chunks``, the first at ``begin``."""
    text = "\n" + next(chunks, "")
    start = begin + 1
    line = text.count("\n", 0, start)
    header = read_header(text, outline(text, start))
    position = header.stop
    ended = 0
    while True:
        chunk = next(chunks, None)
        horizon = len(text) if chunk is None else len(text) - WINDOW
        while boundary := next_boundary(text, position):
            name, at = boundary
            if at >= horizon:
                break
            position = at
            if name == "end":
                ended = text.find("\n", at) + 1
                continue
            found = outline(text, at)
            following = read_header(text, found)
            cut = first_line(text, at, max(start, ended))
            if not ended and _ANNOUNCED.search(text, max(start, cut - 200), cut):
                position = found[-1][1]
            elif len({name for name, _ in found}) == 1:
                position = found[-1][1]  # lines of one kind are no header, however many
            elif cut > start and _begins_another(text, found, cut, header, following, ended=ended > 0):
                yield line, text[start:cut].rstrip()
                line += text.count("\n", start, cut)
                start, header, ended = cut, following, 0
                position = max(at, header.stop)
        if chunk is None:
            break
        if len(text) - start > MAX_TEXT:
            message = f"The message from line {line} on has more than {MAX_TEXT >> 20} million characters."
            raise limit_reached("message-size", message)
        position = boundary[1] - 1 if boundary else max(position, text.rfind("\n"))
        text = "\n" + text[start:] + chunk
        position, ended, start = position - start + 1, max(0, ended - start + 1), 1
    yield line, text[start:].rstrip()


def _begins_another(
    text: str, found: list[Element], cut: int, header: Header, following: Header, *, ended: bool
) -> bool:
    """Tell whether the header ``found`` (damaged lines above it from ``cut``) is that of another message."""
    continued = header.continued_by(following)
    if ended or _TRANSMISSION.match(text, found[0][1]):
        again = continued and following.number is not None and following.section > 1
        # Where the text is damaged, three kinds of the lines above it are enough after an end.
        return not again and (is_cable(text, found) or len({name for name, _ in found} & ABOVE) >= 3)
    return not continued and text.endswith("\n\n", 0, cut) and is_cable(text, found)
