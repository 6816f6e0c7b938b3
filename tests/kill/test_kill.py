"""A few ingests are killed; run.py kills more."""

from __future__ import annotations

from pathlib import Path

from kill.run import Trial


def test_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    trial = Trial(tmp_path, cables=60, seed=3, jobs=1)
    trial.run(kills=3)
    assert trial.faults == []
