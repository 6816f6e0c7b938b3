"""A cable of the archive as one line of JSON: as ``cablegram parse`` writes it, with what is around it."""

from __future__ import annotations

from cablegram.archive.corrections import Correction
from cablegram.archive.kin import Cited, RenditionRow
from cablegram.archive.listing import Pair
from cablegram.archive.said import Note

from .json_lines import CableRecord, flattened
from .surroundings import Surroundings


class HeldCable(CableRecord, frozen=True, kw_only=True):
    """One cable of an archive.

    All of ``cablegram parse --json``, and its ``name`` in the archive, its renditions, what its references can
    mean (``cites``), the names of the cables that cite it, and those it may be one with; what people said of it.
    """

    name: str
    held: bool = True
    renditions: tuple[RenditionRow, ...]
    cites: tuple[Cited, ...]
    cited_by: tuple[str, ...]
    possibly_same: tuple[Pair, ...]
    corrections: tuple[Correction, ...]
    notes: tuple[Note, ...]
    labels: tuple[str, ...]


def as_line(around: Surroundings) -> HeldCable:
    """Return what is written of a cable."""
    record = flattened(around.record)
    said = {name: getattr(record, name) for name in CableRecord.__struct_fields__}
    return HeldCable(
        **said,
        name=around.row.name,
        renditions=tuple(around.renditions.values()),
        cites=tuple(around.references),
        cited_by=tuple(row.name for row in around.cited_by),
        possibly_same=tuple(around.linked),
        corrections=tuple(around.corrections),
        notes=tuple(around.notes),
        labels=tuple(around.labels),
    )
