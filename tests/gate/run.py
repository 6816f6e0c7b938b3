"""Scores the parser, through its public API alone, on folders of conformance rows: ``run.py DIR [DIR …]``.

Prints ``{topic: {"right": n, "total": n, "wrong": [ids]}}`` as JSON. Rows flagged ``expected-wrong`` count in
neither number; their ids stand under ``flagged`` as ``{"right": [ids], "wrong": [ids]}``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from cablegram import MRN, Cable, parse

Row = dict[str, Any]
Score = dict[str, Any]


def _given(row: Row) -> dict[str, Any]:
    """Return what a row knows of its cable besides the text."""
    given = {"year": row["input"].get("year"), "mrn": row["input"].get("reference_id")}
    return {key: value for key, value in given.items() if value is not None}


def _read(row: Row) -> Cable:
    return parse(row["input"]["content"], _given(row))


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _subject(row: Row) -> str:
    cable = _read(row)
    if row["input"]["clean"] or not cable.subject_portion:
        return cable.subject or ""
    return f"({cable.subject_portion}) {cable.subject}"


def _tags(row: Row) -> list[str]:
    tags = _read(row).tags
    if row["input"]["canonicalize"]:
        return [tag.code for tag in tags]
    return _unique(" ".join(tag.as_found.split()).upper() for tag in tags)


def _references(row: Row) -> list[Any]:
    references = _read(row).references
    if row["input"]["form"] == "cable_ids":
        return _unique(one.mrn for one in references if one.mrn)
    return [
        {"value": one.mrn or one.text, "kind": one.kind, "bullet": one.letter, "title": one.title}
        for one in references
    ]


def _addressees(row: Row, role: str) -> list[Row]:
    return [
        {
            "route": one.routing_indicator,
            "name": one.name,
            "precedence": one.precedence,
            "mcn": one.serial,
            "excluded": list(one.exclusions),
        }
        for one in getattr(parse(row["input"]["header"]), role)
    ]


def _classified_by(row: Row) -> list[str | None]:
    authority = _read(row).classified_by
    people = authority.authorities if authority else ()
    return [one.normal if row["input"]["normalize"] else one.name for one in people]


def _signers(row: Row) -> list[str]:
    signer = _read(row).signed_by
    return [signer] if signer else []


def _summary(row: Row) -> str | None:
    return _read(row).summary


def _nondisclosure_deadline(row: Row) -> str | None:
    order = _read(row).executive_order
    return order.declassify_on.isoformat() if order and order.declassify_on else None


def _title(row: Row) -> str | None:
    return parse(f"SUBJECT: {row['input']['subject']}").title


def _tag_kind(row: Row) -> str | None:
    tag = row["input"]["tag"]
    # A person has a comma in the name, and so stands in brackets behind a subject that carries one.
    line = f"TAGS: OVIP ({tag})" if "," in tag else f"TAGS: {tag}"
    tags = parse(line).tags
    return tags[-1].kind if tags else None


def _number(row: Row) -> str | None:
    try:
        return str(MRN.parse(row["input"]["reference_id"]))
    except ValueError:
        return None


def _elements(row: Row) -> Any:
    """Return the part of the cable that the row speaks of: for every key of ``expected`` the same key."""
    return _projected(msgspec.to_builtins(_read(row)), row["expected"])


def _projected(actual: Any, expected: Any) -> Any:
    if isinstance(expected, dict) and isinstance(actual, dict):
        return {key: _projected(actual.get(key), value) for key, value in expected.items()}
    if isinstance(expected, list) and isinstance(actual, (list, tuple)) and len(actual) == len(expected):
        return [_projected(one, other) for one, other in zip(actual, expected, strict=True)]
    return actual


TOPICS: dict[str, Callable[[Row], Any]] = {
    "subject": _subject,
    "tags": _tags,
    "references": _references,
    "recipients": lambda row: _addressees(row, "action"),
    "info_recipients": lambda row: _addressees(row, "info"),
    "classified_by": _classified_by,
    "signers": _signers,
    "summary": _summary,
    "nondisclosure_deadline": _nondisclosure_deadline,
    "titlefy": _title,
    "tag_kind": _tag_kind,
    "mrn_canonical": _number,
    "malformed_ids": _number,
    "elements": _elements,
}


def collapsed(value: Any) -> Any:
    """Return ``value`` with every run of white space in its strings one blank, the ends trimmed."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return {key: collapsed(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [collapsed(item) for item in value]
    return value


def rows(folder: Path) -> Iterator[tuple[str, Row]]:
    """Yield topic and row of every conformance file in ``folder``, in the order of their names."""
    for path in sorted(folder.glob("*.json")):
        document = json.loads(path.read_text("utf-8"))
        if isinstance(document, dict) and "topic" in document:
            yield from ((document["topic"], row) for row in document["rows"])


def score(folders: Iterable[Path]) -> dict[str, Score]:
    """Return right, total and wrong ids of each topic found in ``folders``."""
    scores: dict[str, Score] = {}
    for folder in folders:
        for topic, row in rows(folder):
            if topic not in TOPICS:
                raise SystemExit(f"{folder}: no topic {topic!r}; there are {', '.join(TOPICS)}")
            score = scores.setdefault(topic, {"right": 0, "total": 0, "wrong": []})
            right = collapsed(TOPICS[topic](row)) == collapsed(row["expected"])
            if "flag" in row:
                flagged = score.setdefault("flagged", {"right": [], "wrong": []})
                flagged["right" if right else "wrong"].append(row["id"])
                continue
            score["total"] += 1
            score["right"] += right
            if not right:
                score["wrong"].append(row["id"])
    return scores


def main(arguments: list[str]) -> int:
    """Print the scores of the folders named; 2 when one is missing or holds no rows."""
    folders = [Path(argument) for argument in arguments] or [Path(__file__).parent / "own"]
    for folder in folders:
        if not any(rows(folder)):
            print(
                f"{folder}: no conformance files (*.json with topic and rows) in this folder", file=sys.stderr
            )
            return 2
    print(json.dumps(score(folders), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
