"""All that the archive knows of one cable, put together to be shown."""

from __future__ import annotations

import msgspec

from cablegram import Record
from cablegram.archive.archive import Archive
from cablegram.archive.corrections import Correction
from cablegram.archive.kin import Cited, RenditionRow
from cablegram.archive.listing import Pair
from cablegram.archive.questions import CableRow
from cablegram.archive.said import Note
from cablegram.reading import Source

from .opening import stop
from .writing import number


class Surroundings(msgspec.Struct, frozen=True):
    """A cable, the rendition asked for as a record, its renditions by number, and what is around it.

    Where sections that arrived apart make up the cable, 1 is all of it, and each rendition has one of the next numbers.
    """

    row: CableRow
    record: Record
    renditions: dict[int, RenditionRow]
    references: list[Cited]
    cited_by: list[CableRow]
    linked: list[Pair]
    corrections: list[Correction]
    notes: list[Note]
    labels: list[str]


def surroundings(held: Archive, row: CableRow, rendition: int) -> Surroundings:
    """Return what the archive knows of a cable, with its ``rendition``, counted from 1."""
    shown = records(held, row, rendition)
    rows = held.renditions(row.id)
    citing = (held.by_name(name) for name in held.cited_by(row.mrn or row.name))
    return Surroundings(
        row=row,
        record=shown[rendition - 1],
        renditions=dict(enumerate(rows, 1 + len(shown) - len(rows))),
        references=held.references(row.id),
        cited_by=[one for one in citing if one is not None],
        linked=held.linked(row.id),
        corrections=held.corrections(row.name),
        notes=held.notes(row.name),
        labels=list(held.labels(row.name)),
    )


def records(held: Archive, row: CableRow, least: int = 1) -> list[Record]:
    """Return the renditions of a cable as records, the best first; exit where there are fewer than ``least``."""
    sources = {one.id: one for one in held.renditions(row.id)}
    views = held.views(row.id)
    if least > len(views):
        stop(f"{row.name} has {number(len(views), 'rendition')}, and no number {least}.")
    return [
        Record(view.cable, view.text, view.raw.given, view.raw.container, _source(sources[view.rendition]))
        for view in views
    ]


def _source(rendition: RenditionRow) -> Source:
    path, _, member = (rendition.places or ("",))[0].partition(": ")
    return Source(path, member or None, rendition.sha256, rendition.locator)
