"""Check: an archive that is as it must be has no fault, and every damage done to one is found and named."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

import msgspec
import pytest
from holdings import CABLES
from tantivy import Document

from cablegram.archive.archive import Archive
from cablegram.archive.catalog import connect
from cablegram.archive.check import Report
from cablegram.archive.index import SearchIndex
from cablegram.archive.progress import Share


def codes(report: Report) -> set[str]:
    """Return the codes of the faults, each of which says what to do."""
    assert all(fault.message and fault.what and fault.remedy for fault in report.faults)
    return {fault.code for fault in report.faults}


def test_an_archive_as_it_must_be(filled: Path) -> None:
    told: list[Share] = []
    with Archive(filled) as archive:
        report = archive.check(told.append, jobs=1)
    assert report.ok
    assert (report.cables, report.renditions, report.older, report.unfinished) == (CABLES, CABLES, 0, 0)
    assert (told[-1].done, told[-1].of) == (CABLES, CABLES)
    assert msgspec.json.decode(msgspec.json.encode(report), type=Report) == report


def _other_text(database: Connection) -> None:
    one, other = database.execute(
        "SELECT content.rendition, data FROM content JOIN rendition ON rendition.id = content.rendition"
        " WHERE source IN (SELECT source FROM rendition GROUP BY source HAVING count(*) > 3) ORDER BY 1 LIMIT 2"
    ).fetchall()
    database.execute("UPDATE content SET data = ? WHERE rendition = ?", (other[1], one[0]))


def _run(statement: str) -> Callable[[Connection], object]:
    return lambda database: database.execute(statement)


_FIRST = "(SELECT min(id) FROM rendition)"
DAMAGE: dict[str, tuple[Callable[[Connection], object], str]] = {
    "source bytes": (_run("UPDATE source SET data = x'00' WHERE id = 1"), "source-damaged"),
    "source digest": (_run("UPDATE source SET sha256 = zeroblob(32) WHERE id = 1"), "source-changed"),
    "content bytes": (_run(f"UPDATE content SET data = x'00' WHERE rendition = {_FIRST}"), "content-damaged"),
    "content gone": (_run(f"DELETE FROM content WHERE rendition = {_FIRST}"), "content-missing"),
    "content of another": (_other_text, "row"),
    "row": (_run(f"UPDATE rendition SET subject = 'OTHER' WHERE id = {_FIRST}"), "row"),
    "children": (_run("DELETE FROM paragraph WHERE n = 0"), "row"),
    "keys": (_run("DELETE FROM identity"), "row"),
    "cable without rendition": (_run("INSERT INTO cable VALUES (9999, 'X', NULL, 1)"), "cable-empty"),
    "cable shows another": (_run("UPDATE cable SET rendition = 2 WHERE id = 1"), "cable-shown"),
    "number": (_run("UPDATE cable SET mrn = '07BEIJING1' WHERE id = 1"), "cable-number"),
    "not indexed": (_run("INSERT INTO unindexed VALUES (1)"), "unindexed"),
    "place": (_run("DELETE FROM place WHERE source = 1"), "source-place"),
    "rendition gone": (_run(f"DELETE FROM rendition WHERE id = {_FIRST}"), "source-messages"),
    "foreign key": (
        _run("INSERT INTO tag SELECT 999999, n, code, kind FROM tag LIMIT 1"),
        "foreign-key",
    ),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_to_the_catalog_is_found(archive: Archive, name: str) -> None:
    damage, code = DAMAGE[name]
    with closing(connect(archive.catalog, writing=True)) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        damage(database)
    assert code in codes(archive.check(jobs=1))


def test_damage_to_a_large_source_is_found(
    tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cablegram.sources.document.HEAD", 32 << 10)
    monkeypatch.setattr("cablegram.archive.check._AT_ONCE", 3)
    with Archive(tmp_path / "archive") as archive:
        assert archive.ingest([corpus / "cables.csv"], jobs=1).new > 3
        assert archive.check(jobs=1).ok
        with closing(connect(archive.catalog, writing=True)) as database:
            assert database.execute("SELECT count(*) FROM chunk").fetchone()[0] > 0
            database.execute("UPDATE chunk SET data = x'00' WHERE n = 0")
        assert codes(archive.check(jobs=1)) == {"source-damaged"}


def test_an_index_that_lacks_a_cable_doubles_one_or_has_another(archive: Archive) -> None:
    index = SearchIndex(archive.folder / "index")
    writer = index.writer(50 << 20, 1)
    writer.delete_documents_by_query(index.only(3))
    for cable in (4, 7777):
        document = Document()
        document.add_unsigned("id", cable)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    assert codes(archive.check(jobs=1)) == {"not-indexed", "indexed-twice", "indexed-gone"}
    archive.reindex(jobs=1)
    assert archive.check(jobs=1).ok


@pytest.mark.parametrize("suffix", [".term", ".pos", ".store", ".fast"])
def test_a_damaged_file_of_the_index_is_found(archive: Archive, suffix: str) -> None:
    path = next((archive.folder / "index").glob(f"*{suffix}"))
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0xFF
    path.write_bytes(data)
    report = archive.check(jobs=1)
    assert codes(report) <= {"index-files", "index"}
    assert not report.ok
    assert "cablegram reindex" in report.faults[0].remedy


def test_pages_of_the_catalog_overwritten_are_a_fault_not_an_exception(archive: Archive) -> None:
    data = bytearray(archive.catalog.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 100_000] = b"\xa5" * 100_000
    archive.catalog.write_bytes(data)
    assert codes(archive.check(jobs=1)) & {"catalog-damaged", "source-damaged", "content-damaged"}


def test_workers_find_what_one_process_does(archive: Archive) -> None:
    with closing(connect(archive.catalog, writing=True)) as database:
        database.execute(f"UPDATE rendition SET subject = 'OTHER' WHERE id = {_FIRST}")
    assert codes(archive.check(jobs=2)) == {"row"}


def test_what_another_version_read_is_counted_not_compared(archive: Archive) -> None:
    with closing(connect(archive.catalog, writing=True)) as database:
        database.execute("UPDATE source SET version = 'an earlier one'")
        database.execute("UPDATE rendition SET subject = 'OTHER'")
    report = archive.check(jobs=1)
    assert report.ok
    assert report.older == CABLES
