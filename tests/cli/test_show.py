"""``cablegram show`` and ``cablegram diff`` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from program import SEED, Run

import cablegram


def _flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    "typed",
    [
        ["07BEIJING2463"],
        ["07beijing2463"],
        ["07", "BEIJING", "002463"],
        ["2007BEIJING02463"],
        [" 07BEIJING2463 "],
    ],
    ids=str,
)
def test_a_number_in_any_spelling(ask: Run, typed: list[str]) -> None:
    result = ask("show", *typed)
    assert result.exit_code == 0
    assert result.stdout.startswith("07BEIJING2463  U.S. Coordinator")


def test_structure_and_what_is_around_it(ask: Run) -> None:
    said = _flat(ask("show", "07BEIJING2463").stdout)
    assert "from AMEMBASSY BEIJING" in said
    assert "renditions 2" in said
    assert "cited by 08TOKYO1234 2008-12-31" in said
    cites = _flat(ask("show", "08TOKYO1234").stdout)
    assert "A. 07BEIJING2463 held 07 BEIJING 2463" in cites
    assert "B. 08SHANGHAI12 not held year inferred SHANGHAI 12 (NOTAL)" in cites


def test_several_at_once(ask: Run) -> None:
    said = ask("show", "07BEIJING2463", "08TOKYO1234").stdout
    assert "\n08TOKYO1234  " in said


def test_raw_is_the_text_to_the_byte(ask: Run, rendition: Path) -> None:
    (record,) = cablegram.read(SEED)
    assert ask("show", "07BEIJING2463", "--raw").stdout_bytes == record.text.encode()
    (second,) = cablegram.read(rendition)
    assert ask("show", "07BEIJING2463", "--raw", "--rendition", 2).stdout_bytes == second.text.encode()
    third = ask("show", "07BEIJING2463", "--rendition", 3)
    assert third.exit_code == 1
    assert third.stderr == "cablegram: 07BEIJING2463 has 2 renditions, and no number 3.\n"


def test_json_is_what_parse_writes_and_what_is_around_it(ask: Run) -> None:
    said = json.loads(ask("show", "07BEIJING2463", "--json").stdout)
    assert said["held"] is True
    assert said["tags"][0]["code"] == "KIPR"
    assert [one["container"] for one in said["renditions"]] == ["scoop-page", "scoop-page"]
    assert said["renditions"][1]["why"]
    assert said["cited_by"] == ["08TOKYO1234"]
    (first, *_) = json.loads(ask("show", "08TOKYO1234", "--json").stdout)["cites"]
    assert (first["mrn"], first["name"], first["how"]) == ("07BEIJING2463", "07BEIJING2463", "stated")


def test_a_ghost(ask: Run) -> None:
    result = ask("show", "08TOKYO1230")
    assert result.exit_code == 0
    assert _flat(result.stdout).startswith("08TOKYO1230 cited and not held └── cited by 08TOKYO1234")
    assert json.loads(ask("show", "08TOKYO1230", "--json").stdout) == {
        "name": "08TOKYO1230",
        "mrn": "08TOKYO1230",
        "held": False,
        "cited_by": ["08TOKYO1234"],
    }
    assert ask("show", "08TOKYO1230", "--raw").exit_code == 1


def test_a_slip_of_the_hand(ask: Run) -> None:
    result = ask("show", "07BEIJING2436")
    assert result.exit_code == 1
    assert result.stderr == (
        "cablegram: 07BEIJING2436 is not held, and no cable held cites it. Nearest: 07BEIJING2463.\n"
    )
    assert "Nearest: 07BEIJING2463" in ask("show", "06BEIJING2463").stderr
    assert "Nearest: 07BEIJING2463" in ask("show", "07BERLIN2463").stderr


@pytest.mark.parametrize(
    "typed", ["", "x", "[red]", "\x1b[31m", "07", "0" * 5000, "BEIJING 2463", "~2", "%", "'"]
)
def test_what_is_no_number(ask: Run, typed: str) -> None:
    result = ask("show", typed)
    assert result.exit_code == 1
    assert result.stderr.startswith("cablegram: ")
    assert "\x1b" not in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_renditions_compared(ask: Run, rendition: Path) -> None:
    result = ask("diff", "07BEIJING2463")
    assert result.exit_code == 0
    said = _flat(result.stdout)
    assert f"- 07BEIJING2463 rendition 1 scoop-page {SEED}" in said
    assert f"+ 07BEIJING2463 rendition 2 scoop-page {rendition}" in said
    assert "captions only in the first SENSITIVE" in said
    assert "signing of a [-bilateral-] {+regional+} memorandum" in said
    assert "██[Chris Israel] has cleared this report." in said


def test_differences_as_json(ask: Run, rendition: Path) -> None:
    said = [json.loads(line) for line in ask("diff", "07BEIJING2463", "--json").stdout.splitlines()]
    hidden = next(one for one in said if one["kind"] == "redacted")
    assert hidden["field"] == "paragraphs"
    assert hidden["second_source"].endswith(str(rendition))


def test_whole_texts_compared(ask: Run) -> None:
    said = _flat(ask("diff", "07BEIJING2463", "--raw").stdout)
    assert "VZCZCXRO3702" in said
    assert "signing of a [-bilateral-] {+regional+} memorandum" in said


def test_two_cables_compared(ask: Run) -> None:
    said = _flat(ask("diff", "07BEIJING2463", "08TOKYO1234").stdout)
    assert "mrn differs" in said


def test_one_rendition_is_compared_with_nothing(ask: Run) -> None:
    result = ask("diff", "08TOKYO1234")
    assert result.exit_code == 0
    assert result.stderr == "cablegram: There is one rendition of it, and nothing to compare that with.\n"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["07BEIJING2463", "--rendition", "1"], 1),
        (["07BEIJING2463", "--rendition", "7"], 1),
        (["07BEIJING2463", "08TOKYO1234", "--rendition", "1"], 2),
        (["08TOKYO1230"], 1),
    ],
    ids=str,
)
def test_what_cannot_be_compared(ask: Run, arguments: list[str], status: int) -> None:
    assert ask("diff", *arguments).exit_code == status


def test_sections_that_came_apart(run: Run, tmp_path: Path) -> None:
    page = SEED.read_text("utf-8")
    text = page[page.index("VZCZC") : page.index("© Scoop Media")]
    cut = text.index("BEIJING 00002463 002 OF 002")
    header = text[: text.index("1. (U)")]
    second = header.replace("SECTION 01 OF 02", "SECTION 02 OF 02").replace("#2463/01", "#2463/02")
    (tmp_path / "1.txt").write_text(text[:cut].rstrip() + "\n\nNNNN\n")
    (tmp_path / "2.txt").write_text(second + text[cut:].split("\n", 1)[1].lstrip())
    run("ingest", tmp_path / "1.txt")
    assert "1  new rendition of a known cable" in run("ingest", tmp_path / "2.txt").stdout
    said = _flat(run("show", "07BEIJING2463").stdout)
    assert "cleared by Chris Israel" in said
    assert "├── 2 message-text" in said
    assert "└── 3 message-text" in said
    assert "#2463/02" in run("show", "07BEIJING2463", "--raw", "--rendition", 3).stdout
    assert "nothing to compare" in run("diff", "07BEIJING2463").stderr
    assert run("diff", "07BEIJING2463", "--rendition", 2).stdout
