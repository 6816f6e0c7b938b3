"""A record as one line of JSON, and the schema of such lines."""

from __future__ import annotations

import inspect
from typing import Any

import msgspec

from cablegram.model import Cable, Given
from cablegram.reading import Record, Source


class Page(msgspec.Struct, frozen=True):
    """What belongs to the page around the message: its headline in full."""

    headline: str | None = None


class CableRecord(Cable, frozen=True, kw_only=True):
    """One cable with where it came from.

    Everything the message says stands at the top; ``container`` is the format it was found in,
    ``source`` the file, ``publisher`` what the publisher says of it, ``raw`` the text that the
    spans point into.
    """

    container: str
    source: Source
    publisher: Given
    raw: str
    page: Page = Page()


def flattened(record: Record) -> CableRecord:
    """Return ``record`` in the form it is written in."""
    said = {name: getattr(record.cable, name) for name in Cable.__struct_fields__}
    headline = record.given.other.get("Headline", record.given.title)
    return CableRecord(
        **said,
        container=record.container,
        source=record.source,
        publisher=record.given,
        raw=record.text,
        page=Page(headline),
    )


def line(record: Record) -> bytes:
    """Return ``record`` as JSON in UTF-8, without the line end."""
    return msgspec.json.encode(flattened(record))


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a line."""
    published = msgspec.json.schema(CableRecord)
    for struct in published["$defs"].values():
        if "description" in struct:
            struct["description"] = inspect.cleandoc(struct["description"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Cablegram record",
        **published,
    }
