"""Reparse: what reads otherwise now is said, cable by cable; what people said stays; interrupted, it goes on."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from holdings import CABLES, found, holdings

import publications
from cablegram.archive import entry, job, keeping, reparse
from cablegram.archive.archive import Archive
from cablegram.archive.catalog import connect
from cablegram.model import Tag
from exercise.corpus import write_corpus


def _older(archive: Archive) -> None:
    with closing(connect(archive.catalog, writing=True)) as database:
        database.execute("UPDATE source SET version = 'an earlier one'")


def _reads_otherwise(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    """Have the parser read every cable otherwise."""
    real = entry.read

    def read(raw: Any) -> Any:
        return msgspec.structs.replace(real(raw), **changes)

    monkeypatch.setattr(entry, "read", read)
    monkeypatch.setattr("cablegram.archive.assembly.read", read)
    monkeypatch.setattr("cablegram.archive.look.read", read)


def test_what_reads_the_same_is_left(archive: Archive) -> None:
    before = holdings(archive.folder)
    assert archive.reparse(jobs=1).sources == 0
    changes = archive.reparse(everything=True, jobs=1)
    assert (changes.renditions, changes.changed, changes.fields) == (CABLES, 0, {})
    assert holdings(archive.folder) == before
    assert archive.check(jobs=1).ok


def test_what_another_version_read_is_read_anew(archive: Archive) -> None:
    with closing(connect(archive.catalog, writing=True)) as database:
        database.execute("UPDATE rendition SET subject = 'AS IT WAS READ ONCE'")
        database.execute("DELETE FROM paragraph WHERE n = 0")
    _older(archive)
    assert archive.check(jobs=1).older == CABLES
    changes = archive.reparse(jobs=1)
    assert changes.fields["subject"] == changes.fields["paragraph"] == CABLES
    change = next(change for change in changes.changes if change.field == "subject")
    assert change.before == "AS IT WAS READ ONCE"
    row = archive.by_name(change.cable)
    assert row is not None
    assert row.subject == change.after
    report = archive.check(jobs=1)
    assert (report.ok, report.older) == (True, 0)


def test_an_improvement_reaches_tables_index_and_lists(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    _reads_otherwise(monkeypatch, subject="EXERCISE: READ BETTER", tags=(Tag("KTEA", "program", "Tea"),))
    changes = archive.reparse(everything=True, jobs=1, most=5)
    assert changes.fields["subject"] == changes.fields["tag"] == changes.changed == CABLES
    assert len(changes.changes) == 5
    assert {row.subject for row in archive.cables()} == {"EXERCISE: READ BETTER"}
    assert len(found(archive, "tags", "KTEA")) == CABLES
    assert {fault.code for fault in archive.check(jobs=1).faults} == {
        "span"
    }  # an invented tag stands nowhere


def test_clean_text_that_reads_otherwise_is_told(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    real = entry.read

    def read(raw: Any) -> Any:
        cable = real(raw)
        first = msgspec.structs.replace(cable.paragraphs[0], text="Read better.")
        return msgspec.structs.replace(cable, paragraphs=(first, *cable.paragraphs[1:]))

    monkeypatch.setattr(entry, "read", read)
    monkeypatch.setattr("cablegram.archive.assembly.read", read)
    changes = archive.reparse(everything=True, jobs=1)
    assert changes.fields["text"] == CABLES
    assert next(one.after for one in changes.changes if one.field == "text") == ["Read better."]
    (row,) = archive.summaries([1])
    assert archive.bodies([row.id])[0].paragraphs[0].text == "Read better."
    assert found(archive, "text", "better")


def test_a_number_read_otherwise_takes_what_people_said_along(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = tmp_path / "message.txt"
    page.write_text(publications.message(), "utf-8")
    archive.ingest([page], jobs=1)
    name = "07BEIJING1001"
    archive.correct(name, "subject", "EXERCISE: AS IT SHOULD BE", why="A slip.", who="Reader")
    archive.note(name, "Ask the harbour office.", who="Reader")
    archive.label(name, "tea")
    real = entry.read

    def read(raw: Any) -> Any:
        cable = real(raw)
        return msgspec.structs.replace(cable, mrn="07BEIJING1002") if cable.mrn == name else cable

    monkeypatch.setattr(entry, "read", read)
    monkeypatch.setattr("cablegram.archive.assembly.read", read)
    changes = archive.reparse(everything=True, jobs=1)
    assert changes.renamed == {name: "07BEIJING1002"}
    assert archive.by_name(name) is None
    row = archive.by_name("07BEIJING1002")
    assert row is not None
    assert row.subject == "EXERCISE: AS IT SHOULD BE"
    assert [note.text for note in archive.notes("07BEIJING1002")] == ["Ask the harbour office."]
    assert found(archive, "label", "tea") == ["07BEIJING1002"]
    assert archive.reparse(everything=True, jobs=1).changed == 0


def test_a_cable_that_turns_out_to_be_another_leaves_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "message.txt").write_text(publications.message(), "utf-8")
    (tmp_path / "page.html").write_text(publications.scoop_html(), "utf-8")
    with Archive(tmp_path / "archive") as archive:
        archive.ingest([tmp_path / "message.txt", tmp_path / "page.html"], jobs=1)
        assert [row.name for row in archive.cables()] == ["07BEIJING1001"]
        real = entry.read

        def read(raw: Any) -> Any:
            cable = real(raw)
            return (
                msgspec.structs.replace(cable, mrn="07BEIJING7") if raw.container == "scoop-html" else cable
            )

        for module in ("entry", "assembly", "look"):
            monkeypatch.setattr(f"cablegram.archive.{module}.read", read)
        archive.reparse(everything=True, jobs=1)
        assert sorted(row.name for row in archive.cables()) == ["07BEIJING1001", "07BEIJING7"]
        assert archive.check(jobs=1).ok


def test_interrupted_it_goes_on(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(connect(archive.catalog, writing=True)) as database:
        database.execute("UPDATE rendition SET subject = 'AS IT WAS READ ONCE'")
    _older(archive)
    settled: list[object] = []
    real = reparse.Reparse._settle

    def settle(self: Any, source: Any) -> None:
        real(self, source)
        settled.append(source)
        self._writer.commit()
        if len(settled) == 10:
            raise KeyboardInterrupt

    monkeypatch.setattr(reparse.Reparse, "_settle", settle)
    with pytest.raises(KeyboardInterrupt):
        archive.reparse(jobs=1)
    monkeypatch.undo()
    (all_of,) = archive._database.execute("SELECT count(*) FROM source").fetchone()
    assert archive.reparse(jobs=1).sources == all_of - 10
    assert archive.check(jobs=1).ok
    assert not found(archive, "subject", "once")


def test_workers_do_what_one_process_does(archive: Archive, filled: Path) -> None:
    with closing(connect(archive.catalog, writing=True)) as database:
        database.execute("UPDATE rendition SET subject = 'AS IT WAS READ ONCE'")
    assert archive.reparse(everything=True, jobs=2).fields == {"subject": CABLES}
    assert holdings(archive.folder) == holdings(filled)


def test_of_many_the_index_is_made_by_workers(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    name = next(archive.cables()).name
    archive.label(name, "tea")
    _reads_otherwise(monkeypatch, subject="EXERCISE: READ BETTER")
    monkeypatch.setattr(keeping, "_MANY", 10)
    archive.reparse(everything=True, jobs=1)
    assert archive.stats().unindexed == 0
    assert len(found(archive, "subject", "better")) == CABLES
    assert found(archive, "label", "tea") == [name]


def test_a_large_source_is_read_anew(tmp_path: Path) -> None:
    rows = 60
    write_corpus(tmp_path, rows, 3, containers=["cables-csv"])
    with Archive(tmp_path / "archive") as archive:
        archive.ingest([tmp_path / "cables" / "cables.csv"], jobs=1)
        with closing(connect(archive.catalog, writing=True)) as database:
            assert database.execute("SELECT count(*) FROM chunk").fetchone()[0] > 0
            database.execute("UPDATE rendition SET title = NULL")
        changes = archive.reparse(everything=True, jobs=1)
        assert (changes.renditions, changes.gone, changes.fields) == (rows, 0, {"title": rows})
        assert archive.check(jobs=1).ok


def test_messages_that_fail_now_are_listed_and_kept(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(job, "entry", broken)
    changes = archive.reparse(everything=True, jobs=1)
    assert (changes.failed, changes.gone) == (CABLES, 0)
    assert len(archive.failures()) == CABLES
    monkeypatch.undo()
    assert archive.stats().cables == CABLES
    assert archive.reparse(everything=True, jobs=1).failed == 0
    assert archive.failures() == []
