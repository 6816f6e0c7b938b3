"""What a person says is right: kept apart from what was read, applied wherever a cable is shown or searched."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from cablegram import codebooks
from cablegram.model import Cable, Classification, Tag
from cablegram.parse import MRN, MRNError

from .catalog import ArchiveError

_PLAIN = ("subject", "title", "signed_by", "summary")


def correctable() -> tuple[str, ...]:
    """Return the fields that can be corrected."""
    return (*_PLAIN, *_MADE)


def checked(field: str, value: str) -> Any:
    """Return the value to keep for what a person wrote; raise ArchiveError where it does not fit ``field``."""
    if field in _PLAIN:
        return value
    if field not in _MADE:
        raise ArchiveError(f"{field!r} cannot be corrected. These can: {', '.join(correctable())}.")
    try:
        _MADE[field](value)
    except (ValueError, msgspec.ValidationError) as error:
        raise ArchiveError(f"{value!r} is no {field}: {error}.") from error
    return value


def before(cable: Cable, field: str) -> Any:
    """Return what ``cable`` shows for ``field``, as plain data."""
    value = getattr(cable, field)
    return msgspec.to_builtins(value)


def corrected(database: sqlite3.Connection, name: str, cable: Cable) -> Cable:
    """Return ``cable`` with the corrections kept for the cable called ``name``; the later of two stands."""
    changes: dict[str, Any] = {}
    rows = database.execute("SELECT field, value FROM correction WHERE cable = ? ORDER BY id", (name,))
    for field, value in rows:
        stated = msgspec.json.decode(value)
        changes[field] = _MADE[field](stated) if field in _MADE else stated
    return msgspec.structs.replace(cable, **changes) if changes else cable


def _date(value: str) -> datetime:
    return msgspec.convert(value, datetime)


def _mrn(value: str) -> str:
    try:
        return str(MRN.parse(value))
    except MRNError as error:
        raise ValueError(str(error)) from error


def _tags(value: str) -> tuple[Tag, ...]:

    entries = ((code, codebooks.tag(code)) for code in value.upper().replace(",", " ").split())
    return tuple(
        Tag(code, entry.kind if entry else "unknown", entry.name if entry else None)
        for code, entry in entries
    )


def _classification(value: str) -> Classification:
    return Classification(value.upper())


_MADE: dict[str, Callable[[str], Any]] = {
    "mrn": _mrn,
    "date": _date,
    "tags": _tags,
    "classification": _classification,
}
