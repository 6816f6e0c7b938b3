"""A bar on standard error while files are read, where a terminal is there to show it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import AbstractContextManager
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


class FilesBar(AbstractContextManager["FilesBar"]):
    """Counts files and cables; shows nothing where standard error is no terminal, or if ``quiet``."""

    def __init__(self, paths: Iterable[str], *, quiet: bool) -> None:
        console = Console(stderr=True)
        self._shown = console.is_terminal and not quiet
        self._bar = Progress(
            SpinnerColumn(),
            BarColumn(),
            TextColumn("{task.completed:,} of {task.total:,} files, {task.fields[cables]:,} cables"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not self._shown,
        )
        total = sum(map(_files, paths)) if self._shown else 0
        self._task = self._bar.add_task("", total=total, cables=0)
        self._cables = 0
        self._path: str | None = None

    def __enter__(self) -> FilesBar:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def met(self, path: str | None, *, cable: bool) -> None:
        """Count a cable, or something else, met in the file at ``path``."""
        if not self._shown:
            return
        self._cables += cable
        self._bar.update(self._task, advance=path != self._path, cables=self._cables)
        self._path = path


def _files(path: str) -> int:
    """Return the number of files at or under ``path``."""
    return sum(len(names) for _, _, names in os.walk(path)) if os.path.isdir(path) else 1
