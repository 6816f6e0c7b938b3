"""Classification line, captions, attention lines, executive order and classification authority."""

from __future__ import annotations

from datetime import date
from functools import cache
from random import Random

from cablegram import codebooks
from cablegram.model import Authority, Caption, Classification, ClassifiedBy, ExecutiveOrder, Passing

from .message import BLANK, Line, Message
from .prose import Prose, words

_SPACED = {"CONFIDENTIAL": "C O N F I D E N T I A L", "SECRET": "S E C R E T"}
_MOST_ATTENTION_LINES = 12
_CORRECTED = "CORRECTED COPY"
_SHORT = {"UNCLASSIFIED": "UNCLAS"}


@cache
def _caption_kinds() -> dict[str, str]:
    return {entry.caption: entry.kind for entry in codebooks.captions()}


def classification(year: int, rng: Random) -> Classification:
    """Return a level as often as it occurs in its time; EFTO and NOFORN now and then on the line itself."""
    if year < 1992:
        level = rng.choices(
            ("UNCLASSIFIED", "LIMITED OFFICIAL USE", "CONFIDENTIAL", "SECRET"), (35, 20, 38, 7)
        )[0]
    else:
        level = rng.choices(("UNCLASSIFIED", "CONFIDENTIAL", "SECRET"), (53, 40, 7))[0]
    caveats: tuple[str, ...] = ()
    if level == "UNCLASSIFIED" and year > 1980 and rng.random() < 0.04:
        caveats = ("EFTO",)
    elif level in _SPACED and rng.random() < 0.05:
        caveats = ("NOFORN",)
    return Classification(level, caveats)


def class_line(message: Message, sections: int, rng: Random) -> Line:
    """Write classification, section, post and number (5 FAH-1 H-246)."""
    cable, number = message.cable, message.sender.number
    assert cable.classification is not None
    level = cable.classification.level
    if message.year >= 1973 or rng.random() < 0.3:
        level = _SHORT.get(level, level) if rng.random() < 0.9 else level
        level = _SPACED.get(level, level) if rng.random() < 0.9 else level
    words = [level, *("E F T O" if caveat == "EFTO" else caveat for caveat in cable.classification.caveats)]
    if sections > 1:
        words.append(f"SECTION 01 OF {sections:02}")
    digits = 6 if message.year >= 1995 else 5 if message.year >= 1973 else 4
    words += [message.place, f"{number:0{digits}}"]
    return Line(" ".join([*words, cable.travel_serial or ""]).rstrip(), "class")


def banner(message: Message) -> str:
    """Return the classification as it stands alone atop a page."""
    assert message.cable.classification is not None
    return message.cable.classification.level


def captions(message: Message, rng: Random) -> tuple[Caption, ...]:
    """Return captions in the order in which they first stand."""
    assert message.cable.classification is not None
    level = message.cable.classification.level
    names = []
    if message.year >= 2001 and rng.random() < 0.9:
        names.append("SIPDIS")
    if level == "UNCLASSIFIED" and message.year >= 1995 and rng.random() < 0.45:
        names.append("SENSITIVE")
    if level in _SPACED:
        if message.year >= 1980 and rng.random() < 0.2:
            names.append("NOFORN")
        if rng.random() < 0.12:
            names.append(rng.choice(("EXDIS", "LIMDIS", "NODIS", "STADIS")))
    captions = [Caption(name, _caption_kinds()[name]) for name in names]
    if message.year >= 1985 and rng.random() < 0.03:
        captions.append(Caption(_CORRECTED, _caption_kinds()[_CORRECTED], "SUBJECT LINE"))
    return tuple(captions)


def passing(message: Message, prose: Prose, rng: Random) -> tuple[Passing, ...]:
    """Return who is meant by attention lines, and leave with the message how these put it."""
    if rng.random() < 0.55:
        return ()
    count = min(_MOST_ATTENTION_LINES, 1 + int(rng.expovariate(0.7)))
    lines = [_passing(prose, rng, message.style.capitals) for _ in range(count)]
    message.attention = [rows for _, rows in lines]
    return tuple(reader for readers, _ in lines for reader in readers)


