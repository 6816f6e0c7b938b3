"""Work done elsewhere, results taken in order: any concurrent.futures executor, and what to do when a worker dies."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

import msgspec

from cablegram.sources import Problem

from .job import RESULT, Made, Part, Task, Whole, work

DIED = "worker-died"
"""The code of the problem with what killed the process that read it."""

_AHEAD = 8
"""Tasks in hand for each worker: enough that none waits, few enough that little memory is held."""

_P = ParamSpec("_P")
_T = TypeVar("_T")
_PACK = msgspec.msgpack.Encoder()


class Here(Executor):
    """An executor that does the work at once, in this process: for few files, and for one core."""

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Return a future that is done."""
        future: Future[_T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def pool(jobs: int) -> Executor:
    """Return ``jobs`` worker processes; none but this one for one job."""
    return Here() if jobs <= 1 else ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """Hands out tasks, gives results back in the order of the tasks; they compress with ``dictionary``."""

    def __init__(self, executor: Executor, jobs: int, dictionary: tuple[int, bytes] | None) -> None:
        self._executor = executor
        self._jobs = jobs
        self.dictionary = dictionary
        self._tasks: deque[tuple[Future[bytes], list[Whole | Part]]] = deque()
        self._own: Executor | None = None

    def give(self, items: list[Whole | Part]) -> Iterator[Made]:
        """Hand out a task; yield what is due before more should be handed out."""
        self._tasks.append((self._submit(items), items))
        while len(self._tasks) > self._jobs * _AHEAD:
            yield from self._next()

    def rest(self) -> Iterator[Made]:
        """Yield all that is still to come."""
        while self._tasks:
            yield from self._next()

    def close(self) -> None:
        """Let go of the processes that replaced dead ones."""
        if self._own is not None:
            self._own.shutdown(cancel_futures=True)

    def _submit(self, items: list[Whole | Part]) -> Future[bytes]:
        task = _PACK.encode(Task(items, self.dictionary))
        try:
            return self._executor.submit(work, task)
        except BrokenProcessPool as broken:
            failed: Future[bytes] = Future()
            failed.set_exception(broken)
            return failed

    def _next(self) -> Iterator[Made]:
        future, items = self._tasks.popleft()
        try:
            yield from RESULT.decode(future.result())
        except BrokenProcessPool:
            yield from self._one_by_one(items)

    def _one_by_one(self, items: list[Whole | Part]) -> Iterator[Made]:
        """Do again what a dead worker left, each document in a process that nothing else depends on."""
        if self._own is not None:
            self._own.shutdown()
        for item in items:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
                try:
                    yield from RESULT.decode(
                        alone.submit(work, _PACK.encode(Task([item], self.dictionary))).result()
                    )
                except BrokenProcessPool:
                    yield _died(item)
        self._executor = self._own = pool(self._jobs)
        waiting, self._tasks = self._tasks, deque()
        for _, left in waiting:
            self._tasks.append((self._submit(left), left))


def _died(item: Whole | Part) -> Made:
    path, member = (item.path, item.member) if isinstance(item, Whole) else (None, None)
    problem = Problem(
        code=DIED,
        message="The process that read it died, perhaps for want of memory.",
        remedy="Try it by itself: cablegram ingest --retry-failed --jobs 1.",
        path=path,
        member=member,
    )
    source = item.source if isinstance(item, Part) else None
    sha256 = hashlib.sha256(item.data).digest() if isinstance(item, Whole) else b""
    return Made(path, member, sha256, 0, b"", [], [problem], source)
