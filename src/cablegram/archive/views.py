"""A cable read back from the catalog: the messages of its renditions, parsed, the one to show first."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec

from cablegram.model import Cable
from cablegram.sources import RawMessage

from .catalog import ArchiveError
from .codec import Codec
from .corrections import corrected
from .entry import Content, content_of, read
from .fields import Fields, fields, joined, words
from .sections import joined as joined_sections


class View(msgspec.Struct, frozen=True):
    """A rendition read back: ``text`` is what the spans of ``cable`` point into.

    ``rendition`` is its id in the catalog; of sections joined, that of the first.
    """

    rendition: int
    raw: RawMessage
    cable: Cable

    @property
    def text(self) -> str:
        """The message text."""
        return self.raw.text


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

    def paragraphs(self, rendition: int) -> list[str]:
        """Return the clean text of each paragraph."""
        return self._content(rendition).paragraphs

    def message(self, rendition: int) -> RawMessage:
        """Return the message as its reader gave it."""
        return self._content(rendition).raw

    def views(self, cable: int) -> list[View]:
        """Return every rendition of ``cable``, parsed, the one to show first; sections that arrived apart are one.

        Corrections are applied to the first.
        """
        rows = self._database.execute(
            "SELECT rendition.id, relation, fingerprint FROM rendition JOIN cable ON cable.id = rendition.cable"
            " WHERE cable.id = ? ORDER BY rendition.id != cable.rendition, rendition.id",
            (cable,),
        ).fetchall()
        views = []
        for rendition, _, _ in rows:
            raw = self.message(rendition)
            views.append(View(rendition, raw, read(raw)))
        if whole := _whole(views):
            views.insert(0, whole)
        (name,) = self._database.execute("SELECT name FROM cable WHERE id = ?", (cable,)).fetchone()
        shown = corrected(self._database, name, views[0].cable)
        return [msgspec.structs.replace(views[0], cable=shown), *views[1:]]

    def fields(self, cable: int) -> Fields:
        """Return what ``cable`` is found by in the index."""
        views = self.views(cable)
        made = joined([fields(view.cable, view.text, words(view.cable)) for view in views])
        made["id"] = cable
        mrn, name = self._database.execute("SELECT mrn, name FROM cable WHERE id = ?", (cable,)).fetchone()
        if mrn and "mrn" not in made:
            made["mrn"] = [mrn]
        cites = "SELECT DISTINCT citation.mrn FROM citation JOIN rendition ON rendition.id = rendition WHERE cable = ?"
        made["cites"] = [cited for (cited,) in self._database.execute(cites, (cable,))]
        made |= self._sources(cable)
        made["label"] = [
            label for (label,) in self._database.execute("SELECT label FROM label WHERE cable = ?", (name,))
        ]
        has = list(made.get("has") or ())  # type: ignore[arg-type]
        has += [
            table
            for table in ("note", "correction", "label")
            if self._database.execute(f"SELECT 1 FROM {table} WHERE cable = ?", (name,)).fetchone()
        ]
        if len(views) > 1:
            has.append("renditions")
        made["has"] = has
        return made

    def _sources(self, cable: int) -> Fields:
        containers: dict[str, None] = {}
        digests: dict[str, None] = {}
        paths: dict[str, None] = {}
        for container, sha256, path, member in self._database.execute(
            "SELECT container, sha256, path, member FROM rendition"
            " JOIN source ON source.id = rendition.source JOIN place ON place.source = source.id WHERE cable = ?",
            (cable,),
        ):
            containers[container] = digests[sha256.hex()[:12]] = paths[f"{path} {member}".strip()] = None
        return source_fields(list(containers), list(digests), list(paths))

    def _content(self, rendition: int) -> Content:
        frame, source = self._database.execute(
            "SELECT content.data, source.data FROM content JOIN rendition ON rendition.id = content.rendition"
            " JOIN source ON source.id = rendition.source WHERE content.rendition = ?",
            (rendition,),
        ).fetchone()
        try:
            return content_of(frame, self._codec, None if source is None else self._codec.unpack(source))
        except (ValueError, msgspec.MsgspecError) as error:
            raise ArchiveError(f"The text of rendition {rendition} is {error}. Restore a backup.") from error


def source_fields(containers: Sequence[str], digests: Sequence[str], paths: Sequence[str]) -> Fields:
    """Return the fields that say where a cable comes from."""
    return {
        "container": list(containers),
        "source": [*containers, *digests],
        "path": list(paths),
    }


def _whole(views: Sequence[View]) -> View | None:
    """Return the sections of one message as one, where each arrived by itself and none is missing."""
    if len(views) < 2 or any(len(view.cable.sections) != 1 for view in views):
        return None
    parts = {view.cable.sections[0].number: view for view in reversed(views)}
    if len(parts) < 2 or sorted(parts) != list(range(1, views[0].cable.sections[0].of + 1)):
        return None
    text = joined_sections([parts[number].text for number in sorted(parts)])
    raw = msgspec.structs.replace(parts[1].raw, text=text, findings=())
    return View(parts[1].rendition, raw, read(raw))
