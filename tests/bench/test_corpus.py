"""Every container and era is in a corpus, every cable is marked, and a seed fixes every byte."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from exercise.containers import CONTAINERS, NAMES
from exercise.corpus import write_corpus
from exercise.prose import MARK


def _truths(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "truth.jsonl").read_text("utf-8").splitlines()]


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus(folder, 300, 5, containers=CONTAINERS)
    return folder


def test_every_container_is_there(corpus: Path) -> None:
    assert {truth["container"] for truth in _truths(corpus)} == {NAMES.get(name, name) for name in CONTAINERS}
    assert {path.suffix for path in (corpus / "cables" / "packed").iterdir()} == {".zip", ".gz", ".7z"}


def test_cables_are_of_every_decade_and_numbered_once(corpus: Path) -> None:
    numbers = [truth["mrn"] for truth in _truths(corpus)]
    assert len(set(numbers)) == len(numbers) == 300
    assert {number[0] for number in numbers} >= set("678901")


def test_every_cable_is_marked(corpus: Path) -> None:
    for truth in _truths(corpus):
        text = " ".join(paragraph["text"] for paragraph in truth["cable"]["paragraphs"])
        assert MARK in text, truth["mrn"]


def test_some_cables_cite_each_other(corpus: Path) -> None:
    truths = _truths(corpus)
    numbers = {truth["mrn"] for truth in truths}
    cited = {reference["mrn"] for truth in truths for reference in truth["cable"]["references"]} - {None}
    assert len(cited & numbers) > 20
    assert len(cited - numbers) > 20


@pytest.mark.parametrize("garbled", [False, True])
def test_the_same_seed_writes_the_same_bytes(tmp_path: Path, garbled: bool) -> None:
    for name in ("one", "two"):
        write_corpus(tmp_path / name, 80, 11, garbled=garbled, containers=CONTAINERS)
    assert _digests(tmp_path / "one") == _digests(tmp_path / "two")


def test_another_seed_writes_other_cables(tmp_path: Path) -> None:
    for seed in (1, 2):
        write_corpus(tmp_path / str(seed), 10, seed, containers=["message-text"])
    one, two = ({truth["mrn"] for truth in _truths(tmp_path / name)} for name in "12")
    assert one != two


def test_a_container_can_be_asked_for(tmp_path: Path) -> None:
    written = write_corpus(tmp_path, 40, 3, containers=["cables-csv"])
    assert written == 40
    assert [path.name for path in (tmp_path / "cables").iterdir()] == ["cables.csv"]
