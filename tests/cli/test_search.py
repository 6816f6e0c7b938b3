"""``cablegram search`` as a user meets it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from pathlib import Path

import pytest
from program import PROGRAM, Run

import publications
from cablegram import Archive

SHARED = Path(os.environ.get("CABLEGRAM_SHARED", Path(__file__).parents[3] / "shared"))
MAIN = 'tags:KIPR "memorandum of cooperation" date:2007-04'


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of 60 cables that say nearly the same."""
    folder = tmp_path_factory.mktemp("many")
    (folder / "all.txt").write_text("\n\nNNNN\n\n".join(map(publications.message, range(1, 61))))
    Archive(folder / "archive").ingest([folder / "all.txt"], jobs=1)
    return folder / "archive"


def test_the_main_job(ask: Run) -> None:
    result = ask("search", MAIN)
    assert result.exit_code == 0
    said = " ".join(result.stdout.split())
    assert said.startswith("Cables tagged KIPR (Intellectual Property Rights) and with “memorandum of")
    assert "1 cable." in said
    assert "07BEIJING2463 2007-04-13 BEIJING UNCLASSIFIED 2 renditions" in said
    assert "U.S. Coordinator for International Intellectual Property Enforcement Chris Israel" in said
    assert "¶1" in said
    assert "«memorandum of cooperation» (MOC)" in said


@pytest.mark.skipif(not (SHARED / "seed").exists(), reason="the shared seed is not here")
def test_the_main_job_with_the_seed(run: Run) -> None:
    assert run("ingest", SHARED / "seed").exit_code == 0
    assert "«memorandum of cooperation»" in " ".join(run("search", MAIN).stdout.split())


def test_highlights_are_in_colour_on_a_terminal(filled: Path) -> None:
    pty = pytest.importorskip("pty", reason="a terminal is played by a Unix module")
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [*PROGRAM, "search", "--archive", str(filled), MAIN],
        stdout=theirs,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "160"} | {"NO_COLOR": ""},
        check=False,
    )
    os.close(theirs)
    said = os.read(ours, 100_000).decode()
    os.close(ours)
    assert done.returncode == 0
    assert "\x1b[1;33mmemorandum of cooperation\x1b[0m" in said
    assert "«" not in said


def test_json_lines(ask: Run) -> None:
    result = ask("search", "--json", "memorandum")
    (said,) = map(json.loads, result.stdout.splitlines())
    assert said["mrn"] == "07BEIJING2463"
    assert said["date"] == "2007-04-13T08:13:00Z"
    fragment = said["fragments"][0]
    (start, end), *_ = fragment["ranges"]
    assert fragment["number"] == "1"
    assert fragment["text"][start:end] == "memorandum"
    assert "Cables with “memorandum”" in result.stderr


def test_csv(ask: Run) -> None:
    result = ask("search", "--csv", "memorandum")
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert row["mrn"] == "07BEIJING2463"
    assert row["matches"].startswith("¶1 ")


def test_count_is_the_number_alone(ask: Run) -> None:
    assert ask("search", "--count", "*").stdout == "11\n"
    odd = ask("search", "--count", "xyzzy:beijing memorandum")
    assert odd.stdout.strip().isdigit()
    assert "xyzzy" in odd.stderr


def test_what_begins_with_a_hyphen(ask: Run) -> None:
    assert ask("search", "-memorandum", "--count").stdout == "10\n"
    assert ask("search", "--count", "--", "-memorandum").stdout == "10\n"
    assert ask("search", "-hello", "--count").stdout == "11\n"
    assert "Usage" in ask("search", "-h").stdout


def test_a_phrase_the_shell_took_the_quotation_marks_of(ask: Run) -> None:
    said = ask("search", "tags:KIPR", "memorandum of cooperation").stdout
    assert "“memorandum of cooperation”" in " ".join(said.split())


def test_facets(ask: Run) -> None:
    usual = ask("search", "*", "--facets", "--limit", 0).stdout
    assert "classification" in usual
    assert "UNCLASSIFIED" in usual
    named = ask("search", "--facets", "tags,post", "*", "--limit", 0).stdout
    assert "Intellectual Property Rights" in named
    assert "classification" not in named
    lines = [
        json.loads(line) for line in ask("search", "*", "--json", "--facets", "post").stdout.splitlines()
    ]
    assert lines[-1]["facet"] == "post"
    assert {"value": "TOKYO", "count": 1, "name": "Tokyo"}.items() >= {"value": "TOKYO"}.items()
    assert "TOKYO" in [count["value"] for count in lines[-1]["counts"]]


