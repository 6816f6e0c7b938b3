"""Cables for property tests: structures the standard layout can hold, with values the parser can give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from cablegram import codebooks
from cablegram.codebooks import PostEntry
from cablegram.model import (
    Addressee,
    Authority,
    Cable,
    Caption,
    Classification,
    ClassifiedBy,
    ExecutiveOrder,
    Heading,
    OperatingSignal,
    Paragraph,
    Participant,
    Passing,
    Person,
    Precedence,
    Reference,
    RoutingIndicator,
    Section,
    Station,
    SubParagraph,
    Tag,
    Transmission,
)
from cablegram.parse.classified_by import normalise_name
from cablegram.parse.kinds import summary_of
from cablegram.parse.title import readable_title

_TEXT = """the a of to in and that with for on by from at as minister ministry talks trade fisheries agreement
said noted agreed asked whether delegation port harbour customs officials proposal working level
visit June 14, 2005, 7 percent (MOFA) Deputy Director meeting exports imports "in principle"
government's position next week, however, which would not be ready before the autumn session of
parliament; he added progress was slow"""
_SUBJECT = """EXERCISE FISHERIES TALKS IN THE HARBOUR: MINISTER SEES PROGRESS ON CUSTOMS AND TRADE, VISIT OF
DELEGATION POSTPONED AGAIN; NEXT ROUND (PART TWO) FOR NEW PORT AUTHORITY"""
WORDS, SUBJECT_WORDS = _TEXT.split(), _SUBJECT.split()
HEADINGS = (
    "Fish And Harbours",
    "Next Steps",
    "Harbour Dues And Fish",
    "THE TALKS",
    "What The Minister Wants",
)
NAMES = ("John Smith", "Mary Q. Jones", "Peter Miller", "Anna Brown")
SURNAMES = ("SMITH", "JONES", "MILLER", "BROWN", "O'NEILL")
TITLES = ("Economic Officer", "Deputy Chief of Mission", "Ambassador", "Political Counselor")
PRECEDENCES = ("FLASH", "IMMEDIATE", "PRIORITY", "ROUTINE")
OFFICES = ("EAP/CM", "EUR/RPM", "NEA", "China Office", "INR/R/MR")
READERS = ("JYamomoto", "SMcCoy", "ACelico", "RBae", "LBoland")


def _spelled(post: PostEntry) -> bool:
    """Tell whether the post's address spells its slug, as those of embassies and consulates do."""
    return post.kind in ("embassy", "consulate") and (post.plad or "").replace(" ", "").endswith(post.slug)


POSTS = sorted((post for post in codebooks.posts().values() if _spelled(post)), key=lambda post: post.slug)
TAGS = [entry for entry in codebooks.tags().values() if entry.status == "current" and entry.kind != "term"]
RELAYS = sorted(code for code in codebooks.stations() if code.startswith("RUEH") and code != "RUEHWEB")[:200]
MARKS = ("U", "C", "S", "SBU", "C//NF", "S//NF")


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return a strategy for what ``strategy`` gives, or None."""
    return st.none() | strategy


def several(strategy: st.SearchStrategy[Any], least: int, most: int, **how: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for tuples of what ``strategy`` gives."""
    return st.lists(strategy, min_size=least, max_size=most, **how).map(tuple)


def sentences(most: int) -> st.SearchStrategy[str]:
    """Return a strategy for one to ``most`` sentences of plain words."""
    sentence = st.lists(st.sampled_from(WORDS), min_size=4, max_size=40).map(
        lambda words: "They " + " ".join(words).rstrip(",;") + " today."
    )
    return st.lists(sentence, min_size=1, max_size=most).map(" ".join)


