"""Counts of an archive: totals, four tables side by side, sizes, the last ingest."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rich.columns import Columns
from rich.table import Table
from rich.text import Text

from cablegram.archive.counts import Run, Stats

from .twigs import ASIDE
from .visible import visible
from .writing import console, number, size

_ROWS = 12
"""Values of a table shown; what is left out is added up in a last line."""
_BAR = 12
_TELLING = 1_000_000
"""Bytes received from which on the size of the archive as a share of them says something."""


def shown(stats: Stats, folder: Path) -> None:
    """Print the counts."""
    out = console()
    out.print(Text(f"The archive in {visible(str(folder))}", "bold"), soft_wrap=True)
    for line in _totals(stats):
        out.print(Text(line), soft_wrap=True)
    out.print()
    tables = {
        "year": _decades(stats.years),
        "post": stats.posts,
        "classification": stats.classifications,
        "format": stats.containers,
    }
    out.print(Columns([_table(name, counts) for name, counts in tables.items() if counts], padding=(0, 4)))
    out.print()
    telling = stats.size is not None and stats.raw_bytes > _TELLING
    share = f" ({stats.size:.0%})" if telling else ""
    sizes = f"Catalog {size(stats.catalog_bytes)} and index {size(stats.index_bytes)}"
    sizes += f" for {size(stats.raw_bytes)} received{share}."
    out.print(Text(sizes), soft_wrap=True)
    if stats.unindexed:
        waiting = number(stats.unindexed, "cable waits", "cables wait")
        out.print(Text(f"{waiting} for the index: cablegram reindex", "yellow"), soft_wrap=True)
    if stats.last_ingest:
        out.print(Text(_last(stats.last_ingest)), soft_wrap=True)


def _totals(stats: Stats) -> list[str]:
    lines = [
        f"{number(stats.cables, 'cable')} in {number(stats.renditions, 'rendition')}"
        f" from {number(stats.sources, 'source')}",
        f"{number(stats.ghosts, 'cable')} cited and not held",
    ]
    rest = {
        number(stats.possibly_same, "pair"): stats.possibly_same and "possibly the same",
        number(stats.failures, "failure"): stats.failures and "to look into: cablegram failures",
        number(stats.corrections, "correction"): stats.corrections and "kept",
        number(stats.notes, "note"): stats.notes and "kept",
        number(stats.labels, "cable") + " ": stats.labels and "labelled",
    }
    return lines + [f"{what.strip()} {about}" for what, about in rest.items() if about]


def _decades(years: Mapping[str, int]) -> Mapping[str, int]:
    """Return the years, or decades where there are too many years to show."""
    if len(years) <= _ROWS:
        return years
    counts: dict[str, int] = {}
    for year, count in years.items():
        name = f"{year[:3]}0s" if year else ""
        counts[name] = counts.get(name, 0) + count
    return counts


def _table(name: str, counts: Mapping[str, int]) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    table.add_row(Text(name, ASIDE), Text("cables", ASIDE), "")
    most = max(counts.values())
    for value, count in list(counts.items())[:_ROWS]:
        bar = "▇" * max(1, round(_BAR * count / most))
        table.add_row(Text(visible(value) or "not known"), Text(f"{count:,}"), Text(bar, "cyan"))
    if len(counts) > _ROWS:
        others = list(counts.values())[_ROWS:]
        table.add_row(Text(f"{len(others)} more", ASIDE), Text(f"{sum(others):,}"), "")
    return table


def _last(run: Run) -> str:
    when = run.started.replace("T", " ")[:16]
    if run.finished is None or run.summary is None:
        return f"The last ingest, {when} UTC, has not ended, or was interrupted: the same command goes on from there."
    done = run.summary
    what = (
        f"{number(done.new, 'new cable')}, {number(done.renditions, 'new rendition')},"
        f" {done.known:,} known, {done.failed:,} failed"
    )
    return f"Last ingest {when} UTC: {what}."
