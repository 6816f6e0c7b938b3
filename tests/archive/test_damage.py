"""A catalog that is truncated or no catalog at all: a message and what to do, for whoever reads or writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from cablegram.archive.archive import Archive
from cablegram.archive.catalog import ArchiveError


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


def _garbage(path: Path) -> None:
    path.write_bytes(b"\xa5" * 100_000)


def _header(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\xa5" * 50_000)


def _schema(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100:20_000] = b"\xa5" * 19_900
    path.write_bytes(data)


ASKING: dict[str, Callable[[Archive], object]] = {
    "stats": lambda archive: archive.stats(),
    "cables": lambda archive: list(archive.cables()),
    "failures": lambda archive: archive.failures(),
    "ingest": lambda archive: archive.ingest([archive.folder / "writer.lock"], jobs=1),
    "reindex": lambda archive: archive.reindex(jobs=1),
}


@pytest.mark.parametrize("asking", ASKING)
@pytest.mark.parametrize("damage", [_truncated, _garbage, _header, _schema])
def test_a_damaged_catalog_says_what_to_do(
    archive: Archive, damage: Callable[[Path], None], asking: str
) -> None:
    damage(archive.catalog)
    with pytest.raises(ArchiveError, match="Restore it from a backup"):
        ASKING[asking](archive)


def test_damage_inside_is_said_by_whoever_meets_it(archive: Archive) -> None:
    data = bytearray(archive.catalog.read_bytes())
    for at in range(100_000, len(data), 32_768):
        data[at - at % 32_768 : at - at % 32_768 + 200] = b"\xa5" * 200
    archive.catalog.write_bytes(data)
    said = []
    for ask in (lambda: list(archive.cables()), lambda: archive.summaries(range(1, 90)), archive.stats):
        with pytest.raises(ArchiveError) as error:
            ask()
        said.append(str(error.value))
    assert all("Restore" in one for one in said)


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    path = tmp_path / "archive" / "catalog.sqlite"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE theirs (x)")
    database.commit()
    database.close()
    before = path.read_bytes()
    for ask in (ASKING["stats"], ASKING["ingest"]):
        with pytest.raises(ArchiveError, match="something else"):
            ask(Archive(tmp_path / "archive"))
    assert path.read_bytes()[28:] == before[28:]
