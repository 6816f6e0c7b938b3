"""The page on the catalog holds: its questions are answered, and every table, view and column is there."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest

from cablegram.archive.archive import Archive
from cablegram.archive.catalog import connect

PAGE = (Path(__file__).parents[2] / "docs" / "catalog.md").read_text("utf-8")
QUESTIONS = re.findall(r"^```sql\n(.*?)^```$", PAGE, re.M | re.S)
EMPTY = {question for question in QUESTIONS if "FROM failure" in question}
"""Nothing failed in the archive they are asked of."""


def test_questions_are_answered(filled: Path) -> None:
    with closing(connect(filled / "catalog.sqlite")) as database:
        for question in QUESTIONS:
            rows = database.execute(question).fetchall()
            assert bool(rows) == (question not in EMPTY), question


def test_every_table_and_column_is_described(tmp_path: Path) -> None:
    described = {
        name: re.findall(r"^\| `(\w+)` \| \S", section, re.M)
        for name, section in re.findall(r"^### `(\w+)`\n(.*?)(?=^##|\Z)", PAGE, re.M | re.S)
    }
    Archive(tmp_path).ingest([], jobs=1)
    with closing(connect(tmp_path / "catalog.sqlite")) as database:
        names = database.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        held = {name: [row[1] for row in database.execute(f"PRAGMA table_info({name})")] for (name,) in names}
    assert described == held


@pytest.mark.parametrize("question", QUESTIONS, ids=range(len(QUESTIONS)))
def test_questions_change_nothing(question: str) -> None:
    assert question.startswith("SELECT")
