"""What was written is what is read: all of it in clean cables, nearly all of it in damaged ones."""

from __future__ import annotations

from pathlib import Path

from exercise.containers import CONTAINERS
from exercise.corpus import write_corpus
from score import score_corpus, summary


def test_every_field_of_clean_cables_equals_the_truth(tmp_path: Path) -> None:
    write_corpus(tmp_path, 150, 7, containers=CONTAINERS)
    score = score_corpus(tmp_path, processes=1)
    unequal = {
        name: score.differences[name][:1] for name in score.differences if score.equal[name] < score.cables
    }
    assert unequal == {}
    assert score.cables == 150
    assert (score.missing, score.unexpected, score.exceptions, score.problems) == ([], [], [], [])
    assert score.misplaced == []
    assert min(score.coverage) == 1


def test_nearly_all_of_damaged_cables_is_read(tmp_path: Path) -> None:
    write_corpus(tmp_path, 150, 8, garbled=True, containers=CONTAINERS)
    score = score_corpus(tmp_path, processes=1)
    figures = summary(score)
    assert (score.missing, score.exceptions, score.misplaced) == ([], [], [])
    assert figures["recall"] >= 0.98
    assert figures["precision"] >= 0.98
    assert figures["coverage"]["mean"] >= 0.995
