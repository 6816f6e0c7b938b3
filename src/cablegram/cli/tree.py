"""A record as a tree for a person: everything the cable has, and what is odd about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
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

from .visible import visible

_LEVELS = {"UNCLASSIFIED": "green", "CONFIDENTIAL": "blue", "SECRET": "red", "TOP SECRET": "bold red"}
_LABEL = "cyan"
_ASIDE = "bright_black"


def tree(record: Record) -> Tree:
    """Return the tree of one record; what a cable lacks is left out."""
    cable = record.cable
    root = Tree(_said((cable.mrn or "no number", "bold"), (cable.title or cable.subject, "bold white")))
    root.guide_style = _ASIDE
    _branch(root, "source", _source(record))
    _branch(root, "publisher", _publisher(record))
    _branch(root, "date", [_said((_moment(cable.date), ""), (_precedence(cable), "yellow"))])
    if cable.from_:
        station = cable.from_
        post = station.post and f"post {station.post}"
        _branch(
            root, "from", [_said((station.name, ""), (station.routing_indicator, _ASIDE), (post, _ASIDE))]
        )
    _branch(root, "to", map(_addressee, cable.action))
    _branch(root, "info", map(_addressee, cable.info))
    if cable.transmission:
        _branch(root, "transmission", _transmission(cable.transmission))
    _branch(root, "classification", _classification(cable))
    _branch(root, "captions", [_listed(caption.caption for caption in cable.captions)])
    _branch(root, "passing", _passing(cable.passing))
    if cable.executive_order:
        _branch(root, "order", [_order(cable.executive_order)])
    if cable.classified_by:
        _branch(root, "classified by", _classified_by(cable.classified_by))
    _branch(root, "TAGS", map(_tag, cable.tags))
    _branch(root, "subject", [_said((cable.subject_portion, "yellow"), (cable.subject, ""))])
    _branch(root, "references", map(_reference, cable.references))
    _branch(root, "summary", [_said((cable.summary, ""))])
    _text(root, cable)
    _branch(root, "participants", _participants(cable.participants))
    _branch(root, "cleared by", map(_person, cable.cleared_by))
    _branch(root, "drafted by", [_person(cable.drafted_by)])
    _branch(root, "approved by", [_person(cable.approved_by)])
    _branch(root, "signed by", [_said((cable.signed_by, ""))])
    _branch(root, "layout", [_layout(cable)])
    _branch(root, "findings", (_finding(finding, record.text) for finding in cable.findings))
    return root


def _said(*parts: tuple[str | None, str]) -> Text:
    """Return the parts that are there, each in its style, two blanks apart."""
    texts = (Text(visible(" ".join(said.split())), style) for said, style in parts if said)
    return Text("  ").join(texts)


def _listed(items: Iterable[str | None], style: str = "") -> Text:
    return _said((", ".join(item for item in items if item), style))


def _branch(root: Tree, label: str, rows: Iterable[Text]) -> None:
    """Add ``rows`` under ``label``, a single one beside it; nothing where there are none."""
    rows = [row for row in rows if row]
    if len(rows) == 1:
        root.add(Text.assemble((f"{label}  ", _LABEL), rows[0]))
    elif rows:
        branch = root.add(Text.assemble((label, _LABEL), (f"  {len(rows)}", _ASIDE)))
        for row in rows:
            branch.add(row)


def _moment(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else None


def _precedence(cable: Cable) -> str | None:
    action, info = cable.precedence.action, cable.precedence.info
    return f"{action}, info {info}" if info else action


def _source(record: Record) -> Iterator[Text]:
    source = record.source
    place = ": ".join(filter(None, (source.path or "standard input", source.member, source.locator)))
    yield _said((record.container, ""), (place, ""), (f"sha256 {source.sha256[:16]}…", _ASIDE))


def _publisher(record: Record) -> Iterator[Text]:
    given = record.given
    dates = {"date": given.date, "released": given.released}
    said = {"number": given.mrn, "title": given.title, "origin": given.origin}
    said["classification"] = given.classification
    said |= {name: f"{moment:%Y-%m-%d %H:%M}" for name, moment in dates.items() if moment}
    said |= {"TAGS": ", ".join(given.tags), "references": ", ".join(given.references), **given.other}
    for name, value in said.items():
        if value:
            yield _said((name, _ASIDE), (value, ""))


def _addressee(addressee: Addressee) -> Text:
    return _said(
        (addressee.name, ""),
        (addressee.routing_indicator, _ASIDE),
        (addressee.post and f"post {addressee.post}", _ASIDE),
        (addressee.precedence, "yellow"),
        (addressee.serial and f"no. {addressee.serial}", _ASIDE),
        (", ".join(addressee.offices), ""),
        ("collective" if addressee.collective else None, "magenta"),
        (f"except {', '.join(addressee.exclusions)}" if addressee.exclusions else None, ""),
        (addressee.delivery, ""),
    )


def _transmission(sent: Transmission) -> Iterator[Text]:
    yield _said((sent.id, ""), (sent.precedence, "yellow"))
    if sent.originator or sent.station_serial is not None:
        number = "" if sent.station_serial is None else f"#{sent.station_serial:04}"
        section = f"/{sent.section:02}" if sent.section else ""
        filed = _moment(sent.filed)
        yield _said((f"{sent.originator or '?'} {number}{section}", ""), (filed and f"filed {filed}", _ASIDE))
    signals = (" ".join((signal.code, *signal.arguments)) for signal in sent.operating_signals)
    yield _said((sent.security, ""), (", ".join(signals), ""))
    relays = ", ".join(relay.code for relay in sent.relayed_to)
    yield _said(("relayed to" if relays else None, _ASIDE), (relays, ""))


def _classification(cable: Cable) -> Iterator[Text]:
    if cable.classification:
        level = cable.classification.level
        caveats = " ".join(cable.classification.caveats)
        yield _said((level, _LEVELS.get(level, "bold")), (caveats, "magenta"))


def _passing(passing: tuple[Passing, ...]) -> Iterator[Text]:
    for agency, readers in groupby(passing, key=lambda one: one.agency):
        people = (": ".join(filter(None, (one.office, one.person))) or one.as_found for one in readers)
        yield _said((agency, "bold"), ("; ".join(people), ""))


def _order(order: ExecutiveOrder) -> Text:
    return _said(
        (order.order and f"E.O. {order.order}", ""),
        (order.as_found, ""),
        (order.kind if order.kind != "na" else None, "yellow"),
        (order.declassify_on.isoformat() if order.declassify_on else None, ""),
        (", ".join(order.exemptions), "magenta"),
    )


def _classified_by(stated: ClassifiedBy) -> Iterator[Text]:
    for authority in stated.authorities:
        yield _said((authority.name, ""), (authority.title, _ASIDE))
    reasons = f"{stated.section or ''}({', '.join(stated.reasons)})" if stated.reasons else stated.section
    yield _said(("reason" if reasons else None, _ASIDE), (reasons, ""))
    yield _said(("derived from" if stated.derived_from else None, _ASIDE), (stated.derived_from, ""))


def _tag(tag: Tag) -> Text:
    return _said((tag.code, "bold"), (tag.name, ""), (tag.kind, _ASIDE))


def _reference(cited: Reference) -> Text:
    return _said(
        (cited.letter and f"{cited.letter}.", _ASIDE),
        (cited.mrn or cited.text, "bold" if cited.mrn else ""),
        (cited.kind if cited.kind != "cable" else None, _ASIDE),
        (cited.caption, "magenta"),
        (cited.title, ""),
        ("and previous" if cited.and_previous else None, _ASIDE),
    )


def _text(root: Tree, cable: Cable) -> None:
    if not cable.paragraphs:
        return
    branch = root.add(Text.assemble(("text", _LABEL), (f"  {len(cable.paragraphs)}", _ASIDE)))
    for heading, paragraphs in groupby(cable.paragraphs, key=lambda paragraph: paragraph.heading):
        under = branch.add(Text(visible(heading), "bold")) if heading else branch
        for paragraph in paragraphs:
            _paragraph(under, paragraph)


def _paragraph(under: Tree, paragraph: Paragraph) -> None:
    """Add a paragraph; what stands on lines of its own, items and entries of lists, stands below it."""
    number = paragraph.number and f"{paragraph.number}."
    portion = paragraph.portion and f"({paragraph.portion})"
    kind = paragraph.kind if paragraph.kind != "text" else None
    first, *others = filter(None, paragraph.text.split("\n")) if paragraph.text else [""]
    leaf = under.add(_said((number, "bold"), (portion, "yellow"), (kind, "magenta"), (first, "")))
    for line in others:
        leaf.add(Text(visible(line)))


def _participants(people: tuple[Participant, ...]) -> Iterator[Text]:
    for person in people:
        yield _said(
            (person.side, _ASIDE),
            (" ".join(filter(None, (person.honorific, person.name))), "bold"),
            (person.title, ""),
            (person.note and f"({person.note})", _ASIDE),
        )


def _person(person: Person | None) -> Text:
    return _said((person.name, "bold"), (person.office, _ASIDE)) if person else Text()


def _layout(cable: Cable) -> Text:
    section = cable.sections[0].of if cable.sections else 0
    counts = {
        "sections": section,
        "page lines": len(cable.pages),
        "redactions": len(cable.redactions),
        "handling lines": len(cable.marks),
    }
    said = [f"{count} {name}" for name, count in counts.items() if count]
    said += ["partial extract"] * cable.partial + [cable.travel_serial or ""]
    return _said((", ".join(filter(None, said)), ""), (f"{cable.coverage:.1%} of its lines read", _ASIDE))


def _finding(finding: Finding, raw: str) -> Text:
    line = f"line {raw.count(chr(10), 0, finding.span.start) + 1}" if finding.span else None
    return _said((finding.code, "yellow"), (finding.message, ""), (line, _ASIDE))
