"""7z archives: their members are compressed as one, so they are unpacked in one go, to one nameless file."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import BinaryIO, cast

import py7zr
from py7zr.exceptions import ArchiveError, PasswordRequired
from py7zr.io import Py7zIO, WriterFactory

from .limits import MAX_MEMBER_BYTES, MAX_TOTAL_BYTES, Readable, check_ratio, limit_reached
from .problem import Unreadable, encrypted


class _Slot(Py7zIO):
    """One member of a 7z archive: a stretch of the file all members are unpacked to, one after another."""

    def __init__(self, shelf: BinaryIO, name: str) -> None:
        self._shelf = shelf
        self.name = name
        self._start = shelf.tell()
        self._length = 0
        self._at = 0

    def write(self, data: bytes | bytearray) -> int:
        self._length += len(data)
        return self._shelf.write(data)

    def read(self, size: int | None = None, /) -> bytes:
        left = self._length - self._at
        self._shelf.seek(self._start + self._at)
        data = self._shelf.read(left if size is None else min(size, left))
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset
        return offset

    def flush(self) -> None:
        self._shelf.flush()

    def size(self) -> int:
        return self._length


class _Shelf(WriterFactory):
    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.slots: list[_Slot] = []

    def create(self, filename: str) -> _Slot:
        self.slots.append(_Slot(self.file, filename))
        return self.slots[-1]


def members(stream: BinaryIO, size: int) -> Iterator[tuple[str, int, Readable]]:
    """Yield name, length and content of each member of an archive of ``size`` bytes."""
    with TemporaryFile() as file:
        shelf = _Shelf(cast(BinaryIO, file))
        _fill(shelf, stream, size)
        for slot in shelf.slots:
            yield slot.name, slot.size(), slot


def _fill(shelf: _Shelf, stream: BinaryIO, size: int) -> None:
    """Unpack the archive, whose members state their sizes beforehand."""
    try:
        with py7zr.SevenZipFile(stream) as archive:
            if archive.needs_password():
                raise PasswordRequired
            sizes = [info.uncompressed for info in archive.list()]
            check_ratio(sum(sizes), size)
            if sum(sizes) > MAX_TOTAL_BYTES or max(sizes, default=0) > MAX_MEMBER_BYTES:
                raise limit_reached("total-size", f"It unpacks to {sum(sizes) >> 30} GB; it was not opened.")
            archive.extractall(factory=shelf)
    except PasswordRequired:
        raise Unreadable(encrypted("It is encrypted.")) from None
    except (ArchiveError, TypeError, ValueError, IndexError) as damage:  # what a damaged header leads to
        raise OSError(str(damage)) from damage
