"""How far longer work on an archive is: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from cablegram.archive.progress import Share

from .ingest_views import EVERY


@contextmanager
def sharing() -> Iterator[Callable[[Share], None]]:
    """Yield what is told how far the work is, and shows it on standard error."""
    shown = Console(stderr=True)
    if not shown.is_terminal:
        yield _Lines().told
        return
    columns = TextColumn("{task.description}  {task.completed:,} of {task.total:,}", markup=False)
    bar = Progress(
        SpinnerColumn(),
        BarColumn(bar_width=24),
        columns,
        TimeRemainingColumn(),
        console=shown,
        transient=True,
    )
    with bar:
        task = bar.add_task("looking", total=0)
        yield lambda share: bar.update(task, completed=share.done, total=share.of, description=share.doing)


class _Lines:
    def __init__(self) -> None:
        self._last = time.monotonic()

    def told(self, share: Share) -> None:
        now = time.monotonic()
        if now - self._last >= EVERY and share.done < share.of:
            self._last = now
            print(f"{share.doing}: {share.done:,} of {share.of:,}", file=sys.stderr, flush=True)