@st.composite
def transmissions(
    draw: st.DrawFn, number: int, filed: datetime, parts: int, originator: str, word: str
) -> Transmission:
    channel, serial = draw(st.sampled_from(("XRO", "XYZ"))), f"{draw(st.integers(0, 9999)):04d}"
    relays = draw(several(st.sampled_from(RELAYS), 1, 20, unique=True)) if channel == "XRO" else ()
    secret = draw(st.booleans())
    return Transmission(
        id=f"VZCZC{channel}{serial}",
        channel=channel,
        channel_serial=serial,
        precedence=word,
        relayed_to=tuple(map(RoutingIndicator, relays)),
        originator=originator,
        station_serial=number % 10_000,
        section=1 if parts else None,
        filed=filed + timedelta(minutes=draw(st.integers(0, 60))),
        security="CCCCC" if secret else "UUUUU",
        operating_signals=(
            OperatingSignal("ZNY" if secret else "ZNR"),
            OperatingSignal("ZZH"),
            *draw(
                st.sampled_from(
                    [(), (OperatingSignal("ZDS"),), (OperatingSignal("ZUI", ("RUEWMCE1074", "1581702")),)]
                )
            ),
        ),
    )


def addressees(*, relayed: bool) -> st.SearchStrategy[Addressee]:
    """Return a strategy for addressees, with routing indicators where the message has been relayed."""
    return st.builds(
        lambda post, *details: Addressee(
            post.plad,
            post.routing_indicators[0] if relayed and post.routing_indicators else None,
            post.slug,
            *details,
        ),
        st.sampled_from(POSTS),
        maybe(st.sampled_from((*PRECEDENCES, "NIACT IMMEDIATE"))),
        maybe(st.integers(0, 9999).map("{:04d}".format)),
        st.sampled_from(((), ("PA",), ("ECON", "POL"))),
    )


def collectives() -> st.SearchStrategy[tuple[Addressee, ...]]:
    """Return a strategy for a collective address that leaves out some stations, or none."""
    return several(st.sampled_from(("USINT HAVANA", "AMEMBASSY KABUL")), 0, 2, unique=True).map(
        lambda left_out: (
            Addressee("ALL DIPLOMATIC POSTS COLLECTIVE", None, None, exclusions=left_out, collective=True),
        )
    ) | st.just(())


def executive_orders(year: int) -> st.SearchStrategy[ExecutiveOrder]:
    """Return a strategy for classification-order lines of a cable of ``year``."""
    until = st.dates(date(year, 1, 1), date(year + 25, 12, 31))
    return st.one_of(
        st.just(ExecutiveOrder("12958", "na")),
        st.just(ExecutiveOrder("12356", "oadr")),
        st.just(ExecutiveOrder("11652", "gds")),
        until.map(lambda day: ExecutiveOrder("12958", "date", day)),
        until.map(lambda day: ExecutiveOrder("12065", "gds", day, authority="SMITH, JOHN", office="OR-P")),
        st.just(ExecutiveOrder("12958", "event", event="AFTER THE END OF THE TALKS")),
        st.just(ExecutiveOrder("12958", "exemption", exemptions=("X1", "X6"))),
        st.just(ExecutiveOrder("13526", "declassified", date(2012, 9, 2), authority="NARA")),
    )


def passing() -> st.SearchStrategy[tuple[Passing, ...]]:
    """Return a strategy for passing lines: agencies, each with offices, each with people."""
    offices = st.lists(
        st.tuples(st.sampled_from(OFFICES), st.lists(st.sampled_from(READERS), max_size=2, unique=True)),
        min_size=1,
        max_size=3,
        unique_by=lambda office: office[0],
    )
    agencies = st.lists(st.sampled_from(("STATE", "USTR", "DOJ", "COMMERCE")), max_size=3, unique=True)
    return agencies.flatmap(
        lambda names: st.tuples(*(st.tuples(st.just(name), offices) for name in names))
    ).map(
        lambda lines: tuple(
            Passing(agency, office, person)
            for agency, groups in lines
            for office, people in groups
            for person in people or [None]
        )
    )


