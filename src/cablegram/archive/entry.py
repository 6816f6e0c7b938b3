"""One rendition as the catalog and the index keep it: made by the workers, written by the one writer."""

from __future__ import annotations

import hashlib
from io import BytesIO

import msgspec

from cablegram.model import Cable, Span
from cablegram.parse import parse
from cablegram.reading import items
from cablegram.resolve import candidates
from cablegram.sources import Document, Problem, RawMessage

from .codec import Codec, pack_against, unpack_against
from .fields import Fields, fields, seconds, sender, words
from .identity import Fingerprint, fingerprint, keys
from .people import people

Cell = str | int | float | None

COLUMNS = tuple("locator mrn date post classification subject title precedence signer words coverage".split())
"""Columns of ``rendition`` that an entry fills."""


class Entry(msgspec.Struct, array_like=True, frozen=True):
    """A parsed rendition: ``row`` for COLUMNS, ``children`` rows by table (without the rendition's id)."""

    ordinal: int
    identity: Fingerprint
    keys: tuple[int, ...]
    row: tuple[Cell, ...]
    digest: bytes
    content: bytes
    children: dict[str, list[tuple[Cell, ...]]]
    fields: Fields


_PACK = msgspec.msgpack.Encoder()


def read(raw: RawMessage) -> Cable:
    """Return the cable of a message, what its reader found odd among its findings."""
    cable = parse(raw.text, raw.given)
    if raw.findings:
        cable = msgspec.structs.replace(cable, findings=(*raw.findings, *cable.findings))
    return cable


def entry(raw: RawMessage, ordinal: int, codec: Codec, source: bytes | None) -> Entry:
    """Return what is kept of a message; ``source`` is the bytes it was read from, where they are few."""
    return of_cable(read(raw), raw, ordinal, codec, source)


def of_cable(cable: Cable, raw: RawMessage, ordinal: int, codec: Codec, source: bytes | None) -> Entry:
    """Return what is kept of a message that was read."""
    text = raw.text
    identity = fingerprint(cable, text, raw.given)
    cited, children = _children(cable)
    length = words(cable)
    found_by = fields(cable, text, length)
    if cited:
        found_by["cites"] = cited
    found_by["container"] = [raw.container]
    return Entry(
        ordinal=ordinal,
        identity=identity,
        keys=tuple(_number(key) for key in keys(identity)),
        row=(
            raw.locator,
            cable.mrn,
            seconds(cable.date) if cable.date else None,
            sender(cable),
            cable.classification.level if cable.classification else None,
            cable.subject,
            cable.title,
            cable.precedence.action,
            cable.signed_by,
            length,
            cable.coverage,
        ),
        digest=digest(text),
        content=content(
            Content(raw if source is None else None, [paragraph.text for paragraph in cable.paragraphs]),
            codec,
            source,
        ),
        children=children,
        fields=found_by,
    )


class Content(msgspec.Struct, array_like=True, frozen=True):
    """What ``content.data`` holds: the message as its reader gave it, and the clean text of each paragraph.

    The message is left out where the bytes of its source are few enough to be read again.
    """

    raw: RawMessage | None
    paragraphs: list[str]


_CONTENT = msgspec.msgpack.Decoder(Content)


def content(kept: Content, codec: Codec, source: bytes | None) -> bytes:
    """Return the value of ``content.data``: next to nothing where the bytes of the ``source`` are at hand."""
    data = _PACK.encode(kept)
    return codec.pack(data) if source is None else pack_against(data, source)


def content_of(frame: bytes, codec: Codec, source: bytes | None) -> Content:
    """Return what ``content`` packed; raise ValueError where it is damaged."""
    return _CONTENT.decode(codec.unpack(frame) if source is None else unpack_against(frame, source))


def message(kept: Content, source: bytes | None, ordinal: int) -> RawMessage:
    """Return a message as its reader gave it, or gives it now from the bytes of its ``source``.

    Raise ValueError where the reader of today finds no such message in them.
    """
    if kept.raw is not None:
        return kept.raw
    found = messages(Document(BytesIO(source or b"")))
    if ordinal >= len(found):
        raise ValueError("no longer found in its source")
    return found[ordinal]


def messages(document: Document) -> list[RawMessage]:
    """Return the messages a small document holds."""
    return [met[1] for met in items(document, inside=True) if not isinstance(met, Problem)]


def digest(text: str) -> bytes:
    """Return what a text is compared by: sixteen bytes of its SHA-256, of whatever characters it has."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]


def _number(key: str) -> int:
    """Return a key of identity as the signed 64-bit number it is kept as."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big", signed=True)


def _children(cable: Cable) -> tuple[list[str], dict[str, list[tuple[Cell, ...]]]]:
    """Return the MRNs cited, and the rows of each table."""
    citations: list[tuple[Cell, ...]] = []
    cited: dict[str, None] = {}
    for n, reference in enumerate(cable.references):
        for choice, one in enumerate(candidates(reference, cable.mrn, cable.date)):
            citations.append((one.mrn, n, choice, one.how))
            cited[one.mrn] = None
    headings = {heading.before: heading.text for heading in cable.headings}
    addressees = [("action", one) for one in cable.action] + [("info", one) for one in cable.info]
    rows: dict[str, list[tuple[Cell, ...]]] = {
        "addressing": [
            (n, role, one.name, one.post, one.precedence, one.serial)
            for n, (role, one) in enumerate(addressees)
        ],
        "tag": [(n, tag.code, tag.kind) for n, tag in enumerate(cable.tags)],
        "caption": [(n, caption.caption) for n, caption in enumerate(cable.captions)],
        "reference": [
            (n, one.kind, one.letter, one.text, one.mrn, *_ends(one.span))
            for n, one in enumerate(cable.references)
        ],
        "citation": citations,
        "paragraph": [
            (n, one.number, one.portion, _unless_text(one.kind), headings.get(n), *_ends(one.span))
            for n, one in enumerate(cable.paragraphs)
        ],
        "person": [(n, *one) for n, one in enumerate(people(cable))],
        "finding": [(n, one.code, one.message, *_ends(one.span)) for n, one in enumerate(cable.findings)],
    }
    return list(cited), {table: held for table, held in rows.items() if held}


def _unless_text(kind: str) -> str | None:
    return None if kind == "text" else kind


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (span.start, span.end) if span else (None, None)