def _passing(prose: Prose, rng: Random, capitals: bool) -> tuple[list[Passing], list[str]]:
    called = rng.choice(words()["agency"])
    agency = "STATE" if called == "DEPARTMENT" else called
    first, second = rng.sample(words()["symbol"], 2)
    one, two = _reader(prose, rng, capitals), _reader(prose, rng, capitals)
    verb = "FOR" if capitals or rng.random() < 0.5 else "for"
    written = called if verb == "FOR" else called.title() if len(called) > 5 else called
    forms = {
        "office": ([Passing(agency, first)], f"{written} {verb} {first}"),
        "offices": ([Passing(agency, first), Passing(agency, second)], f"{written} {verb} {first}, {second}"),
        "person": ([Passing(agency, first, one)], f"{written} {verb} {first} - {one}"),
        "slash": (
            [Passing(agency, "MAC 3204", one), Passing(agency, "MAC 3204", two)],
            f"{written} {verb} MAC 3204/{one}, {two}",
        ),
        "and": (
            [Passing(agency, first, one), Passing(agency, second, two)],
            f"{written} {verb} {first} - {one} {'AND' if capitals else 'and'} {second} - {two}",
        ),
        "semicolon": (
            [Passing(agency, first, one), Passing(agency, second, two)],
            f"{written} {verb} {first} - {one}; {second} - {two}",
        ),
        "brackets": (
            [Passing(agency, first, one), Passing(agency, second, two)],
            f"{written} {verb} {first} ({one}), {second} ({two})",
        ),
    }
    if agency == "STATE":
        onward = rng.choice(("USTR", "USAID"))
        forms["onward"] = [Passing(onward, None, one.upper())], f"STATE PASS TO {onward} FOR {one.upper()}"
    who, line = forms[rng.choice(list(forms))]
    if len(line) > 40 and " - " in line and rng.random() < 0.4:
        at = line.rindex(" - ") + 2
        return who, [line[:at], line[at + 1 :]]
    return who, [line]


def _reader(prose: Prose, rng: Random, capitals: bool) -> str:
    name = prose.surname()
    reader = name[0] + name if rng.random() < 0.5 else "ABCDEJKLMPRST"[rng.randrange(13)] + name
    return reader.upper() if capitals else reader


def marking_lines(message: Message, rng: Random) -> list[Line]:
    """Write captions and attention lines in one of the usual mixtures."""
    names = [
        f"C O R R E C T E D  C O P Y ({caption.note})" if caption.note else caption.caption
        for caption in message.cable.captions
    ]
    lines: list[Line] = []
    if names:
        lines += [Line(names[0], "caption"), BLANK]
    for rows in message.attention:
        lines += [Line(row, "passing") for row in rows]
        if rng.random() < 0.6:
            lines.append(BLANK)
    lines += [Line(name, "caption") for name in names[1:]]
    if names[:1] == ["SIPDIS"] and rng.random() < 0.35:
        lines.append(Line("SIPDIS", "caption"))
    while lines and lines[-1] is BLANK:
        lines.pop()
    return [*lines, BLANK] if lines else []


def handling_lines(message: Message, rng: Random) -> list[Line]:
    """Write a sentence on handling, as sensitive messages have one at times (03HALIFAX305, 09BERLIN1636)."""
    if not any(caption.caption == "SENSITIVE" for caption in message.cable.captions) or rng.random() < 0.85:
        return []
    sentence = rng.choice((
        "SENSITIVE BUT UNCLASSIFIED -- PLEASE PROTECT ACCORDINGLY.",
        "Sensitive but unclassified; not for Internet Distribution.",
    ))  # fmt: skip
    return [Line(sentence, "handling"), BLANK]


def executive_order(message: Message, prose: Prose, rng: Random) -> ExecutiveOrder | None:
    """Return the order of the message's time, and leave with the message how its line states it."""
    order, message.order = _executive_order(message, prose, rng)
    return order


def _executive_order(message: Message, prose: Prose, rng: Random) -> tuple[ExecutiveOrder | None, str]:
    assert message.cable.classification is not None
    day = message.sender.date.date()
    number = _order(day, rng)
    if number is None:
        return _declassified(rng)
    if message.cable.classification.level in ("UNCLASSIFIED", "LIMITED OFFICIAL USE"):
        return ExecutiveOrder(number, "na"), "N/A"
    if number == "11652" and rng.random() < 0.85:
        return ExecutiveOrder(number, "gds"), "GDS"
    if number == "11652":
        code = f"XGDS-{rng.randint(1, 4)}"
        return ExecutiveOrder(number, "xgds", exemptions=(code,)), code
    if number == "12065" and rng.random() < 0.1:
        until = _later(day, 6, rng)
        return ExecutiveOrder(number, "downgrade", event=f"CO {until:%m/%d/%Y}"), f"DNG: CO {until:%m/%d/%Y}"
    if number == "12065":
        until = _later(day, 6, rng)
        name = f"{prose.surname()}, {rng.choice(words()['given'])}".upper()
        value = f"GDS {until.month}/{until.day}/{until:%y} ({name}) OR-P"
        return ExecutiveOrder(number, "gds", until, authority=name, office="OR-P"), value
    if number == "12356":
        return ExecutiveOrder(number, "oadr"), rng.choice(("DECL: OADR", "DECL:OADR"))
    if rng.random() < 0.05:
        event = f"after {prose.fill('thing')} talks end"
        event = event.upper() if message.style.capitals else event
        return ExecutiveOrder(number, "event", event=event), f"DECL: {event}"
    if rng.random() < 0.04 and number == "12958":
        code = f"X{rng.randint(1, 8)}"
        return ExecutiveOrder(number, "exemption", exemptions=(code,)), f"DECL: {code}"
    until = _later(day, rng.choice((5, 10, 20)), rng)
    shapes = (
        f"DECL: {until:%m/%d/%Y}", f"DECL: {until:%m/%d/%Y}", f"DECL: {until:%Y/%m/%d}",
        f"DECL: {until.month}/{until.day}/{until.year}", f"{until:%m/%d/%Y}", f"DECL: {until:%m/%d/%y}",
    )  # fmt: skip
    return ExecutiveOrder(number, "date", until), rng.choice(shapes)


