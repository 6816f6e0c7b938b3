"""A pure function of bytes done for many tasks by worker processes, results in the order of the tasks."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from .workers import pool

_AHEAD = 3

Work = Callable[[bytes], bytes]


def spread(work: Work, tasks: Iterable[bytes], jobs: int) -> Iterator[bytes | None]:
    """Yield what ``work`` makes of each task, in their order; None where the process doing it died."""
    executor = pool(jobs)
    waiting: deque[bytes] = deque()
    try:
        yield from _spread(executor, work, tasks, jobs, waiting)
    finally:
        executor.shutdown(cancel_futures=True)


def _spread(
    executor: Executor, work: Work, tasks: Iterable[bytes], jobs: int, waiting: deque[bytes]
) -> Iterator[bytes | None]:
    futures: deque[Future[bytes]] = deque()
    broken = False
    for task in _and_then_none(tasks):
        if task is not None:
            waiting.append(task)
            if not broken:
                try:
                    futures.append(executor.submit(work, task))
                except BrokenProcessPool:
                    broken = True
        while waiting and (task is None or len(waiting) > jobs * _AHEAD):
            if not broken:
                try:
                    result = futures.popleft().result()
                except BrokenProcessPool:
                    broken = True
                else:
                    waiting.popleft()
                    yield result
                    continue
            yield _alone(work, waiting.popleft())


def _and_then_none(tasks: Iterable[bytes]) -> Iterator[bytes | None]:
    yield from tasks
    yield None


def _alone(work: Work, task: bytes) -> bytes | None:
    """Do a task in a process that nothing else depends on: after one has died, all are done so."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        try:
            return executor.submit(work, task).result()
        except BrokenProcessPool:
            return None
