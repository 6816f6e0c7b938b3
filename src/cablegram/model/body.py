"""What the text of a cable is made of: headings, paragraphs, people, marks of its journey."""

from __future__ import annotations

from .places import Located, Span


class Heading(Located, frozen=True):
    """A heading; it holds for the paragraphs from ``before`` (their index) to the next heading."""

    text: str
    before: int


class SubParagraph(Located, frozen=True):
    """A lettered, numbered or bulleted part of a paragraph; ``label`` as written without its bracket or full stop."""

    label: str
    text: str
    portion: str | None = None


class Paragraph(Located, frozen=True):
    """A paragraph (5 FAH-1 H-246), its text clean: page lines gone, sentences and addresses mended.

    ``portion`` is the portion marking as its codebook spells it (``S//NF``) or ``None``; it is
    never inherited. ``kind``: text, summary, comment, action request, participants, clearance,
    note, introduction, background, quote, contents, closing. ``heading`` is the one it stands under.
    ``text_span`` is where the text proper begins and ends (number and marking left out).
    """

    number: str | None
    text: str
    portion: str | None = None
    kind: str = "text"
    heading: str | None = None
    subparagraphs: tuple[SubParagraph, ...] = ()
    text_span: Span | None = None


class Participant(Located, frozen=True):
    """Someone listed as taking part in a meeting; an unnamed one has only a title."""

    side: str | None
    name: str | None
    title: str | None = None
    honorific: str | None = None
    note: str | None = None


class Person(Located, frozen=True):
    """Someone the text says cleared, drafted or approved the message, with office or title where stated."""

    name: str
    office: str | None = None
    title: str | None = None


class Redaction(Located, frozen=True):
    """Characters a publisher blacked out; their number says nothing."""


class Mark(Located, frozen=True):
    """A line that belongs to the message's handling rather than to its content.

    ``kind``: partial-banner, press-date, publisher-note, banner, distribution, comm-center, bt,
    end, stamp, handling, repeated-header, group, minimize, trailer.
    """

    kind: str
