"""Everyone a cable names in a role: who signed, took part, cleared, drafted, classified, or is to be passed it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cablegram.model import Cable


class Named(NamedTuple):
    """A person in a role; ``side`` is a participant's side, an agency or an office of another."""

    role: str
    name: str
    title: str | None = None
    side: str | None = None


def people(cable: Cable) -> list[Named]:
    """Return the people of ``cable``, each role in the order of the text."""
    return list(_people(cable))


def _people(cable: Cable) -> Iterator[Named]:
    if cable.signed_by:
        yield Named("signer", cable.signed_by)
    for one in cable.participants:
        if one.name:
            yield Named("participant", one.name, one.title, one.side)
    for role, persons in (
        ("cleared by", cable.cleared_by),
        ("drafted by", (cable.drafted_by,)),
        ("approved by", (cable.approved_by,)),
    ):
        for person in persons:
            if person:
                yield Named(role, person.name, person.title, person.office)
    for authority in cable.classified_by.authorities if cable.classified_by else ():
        yield Named("classified by", authority.normal or authority.name, authority.title)
    for line in cable.passing:
        if line.person:
            yield Named("passed to", line.person, None, line.office or line.agency)
