"""Format lines 1 to 5: transmission identifier, relays, station, security line, date-time group (ACP 127)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import zip_longest

from cablegram.model import Finding, Found, OperatingSignal, Precedence, RoutingIndicator, Span, Transmission

_RI = r"[QR][A-Z]{3,7}"
_ID = r"(?P<id>VZCZC(?P<channel>[A-Z]{3})(?P<channel_serial>\d{4}))"
_RELAYS = rf"(?P<prosign>ZZ|OO|PP|RR)(?P<relays>(?: +{_RI})+)"
_STATION = (
    rf"DE\s+(?P<station>{_RI})\s*#\s*(?P<serial>\d{{4}})(?:/(?P<section>\d{{2}}))?"
    r"(?:\s+(?P<filed>(?P<day>[0-3]\d\d)(?:(?P<hour>[0-2]\d)(?P<minute>[0-5]\d))?))?Z?"
)
_SECURITY = r"(?P<channeled>ZN[RY])\s+(?P<security>[A-Z]{5}(?:/[A-Z]{5})?)\b[ \t]*(?P<signals>[^\n]*)"
_IDENTIFIER = re.compile(_ID)
_RELAY_LINE, _STATION_LINE, _SECURITY_LINE = (
    re.compile(line + r"$") for line in (_RELAYS, _STATION, _SECURITY)
)
_MORE_RELAYS = re.compile(rf"(?:{_RI}(?: +|$))+$")
# Lines 1 to 4 as nine messages in ten have them, one below the other; XYZ messages leave a line blank.
_STANDARD = re.compile(rf"{_ID}\s+{_RELAYS}\s+{_STATION}\s+{_SECURITY}(?=\n)")
_DTG = re.compile(
    r"(?:([ZOPR])\s+)?(?:([ZOPR])\s+)?(?:[ZOPR]\s+)?(\d{2})([0-2]\d)([0-5]\d)\s?Z\s*([A-Z0-9]{2,9})\s+(\d{4}|\d{2})(?!\d)(?:\s+(Z[A-Z]{2}.*))?$",
    re.I,
)
_SIGNAL = re.compile(r"\bZ[A-Z]{2}\d?\b|\b(?:CTG)\b|\(CCY[^)]*\)?")
_WORDS = {"Z": "FLASH", "O": "IMMEDIATE", "P": "PRIORITY", "R": "ROUTINE"}
_MONTHS = {m: i for i, m in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)}
PIVOT = 60
"""Two-digit years from 60 are 19yy (the published series begin in 1966)."""


class TransmissionReader:
    """Collects format lines 1 to 5 as the header's lines come by, in whatever order they survive."""

    def __init__(self, raw: str, findings: list[Finding]) -> None:
        self.raw = raw
        self.findings = findings
        self.found: dict[str, Found] = {}
        self.precedence = Precedence()
        self.date: datetime | None = None
        self._fields: dict[str, object] = {}
        self._relays: list[RoutingIndicator] = []
        self._signals: list[OperatingSignal] = []
        self._julian: tuple[int, int, int] | None = None
        self._first = self._last = -1

    def read_standard(self, start: int) -> int:
        """Read lines 1 to 4 at ``start`` where they stand in standard form; return the offset behind them."""
        match = _STANDARD.match(self.raw, start)
        if match is None:
            return start
        self._identifier(match)
        self._relay_line(match)
        self._station(match)
        self._security(match)
        return match.end()

    def read(self, line: str, start: int) -> bool:
        """Take ``line`` (stripped, at offset ``start``) if it is one of these lines; tell whether it was."""
        end = start + len(line)
        head = line[:2]
        if head == "DE" and (match := _STATION_LINE.match(self.raw, start, end)):
            self._station(match)
        elif head == "ZN" and (match := _SECURITY_LINE.match(self.raw, start, end)):
            self._security(match)
        elif "ZCZC" in line and (match := _IDENTIFIER.search(self.raw, start, end)):
            self._identifier(match)
        elif head in ("ZZ", "OO", "PP", "RR") and (match := _RELAY_LINE.match(self.raw, start, end)):
            self._relay_line(match)
        elif self._relays and head[:1] in ("Q", "R") and self.date is None and _MORE_RELAYS.match(line):
            self._add_relays(start, end)
        else:
            return self.date is None and self._date_time_group(line, start)
        return True

    @property
    def station_serial(self) -> int | None:
        """The station serial of format line 3: the message number modulo 10,000."""
        serial = self._fields.get("station_serial")
        return serial if isinstance(serial, int) else None

    def result(self) -> Transmission | None:
        """Return what the lines held, None when there were none above the date-time group."""
        if self._first < 0:
            return None
        if self._julian is not None and self.date is not None:
            self._fields["filed"] = self._filing_time(*self._julian, self.date)
        else:
            self.found.pop("transmission.filed", None)
        return Transmission(
            **self._fields,  # type: ignore[arg-type]
            relayed_to=tuple(self._relays),
            operating_signals=tuple(self._signals),
            as_found=self.raw[self._first : self._last],
            span=Span(self._first, self._last),
        )

    def _keep(self, name: str, value: object, start: int, end: int) -> None:
        self._fields[name] = value
        self.found["transmission." + name] = Found(self.raw[start:end], (Span(start, end),))

    def _extend(self, start: int, end: int) -> None:
        if self._first < 0:
            self._first = start
        self._last = max(end, self._last)

    def _identifier(self, match: re.Match[str]) -> None:
        for name in ("id", "channel", "channel_serial"):
            self._keep(name, match[name], *match.span(name))
        self._extend(*match.span("id"))

    def _relay_line(self, match: re.Match[str]) -> None:
        self._keep("precedence", _WORDS[match["prosign"][0]], *match.span("prosign"))
        self._extend(*match.span("prosign"))
        self._add_relays(*match.span("relays"))

    def _add_relays(self, start: int, end: int) -> None:
        self._extend(start, end)
        for code in self.raw[start:end].split():
            start = self.raw.index(code, start)
            if code != "RUEHWEB":
                self._relays.append(
                    RoutingIndicator(code, as_found=code, span=Span(start, start + len(code)))
                )
            start += len(code)

    def _station(self, match: re.Match[str]) -> None:
        self._keep("originator", match["station"], *match.span("station"))
        self._keep("station_serial", int(match["serial"]), *match.span("serial"))
        if match["section"]:
            self._keep("section", int(match["section"]), *match.span("section"))
        if match["hour"]:
            self._julian = int(match["day"]), int(match["hour"]), int(match["minute"])
            self._keep("filed", None, *match.span("filed"))
        self._extend(*match.span())

    def _security(self, match: re.Match[str]) -> None:
        self._keep("security", match["security"], *match.span("security"))
        code, span = match["channeled"], Span(*match.span("channeled"))
        self._signals.append(OperatingSignal(code, as_found=code, span=span))
        start, end = match.start("signals"), match.start("signals") + len(match["signals"].rstrip())
        self._read_signals(start, end)
        self._extend(span.start, end)

    def _read_signals(self, start: int, end: int) -> None:
        """Split ``ZZH ZUI RUEWMCE1074 1581702`` into signals with their arguments (07PARIS2440)."""
        if self.raw[start:end] == "ZZH":
            self._signals.append(OperatingSignal("ZZH", as_found="ZZH", span=Span(start, end)))
            return
        starts = list(_SIGNAL.finditer(self.raw, start, end))
        for match, after in zip_longest(starts, starts[1:]):
            stop = after.start() if after else end
            text = self.raw[match.start() : stop].rstrip()
            words = text.strip("()").split()
            span = Span(match.start(), match.start() + len(text))
            self._signals.append(OperatingSignal(words[0], tuple(words[1:]), as_found=text, span=span))

    def _date_time_group(self, line: str, start: int) -> bool:
        match = _DTG.match(line)
        if match is None:
            return False
        action, info, day, hour, minute, named, digits, signals = match.groups()
        year = int(digits)
        if len(digits) == 2:
            year += 1900 if year >= PIVOT else 2000
        month = _MONTHS.get(named[:3].upper()) or self._month_of_julian(int(day), year)
        try:
            self.date = datetime(year, month or 0, int(day), int(hour), int(minute), tzinfo=UTC)
        except ValueError:
            span = Span(start, start + len(line))
            self.findings.append(Finding("date-unread", f"{line!r} is no date-time group that can be.", span))
            return True
        begin, end = start + match.start(3), start + match.end(7)
        self.found["date"] = Found(self.raw[begin:end], (Span(begin, end),))
        if action:
            self.precedence = Precedence(_WORDS[action.upper()], _WORDS[info.upper()] if info else None)
            self.found["precedence.action"] = Found(
                action, (Span(start + match.start(1), start + match.end(1)),)
            )
        if info:
            self.found["precedence.info"] = Found(info, (Span(start + match.start(2), start + match.end(2)),))
        if signals:
            self._read_signals(start + match.start(8), start + len(line))
            self._extend(start + match.start(8), start + len(line))
        return True

    def _month_of_julian(self, day: int, year: int) -> int | None:
        """Return the month the Julian day of format line 3 falls in, when the day of month agrees."""
        if self._julian is None:
            return None
        filed = datetime(year, 1, 1) + timedelta(days=self._julian[0] - 1)
        return filed.month if abs(filed.day - day) <= 1 else None

    def _filing_time(self, day: int, hour: int, minute: int, date: datetime) -> datetime | None:
        """Return the Julian filing time in the year that puts it next to the date-time group (format A4)."""
        if not 1 <= day <= 366 or hour > 23:
            return None
        filed = datetime(date.year, 1, 1, hour, minute, tzinfo=UTC) + timedelta(days=day - 1)
        if (date - filed).days > 300:
            filed = datetime(date.year + 1, 1, 1, hour, minute, tzinfo=UTC) + timedelta(days=day - 1)
        return filed