@st.composite
def references(draw: st.DrawFn, year: int, own: str) -> tuple[Reference, ...]:
    posts = draw(st.lists(st.sampled_from(POSTS), max_size=4))
    items = []
    for index, post in enumerate(posts):
        name = (post.plad or "").partition(" ")[2]
        number, other = draw(st.integers(1, 99_999)), draw(st.none() | st.integers(year - 5, year))
        caption, previous = draw(st.sampled_from(((None, False), ("NOTAL", False), (None, True))))
        year_stated = other and f"{other % 100:02d}"
        tail = "AND PREVIOUS" if previous else caption and f"({caption})"
        text = " ".join(filter(None, (year_stated, f"{name} {number}", tail)))
        letter = "ABCD"[index] if len(posts) > 1 else None
        mrn = f"{(other or year) % 100:02d}{post.slug}{number}"
        items.append(Reference("cable", text, letter, mrn, caption, previous))
    assume(all(item.mrn != own for item in items))  # no cable cites itself
    return tuple(items)


def classified_by() -> st.SearchStrategy[ClassifiedBy]:
    """Return a strategy for classification authorities."""
    authority = st.sampled_from(NAMES).flatmap(
        lambda name: st.builds(
            Authority, st.just(name), st.sampled_from(TITLES), st.just(normalise_name(name))
        )
    )
    reasons = st.sets(st.sampled_from("abcdefgh"), min_size=1, max_size=3).map(
        lambda found: tuple(sorted(found))
    )
    return st.builds(
        ClassifiedBy, authority.map(lambda one: (one,)), st.sampled_from(("1.4", "1.5")), reasons
    )


@st.composite
def paragraphs(draw: st.DrawFn, number: str | None, heading: str | None) -> Paragraph:
    text = draw(sentences(4))
    portion = draw(maybe(st.sampled_from(MARKS))) if number else None
    subparagraphs: tuple[SubParagraph, ...] = ()
    kind = draw(st.sampled_from(("text", "text", "text", "comment", "list"))) if number else "text"
    if number == "1" and draw(st.booleans()):
        kind = "summary"
        text = f"Summary: {text} End Summary."
    if kind == "comment":
        text = f"Comment: {text} End Comment."
    elif kind == "list":
        kind = "text"
        items = draw(st.lists(st.tuples(sentences(1), maybe(st.sampled_from(MARKS))), min_size=2, max_size=4))
        subparagraphs = tuple(
            SubParagraph(label, item, mark) for label, (item, mark) in zip("ABCD", items, strict=False)
        )
        lines = [
            " ".join(filter(None, (f"{sub.label}.", sub.portion and f"({sub.portion})", sub.text)))
            for sub in subparagraphs
        ]
        text = "\n".join([text, *lines])
    return Paragraph(number, text, portion, kind, heading, subparagraphs)


@st.composite
def participants(
    draw: st.DrawFn, number: int, heading: str | None
) -> tuple[Paragraph, tuple[Participant, ...]]:
    side = draw(st.sampled_from(("U.S.", "Chinese", "EU")))
    people = []
    lines = [f"{side} Participants:"]
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True)):
        title, note = draw(st.sampled_from(TITLES)), draw(st.sampled_from((None, "notetaker")))
        honorific = draw(st.sampled_from((None, "Mr.", "Dr.")))
        people.append(Participant(side, name, title, honorific, note))
        lines.append(" ".join(filter(None, (title, honorific, name, note and f"({note})"))))
    return Paragraph(str(number), "\n".join(lines), None, "participants", heading), tuple(people)


@st.composite
def endings(draw: st.DrawFn, body: tuple[Paragraph, ...]) -> dict[str, Any]:
    """Draw the paragraphs that end a numbered text, with the people they name."""
    heading = body[-1].heading
    listed, people = draw(participants(len(body) + 1, heading))
    clearing = draw(st.sampled_from(NAMES))
    cleared = Paragraph(str(len(body) + 2), f"{clearing} has cleared this cable.", None, "clearance", heading)
    return {"paragraphs": (*body, listed, cleared), "participants": people, "cleared_by": (Person(clearing),)}


