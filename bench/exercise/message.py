"""The invented message between its parts: what it says (the truth) and the choices of how it is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import msgspec

from cablegram.codebooks import PostEntry
from cablegram.model import Cable, Heading, PageLine, Paragraph, Participant, SubParagraph

from .roster import Sender

Form = Literal["relayed", "plain", "department", "extract"]
HeadingForm = Literal["ruled", "underlined", "bare"]
Role = Literal[
    "blank", "extract", "banner", "page", "distribution", "dash", "drafting", "transmission", "relay gap",
    "dtg", "from", "address", "class", "caption", "passing", "handling", "order", "tags", "subject",
    "reference", "classified", "open", "text", "entry", "heading", "rule", "section", "group", "signer",
    "end", "stamp",
]  # fmt: skip


class Line(NamedTuple):
    """One line as written, and what it is there for: the garbler damages each role by its own rule."""

    text: str
    role: Role


BLANK = Line("", "blank")


@dataclass
class Entry:
    """A lettered or bulleted part of a paragraph; ``mark`` as written (``A.``, ``(1)``, ``--``)."""

    mark: str
    text: str
    portion: str | None = None


@dataclass
class Part:
    """One paragraph and the heading above it, if it begins there.

    ``label`` and ``ending`` stand around the text (``Summary:`` … ``End summary.``);
    ``people`` are listed in it, one a line, under ``text``; ``inset`` are the rows of a table or the
    paragraphs of a quoted letter, set apart below it.
    """

    text: str
    number: str | None = None
    portion: str | None = None
    kind: str = "text"
    label: str = ""
    ending: str = ""
    entries: list[Entry] = field(default_factory=list)
    people: list[tuple[Participant, str]] = field(default_factory=list)
    inset: list[str] = field(default_factory=list)
    heading: str | None = None
    heading_form: HeadingForm = "underlined"

    @property
    def blocks(self) -> list[str]:
        """The paragraph's blocks, each without line ends."""
        first = _joined(self.label, self.text, self.ending)
        entries = [_joined(entry.mark, _marking(entry.portion), entry.text) for entry in self.entries]
        return [first, *entries, *(written for _, written in self.people), *self.inset]


@dataclass
class Style:
    """Habits of one message, chosen once so that its zones agree."""

    form: Form
    printed: bool = False
    capitals: bool = False
    width: int = 60
    two_blanks: bool = False
    number_form: str = "{}. "
    gaps: bool = True
    revision: int | None = None


@dataclass
class Message:
    """What a message says; ``cable`` holds all but its paragraphs and what follows from them.

    ``attention``, ``order`` and ``authority`` are the wordings of attention lines, E.O. value and
    classification authority, where there is more than one way to put it.
    """

    sender: Sender
    post: PostEntry
    style: Style
    cable: Cable
    parts: list[Part]
    pages: list[PageLine] = field(default_factory=list)
    attention: list[list[str]] = field(default_factory=list)
    order: str = ""
    authority: str = ""

    @property
    def year(self) -> int:
        return self.sender.date.year

    @property
    def place(self) -> str:
        """The post's name as its own telegrams give it."""
        return place_name(self.post)

    def say(self, **fields: object) -> None:
        """Set fields of the cable."""
        self.cable = msgspec.structs.replace(self.cable, **fields)

    def truth(self) -> Cable:
        """Return the whole cable."""
        headings = [
            Heading(part.heading, before)
            for before, part in enumerate(self.parts)
            if part.heading is not None
        ]
        paragraphs = tuple(_paragraph(part, before, headings) for before, part in enumerate(self.parts))
        summary = " ".join(part.text for part in self.parts if part.kind == "summary") or None
        people = tuple(person for part in self.parts for person, _ in part.people)
        return msgspec.structs.replace(
            self.cable,
            headings=tuple(headings),
            paragraphs=paragraphs,
            summary=summary,
            participants=people,
            pages=tuple(self.pages),
        )


def place_name(post: PostEntry) -> str:
    """Return a post's name as telegrams give it: its address without what kind of post it is."""
    if post.slug == "STATE":
        return "STATE"
    address = post.plad or ""
    for word in ("AMEMBASSY ", "AMCONSUL ", "USMISSION "):
        address = address.removeprefix(word)
    return address


def _paragraph(part: Part, index: int, headings: list[Heading]) -> Paragraph:
    above = [heading.text for heading in headings if heading.before <= index]
    return Paragraph(
        part.number,
        "\n".join(part.blocks),
        _canonical(part.portion),
        part.kind,
        above[-1] if above else None,
        tuple(
            SubParagraph(entry.mark.strip("().") or entry.mark, entry.text, _canonical(entry.portion))
            for entry in part.entries
        ),
    )


def _joined(*words: str) -> str:
    return " ".join(filter(None, words))


def _marking(portion: str | None) -> str:
    return f"({portion})" if portion else ""


def _canonical(portion: str | None) -> str | None:
    """Return a portion marking as its codebook spells it: ``S/NF`` is ``S//NF``."""
    return portion and portion.replace("//", "/").replace("/", "//")
