"""Reindex: the index made anew is the same, whoever reads goes on, and a missing or damaged one is made anew."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest
from holdings import CABLES, found
from tantivy import Query

from cablegram.archive import rebuild, standing
from cablegram.archive.archive import Archive
from cablegram.archive.catalog import ArchiveError
from cablegram.archive.index import IndexDamaged
from cablegram.archive.progress import Share


def _damage(folder: Path, how: str) -> None:
    index = folder / "index"
    term = next(index.glob("*.term"))
    match how:
        case "missing":
            shutil.rmtree(index)
        case "empty":
            for path in index.iterdir():
                path.unlink()
        case "no list":
            (index / "meta.json").write_bytes(b"garbage")
        case "truncated":
            term.write_bytes(term.read_bytes()[:1000])
        case "segment gone":
            term.unlink()
        case "a file":
            shutil.rmtree(index)
            index.write_bytes(b"garbage")


HOW = ("missing", "empty", "no list", "truncated", "segment gone", "a file")


def test_the_index_made_anew_finds_the_same(archive: Archive) -> None:
    archive.label(next(archive.cables()).name, "tea")
    fields = (
        ("has", "comment"),
        ("has", "label"),
        ("label", "tea"),
        ("year", 2007),
        ("container", "cables-csv"),
    )
    before = [found(archive, field, value) for field, value in fields]  # type: ignore[arg-type]
    told: list[Share] = []
    assert archive.reindex(told.append, jobs=1) == CABLES
    assert [found(archive, field, value) for field, value in fields] == before  # type: ignore[arg-type]
    assert all(before)
    assert (told[-1].done, told[-1].of) == (CABLES, CABLES)
    assert archive.check(jobs=1).ok
    assert sorted(path.name for path in archive.folder.iterdir() if path.is_dir()) == ["index"]


def test_readers_go_on_while_it_is_made_and_then_see_it(archive: Archive) -> None:
    index, other = archive.index, Archive(archive.folder)
    searcher = index.searcher()
    before = index.generation
    other.reindex(jobs=1)
    assert searcher.search(Query.all_query(), limit=5).count == CABLES
    assert index.searcher().num_docs == CABLES
    assert index.generation != before


@pytest.mark.parametrize("how", HOW)
def test_reading_says_what_to_do(archive: Archive, how: str) -> None:
    _damage(archive.folder, how)
    with pytest.raises(IndexDamaged, match="cablegram reindex"):
        _ = archive.index
    assert archive.stats().cables == CABLES
    assert archive.reindex(jobs=1) == CABLES
    assert archive.check(jobs=1).ok


@pytest.mark.parametrize("how", HOW)
def test_writing_makes_it_anew_and_says_so(
    archive: Archive, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    _damage(archive.folder, how)
    with caplog.at_level(logging.WARNING, "cablegram"):
        archive.label(next(archive.cables()).name, "tea")
    assert "index" in caplog.text
    assert archive.check(jobs=1).ok
    assert len(found(archive, "label", "tea")) == 1


class _Killed(BaseException):
    pass


@pytest.mark.parametrize("at", ["building", "rename", "removal"])
def test_a_crash_in_the_middle_is_set_right(
    archive: Archive, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise _Killed

    with monkeypatch.context() as patch:
        if at == "building":
            patch.setattr(rebuild, "put_in_place", killed)
            patch.setattr(shutil, "rmtree", lambda *_, **__: None)
        elif at == "rename":
            real = Path.rename
            patch.setattr(
                Path, "rename", lambda path, to: killed() if path.name == "index.new" else real(path, to)
            )
        else:
            patch.setattr(standing, "_remove", killed)
            real_follow = standing._follow_on

            def follow(index: Path) -> None:
                index.rename(standing.predecessor(index))
                standing.successor(index).rename(index)
                killed()

            patch.setattr(standing, "_remove", lambda folder: None)
            patch.setattr(standing, "_follow_on", follow)
            assert real_follow
        with pytest.raises(_Killed):
            archive.reindex(jobs=1)
    with Archive(archive.folder) as reader:
        assert reader.index.searcher().num_docs == CABLES
    archive.label(next(archive.cables()).name, "tea")
    assert archive.check(jobs=1).ok
    assert sorted(path.name for path in archive.folder.iterdir() if path.is_dir()) == ["index"]


def test_a_damaged_text_does_not_keep_the_rest_from_being_indexed(archive: Archive) -> None:
    with archive._catalog_to_write("damage") as database:
        database.execute("UPDATE source SET data = x'00' WHERE id = 1")
    assert archive.reindex(jobs=1) == CABLES
    assert found(archive, "has", "damage")
    assert {fault.code for fault in archive.check(jobs=1).faults} == {"source-damaged"}


def test_no_archive_is_made_by_asking_for_its_index(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="There is no archive"):
        _ = Archive(tmp_path / "none").index
    with pytest.raises(ArchiveError, match="There is no archive"):
        Archive(tmp_path / "none").reindex()
    assert not (tmp_path / "none").exists()
