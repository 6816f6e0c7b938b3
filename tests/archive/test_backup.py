"""Backup: whole and right however much is read and written meanwhile; nothing is overwritten."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from holdings import CABLES, holdings

from cablegram.archive import backup, snapshot, writer
from cablegram.archive.archive import Archive
from cablegram.archive.catalog import ArchiveError
from cablegram.archive.progress import Share


def test_a_copy_is_an_archive(archive: Archive, tmp_path: Path) -> None:
    told: list[Share] = []
    to = archive.backup(tmp_path / "new" / "backup", told.append)
    assert {share.doing for share in told} == {"catalog", "index"}
    with Archive(to) as copy:
        assert copy.check(jobs=1).ok
        assert copy.index.searcher().num_docs == CABLES
        copy.label(next(copy.cables()).name, "tea")
    assert holdings(to) == holdings(archive.folder)
    assert archive.labels() == {}
    assert [path.name for path in to.parent.iterdir()] == ["backup"]


def test_nothing_is_overwritten(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_text("mine", "utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "folder", "link"):
        with pytest.raises(ArchiveError, match="there already"):
            archive.backup(tmp_path / name)
    assert (tmp_path / "folder" / "file").read_text("utf-8") == "mine"
    (tmp_path / "empty").mkdir()
    assert archive.backup(tmp_path / "empty") == tmp_path / "empty"


def test_copies_made_while_others_write_are_right(
    tmp_path: Path, corpus: Path, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "COMMIT_CABLES", 5)
    one = next((corpus / "message-text").iterdir())
    with Archive(tmp_path / "archive") as archive:
        archive.ingest([one], jobs=1)
    ended = threading.Event()

    def ingest() -> None:
        with Archive(tmp_path / "archive") as archive:
            archive.ingest([corpus], jobs=1)
        ended.set()

    thread = threading.Thread(target=ingest)
    thread.start()
    copies = []
    while not ended.wait(0.02) and len(copies) < 8:
        with Archive(tmp_path / "archive") as archive:
            copies.append(archive.backup(tmp_path / f"backup-{len(copies)}"))
    thread.join()
    assert copies
    for to in (copies[0], copies[len(copies) // 2], copies[-1]):
        with Archive(to) as copy:
            # What the index did not show at that moment the next writer catches up with.
            assert {fault.code for fault in copy.check(jobs=1).faults} <= {"unindexed"}
            copy.label(next(copy.cables()).name, "tea")
            assert copy.check(jobs=1).ok
    assert holdings(tmp_path / "archive") == holdings(filled) | {
        "place": holdings(filled)["place"],
    }


def test_an_index_written_between_is_taken_again(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[int] = []
    real = backup._files

    def files(*arguments):  # type: ignore[no-untyped-def]
        taken = real(*arguments)
        if not times:
            with Archive(archive.folder) as other:
                other.label(next(other.cables()).name, "tea")
        times.append(1)
        return taken

    monkeypatch.setattr(backup, "_files", files)
    with Archive(archive.backup(tmp_path / "backup")) as copy:
        assert copy.check(jobs=1).ok
        assert copy.labels() == {"tea": 1}
    assert len(times) == 2


def test_an_archive_that_never_rests_says_so(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "_TRIES", 0)
    with pytest.raises(ArchiveError, match="changes all the time"):
        archive.backup(tmp_path / "backup")
    assert not (tmp_path / "backup").exists()