def _order(day: date, rng: Random) -> str | None:
    """Return the order in force; cables took up a new one within weeks (13526 within 2010)."""
    if day < date(1972, 6, 1):
        return None
    if day < date(1978, 12, 1):
        return "11652"
    if day < date(1982, 8, 1):
        return "12065"
    if day < date(1995, 10, 14):
        return "12356"
    return "13526" if day >= date(2010, 1, 1) and rng.random() < 0.3 else "12958"


def _declassified(rng: Random) -> tuple[ExecutiveOrder | None, str]:
    """Return the line a later retyping of a cable older than these orders bears, or none (72TEHRAN1164)."""
    if rng.random() < 0.4:
        return None, ""
    if rng.random() < 0.5:
        day = date(2006, 6, rng.randint(1, 30))
        return ExecutiveOrder("12958", "declassified", day), f"AS AMENDED; DECLASSIFIED JUNE {day.day}, 2006"
    day = date(2009, 9, rng.randint(1, 30))
    order = ExecutiveOrder("12958", "declassified", day, authority="NARA")
    return order, f"DECL: DECLASSIFIED BY NARA {day:%m/%d/%Y}"


def _later(day: date, years: int, rng: Random) -> date:
    return (
        date(day.year + years, day.month, min(day.day, 28))
        if rng.random() < 0.8
        else date(day.year + years, 12, 31)
    )


def order_line(message: Message, rng: Random) -> Line:
    """Write the executive-order line."""
    order = message.cable.executive_order
    assert order is not None
    label = rng.choices(
        (f"E.O. {order.order}:", f"EO {order.order}", f"E.O. {order.order}:", f"E. O. {order.order}:"),
        (70, 5, 20, 5),
    )[0]
    return Line(f"{label} {message.order}", "order")


def classified_by(message: Message, prose: Prose, rng: Random) -> ClassifiedBy | None:
    """Return who classified the message (E.O. 12958 asks for it), and leave with it the sentence."""
    assert message.cable.classification is not None
    if message.year < 1996 or message.cable.classification.level == "UNCLASSIFIED" or rng.random() < 0.08:
        return None
    section = "1.5" if message.year < 2004 else "1.4"
    reasons = tuple(sorted(rng.sample("abcdefgh", rng.choice((1, 2, 2, 2, 3)))))
    title, name = rng.choice(words()["title"]), prose.name()
    letters = rng.choice((
        " and ".join(f"({letter})" for letter in reasons),
        f"({', '.join(reasons)})",
        f"({','.join(reasons)})",
        ", ".join(f"({letter})" for letter in reasons),
        f"({'/'.join(reasons)})",
    ))  # fmt: skip
    sentence = rng.choice((
        f"Classified By: {title} {name} for reasons {section} {letters}.",
        f"Classified By: {title} {name}, Reasons {section} {letters}",
        f"CLASSIFIED BY: {title} {name}; REASON: {section} {letters}",
        f"(U) Classified by {title} {name}.  Reasons: {section} {letters}.",
        f"CLASSIFIED BY: {name}, {title}. REASON: {section} {letters}",
    ))  # fmt: skip
    derived = "Multiple sources" if rng.random() < 0.05 else None
    if derived:
        sentence = f"{sentence.rstrip('.')}. Derived from: {derived}."
    authority = Authority(name, title, name)
    if message.style.capitals:
        sentence, authority = sentence.upper(), Authority(name.upper(), title.upper(), name)
        derived = derived and derived.upper()
    message.authority = sentence
    return ClassifiedBy((authority,), section, reasons, derived)
