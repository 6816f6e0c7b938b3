"""A cable read back from the catalog: the messages of its renditions, parsed, the one to show first."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec

from cablegram.sources import RawMessage

from .assembly import View, found_by, found_by_number, gather, source_fields, views
from .catalog import ArchiveError
from .codec import Codec
from .entry import Content, content_of, message
from .fields import Fields

__all__ = ["Shelf", "View", "source_fields"]


class Shelf:
    """Reads sources and renditions back from the catalog."""

    def __init__(self, database: sqlite3.Connection, codec: Codec) -> None:
        self._database = database
        self._codec = codec

    def source(self, source: int) -> bytes:
        """Return the bytes of a source as they were received; raise ArchiveError where they are damaged."""
        try:
            (data,) = self._database.execute("SELECT data FROM source WHERE id = ?", (source,)).fetchone()
            if data is not None:
                return self._codec.unpack(data)
            chunks = self._database.execute("SELECT data FROM chunk WHERE source = ? ORDER BY n", (source,))
            return b"".join(self._codec.unpack(chunk) for (chunk,) in chunks)
        except ValueError as error:
            raise ArchiveError(f"The bytes of source {source} are {error}. Restore a backup.") from error

    def paragraphs(self, cables: Sequence[int]) -> dict[int, list[str]]:
        """Return by cable the clean text of each paragraph of the rendition it shows."""
        rows = self._database.execute(
            "SELECT cable.id, content.rendition, content.data, source.data FROM cable"
            " JOIN content ON content.rendition = cable.rendition JOIN rendition ON rendition.id = cable.rendition"
            f" JOIN source ON source.id = rendition.source WHERE cable.id IN ({','.join('?' * len(cables))})",
            cables,
        ).fetchall()
        return {
            cable: self._unpacked(rendition, frame, packed)[0].paragraphs
            for cable, rendition, frame, packed in rows
        }

    def message(self, rendition: int) -> RawMessage:
        """Return the message as its reader gave it."""
        kept, source, ordinal = self._content(rendition)
        try:
            return message(kept, source, ordinal)
        except ValueError as error:
            raise ArchiveError(
                f"The text of rendition {rendition} is {error}. Run: cablegram reparse"
            ) from error

    def views(self, cable: int) -> list[View]:
        """Return every rendition of ``cable``, parsed, the one to show first; sections that arrived apart are one.

        Corrections are applied to the first.
        """
        found = gather(self._database, cable)
        return views(found, [self.message(piece.rendition) for piece in found.pieces]) if found else []

    def fields(self, cable: int) -> Fields:
        """Return what ``cable`` is found by in the index."""
        found = gather(self._database, cable)
        if found is None:
            return {}
        try:
            messages = [self.message(piece.rendition) for piece in found.pieces]
        except ArchiveError:
            return found_by_number(found)
        return found_by(found, views(found, messages))

    def _content(self, rendition: int) -> tuple[Content, bytes | None, int]:
        frame, packed, ordinal = self._database.execute(
            "SELECT content.data, source.data, ordinal FROM content JOIN rendition ON rendition.id = content.rendition"
            " JOIN source ON source.id = rendition.source WHERE content.rendition = ?",
            (rendition,),
        ).fetchone()
        kept, source = self._unpacked(rendition, frame, packed)
        return kept, source, ordinal

    def _unpacked(self, rendition: int, frame: bytes, packed: bytes | None) -> tuple[Content, bytes | None]:
        """Return what is kept of a rendition, and the bytes of its source where they are few."""
        try:
            source = None if packed is None else self._codec.unpack(packed)
            return content_of(frame, self._codec, source), source
        except (ValueError, msgspec.MsgspecError) as error:
            raise ArchiveError(f"The text of rendition {rendition} is {error}. Restore a backup.") from error
