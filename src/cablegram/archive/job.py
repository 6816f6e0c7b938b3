"""What a worker does: bytes in, bytes out. It knows no archive, so that any executor can run it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

import msgspec

from cablegram.reading import items
from cablegram.sources import Document, Problem, RawMessage

from .codec import Codec
from .entry import Entry, entry


class Whole(msgspec.Struct, array_like=True, frozen=True, tag=True):
    """A document of any format; ``inside`` as for ``reading.items``."""

    path: str | None
    member: str | None
    inside: bool
    data: bytes


class Part(msgspec.Struct, array_like=True, frozen=True, tag=True):
    """Messages of a large document that was read elsewhere; ``first`` is the ordinal of the first."""

    source: int
    first: int
    messages: list[RawMessage]


class Task(msgspec.Struct, array_like=True, frozen=True):
    """Work for one worker; ``dictionary`` is what it compresses with."""

    work: list[Whole | Part]
    dictionary: tuple[int, bytes] | None = None


class Made(msgspec.Struct, array_like=True, frozen=True):
    """What came of a Whole or a Part; of a Part, ``source`` is its number and the next four are empty."""

    path: str | None
    member: str | None
    sha256: bytes
    size: int
    data: bytes
    entries: list[Entry]
    problems: list[Problem]
    source: int | None = None
    container: str = ""


_TASK = msgspec.msgpack.Decoder(Task)
_PACK = msgspec.msgpack.Encoder()
RESULT = msgspec.msgpack.Decoder(list[Made])
"""Reads what ``work`` returns."""


def work(task: bytes) -> bytes:
    """Return what came of a Task (MessagePack in both directions); a pure function that raises on no input."""
    asked = _TASK.decode(task)
    codec = _codec(asked.dictionary)
    return _PACK.encode([_made(item, codec) for item in asked.work])


@lru_cache(maxsize=2)
def _codec(dictionary: tuple[int, bytes] | None) -> Codec:
    return Codec(dict([dictionary]) if dictionary else {})


def _made(item: Whole | Part, codec: Codec) -> Made:
    if isinstance(item, Part):
        problems: list[Problem] = []
        entries = list(_entries(item.messages, item.first, codec, problems, None))
        return Made(None, None, b"", 0, b"", entries, problems, item.source)
    document = Document(BytesIO(item.data), item.path, item.member)
    problems, messages = [], []
    try:
        for met in items(document, inside=item.inside):
            if isinstance(met, Problem):
                problems.append(met)
            else:
                messages.append(met[1])
    except Exception as error:  # a reader may be anybody's (entry points), and its fault is one document's
        problems.append(_fault(error))
    entries = list(_entries(messages, 0, codec, problems, item.data))
    return Made(
        path=item.path,
        member=item.member,
        sha256=hashlib.sha256(item.data).digest(),
        size=len(item.data),
        data=codec.pack(item.data) if entries else b"",
        entries=entries,
        problems=problems,
        container=messages[0].container if messages else "",
    )


def _entries(
    messages: list[RawMessage], first: int, codec: Codec, problems: list[Problem], source: bytes | None
) -> Iterator[Entry]:
    for ordinal, raw in enumerate(messages, first):
        try:
            yield entry(raw, ordinal, codec, source)
        except Exception as error:  # whatever is wrong with us, it costs one message and is said, not a batch
            problems.append(_fault(error, raw.locator))


def _fault(error: Exception, locator: str | None = None) -> Problem:
    """Return a fault of the program as a problem of one document, or of the message at ``locator`` in it."""
    return Problem(
        code="fault",
        message=f"Cablegram itself failed on it ({type(error).__name__}: {error}).",
        remedy="Please report it with the file.",
        member=locator,
    )
