"""Which readers and parser made what the catalog holds: a change of either gives another version."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import cablegram

ROOMS = ("codebooks", "model", "parse", "sources")


@cache
def version() -> str:
    """Return Cablegram's version and a digest of the code and codebooks that decide what is read."""
    digest = hashlib.sha256()
    for room in ROOMS:
        for name, data in sorted(_contents(files(cablegram) / room, room)):
            digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return f"{cablegram.__version__}+{digest.hexdigest()[:12]}"


def _contents(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for item in folder.iterdir():
        name = f"{path}/{item.name}"
        if item.is_dir():
            found += _contents(item, name)
        elif item.name.endswith((".py", ".csv")):
            found.append((name, item.read_bytes()))
    return found
