"""A cable of the archive as a tree: as ``cablegram parse`` shows it, with what is around it below."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from rich.text import Text
from rich.tree import Tree

from cablegram import Record
from cablegram.archive.corrections import Correction
from cablegram.archive.kin import Cited, RenditionRow
from cablegram.archive.questions import CableRow
from cablegram.archive.said import Note

from .annotate import coloured
from .naming import Ghost
from .surroundings import Surroundings
from .tree import tree
from .twigs import ASIDE, branch, listed, said
from .writing import console, number

_CITING = 50
"""Citing cables shown; of those cited more often the rest is counted."""


def print_cable(around: Surroundings) -> None:
    """Print the tree."""
    root = tree(around.record)
    row = around.row
    if row.name != row.mrn:
        root.label = said((row.name, "bold"), (around.record.cable.title, "bold white"))
    branch(root, "renditions", _renditions(around.renditions))
    branch(root, "cites", _cited(around.references))
    branch(root, "cited by", _citing(around.cited_by))
    branch(root, "possibly the same as", (said((one.other, "bold"), (one.why, "")) for one in around.linked))
    branch(root, "corrections", map(_correction, around.corrections))
    branch(root, "notes", map(_note, around.notes))
    branch(root, "labels", [listed(around.labels, "green")])
    console().print(root, "")


def print_ghost(ghost: Ghost, citing: Sequence[CableRow | None]) -> None:
    """Print who cites a cable that is not held."""
    root = Tree(said((ghost.mrn, "bold"), ("cited and not held", "yellow")), guide_style=ASIDE)
    branch(root, "cited by", _citing([row for row in citing if row is not None]))
    console().print(root, "")


def print_text(record: Record) -> None:
    """Print the message text: in colours on a terminal that has them, else as it is, to the byte."""
    out = console()
    if out.is_terminal:
        out.print(coloured(record.text, record.cable), soft_wrap=True)
    else:
        sys.stdout.buffer.write(record.text.encode("utf-8", "surrogatepass"))


def _renditions(rows: dict[int, RenditionRow]) -> Iterator[Text]:
    for place, row in rows.items():
        first, *others = row.places or ("",)
        where = f"{first} (and {len(others)} more)" if others else first
        yield said(
            (str(place) if len(rows) > 1 else None, "bold"),
            (row.container, ""),
            (where, ""),
            (row.locator, ASIDE),
            (row.relation if row.relation != "same" else None, "magenta"),
            (row.why, ASIDE),
        )


def _cited(references: Sequence[Cited]) -> Iterator[Text]:
    for one in references:
        yield said(
            (one.letter and f"{one.letter}.", ASIDE),
            (one.name or one.mrn, "bold" if one.name else ""),
            ("held" if one.name else "not held", "green" if one.name else "yellow"),
            (one.how if one.how != "stated" else None, ASIDE),
            (one.text, ASIDE),
        )


def _correction(one: Correction) -> Text:
    before = f"read: {one.before}" if isinstance(one.before, str) else None
    by = f"{one.why} ({one.who}, {one.at[:10]})"
    return said((f"{one.field}:", ASIDE), (one.value, "green"), (before, ASIDE), (by, ""))


def _note(one: Note) -> Text:
    about = None if one.paragraph is None else f"paragraph [{one.paragraph + 1}]"
    return said((str(one.id), ASIDE), (about, ASIDE), (one.text, ""), (f"{one.who}, {one.at[:10]}", ASIDE))


def _citing(rows: Sequence[CableRow]) -> Iterator[Text]:
    for row in rows[:_CITING]:
        date = f"{row.date:%Y-%m-%d}" if row.date else None
        yield said((row.name, "bold"), (date, ASIDE), (row.title or row.subject, ""))
    if len(rows) > _CITING:
        yield said((f"and {number(len(rows) - _CITING, 'cable')} more", ASIDE))
