"""The seed page, 07BEIJING2463: against what a careful reader expects of it, and against its golden."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cablegram
from cablegram.cli.annotate import annotated, stripped
from cablegram.cli.json_lines import line
from golden import cases, golden, reading

from places import check_places

PAGE = Path(__file__).parent / "messages" / "07BEIJING2463" / "page.txt"
SHARED = Path(os.environ.get("CABLEGRAM_SHARED", Path(__file__).parents[2] / "shared"))
EXPECTED = SHARED / "expected" / "07BEIJING2463.json"

_OF_TEXT = {"begins": str.startswith, "ends": str.endswith, "contains": str.__contains__}


def _record() -> cablegram.Record:
    (record,) = cablegram.read(PAGE)
    return record


def _differences(want: Any, got: Any, place: str) -> Iterator[str]:
    """Yield where ``got`` is not what is wanted; it may hold more, and objects where one value will do."""
    if isinstance(want, dict) and isinstance(got, dict):
        text = " ".join(str(got.get("text")).split())
        for key, value in want.items():
            if key in _OF_TEXT:
                parts = value if isinstance(value, list) else [value]
                yield from (f"{place}.{key}: {part!r}" for part in parts if not _OF_TEXT[key](text, part))
            elif key not in got:
                yield f"{place}.{key}: missing"
            else:
                yield from _differences(value, got[key], f"{place}.{key}")
    elif isinstance(want, list) and isinstance(got, list) and len(want) == len(got):
        for index, (one, other) in enumerate(zip(want, got, strict=True)):
            yield from _differences(one, other, f"{place}[{index}]")
    elif isinstance(want, str) and isinstance(got, dict):
        if not any(isinstance(value, str) and " ".join(value.split()) == want for value in got.values()):
            yield f"{place}: {want!r} is no value of {got!r}"
    elif isinstance(want, str) and isinstance(got, str):
        if " ".join(want.split()) != " ".join(got.split()):
            yield f"{place}: {got!r}, expected {want!r}"
    elif want != got:
        yield f"{place}: {got!r}, expected {want!r}"


@pytest.mark.skipif(
    not EXPECTED.exists(), reason="no expected results at hand; CABLEGRAM_SHARED names their folder"
)
def test_every_expected_value_is_met() -> None:
    expected = json.loads(EXPECTED.read_text("utf-8"))
    del expected["page"]
    assert list(_differences(expected, json.loads(line(_record())), "")) == []


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.parent.name)
def test_goldens(case: Path) -> None:
    """A difference may be progress: `make golden` writes them anew, for you to read before you commit."""
    assert reading(case) == json.loads(golden(case).read_text("utf-8"))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.parent.name)
def test_every_value_stands_where_it_says(case: Path) -> None:
    (record,) = cablegram.read(case)
    check_places(record.cable, record.text)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.parent.name)
def test_marking_every_place_and_removing_the_marks_gives_the_text(case: Path) -> None:
    (record,) = cablegram.read(case)
    marked = annotated(record.text, record.cable)
    assert marked.count("⟦") > len(record.cable.paragraphs)
    assert stripped(marked) == record.text


def test_the_page_around_the_message_is_no_part_of_it() -> None:
    text = _record().text
    assert text.startswith("VZCZCXRO3702\n")
    assert text.rstrip().endswith("8. Chris Israel has cleared this report.")


def test_nothing_of_the_seed_is_left_unread() -> None:
    cable = _record().cable
    assert cable.coverage == 1.0
    assert cable.findings == ()


def test_rendering_the_seed_and_reading_it_again_says_the_same() -> None:
    cable = _record().cable
    again = cablegram.parse(cablegram.render(cable))
    assert cablegram.model.values(again) == cablegram.model.values(cable)
