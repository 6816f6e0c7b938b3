"""Breaks text into lines the way post word processors did, without making a line look like something else."""

from __future__ import annotations

import re
from collections.abc import MutableSet

# A word that may not begin a line, for a reader would take it for a paragraph number, a letter or a bullet:
# text that goes on with "20.  In the meantime" is read rightly (01SOFIA3033), with "4. It" after paragraph 3
# by nobody.
_OPENER = re.compile(r"¶?\(?\w{1,3}[.):]+$|[-*o=_~Q.]+$|\(\w{1,4}\)")
_LABEL = re.compile(
    r"(?:REF|REFS|REFTEL|SUBJ|SUBJECT|TAGS|E\.O\.|PAGE|FM|TO|INFO|END|SECRET|CONFIDENTIAL)\b", re.I
)
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:MR|MS|MRS|DR))\.$", re.I)


def wrapped(
    text: str,
    width: int,
    *,
    two_blanks: bool = False,
    guarded: bool = True,
    breakable: MutableSet[str] | None = None,
) -> list[str]:
    """Return ``text`` as lines of at most ``width`` characters where words allow it.

    ``two_blanks`` follow each sentence. A web address or a compound is cut behind a slash or a
    hyphen of its own; a word in ``breakable``
    is cut with a hyphen put in, and taken out of the set, so that it stands whole elsewhere.
    Where ``guarded``, no line begins with what would begin a paragraph or an element.
    """
    divisible = set() if breakable is None else breakable
    lines: list[str] = []
    words = text.split()
    line = ""
    at = 0
    while at < len(words):
        word = words[at]
        gap = "  " if two_blanks and _sentence_ends(line) else " "
        whole = line + gap + word if line else word
        if len(whole) <= width or not line:
            line = whole
            at += 1
            continue
        room = width - len(line) - len(gap)
        cut = _cut(word, room, divisible)
        if cut:
            line += gap + word[: cut[0]] + cut[1]
            words[at] = word[cut[0] :]
        while guarded and not cut and " " in line and _misleading(words[at]):
            line = line.rpartition(" ")[0].rstrip()
            at -= 1
        lines.append(line)
        line = ""
    return [*lines, line] if line else lines


def _sentence_ends(line: str) -> bool:
    return line[-1:] in (".", "?", "!") and not _ABBREVIATED.search(line)


def _misleading(word: str) -> bool:
    return _OPENER.match(word) is not None or _LABEL.match(word) is not None


def _cut(word: str, room: int, divisible: MutableSet[str]) -> tuple[int, str] | None:
    """Return where to cut ``word`` so that its beginning fits in ``room``, and what to put behind it."""
    if word.startswith(("http://", "(http://")):
        at = word.rfind("/", 0, room)
        return (at + 1, "") if at > word.index("//") + 1 else None
    at = word.rfind("-", 0, room)
    if at > 1 and word[at - 1].isalpha() and word[at + 1 : at + 2].isalpha() and word.count("-") == 1:
        return at + 1, ""
    bare = word.strip('.,;:()"')
    if bare in divisible and len(bare) > 7 and room > 5:
        start = word.index(bare)
        half = start + len(bare) // 2
        if half < room:
            divisible.discard(bare)
            return half, "-"
    return None
