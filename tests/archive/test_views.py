"""Cables read back: the message as its reader gave it, its source byte for byte, sections that came apart as one."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented_renditions import body, message

import publications
from cablegram import read
from cablegram.archive import codec
from cablegram.archive.archive import Archive


def test_what_is_read_back_is_what_was_read(filled: Path, corpus: Path) -> None:
    records = {record.cable.mrn: record for record in read(corpus, lambda problem: None)}
    with Archive(filled) as archive:
        for row in archive.cables():
            (view,) = archive.views(row.id)
            record = records[row.mrn]
            assert (view.text, view.cable, view.raw.given) == (record.text, record.cable, record.given)
            (body,) = archive.bodies([row.id])
            assert [one.text for one in body.paragraphs] == [one.text for one in record.cable.paragraphs]


def test_a_source_is_kept_byte_for_byte(archive: Archive, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(publications.message().replace("\n", "\r\n").encode() + b"\x1a\x00")
    archive.ingest([page], jobs=1)
    (source,) = archive._database.execute("SELECT max(id) FROM source").fetchone()
    assert archive._shelf.source(source) == page.read_bytes()


def test_the_rendition_shown_comes_first(tmp_path: Path) -> None:
    (tmp_path / "message.txt").write_text(publications.message(), "utf-8")
    redacted = publications.scoop_html().replace("harbour office", "XXXXXXXXXXXX")
    (tmp_path / "page.html").write_text(redacted, "utf-8")
    with Archive(tmp_path / "archive") as archive:
        archive.ingest([tmp_path / "page.html", tmp_path / "message.txt"], jobs=1)
        (row,) = archive.cables()
        containers = [view.raw.container for view in archive.views(row.id)]
        assert containers == ["message-text", "scoop-html"]


def test_sections_that_came_apart_are_one(tmp_path: Path) -> None:
    for number in (1, 2):
        text = message(section=f"SECTION {number:02} OF 02 ", text=body(f"section {number}"))
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    with Archive(tmp_path / "archive") as archive:
        archive.ingest([tmp_path / "2.txt", tmp_path / "1.txt"], jobs=1)
        (row,) = archive.cables()
        whole, *parts = archive.views(row.id)
        said = "\n".join(paragraph.text for paragraph in whole.cable.paragraphs)
        assert len(parts) == 2
        assert all(part.cable.paragraphs[0].text in said for part in parts)
        assert archive.reindex(jobs=1) == 1
        assert archive.check(jobs=1).ok


def test_a_reader_learns_of_a_dictionary_made_since(
    tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codec, "ENOUGH", 20)
    page = tmp_path / "page.txt"
    page.write_text(publications.message(), "utf-8")
    with Archive(tmp_path / "archive") as archive, Archive(tmp_path / "archive") as reader:
        archive.ingest([page], jobs=1)
        assert reader.views(1)
        archive.ingest([corpus], jobs=1)
        assert reader.stats().cables > 20
        assert reader._database.execute("SELECT count(*) FROM dictionary").fetchone() == (1,)
        assert all(reader.views(row.id) for row in reader.cables())
        assert archive.check(jobs=1).ok


def test_a_closed_archive_opens_again(archive: Archive) -> None:
    row = next(archive.cables())
    first = archive.views(row.id)
    archive.close()
    assert archive.views(row.id) == first
