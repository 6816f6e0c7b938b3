"""What the tests of searching search: the messages of the other tests, and generated ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "bench")]

from holding import Small  # noqa: E402


@pytest.fixture(scope="session")
def messages(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """The messages the parser's tests read; the first is 07BEIJING2463."""
    files = sorted((ROOT / "tests" / "messages").glob("*/*.txt"))
    return Small(tmp_path_factory.mktemp("messages"), [file.read_text("utf-8") for file in files], batch=4)


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """Some hundred generated cables in several segments."""
    from speed import texts

    return Small(tmp_path_factory.mktemp("collection"), texts(110, 5), batch=25)
