"""Facets: the values of fields, with how many results have each."""

from __future__ import annotations

from collections.abc import Sequence

from rich.columns import Columns
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cablegram.search import Facet

from .twigs import ASIDE
from .visible import visible

USUAL = "year,post,classification,tags_subject"
"""What results are counted by unless fields are named."""

_ROWS = 10
_BAR = 10
_TIMES = ("year", "month")


def print_facets(console: Console, facets: Sequence[Facet]) -> None:
    """Print the facets side by side, as many as fit."""
    tables = [_table(facet) for facet in facets if facet.counts]
    if tables:
        console.print(Columns(tables, padding=(0, 4)))
        console.print()


def _table(facet: Facet) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(overflow="ellipsis", no_wrap=True, max_width=36)
    table.add_column(justify="right")
    table.add_column()
    table.add_row(Text(facet.name, ASIDE), Text("cables", ASIDE), "")
    shown = facet.counts if facet.name in _TIMES else facet.counts[:_ROWS]
    most = max(count.count for count in shown)
    for count in shown:
        value = Text(visible(count.value))
        if count.name and count.name.upper() != count.value.upper():
            value.append(f"  {visible(count.name)}", ASIDE)
        bar = "▇" * max(1, round(_BAR * count.count / most))
        table.add_row(value, Text(f"{count.count:,}"), Text(bar, "cyan"))
    left = len(facet.counts) - len(shown)
    if left or facet.others:
        more = f"{left} more values" if not facet.others else "more values"
        table.add_row(Text(more, ASIDE), "", "")
    return table
