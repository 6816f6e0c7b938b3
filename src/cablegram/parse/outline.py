"""Where things begin in a body: headings over or between rules, numbered paragraphs, a table of contents."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import pairwise, zip_longest

import msgspec

from cablegram.model import Finding, Span

from .portions import PORTION, portion

_NUMBER = re.compile(
    rf"\n[ \t]*(\d{{1,3}})(?:(\s?[.):])(?!\d)|(?=\s?\((?:U|C|S|SBU|TS|LOU)\b))[ \t]*(?:{PORTION}[ \t]*)?"
)
# In reflowed copies paragraphs follow each other on one line; there only a marked number opens one (07MOSCOW1704).
_IN_LINE = re.compile(rf"(?:\n|(?<=[.?!\")])[ \t]++)(\d{{1,3}})(\s?\.)[ \t]*{PORTION}[ \t]*")
_QUOTE = re.compile(r"\b(?:(BEGIN|[Bb]egin)|END|[Ee]nd)\s+(?:TEXT|[Tt]ext|QUOTE|[Qq]uote)\b")
_UNWRAPPED = 120
"""Characters of a first line that no wrapped message has (95th percentile of its lines: 60-74)."""
_RULE = re.compile(r"\n[ \t]*([-=_*~]{3,}+(?:[ \t\r]*+\n?[ \t]*+[-=_*~]{2,}+)*)[ \t\r]*(?=\n|\Z)")
BLANK = re.compile(r"\n[ \t\r\xa0]*\n\s*")
"""One blank line or more, with the line ends around and the blanks before what follows."""
HEADING_WIDTH = 75
"""Longest heading line; lines of text run to 60-64 characters in three cables of four (format A18)."""
_ENDS_SENTENCE = frozenset(".?!:;\"')\u201d>")
_ENDS_RULE = frozenset("-=_*~")


class Event(msgspec.Struct, frozen=True, gc=False):
    """Where a paragraph (``number``, None for an unnumbered one) or a ``heading`` begins, and its text."""

    start: int
    text_start: int
    number: str | None = None
    portion: str | None = None
    heading: str | None = None


class Outline:
    """The outline of ``text``, a body with a line end before it; ``shift`` leads from its offsets to the raw text's.

    ``contents`` are the entries of a table of contents above the first paragraph (09BERLIN1626),
    ``events`` headings and paragraphs in order.
    """

    def __init__(self, text: str, shift: int, findings: list[Finding]) -> None:
        self.text = text
        self.shift = shift
        self.findings = findings
        blanks = [match.span() for match in BLANK.finditer(text)]
        self.blank_starts = [start for start, _ in blanks]
        self.blank_ends = [end for _, end in blanks]
        self.contents: list[Event] = []
        headings = self._ruled_headings() if _RULE.search(text) else []
        openers = self._openers(headings)
        self.events = sorted([*headings, *openers], key=lambda event: event.start) if headings else openers

    def after_blank(self, at: int) -> bool:
        """Tell whether only blanks and a blank line stand before ``at``."""
        index = bisect_right(self.blank_starts, at) - 1
        return index >= 0 and self.blank_ends[index] > at

    def _ruled_headings(self) -> list[Event]:
        """Return headings that stand between two rules or directly over one (format A19 a, b and d)."""
        headings: list[Event] = []
        rules = list(_RULE.finditer(self.text))
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
            headings.append(Event(begin, floor, heading=" ".join(heading.split())))
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
            block = blank.end() - 1
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

    def _openers(self, headings: list[Event]) -> list[Event]:
        """Return the accepted paragraph openers (format A18): numbers that go on where the last left off."""
        text = self.text
        accepted: list[Event] = []
        last = inner = ruled = 0
        marked = False
        candidates = self._candidates()
        entries = self._contents(candidates)
        self.contents = [Event(match.start(), match.end(2), match[1]) for match in candidates[:entries]]
        for match in candidates[entries:]:
            digits, stop, marking = match.groups()
            number = int(digits)
            at = match.start()
            mark = portion(marking) if marking else None
            if stop is None and mark is None:
                continue
            while ruled < len(headings) and headings[ruled].text_start <= at:
                ruled += 1
            if ruled < len(headings) and headings[ruled].start <= at:
                last = number if number == last + 1 else last
                continue
            blank = at == 0 or self.after_blank(at)
            ended = blank or mark is not None or self._last_character(at) in _ENDS_SENTENCE | _ENDS_RULE
            if (
                number == last + 1
                and ended
                and not (inner and number == inner + 1 and marked and mark is None)
            ):
                inner = 0
            elif not accepted and (mark is not None or (number == 1 and ended) or not text[:at].strip()):
                pass
            elif last < number <= last + 3 and blank and mark is not None:
                self._find("paragraph-gap", f"Paragraph {number} follows {last}.", match)
            elif number == last and blank and mark is not None:
                self._find("paragraph-repeated", f"Paragraph number {number} stands twice.", match)
            else:
                inner = number if number == inner + 1 else inner
                continue
            last = number
            marked = marked or mark is not None
            text_start = match.end() if mark is not None or marking is None else match.start(3) - 1
            accepted.append(Event(at, text_start, digits.lstrip("0") or digits, mark))
        return accepted

    def _candidates(self) -> list[re.Match[str]]:
        text = self.text
        candidates = list(_NUMBER.finditer(text))
        if "BEGIN " in text or "egin " in text:
            candidates = [match for match in candidates if not self._is_quoted(match.start())]
        if len(candidates) < 2 and len(text) > _UNWRAPPED and "\n" not in text[1:_UNWRAPPED].strip():
            in_line = list(_IN_LINE.finditer(text))
            return in_line if len(in_line) > len(candidates) else candidates
        return candidates

    def _is_quoted(self, at: int) -> bool:
        """Tell whether ``at`` stands in a text within the text, whose numbers are its own (03BRASILIA3122)."""
        index = bisect_right(self._quotes, at) - 1
        return index >= 0 and index % 2 == 0

    @cached_property
    def _quotes(self) -> list[int]:
        """Where texts from BEGIN TEXT to END TEXT begin and end, in turn; one without an end is none."""
        bounds: list[int] = []
        for match in _QUOTE.finditer(self.text):
            if (match[1] is not None) == (len(bounds) % 2 == 0):
                bounds.append(match.start())
        return bounds[: len(bounds) // 2 * 2]

    def _contents(self, candidates: list[re.Match[str]]) -> int:
        """Return how many numbers at the beginning head the entries of a table of contents (09BERLIN1626).

        These have one line each, without marking or, where blank lines part them, full stop; and the
        numbering begins again behind them.
        """
        for number, (match, after) in enumerate(pairwise(candidates), 1):
            if int(match[1]) != number or match[2] is None or match[3] is not None:
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
