"""Whether the files of the index are as Tantivy wrote them: each ends with a checksum of what is before it."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from .index import META

_MAGIC = 1337
_CHUNK = 1 << 20


def damaged(folder: Path) -> list[str]:
    """Return the names of files that the index in ``folder`` needs and that are damaged or missing."""
    for _ in range(3):
        listed = (folder / META).read_bytes()
        found = [name for name in _needed(folder, listed) if not _whole(folder / name)]
        if not found or (folder / META).read_bytes() == listed:
            return found
    return found


def _needed(folder: Path, listed: bytes) -> Iterator[str]:
    for segment in json.loads(listed)["segments"]:
        name = segment["segment_id"].replace("-", "")
        parts = {path.name for path in folder.glob(f"{name}.*")} | {f"{name}.idx", f"{name}.term"}
        yield from sorted(part for part in parts if not part.endswith(".del"))
        if deletes := segment.get("deletes"):
            yield f"{name}.{deletes['opstamp']}.del"


def _whole(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            size = file.seek(-8, 2)
            length, magic = struct.unpack("<II", file.read(8))
            if magic != _MAGIC or length > size:
                return False
            file.seek(size - length)
            stated = json.loads(file.read(length))["crc"]
            file.seek(0)
            left, crc = size - length, 0
            while left and (data := file.read(min(_CHUNK, left))):
                crc = zlib.crc32(data, crc)
                left -= len(data)
            return bool(crc == stated)
    except (OSError, ValueError, KeyError):
        return False
