"""The files of a corpus: one cable each, many in one, or packed; the same cables make the same bytes."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import py7zr
from py7zr.helpers import ArchiveTimestamp

from .containers import PAGES, Rendition, csv_row, plain

_MANY = 25
"""Cables in one text file of many."""
_PACKED = 0.15
"""Share of one-cable files that go into an archive rather than lie open."""
_FULL = 100
"""Members of an archive."""
_STILL = 1_000_000_000
"""Seconds since 1970: the time every member of an archive was last changed."""

Members = list[tuple[str, bytes]]


class Shelf:
    """The files of a corpus as they fill up; archives and files of many are written when full."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._open: dict[str, Members] = {}
        self._written: dict[str, int] = {}

    def put(self, made: Rendition, container: str, number: int, rng: Random) -> str:
        """Put a cable into ``container``; return the path of its file, of the archive for a packed one."""
        if container == "cables-csv":
            return self._add("cables.csv", csv_row(made, number, rng), None)
        if container == "many-texts":
            page = plain(made, rng) + rng.choice(("\n\n", "\n\n\nNNNN\n\n\n"))
            return self._add("many-texts/{:03}.txt", page, _MANY)
        write, ending = PAGES[container]
        name = f"{container}/{made.mrn}.{ending}"
        page = write(made, rng)
        if rng.random() >= _PACKED:
            self._save(name, page.encode())
            return name
        return self._add(f"packed/{{:03}}.{rng.choice(list(_PACKERS))}", page, _FULL, name)

    def close(self) -> None:
        """Write what is not full yet."""
        for form in list(self._open):
            self._flush(form)

    def _add(self, form: str, page: str, room: int | None, member: str = "") -> str:
        """Add a page to the file named by ``form`` and its number; write it when ``room`` are in it."""
        pages = self._open.setdefault(form, [])
        name = form.format(self._written.get(form, 0) + 1)
        pages.append((member, page.encode()))
        if len(pages) == room:
            self._flush(form)
        return name

    def _flush(self, form: str) -> None:
        pages = self._open.pop(form)
        number = self._written[form] = self._written.get(form, 0) + 1
        pack = _PACKERS.get(form.partition(".")[2])
        self._save(form.format(number), pack(pages) if pack else b"".join(page for _, page in pages))

    def _save(self, name: str, data: bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _zipped(members: Members) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _tarred(members: Members) -> bytes:
    packed = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=packed, mode="wb", mtime=_STILL) as stream,
        tarfile.open(fileobj=stream, mode="w") as archive,
    ):
        for name, data in members:
            member = tarfile.TarInfo(name)
            member.size, member.mtime = len(data), _STILL
            archive.addfile(member, io.BytesIO(data))
    return packed.getvalue()


def _sevenzipped(members: Members) -> bytes:
    packed = io.BytesIO()
    still = ArchiveTimestamp.from_datetime(_STILL)
    with py7zr.SevenZipFile(packed, "w", filters=[{"id": py7zr.FILTER_DEFLATE}]) as archive:
        for name, data in members:
            archive.writestr(data, name)
        for info in archive.header.files_info.files:
            info.update(dict.fromkeys(("creationtime", "lastwritetime", "lastaccesstime"), still))
    return packed.getvalue()


_PACKERS: dict[str, Callable[[Members], bytes]] = {"zip": _zipped, "tar.gz": _tarred, "7z": _sevenzipped}
