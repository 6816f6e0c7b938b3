"""Archives and compressed files in any mixture, read member by member; none is written under its name."""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, NamedTuple, cast

import msgspec
import zstandard

from .document import Document
from .limits import (
    CHUNK,
    MAX_DEPTH,
    MAX_TOTAL_BYTES,
    Budget,
    Metered,
    Readable,
    limit_reached,
)
from .problem import Problem, Unreadable, encrypted

_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstandard"),
)
_IN_MEMORY = 16 << 20

_DAMAGE = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    zstandard.ZstdError,
    EOFError,
    NotImplementedError,  # a way of packing that Python cannot undo
    ValueError,  # zipfile where an offset or a name is damaged
    struct.error,
    OSError,
)


class Place(NamedTuple):
    """Where in a named file one is: path, members entered, how deep, and what may still be unpacked."""

    path: str | None
    member: str | None
    depth: int
    budget: Budget

    def inside(self, name: str) -> Place:
        """Return the place of the member ``name``."""
        name = name.encode("utf-8", "backslashreplace").decode()
        return self._replace(member=f"{self.member}/{name}" if self.member else name, depth=self.depth + 1)

    def problem(self, problem: Problem) -> Problem:
        """Return ``problem`` with this place."""
        return msgspec.structs.replace(problem, path=self.path, member=self.member)


def unpack(stream: BinaryIO, path: str | None, size: int) -> Iterator[Document | Problem]:
    """Yield every document in a seekable ``stream`` of ``size`` bytes: itself, or what it is an archive of.

    A document is only good until the next one is asked for.
    """
    place = Place(path, None, 0, Budget(size))
    try:
        yield from _documents(stream, size, place)
    except Unreadable as refusal:
        yield place.problem(refusal.problem)


def _documents(stream: BinaryIO, size: int, place: Place) -> Iterator[Document | Problem]:
    kind = _kind(stream)
    if kind is None:
        yield Document(stream, place.path, place.member)
        return
    if place.depth >= MAX_DEPTH:
        message = f"It lies {MAX_DEPTH} archives deep; it was not opened."
        yield place.problem(limit_reached("too-deep", message).problem)
        return
    try:
        if kind == "zip":
            yield from _zip(stream, place)
        elif kind == "7z":
            from .sevenzip import members  # its library takes as long to load as all of ours

            for name, length, member in members(stream, size):
                yield from _member(member, length, place.inside(name))
        elif kind == "tar":
            with tarfile.open(fileobj=stream, mode="r:") as archive:
                yield from _tar(archive, place)
        else:
            yield from _compressed(stream, kind, size, place)
    except Unreadable as refusal:
        if refusal.whole:
            raise
        yield place.problem(refusal.problem)
    except _DAMAGE as damage:
        yield place.problem(_damaged(kind, damage))


def _kind(stream: BinaryIO) -> str | None:
    stream.seek(0)
    head = stream.read(512)
    stream.seek(0)
    if head[257:262] == b"ustar":
        return "tar"
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)


def _damaged(kind: str, damage: Exception) -> Problem:
    cut = isinstance(damage, EOFError) or "end of data" in str(damage) or "end-of-stream" in str(damage)
    if cut:
        message = f"The {kind} data ends too early; what is cut off was not read."
    else:
        message = f"The {kind} data is damaged ({damage})."
    return Problem(code="truncated" if cut else "damaged", message=message, remedy="Get the file again.")


def _member(stream: Readable, packed: int, place: Place) -> Iterator[Document | Problem]:
    """Yield what is in one member, read to its end first so that nothing of a damaged one is taken."""
    try:
        place.budget.member()
        with SpooledTemporaryFile(max_size=_IN_MEMORY) as held:
            metered = Metered(stream, packed, place.budget)
            while data := metered.read(CHUNK):
                held.write(data)
            size = held.tell()
            yield from _documents(cast(BinaryIO, held), size, place)
    except Unreadable as refusal:
        if refusal.whole:
            raise
        yield place.problem(refusal.problem)


def _zip(stream: BinaryIO, place: Place) -> Iterator[Document | Problem]:
    with zipfile.ZipFile(stream) as archive:
        members = [info for info in archive.infolist() if not info.filename.endswith("/")]
        if locked := sum(info.flag_bits & 1 for info in members):
            yield place.problem(encrypted(f"{locked} of its {len(members)} files are encrypted."))
        for info in members:
            if info.flag_bits & 1:
                continue
            inside = place.inside(info.filename)
            try:
                with archive.open(info) as member:
                    yield from _member(member, info.compress_size, inside)
            except _DAMAGE as damage:
                yield inside.problem(_damaged("zip", damage))


def _tar(archive: tarfile.TarFile, place: Place) -> Iterator[Document | Problem]:
    for info in archive:
        if info.isreg() and (member := archive.extractfile(info)) is not None:
            yield from _member(member, info.size, place.inside(info.name))


def _compressed(stream: BinaryIO, kind: str, size: int, place: Place) -> Iterator[Document | Problem]:
    """Yield the one file in it, or, where that is a tar, its members as they come."""
    with closing(_decompressor(stream, kind)) as unpacked:
        is_tar = unpacked.read(512)[257:262] == b"ustar"
    place = place._replace(depth=place.depth + 1)
    with closing(_decompressor(stream, kind)) as unpacked:
        if is_tar:
            metered = Metered(unpacked, size, Budget(size), MAX_TOTAL_BYTES)
            with tarfile.open(fileobj=cast(IO[bytes], metered), mode="r|") as archive:
                yield from _tar(archive, place)
        else:
            yield from _member(unpacked, size, place)


def _decompressor(stream: BinaryIO, kind: str) -> BinaryIO:
    stream.seek(0)
    if kind == "gzip":
        return cast(BinaryIO, gzip.GzipFile(fileobj=stream, mode="rb"))
    if kind == "bzip2":
        return cast(BinaryIO, bz2.BZ2File(stream))
    if kind == "xz":
        return cast(BinaryIO, lzma.LZMAFile(stream))
    reader = zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True, closefd=False)
    return cast(BinaryIO, reader)
