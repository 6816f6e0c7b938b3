"""Ingest: every container, what is new and what is known, and what becomes of what cannot be read."""

from __future__ import annotations

import os
import shutil
import tarfile
import zipfile
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import py7zr
import pytest
from holdings import CABLES, found, holdings

import publications
from cablegram.archive import ingest, job, workers
from cablegram.archive.archive import Archive
from cablegram.archive.codec import Codec
from cablegram.archive.entry import Entry, entry
from cablegram.archive.job import Part, Whole
from cablegram.archive.progress import Progress, Summary
from cablegram.sources import RawMessage
from exercise.corpus import write_corpus

ROWS = 60


def counts(summary: Summary) -> dict[str, int]:
    """Return what is not nothing."""
    names = ("new", "renditions", "known", "changed", "failed", "without")
    return {name: getattr(summary, name) for name in names if getattr(summary, name)}


def test_every_cable_of_every_container_is_held(filled: Path, corpus: Path) -> None:
    with Archive(filled) as archive:
        stats = archive.stats()
        assert stats.cables == stats.renditions == CABLES
        assert stats.failures == stats.unindexed == 0
        assert archive.index.searcher().num_docs == CABLES


def test_twice_changes_nothing(archive: Archive, corpus: Path) -> None:
    before = holdings(archive.folder)
    assert counts(archive.ingest([corpus], jobs=1)) == {"known": CABLES}
    assert holdings(archive.folder) == before


def test_progress_ends_with_all_of_it(tmp_path: Path, corpus: Path) -> None:
    told: list[Progress] = []
    with Archive(tmp_path / "archive") as archive:
        archive.ingest([corpus], told.append, jobs=1)
    assert told[-1].share == 1.0
    assert told[-1].cables == CABLES
    assert told[-1].cables_per_second > 0


@pytest.mark.parametrize("page", ["scoop_text", "scoop_html", "wikileaks", "plusd", "alx"])
def test_publications_of_one_cable_are_its_renditions(tmp_path: Path, page: str) -> None:
    (tmp_path / "message.txt").write_text(publications.message(), "utf-8")
    (tmp_path / "page").write_text(getattr(publications, page)(), "utf-8")
    with Archive(tmp_path / "archive") as archive:
        assert counts(archive.ingest([tmp_path / "message.txt"], jobs=1)) == {"new": 1}
        assert counts(archive.ingest([tmp_path / "page"], jobs=1)) == {"renditions": 1}
        (row,) = archive.cables()
        assert (row.name, row.renditions) == ("07BEIJING1001", 2)
        assert found(archive, "has", "renditions") == ["07BEIJING1001"]
        assert archive.check(jobs=1).ok


def test_the_same_bytes_elsewhere_are_another_place(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "message.txt").write_text(publications.message(), "utf-8")
    with Archive(tmp_path / "archive") as archive:
        assert counts(archive.ingest([tmp_path / "one", tmp_path / "two"], jobs=1)) == {"new": 1, "known": 1}
        (source,) = archive.sources()
        assert [Path(place).parent.name for place in source.places] == ["one", "two"]
        assert found(archive, "path", "two") == ["07BEIJING1001"]


