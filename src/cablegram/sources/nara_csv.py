"""The overview table of the National Archives' Access to Archival Databases: metadata without text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cablegram.model import Given

from .dates import read_date
from .document import Document
from .encoding import settle
from .nara_text import LAYOUTS, divided
from .problem import Problem
from .reader import RawMessage
from .rows import Row, rows

container = "nara-csv"
rank = 42

_COLUMNS = ("URL", "Draft Date", "Document Number", "Film Number", "From", "Subject", "TAGS", "To")
_HEADING = re.compile(",[ ]?".join(f'"?{name}"?' for name in _COLUMNS))
_BEGINS = re.compile(r'\n(?="?https?://)')


def recognises(document: Document) -> bool:
    """Text whose first line is the names of the columns."""
    return _HEADING.match(document.opening) is not None


def messages(document: Document) -> Iterator[RawMessage | Problem]:
    """Yield a message without text for every row, and a Problem for each row that is broken."""
    for row in rows(document.chunks(), _BEGINS, len(_COLUMNS), None):
        yield _message(row, document.encoding) if isinstance(row, Row) else row


def _message(row: Row, encoding: str) -> RawMessage:
    values = (settle(field, encoding)[0].strip() for field in row.fields)
    said = {name: value for name, value in zip(_COLUMNS, values, strict=True) if value}
    given = Given(
        mrn=said.pop("Document Number", None),
        date=read_date(said.pop("Draft Date", None), *LAYOUTS),
        origin=said.pop("From", None),
        title=said.pop("Subject", None),
        tags=divided(said.pop("TAGS", "")),
        other=said,
    )
    return RawMessage("", given, container, row.locator)
