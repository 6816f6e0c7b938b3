"""From paths to cables kept: finds documents, has them read by workers, hands what comes back to the writer."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from cablegram.reading import items
from cablegram.sources import Document, Problem, documents

from .codec import learn
from .entry import Entry
from .extent import Extent, samples
from .job import Made, Part, Whole
from .progress import Progress, Summary
from .version import version
from .workers import DIED, Workers
from .writer import Writer, as_json

OnProgress = Callable[[Progress], None]

_TASK_BYTES = 512 << 10
_TASK_DOCUMENTS = 64
_CHUNK = 1 << 20
_SHOWN_EVERY = 0.2


class Ingest:
    """One run."""

    def __init__(
        self,
        writer: Writer,
        workers: Workers,
        extent: Extent,
        paths: Sequence[Path],
        on_progress: OnProgress | None,
        own: Path,
    ) -> None:
        self._writer = writer
        self._own = f"{own}{os.sep}"
        self._database = writer.database
        self._workers = workers
        self._paths = paths
        self._on_progress = on_progress
        self._counts: Counter[str] = Counter()
        self._started = self._shown = time.monotonic()
        self._bytes = 0
        self._extent = extent
        self._batch: list[Whole | Part] = []
        self._batch_bytes = 0
        self._in_hand: set[bytes] = set()
        self._again: list[tuple[bytes, str, str]] = []
        self._closing: dict[int, int] = {}
        self._broken: set[int] = set()
        self._unread: dict[bytes, list[Problem]] = {}
        self._failures_before: dict[str, list[tuple[str, ...]]] = {}
        self._id = 0

    def run(self) -> Summary:
        """Read everything named; return what became of it."""
        self._open()
        if self._workers.dictionary is None:
            self._learn()
        for path in self._paths:
            inside = path.is_dir()
            for document in documents(path):
                if (document.path or "").startswith(self._own):
                    continue  # the archive may lie in the folder that is read
                if isinstance(document, Problem):
                    self._meet(document.path or str(path))
                    self._fail(document)
                else:
                    self._document(document, inside or document.member is not None)
                self._tell()
        self._hand_out()
        for made in self._workers.rest():
            self._keep(made)
        self._close()
        return self._summary()

    # -- documents -------------------------------------------------------------------------------

    def _document(self, document: Document, inside: bool) -> None:
        path = document.path or ""
        self._meet(path)
        sha256 = bytes.fromhex(document.sha256)
        if sha256 in self._in_hand:
            self._again.append((sha256, path, document.member or ""))
        elif not self._known(sha256, path, document.member or ""):
            if document.whole:
                self._in_hand.add(sha256)
                self._bytes += len(document.head)
                self._give(Whole(path, document.member, inside, document.head), len(document.head))
            else:
                self._large(document, sha256, inside)

    def _known(self, sha256: bytes, path: str, member: str) -> bool:
        """Note a place of a source that is held already."""
        row = self._database.execute("SELECT id, messages FROM source WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None or row[1] is None:
            return False
        self._place(row[0], path, member)
        self._counts["known"] += row[1]
        for failure in self._failures_before.get(path, ()):
            if failure[1] == member:
                self._fail(Problem(**dict(zip(_FAILURE, failure, strict=True))))  # type: ignore[arg-type]
        return True

    def _place(self, source: int, path: str, member: str) -> None:
        """Note where a source was met; a place that held another source holds a changed file."""
        held = self._database.execute(
            "SELECT source FROM place WHERE path = ? AND member = ?", (path, member)
        ).fetchall()
        if (source,) in held:
            return
        self._writer.begin()
        self._database.execute("INSERT INTO place VALUES (?, ?, ?)", (source, path, member))
        self._counts["changed"] += bool(held)
        for (cable,) in self._database.execute("SELECT cable FROM rendition WHERE source = ?", (source,)):
            self._writer.touch(cable)

    def _large(self, document: Document, sha256: bytes, inside: bool) -> None:
        """Keep a document too large for one worker, and have its messages parsed in parts."""
        self._hand_out()
        source: int | None = None
        held: set[int] = set()
        ordinal, failed = 0, False
        for item in items(document, inside=inside):
            if isinstance(item, Problem):
                failed = failed or item.kind != "no-cable"
                self._fail(item)
                continue
            raw = item[1]
            if source is None:
                source, held = self._large_source(document, sha256, raw.container)
            if ordinal not in held:
                self._give(Part(source, ordinal, [raw]), 2 * len(raw.text))
            ordinal += 1
            self._tell(document)
        if source is not None and not failed:
            self._closing[source] = ordinal

    def _large_source(self, document: Document, sha256: bytes, container: str) -> tuple[int, set[int]]:
        """Return the number of a large source, its bytes kept, and the messages an earlier ingest got to."""
        self._writer.begin()
        row = self._database.execute("SELECT id FROM source WHERE sha256 = ?", (sha256,)).fetchone()
        if row is not None:
            held = self._database.execute("SELECT ordinal FROM rendition WHERE source = ?", row)
            self._place(row[0], document.path or "", document.member or "")
            return row[0], {ordinal for (ordinal,) in held}
        size, n = 0, 0
        source = self._insert_source(sha256, 0, container, None, None)
        position = document.stream.tell()
        document.stream.seek(0)
        while data := document.stream.read(_CHUNK):
            size += len(data)
            self._database.execute(
                "INSERT INTO chunk VALUES (?, ?, ?)", (source, n, self._writer.codec.pack(data))
            )
            n += 1
        document.stream.seek(position)
        self._database.execute("UPDATE source SET size = ? WHERE id = ?", (size, source))
        self._place(source, document.path or "", document.member or "")
        return source, set()

    def _insert_source(
        self, sha256: bytes, size: int, container: str, messages: int | None, data: bytes | None
    ) -> int:
        cursor = self._database.execute(
            "INSERT INTO source (sha256, size, container, messages, version, ingest, data)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (sha256, size, container, messages, version(), self._id, data),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    # -- workers ---------------------------------------------------------------------------------

    def _give(self, item: Whole | Part, size: int) -> None:
        last = self._batch[-1] if self._batch else None
        if (
            isinstance(item, Part)
            and isinstance(last, Part)
            and last.source == item.source
            and last.first + len(last.messages) == item.first
        ):
            last.messages.extend(item.messages)
        else:
            self._batch.append(item)
        self._batch_bytes += size
        if self._batch_bytes >= _TASK_BYTES or len(self._batch) >= _TASK_DOCUMENTS:
            self._hand_out()

    def _hand_out(self) -> None:
        if not self._batch:
            return
        batch, self._batch, self._batch_bytes = self._batch, [], 0
        for made in self._workers.give(batch):
            self._keep(made)

    def _keep(self, made: Made) -> None:
        if made.source is not None:
            sha256, container, path, member = self._database.execute(
                "SELECT sha256, container, path, member FROM source JOIN place ON place.source = id WHERE id = ?",
                (made.source,),
            ).fetchone()
            self._problems(made, path, member)
            self._keep_entries(made.source, container, sha256, path, member, made.entries)
        else:
            self._problems(made, made.path or "", made.member or "")
        if made.source is None and made.entries:
            self._writer.begin()
            path, member = made.path or "", made.member or ""
            source = self._insert_source(made.sha256, made.size, made.container, len(made.entries), made.data)
            self._place(source, path, member)
            self._keep_entries(source, made.container, made.sha256, path, member, made.entries)
        self._in_hand.discard(made.sha256)
        if self._writer.due:
            self._writer.commit()
        self._tell()

    def _problems(self, made: Made, path: str, member: str) -> None:
        """Note what could not be read; a large source that lacks what a dead worker had is not closed."""
        for problem in made.problems:
            within = f"{problem.member}: " if problem.path is None and problem.member else ""
            said = within + problem.message
            self._fail(msgspec.structs.replace(problem, path=path, member=member, message=said))
            if made.source is not None and problem.code == DIED:
                self._broken.add(made.source)
        if made.source is None and not made.entries:
            self._unread[made.sha256] = made.problems

    def _keep_entries(
        self, source: int, container: str, sha256: bytes, path: str, member: str, entries: Iterable[Entry]
    ) -> None:
        place = f"{path} {member}".strip()
        for made in entries:
            self._writer.add(source, container, sha256, place, made)

    # -- the run itself --------------------------------------------------------------------------

    def _open(self) -> None:
        self._writer.begin()
        cursor = self._database.execute(
            "INSERT INTO ingest (started, paths, version) VALUES (?, ?, ?)",
            (_now(), as_json(self._paths), version()),
        )
        assert cursor.lastrowid is not None
        self._id = cursor.lastrowid

    def _learn(self) -> None:
        """Make the archive's dictionary from documents all over what was named."""
        learnt = learn(samples(self._extent.some))
        if learnt is not None:
            self._database.execute("INSERT INTO dictionary VALUES (?, ?)", learnt)
            self._writer.codec.add(*learnt)
            self._workers.dictionary = learnt

    def _close(self) -> None:
        self._writer.begin()
        for source, messages in self._closing.items():
            if source in self._broken:
                continue
            self._database.execute("UPDATE source SET messages = ? WHERE id = ?", (messages, source))
        for sha256, path, member in self._again:
            if not self._known(sha256, path, member):
                for problem in self._unread.get(sha256, ()):
                    self._fail(msgspec.structs.replace(problem, path=path, member=member))
        self._database.execute(
            "UPDATE ingest SET finished = ?, summary = ? WHERE id = ?",
            (_now(), msgspec.json.encode(self._summary()).decode(), self._id),
        )
        self._writer.commit()
        self._tell(last=True)

    def _summary(self) -> Summary:
        counts = self._counts + self._writer.counts
        names = ("new", "renditions", "known", "changed", "failed", "without")
        seconds = round(time.monotonic() - self._started, 3)
        return Summary(self._extent.met, **{name: counts[name] for name in names}, seconds=seconds)

    def _meet(self, path: str) -> None:
        """Count a file when it is first met; what failed in it before is forgotten, to be found again or not."""
        if self._extent.meet(path):
            rows = self._database.execute(
                f"SELECT {', '.join(_FAILURE)} FROM failure WHERE path = ?", (path,)
            ).fetchall()
            if rows:
                self._failures_before[path] = rows
                self._writer.begin()
                self._database.execute("DELETE FROM failure WHERE path = ?", (path,))

    def _fail(self, problem: Problem) -> None:
        self._counts["without" if problem.kind == "no-cable" else "failed"] += 1
        self._writer.fail(problem, self._id)

    def _tell(self, document: Document | None = None, *, last: bool = False) -> None:
        now = time.monotonic()
        if self._on_progress is None or (now - self._shown < _SHOWN_EVERY and not last):
            return
        self._shown = now
        cables = self._writer.counts["new"] + self._writer.counts["renditions"] + self._counts["known"]
        share = 1.0 if last else self._extent.share(document)
        self._on_progress(
            Progress(
                self._extent.met, cables, self._bytes, self._counts["failed"], share, now - self._started
            )
        )


_FAILURE = ("path", "member", "code", "message", "remedy", "kind")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
