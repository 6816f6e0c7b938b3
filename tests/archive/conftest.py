"""Archives to try things on: one filled once from a corpus in every container, and copies of it to change."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from holdings import CABLES

from cablegram.archive.archive import Archive
from exercise.containers import CONTAINERS
from exercise.corpus import write_corpus


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Invented cables in every container, packed ones too."""
    folder = tmp_path_factory.mktemp("corpus")
    assert write_corpus(folder, CABLES, 7, containers=CONTAINERS) == CABLES
    return folder / "cables"


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Path:
    """The folder of an archive of all of them, not to be changed."""
    folder = tmp_path_factory.mktemp("filled") / "archive"
    with Archive(folder) as archive:
        archive.ingest([corpus], jobs=1)
    return folder


@pytest.fixture
def archive(tmp_path: Path, filled: Path) -> Iterator[Archive]:
    """A copy of it."""
    shutil.copytree(filled, tmp_path / "archive")
    with Archive(tmp_path / "archive") as opened:
        yield opened
