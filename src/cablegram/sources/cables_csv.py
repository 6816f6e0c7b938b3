"""The database export ``cables.csv``: a quarter of a million cables in one file of 1.7 GB."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cablegram.model import Given

from .dates import read_date
from .document import Document
from .encoding import settle
from .problem import Problem
from .reader import RawMessage
from .rows import Row, rows

container = "cables-csv"
rank = 40

_TOP = 2_000
_COLUMNS = 8  # number, created, reference id, origin, classification, references, header, body
# "1","12/28/1966 18:48","66BUENOSAIRES2481","Embassy Buenos Aires", …
_BEGINS = re.compile(r'\n(?="?\d{1,9}"?,"?\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d(?::\d\d)?"?,"?[^",\n]{1,60}"?,)')


def recognises(document: Document) -> bool:
    """Text whose first or second line begins such a row."""
    found = _BEGINS.search(f"\n{document.opening[:_TOP]}")
    return found is not None and "\n" not in document.opening[: max(0, found.start() - 1)]


def messages(document: Document) -> Iterator[RawMessage | Problem]:
    """Yield a message for every row, in constant memory, and a Problem for each row that is broken."""
    for row in rows(document.chunks(), _BEGINS, _COLUMNS, "\\"):
        yield _message(row, document.encoding) if isinstance(row, Row) else row


def _message(row: Row, encoding: str) -> RawMessage:
    *fields, header, body = row.fields
    number, created, mrn, origin, classification, references = (
        settle(field, encoding)[0] for field in fields
    )
    text, findings = settle("\n\n".join(filter(None, (header.strip("\n"), body.strip("\n")))), encoding)
    given = Given(
        mrn=mrn or None,
        date=read_date(created, "%m/%d/%Y %H:%M", "%m/%d/%Y %H:%M:%S"),
        classification=classification or None,
        origin=origin or None,
        references=tuple(filter(None, references.split("|"))),
        other={"Number": number},
    )
    return RawMessage(text, given, container, row.locator, findings)
