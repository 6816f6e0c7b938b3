"""What a cable is found by: the values of its index fields, from its parsed renditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from cablegram import codebooks
from cablegram.model import Addressee, Cable
from cablegram.parse import MRN

from .index import Value
from .people import people

Fields = dict[str, Value]

_LETTERS = 7
"""Letters of a post that fit its place in ``rank``: five bits each, between eight of year and twenty of number."""


def seconds(moment: datetime) -> int:
    """Return seconds since 1970, UTC; a moment without a zone is in UTC."""
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def fields(cable: Cable, text: str, length: int) -> Fields:
    """Return the fields of one rendition of ``length`` words; ``text`` is what its spans point into."""
    cast = people(cable)
    made: Fields = {
        "text": paragraphs(cable),
        "subject": cable.subject or "",
        "head": _around(cable, text),
        "person": [one.name for one in cast],
        "people": _distinct(one.name for one in cast if one.role != "signer"),
        "heading": [heading.text for heading in cable.headings],
        "action": [_addressee(one) for one in cable.action],
        "info": [_addressee(one) for one in cable.info],
        "tags": _distinct(tag.code for tag in cable.tags),
        "classification": cable.classification.level if cable.classification else "",
        "portion": _distinct(portion for item in cable.paragraphs if (portion := item.portion)),
        "caption": _distinct(item.caption for item in cable.captions),
        "precedence": cable.precedence.action or "",
        "signer": (cable.signed_by or "").upper(),
        "has": _distinct(_has(cable)),
        "finding": _distinct(item.code for item in cable.findings),
        "length": length,
        "sections": max((section.of for section in cable.sections), default=1),
    }
    for kind in ("subject", "program", "geo", "org", "person"):
        made[f"tags_{kind}"] = _distinct(tag.code for tag in cable.tags if tag.kind == kind)
    if order := cable.executive_order:
        made["eo"] = [value for value in (order.order, order.kind) if value]
    mrn = MRN.parse(cable.mrn) if cable.mrn else None
    made |= _sender(cable)
    if mrn:
        made["mrn"] = _distinct((str(mrn), mrn.series))
        made["rank"] = rank(mrn)
    if cable.date:
        made["date"] = seconds(cable.date)
        made["month"] = cable.date.year * 100 + cable.date.month
        made["year"] = cable.date.year
    return {name: value for name, value in made.items() if value not in ("", [], None)}


def joined(all_fields: Sequence[Fields]) -> Fields:
    """Return the fields of a cable: those of its shown rendition (the first), and what only others have."""
    made = dict(all_fields[0])
    for other in all_fields[1:]:
        for name, value in other.items():
            mine = made.get(name)
            if mine is None:
                made[name] = value
            elif isinstance(value, list) and isinstance(mine, list):
                made[name] = mine + [item for item in value if item not in mine]
    return made


def words(cable: Cable) -> int:
    """Return the number of words in the paragraphs."""
    return sum(len(paragraph.text.split()) for paragraph in cable.paragraphs)


def paragraphs(cable: Cable) -> list[str]:
    """Return the text of each paragraph, the heading it begins in front."""
    texts = [paragraph.text for paragraph in cable.paragraphs]
    for heading in reversed(cable.headings):
        if heading.before < len(texts):
            texts[heading.before] = f"{heading.text}\n{texts[heading.before]}"
    return texts


def rank(mrn: MRN) -> int:
    """Return a whole number that orders MRNs by year, post and number."""
    letters = 0
    for letter in mrn.post[:_LETTERS].ljust(_LETTERS, "@"):
        letters = letters * 32 + (ord(letter) & 31)
    return ((mrn.year - 1900) << 55) + (letters << 20) + min(mrn.number, (1 << 20) - 1)


def _around(cable: Cable, text: str) -> str:
    """Return what stands above and below the paragraphs."""
    spans = [paragraph.span for paragraph in cable.paragraphs if paragraph.span]
    if not spans:
        return text
    return f"{text[: spans[0].start]}\n{text[spans[-1].end :]}"


def _addressee(addressee: Addressee) -> str:
    return addressee.post or addressee.name.upper()


def sender(cable: Cable) -> str | None:
    """Return the post that sent it; its number says so where it has no header (partial extracts, format A1)."""
    if cable.from_ and cable.from_.post:
        return cable.from_.post
    return MRN.parse(cable.mrn).post if cable.mrn else None


def _sender(cable: Cable) -> Fields:
    slug = sender(cable)
    entry = codebooks.post(slug) if slug else None
    return {
        "post": slug or "",
        "country": (entry.country or "") if entry else "",
        "station": cable.from_.name if cable.from_ else "",
    }


def _has(cable: Cable) -> Iterator[str]:
    yield from (paragraph.kind for paragraph in cable.paragraphs if paragraph.kind != "text")
    parts = {
        "summary": cable.summary,
        "participants": cable.participants,
        "redaction": cable.redactions,
        "references": cable.references,
        "findings": cable.findings,
        "sections": len(cable.sections) > 1,
        "signature": cable.signed_by,
        "passing": cable.passing,
        "headings": cable.headings,
        "captions": cable.captions,
        "header": cable.transmission,
        "unread": cable.coverage < 1,
    }
    yield from (name for name, held in parts.items() if held)
    if cable.partial:
        yield "partial"


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
