"""A large source read back: its chunks unpacked to a file, so that its readers can go through it again."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from cablegram.sources import Document

from .codec import Codec

_IN_MEMORY = 64 << 20


@contextmanager
def opened(
    database: sqlite3.Connection, codec: Codec, source: int, path: str, member: str
) -> Iterator[tuple[Document, bytes]]:
    """Yield a source that is kept in chunks, and the SHA-256 of what they unpack to.

    Raise ValueError where one is damaged.
    """
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as held:
        digest = hashlib.sha256()
        for (chunk,) in database.execute("SELECT data FROM chunk WHERE source = ? ORDER BY n", (source,)):
            data = codec.unpack(chunk)
            digest.update(data)
            held.write(data)
        yield Document(cast(BinaryIO, held), path, member), digest.digest()
