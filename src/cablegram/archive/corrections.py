"""What a person says is right: kept apart from what was read, applied wherever a cable is shown or searched."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec

from cablegram import codebooks
from cablegram.model import Cable, Classification, Tag
from cablegram.parse import MRN, MRNError
from cablegram.parse.title import readable_title, stated_acronyms

from .catalog import ArchiveError

_PLAIN = ("subject", "title", "signed_by", "summary")


class Correction(msgspec.Struct, frozen=True):
    """What a person said of a cable: ``value`` is right for ``field``, which showed ``before``; who, why and when."""

    cable: str
    field: str
    value: str
    before: Any
    why: str
    who: str
    at: str


def correctable() -> tuple[str, ...]:
    """Return the fields that can be corrected."""
    return (*_PLAIN, *_MADE)


def checked(field: str, value: str) -> str:
    """Return the value to keep for what a person wrote; raise ArchiveError where it does not fit ``field``."""
    if field in _PLAIN:
        return value.strip()
    if field not in _MADE:
        raise ArchiveError(f"{field!r} cannot be corrected. These can: {', '.join(correctable())}.")
    try:
        return _KEPT[field](_MADE[field](value))
    except (ValueError, msgspec.ValidationError) as error:
        said = str(error).rstrip(".")
        raise ArchiveError(f"{value!r} is no {field} ({said}). {_EXAMPLES[field]}") from error


def before(cable: Cable, field: str) -> Any:
    """Return what ``cable`` shows for ``field``, as plain data."""
    return msgspec.to_builtins(getattr(cable, field))


def record(database: sqlite3.Connection, correction: Correction) -> None:
    """Keep a correction."""
    database.execute(
        "INSERT INTO correction (cable, field, value, before, why, who, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            correction.cable,
            correction.field,
            msgspec.json.encode(correction.value).decode(),
            msgspec.json.encode(correction.before).decode(),
            correction.why,
            correction.who,
            correction.at,
        ),
    )


def listed(database: sqlite3.Connection, name: str | None = None) -> list[Correction]:
    """Return the corrections of the cable called ``name``, or all, in the order they were made."""
    rows = database.execute(
        "SELECT cable, field, value, before, why, who, at FROM correction WHERE cable = ?1 OR ?1 IS NULL ORDER BY id",
        (name,),
    )
    return [
        Correction(cable, field, _json(value), _json(shown), *rest)
        for cable, field, value, shown, *rest in rows
    ]


def withdraw(database: sqlite3.Connection, name: str, field: str) -> Correction:
    """Forget the last correction of a field, so that what stood before it stands again; return it."""
    made = [one for one in listed(database, name) if one.field == field]
    if not made:
        raise ArchiveError(f"No correction of {name} is kept for {field}.")
    database.execute(
        "DELETE FROM correction WHERE id = (SELECT max(id) FROM correction WHERE cable = ? AND field = ?)",
        (name, field),
    )
    return made[-1]


def kept(database: sqlite3.Connection, name: str) -> list[tuple[str, str]]:
    """Return field and value of every correction of a cable, the latest last."""
    rows = database.execute("SELECT field, value FROM correction WHERE cable = ? ORDER BY id", (name,))
    return [(field, _json(value)) for field, value in rows]


def applied(cable: Cable, corrections: Iterable[tuple[str, str]]) -> Cable:
    """Return ``cable`` with corrections applied; the later of two stands."""
    changes: dict[str, Any] = {}
    for field, value in corrections:
        changes[field] = _MADE[field](value) if field in _MADE else value or None
    if changes.get("subject") and "title" not in changes:
        text = "\n".join(paragraph.text for paragraph in cable.paragraphs)
        changes["title"] = readable_title(changes["subject"], stated_acronyms(text))
    return msgspec.structs.replace(cable, **changes) if changes else cable


def number_of(database: sqlite3.Connection, name: str) -> str | None:
    """Return the number a person says the cable called ``name`` has, if one does."""
    numbers = [value for field, value in kept(database, name) if field == "mrn"]
    return numbers[-1] if numbers else None


def _json(value: str) -> Any:
    return msgspec.json.decode(value)


def _date(value: str) -> datetime:
    found = datetime.fromisoformat(value.strip())
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


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
    level = " ".join(value.upper().split())
    levels = [entry.level for entry in codebooks.levels()]
    if level not in levels:
        raise ValueError(f"there are {', '.join(levels)}")
    return Classification(level)


_MADE: dict[str, Callable[[str], Any]] = {
    "mrn": _mrn,
    "date": _date,
    "tags": _tags,
    "classification": _classification,
}
"""How the value of a field is made of what is kept."""

_KEPT: dict[str, Callable[[Any], str]] = {
    "mrn": str,
    "date": datetime.isoformat,
    "tags": lambda tags: " ".join(tag.code for tag in tags),
    "classification": lambda classification: str(classification.level),
}

_EXAMPLES = {
    "mrn": "Year, post and number: 07BEIJING2463.",
    "date": "Day and time, UTC unless it says otherwise: 2007-04-13T08:13.",
    "tags": "Codes with blanks between: ECON ETRD CH.",
    "classification": "A level.",
}
