"""Everything above the text of a message, line by line, down to the classification line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from cablegram.model import Addressee, Finding, Mark, Span

from .addressees import NEAR_ROLE, AddresseeReader
from .classification import ClassificationLine, banner, may_classify, read_classification_line
from .department import DepartmentReader
from .labels import text_begins
from .lines import line_at, next_text, stripped_lines
from .pages import match_page
from .transmission import TransmissionReader

_PARTIAL = re.compile(
    r"\s*(This\s+record\s+is\s+a\s+partial\s+extract\s+of\s+the\s+original\s+cable\.\s+"
    r"The\s+full\s+text\s+of\s+the\s+original\s+cable\s+is\s+not\s+available\.)"
)
_PRESS_DATE = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d\d [A-Z][a-z]+ \d{4}, \d\d:\d\d$")
_NOTE = re.compile(r"Note - PII information removed from original message\.")
_ADDRESS_WORDS = ("FM ", "TO ", "INFO ")
_CAPTION = re.compile(r"(?:SIPDIS|SENSITIVE|NOFORN|EXDIS|NODIS|STADIS|LIMDIS)\b")
# Where one line of a header may run into the next when a line end is lost (format A8, last rule).
_GLUED = re.compile(
    r"(?<!\s)\s*+(?=(?:FM [A-Z]{3}|(?:TO|INFO) [QR][A-Z]{3,7}/|DE [QR][UH]|ZN[RY] [A-Z]{5}"
    r"|(?:[ZOPR] )?[ZOPR] \d{6}Z |(?<=[\d\s])[QR][UH][A-Z]{2,6}/(?!/)))"
)
# Format line 1, or lines 5 and 6: what only a header has.
_HEADER_BEGINS = re.compile(
    r"\n[ \t]*(?:VZCZC[A-Z]{3}\d{4}|(?:[ZOPR] ){1,3}\d{6}Z [A-Z]{3} \d\d[^\n]{0,40}\n\s*FM [A-Z])"
)
_ABOVE = 1500
"""Characters above a header in which a publisher's own lines may stand (the seed page has 90)."""
_UNREAD = 3
"""Unread lines in a row after which the header is taken to be over."""


