"""Compares two renditions of a cable field by field: what one lacks, hides or has otherwise, layout aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, TypeVar

import msgspec
from rapidfuzz import fuzz

from cablegram.model import Addressee, Cable, Caption, Found, Located, Paragraph, Reference, Tag

from .worddiff import Piece, is_redacted, words

__all__ = ["Difference", "Piece", "differences", "words"]

Value = TypeVar("Value", bound=Located)
DifferenceKind = Literal["missing", "added", "redacted", "changed"]

LIKE = 40.0
"""Similarity (0-100) from which on two paragraphs that stand in one place are one that was changed."""


class Difference(msgspec.Struct, frozen=True, gc=False):
    """One thing in which two renditions differ.

    ``field`` is the cable's field, ``of`` which of several (a tag, an addressee, a paragraph's number). ``a`` and ``b``
    are the values as found, None where there is none. ``kind``: ``missing`` (the first has it, the second not),
    ``added`` (the other way round), ``redacted`` (what differs is blacked out in one), ``changed``.
    """

    field: str
    kind: DifferenceKind
    a: str | None
    b: str | None
    of: str | None = None


def differences(a: Cable, b: Cable) -> tuple[Difference, ...]:
    """Return in what the cables differ, in the order of a message; places and layout count for nothing."""
    found: list[Difference] = []
    headed = a.from_ is not None, b.from_ is not None
    found += _scalar("mrn", a, b, lambda cable: cable.mrn)
    if headed[0] != headed[1]:
        found.append(_one("header", _header(a) if headed[0] else None, _header(b) if headed[1] else None))
    else:
        found += _scalar("date", a, b, lambda cable: f"{cable.date:%Y-%m-%d %H:%M}" if cable.date else None)
        found += _scalar("precedence", a, b, _precedence)
        found += _scalar("from", a, b, lambda cable: cable.from_.name if cable.from_ else None)
        found += _scalar(
            "transmission", a, b, lambda cable: cable.transmission.id if cable.transmission else None
        )
        found += _list("action", a.action, b.action, _addressee)
        found += _list("info", a.info, b.info, _addressee)
    found += _scalar("classification", a, b, _classification)
    found += _scalar("sections", a, b, lambda cable: f"{cable.sections[0].of}" if cable.sections else None)
    found += _list("captions", a.captions, b.captions, _caption)
    found += _list("passing", a.passing, b.passing, lambda one: _flat(one.as_found))
    found += _scalar("executive_order", a, b, _order)
    found += _list("tags", a.tags, b.tags, _tag)
    found += _scalar("subject", a, b, lambda cable: cable.subject)
    found += _list("references", a.references, b.references, _reference)
    found += _scalar("classified_by", a, b, _authority)
    found += _paragraphs(a.paragraphs, b.paragraphs)
    found += _scalar("signed_by", a, b, lambda cable: cable.signed_by)
    return tuple(found)


def _one(field: str, a: str | None, b: str | None, of: str | None = None) -> Difference:
    if a is None or b is None:
        return Difference(field, "added" if a is None else "missing", a, b, of)
    return Difference(field, "redacted" if _hidden(a, b) else "changed", a, b, of)


def _hidden(a: str, b: str) -> bool:
    """Tell whether two texts differ by redactions alone."""
    if not any(map(is_redacted, (*a.split(), *b.split()))):
        return False
    kinds = {piece.kind for piece in words(a, b)}
    return "redacted" in kinds and kinds <= {"same", "redacted"}


def _scalar(field: str, a: Cable, b: Cable, value: Callable[[Cable], str | None]) -> Iterator[Difference]:
    """Compare one value; the difference shows it as it was found, where it was found."""
    one, other = value(a), value(b)
    if (one and _flat(one).upper()) != (other and _flat(other).upper()):
        yield _one(field, one and _as_found(field, a, one), other and _as_found(field, b, other))


def _as_found(field: str, cable: Cable, value: str) -> str:
    found: Found | None = cable.found.get(field)
    return _flat(found.as_found) if found else _flat(value)


def _list(
    field: str, a: Sequence[Value], b: Sequence[Value], key: Callable[[Value], str]
) -> Iterator[Difference]:
    """Compare two lists of which each item is told by its ``key``; their order counts for nothing."""
    one, other = ({key(item): item for item in items} for items in (a, b))
    for name, item in one.items():
        if name not in other:
            yield Difference(field, "missing", _shown(item, name), None, name)
    for name, item in other.items():
        if name not in one:
            yield Difference(field, "added", None, _shown(item, name), name)


def _shown(item: Located, name: str) -> str:
    return _flat(item.as_found) or name


def _flat(text: str) -> str:
    return " ".join(text.split())


def _header(cable: Cable) -> str:
    date = f"{cable.date:%d%H%MZ %b %y} " if cable.date else ""
    return f"{date.upper()}FM {cable.from_.name if cable.from_ else ''}"


def _precedence(cable: Cable) -> str | None:
    return " ".join(filter(None, (cable.precedence.action, cable.precedence.info))) or None


def _classification(cable: Cable) -> str | None:
    one = cable.classification
    return " ".join((one.level, *one.caveats)) if one else None


def _order(cable: Cable) -> str | None:
    one = cable.executive_order
    if one is None:
        return None
    return " ".join(filter(None, (one.order, one.kind, str(one.declassify_on or ""), one.event)))


def _authority(cable: Cable) -> str | None:
    one = cable.classified_by
    if one is None:
        return None
    names = (who.normal or who.name for who in one.authorities)
    return " ".join(filter(None, (*names, one.section, *one.reasons)))


def _addressee(one: Addressee) -> str:
    return one.post or _flat(one.name).upper()


def _caption(one: Caption) -> str:
    return " ".join(filter(None, (one.caption, one.note)))


def _tag(one: Tag) -> str:
    return one.code


def _reference(one: Reference) -> str:
    return one.mrn or _flat(one.text).upper()


# -- paragraphs ------------------------------------------------------------------------------------


def _paragraphs(a: Sequence[Paragraph], b: Sequence[Paragraph]) -> Iterator[Difference]:
    """Compare paragraphs in order: equal ones first, then those left between them by their likeness."""
    one, other = ([_flat(paragraph.text) for paragraph in side] for side in (a, b))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            yield from _portions(a[a1:a2], b[b1:b2])
            continue
        paired = dict(_alike(one[a1:a2], other[b1:b2]))
        taken = set(paired.values())
        for at in range(a1, a2):
            mate = paired.get(at - a1)
            if mate is None:
                yield Difference("paragraphs", "missing", a[at].text, None, _label(a[at]))
            else:
                yield _one("paragraphs", a[at].text, b[b1 + mate].text, _label(b[b1 + mate]))
        for at in range(b1, b2):
            if at - b1 not in taken:
                yield Difference("paragraphs", "added", None, b[at].text, _label(b[at]))


def _alike(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs of places that hold one paragraph changed, in order and none twice."""
    following = 0
    for at, text in enumerate(a):
        near = range(following, min(len(b), following + 3))
        like = {place: _likeness(text, b[place]) for place in near}
        mate = max(like, key=lambda place: (like[place], -place), default=None)
        if mate is not None and like[mate] >= LIKE:
            yield at, mate
            following = mate + 1


def _likeness(a: str, b: str) -> float:
    if all(map(is_redacted, a.split())) or all(map(is_redacted, b.split())):
        return LIKE  # blacked out whole: where it stands is all there is to go by
    return fuzz.ratio(a[:4000], b[:4000])


def _portions(a: Iterable[Paragraph], b: Iterable[Paragraph]) -> Iterator[Difference]:
    for one, other in zip(a, b, strict=True):
        if one.portion != other.portion:
            yield _one("portion", one.portion, other.portion, _label(other))


def _label(paragraph: Paragraph) -> str | None:
    return paragraph.number or paragraph.heading
