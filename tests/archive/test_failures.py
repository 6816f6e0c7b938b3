"""Failures: listed with why and what to do, tried again alone, gone from the list when they can be read."""

from __future__ import annotations

import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import publications
from cablegram.archive import job
from cablegram.archive.archive import Archive
from cablegram.archive.catalog import connect
from cablegram.archive.entry import Entry
from cablegram.sources import RawMessage


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "good.txt").write_text(publications.message(), "utf-8")
    (folder / "notes.txt").write_text("Nothing of interest.\n", "utf-8")
    (folder / "broken.zip").write_bytes(b"PK\x03\x04 broken")
    return folder


def test_what_failed_is_listed_with_what_to_do(tmp_path: Path, folder: Path) -> None:
    with Archive(tmp_path / "archive") as archive:
        summary = archive.ingest([folder], jobs=1)
        assert (summary.new, summary.failed, summary.without) == (1, 1, 1)
        (failure,) = archive.failures()
        assert (failure.path, failure.kind) == (str(folder / "broken.zip"), "failed")
        assert failure.message
        assert failure.remedy
        assert failure.when.startswith("20")
        assert {Path(one.path).name for one in archive.failures(all=True)} == {"broken.zip", "notes.txt"}


def test_a_retry_takes_only_what_failed(tmp_path: Path, folder: Path) -> None:
    with Archive(tmp_path / "archive") as archive:
        archive.ingest([folder], jobs=1)
        summary = archive.retry_failed(jobs=1)
        assert (summary.files, summary.failed, summary.known) == (1, 1, 0)
        assert len(archive.failures()) == 1
        with zipfile.ZipFile(folder / "broken.zip", "w") as packed:
            packed.writestr("page.txt", publications.message(1002))
        summary = archive.retry_failed(jobs=1)
        assert (summary.files, summary.new, summary.failed) == (1, 1, 0)
        assert archive.failures() == []
        assert archive.check(jobs=1).ok


def test_what_is_gone_stays_listed_and_says_so(tmp_path: Path, folder: Path) -> None:
    with Archive(tmp_path / "archive") as archive:
        archive.ingest([folder], jobs=1)
        (folder / "broken.zip").unlink()
        for _ in range(2):
            assert archive.retry_failed(jobs=1).files == 0
            (failure,) = archive.failures()
            assert failure.code == "missing"
            assert failure.message.startswith("It is gone")
            assert failure.message.count("It had failed before") == 1


def test_names_that_are_no_text_are_tried_too(tmp_path: Path) -> None:
    name = b"broken\xff.zip"
    folder = tmp_path / "files"
    folder.mkdir()
    path = bytes(folder) + b"/" + name
    Path(path.decode("utf-8", "surrogateescape")).write_bytes(b"PK\x03\x04 broken")
    with Archive(tmp_path / "archive") as archive:
        archive.ingest([folder], jobs=1)
        (failure,) = archive.failures()
        assert failure.path.endswith(r"broken\xff.zip")
        assert archive.retry_failed(jobs=1).files == 1


def test_part_of_a_source_is_tried_again_by_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One message of two is more than this version can read: the other is held, and the next version reads both."""
    page = tmp_path / "two.csv"
    page.write_text(publications.csv_row(1001) + publications.csv_row(1002), "utf-8")
    real = job.entry

    def entry(raw: RawMessage, *arguments: Any) -> Entry:
        if "BEIJING 001001" in raw.text:
            raise RuntimeError("a fault of ours")
        return real(raw, *arguments)

    with Archive(tmp_path / "archive") as archive:
        with monkeypatch.context() as patch:
            patch.setattr(job, "entry", entry)
            summary = archive.ingest([page], jobs=1)
        assert (summary.new, summary.failed) == (1, 1)
        (failure,) = archive.failures()
        assert failure.path == str(page)
        assert "a fault of ours" in failure.message
        assert archive.retry_failed(jobs=1).new == 0  # the same version says the same
        assert len(archive.failures()) == 1
        with closing(connect(archive.catalog, writing=True)) as database:
            database.execute("UPDATE source SET version = 'an earlier one'")
        archive.retry_failed(jobs=1)
        assert archive.failures() == []
        assert sorted(row.name for row in archive.cables()) == ["07BEIJING1001", "07BEIJING1002"]
        assert archive.check(jobs=1).ok
