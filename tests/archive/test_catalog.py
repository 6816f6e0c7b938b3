"""The catalog: made by named steps, an earlier one brought up to date, a later one left alone."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from holdings import CABLES

from cablegram.archive import catalog
from cablegram.archive.archive import Archive
from cablegram.archive.catalog import APPLICATION, ArchiveError, connect, explained, migrations, transaction


def _a_step_more(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    steps = migrations() | {"9999-more": script}
    monkeypatch.setattr(catalog, "migrations", lambda: steps)


def test_steps_are_recorded_in_the_file(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "catalog.sqlite", writing=True)) as database:
        assert [name for (name,) in database.execute("SELECT name FROM migration")] == list(migrations())
        assert database.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_an_archive_of_an_earlier_version_is_brought_up_to_date(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.close()
    _a_step_more(monkeypatch, "CREATE TABLE more (x) STRICT;".replace("(x)", "(x INTEGER)"))
    with pytest.raises(ArchiveError, match=r"earlier version.*cablegram ingest"):
        archive.stats()
    archive.ingest([], jobs=1)
    assert archive.stats().cables == CABLES
    assert archive._database.execute("SELECT count(*) FROM more").fetchone() == (0,)
    assert archive.check(jobs=1).ok


def test_an_archive_of_a_later_version_is_left_alone(archive: Archive) -> None:
    with closing(connect(archive.catalog, writing=True)) as database:
        database.execute("INSERT INTO migration VALUES ('9999-later', '2030-01-01')")
    with (
        Archive(archive.folder) as again,
        pytest.raises(ArchiveError, match=r"later version.*Update Cablegram"),
    ):
        again.stats()
    with pytest.raises(ArchiveError, match="later version"):
        Archive(archive.folder).ingest([], jobs=1)


def test_a_step_that_fails_leaves_nothing(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    _a_step_more(
        monkeypatch, "CREATE TABLE more (x INTEGER) STRICT;\nCREATE TABLE cable (x INTEGER) STRICT;\n"
    )
    with pytest.raises(ArchiveError):
        archive.ingest([], jobs=1)
    monkeypatch.undo()
    with closing(connect(archive.catalog)) as database:
        assert database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'more'").fetchone() == (0,)


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "catalog.sqlite", writing=True)) as database:
        half = ["INSERT INTO setting VALUES ('x', 1)", "INSERT INTO setting VALUES (NULL, NULL)"]
        with pytest.raises(sqlite3.IntegrityError), transaction(database):
            list(map(database.execute, half))
        assert database.execute("SELECT count(*) FROM setting").fetchone() == (0,)


def test_any_tool_opens_it(filled: Path, tmp_path: Path) -> None:
    shutil.copy(filled / "catalog.sqlite", tmp_path)
    with closing(sqlite3.connect(tmp_path / "catalog.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM shown").fetchone() == (CABLES,)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device"), "full"),
        (PermissionError(13, "Permission denied"), "may not be written"),
        (OSError(30, "Read-only file system"), "may not be written"),
        (OSError(5, "Input/output error"), "cannot be used"),
        (sqlite3.OperationalError("strange"), "cannot be used"),
    ],
)
def test_what_the_system_says_is_explained(error: Exception, said: str) -> None:
    with pytest.raises(ArchiveError, match=said), explained(Path("folder/catalog.sqlite")):
        raise error
