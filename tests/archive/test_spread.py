"""Work spread over processes: results in the order of the tasks, and a task that kills its worker costs only itself."""

from __future__ import annotations

import os

import pytest

from cablegram.archive.spread import spread


def _double(task: bytes) -> bytes:
    if task == b"deadly":
        os._exit(1)
    return task + task


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order(jobs: int) -> None:
    tasks = [str(number).encode() for number in range(50)]
    assert list(spread(_double, iter(tasks), jobs)) == [task + task for task in tasks]
    assert list(spread(_double, iter(()), jobs)) == []


def test_a_dead_worker_costs_its_task() -> None:
    assert list(spread(_double, iter([b"a", b"deadly", b"b"]), 2)) == [b"aa", None, b"bb"]
