"""The paragraphs of an invented message: summary, text, lists, comment, request, participants, clearance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from cablegram.model import Participant

from .message import Entry, HeadingForm, Message, Part
from .prose import MARK, Prose, words

_MOST = 70
"""Paragraphs of one message; few published ones have more."""
_PORTIONS = {
    "UNCLASSIFIED": ("U", "U", "SBU"),
    "CONFIDENTIAL": ("C", "C", "C", "U", "C/NF"),
    "SECRET": ("S", "S", "S/NF", "C", "S//NF"),
}


def parts(message: Message, prose: Prose, rng: Random) -> tuple[list[Part], str | None]:
    """Return the paragraphs, and who cleared the message if its text says so.

    Their number is long-tailed, so that a body has some 6,500 characters on average.
    """
    written = _paragraphs(message, prose, rng, max(1, min(_MOST, int(rng.lognormvariate(2.35, 0.78)))))
    cleared = None
    if message.year >= 1995 and len(written) > 2 and rng.random() < 0.15:
        people = _people(prose, rng)
        written += people
        if rng.random() < 0.5:
            cleared = next((person.name for person, _ in people[0].people if person.name), prose.name())
            sentence = rng.choice(("{} has cleared this report.", "This message was cleared by {}."))
            written.append(Part(sentence.format(cleared), kind="clearance"))
    if message.sender.post == "STATE" and rng.random() < 0.3:
        written.append(Part("Minimize considered.", kind="closing"))
    _head(written, prose, rng)
    _under_labels(written)
    _number(written, message, rng)
    if message.year >= 1995 and len(written) > 3 and written[0].kind == "text" and rng.random() < 0.1:
        written = [*_contents(len(written), prose, rng), *written] if written[0].number else written
    if message.style.capitals:
        written = [_capitals(part) for part in written]
        cleared = cleared and cleared.upper()
    first = next(part for part in written if part.kind != "contents")
    first.text = f"{MARK}. {first.text}" if rng.random() < 0.6 or first.entries else f"{first.text} {MARK}."
    return written, cleared


def _paragraphs(message: Message, prose: Prose, rng: Random, count: int) -> list[Part]:
    """Return ``count`` paragraphs, the first and last at times summary and comment, and some between."""
    written = [_text(message, prose, rng) for _ in range(count)]
    if count > 2 and rng.random() < 0.7:
        written[0] = _summary(written[0], rng)
        if count > 6 and rng.random() < 0.2:
            written[0].ending = ""
            written[1] = Part(_in_one_block(written[1]), kind="summary", ending="End summary.")
    if count > 3 and rng.random() < 0.6:
        written[-1] = _comment(prose, rng)
    if count > 4 and rng.random() < 0.15:
        behind_summary = next(at for at, part in enumerate(written) if part.kind != "summary")
        written.insert(rng.choice((behind_summary, len(written))), _request(prose, rng))
    if count > 4 and rng.random() < 0.03:
        written.insert(rng.randint(2, len(written)), _quotation(prose, rng))
    return written


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


def _contents(most: int, prose: Prose, rng: Random) -> list[Part]:
    """Return a table of contents; the paragraphs begin again at 1 below it (09BERLIN1626)."""
    return [
        Part(f"{prose.fill('place')} and the {prose.fill('thing')}", str(at), kind="contents")
        for at in range(1, rng.randint(3, min(7, most + 1)))
    ]


def _summary(part: Part, rng: Random) -> Part:
    label, ending = rng.choice((
        ("Summary:", "End summary."), ("SUMMARY:", "END SUMMARY."), ("Summary.", "End Summary."),
        ("Begin summary:", "End summary."), ("Summary:", ""),
    ))  # fmt: skip
    return Part(_in_one_block(part), kind="summary", label=label, ending=ending)


def _in_one_block(part: Part) -> str:
    """Return a paragraph's text without the sentence that leads up to a list or table."""
    return part.text.rpartition(". ")[0] + "." if part.entries or part.inset else part.text


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


def _people(prose: Prose, rng: Random) -> list[Part]:
    sides = ["U.S.", rng.choice(words()["side"])]
    listed = [
        Part(
            f"{side} Participants:",
            kind="participants",
            people=[_person(side, prose, rng) for _ in range(rng.randint(1, 5))],
        )
        for side in sides
    ]
    listed[0].heading = "Meeting Participants"
    return listed


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
            written[at].heading = rng.choice(words()["heading"]).format_map(blanks)
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
    set_apart = any(part.people or part.inset or part.kind == "closing" for part in written)
    numbered = message.year < 1995 or set_apart or rng.random() < 0.96
    for at, part in enumerate(written, 1):
        part.number = str(at) if numbered else None
        if marked and part.kind not in ("participants", "closing"):
            part.portion = rng.choice(marks)
            if part.entries and len(part.entries[0].mark) > 2 and rng.random() < 0.3:
                for entry in part.entries:
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
            if bare in seen and bare.isalpha() and "XXXX" not in bare:
                yield bare
            seen.add(bare)
