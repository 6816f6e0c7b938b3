"""Format lines 1 to 5 and the Department's own lines above them (ACP 127; 5 FAH-2 H-321)."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from cablegram.model import OperatingSignal, PageLine, Precedence, RoutingIndicator, Transmission

from .message import BLANK, Line, Message
from .prose import words

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_PROSIGNS = {"FLASH": "ZZ", "IMMEDIATE": "OO", "PRIORITY": "PP", "ROUTINE": "RR"}
_BEHIND_DATE = ("ZDK", "CTG")
_GROUPS = {"UNCLASSIFIED": "U", "LIMITED OFFICIAL USE": "E", "CONFIDENTIAL": "C", "SECRET": "S"}


def precedence(rng: Random) -> Precedence:
    """Return action and info precedence; immediate and priority lead, as in published headers."""
    action = rng.choices(("FLASH", "IMMEDIATE", "PRIORITY", "ROUTINE"), (1, 36, 38, 25))[0]
    info = rng.choice(("PRIORITY", "ROUTINE")) if rng.random() < 0.15 and action != "ROUTINE" else None
    return Precedence(action, info)


def transmission(message: Message, sections: int, indicators: list[str], rng: Random) -> Transmission:
    """Return format lines 1 to 4: relayed to some of the addressees' ``indicators``.

    Or, where it went by RUEHWEB as three in ten of the shorter ones, to nobody.
    """
    relays = rng.sample(indicators, min(len(indicators), rng.randint(1, 20))) if len(indicators) > 1 else []
    if sections == 1 and rng.random() < 0.3:
        relays = []
    cable, sender = message.cable, message.sender
    assert cable.classification is not None
    assert cable.precedence.action is not None
    group = "E" if "EFTO" in cable.classification.caveats else _GROUPS[cable.classification.level]
    channel, serial = ("XRO", f"{rng.randrange(10000):04}") if relays else ("XYZ", f"{rng.randrange(60):04}")
    signals = [OperatingSignal("ZNR" if group == "U" else "ZNY"), OperatingSignal("ZZH")]
    if rng.random() < 0.04:
        signals.append(
            OperatingSignal("ZUI", (f"RUEWMCE{rng.randrange(10000):04}", f"{_julian(sender.date)}"))
        )
    if rng.random() < 0.02:
        signals += [
            OperatingSignal("ZDK"),
            OperatingSignal("CTG", (sender_station(message), f"#{rng.randrange(10000):04}")),
        ]
    late = 0 if rng.random() < 0.85 else rng.randint(1, 59)
    return Transmission(
        f"VZCZC{channel}{serial}",
        channel,
        serial,
        cable.precedence.action,
        tuple(RoutingIndicator(code) for code in relays),
        sender_station(message),
        sender.number % 10000,
        1 if sections > 1 or (not relays and rng.random() < 0.6) else None,
        sender.date + timedelta(minutes=late),
        group * 5,
        tuple(signals),
    )


def sender_station(message: Message) -> str:
    """Return the routing indicator of the post the message comes from."""
    return message.post.routing_indicators[0]


def _julian(moment: datetime) -> str:
    return f"{moment:%j%H%M}"


def transmission_lines(sent: Transmission) -> list[Line]:
    """Write format lines 1 to 4."""
    prosign = _PROSIGNS[sent.precedence or ""]
    codes = [relay.code for relay in sent.relayed_to] or ["RUEHWEB"]
    rows = [" ".join(codes[at : at + 8]) for at in range(0, len(codes), 8)]
    lines = [Line(sent.id or "", "transmission"), Line(f"{prosign} {rows[0]}", "transmission")]
    lines += [Line(row, "transmission") for row in rows[1:]]
    if not sent.relayed_to:
        lines.append(Line("", "relay gap"))
    section = f"/{sent.section:02}" if sent.section else ""
    assert sent.filed is not None
    lines.append(
        Line(f"DE {sent.originator} #{sent.station_serial:04}{section} {_julian(sent.filed)}", "transmission")
    )
    first, *others = sent.operating_signals
    signals = _signals([signal for signal in others if signal.code not in _BEHIND_DATE])
    return [*lines, Line(f"{first.code} {sent.security} {signals}", "transmission")]


def _signals(signals: list[OperatingSignal]) -> str:
    return " ".join(" ".join((signal.code, *signal.arguments)) for signal in signals)


def date_line(message: Message) -> Line:
    """Write format line 5."""
    precedence = message.cable.precedence
    letters = [_PROSIGNS[word][0] for word in (precedence.action, precedence.info) if word]
    date, sent = message.sender.date, message.cable.transmission
    behind = [signal for signal in sent.operating_signals if signal.code in _BEHIND_DATE] if sent else []
    text = f"{' '.join(letters)} {date:%d%H%M}Z {MONTHS[date.month - 1]} {date:%y} {_signals(behind)}"
    return Line(text.rstrip(), "dtg")


def page_text(message: Message, page: PageLine) -> str:
    """Write the line that heads a page printed in the Department."""
    section = f"{page.number:02} OF {page.of:02}  " if page.of else ""
    assert page.time is not None
    return f"PAGE {page.page:02}        {page.station:<6}  {page.serial:05}  {section}{page.time:%d%H%M}Z"


def printed_lines(message: Message, first: PageLine, level: str, rng: Random) -> list[Line]:
    """Write what heads the first page of a copy printed in the Department, 1973 to 2001."""
    symbols = rng.sample(words()["bureau"], rng.randint(4, 16))
    pairs = [f"{symbol}-{rng.randint(0, 12):02}" for symbol in symbols]
    role = "ORIGIN" if message.sender.post == "STATE" else "ACTION"
    lines = [Line(level, "banner"), BLANK, Line(page_text(message, first), "page")]
    lines += [Line(f"{role} {pairs[0]}", "distribution"), BLANK]
    rows = ["   ".join(pairs[at : at + 6]) for at in range(1, len(pairs), 6)]
    rows[-1] += f"  /{rng.randint(9, 120):03} {rng.choice('RW')}"
    lines += [Line(("INFO  " if at == 0 else "      ") + row, "distribution") for at, row in enumerate(rows)]
    number = f"{rng.randrange(1000000):06}"
    time = f"  {first.time:%d%H%M}Z /{rng.randint(10, 70)}" if first.time and message.year > 1975 else ""
    return [*lines, *_drafting_lines(message, rng), Line("      " + "-" * 18 + number + time, "dash")]


def _drafting_lines(message: Message, rng: Random) -> list[Line]:
    """Write who drafted, approved and cleared a telegram of the Department, as its own copies say."""
    cable = message.cable
    lines = [
        Line(f"{role} {person.office}:{person.name}", "drafting")
        for role, person in (("DRAFTED BY", cable.drafted_by), ("APPROVED BY", cable.approved_by))
        if person is not None
    ]
    for person in cable.cleared_by if lines else ():
        if person.office:  # the others are named in the text
            manner = rng.choice((" (PHONE)", " (SUBS)", ""))
            lines.append(Line(f"{person.office}:{person.name}{manner}", "drafting"))
    return lines
