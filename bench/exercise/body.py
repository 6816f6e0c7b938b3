"""The paragraphs of an invented message: summary, text, lists, comment, request, participants, clearance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from cablegram.model import Participant

from .message import Entry, HeadingForm, Message, Part
from .prose import MARK, Prose, words

_PORTIONS = {
    "UNCLASSIFIED": ("U", "U", "SBU"),
    "CONFIDENTIAL": ("C", "C", "C", "U", "C/NF"),
    "SECRET": ("S", "S", "S/NF", "C", "S//NF"),
}
_HEADINGS = (
    "Background", "Next Steps", "The View From {place}", "What the {office} Wants", "A Slow Start",
    "Costs and Who Bears Them", "Reactions", "The Season Ahead",
)  # fmt: skip
_SIDES = ("U.S.", "Host Government", "Visiting")


def parts(message: Message, prose: Prose, rng: Random) -> tuple[list[Part], str | None]:
    """Return the paragraphs, and who cleared the message if its text says so.

    Their number is long-tailed, so that a body has some 6,500 characters on average.
    """
    count = max(1, min(70, int(rng.lognormvariate(2.35, 0.78))))
    modern = message.year >= 1995
    written = [_text(message, prose, rng) for _ in range(count)]
    if count > 2 and rng.random() < 0.7:
        written[0] = _summary(written[0], message, rng)
        if count > 6 and rng.random() < 0.2:
            written[0].ending = ""
            written[1] = Part(written[1].text, kind="summary", ending="End summary.")
    if count > 3 and rng.random() < 0.6:
        written[-1] = _comment(prose, rng)
    if count > 4 and rng.random() < 0.15:
        behind_summary = next(at for at, part in enumerate(written) if part.kind != "summary")
        written.insert(rng.choice((behind_summary, len(written))), _request(prose, rng))
    if count > 4 and rng.random() < 0.03:
        written.insert(rng.randint(2, len(written)), _quotation(prose, rng))
    cleared = None
    if modern and count > 2 and rng.random() < 0.15:
        people = _people(message, prose, rng)
        people[0].heading = "Meeting Participants"
        written += people
        if rng.random() < 0.5:
            cleared = (
                next((person.name for person, _ in people[0].people if person.name), None) or prose.name()
            )
            sentence = rng.choice(
                (f"{cleared} has cleared this report.", f"This message was cleared by {cleared}.")
            )
            written.append(Part(sentence, kind="clearance"))
    if message.sender.post == "STATE" and rng.random() < 0.3:
        written.append(Part("Minimize considered.", kind="closing"))
    _head(written, prose, rng)
    _under_labels(written)
    _number(written, message, rng)
    if modern and count > 3 and written[0].number and written[0].kind != "summary" and rng.random() < 0.1:
        contents = _contents(written, prose, rng)
        for at, part in enumerate(contents, 1):
            part.number = str(at)
        written = [*contents, *written]
    if message.style.capitals:
        written = [_capitals(part) for part in written]
        cleared = cleared and cleared.upper()
    first = next(part for part in written if part.kind != "contents")
    first.text = f"{MARK}. {first.text}" if rng.random() < 0.6 or first.entries else f"{first.text} {MARK}."
    return written, cleared


def _text(message: Message, prose: Prose, rng: Random) -> Part:
    prose.head = prose.name()
    part = Part(" ".join((prose.sentence("open"), prose.sentences("middle", rng.randint(1, 5)))))
    if message.year >= 1997 and rng.random() < 0.08:
        part.text += " " + prose.sentence("web")
    if rng.random() < 0.03:
        part.text += " " + prose.sentence("table")
        part.inset = _table(prose, rng)
    elif rng.random() < 0.1:
        part.text += " " + prose.sentence("lead")
        mark = rng.choice(("{letter}.", "({letter})", "({number})", "-", "--"))
        part.entries = [
            Entry(mark.format(letter="ABCDEFG"[at], number=at + 1), prose.phrase("entry"))
            for at in range(rng.randint(2, 5))
        ]
        part.entries[-1].text = part.entries[-1].text.rstrip(";") + "."
    else:
        part.text += " " + prose.sentence("close") if rng.random() < 0.4 else ""
    return part


def _table(prose: Prose, rng: Random) -> list[str]:
    """Return the rows of a table: districts and two counts."""
    rows = [("District", "Before", "After")]
    rows += [
        (prose.fill("place"), str(rng.randint(10, 999)), str(rng.randint(10, 999)))
        for _ in range(rng.randint(3, 6))
    ]
    return [f"{first:<20}{second:<10}{third}" for first, second, third in rows]


def _quotation(prose: Prose, rng: Random) -> Part:
    """Return a letter given in full, with numbered points of its own (03BRASILIA3122)."""
    points = [f"{at}. {prose.sentence('quoted_item')}" for at in range(1, rng.randint(3, 5))]
    inset = [prose.sentence("letter"), prose.sentences("quoted", 2), *points, "End text."]
    return Part("Begin text:", kind="quote", inset=inset)


def _contents(written: list[Part], prose: Prose, rng: Random) -> list[Part]:
    """Return a table of contents; the paragraphs begin again at 1 below it (09BERLIN1626)."""
    return [
        Part(f"{prose.fill('place')} and the {prose.fill('thing')}", kind="contents")
        for _ in range(rng.randint(2, min(6, len(written))))
    ]


def _summary(part: Part, message: Message, rng: Random) -> Part:
    label, ending = rng.choice((
        ("Summary:", "End summary."), ("SUMMARY:", "END SUMMARY."), ("Summary.", "End Summary."),
        ("Begin summary:", "End summary."), ("Summary:", ""),
    ))  # fmt: skip
    text = part.text if not part.entries else part.text.rpartition(". ")[0] + "."
    return Part(text, kind="summary", label=label, ending=ending)


def _request(prose: Prose, rng: Random) -> Part:
    return Part(prose.sentences("request", rng.randint(1, 2)), kind="action request", label="Action request:")


def _comment(prose: Prose, rng: Random) -> Part:
    part = Part(prose.sentences("comment", rng.randint(2, 4)), kind="comment")
    part.label, part.ending = rng.choice((
        ("Comment:", "End comment."), ("COMMENT:", "END COMMENT."), ("Comment:", ""),
        ("(Comment:", "End comment.)"), ("", ""),
    ))  # fmt: skip
    if not part.label:
        part.heading = "Comment"
    return part


def _people(message: Message, prose: Prose, rng: Random) -> list[Part]:
    sides = [_SIDES[0], rng.choice(_SIDES[1:])]
    return [
        Part(
            f"{side} Participants:",
            kind="participants",
            people=[_person(side, prose, rng) for _ in range(rng.randint(1, 5))],
        )
        for side in sides
    ]


def _person(side: str, prose: Prose, rng: Random) -> tuple[Participant, str]:
    """Return someone present and the entry that lists them: title, honorific, name, remark."""
    title = rng.choice(words()["post title" if side == "U.S." else "host title"])
    office = f"{prose.fill('office')} " if side != "U.S." else ""
    if rng.random() < 0.08:
        return Participant(side, None, "Interpreter"), "Interpreter"
    honorific = rng.choice(words()["honorific"]) if side != "U.S." and rng.random() < 0.6 else None
    name = prose.name()
    note = "notetaker" if rng.random() < 0.15 else None
    who = " ".join(filter(None, (honorific, name, note and f"({note})")))
    return Participant(side, name, office + title, honorific, note), f"{office}{title} {who}"


def _head(written: list[Part], prose: Prose, rng: Random) -> None:
    """Put headings over some paragraphs of a longer message."""
    forms: tuple[HeadingForm, ...] = ("ruled", "underlined", "bare")
    form = rng.choice(forms)
    for part in written:
        if part.heading is not None:
            part.heading_form = form
    if len(written) < 5 or rng.random() < 0.4:
        return
    at = rng.randint(1, 2)
    while at < len(written):
        if written[at].heading is None and written[at].kind == "text":
            blanks = {"place": prose.fill("place"), "office": prose.office, "thing": prose.fill("thing")}
            written[at].heading = rng.choice(_HEADINGS).format_map(blanks)
            written[at].heading_form = form
        at += rng.randint(2, 6)
    for part in written if form == "bare" else ():
        part.heading = part.heading and part.heading.upper()


def _under_labels(written: list[Part]) -> None:
    """Give the paragraphs under a heading that is a label (``Background``) its kind."""
    label = None
    for part in written:
        label = part.heading or label
        if label and label.lower() == "background" and part.kind == "text":
            part.kind = "background"


def _number(written: list[Part], message: Message, rng: Random) -> None:
    assert message.cable.classification is not None
    marks = _PORTIONS.get(message.cable.classification.level, ())
    marked = bool(marks) and message.year >= 1985 and rng.random() < (0.9 if message.year >= 1995 else 0.4)
    numbered = message.year < 1995 or rng.random() < 0.97 or any(part.people for part in written)
    if not numbered:
        written[:] = [part for part in written if part.kind not in ("closing", "quote")]
    for at, part in enumerate(written, 1):
        part.number = str(at) if numbered else None
        if marked and part.kind not in ("participants", "closing"):
            part.portion = rng.choice(marks)
            for entry in (
                part.entries
                if rng.random() < 0.3 and part.entries[:1] and len(part.entries[0].mark) > 2
                else ()
            ):
                entry.portion = rng.choice(marks)


def _capitals(part: Part) -> Part:
    people = [
        (Participant(*((value.upper() if value else None) for value in (
            person.side, person.name, person.title, person.honorific, person.note))), entry.upper())
        for person, entry in part.people
    ]  # fmt: skip
    return replace(
        part,
        text=part.text.upper(),
        label=part.label.upper(),
        ending=part.ending.upper(),
        heading=part.heading.upper() if part.heading else None,
        inset=[block.upper() for block in part.inset],
        entries=[replace(entry, text=entry.text.upper()) for entry in part.entries],
        people=people,
    )


def breakable(written: list[Part]) -> Iterator[str]:
    """Yield the words that stand in the text twice, so that a cut one can be told from a compound."""
    seen: set[str] = set()
    for part in written:
        for word in part.text.split():
            bare = word.strip('.,;:()"')
            if bare in seen and bare.isalpha():
                yield bare
            seen.add(bare)
