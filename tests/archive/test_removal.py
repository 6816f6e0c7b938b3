"""Removal of a source: what only it supported goes, what others support stays, ghosts come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from holdings import found, holdings
from invented_renditions import body, message

import publications
from cablegram.archive.archive import Archive
from cablegram.archive.catalog import ArchiveError


def test_a_source_goes_with_all_that_only_it_supported(archive: Archive, tmp_path: Path) -> None:
    before = holdings(archive.folder)
    page = tmp_path / "message.txt"
    page.write_text(publications.message(), "utf-8")
    archive.ingest([page], jobs=1)
    removal = archive.delete_source(page)
    assert (removal.renditions, removal.cables, removal.fewer) == (1, ("07BEIJING1001",), ())
    assert removal.places == (str(page),)
    assert holdings(archive.folder) == before
    assert found(archive, "mrn", "07BEIJING1001") == []
    assert archive.check(jobs=1).ok
    page_bytes = b"harbour office opened"
    assert page_bytes not in archive.catalog.read_bytes()


def test_a_cable_with_another_rendition_shows_that(tmp_path: Path) -> None:
    (tmp_path / "message.txt").write_text(publications.message(), "utf-8")
    (tmp_path / "page.html").write_text(publications.scoop_html(), "utf-8")
    with Archive(tmp_path / "archive") as archive:
        archive.ingest([tmp_path / "message.txt", tmp_path / "page.html"], jobs=1)
        removal = archive.delete_source(tmp_path / "message.txt")
        assert (removal.cables, removal.fewer) == ((), ("07BEIJING1001",))
        (row,) = archive.cables()
        assert (row.name, row.renditions) == ("07BEIJING1001", 1)
        assert found(archive, "container", "scoop-html") == ["07BEIJING1001"]
        assert found(archive, "container", "message-text") == []
        assert archive.check(jobs=1).ok


def test_a_cable_that_others_cite_is_a_ghost_again(tmp_path: Path) -> None:
    citing = publications.message(1002).replace("SUBJECT:", "REF: 07 BEIJING 1001\n\nSUBJECT:")
    for name, text in (("1.txt", publications.message()), ("2.txt", citing)):
        (tmp_path / name).write_text(text, "utf-8")
    with Archive(tmp_path / "archive") as archive:
        archive.ingest([tmp_path / "1.txt", tmp_path / "2.txt"], jobs=1)
        assert list(archive.ghosts()) == []
        assert archive.delete_source(tmp_path / "1.txt").ghosts == ("07BEIJING1001",)
        assert [ghost.mrn for ghost in archive.ghosts()] == ["07BEIJING1001"]
        archive.ingest([tmp_path / "1.txt"], jobs=1)
        assert list(archive.ghosts()) == []


def test_one_is_named_by_digits_or_by_place(archive: Archive) -> None:
    source = next(archive.sources())
    assert archive.delete_source(source.sha256[:12].upper()).sha256 == source.sha256
    packed = next(one for one in archive.sources() if ": " in one.places[0])
    assert archive.delete_source(packed.places[0]).sha256 == packed.sha256
    assert archive.check(jobs=1).ok


def test_what_means_none_or_many_is_refused(archive: Archive) -> None:
    before = holdings(archive.folder)
    packed = next(one for one in archive.sources() if ": " in one.places[0])
    for named, said in (
        ("0" * 20, "No source"),
        ("/no/such/file", "No source"),
        (packed.places[0].partition(": ")[0], "sources"),
        ("ab", "too short"),
    ):
        with pytest.raises(ArchiveError, match=said):
            archive.delete_source(named)
    assert holdings(archive.folder) == before


def test_cables_that_may_be_one_are_linked_as_long_as_both_are_held(tmp_path: Path) -> None:
    one = message(text=body("one"), subject="TEA AUCTIONS OPEN IN THREE TOWNS")
    other = message(text=body("other"), subject="SARDINE QUOTAS", date="190900Z APR 07")
    for name, text in (("1.txt", one), ("2.txt", other)):
        (tmp_path / name).write_text(text, "utf-8")
    with Archive(tmp_path / "archive") as archive:
        archive.ingest([tmp_path / "1.txt", tmp_path / "2.txt"], jobs=1)
        assert sorted(row.name for row in archive.cables()) == ["07BEIJING2463", "07BEIJING2463~2"]
        (pair,) = archive.possibly_same()
        assert {pair.cable, pair.other} == {"07BEIJING2463", "07BEIJING2463~2"}
        archive.reparse(everything=True, jobs=1)
        (again,) = archive.possibly_same()
        assert (again.kind, again.why) == (pair.kind, pair.why)
        archive.delete_source(tmp_path / "1.txt")
        assert list(archive.possibly_same()) == []
        assert archive.check(jobs=1).ok
