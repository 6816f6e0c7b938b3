"""Clean text of a body's blocks: wrapped lines joined, items and table rows kept on lines of their own."""

from __future__ import annotations

import re
from bisect import bisect_left

from cablegram.model import Span, SubParagraph

from .mend import Mender
from .outline import Outline
from .portions import portion

_COLUMNS = re.compile(r"   +\S")
_FIRST = ("a", "A", "1", "i")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


class Cleaner:
    """Cleans blocks of an outlined body of ``raw``; ``message``, all of it, decides what hyphens divide.

    Where nothing special stands in a block (``special`` offsets: items, and ``cuts``: cut words,
    addresses; both end with the end of the text) its lines are simply joined.
    """

    def __init__(self, outline: Outline, raw: str, message: str) -> None:
        self.text = outline.text
        self.raw = raw
        self.shift = outline.shift
        self.mender = Mender(message)
        self.joined = self.mender.joined
        self.items = outline.items
        self.after_blank = outline.after_blank
        self.item_starts = [match.start("opening") for match in self.items]
        end = len(self.text)
        self.cuts = [*sorted(self.mender.cuts(self.text)), end]
        self.special = sorted(self.item_starts + self.cuts)

    def plain(self, start: int, end: int) -> str | None:
        """Return ``text[start:end]``, stripped, as one line; None where that takes more than joining its lines."""
        special = self.special
        if special[bisect_left(special, start)] < end:
            return None
        return self.joined(self.text[start:end])

    def mended(self, start: int, end: int) -> str:
        """Return ``text[start:end]`` as one line."""
        text = self.text[start:end]
        is_cut = self.cuts[bisect_left(self.cuts, start)] < end
        return self.mender.line(text) if is_cut else self.mender.unmended(text)

    def blocks(self, blocks: list[tuple[int, int]]) -> tuple[str, tuple[SubParagraph, ...]]:
        """Return the blocks of one paragraph as clean text, blank lines between, and its items."""
        items = self._items(blocks[0][0], blocks[-1][1])
        if not items:
            return "\n\n".join([self._lines(start, end) for start, end in blocks]), ()
        subs: list[SubParagraph] = []
        starts = [match.start("opening") for match in items]
        text = "\n\n".join(
            [
                self._block(start, end, items[bisect_left(starts, start) : bisect_left(starts, end)], subs)
                for start, end in blocks
            ]
        )
        return text, tuple(subs)

    def _block(self, start: int, end: int, items: list[re.Match[str]], subs: list[SubParagraph]) -> str:
        if not items or _is_table(self.text[start:end]):
            return self._lines(start, end)
        bounds = [match.start() for match in items] + [end]
        parts = [self.mended(start, bounds[0])] if bounds[0] > start else []
        for match, stop in zip(items, bounds[1:], strict=True):
            line, sub = self._item(match, stop)
            parts.append(line)
            subs.append(sub)
        return "\n".join(parts)

    def _lines(self, start: int, end: int) -> str:
        """Return ``text[start:end]`` as one line, or a table as the lines it has."""
        text = self.text[start:end]
        if "   " in text and _is_table(text):
            return "\n".join([line.strip() for line in text.split("\n")])
        return self.mended(start, end)

    def _items(self, start: int, end: int) -> list[re.Match[str]]:
        """Return the openers of items that form a run of two or more, or of one behind a colon.

        Numbers between blank lines are those of a quoted text (03BRASILIA3122), not of items.
        """
        text = self.text
        found = self.items[bisect_left(self.item_starts, start) : bisect_left(self.item_starts, end)]
        if not found:
            return found
        bullets = [match for match in found if match["bullet"]]
        runs: list[list[re.Match[str]]] = []
        open_runs: dict[str, list[re.Match[str]]] = {}  # by their first label
        ends: dict[str, str] = {}  # their last labels
        for match in found:
            label = _label(match)
            first = next((first for first in ends if _follows(ends[first], label)), None) if label else None
            if first is not None and not (label.isdigit() and self.after_blank(match.start())):
                open_runs[first].append(match)
                ends[first] = label
            elif label in _FIRST:
                open_runs[label], ends[label] = [match], label
                runs.append(open_runs[label])
        lettered = [match for run in runs if len(run) > 1 for match in run]
        if len(bullets) == 1 and text[start : bullets[0].start()].rstrip()[-1:] not in (":", "."):
            bullets = []
        return sorted([*lettered, *bullets], key=re.Match.start)

    def _item(self, match: re.Match[str], stop: int) -> tuple[str, SubParagraph]:
        """Return an item's line and the item itself."""
        marking = match["marking"]
        mark = portion(marking) if marking else None
        begin = match.start("marking") - 1 if marking and mark is None else match.end()
        opening = match.start("opening")
        start = opening + self.shift
        end = start + len(self.text[opening:stop].rstrip())
        text = self.mended(begin, stop)
        label = _label(match) or match["bullet"]
        sub = SubParagraph(label, text, mark, as_found=self.raw[start:end], span=Span(start, end))
        return f"{self.text[opening:begin].rstrip()} {text}", sub


def _label(match: re.Match[str]) -> str:
    """Return the letter or number of an item, nothing for a bullet."""
    letter, bracketed = match.group("letter", "bracketed")
    return letter or bracketed or ""


def _is_table(text: str) -> bool:
    """Tell whether three lines in a row are set in columns, three blanks or more between (format A23)."""
    run = 0
    for line in text.split("\n"):
        run = run + 1 if "   " in line and _COLUMNS.search(line.strip()) else 0
        if run == 3:
            return True
    return False


def _follows(before: str, label: str) -> bool:
    """Tell whether ``label`` is the one after ``before``: b after a, 2 after 1, ii after i."""
    if before.isdigit():
        return label.isdigit() and int(label) == int(before) + 1
    if before in _ROMAN and label in _ROMAN:
        return _ROMAN.index(label) == _ROMAN.index(before) + 1
    return len(label) == len(before) == 1 and ord(label) == ord(before) + 1
