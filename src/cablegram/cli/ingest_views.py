"""How an ingest is shown: a bar on a terminal, else a line now and then; and what it did, at its end."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as Bar
from rich.text import Text

from cablegram.archive.progress import Progress, Summary

from .twigs import ASIDE
from .visible import visible
from .writing import console, duration, number

EVERY = 5.0
"""Seconds between lines where there is no terminal."""


@contextmanager
def progress() -> Iterator[Callable[[Progress], None]]:
    """Yield what is told how far an ingest is, and shows it on standard error."""
    shown = Console(stderr=True)
    if not shown.is_terminal:
        yield _Lines().told
        return
    bar = Bar(
        SpinnerColumn(),
        BarColumn(bar_width=24),
        TextColumn("{task.percentage:>3.0f} %  {task.fields[state]}", markup=False),
        console=shown,
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=1.0, state="looking at what was named")
        yield lambda state: bar.update(task, completed=state.share, state=sentence(state))


class _Lines:
    """A line every few seconds, none for what takes less."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def told(self, state: Progress) -> None:
        now = time.monotonic()
        if now - self._last >= EVERY and state.share < 1:
            self._last = now
            print(f"{state.share:4.0%}  {sentence(state)}", file=sys.stderr, flush=True)


def sentence(state: Progress) -> str:
    """Return how far an ingest is: files, cables, speed, failures, time left."""
    parts = [
        number(state.files, "file"),
        number(state.cables, "cable"),
        f"{state.cables_per_second:,.0f} cables/s",
        f"{state.bytes_per_second / 1e6:,.1f} MB/s",
        f"{state.failures:,} failed",
    ]
    if state.seconds_left is not None and state.share < 1:
        parts.append(f"{duration(state.seconds_left)} left" if state.seconds_left >= 1 else "nearly done")
    return ", ".join(parts)


def summary(done: Summary, folder: Path) -> None:
    """Print what an ingest did."""
    out = console()
    rate = f", {done.seconds and done.new / done.seconds:,.0f} new cables/s" if done.new else ""
    out.print(
        Text(f"Read {number(done.files, 'file')} in {_seconds(done.seconds)}{rate}."),
        soft_wrap=True,
    )
    failed = "failed: cablegram failures says why" if done.failed else "failed"
    rows = [
        (done.new, "new", "new", ""),
        (done.renditions, "new rendition of a known cable", "new renditions of known cables", ""),
        (done.known, "already known", "already known", ""),
        (done.changed, "file changed since it was read", "files changed since they were read", ""),
        (done.failed, failed, failed, "red"),
    ]
    if done.without:
        rows.append((done.without, "file without a cable", "files without a cable", ""))
    width = max(len(f"{count:,}") for count, *_ in rows)
    for count, one, many, style in rows:
        text = Text(f"{count:>{width + 2},}  {one if count == 1 else many}")
        text.stylize(style if count else ASIDE)
        out.print(text, soft_wrap=True)
    out.print(Text(f"The archive is {visible(str(folder))}", ASIDE), soft_wrap=True)


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 10 else duration(seconds)
