"""The commands that keep an archive right, as a user meets them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from program import SEED, Run

import publications


@pytest.fixture
def held(run: Run, rendition: Path) -> Run:
    """What runs a command on an archive of one cable in two renditions."""
    assert run("ingest", SEED, rendition).exit_code == 0
    return run


def test_failures_are_listed_with_what_to_do_and_tried_again(run: Run, tmp_path: Path) -> None:
    whole = gzip.compress(publications.message().encode())
    heap = tmp_path / "heap"
    heap.mkdir()
    path = heap / "cut.gz"
    path.write_bytes(whole[:-9])
    (heap / "style.css").write_text("body { }")
    assert run("ingest", heap).exit_code == 1
    listed = run("failures")
    assert listed.stdout.startswith(f"{path}  truncated")
    assert "Get the file again." in listed.stdout
    assert listed.stderr == "cablegram: 1 failure.\n"
    assert len(run("failures", "--all", "--json").stdout.splitlines()) == 2
    path.write_bytes(whole)
    again = run("ingest", "--retry-failed")
    assert again.exit_code == 0
    assert run("failures").stderr == "cablegram: There is none.\n"
    assert run("search", "harbour", "--count").stdout == "1\n"


def test_check_of_a_sound_archive_and_of_one_that_is_not(held: Run, tmp_path: Path) -> None:
    sound = held("check")
    assert sound.exit_code == 0
    assert sound.stdout.startswith("All is right: 1 cable in 2 renditions from 2 sources")
    for segment in (tmp_path / "archive" / "index").glob("*.idx"):
        segment.write_bytes(b"nonsense")
    faulty = held("check")
    assert faulty.exit_code == 1
    assert "cablegram reindex" in faulty.stdout
    assert json.loads(held("check", "--json").stdout)["faults"]
    assert held("reindex").stdout == "The index was made anew: 1 cable.\n"
    assert held("check").exit_code == 0


def test_reparse(held: Run) -> None:
    assert "nothing to do" in held("reparse").stdout
    assert "2 renditions from 2 sources read anew" in held("reparse", "--all").stdout
    assert json.loads(held("reparse", "--all", "--json").stdout)["changed"] == 0


def test_a_correction_is_shown_found_and_undone(held: Run) -> None:
    made = held(
        "correct", "07 BEIJING 2463", "subject", "Lobsters [red]at[/red] customs", "--why", "I was there"
    )
    assert made.exit_code == 0
    assert "Lobsters [red]at[/red] customs" in made.stdout
    assert held("search", "subject:lobsters has:correction", "--count").stdout == "1\n"
    shown = " ".join(held("show", "07BEIJING2463").stdout.split())
    assert "corrections subject: Lobsters [red]at[/red] customs read: U.S. COORDINATOR" in shown
    assert "I was there" in shown
    assert held("reindex").exit_code == 0
    assert held("search", "subject:lobsters", "--count").stdout == "1\n"
    assert held("correct", "07BEIJING2463", "subject", "--undo").exit_code == 0
    assert held("search", "subject:lobsters", "--count").stdout == "0\n"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["subject", "x"], 2),
        (["subject", "x", "--why", " "], 2),
        (["subject"], 2),
        (["subject", "x", "--undo"], 2),
        (["colour", "x", "--why", "y"], 1),
        (["date", "2007-99-99", "--why", "y"], 1),
        (["title", "--undo"], 1),
    ],
    ids=str,
)
def test_corrections_that_are_none(held: Run, arguments: list[str], status: int) -> None:
    result = held("correct", "07BEIJING2463", *arguments)
    assert result.exit_code == status
    assert result.stderr


def test_notes(held: Run) -> None:
    assert held("note").stderr == "cablegram: There is none.\n"
    assert (
        held("note", "07BEIJING2463", "see", "the", "annex", "--paragraph", 5, "--who", "me").exit_code == 0
    )
    assert "[5]  see the annex  me" in held("note").stdout
    assert held("search", "has:note", "--count").stdout == "1\n"
    assert "no paragraph 99; it has 1, 2" in held("note", "07BEIJING2463", "x", "--paragraph", 99).stderr
    (one,) = map(json.loads, held("note", "07BEIJING2463", "--json").stdout.splitlines())
    assert one["paragraph"] == 4
    assert held("note", "--remove", one["id"]).exit_code == 0
    assert held("note", "--remove", one["id"]).exit_code == 1
    assert held("search", "has:note", "--count").stdout == "0\n"


def test_labels(held: Run) -> None:
    assert held("label", "07BEIJING2463", "customs", "follow-up").exit_code == 0
    assert held("search", "label:follow-up", "--count").stdout == "1\n"
    assert held("label").stdout.splitlines()[1].split() == ["customs", "1"]
    assert held("label", "07BEIJING2463", "customs", "--remove").exit_code == 0
    assert held("label", "07BEIJING2463", "customs", "--remove").exit_code == 1
    assert held("label", "--remove").exit_code == 2
    assert held("search", "label:customs", "--count").stdout == "0\n"


def test_backup_is_an_archive_like_any_other(held: Run, tmp_path: Path) -> None:
    assert held("backup", tmp_path / "copy").exit_code == 0
    assert held("check", "--archive", tmp_path / "copy").exit_code == 0
    assert held("search", "--archive", tmp_path / "copy", "memorandum", "--count").stdout == "1\n"
    assert held("backup", tmp_path / "copy").exit_code == 1


def test_a_source_goes_with_what_only_it_supported(held: Run, rendition: Path) -> None:
    asked = held("delete-source", rendition)
    assert asked.exit_code == 2
    assert "--yes" in asked.stderr
    gone = held("delete-source", rendition, "--yes")
    assert "1 cable held still, by other renditions: 07BEIJING2463" in gone.stdout
    last = json.loads(held("delete-source", SEED, "--yes", "--json").stdout)
    assert last["cables"] == ["07BEIJING2463"]
    assert held("search", "*", "--count").stdout == "0\n"
    assert held("delete-source", SEED, "--yes").exit_code == 1
    assert held("check").exit_code == 0
