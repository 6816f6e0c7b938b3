"""A full record of the National Archives' Access to Archival Databases: message text, then attributes."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from cablegram.model import Finding, Given

from .dates import read_date
from .document import Document
from .encoding import settle
from .html import lines, page
from .limits import MAX_TEXT, limit_reached
from .reader import RawMessage

container = "nara-text"
rank = 10

_TEXT = "Message Text"
_ATTRIBUTES = "Message Attributes"
_NOTHING = frozenset({"", "N/A", "NA", "n/a"})
_UNREADABLE = "ERROR READING TEXT INDEX FILE"
_ITEM = re.compile(r"(?:\([^()]*+\)|[^,;])+")
LAYOUTS = ("%d %b %Y", "%d-%b-%Y %I:%M:%S %p", "%d-%b-%Y %H:%M:%S", "%d-%b-%Y", "%d/%m/%Y", "%Y-%m-%d")


@cache
def _attribute() -> re.Pattern[str]:
    """Return the pattern of a line that begins an attribute: only known names do, as values wrap anywhere."""
    with files(__package__).joinpath("nara_attributes.csv").open(encoding="utf-8") as book:
        names = sorted((row["name"] for row in csv.DictReader(book)), key=len, reverse=True)
    return re.compile(rf"[ \t]{{0,4}}({'|'.join(map(re.escape, names))}):[ \t]*(.*)")


def recognises(document: Document) -> bool:
    """Text or page with both headings and a document number."""
    opening = document.opening
    return _ATTRIBUTES in opening and _TEXT in opening and "Document Number" in opening


def messages(document: Document) -> Iterator[RawMessage]:
    """Yield the records. One whose text is not on line has none, only metadata."""
    if document.is_html:
        tree, findings = page(document)
        shown = iter(lines(tree.body).split("\n") if tree.body else ())
        for number, (text, attributes) in enumerate(_records(shown), 1):
            yield _message(number, text, attributes, findings)
        return
    for number, (text, attributes) in enumerate(_records(document.lines()), 1):
        text, findings = settle(text, document.encoding)
        settled = {name: settle(value, document.encoding)[0] for name, value in attributes.items()}
        yield _message(number, text, settled, findings)


def _records(shown: Iterator[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield text and attributes of each record in turn."""
    text: list[str] = []
    attributes: dict[str, list[str]] = {}
    part = name = ""
    size = 0
    for line in shown:
        heading = line.strip()
        if heading == _TEXT and part != _TEXT:
            if part:
                yield "\n".join(text), _joined(attributes)
            part, text, attributes, name, size = _TEXT, [], {}, "", 0
        elif heading == _ATTRIBUTES and part:
            part = _ATTRIBUTES
        elif part == _TEXT:
            text.append(line)
        elif part and (match := _attribute().match(line)):
            name = match[1]
            attributes[name] = [match[2].strip()]
        elif heading and name:
            attributes[name].append(heading)
        else:
            name = ""  # a blank line ends the value that wraps
        size += len(line)
        if size > MAX_TEXT:
            raise limit_reached(
                "message-size", f"A record has more than {MAX_TEXT >> 20} million characters."
            )
    if part == _ATTRIBUTES:
        yield "\n".join(text), _joined(attributes)


def _joined(attributes: dict[str, list[str]]) -> dict[str, str]:
    return {name: " ".join(lines) for name, lines in attributes.items()}


def _message(number: int, text: str, attributes: dict[str, str], findings: tuple[Finding, ...]) -> RawMessage:
    if _UNREADABLE in text:
        findings = (
            *findings,
            Finding("text-unavailable", "The archive could not read the text of this record."),
        )
        text = ""
    said = {name: value for name, value in attributes.items() if value not in _NOTHING}
    sent = said.pop("Draft Date", None) or said.get("Sent Date")
    given = Given(
        mrn=said.pop("Document Number", None),
        date=read_date(sent, *LAYOUTS),
        classification=said.pop("Original Classification", None),
        origin=said.pop("From", None),
        title=said.pop("Subject", None),
        released=read_date(said.pop("Review Release Date", None), *LAYOUTS),
        tags=divided(said.pop("TAGS", "")),
        references=divided(said.pop("Reference", "")),
        other=said,
    )
    return RawMessage(text.strip("\n").rstrip(), given, container, f"record {number}", findings)


def divided(listed: str) -> tuple[str, ...]:
    """Return the items of a list; the comma in a bracketed name (``OVIP (DOE, JOHN)``) divides nothing."""
    return tuple(item.strip() for item in _ITEM.findall(listed) if item.strip())