@dataclass
class Header:
    """What stands above the text, which begins at ``stop``; ``line`` is None where no classification line stands."""

    transmission: TransmissionReader
    addressees: AddresseeReader
    department: DepartmentReader
    action: tuple[Addressee, ...] = ()
    info: tuple[Addressee, ...] = ()
    line: ClassificationLine | None = None
    pages: list[re.Match[str]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    unread: list[Span] = field(default_factory=list)
    partial: bool = False
    stop: int = 0


def read_header(raw: str, findings: list[Finding]) -> Header:
    """Read ``raw`` down to its classification line, or to where a text without one begins."""
    header = Header(TransmissionReader(raw, findings), AddresseeReader(raw, findings), DepartmentReader())
    if match := _PARTIAL.match(raw):
        header.partial = True
        header.marks.append(Mark("partial-banner", as_found=match[1], span=Span(*match.span(1))))
        header.stop = match.end()
    _HeaderLoop(raw, header, findings).run()
    header.action, header.info = header.addressees.result()
    header.marks += header.department.marks
    return header


class _HeaderLoop:
    def __init__(self, raw: str, header: Header, findings: list[Finding]) -> None:
        self.raw = raw
        self.header = header
        self.findings = findings
        self.banners: list[ClassificationLine] = []
        self.after_blank = True
        self.pending: list[Span] = []

    def run(self) -> None:
        """Read lines until the text begins; unread lines count only when a header line follows them."""
        header = self.header
        position = header.stop = header.transmission.read_standard(self._start(header.stop))
        seen = header.transmission.station_serial is not None
        while position <= len(self.raw):
            if seen and not self.pending and (after := header.addressees.read_plain(position)) > position:
                position, header.stop, self.after_blank = after, after - 1, False
            line, start, position = line_at(self.raw, position)
            if not line:
                self.after_blank = True
                position = next_text(self.raw, position)
                continue
            if self._is_header_line(line, start):
                if header.line is not None:
                    header.stop = header.line.stop
                    self._superseded()
                    return
                seen = True
                header.unread += self.pending
                self.pending.clear()
                header.stop = start + len(line)
            elif (
                self.banners
                or text_begins(line)
                or _CAPTION.match(line)
                or not seen
                or len(self.pending) == _UNREAD
            ) or (self.after_blank and header.addressees.role is not None):
                break
            else:
                self.pending.append(Span(start, start + len(line)))
            self.after_blank = False
        if self.banners:
            header.line = self.banners.pop()
            header.stop = header.line.stop
        self._superseded()

    def _start(self, position: int) -> int:
        """Return where the header begins: at ``position``, or behind lines of another's that stand above it."""
        first = _HEADER_BEGINS.match("\n" + self.raw[position : position + 80])
        match = None if first else _HEADER_BEGINS.search(self.raw, position, position + _ABOVE)
        if match is None:
            return position
        for line, at in stripped_lines(self.raw, position, match.start()):
            if line and not self._is_header_line(line, at):
                self.header.unread.append(Span(at, at + len(line)))
        return match.start() + 1

    def _superseded(self) -> None:
        """Mark classification lines that stood above the header as banners (09STATE100153, 00HARARE2906)."""
        for found in self.banners:
            self._mark("banner", self.raw[found.start : found.stop], found.start)

    def _is_header_line(self, line: str, start: int) -> bool:
        header = self.header
        if header.addressees.role is not None and line[0] in "QR" and 3 < line.find("/") < 9:
            if line[-5:].isdigit() and self._glued_classification(line, start):
                return True
            return self._addressees(line, start)
        if header.transmission.read(line, start):
            return True
        if may_classify(line) and self._classification(line, start):
            return True
        if line.startswith("PAGE ") and (match := match_page(self.raw, start)):
            header.pages.append(match)
            return True
        if line.startswith(_ADDRESS_WORDS) and "-" not in line and not line[-5:].isdigit():
            return self._addressees(line, start)
        if header.department.read(line, start):
            return True
        if line == "BT":
            header.marks.append(Mark("bt", as_found=line, span=Span(start, start + 2)))
            return True
        if text_begins(line) or _CAPTION.match(line):
            return False
        if line[-4:].isdigit() and self._glued_classification(line, start):
            return True
        return self._addressees(line, start) or self._publisher_line(line, start) or self._glued(line, start)

    def _addressees(self, line: str, start: int) -> bool:
        if line.find("/", 10) > 0 and len(_pieces(line)) > 1:
            return self._glued(line, start)
        return self.header.addressees.read(line, start, after_blank=self.after_blank)

    def _classification(self, line: str, start: int) -> bool:
        found = read_classification_line(self.raw, start, start + len(line), self.findings)
        if found is None:
            if len(line) < 60 and banner().match(line):
                self._mark("banner", line, start)
                return True
            return False
        if self.header.addressees.station is None:
            self.banners.append(found)
        else:
            self.header.line = found
        return True

    def _glued_classification(self, line: str, start: int) -> bool:
        """Read a classification line that is damaged, or glued to the last addressee (00HARARE2906, 01BEIJING11971)."""
        if self.header.addressees.station is None and not self.header.partial:
            return False
        end = start + len(line)
        for match in _CLASS_WORD.finditer(line):
            at = start + match.start()
            if at > start and (found := read_classification_line(self.raw, at, end, self.findings)):
                self._addressees(line[: match.start()].strip(), start)
                self.header.line = found
                return True
        self.header.line = read_classification_line(self.raw, start, end, self.findings, damaged=True)
        return self.header.line is not None

    def _publisher_line(self, line: str, start: int) -> bool:
        if _PRESS_DATE.match(line):
            self._mark("press-date", line, start)
        elif _NOTE.match(line):
            self._mark("publisher-note", line, start)
        elif "Declassified/Released" in line:
            self._mark("stamp", line, start)
        else:
            return False
        return True

    def _glued(self, line: str, start: int) -> bool:
        """Read a line that holds several header lines, their line ends lost."""
        pieces = _pieces(line)
        if len(pieces) < 2:
            return False
        read = [self._is_header_line(line[a:b], start + a) for a, b in pieces]
        return any(read)

    def _mark(self, kind: str, line: str, start: int) -> None:
        self.header.marks.append(Mark(kind, as_found=line, span=Span(start, start + len(line))))


_CLASS_WORD = re.compile(r"UNCLAS|C ?O ?N ?F ?I ?D|S ?E ?C ?R ?E ?T|LIMITED OFF|TOP SECRET", re.I)


def _pieces(line: str) -> list[tuple[int, int]]:
    """Return where the header lines run together in ``line`` begin and end; a role keeps its address."""
    role = NEAR_ROLE.match(line)
    first = role.end() if role else 0
    cuts = [0, *(match.end() for match in _GLUED.finditer(line) if match.end() > first), len(line)]
    return [(a, a + len(line[a:b].rstrip())) for a, b in pairwise(cuts) if line[a:b].strip()]
