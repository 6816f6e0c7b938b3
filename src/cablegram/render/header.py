"""The header: format lines 1 to 9 (ACP 127; 5 FAH-2 H-321), and the drafting lines above them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from cablegram import codebooks
from cablegram.model import Addressee, Cable, OperatingSignal, Person, Transmission

from .lines import HEADER_WIDTH, fill

_PARTIAL = (
    "This record is a partial extract of the original cable. "
    "The full text of the original cable is not available."
)

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def header_lines(cable: Cable) -> list[str]:
    """Return everything above the text; of a partial extract, the banner its publisher put there."""
    if cable.partial:
        return [_PARTIAL]
    lines = list(_drafting_lines(cable))
    signals: Sequence[OperatingSignal] = ()
    if cable.transmission is not None:
        security_line, signals = _security_line(cable.transmission)
        lines += [*_transmission_lines(cable.transmission), *security_line]
    if cable.date is not None:
        lines.append(_date_line(cable, cable.date, signals))
    if cable.from_ is not None:
        lines.append(f"FM {cable.from_.name}")
    lines += _addressee_lines("TO", cable.action)
    lines += _addressee_lines("INFO", cable.info)
    return lines


def _drafting_lines(cable: Cable) -> Iterator[str]:
    """Yield who drafted, approved and cleared, as on copies kept by the drafting office (1973-79)."""
    if cable.drafted_by is not None:
        yield f"DRAFTED BY {_office_and_name(cable.drafted_by)}"
    if cable.approved_by is not None:
        yield f"APPROVED BY {_office_and_name(cable.approved_by)}"
    yield from (f"CLEARED BY {_office_and_name(person)}" for person in cable.cleared_by if person.office)


def _office_and_name(person: Person) -> str:
    return f"{person.office}:{person.name}" if person.office else person.name


def _transmission_lines(transmission: Transmission) -> Iterator[str]:
    if transmission.id:
        yield transmission.id
    if transmission.precedence:
        prosign = _letter(transmission.precedence) * 2
        if transmission.relayed_to:
            yield from fill([prosign, *(relay.code for relay in transmission.relayed_to)], HEADER_WIDTH)
        else:
            yield from (f"{prosign} RUEHWEB", "")  # sent point to point: 09BRASILIA1540
    if transmission.originator:
        station = f"DE {transmission.originator}"
        if transmission.station_serial is not None:
            station += f" #{transmission.station_serial:04d}"
            if transmission.section is not None:
                station += f"/{transmission.section:02d}"
        if transmission.filed is not None:
            station += f" {transmission.filed:%j%H%M}"
        yield station


def _security_line(transmission: Transmission) -> tuple[list[str], Sequence[OperatingSignal]]:
    """Return format line 4, and the operating signals left for format line 5."""
    signals = transmission.operating_signals
    if not signals or not signals[0].code.startswith("ZN"):
        return [], signals
    words = [signals[0].code, transmission.security or "", *map(_signal, signals[1:])]
    return [" ".join(filter(None, words))], ()


def _signal(signal: OperatingSignal) -> str:
    words = " ".join((signal.code, *signal.arguments))
    return f"({words})" if signal.code == "CCY" else words  # ZZH(CCY AD6CB6C9 WSC6493 634), 07PARIS159


def _date_line(cable: Cable, filed: datetime, signals: Sequence[OperatingSignal]) -> str:
    precedences = [_letter(word) for word in (cable.precedence.action, cable.precedence.info) if word]
    group = f"{filed:%d%H%M}Z {_MONTHS[filed.month - 1]} {filed:%y}"
    return " ".join([*precedences, group, *map(_signal, signals)])


def _letter(precedence: str) -> str:
    return next(entry.letter for entry in codebooks.precedences() if entry.word == precedence)


def _addressee_lines(role: str, addressees: Iterable[Addressee]) -> Iterator[str]:
    """Yield one line per addressee; the role word stands on the first, and again behind an exclusion."""
    prefix = f"{role} "
    for addressee in addressees:
        line = f"{addressee.routing_indicator}/" if addressee.routing_indicator else ""
        line += addressee.name
        if addressee.offices:
            line += f"//{'/'.join(addressee.offices)}//"
        details = (line, addressee.precedence, addressee.serial, addressee.delivery)
        yield prefix + " ".join(filter(None, details))
        yield from (f"XMT {excluded}" for excluded in addressee.exclusions)
        prefix = f"{role} " if addressee.exclusions else ""