def test_other_bytes_in_one_place_are_a_changed_file(tmp_path: Path) -> None:
    page = tmp_path / "message.txt"
    with Archive(tmp_path / "archive") as archive:
        page.write_text(publications.message(), "utf-8")
        archive.ingest([page], jobs=1)
        page.write_text(publications.message().replace("Monday", "Tuesday"), "utf-8")
        assert counts(archive.ingest([page], jobs=1)) == {"renditions": 1, "changed": 1}
        assert archive.check(jobs=1).ok


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table too large for one worker."""
    folder = tmp_path_factory.mktemp("table")
    write_corpus(folder, ROWS, 3, containers=["cables-csv"])
    path = folder / "cables" / "cables.csv"
    assert path.stat().st_size > 256 << 10
    return path


def test_a_large_table_is_kept_in_parts(tmp_path: Path, table: Path) -> None:
    with Archive(tmp_path / "archive") as archive:
        assert counts(archive.ingest([table], jobs=1)) == {"new": ROWS}
        assert counts(archive.ingest([table], jobs=1)) == {"known": ROWS}
        report = archive.check(jobs=1)
        assert (report.faults, report.renditions, report.unfinished) == ((), ROWS, 0)


def test_members_of_archives_are_sources_with_their_place(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(1001, 1004):
        (folder / f"{number}.txt").write_text(publications.message(number), "utf-8")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.write(folder / "1001.txt", "in/1001.txt")
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as tar:
        tar.add(folder / "1002.txt", "1002.txt")
    with py7zr.SevenZipFile(tmp_path / "c.7z", "w") as seven:
        seven.write(folder / "1003.txt", "1003.txt")
    named = [tmp_path / name for name in ("a.zip", "b.tar.gz", "c.7z")]
    with Archive(tmp_path / "archive") as archive:
        assert counts(archive.ingest(named, jobs=1)) == {"new": 3}
        places = [place for source in archive.sources() for place in source.places]
        assert [place.rpartition("/archive")[0] == "" and ": " in place for place in places] == [True] * 3
        assert counts(archive.ingest([folder], jobs=1)) == {"known": 3}


def test_any_executor_does(tmp_path: Path, corpus: Path, filled: Path) -> None:
    with Archive(tmp_path / "archive") as archive, ThreadPoolExecutor(2) as executor:
        assert counts(archive.ingest([corpus], executor=executor, jobs=2)) == {"new": CABLES}
        executor.submit(int).result()  # it is still its owner's
    ours, theirs = holdings(tmp_path / "archive"), holdings(filled)
    assert ours == theirs


def _deadly(task: bytes) -> bytes:
    """Die of a document that says so, as a worker does that runs out of memory."""
    if b"DEADLY" in task:
        os._exit(1)
    return job.work(task)


def test_a_dead_worker_costs_one_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "work", _deadly)
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "1001.txt").write_text(publications.message(), "utf-8")
    (folder / "0.txt").write_text(publications.message(9).replace("Monday", "DEADLY"), "utf-8")
    with Archive(tmp_path / "archive") as archive:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
            summary = archive.ingest([folder], executor=executor, jobs=1)
        assert counts(summary) == {"new": 1, "failed": 1}
        (failure,) = archive.failures()
        assert (Path(failure.path).name, failure.code) == ("0.txt", "worker-died")
        monkeypatch.undo()
        assert counts(archive.retry_failed(jobs=1)) == {"new": 1}
        assert archive.failures() == []


def test_a_fault_of_the_program_costs_one_message(
    tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(raw: RawMessage, ordinal: int, codec: Codec, source: bytes | None) -> Entry:
        if ordinal == 1:
            raise RuntimeError("a fault")
        return entry(raw, ordinal, codec, source)

    monkeypatch.setattr(job, "entry", faulty)
    with Archive(tmp_path / "archive") as archive:
        summary = archive.ingest([corpus / "many-texts"], jobs=1)
        failures = archive.failures()
        assert summary.new > summary.failed == len(failures) > 0
        assert {failure.code for failure in failures} == {"fault"}
        assert all("RuntimeError: a fault" in failure.message for failure in failures)
        assert {Path(failure.path).parent.name for failure in failures} == {"many-texts"}


def test_a_large_source_that_lost_a_part_is_read_again(
    tmp_path: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "_TASK_BYTES", 64 << 10)
    real = workers.Workers._next

    def lossy(self: workers.Workers):  # type: ignore[no-untyped-def]
        _, items = self._tasks[0]
        if any(isinstance(item, Part) and item.first == 0 for item in items):
            self._tasks.popleft()
            yield from (workers._died(item) for item in items)
        else:
            yield from real(self)

    with Archive(tmp_path / "archive") as archive:
        monkeypatch.setattr(workers.Workers, "_next", lossy)
        assert archive.ingest([table], jobs=1).failed == 1
        monkeypatch.undo()
        (failure,) = archive.failures()
        assert Path(failure.path).name == "cables.csv"
        assert 0 < archive.stats().cables < ROWS
        assert archive.check(jobs=1).unfinished == 1
        archive.retry_failed(jobs=1)
        assert archive.failures() == []
        assert archive.stats().cables == ROWS
        assert archive.check(jobs=1).ok


def test_a_source_that_vanishes_is_listed(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "1.txt").write_text(publications.message(), "utf-8")
    with Archive(tmp_path / "archive") as archive:
        summary = archive.ingest([tmp_path / "pages", tmp_path / "gone.txt"], jobs=1)
        assert counts(summary) == {"new": 1, "failed": 1}
        (failure,) = archive.failures()
        assert (failure.code, failure.path) == ("missing", str(tmp_path / "gone.txt"))


def test_a_source_deleted_after_ingest_is_still_held(archive: Archive, tmp_path: Path) -> None:
    page = tmp_path / "message.txt"
    page.write_text(publications.message(), "utf-8")
    archive.ingest([page], jobs=1)
    page.unlink()
    row = archive.by_name("07BEIJING1001")
    assert row is not None
    assert "harbour office" in archive.bodies([row.id])[0].paragraphs[0].text


def test_twins_that_cannot_be_read_are_both_listed(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        (tmp_path / name).write_bytes(b"PK\x03\x04 broken")
    with Archive(tmp_path / "archive") as archive:
        archive.ingest([tmp_path / "a.zip", tmp_path / "b.zip"], jobs=1)
        assert {Path(failure.path).name for failure in archive.failures(all=True)} == {"a.zip", "b.zip"}


def test_a_job_is_a_pure_function_of_bytes() -> None:
    task = workers._PACK.encode(
        job.Task([Whole("page.txt", None, False, publications.message().encode())], None)
    )
    assert job.work(task) == job.work(task)
    (made,) = job.RESULT.decode(job.work(task))
    assert [entry.row[1] for entry in made.entries] == ["07BEIJING1001"]


def test_nothing_is_made_where_only_reading_was_asked(tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "none", ignore_errors=True)
    with pytest.raises(Exception, match="There is no archive at"), Archive(tmp_path / "none") as archive:
        archive.stats()
    assert not (tmp_path / "none").exists()