def test_facets_before_a_word_that_is_no_facet(ask: Run) -> None:
    assert "Cables with “memorandum”" in ask("search", "--facets", "memorandum").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["*", "--sort", "size"],
        ["*", "--facets", "post,colour"],
        ["*", "--json", "--csv"],
        ["*", "--like", "07BEIJING2463"],
        ["*", "--limit", "-1"],
        ["*", "--cursor", "nonsense"],
    ],
)
def test_wrong_usage_is_told(ask: Run, arguments: list[str]) -> None:
    result = ask("search", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


def test_pages_lead_to_the_last(run: Run, many: Path) -> None:
    seen: list[str] = []
    cursor: list[str] = []
    for _ in range(3):
        page = run("search", "--archive", many, "tea", "--json", "--limit", 20, "--sort", "mrn", *cursor)
        seen += [json.loads(line)["mrn"] for line in page.stdout.splitlines()]
        cursor = ["--cursor", page.stderr.rpartition("--cursor ")[2].split(",")[0]]
    assert seen == [f"07BEIJING{number}" for number in range(1, 61)]
    assert "--cursor" not in page.stderr


def test_all_shows_all(run: Run, many: Path) -> None:
    assert len(run("search", "--archive", many, "tea", "--json", "--all").stdout.splitlines()) == 60
    assert run("search", "--archive", many, "tea", "--all").stdout.count("¶1") == 60
    first = run("search", "--archive", many, "tea").stdout
    assert "20 shown. More: --cursor" in first


def test_cables_like_one(ask: Run) -> None:
    result = ask("search", "--like", "07BEIJING2463")
    assert result.exit_code == 0
    assert "Cables like 07BEIJING2463" in result.stdout


def test_nothing_found_is_no_failure(ask: Run) -> None:
    result = ask("search", "zzzzzz")
    assert result.exit_code == 0
    assert "0 cables." in result.stdout


@pytest.mark.parametrize(
    "query",
    [
        "[red]",
        "[/red]",
        "\x1b[31m",
        '"',
        "(((",
        "a:b:c",
        ":smile:",
        "\\",
        "x" * 100_000,
        "a " * 50_000,
        "\u202e",
    ],
    ids=lambda query: ascii(query[:12]),
)
def test_no_query_fails_or_is_taken_for_markup(ask: Run, query: str) -> None:
    result = ask("search", query)
    assert result.exception is None
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert "😄" not in result.stdout


def test_hostile_text_is_shown_and_not_obeyed(run: Run, tmp_path: Path) -> None:
    text = publications.message().replace("Monday", "[red]Monday[/red] \x1b[2J :smile: [link=x]y[/link]")
    (tmp_path / "one.txt").write_text(text.replace("TEA AUCTIONS", "[bold]TEA[/bold] \x9b31mAUCTIONS"))
    run("ingest", tmp_path / "one.txt")
    for command in (
        ("search", "harbour"),
        ("search", "--csv", "harbour"),
        ("list",),
        ("show", "07BEIJING1001"),
        ("show", "07BEIJING1001", "--json"),
        ("stats",),
    ):
        result = run(*command)
        assert result.exit_code == 0, result.exception
        assert "\x1b" not in result.stdout
        assert "\x9b" not in result.stdout or "--json" in command
        assert "😄" not in result.stdout
    shown = " ".join(run("show", "07BEIJING1001").stdout.split())
    assert "[red]Monday[/red] ␛[2J :smile: [link=x]y[/link]" in shown


def test_a_reader_that_stops_reading_is_no_traceback(many: Path) -> None:
    for options in (["--all"], ["--all", "--json"], ["--all", "--csv"]):
        with subprocess.Popen(
            [*PROGRAM, "search", "--archive", str(many), "*", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.read(10)
            process.stdout.close()
            said = process.stderr.read().decode()
        assert "Traceback" not in said
        assert "fault" not in said
