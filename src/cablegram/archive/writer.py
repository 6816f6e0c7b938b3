"""The one writer: entries become rows of the catalog and documents of the index, committed together or not at all."""

from __future__ import annotations

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec
from tantivy import IndexWriter

from cablegram.sources import Problem

from .amend import amend
from .catalog import transaction
from .codec import Codec
from .entry import COLUMNS, Entry
from .fields import Fields
from .grouping import grouped
from .identity import CROWD, Decision, Fingerprint, Held, best, decide
from .index import SearchIndex, document, index_explained
from .naming import anything_said, carry, expected, free_name, named
from .rows import Rows
from .views import Shelf, source_fields

COMMIT_CABLES = 1_500
COMMIT_SECONDS = 3.0
"""A commit comes at whichever is first: more are slower, fewer lose more work to a killed process."""

MEMORY = 128 << 20
"""Bytes the index's writer may hold before it writes a segment."""

_INDEXED_AT_ONCE = 500

_PACK = msgspec.msgpack.Encoder()
_FINGERPRINT = msgspec.msgpack.Decoder(Fingerprint)


class Writer:
    """Writes while it is the only one (see ``lock``); what was committed survives whatever happens later.

    The catalog is committed first, with a list of the cables that the index does not show yet; then the
    index; then the list is emptied. A process that dies between leaves the list to the next writer.
    """

    def __init__(self, database: sqlite3.Connection, index: SearchIndex, codec: Codec) -> None:
        self.database = database
        self.codec = codec
        self.counts: Counter[str] = Counter()
        self._search_index = index
        self._index: IndexWriter | None = None
        self.rows = Rows(database)
        self.shelf = Shelf(database, codec)
        self._touched: dict[int, Fields | None] = {}
        self._committed = time.monotonic()
        self.index_later = False
        """Whether cables changed are left to ``unindexed``, for many of them to be indexed by workers."""
        self._anything_said = anything_said(database)
        self._next_rendition = self._after("rendition")
        self._next_cable = self._first_new = self._after("cable")

    def _after(self, table: str) -> int:
        (last,) = self.database.execute(f"SELECT max(id) FROM {table}").fetchone()
        return (last or 0) + 1

    @property
    def dictionary(self) -> tuple[int, bytes] | None:
        """What is packed with."""
        row = self.database.execute("SELECT id, data FROM dictionary ORDER BY rowid DESC LIMIT 1").fetchone()
        return (row[0], row[1]) if row else None

    # -- what is written -------------------------------------------------------------------------

    def begin(self) -> None:
        """Open a transaction where none is open."""
        if not self.database.in_transaction:
            self.database.execute("BEGIN IMMEDIATE")

    def add(self, source: int, container: str, sha256: bytes, place: str, made: Entry) -> None:
        """Keep a rendition of ``source``, which was met at ``place``."""
        self.begin()
        decision = decide(made.identity, self._held(made.keys))
        rendition = self._next_rendition
        self._next_rendition += 1
        cable = decision.cable if decision.cable is not None else self._new_cable(made, rendition)
        self._insert(rendition, source, cable, decision, made)
        self._follow(decision, cable)
        if decision.cable is None:
            self.counts["new"] += 1
            if decision.moves or (self._anything_said and expected(self.database, self._name(cable))):
                self.refresh(cable)
                return
            extras = source_fields([container], [sha256.hex()[:12]], [place])
            self._touched[cable] = made.fields | extras | {"id": cable}
        else:
            self.counts["renditions"] += 1
            self.refresh(cable)

    def replace(self, rendition: int, made: Entry) -> None:
        """Keep another reading of a rendition in place of the first."""
        self.begin()
        source, cable = self.database.execute(
            "SELECT source, cable FROM rendition WHERE id = ?", (rendition,)
        ).fetchone()
        self.rows.flush()
        self.rows.drop(rendition)
        self.database.execute("DELETE FROM identity WHERE rendition = ?", (rendition,))
        self.database.execute("DELETE FROM rendition WHERE id = ?", (rendition,))
        decision = decide(made.identity, self._held(made.keys))
        if decision.cable is None and not self._renditions(cable):
            decision = msgspec.structs.replace(decision, cable=cable)
        new = decision.cable if decision.cable is not None else self._new_cable(made, rendition)
        self._insert(rendition, source, new, decision, made)
        self._follow(decision, new)
        self._left(cable, new)
        for one in {cable, new}:
            self._link(one)

    def restate(self, rendition: int, made: Entry) -> None:
        """Keep the clean text of a rendition that reads as before, and have the index show its cable anew."""
        self.begin()
        self.database.execute("UPDATE content SET data = ? WHERE rendition = ?", (made.content, rendition))
        (cable,) = self.database.execute("SELECT cable FROM rendition WHERE id = ?", (rendition,)).fetchone()
        self.touch(cable)

    def remove(self, rendition: int) -> None:
        """Forget a rendition, and its cable if that has no other."""
        self.begin()
        self.rows.flush()
        (cable,) = self.database.execute("SELECT cable FROM rendition WHERE id = ?", (rendition,)).fetchone()
        self.database.execute("DELETE FROM rendition WHERE id = ?", (rendition,))
        self._part(cable)
        self.refresh(cable)
        self._link(cable)

    def refresh(self, cable: int) -> None:
        """Choose anew what ``cable`` shows, from the renditions it has now; forget it if it has none."""
        rows = self._renditions(cable)
        self._touched[cable] = None
        if not rows:
            self.database.execute("DELETE FROM cable WHERE id = ?", (cable,))
            return
        fingerprints = [_FINGERPRINT.decode(data) for _, data in rows]
        shown = rows[best(fingerprints)][0]
        self.database.execute("UPDATE cable SET rendition = ? WHERE id = ?", (shown, cable))
        name, _ = named(self.database, cable, fingerprints)
        if self._anything_said:
            self.rows.flush()
            amend(self.database, cable, name, lambda: self.shelf.views(cable)[0].cable)

    def show_said(self, cable: int) -> None:
        """Have ``cable`` be shown as people say it is, from now on."""
        self._anything_said = True
        self.refresh(cable)

    def touch(self, cable: int) -> None:
        """Have the index show ``cable`` anew with the next commit."""
        self._touched[cable] = None

    # -- how it is written -----------------------------------------------------------------------

    def _held(self, keys: Sequence[int]) -> list[Held]:
        marks = ",".join("?" * len(keys))
        rows = self.database.execute(
            "SELECT id, cable, fingerprint FROM rendition WHERE cable IN (SELECT cable FROM identity"
            f" JOIN rendition ON rendition.id = identity.rendition WHERE key IN ({marks}))",
            keys,
        )
        return [Held(rendition, cable, _FINGERPRINT.decode(data)) for rendition, cable, data in rows]

    def _new_cable(self, made: Entry, rendition: int) -> int:
        cable = self._next_cable
        self._next_cable += 1
        self._insert_cable(cable, made.identity, rendition)
        return cable

    def _insert_cable(self, cable: int, identity: Fingerprint, rendition: int) -> None:
        self.database.execute(
            "INSERT INTO cable VALUES (?, ?, ?, ?)",
            (cable, free_name(self.database, identity.name), identity.mrn, rendition),
        )

    def _name(self, cable: int) -> str:
        (name,) = self.database.execute("SELECT name FROM cable WHERE id = ?", (cable,)).fetchone()
        return str(name)

    def _renditions(self, cable: int) -> list[tuple[int, bytes]]:
        return self.database.execute(
            "SELECT id, fingerprint FROM rendition WHERE cable = ? ORDER BY id", (cable,)
        ).fetchall()

    def _insert(self, rendition: int, source: int, cable: int, decision: Decision, made: Entry) -> None:
        self.database.execute(
            "INSERT INTO rendition"
            f" (id, source, ordinal, cable, relation, why, digest, fingerprint, {', '.join(COLUMNS)})"
            f" VALUES (?, ?, ?, ?, ?, ?, ?, ?, {', '.join('?' * len(COLUMNS))})",
            (
                rendition,
                source,
                made.ordinal,
                cable,
                decision.relation,
                decision.why if decision.cable is not None or decision.links else None,
                made.digest,
                _PACK.encode(made.identity),
                *made.row,
            ),
        )
        self.database.executemany(
            "INSERT OR IGNORE INTO identity VALUES (?, ?)", [(key, rendition) for key in made.keys]
        )
        self.rows.put(rendition, made.content, made.children)

    def _follow(self, decision: Decision, cable: int) -> None:
        """Carry out what else a decision says: links, and renditions that now belong elsewhere."""
        self._links(decision, cable)
        made: dict[int, int] = {0: cable}
        for move in decision.moves:
            (left, data) = self.database.execute(
                "SELECT cable, fingerprint FROM rendition WHERE id = ?", (move.rendition,)
            ).fetchone()
            if move.cable <= 0 and move.cable not in made:
                made[move.cable] = self._moved_to(move.rendition, _FINGERPRINT.decode(data))
            target = made.get(move.cable, move.cable)
            self.database.execute(
                "UPDATE rendition SET cable = ?, why = ? WHERE id = ?", (target, move.why, move.rendition)
            )
            self._left(left, target)

    def _links(self, decision: Decision, cable: int) -> None:
        self.database.executemany(
            "INSERT OR IGNORE INTO link VALUES (?, ?, 'possibly the same', ?)",
            [(cable, link.cable, link.why) for link in decision.links if link.cable != cable],
        )

    def _left(self, cable: int, new: int) -> None:
        """Follow up that a rendition left ``cable`` for ``new``: what was said of an empty cable goes with it."""
        name = self._name(cable)
        self.refresh(cable)
        if cable != new:
            if not self._renditions(cable):
                carry(self.database, name, self._name(new))
            self.refresh(new)

    def _link(self, cable: int) -> None:
        """Find anew which cables it may be one with."""
        self.database.execute("DELETE FROM link WHERE cable = ?1 OR other = ?1", (cable,))
        for rendition, data in self._renditions(cable):
            keys = self.database.execute("SELECT key FROM identity WHERE rendition = ?", (rendition,))
            others = [one for one in self._held([key for (key,) in keys]) if one.rendition != rendition]
            self._links(decide(_FINGERPRINT.decode(data), others), cable)

    def _part(self, cable: int) -> None:
        """Make cables of their own of renditions that only one now gone held together."""
        rows = self._renditions(cable)
        if not 1 < len(rows) < CROWD:
            return
        groups = grouped([_FINGERPRINT.decode(data) for _, data in rows])
        (largest, _), *_ = Counter(groups).most_common()
        for group in sorted(set(groups) - {largest}):
            members = [row for row, one in zip(rows, groups, strict=True) if one == group]
            new = self._moved_to(members[0][0], _FINGERPRINT.decode(members[0][1]))
            for rendition, _ in members:
                self.database.execute(
                    "UPDATE rendition SET cable = ?, why = NULL WHERE id = ?", (new, rendition)
                )
            self.refresh(new)

    def _moved_to(self, rendition: int, identity: Fingerprint) -> int:
        """Make a cable for a rendition that leaves its own."""
        cable = self._next_cable
        self._next_cable += 1
        self._insert_cable(cable, identity, rendition)
        return cable

    # -- failures --------------------------------------------------------------------------------

    def fail(self, problem: Problem, ingest: int) -> None:
        """Keep what could not be read."""
        self.begin()
        self.database.execute(
            "INSERT INTO failure (path, member, code, message, remedy, kind, ingest) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                problem.path or "",
                problem.member or "",
                problem.code,
                problem.message,
                problem.remedy,
                problem.kind,
                ingest,
            ),
        )

    # -- commits ---------------------------------------------------------------------------------

    @property
    def due(self) -> bool:
        """Whether it is time to commit."""
        waiting = time.monotonic() - self._committed
        return len(self._touched) >= COMMIT_CABLES or (bool(self._touched) and waiting > COMMIT_SECONDS)

    def commit(self) -> None:
        """Make what was written last, in the catalog and then in the index."""
        self.begin()
        self.rows.flush()
        self.database.executemany(
            "INSERT OR IGNORE INTO unindexed VALUES (?)", ((cable,) for cable in self._touched)
        )
        self.database.execute("COMMIT")
        touched, self._touched = self._touched, {}
        if not self.index_later:
            with index_explained(self._search_index.folder):
                self._show(touched)
        self._committed = time.monotonic()

    def catch_up(self) -> int:
        """Bring into the index what an earlier writer no longer could; return how many cables."""
        waiting = [cable for (cable,) in self.database.execute("SELECT cable FROM unindexed ORDER BY cable")]
        for at in range(0, len(waiting), _INDEXED_AT_ONCE):
            with index_explained(self._search_index.folder):
                self._show(dict.fromkeys(waiting[at : at + _INDEXED_AT_ONCE]))
        return len(waiting)

    def _show(self, touched: dict[int, Fields | None]) -> None:
        """Put cables into the index, built from the catalog where their fields are not at hand."""
        if not touched:
            return
        if self._index is None:
            self._index = self._search_index.writer(MEMORY, 1)
        for cable, found_by in touched.items():
            if cable < self._first_new or found_by is None:
                self._index.delete_documents_by_query(self._search_index.only(cable))
            if found_by is None:
                found_by = self._fields(cable)
            if found_by is not None:
                self._index.add_document(document(found_by))
        self._index.commit()
        self._first_new = self._next_cable
        with transaction(self.database):
            self.database.executemany(
                "DELETE FROM unindexed WHERE cable = ?", ((cable,) for cable in touched)
            )

    def _fields(self, cable: int) -> Fields | None:
        held = self.database.execute("SELECT 1 FROM cable WHERE id = ?", (cable,)).fetchone()
        return self.shelf.fields(cable) if held else None

    def close(self) -> None:
        """Wait for the index to put its segments in order."""
        if self._index is not None:
            with index_explained(self._search_index.folder):
                self._index.wait_merging_threads()
            self._index = None

    def roll_back(self) -> None:
        """Drop what was not committed."""
        if self.database.in_transaction:
            self.database.execute("ROLLBACK")
        self.rows.forget()
        self._touched = {}
        self._index = None


def as_json(paths: Iterable[object]) -> str:
    """Return paths as they are kept."""
    return json.dumps([str(path) for path in paths])
