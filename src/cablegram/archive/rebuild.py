"""The index made anew from the catalog: cables are parsed by workers, and the whole is put in place at once."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from .assembly import Gathered, found_by, found_by_number, gather, raw_messages, views
from .catalog import ArchiveError, transaction
from .codec import Codec
from .fields import Fields
from .index import SearchIndex, document, index_explained
from .progress import OnShare, Share
from .spread import spread
from .standing import building, put_in_place

MEMORY = 256 << 20
"""Bytes the index's writer may hold before it writes a segment."""

_TOGETHER = 1 << 20
"""Packed bytes of cables handed to a worker at a time."""


class _Task(msgspec.Struct, array_like=True, frozen=True):
    """Cables for one worker, and what unpacking them needs."""

    cables: list[Gathered]
    sources: dict[int, bytes]
    dictionaries: list[tuple[int, bytes]]


_PACK = msgspec.msgpack.Encoder()
_TASK = msgspec.msgpack.Decoder(_Task)
_FIELDS = msgspec.msgpack.Decoder(list[Fields])


def rebuild(database: sqlite3.Connection, archive: Path, jobs: int, on_share: OnShare | None = None) -> int:
    """Make the index of the archive in that folder anew, and return how many cables it holds.

    Only the writer may. Readers go on with the old one until the new one is whole.
    """
    cables = [cable for (cable,) in database.execute("SELECT id FROM cable ORDER BY id")]
    folder = building(archive)
    try:
        with index_explained(folder):
            _build(SearchIndex(folder), fields_of(database, cables, jobs), len(cables), on_share)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    put_in_place(archive)
    with transaction(database):
        database.execute("DELETE FROM unindexed")
    return len(cables)


def _build(index: SearchIndex, all_fields: Iterable[Fields], of: int, on_share: OnShare | None) -> None:
    writer = index.writer(MEMORY, 1)
    for done, fields in enumerate(all_fields, 1):
        writer.add_document(document(fields))
        if on_share:
            on_share(Share("index", done, of))
    writer.commit()
    writer.wait_merging_threads()


def fields_of(database: sqlite3.Connection, cables: Sequence[int], jobs: int) -> Iterator[Fields]:
    """Yield what the index finds cables by, made by ``jobs`` workers; those that are gone are left out."""
    for made in spread(_work, _tasks(database, cables), jobs):
        if made is None:
            raise ArchiveError("A worker process died, perhaps for want of memory. Try again with --jobs 1.")
        yield from _FIELDS.decode(made)


def _tasks(database: sqlite3.Connection, cables: Sequence[int]) -> Iterator[bytes]:
    dictionaries = database.execute("SELECT id, data FROM dictionary ORDER BY rowid").fetchall()
    task, size = _Task([], {}, dictionaries), 0
    for cable in cables:
        found = gather(database, cable)
        if found is None:
            continue
        task.cables.append(found)
        for piece in found.pieces:
            size += len(piece.content)
            if piece.source is not None and piece.source not in task.sources:
                (frame,) = database.execute(
                    "SELECT data FROM source WHERE id = ?", (piece.source,)
                ).fetchone()
                task.sources[piece.source] = frame
                size += len(frame)
        if size > _TOGETHER:
            yield _PACK.encode(task)
            task, size = _Task([], {}, dictionaries), 0
    yield _PACK.encode(task)


def _work(task: bytes) -> bytes:
    """Return the fields of each cable of a task."""
    asked = _TASK.decode(task)
    codec = codec_of(tuple(asked.dictionaries))
    return _PACK.encode([_fields(cable, asked.sources, codec) for cable in asked.cables])


def _fields(cable: Gathered, sources: dict[int, bytes], codec: Codec) -> Fields:
    try:
        needed = {piece.source: sources[piece.source] for piece in cable.pieces if piece.source is not None}
        found = raw_messages(cable, needed, codec)
    except (ValueError, msgspec.MsgspecError):
        return found_by_number(cable)
    return found_by(cable, views(cable, found))


@lru_cache(maxsize=2)
def codec_of(dictionaries: tuple[tuple[int, bytes], ...]) -> Codec:
    """Return what unpacks with those dictionaries."""
    return Codec(dict(dictionaries))
