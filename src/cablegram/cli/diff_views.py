"""What two renditions differ in, for people and as lines of JSON."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec
from rich.padding import Padding
from rich.text import Text

from cablegram import Record
from cablegram.archive.comparison import Difference, words
from cablegram.archive.worddiff import Piece

from .twigs import ASIDE
from .visible import visible
from .writing import console, json_line, number

_STYLES = {"missing": "red", "added": "green", "redacted": "magenta", "changed": "yellow"}
_PROSE = {"paragraphs", "subject"}
"""Fields shown word by word."""
_COUNTED = {"paragraphs": "paragraph", "portion": "portion of paragraph"}
"""Fields of which a difference names the paragraph."""


class Side(msgspec.Struct, frozen=True):
    """What is compared, and what it is called."""

    name: str
    record: Record

    @property
    def source(self) -> str:
        """Where it was met."""
        source = self.record.source
        place = ": ".join(filter(None, (source.path, source.member, source.locator)))
        return f"{self.record.container}  {place}"


class View(Protocol):
    """A way to show differences."""

    def fields(self, a: Side, b: Side, found: Sequence[Difference]) -> None:
        """Show differences field by field."""

    def texts(self, a: Side, b: Side, pieces: Sequence[Piece]) -> None:
        """Show differences of whole texts."""


class Sides:
    """The two named, then what differs; removed words in red, added ones in green, blacked out ones in magenta."""

    def __init__(self) -> None:
        self._out = console()

    def fields(self, a: Side, b: Side, found: Sequence[Difference]) -> None:
        """Print a paragraph for each difference."""
        self._name(a, b)
        for one in found:
            of = f" {visible(one.of)}" if one.field in _COUNTED and one.of else ""
            field = _COUNTED.get(one.field, one.field.replace("_", " "))
            line = Text.assemble((f"{field}{of}", "bold"), "  ", (_KINDS[one.kind], _STYLES[one.kind]))
            self._out.print(line)
            self._out.print(Padding(_change(one), (0, 0, 0, 2), expand=False))
        if not found:
            self._out.print(Text("They say the same; layout aside.", "green"))
        self._out.print()

    def texts(self, a: Side, b: Side, pieces: Sequence[Piece]) -> None:
        """Print the whole text with what differs marked in it."""
        self._name(a, b)
        self._out.print(Text.assemble(*_marked(pieces)), "")

    def _name(self, a: Side, b: Side) -> None:
        for sign, style, side in (("-", "red", a), ("+", "green", b)):
            self._out.print(
                Text.assemble(
                    (f"{sign} ", style), (visible(side.name), "bold"), "  ", (visible(side.source), ASIDE)
                ),
                soft_wrap=True,
            )
        self._out.print()


_KINDS = {
    "missing": "only in the first",
    "added": "only in the second",
    "redacted": "blacked out in one",
    "changed": "differs",
}


def _change(one: Difference) -> Text:
    if one.a is None or one.b is None:
        style = _STYLES[one.kind]
        return Text(visible(one.a or one.b or ""), style)
    if one.field in _PROSE:
        return Text.assemble(*_marked(_near(words(one.a, one.b))))
    return Text.assemble((f"[-{visible(one.a)}-]", "red"), " ", (f"{{+{visible(one.b)}+}}", "green"))


_END = re.compile(r"\s*$")


def _marked(pieces: Sequence[Piece]) -> Iterator[Text]:
    for place, piece in enumerate(pieces):
        text = visible(piece.text)
        if place:
            yield Text("" if text.startswith("\n") else " ")
        match piece.kind:
            case "removed":
                yield Text.assemble((f"[-{text.strip()}-]", "red"), _END.search(text)[0])  # type: ignore[index]
            case "added":
                yield Text.assemble((f"{{+{text.strip()}+}}", "green"), _END.search(text)[0])  # type: ignore[index]
            case "redacted":
                yield Text(f"██[{visible(piece.shown or '')}]", "magenta")
            case _:
                yield Text(text)


_AROUND = 12
"""Words shown before and behind what differs in a paragraph."""


def _near(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, what is the same in both cut to the words around what is not."""
    cut = []
    for place, piece in enumerate(pieces):
        if piece.kind == "same":
            said = piece.text.split()
            before = said[: _AROUND * (place > 0)]
            behind = said[len(said) - _AROUND * (place < len(pieces) - 1) :]
            if len(said) > len(before) + len(behind) + 1:
                piece = Piece("same", " ".join([*before, "…", *behind]))
        cut.append(piece)
    return cut


class JsonLines:
    """A line for each difference, with the sources of both sides."""

    def fields(self, a: Side, b: Side, found: Sequence[Difference]) -> None:
        """Write the lines."""
        sides = {"first": a.name, "second": b.name, "first_source": a.source, "second_source": b.source}
        for one in found:
            json_line({**sides, **msgspec.to_builtins(one)})
        print(f"cablegram: {number(len(found), 'difference')}.", file=sys.stderr)

    def texts(self, a: Side, b: Side, pieces: Sequence[Piece]) -> None:
        """Write a line with all pieces."""
        json_line({"first": a.name, "second": b.name, "pieces": pieces})