@st.composite
def bodies(draw: st.DrawFn) -> tuple[tuple[Heading, ...], tuple[Paragraph, ...]]:
    numbered = draw(st.booleans())
    headings, body, heading = [], [], None
    for index in range(draw(st.integers(1, 7))):
        if draw(st.integers(0, 3)) == 0:
            heading = draw(st.sampled_from(HEADINGS))
            headings.append(Heading(heading, index))
        body.append(draw(paragraphs(str(index + 1) if numbered else None, heading)))
    return tuple(headings), tuple(body)


def sections(body: Sequence[Paragraph]) -> st.SearchStrategy[tuple[Section, ...]]:
    """Return a strategy for the sections a text of that length can be cut into."""
    words = sum(len(paragraph.text.split()) for paragraph in body)
    parts = st.integers(0, 3) if words > 150 and body[0].number else st.integers(0, 1)
    return parts.map(lambda count: tuple(Section(number, count) for number in range(1, count + 1)))


@st.composite
def cables(draw: st.DrawFn) -> Cable:
    """Draw a cable whose values agree with each other."""
    post, number = draw(st.sampled_from(POSTS)), draw(st.integers(1, 99_999))
    filed = draw(st.datetimes(datetime(1973, 1, 1), datetime(2010, 2, 28))).replace(
        second=0, microsecond=0, tzinfo=UTC
    )
    headings, body = draw(bodies())
    parts = draw(sections(body))
    texts: dict[str, Any] = {"paragraphs": body}
    if body[-1].number and draw(st.booleans()):
        texts = draw(endings(body))
    word = draw(st.sampled_from(PRECEDENCES))
    originator = (post.routing_indicators or ("RUEHXX",))[0]
    transmission = draw(maybe(transmissions(number, filed, len(parts), originator, word)))
    relayed = transmission is not None
    subject = " ".join(draw(st.lists(st.sampled_from(SUBJECT_WORDS), min_size=1, max_size=25))).rstrip(",;:")
    captions = draw(several(st.sampled_from(("SIPDIS", "NOFORN", "SENSITIVE", "EXDIS")), 0, 3, unique=True))
    kinds = {entry.caption: entry.kind for entry in codebooks.captions()}
    drafted = (
        None
        if relayed
        else draw(maybe(st.builds(Person, st.just("JSMITH"), st.sampled_from(("EUR/RPM", "EAP")))))
    )
    return Cable(
        mrn=f"{filed:%y}{post.slug}{number}",
        date=filed,
        transmission=transmission,
        precedence=Precedence(word, draw(maybe(st.sampled_from(PRECEDENCES)))),
        from_=Station(post.plad or "", originator if relayed else None, post.slug),
        action=draw(several(addressees(relayed=relayed), 1, 3)),
        info=(*draw(several(addressees(relayed=relayed), 0, 6)), *draw(collectives())),
        classification=Classification(
            draw(st.sampled_from(("UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "LIMITED OFFICIAL USE")))
        ),
        sections=parts,
        captions=tuple(Caption(caption, kinds[caption]) for caption in captions),
        passing=draw(passing()),
        executive_order=draw(executive_orders(filed.year)),
        tags=tuple(
            Tag(tag.code, tag.kind, tag.name)
            for tag in draw(several(st.sampled_from(TAGS), 1, 8, unique=True))
        ),
        subject=subject,
        subject_portion=draw(maybe(st.sampled_from(("U", "C", "S")))),
        title=readable_title(subject),
        references=draw(references(filed.year, f"{filed:%y}{post.slug}{number}")),
        classified_by=draw(maybe(classified_by())),
        headings=headings,
        **texts,
        summary=summary_of(body),
        travel_serial=draw(st.sampled_from((None, None, "TOSEC 140323"))),
        drafted_by=drafted,
        signed_by=draw(maybe(st.sampled_from(SURNAMES))),
    )
