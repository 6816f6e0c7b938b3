"""The Department's own lines on copies printed at State, 1973 to 2010: distribution, drafting, clearance."""

from __future__ import annotations

import re

from cablegram.model import Mark, Person, Span

# ACTION AF-00 / INFO  LOG-00   ADS-00   INR-05 …  /037 W (90CAPETOWN97)
DISTRIBUTION = re.compile(
    r"(?:(?:ACTION|ORIGIN|INFO|COPY)\s+)?(?:[A-Z]{1,5}-\d\d\s*)+(?:/\s?\d{3} ?[RW]\w*)?$|/\d{3} ?[RW]$"
)
# ------------------352654  200910Z /23 (90CAPETOWN97); --------------------- 115748 (1973)
COMM_CENTER = re.compile(r"-{10,}\s*[0-9A-F]{4,6}(?:\s+\d{6}Z)?(?:\s*/\d\d)?$")
_DRAFTING = re.compile(r"(DRAFTED|APPROVED|CLEARED) BY:?\s+(.+)$")
_OFFICE_AND_NAME = re.compile(
    r"([A-Z][A-Z0-9/\-&]*(?: [A-Z0-9/\-&]+)?)\s*:\s*([A-Z][A-Z .'\-]+?)(?:\s*\(([A-Z ]+)\))?$"
)


class DepartmentReader:
    """Collects the lines a printed copy has above the telegram itself (format A9)."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.drafted_by: Person | None = None
        self.approved_by: Person | None = None
        self.cleared_by: list[Person] = []
        self._clearing = False

    def read(self, line: str, start: int) -> bool:
        """Take ``line`` (stripped, at ``start``) if it is such a line; tell whether it was."""
        span = Span(start, start + len(line))
        if DISTRIBUTION.match(line):
            self._clearing = False
            self.marks.append(Mark("distribution", as_found=line, span=span))
        elif COMM_CENTER.match(line):
            self._clearing = False
            self.marks.append(Mark("comm-center", as_found=line, span=span))
        elif match := _DRAFTING.match(line):
            self._drafting(match[1], match[2], line, start)
        elif self._clearing and (person := _person(line, start)):
            self.cleared_by.append(person)
        elif line == "DESIRED DISTRIBUTION" or line == "DESIRED DISTRIBUTION:":
            self.marks.append(Mark("distribution", as_found=line, span=span))
        else:
            return False
        return True

    def _drafting(self, what: str, who: str, line: str, start: int) -> None:
        end = start + len(line)
        at = end - len(who)
        person = _person(who, at) or Person(who, as_found=who, span=Span(at, end))
        if what == "DRAFTED":
            self.drafted_by = person
        elif what == "APPROVED":
            self.approved_by = person
        else:
            self.cleared_by.append(person)
        self._clearing = True


def _person(text: str, start: int) -> Person | None:
    """Read ``S/S:JDOE (PHONE)``: office, name, how cleared."""
    match = _OFFICE_AND_NAME.match(text)
    if match is None:
        return None
    return Person(match[2], match[1], as_found=text, span=Span(start, start + len(text)))
