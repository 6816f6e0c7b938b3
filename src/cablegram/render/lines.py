"""Text into lines that are read back as they were meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

WIDTH = 60
"""Characters in a line of text. 5 FAH-1 H-246 asks for 55; in 181 of 243 published cables the
95th percentile is 60 to 64, and the longest line of 07BEIJING2463 has 60."""

HEADER_WIDTH = 69
"""Characters in a line of the header: what a teletype line holds (ACP 127)."""

# A word that must not begin a line, for there it would be read as the start of something:
# 2. (07BEIJING2463), B) (01BEIJING11971), -- (10CAIRO219), PAGE 02 (01VATICAN2600), REF: (09BERLIN1636).
_OPENER = re.compile(
    r"¶|\(?(?:\d{1,3}|[A-Z])[.):]+(?!\w)|[-*_=~o•Q]+$|PAGE$|E\.?O\.?|CLASSIFIED$"
    r"|(?:TAGS|SUBJ|SUBJECT|REFS?|REFTELS?)\b",
    re.IGNORECASE,
)

# Two words no line end may part, for they would be joined when read:
# face- (07BEIJING2463, paragraph 3), http://www.customs.gov.cn/ (the same, paragraph 5).
_TOGETHER = re.compile(r"\S*\w- |\S*(?:https?:|www\.)(?:\S*[-_=&?%/] |\S* \S*[/=?&.])", re.IGNORECASE)


def fill_text(text: str) -> Iterator[str]:
    """Yield ``text`` in lines that begin and end where nothing is misread."""
    return fill(units(text.split()), WIDTH)


def units(words: Iterable[str]) -> Iterator[str]:
    """Yield the words, those joined that no line end may part."""
    unit = last = ""
    for word in words:
        if unit and not (_OPENER.match(word) or _TOGETHER.match(f"{last} {word}")):
            yield unit
            unit = word
        else:
            unit = f"{unit} {word}" if unit else word
        last = word
    if unit:
        yield unit


def fill(units: Iterable[str], width: int) -> Iterator[str]:
    """Yield ``units`` in lines of at most ``width`` characters; only a unit by itself may be longer."""
    line = ""
    for unit in units:
        if line and len(line) + 1 + len(unit) > width:
            yield line
            line = unit
        else:
            line = f"{line} {unit}" if line else unit
    if line:
        yield line
