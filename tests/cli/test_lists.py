"""``cablegram list`` and ``cablegram stats`` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from program import SEED, Run

from cablegram import Archive

COMMANDS = ["list", "stats", "failures", "check", "reindex", "reparse", "note", "label"]


def test_cables_by_date(ask: Run) -> None:
    header, *lines = ask("list").stdout.splitlines()
    assert header.split() == ["cable", "date", "post", "classification", "cited", "title"]
    dates = [line.split()[1] for line in lines if line[:2].isdigit()]
    assert len(lines) == 11
    assert dates == sorted(dates)


def test_cables_by_number(ask: Run) -> None:
    names = [json.loads(line)["mrn"] for line in ask("list", "--sort", "mrn", "--json").stdout.splitlines()]
    numbered = [name for name in names if name]
    assert names[: len(numbered)] == numbered
    assert numbered[:2] == ["73STATE163676", "78VATICAN2600"]


def test_cables_of_a_post_and_a_year(ask: Run) -> None:
    (row,) = map(json.loads, ask("list", "--post", "Beijing", "--year", 2007, "--json").stdout.splitlines())
    assert row["name"] == "07BEIJING2463"
    assert ask("list", "--post", "nowhere").stderr == "cablegram: There is none.\n"
    assert len(ask("list", "--limit", 2, "--json").stdout.splitlines()) == 2


def test_what_else_is_listed(ask: Run) -> None:
    ghosts = [json.loads(line) for line in ask("list", "--ghosts", "--json").stdout.splitlines()]
    assert {"mrn": "08TOKYO1230", "cited_by": 1} in ghosts
    sources = [json.loads(line) for line in ask("list", "--sources", "--json").stdout.splitlines()]
    assert str(SEED) in sources[0]["places"]
    assert "scoop-page" in ask("list", "--sources").stdout
    assert "08TOKYO1230" in ask("list", "--ghosts").stdout
    assert ask("list", "--possibly-same").stderr == "cablegram: There is none.\n"


@pytest.mark.parametrize(
    "arguments",
    [["--ghosts", "--sources"], ["--ghosts", "--year", "2007"], ["--sort", "size"], ["--year", "7"]],
)
def test_wrong_usage(ask: Run, arguments: list[str]) -> None:
    assert ask("list", *arguments).exit_code == 2


def test_stats(ask: Run) -> None:
    said = ask("stats").stdout
    assert "11 cables in 12 renditions from 12 sources" in said
    assert "UNCLASSIFIED" in said
    assert "Last ingest" in said
    counted = json.loads(ask("stats", "--json").stdout)
    assert counted["cables"] == 11
    assert counted["posts"]["TOKYO"] == 1
    assert sum(counted["years"].values()) == 11
    assert counted["last_ingest"]["summary"]["failed"] == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_no_archive_is_a_sentence(run: Run, tmp_path: Path, command: str) -> None:
    result = run(command)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == (
        f"cablegram: There is no archive at {tmp_path / 'archive'}. Make one: cablegram ingest PATH…\n"
    )
    assert not (tmp_path / "archive").exists()


def test_no_archive_where_more_is_asked(run: Run, tmp_path: Path) -> None:
    asked = (
        ("search", "*"),
        ("show", "07BEIJING2463"),
        ("diff", "07BEIJING2463"),
        ("backup", tmp_path / "copy"),
        ("delete-source", "abcd", "--yes"),
        ("correct", "07BEIJING2463", "subject", "x", "--why", "y"),
        ("ingest", "--retry-failed"),
    )
    for arguments in asked:
        result = run(*arguments)
        assert result.exit_code == (2 if arguments[0] == "ingest" else 1)
        assert "There is no archive at" in result.stderr


def test_an_archive_without_cables(run: Run, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    Archive().ingest([tmp_path / "none"])
    assert "0 cables in 0 renditions from 0 sources" in run("stats").stdout
    assert run("list").stderr == "cablegram: There is none.\n"
    assert "0 cables." in run("search", "*").stdout
    assert run("search", "*", "--count").stdout == "0\n"
    assert run("check").exit_code == 0


def test_another_database(run: Run, tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "catalog.sqlite").write_text("not a database, but long enough to look at" * 40)
    for command in ("list", "stats"):
        result = run(command)
        assert result.exit_code == 1
        assert "Traceback" not in result.stderr
        assert len(result.stderr.splitlines()) == 1
