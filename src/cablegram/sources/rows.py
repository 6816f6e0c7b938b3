"""CSV read row by row so that a broken quotation mark costs one row and not the rest of the file."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import NamedTuple

from .limits import MAX_TEXT
from .problem import Problem


class Row(NamedTuple):
    """A row's number among the rows and its first line, both from 1, and its fields."""

    number: int
    line: int
    fields: list[str]

    @property
    def locator(self) -> str:
        """Where it is, for people."""
        return f"row {self.number} (line {self.line})"


def rows(
    lines: Iterator[str], begins: re.Pattern[str], columns: int, escape: str | None
) -> Iterator[Row | Problem]:
    """Yield the rows of ``columns`` fields, or a Problem in a row's place.

    Every line that ``begins`` matches begins a row, whatever quotation marks are still open; lines
    above the first such line are the column names.
    """
    csv.field_size_limit(MAX_TEXT)
    gathered: list[str] = []
    first = number = size = 0
    for at, line in enumerate(lines, 1):
        if begins.match(line):
            if number:
                yield _row(gathered, size, number, first, columns, escape)
            number, first, gathered, size = number + 1, at, [], 0
        size += len(line)
        if size <= MAX_TEXT:
            gathered.append(f"{line}\n")
    if number:
        yield _row(gathered, size, number, first, columns, escape)


def _row(
    lines: list[str], size: int, number: int, first: int, columns: int, escape: str | None
) -> Row | Problem:
    place = f"Row {number} (line {first})"
    if size > MAX_TEXT:
        return Problem(
            code="message-size",
            message=f"{place} has more than {MAX_TEXT >> 20} million characters; it was left out.",
            remedy="Look for a line below it that should begin a row and does not.",
            kind="limit",
        )
    try:
        found = list(csv.reader(lines, strict=True, escapechar=escape))
    except csv.Error as error:
        return Problem(
            code="broken-quote",
            message=f"{place} has a quotation mark out of place ({error}); it was left out.",
            remedy="Mend the quotation marks of that row.",
        )
    found = [fields for fields in found if fields]
    if len(found) != 1 or len(found[0]) != columns:
        counts = " and ".join(str(len(fields)) for fields in found)
        return Problem(
            code="broken-row",
            message=f"{place} has {counts} fields in place of {columns}; it was left out.",
            remedy="Mend the quotation marks and commas of that row.",
        )
    return Row(number, first, found[0])
