"""Corrections: shown in lists, in the cable and in the index; they survive reparse and reindex, and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from holdings import found

import publications
from cablegram.archive.archive import Archive
from cablegram.archive.catalog import ArchiveError
from cablegram.archive.corrections import correctable

NAME = "07BEIJING1001"


@pytest.fixture
def page(archive: Archive, tmp_path: Path) -> Path:
    path = tmp_path / "message.txt"
    path.write_text(publications.message(), "utf-8")
    archive.ingest([path], jobs=1)
    return path


def _reindex(archive: Archive, page: Path) -> None:
    archive.reindex(jobs=1)


def _reparse(archive: Archive, page: Path) -> None:
    archive.reparse(everything=True, jobs=1)


def _again(archive: Archive, page: Path) -> None:
    """Another rendition of the cable arrives."""
    other = page.with_name("page.html")
    other.write_text(publications.scoop_html(), "utf-8")
    archive.ingest([other], jobs=1)


def _nothing(archive: Archive, page: Path) -> None:
    pass


@pytest.fixture(params=[_nothing, _reindex, _reparse, _again])
def happens(request: pytest.FixtureRequest) -> Callable[[Archive, Path], None]:
    """What a correction must survive."""
    return request.param  # type: ignore[no-any-return]


def test_a_correction_is_shown_everywhere(
    archive: Archive, page: Path, happens: Callable[[Archive, Path], None]
) -> None:
    said = {
        "subject": "EXERCISE: COFFEE AUCTIONS OPEN",
        "date": "2008-05-14 09:15",
        "classification": "confidential",
        "signed_by": "HUNTSMAN",
        "tags": "PREL, KTEA",
    }
    for field, value in said.items():
        archive.correct(NAME, field, value, why="The page has a slip.", who="Reader")
    happens(archive, page)
    row = archive.by_name(NAME)
    assert row is not None
    assert row.subject == said["subject"]
    assert row.title == "Exercise: Coffee Auctions Open"
    assert row.date == datetime(2008, 5, 14, 9, 15, tzinfo=UTC)
    assert row.classification == "CONFIDENTIAL"
    assert row in archive.cables(year=2008)
    shown = archive.views(row.id)[0].cable
    assert (shown.subject, shown.signed_by) == (said["subject"], "HUNTSMAN")
    assert [tag.code for tag in shown.tags] == ["PREL", "KTEA"]
    for field, value in (
        ("subject", "coffee"),
        ("signer", "HUNTSMAN"),
        ("tags", "KTEA"),
        ("has", "correction"),
    ):
        assert NAME in found(archive, field, value), field
    assert NAME not in found(archive, "tags", "ETRD")
    assert archive.check(jobs=1).ok


def test_a_number_corrected_renames_the_cable(
    archive: Archive, page: Path, happens: Callable[[Archive, Path], None]
) -> None:
    archive.note(NAME, "Ask the harbour office.", who="Reader")
    archive.label(NAME, "tea")
    archive.correct(NAME, "mrn", "07 Beijing 2002", why="The page has a slip.", who="Reader")
    happens(archive, page)
    assert archive.by_name(NAME) is None
    row = archive.by_name("07BEIJING2002")
    assert row is not None
    assert row.mrn == "07BEIJING2002"
    assert archive.views(row.id)[0].cable.mrn == "07BEIJING2002"
    assert found(archive, "mrn", "07BEIJING2002") == ["07BEIJING2002"]
    assert found(archive, "label", "tea") == ["07BEIJING2002"]
    assert [note.text for note in archive.notes("07BEIJING2002")] == ["Ask the harbour office."]
    assert archive.check(jobs=1).ok
    archive.undo("07BEIJING2002", "mrn")
    assert archive.by_name("07BEIJING2002") is None
    assert archive.labels(NAME) == {"tea": 1}
    assert archive.check(jobs=1).ok


def test_what_was_said_waits_for_a_cable_to_come_back(archive: Archive, page: Path) -> None:
    archive.correct(NAME, "subject", "EXERCISE: COFFEE", why="A slip.", who="Reader")
    archive.correct(NAME, "mrn", "07BEIJING2002", why="A slip.", who="Reader")
    archive.label("07BEIJING2002", "tea")
    removal = archive.delete_source(page)
    assert removal.said == {"correction": 2, "label": 1}
    assert archive.by_name("07BEIJING2002") is None
    archive.ingest([page], jobs=1)
    row = archive.by_name("07BEIJING2002")
    assert row is not None
    assert row.subject == "EXERCISE: COFFEE"
    assert found(archive, "label", "tea") == ["07BEIJING2002"]
    assert archive.check(jobs=1).ok


def test_the_later_stands_and_undoing_brings_back_what_stood_before(archive: Archive, page: Path) -> None:
    first = archive.by_name(NAME)
    assert first is not None
    archive.correct(NAME, "subject", "ONE", why="A slip.", who="Reader")
    archive.correct(NAME, "subject", "TWO", why="A slip.", who="Reader")
    assert [(one.before, one.value) for one in archive.corrections(NAME)] == [
        (first.subject, "ONE"),
        ("ONE", "TWO"),
    ]
    for subject in ("TWO", "ONE"):
        row = archive.by_name(NAME)
        assert row is not None
        assert row.subject == subject
        assert archive.undo(NAME, "subject").value == subject
    assert archive.by_name(NAME) == first
    assert archive.corrections() == []
    assert not found(archive, "has", "correction")
    with pytest.raises(ArchiveError, match="No correction"):
        archive.undo(NAME, "subject")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("date", "yesterday", "2007-04-13T08:13"),
        ("mrn", "many", "07BEIJING2463"),
        ("classification", "HIDDEN", "UNCLASSIFIED"),
        ("paragraphs", "x", "These can"),
    ],
)
def test_what_does_not_fit_is_refused_with_an_example(
    archive: Archive, page: Path, field: str, value: str, said: str
) -> None:
    with pytest.raises(ArchiveError, match=said):
        archive.correct(NAME, field, value, why="A try.")
    assert archive.corrections() == []


def test_a_cable_is_named_as_people_write_numbers(archive: Archive, page: Path) -> None:
    assert archive.correct("07 beijing 1001", "subject", "X", why="A slip.").cable == NAME
    with pytest.raises(ArchiveError, match="cablegram search"):
        archive.correct("07BEIJING4", "subject", "X", why="A slip.")


def test_correctable_fields_are_named() -> None:
    assert set(correctable()) >= {"mrn", "date", "subject", "title", "tags", "classification", "signed_by"}
