"""CSV read row by row so that a broken quotation mark costs one row and not the rest of the file."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import chain
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
    chunks: Iterator[str], begins: re.Pattern[str], columns: int, escape: str | None
) -> Iterator[Row | Problem]:
    """Yield the rows of ``columns`` fields in a text that comes in ``chunks``, or a Problem in a row's place.

    A row begins behind every line feed that ``begins`` matches, whatever quotation marks are still
    open; lines above the first are the column names.
    """
    csv.field_size_limit(MAX_TEXT)
    text, searched, number, line, is_open = "\n", 0, 0, 1, False
    for chunk in chain(chunks, (None,)):
        text += chunk or ""
        ends = [match.end() for match in begins.finditer(text, searched)]
        if chunk is None:
            ends.append(len(text))
        begin = searched = 1
        for end in ends:
            if is_open:
                yield _row(text[begin:end], number, line, columns, escape)
            line += text.count("\n", begin, end)
            begin, number, is_open = end, number + 1, True
        if is_open and len(text) - begin > MAX_TEXT:
            yield _too_long(number, line)
            is_open = False
        kept = begin if is_open else max(begin, len(text) - _HELD)
        line += text.count("\n", begin, kept)
        text = "\n" + text[kept:]


_HELD = 1_000
"""Characters kept where no row is open: more than a row can begin with."""


def _row(text: str, number: int, line: int, columns: int, escape: str | None) -> Row | Problem:
    place = f"Row {number} (line {line})"
    try:
        found = [fields for fields in csv.reader([text], strict=True, escapechar=escape) if fields]
    except csv.Error as error:
        return Problem(
            code="broken-quote",
            message=f"{place} has a quotation mark out of place ({error}); it was left out.",
            remedy="Mend the quotation marks of that row.",
        )
    if len(found) != 1 or len(found[0]) != columns:
        counts = " and ".join(str(len(fields)) for fields in found)
        return Problem(
            code="broken-row",
            message=f"{place} has {counts} fields in place of {columns}; it was left out.",
            remedy="Mend the quotation marks and commas of that row.",
        )
    return Row(number, line, found[0])


def _too_long(number: int, line: int) -> Problem:
    size = f"more than {MAX_TEXT >> 20} million characters"
    return Problem(
        code="message-size",
        message=f"Row {number} (line {line}) has {size}; it was left out.",
        remedy="Look for a line below it that should begin a row and does not.",
        kind="limit",
    )
