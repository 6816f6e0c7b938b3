"""No topic of the gate scores less than it did; a gain asks for its floor to be moved."""

from __future__ import annotations

import json
import os
import warnings
from pathlib import Path

import pytest

from gate.run import collapsed, score

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("CABLEGRAM_SHARED", HERE.parents[1].parent / "shared"))
FOLDERS = {"open": SHARED / "conformance" / "open", "own": HERE / "own"}
FLOORS = json.loads((HERE / "floors.json").read_text("utf-8"))
EXCEPTIONS = json.loads((HERE / "exceptions.json").read_text("utf-8"))


@pytest.mark.parametrize("name", list(FOLDERS))
def test_no_topic_falls_below_its_floor(name: str) -> None:
    folder = FOLDERS[name]
    if not folder.is_dir():
        pytest.skip(
            f"no conformance rows at {folder}; set CABLEGRAM_SHARED to the folder that holds conformance/"
        )
    scores = score([folder])
    assert set(scores) == set(FLOORS[name]), "floors.json must name the topics there are"
    lost = {
        topic: {"right": result["right"], "floor": FLOORS[name][topic], "wrong": result["wrong"]}
        for topic, result in scores.items()
        if result["right"] < FLOORS[name][topic]
    }
    assert not lost
    unexplained = [row for result in scores.values() for row in result["wrong"] if row not in EXCEPTIONS]
    assert not unexplained, "a row read wrong needs its reason in exceptions.json"
    gains = {topic: one["right"] for topic, one in scores.items() if one["right"] > FLOORS[name][topic]}
    if gains:
        warnings.warn(f"{name} scores more than floors.json says; move the pins: {gains}", stacklevel=1)


def test_white_space_does_not_count() -> None:
    assert collapsed({"a": [" b\n  c "]}) == {"a": ["b c"]}


def test_flagged_rows_are_scored_apart(tmp_path: Path) -> None:
    row = {"id": "titlefy-1", "input": {"subject": "EXERCISE"}, "expected": "Exercise"}
    flagged = row | {"id": "titlefy-2", "expected": "eXERCISE", "flag": "expected-wrong"}
    (tmp_path / "titlefy.json").write_text(json.dumps({"topic": "titlefy", "rows": [row, flagged]}))
    assert score([tmp_path]) == {
        "titlefy": {"right": 1, "total": 1, "wrong": [], "flagged": {"right": [], "wrong": ["titlefy-2"]}}
    }
