"""A disk that is full, a folder that may only be read: said plainly, and what was committed stays."""

from __future__ import annotations

import shutil
from contextlib import closing, suppress
from pathlib import Path

import pytest
from holdings import CABLES, found, holdings
from small_disk import full_at, make_room, read_only

import publications
from cablegram.archive import writer
from cablegram.archive.archive import Archive
from cablegram.archive.catalog import ArchiveError, connect

MUCH = 64 << 10


@pytest.mark.parametrize("kilobytes", [60, 400, 1000, 1800])
def test_a_full_disk_says_so_and_more_room_lets_it_go_on(
    tmp_path: Path, corpus: Path, filled: Path, kilobytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "COMMIT_CABLES", 20)
    with full_at(tmp_path / "disk", kilobytes) as disk:
        with Archive(disk / "archive") as archive, pytest.raises(ArchiveError, match=r"is full.*make room"):
            archive.ingest([corpus], jobs=1)
        make_room(disk, MUCH)
        with Archive(disk / "archive") as archive:
            if archive.catalog.exists():
                assert archive.ingest([corpus], jobs=1).new <= CABLES
            else:
                archive.ingest([corpus], jobs=1)
            assert archive.check(jobs=1).ok
            assert holdings(archive.folder) == holdings(filled)


def _fill(disk: Path) -> Path:
    """Leave nothing free on a disk."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"\0" * 4096)
    return ballast


def test_where_only_the_index_cannot_be_written_it_catches_up_later(
    tmp_path: Path, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "message.txt"
    page.write_text(publications.message(), "utf-8")
    real = writer.Writer._show
    with full_at(tmp_path / "disk", MUCH) as disk:
        shutil.copytree(filled, disk / "archive")
        with Archive(disk / "archive") as archive:
            ballast: list[Path] = []

            def show(self: writer.Writer, touched: dict) -> None:  # type: ignore[type-arg]
                if touched:
                    ballast.append(_fill(disk))
                real(self, touched)

            with monkeypatch.context() as patch:
                patch.setattr(writer.Writer, "_show", show)
                with pytest.raises(ArchiveError, match="is full"):
                    archive.ingest([page], jobs=1)
            assert archive.by_name("07BEIJING1001") is not None
            assert archive.stats().unindexed == 1
            assert {fault.code for fault in archive.check(jobs=1).faults} == {"unindexed"}
            ballast[0].unlink()
            archive.label("07BEIJING1001", "tea")
            assert found(archive, "label", "tea") == ["07BEIJING1001"]
            assert archive.check(jobs=1).ok


def test_a_full_disk_leaves_the_old_index(tmp_path: Path, filled: Path) -> None:
    with full_at(tmp_path / "disk", MUCH) as disk:
        shutil.copytree(filled, disk / "archive")
        ballast = _fill(disk)
        with Archive(disk / "archive") as archive:
            with pytest.raises(ArchiveError, match="is full"):
                archive.reindex(jobs=1)
            assert archive.index.searcher().num_docs == CABLES
            ballast.unlink()
            assert archive.reindex(jobs=1) == CABLES
            assert archive.check(jobs=1).ok


def test_a_full_disk_leaves_no_half_of_a_backup(tmp_path: Path, filled: Path) -> None:
    with full_at(tmp_path / "disk", 500) as disk, Archive(filled) as archive:
        with pytest.raises(ArchiveError, match="is full"):
            archive.backup(disk / "backup")
        assert list(disk.iterdir()) == []
        make_room(disk, MUCH)
        archive.backup(disk / "backup")
        assert (disk / "backup" / "catalog.sqlite").exists()


def test_a_folder_that_may_only_be_read_is_read(tmp_path: Path, filled: Path, corpus: Path) -> None:
    with read_only(filled, tmp_path / "only") as folder, Archive(folder) as archive:
        assert archive.stats().cables == CABLES
        assert archive.index.searcher().num_docs == CABLES
        assert found(archive, "container", "cables-csv")
        assert archive.check(jobs=1).ok
        archive.backup(tmp_path / "backup")
        for write in (
            lambda: archive.ingest([corpus], jobs=1),
            lambda: archive.label(next(archive.cables()).name, "tea"),
            lambda: archive.reindex(jobs=1),
        ):
            with pytest.raises(ArchiveError, match=r"may not be written\. Name another folder"):
                write()
    with Archive(tmp_path / "backup") as copy:
        assert copy.check(jobs=1).ok


def test_a_writer_elsewhere_is_followed_where_one_may_only_read(tmp_path: Path, filled: Path) -> None:
    page = tmp_path / "message.txt"
    page.write_text(publications.message(), "utf-8")
    shutil.copytree(filled, tmp_path / "archive")
    with read_only(tmp_path / "archive", tmp_path / "only") as folder, Archive(folder) as reader:
        assert reader.index.searcher().num_docs == CABLES
        with Archive(tmp_path / "archive") as archive:
            archive.ingest([page], jobs=1)
        assert reader.index.searcher().num_docs == CABLES + 1


def test_a_copy_made_amid_writing_that_may_only_be_read_says_what_to_do(tmp_path: Path, filled: Path) -> None:
    shutil.copytree(filled, tmp_path / "archive")
    with closing(connect(tmp_path / "archive" / "catalog.sqlite", writing=True)) as database:
        database.execute("INSERT INTO setting VALUES ('x', 1)")
        shutil.copytree(tmp_path / "archive", tmp_path / "copy")
    (tmp_path / "copy" / "catalog.sqlite-shm").unlink()
    with (
        read_only(tmp_path / "copy", tmp_path / "only") as folder,
        Archive(folder) as archive,
        pytest.raises(ArchiveError, match="Copy the folder"),
    ):
        archive.stats()
