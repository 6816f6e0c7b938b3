"""Where things begin in a body: headings over or between rules, numbered paragraphs, items, a table of contents."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import chain, pairwise, zip_longest
from operator import attrgetter

import msgspec

from cablegram.model import Finding, Span

from .portions import LETTERS, PORTION, portion

_NUMBER = rf"(\d{{1,3}})(?:(\s?[.):])(?!\d)|(?=\s?\((?:U|C|S|SBU|TS|LOU)\b))[ \t]*(?:{PORTION}[ \t]*)?"
_RULE = r"(?P<rule>[-=_*~]{3,}+(?:[ \t\r]*+\n?[ \t]*+[-=_*~]{2,}+)*)[ \t\r]*(?=\n|\Z)"
# a. A) (a) (1) 1) ii. - -- * o; a Q is a damaged bullet (09ANKARA1594)
_ITEM = (
    r"(?P<opening>)(?:(?P<letter>[A-Za-z]|\d{1,2}|[ivx]{2,4})[.)](?!\w)|\((?P<bracketed>[A-Za-z]|\d{1,2}|[ivx]{2,4})\)"
    rf"|(?P<bullet>--?|\*|\u2022|o|Q)(?=[ \t]))[ \t]*(?:\(\s?(?P<marking>{LETTERS})\s?\)[ \t]+)?"
)
_BEGINS = r"\n[ \t]*+(?!\n)(?![A-Za-z][A-Za-z][^.)ivx])"
"""Before what may begin an item, number or rule: blank lines and lines of text, which begin with two letters,
pass at once."""
_SPECIAL_LINE = re.compile(rf"{_BEGINS}(?:{_NUMBER}|{_RULE}|{_ITEM})")
_ITEM_LINE = re.compile(_BEGINS + _ITEM)
# In reflowed copies paragraphs follow each other on one line; there only a marked number opens one (07MOSCOW1704).
_IN_LINE = re.compile(rf"(?:\n[ \t]*+|(?<=[.?!\")])[ \t]++)(\d{{1,3}})(\s?\.)[ \t]*{PORTION}[ \t]*")
# One pattern for each first letter: a literal one is found several times as fast as one of two.
_BEGIN_QUOTE, _BEGIN_QUOTE_SMALL = (
    re.compile(rf"{begin}\s+(?:TEXT|[Tt]ext|QUOTE|[Qq]uote)\b") for begin in ("B(?:EGIN|egin)", "begin")
)
_BOUNDS = "|".join(rf"{word}(?<=\b{word})" for word in ("BEGIN", "Begin", "begin", "END", "End", "end"))
_QUOTE = re.compile(rf"(?:{_BOUNDS})\s+(?:TEXT|[Tt]ext|QUOTE|[Qq]uote)\b")
_UNWRAPPED = 120
"""Characters of a first line that no wrapped message has (95th percentile of its lines: 60-74)."""
BLANK = re.compile(r"\n[ \t\r\xa0]*+\n\s*+")
"""One blank line or more, with the line ends around and the blanks before what follows."""
HEADING_WIDTH = 75
"""Longest heading line; lines of text run to 60-64 characters in three cables of four (format A18)."""
_ENDS_SENTENCE = frozenset(".?!:;\"')\u201d>")
_ENDS_SENTENCE_OR_RULE = _ENDS_SENTENCE | frozenset("-=_*~")


class Event(msgspec.Struct, frozen=True, gc=False):
    """Where a paragraph (``number``, None for an unnumbered one) or a ``heading`` begins, and its text.

    ``start`` may be the line end before it, ``first`` is its first character.
    """

    start: int
    first: int
    text_start: int
    number: str | None = None
    portion: str | None = None
    heading: str | None = None


_START = attrgetter("start")


class Outline:
    """The outline of ``text``, a body with a line end before it; ``shift`` leads from its offsets to the raw text's.

    Blank lines are at ``blank_starts`` and ``blank_ends``, the last being the end of the text.

    ``contents`` are the entries of a table of contents above the first paragraph (09BERLIN1626),
    ``events`` headings and paragraphs in order, ``items`` what may open an item of a paragraph.
    """

    def __init__(self, text: str, shift: int, findings: list[Finding]) -> None:
        self.text = text
        self.shift = shift
        self.findings = findings
        blanks = [*chain.from_iterable(map(re.Match.span, BLANK.finditer(text))), len(text), len(text)]
        self.blank_starts, self.blank_ends = blanks[::2], blanks[1::2]
        self.contents: list[Event] = []
        numbers: list[re.Match[str]] = []
        rules: list[re.Match[str]] = []
        self.items: list[re.Match[str]] = []
        kinds = {None: numbers, "rule": rules}
        for match in _SPECIAL_LINE.finditer(text):
            kinds.get(match.lastgroup, self.items).append(match)
        headings = self._ruled_headings(rules) if rules else []
        openers = self._openers(numbers, headings)
        opened = set(map(_START, (*self.contents, *openers)))
        others = [number for number in numbers if number.start() not in opened]
        if others:
            self.items += filter(None, [_ITEM_LINE.match(text, number.start()) for number in others])
            self.items.sort(key=re.Match.start)
        self.events = sorted([*headings, *openers], key=_START) if headings else openers

    def after_blank(self, at: int) -> bool:
        """Tell whether only blanks and a blank line stand before ``at``."""
        index = bisect_right(self.blank_starts, at) - 1
        return index >= 0 and self.blank_ends[index] > at

    def _ruled_headings(self, rules: list[re.Match[str]]) -> list[Event]:
        """Return headings that stand between two rules or directly over one (format A19 a, b and d)."""
        headings: list[Event] = []
        floor = 0
        for rule, after in zip_longest(rules, rules[1:]):
            if rule.start() < floor:
                continue
            over = self._line_over(floor, rule.start())
            between = self._between(rule.end(), after.start()) if after else None
            if over is not None and not (between and self._sentence_ends(rule.start())):
                begin, floor = over, rule.end()
                heading = self.text[begin : rule.start()]
            elif between:
                begin, floor, heading = rule.start(), after.end(), between
            else:
                continue
            headings.append(Event(begin, begin, floor, heading=" ".join(heading.split())))
        return headings

    def _between(self, start: int, end: int) -> str | None:
        """Return what stands between two rules if it may be a heading: a line or three, no blank one among them."""
        if end - start > 4 * HEADING_WIDTH:
            return None
        inner = self.text[start:end].strip()
        if not inner or inner.count("\n") > 2 or BLANK.search(inner):
            return None
        return inner

    def _line_over(self, floor: int, rule: int) -> int | None:
        """Return where the heading directly over a rule begins: its short block, else its last line (A19 d)."""
        text = self.text
        reach = max(floor, rule - 2 * HEADING_WIDTH)
        block = reach
        for blank in BLANK.finditer(text, reach, rule):
            block = text.rfind("\n", reach, blank.end())
        inner = text[block:rule].strip()
        if not inner or text[block:rule].rstrip(" \t\r")[-1] == "\n":
            return None
        if "\n" not in inner and block > reach:
            return block
        last = text.rfind("\n", floor, rule)
        return last if 0 < rule - last <= HEADING_WIDTH else None

    def _sentence_ends(self, at: int) -> bool:
        return self._last_character(at) in _ENDS_SENTENCE

    def _last_character(self, at: int) -> str:
        return self.text[max(0, at - 300) : at].rstrip()[-1:]

    def _openers(self, numbers: list[re.Match[str]], headings: list[Event]) -> list[Event]:
        """Return the accepted paragraph openers (format A18): numbers that go on where the last left off."""
        text = self.text
        accepted: list[Event] = []
        last = inner = ruled = 0
        marked = False
        lead = len(text) - len(text.lstrip())
        behind_blanks = {lead, *self.blank_ends}
        candidates = self._candidates(numbers)
        entries = self._contents(candidates)
        self.contents = [
            Event(match.start(), match.start(1), match.end(2), match[1]) for match in candidates[:entries]
        ]
        for match in candidates[entries:]:
            digits, stop, marking = match.group(1, 2, 3)
            mark = portion(marking) if marking else None
            if stop is None and mark is None:
                continue
            number = int(digits)
            at = match.start()
            if headings:
                while ruled < len(headings) and headings[ruled].text_start <= at:
                    ruled += 1
                if ruled < len(headings) and headings[ruled].start <= at:
                    last = number if number == last + 1 else last
                    continue
            first = match.start(1)
            blank = first in behind_blanks
            ended = blank or mark is not None or self._last_character(at) in _ENDS_SENTENCE_OR_RULE
            if (
                number == last + 1
                and ended
                and not (inner and number == inner + 1 and marked and mark is None)
            ):
                inner = 0
            elif not accepted and (mark is not None or (number == 1 and ended) or at < lead):
                pass
            elif last < number <= last + 3 and blank and mark is not None:
                self._find("paragraph-gap", f"Paragraph {number} follows {last}.", match)
            elif number == last and blank and mark is not None:
                self._find("paragraph-repeated", f"Paragraph number {number} stands twice.", match)
            else:
                inner = number if number == inner + 1 else inner
                continue
            last = number
            if mark is not None:
                marked = True
            text_start = match.end() if mark is not None or marking is None else match.start(3) - 1
            accepted.append(Event(at, first, text_start, digits.lstrip("0") or digits, mark))
        return accepted

    def _candidates(self, numbers: list[re.Match[str]]) -> list[re.Match[str]]:
        text = self.text
        if _BEGIN_QUOTE.search(text) or _BEGIN_QUOTE_SMALL.search(text):
            numbers = [match for match in numbers if not self._is_quoted(match.start())]
        if len(numbers) < 2 and len(text) > _UNWRAPPED and "\n" not in text[1:_UNWRAPPED].strip():
            in_line = list(_IN_LINE.finditer(text))
            return in_line if len(in_line) > len(numbers) else numbers
        return numbers

    def _is_quoted(self, at: int) -> bool:
        """Tell whether ``at`` stands in a text within the text, whose numbers are its own (03BRASILIA3122)."""
        index = bisect_right(self._quotes, at) - 1
        return index >= 0 and index % 2 == 0

    @cached_property
    def _quotes(self) -> list[int]:
        """Where texts from BEGIN TEXT to END TEXT begin and end, in turn; one without an end is none."""
        bounds: list[int] = []
        for match in _QUOTE.finditer(self.text):
            if (match[0][0] in "Bb") == (len(bounds) % 2 == 0):
                bounds.append(match.start())
        return bounds[: len(bounds) // 2 * 2]

    def _contents(self, candidates: list[re.Match[str]]) -> int:
        """Return how many numbers at the beginning head the entries of a table of contents (09BERLIN1626).

        These have one line each, without marking or, where blank lines part them, full stop; and the
        numbering begins again behind them.
        """
        for number, (match, after) in enumerate(pairwise(candidates), 1):
            if int(match[1]) != number or match[2] is None or (match[3] and portion(match[3])):
                return 0
            if after[1] == "1" and number > 1:
                return number
            entry = self.text[match.end() : after.start()].rstrip()
            if "\n" in entry or (self.after_blank(after.start()) and entry[-1:] in _ENDS_SENTENCE):
                return 0
        return 0

    def _find(self, code: str, message: str, match: re.Match[str]) -> None:
        span = Span(match.start(1) + self.shift, match.end(1) + self.shift)
        self.findings.append(Finding(code, message, span))
