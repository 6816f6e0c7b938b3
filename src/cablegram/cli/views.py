"""The ways to show records: as trees, JSON, marked text, findings, or counted."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Protocol

from rich.console import Console
from rich.table import Table

from cablegram.reading import Record

from .annotate import annotated, coloured, legend
from .json_lines import line
from .tree import tree
from .visible import visible


class View(Protocol):
    """A way to show records."""

    def show(self, record: Record) -> None:
        """Show one record."""

    def finish(self) -> None:
        """Show what can only be said of all."""


class Trees:
    """A tree for each."""

    def __init__(self) -> None:
        self._console = Console(highlight=False)

    def show(self, record: Record) -> None:
        """Print the tree and a blank line."""
        self._console.print(tree(record), "")

    def finish(self) -> None:
        """Say nothing more."""


class JsonLines:
    """A line of JSON for each."""

    def show(self, record: Record) -> None:
        """Write the line."""
        sys.stdout.buffer.write(line(record) + b"\n")

    def finish(self) -> None:
        """Write what the buffer holds."""
        sys.stdout.buffer.flush()


class MarkedTexts:
    """The message text of each, coloured on a terminal, else with bracketed names."""

    def __init__(self) -> None:
        self._console = Console(highlight=False)

    def show(self, record: Record) -> None:
        """Print the text; on a terminal with its number and the names of the colours above."""
        if self._console.is_terminal:
            self._console.rule(record.cable.mrn or "no number")
            self._console.print(legend(record.cable))
            self._console.print(coloured(record.text, record.cable), soft_wrap=True)
        else:
            print(annotated(record.text, record.cable))

    def finish(self) -> None:
        """Say nothing more."""


class Findings:
    """A line for each finding, none for a cable that has none."""

    def __init__(self) -> None:
        self._cables = self._findings = 0

    def show(self, record: Record) -> None:
        """Print place, number, line, code and sentence, tab-separated."""
        self._cables += 1
        place = ": ".join(filter(None, (record.source.path, record.source.member, record.source.locator)))
        for finding in record.cable.findings:
            self._findings += 1
            at = finding.span and f"line {record.text.count(chr(10), 0, finding.span.start) + 1}"
            said = (place, record.cable.mrn or "no number", at or "whole", finding.code, finding.message)
            print("\t".join(visible(" ".join(part.split())) for part in said))

    def finish(self) -> None:
        """Say on standard error how many there were."""
        print(f"{self._findings} findings in {self._cables} cables.", file=sys.stderr)


class Summary:
    """Counts per container and per finding."""

    def __init__(self) -> None:
        self._containers: Counter[str] = Counter()
        self._findings: Counter[str] = Counter()
        self._coverage = 0.0

    def show(self, record: Record) -> None:
        """Count it."""
        self._containers[record.container] += 1
        self._findings.update(finding.code for finding in record.cable.findings)
        self._coverage += record.cable.coverage

    def finish(self) -> None:
        """Print the tables; one without rows is left out."""
        console = Console(highlight=False)
        for name, counts in (("container", self._containers), ("finding", self._findings)):
            if counts:
                console.print(_table(name, counts))
        total = self._containers.total()
        cables = "1 cable" if total == 1 else f"{total:,} cables"
        console.print(f"{cables}, {self._coverage / total:.2%} of the lines read." if total else "No cables.")


def _table(name: str, counts: Counter[str]) -> Table:
    table = Table(name, show_footer=False)
    table.add_column("count", justify="right")
    for key, count in counts.most_common():
        table.add_row(visible(key), f"{count:,}")
    return table
