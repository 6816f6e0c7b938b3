"""What a worker does for ``check``: a source and all that was kept of it, bytes in, what is wrong with them out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import msgspec

from cablegram.model import Found, Located
from cablegram.sources import Document, RawMessage

from .codec import Codec
from .entry import COLUMNS, Cell, content_of, digest, of_cable, read
from .entry import message as message_of
from .entry import messages as messages_of
from .rebuild import codec_of

_REPARSE = "Read it anew from its source: cablegram reparse."
_RESTORE = "Restore the archive from a backup, or ingest the file again into a new one."


class Fault(msgspec.Struct, frozen=True):
    """Something of an archive that is not as it must be: ``what`` it is about, and what to do."""

    code: str
    message: str
    what: str
    remedy: str


class Kept(msgspec.Struct, array_like=True, frozen=True):
    """A rendition as the catalog holds it: ``row`` by COLUMNS, ``children`` as ``Rows.get`` returns them."""

    name: str
    ordinal: int
    digest: bytes
    fingerprint: bytes
    keys: list[int]
    row: tuple[Cell, ...]
    children: dict[str, list[tuple[Cell, ...]]]
    content: bytes | None


class Look(msgspec.Struct, array_like=True, frozen=True):
    """A source to look at: packed in ``frame``, or read elsewhere to ``messages``, the first of them ``first``.

    ``now`` tells that the readers and parser there are now made what is kept of it.
    """

    sha256: bytes
    path: str
    member: str
    now: bool
    frame: bytes | None
    messages: list[RawMessage] | None
    first: int
    kept: list[Kept]


class Looks(msgspec.Struct, array_like=True, frozen=True):
    """Work for one worker, and what it unpacks with."""

    looks: list[Look]
    dictionaries: list[tuple[int, bytes]]


_PACK = msgspec.msgpack.Encoder()
_LOOKS = msgspec.msgpack.Decoder(Looks)
FAULTS = msgspec.msgpack.Decoder(list[Fault])
"""Reads what ``look`` returns."""


def look(task: bytes) -> bytes:
    """Return the faults of the sources of a task (MessagePack in both directions); a pure function."""
    asked = _LOOKS.decode(task)
    codec = codec_of(tuple(asked.dictionaries))
    return _PACK.encode([fault for one in asked.looks for fault in _faults(one, codec)])


def _faults(one: Look, codec: Codec) -> Iterator[Fault]:
    data: bytes | None = None
    messages = one.messages
    if one.frame is not None:
        where = f"source {one.sha256.hex()[:12]} ({one.path}{one.member and ': '}{one.member})"
        try:
            data = codec.unpack(one.frame)
        except ValueError as error:
            yield Fault("source-damaged", f"The bytes of a source are {error}.", where, _RESTORE)
            return
        if hashlib.sha256(data).digest() != one.sha256:
            yield Fault("source-changed", "A source is not what was received.", where, _RESTORE)
            return
        messages = messages_of(Document(BytesIO(data), one.path, one.member)) if one.now else None
    for kept in one.kept:
        at = kept.ordinal - one.first
        again = messages[at] if messages is not None and at < len(messages) else None
        yield from _rendition(kept, again if one.now else None, one.now, codec, data)


def _rendition(
    kept: Kept, again: RawMessage | None, now: bool, codec: Codec, source: bytes | None
) -> Iterator[Fault]:
    what = kept.name
    if kept.content is None:
        yield Fault("content-missing", "The text of a rendition is not there.", what, _REPARSE)
        return
    try:
        content = content_of(kept.content, codec, source)
        raw = message_of(content, source, kept.ordinal)
    except (ValueError, msgspec.MsgspecError) as error:
        yield Fault(
            "content-damaged", f"The text of a rendition cannot be unpacked ({error}).", what, _REPARSE
        )
        return
    if digest(raw.text) != kept.digest:
        yield Fault(
            "content-changed", "The text of a rendition is not the one that was kept.", what, _REPARSE
        )
    if now and again is None:
        yield Fault("message-missing", "Its source no longer gives this message.", what, _REPARSE)
    elif again is not None and again.text != raw.text:
        yield Fault("message-differs", "Its source gives another text than the one kept.", what, _REPARSE)
    cable = read(raw)
    if misplaced := _misplaced(cable, raw.text):
        yield Fault("span", f"{misplaced} of its values do not stand where they should.", what, "Report it.")
    if now:
        made = of_cable(cable, raw, kept.ordinal, codec, None)
        parts = {
            "fingerprint": (kept.fingerprint, _PACK.encode(made.identity)),
            "identity": (sorted(kept.keys), sorted(set(made.keys))),
            "paragraphs": (content.paragraphs, [paragraph.text for paragraph in cable.paragraphs]),
            **{name: pair for name, *pair in zip(COLUMNS, kept.row, made.row, strict=True)},
            **compared(kept.children, made.children),
        }
        wrong = [name for name, (held, said) in parts.items() if held != said]
        if wrong:
            message = f"The catalog holds something else than the text says: {', '.join(wrong)}."
            yield Fault("row", message, what, _REPARSE)


def compared(
    held: Mapping[str, Sequence[tuple[Cell, ...]]], said: Mapping[str, Sequence[tuple[Cell, ...]]]
) -> dict[str, tuple[list[tuple[Cell, ...]], list[tuple[Cell, ...]]]]:
    """Return by table the rows the catalog holds and those a reading has, in one order."""
    return {
        table: (_ordered(table, held.get(table, ())), _ordered(table, said.get(table, ())))
        for table in sorted({*held, *said})
    }


def _ordered(table: str, rows: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    if table == "citation":
        # A reference means a cable once, however often it comes to mind.
        rows = list({row[:2]: row for row in reversed(rows)}.values())
    return sorted(rows, key=repr)


def _misplaced(value: Any, text: str) -> int:
    """Return how many values inside ``value`` do not stand in ``text`` where they say they do."""
    if isinstance(value, Located):
        wrong = int(value.span is None or value.span.of(text) != value.as_found)
    elif isinstance(value, Found):
        wrong = sum(span.of(text) != value.as_found for span in value.spans)
    else:
        wrong = 0
    if isinstance(value, msgspec.Struct):
        return wrong + sum(_misplaced(getattr(value, name), text) for name in value.__struct_fields__)
    if isinstance(value, tuple):
        return sum(_misplaced(item, text) for item in value)
    if isinstance(value, dict):
        return sum(_misplaced(item, text) for item in value.values())
    return 0
