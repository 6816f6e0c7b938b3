"""Reads the codebooks' CSV files into typed rows and says where a row breaks the schema."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TypeVar, get_origin, get_type_hints

import msgspec

from .entries import Entry

EntryT = TypeVar("EntryT", bound=Entry)

LIST_SEPARATOR = "|"


class CodebookError(ValueError):
    """A codebook breaks its schema; the message names file, line and column."""


def read_book(book: str, row_type: type[EntryT]) -> tuple[EntryT, ...]:
    """Return the rows of ``data/<book>.csv`` in the file's order.

    Raise CodebookError when the header does not name the schema's columns or a row does not fit them.
    """
    text = files(__package__).joinpath("data", f"{book}.csv").read_text("utf-8")
    return parse_book(f"{book}.csv", text, row_type)


def parse_book(filename: str, text: str, row_type: type[EntryT]) -> tuple[EntryT, ...]:
    """Return the rows of a codebook; an empty cell takes the column's default, ``|`` parts a list."""
    reader = csv.reader(text.splitlines())
    header = next(reader, [])
    fields = {field.name for field in msgspec.structs.fields(row_type)}
    if unknown := [column for column in header if column not in fields]:
        raise CodebookError(f"{filename}, line 1: no such column: {', '.join(unknown)}")
    lists = _list_columns(row_type)
    rows = []
    for cells in reader:
        if len(cells) != len(header):
            raise CodebookError(
                f"{filename}, line {reader.line_num}: {len(cells)} cells under {len(header)} columns; "
                "put a cell that holds a comma in double quotes"
            )
        row: dict[str, str | list[str]] = {
            column: cell.split(LIST_SEPARATOR) if column in lists else cell
            for column, cell in zip(header, cells, strict=True)
            if cell
        }
        try:
            rows.append(msgspec.convert(row, row_type, strict=False))
        except msgspec.ValidationError as error:
            raise CodebookError(f"{filename}, line {reader.line_num}: {error}") from error
    return tuple(rows)


@cache
def _list_columns(row_type: type[Entry]) -> frozenset[str]:
    return frozenset(name for name, hint in get_type_hints(row_type).items() if get_origin(hint) is tuple)
