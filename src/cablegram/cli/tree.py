"""A record as a tree for a person: everything the cable has, and what is odd about it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.text import Text
from rich.tree import Tree

from cablegram.model import (
    Addressee,
    Cable,
    ClassifiedBy,
    ExecutiveOrder,
    Finding,
    Paragraph,
    Participant,
    Passing,
    Person,
    Reference,
    Tag,
    Transmission,
)
from cablegram.reading import Record

from .twigs import ASIDE, LABEL, LEVELS, branch, listed, moment, said
from .visible import visible


def tree(record: Record) -> Tree:
    """Return the tree of one record; what a cable lacks is left out."""
    cable = record.cable
    root = Tree(said((cable.mrn or "no number", "bold"), (cable.title or cable.subject, "bold white")))
    root.guide_style = ASIDE
    branch(root, "source", _source(record))
    branch(root, "publisher", _publisher(record))
    branch(root, "date", [said((moment(cable.date), ""), (_precedence(cable), "yellow"))])
    if cable.from_:
        station = cable.from_
        post = station.post and f"post {station.post}"
        branch(root, "from", [said((station.name, ""), (station.routing_indicator, ASIDE), (post, ASIDE))])
    branch(root, "to", map(_addressee, cable.action))
    branch(root, "info", map(_addressee, cable.info))
    if cable.transmission:
        branch(root, "transmission", _transmission(cable.transmission))
    branch(root, "classification", _classification(cable))
    branch(root, "captions", [listed(caption.caption for caption in cable.captions)])
    branch(root, "passing", _passing(cable.passing))
    if cable.executive_order:
        branch(root, "order", [_order(cable.executive_order)])
    if cable.classified_by:
        branch(root, "classified by", _classified_by(cable.classified_by))
    branch(root, "TAGS", map(_tag, cable.tags))
    branch(root, "subject", [said((cable.subject_portion, "yellow"), (cable.subject, ""))])
    branch(root, "references", map(_reference, cable.references))
    branch(root, "summary", [said((cable.summary, ""))])
    _text(root, cable)
    branch(root, "participants", _participants(cable.participants))
    branch(root, "cleared by", map(_person, cable.cleared_by))
    branch(root, "drafted by", [_person(cable.drafted_by)])
    branch(root, "approved by", [_person(cable.approved_by)])
    branch(root, "signed by", [said((cable.signed_by, ""))])
    branch(root, "layout", [_layout(cable)])
    branch(root, "findings", (_finding(finding, record.text) for finding in cable.findings))
    return root


def _precedence(cable: Cable) -> str | None:
    action, info = cable.precedence.action, cable.precedence.info
    return f"{action}, info {info}" if info else action


def _source(record: Record) -> Iterator[Text]:
    source = record.source
    place = ": ".join(filter(None, (source.path or "standard input", source.member, source.locator)))
    yield said((record.container, ""), (place, ""), (f"sha256 {source.sha256[:16]}…", ASIDE))


def _publisher(record: Record) -> Iterator[Text]:
    given = record.given
    dates = {"date": given.date, "released": given.released}
    stated = {"number": given.mrn, "title": given.title, "origin": given.origin}
    stated["classification"] = given.classification
    stated |= {name: f"{moment:%Y-%m-%d %H:%M}" for name, moment in dates.items() if moment}
    stated |= {"TAGS": ", ".join(given.tags), "references": ", ".join(given.references), **given.other}
    for name, value in stated.items():
        if value:
            yield said((name, ASIDE), (value, ""))


def _addressee(addressee: Addressee) -> Text:
    return said(
        (addressee.name, ""),
        (addressee.routing_indicator, ASIDE),
        (addressee.post and f"post {addressee.post}", ASIDE),
        (addressee.precedence, "yellow"),
        (addressee.serial and f"no. {addressee.serial}", ASIDE),
        (", ".join(addressee.offices), ""),
        ("collective" if addressee.collective else None, "magenta"),
        (f"except {', '.join(addressee.exclusions)}" if addressee.exclusions else None, ""),
        (addressee.delivery, ""),
    )


def _transmission(sent: Transmission) -> Iterator[Text]:
    yield said((sent.id, ""), (sent.precedence, "yellow"))
    if sent.originator or sent.station_serial is not None:
        number = "" if sent.station_serial is None else f"#{sent.station_serial:04}"
        section = f"/{sent.section:02}" if sent.section else ""
        filed = moment(sent.filed)
        yield said((f"{sent.originator or '?'} {number}{section}", ""), (filed and f"filed {filed}", ASIDE))
    signals = (" ".join((signal.code, *signal.arguments)) for signal in sent.operating_signals)
    yield said((sent.security, ""), (", ".join(signals), ""))
    relays = ", ".join(relay.code for relay in sent.relayed_to)
    yield said(("relayed to" if relays else None, ASIDE), (relays, ""))


def _classification(cable: Cable) -> Iterator[Text]:
    if cable.classification:
        level = cable.classification.level
        caveats = " ".join(cable.classification.caveats)
        yield said((level, LEVELS.get(level, "bold")), (caveats, "magenta"))


def _passing(passing: tuple[Passing, ...]) -> Iterator[Text]:
    for agency, readers in groupby(passing, key=lambda one: one.agency):
        people = (": ".join(filter(None, (one.office, one.person))) or one.as_found for one in readers)
        yield said((agency, "bold"), ("; ".join(people), ""))


def _order(order: ExecutiveOrder) -> Text:
    return said(
        (order.order and f"E.O. {order.order}", ""),
        (order.as_found, ""),
        (order.kind if order.kind != "na" else None, "yellow"),
        (order.declassify_on.isoformat() if order.declassify_on else None, ""),
        (", ".join(order.exemptions), "magenta"),
    )


def _classified_by(stated: ClassifiedBy) -> Iterator[Text]:
    for authority in stated.authorities:
        yield said((authority.name, ""), (authority.title, ASIDE))
    reasons = f"{stated.section or ''}({', '.join(stated.reasons)})" if stated.reasons else stated.section
    yield said(("reason" if reasons else None, ASIDE), (reasons, ""))
    yield said(("derived from" if stated.derived_from else None, ASIDE), (stated.derived_from, ""))


def _tag(tag: Tag) -> Text:
    return said((tag.code, "bold"), (tag.name, ""), (tag.kind, ASIDE))


def _reference(cited: Reference) -> Text:
    return said(
        (cited.letter and f"{cited.letter}.", ASIDE),
        (cited.mrn or cited.text, "bold" if cited.mrn else ""),
        (cited.kind if cited.kind != "cable" else None, ASIDE),
        (cited.caption, "magenta"),
        (cited.title, ""),
        ("and previous" if cited.and_previous else None, ASIDE),
    )


def _text(root: Tree, cable: Cable) -> None:
    if not cable.paragraphs:
        return
    text = root.add(Text.assemble(("text", LABEL), (f"  {len(cable.paragraphs)}", ASIDE)))
    for heading, paragraphs in groupby(cable.paragraphs, key=lambda paragraph: paragraph.heading):
        under = text.add(Text(visible(heading), "bold")) if heading else text
        for paragraph in paragraphs:
            _paragraph(under, paragraph)


def _paragraph(under: Tree, paragraph: Paragraph) -> None:
    """Add a paragraph; what stands on lines of its own, items and entries of lists, stands below it."""
    number = paragraph.number and f"{paragraph.number}."
    portion = paragraph.portion and f"({paragraph.portion})"
    kind = paragraph.kind if paragraph.kind != "text" else None
    first, *others = filter(None, paragraph.text.split("\n")) if paragraph.text else [""]
    leaf = under.add(said((number, "bold"), (portion, "yellow"), (kind, "magenta"), (first, "")))
    for line in others:
        leaf.add(Text(visible(line)))


def _participants(people: tuple[Participant, ...]) -> Iterator[Text]:
    for person in people:
        yield said(
            (person.side, ASIDE),
            (" ".join(filter(None, (person.honorific, person.name))), "bold"),
            (person.title, ""),
            (person.note and f"({person.note})", ASIDE),
        )


def _person(person: Person | None) -> Text:
    return said((person.name, "bold"), (person.office, ASIDE)) if person else Text()


def _layout(cable: Cable) -> Text:
    section = cable.sections[0].of if cable.sections else 0
    counts = {
        "sections": section,
        "page lines": len(cable.pages),
        "redactions": len(cable.redactions),
        "handling lines": len(cable.marks),
    }
    stated = [f"{count} {name}" for name, count in counts.items() if count]
    stated += ["partial extract"] * cable.partial + [cable.travel_serial or ""]
    return said((", ".join(filter(None, stated)), ""), (f"{cable.coverage:.1%} of its lines read", ASIDE))


def _finding(finding: Finding, raw: str) -> Text:
    line = f"line {raw.count(chr(10), 0, finding.span.start) + 1}" if finding.span else None
    return said((finding.code, "yellow"), (finding.message, ""), (line, ASIDE))
