"""What a search found: for people, as lines of JSON, as a table for a spreadsheet."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from typing import Protocol, cast

import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from cablegram.archive.questions import CableRow
from cablegram.search import Fragment, Hit, Results

from .facet_view import print_facets
from .opening import tell
from .twigs import ASIDE, LEVELS
from .visible import visible
from .writing import console, json_line, number

_MATCH = "bold yellow"


class View(Protocol):
    """A way to show what was found."""

    def begin(self, first: Results) -> None:
        """Show what is said of all results."""

    def show(self, hit: Hit) -> None:
        """Show one result."""

    def finish(self, last: Results, shown: int) -> None:
        """Show where to go on."""


class Hits:
    """How the query was understood, then each cable with what matched; on one without colours matches are «marked»."""

    def __init__(self, out: Console | None = None) -> None:
        self._out = out or console()
        self._coloured = self._out.color_system is not None and not self._out.no_color

    def begin(self, first: Results) -> None:
        """Print the sentence, the notes, the number of results and the facets."""
        self._out.print(Text(visible(first.understood)))
        for note in first.notes:
            self._out.print(Text(f"Note: {visible(note)}.", "yellow"))
        least = "" if first.exact else "at most "
        self._out.print(Text(f"{least}{number(first.total, 'cable')}.", "bold"))
        self._out.print()
        print_facets(self._out, first.facets)

    def show(self, hit: Hit) -> None:
        """Print a line about the cable, its title, and the paragraphs that match, each with its number."""
        row = cast(CableRow, hit.row)
        line = Text(visible(row.name), "bold")
        level = row.classification or ""
        date = f"{row.date:%Y-%m-%d}" if row.date else "no date"
        for said, style in ((date, ""), (row.post or "", ""), (level, LEVELS.get(level, ""))):
            line.append(f"  {visible(said)}" if said else "", style)
        if row.renditions > 1:
            line.append(f"  {row.renditions} renditions", ASIDE)
        if row.cited_by:
            line.append(f"  cited by {row.cited_by}", ASIDE)
        self._out.print(line)
        title, ranges = titled(row, hit.subject)
        self._out.print(Padding(self._marked(title, ranges, "bold"), (0, 0, 0, 2), expand=False))
        for fragment in hit.fragments:
            self._out.print(Padding(self._fragment(fragment), (0, 0, 0, 4), expand=False))
        self._out.print()

    def finish(self, last: Results, shown: int) -> None:
        """Say what was left out and how to see it."""
        if last.cursor and shown:
            rest = f"{shown:,} shown. More: --cursor {last.cursor}, or --all."
            self._out.print(Text(rest, ASIDE), soft_wrap=True)

    def _fragment(self, fragment: Fragment) -> Text:
        text = self._marked(fragment.text, fragment.ranges, "")
        before, after = "… " * fragment.cut_before, " …" * fragment.cut_after
        return Text.assemble((place(fragment), "cyan"), "  ", before, text, after)

    def _marked(self, text: str, ranges: Sequence[tuple[int, int]], style: str) -> Text:
        plain = visible(text).replace("\n", " ")
        if self._coloured:
            marked = Text(plain, style)
            for start, end in ranges:
                marked.stylize(_MATCH, start, end)
            return marked
        parts, at = [], 0
        for start, end in ranges:
            parts += [plain[at:start], "«", plain[start:end], "»"]
            at = end
        return Text("".join([*parts, plain[at:]]), style)


def place(fragment: Fragment) -> str:
    """Return which paragraph a fragment is of: ¶4 as printed, ¶[4] counted where none is printed."""
    return f"¶{visible(fragment.number)}" if fragment.number else f"¶[{fragment.paragraph + 1}]"


def titled(row: CableRow, ranges: Sequence[tuple[int, int]]) -> tuple[str, Sequence[tuple[int, int]]]:
    """Return the title to show and the matches in it; those of the subject hold where only the case differs."""
    subject = row.subject or ""
    if row.title and row.title.upper() == subject.upper() and len(row.title) == len(subject):
        return row.title, ranges
    if ranges or not row.title:
        return subject or "no subject", ranges if subject else ()
    return row.title, ()


class JsonLines:
    """A line for each cable; what is said of all goes to standard error, facets come as lines behind the cables."""

    def begin(self, first: Results) -> None:
        """Say how the query was understood."""
        tell(first.understood)
        for note in first.notes:
            tell(f"{note}.")
        self._facets = first.facets

    def show(self, hit: Hit) -> None:
        """Write the line."""
        said = msgspec.to_builtins(hit)
        json_line({**said.pop("row"), "subject_matches": said.pop("subject"), **said})

    def finish(self, last: Results, shown: int) -> None:
        """Write the facets; say where to go on."""
        for facet in self._facets:
            json_line({"facet": facet.name, "counts": facet.counts, "others": facet.others})
        sys.stdout.buffer.flush()
        _more(last, shown)


_COLUMNS = "name mrn date post classification subject title renditions cites cited_by matches".split()


class Csv:
    """A table: comma-separated, with a line of names; the paragraphs that match are in the last column."""

    def __init__(self) -> None:
        self._table = csv.writer(sys.stdout, lineterminator="\n")

    def begin(self, first: Results) -> None:
        """Write the names of the columns; say how the query was understood."""
        tell(first.understood)
        for note in first.notes:
            tell(f"{note}.")
        self._table.writerow(_COLUMNS)

    def show(self, hit: Hit) -> None:
        """Write the line."""
        row = cast(CableRow, hit.row)
        date = f"{row.date:%Y-%m-%dT%H:%MZ}" if row.date else ""
        matches = " … ".join(f"{place(one)} {one.text}" for one in hit.fragments if one.ranges)
        cells = [getattr(row, name) for name in _COLUMNS if name not in ("date", "matches")]
        cells.insert(_COLUMNS.index("date"), date)
        self._table.writerow([visible(cell) if isinstance(cell, str) else cell for cell in (*cells, matches)])

    def finish(self, last: Results, shown: int) -> None:
        """Say where to go on."""
        _more(last, shown)


def _more(last: Results, shown: int) -> None:
    if last.cursor and shown:
        tell(f"{shown:,} of {last.total:,}. More: --cursor {last.cursor}, or --all.")
