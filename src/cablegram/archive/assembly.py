"""A cable put together from what the catalog holds of it: gathered in SQL, made by a function that workers can run."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

import msgspec

from cablegram.model import Cable
from cablegram.sources import RawMessage

from .codec import Codec
from .corrections import applied, kept
from .entry import content_of, message, read
from .fields import Fields, fields, joined, words
from .identity import Fingerprint
from .sections import joined as joined_sections
from .sections import parts

FINGERPRINT = msgspec.msgpack.Decoder(Fingerprint)


class View(msgspec.Struct, frozen=True):
    """A rendition read back: ``text`` is what the spans of ``cable`` point into.

    ``rendition`` is its id in the catalog; of sections joined, that of the first.
    """

    rendition: int
    raw: RawMessage
    cable: Cable

    @property
    def text(self) -> str:
        """The message text."""
        return self.raw.text


class Piece(msgspec.Struct, array_like=True, frozen=True):
    """A rendition: its id, place in its source, fingerprint and packed content, the source that is packed against."""

    rendition: int
    ordinal: int
    fingerprint: bytes
    content: bytes
    source: int | None


class Gathered(msgspec.Struct, array_like=True, frozen=True):
    """All that is kept of one cable, the rendition to show first; ``marks`` are what people left: note, label, …"""

    cable: int
    mrn: str | None
    pieces: list[Piece]
    corrections: list[tuple[str, Any]]
    cites: list[str]
    labels: list[str]
    marks: list[str]
    containers: list[str]
    digests: list[str]
    paths: list[str]


def gather(database: sqlite3.Connection, cable: int) -> Gathered | None:
    """Return what is kept of a cable, None where it is held no longer."""
    row = database.execute("SELECT name, mrn FROM cable WHERE id = ?", (cable,)).fetchone()
    if row is None:
        return None
    name, mrn = row
    pieces = database.execute(
        "SELECT rendition.id, ordinal, fingerprint, content.data, CASE WHEN source.data IS NOT NULL THEN source.id END"
        " FROM rendition JOIN cable ON cable.id = rendition.cable JOIN content ON content.rendition = rendition.id"
        " JOIN source ON source.id = rendition.source"
        " WHERE cable.id = ? ORDER BY rendition.id != cable.rendition, rendition.id",
        (cable,),
    )
    containers, digests, paths = places(database, cable)
    return Gathered(
        cable=cable,
        mrn=mrn,
        pieces=[Piece(*piece) for piece in pieces],
        corrections=kept(database, name),
        cites=_column(
            database,
            "SELECT DISTINCT citation.mrn FROM citation JOIN rendition ON rendition.id = citation.rendition"
            " WHERE cable = ?",
            cable,
        ),
        labels=_column(database, "SELECT label FROM label WHERE cable = ?", name),
        marks=[
            table
            for table in ("note", "correction", "label")
            if database.execute(f"SELECT 1 FROM {table} WHERE cable = ?", (name,)).fetchone()
        ],
        containers=containers,
        digests=digests,
        paths=paths,
    )


def places(database: sqlite3.Connection, cable: int) -> tuple[list[str], list[str], list[str]]:
    """Return the containers a cable was in, the digests of its sources, and where they were met."""
    rows = database.execute(
        "SELECT container, sha256, path, member FROM rendition JOIN source ON source.id = rendition.source"
        " JOIN place ON place.source = source.id WHERE cable = ? ORDER BY rendition.id, path, member",
        (cable,),
    ).fetchall()
    return (
        list(dict.fromkeys(container for container, *_ in rows)),
        list(dict.fromkeys(sha256.hex()[:12] for _, sha256, *_ in rows)),
        list(dict.fromkeys(f"{path} {member}".strip() for *_, path, member in rows)),
    )


def raw_messages(made: Gathered, sources: dict[int, bytes], codec: Codec) -> list[RawMessage]:
    """Return the messages of the pieces; ``sources`` are the packed bytes they are packed against.

    Raise ValueError or MsgspecError where something is damaged.
    """
    unpacked = {number: codec.unpack(frame) for number, frame in sources.items()}
    found = []
    for piece in made.pieces:
        source = None if piece.source is None else unpacked[piece.source]
        found.append(message(content_of(piece.content, codec, source), source, piece.ordinal))
    return found


def views(made: Gathered, messages: Sequence[RawMessage]) -> list[View]:
    """Return every rendition parsed, the one to show first; sections that arrived apart are one.

    Corrections are applied to the first.
    """
    found = [View(piece.rendition, raw, read(raw)) for piece, raw in zip(made.pieces, messages, strict=True)]
    if whole := _whole(made, found):
        found.insert(0, whole)
    return [msgspec.structs.replace(found[0], cable=applied(found[0].cable, made.corrections)), *found[1:]]


def found_by(made: Gathered, shown: Sequence[View]) -> Fields:
    """Return what the index finds a cable by; ``shown`` are its views."""
    cables = [applied(view.cable, made.corrections) for view in shown]
    by = joined([fields(cable, view.text, words(cable)) for cable, view in zip(cables, shown, strict=True)])
    by["id"] = made.cable
    if made.mrn and "mrn" not in by:
        by["mrn"] = [made.mrn]
    by["cites"] = made.cites
    by["label"] = made.labels
    has = list(by.get("has") or ())  # type: ignore[arg-type]
    by["has"] = [*has, *made.marks, *(["renditions"] if len(made.pieces) > 1 else [])]
    return by | source_fields(made.containers, made.digests, made.paths)


def found_by_number(made: Gathered) -> Fields:
    """Return what is left to find a cable by whose text is damaged; ``check`` says what is wrong with it."""
    return {"id": made.cable, "mrn": [made.mrn] if made.mrn else [], "has": ["damage", *made.marks]}


def source_fields(containers: Sequence[str], digests: Sequence[str], paths: Sequence[str]) -> Fields:
    """Return the fields that say where a cable comes from."""
    return {
        "container": list(containers),
        "source": [*containers, *digests],
        "path": list(paths),
    }


def _whole(made: Gathered, found: Sequence[View]) -> View | None:
    """Return the sections of one message as one, where they arrived apart and none is missing."""
    if len(found) < 2:
        return None
    at = parts([FINGERPRINT.decode(piece.fingerprint) for piece in made.pieces])
    if not at:
        return None
    text = joined_sections([found[part].text for part in at])
    first = found[at[0]]
    raw = msgspec.structs.replace(first.raw, text=text, findings=())
    return View(first.rendition, raw, read(raw))


def _column(database: sqlite3.Connection, query: str, value: object) -> list[str]:
    return [found for (found,) in database.execute(query, (value,))]
