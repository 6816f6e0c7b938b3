"""``cablegram ingest`` as a user meets it: in a pipe, on a terminal, interrupted, and when it cannot."""

from __future__ import annotations

import gzip
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest
from program import MESSAGES, PROGRAM, SEED, Run

import publications
from cablegram import Archive
from cablegram.archive.progress import Progress
from cablegram.cli import ingest_views


def test_what_became_of_each(run: Run, tmp_path: Path, rendition: Path) -> None:
    first = run("ingest", SEED, MESSAGES)
    assert first.exit_code == 0
    assert re.search(r"^ +11  new$", first.stdout, re.M)
    assert re.search(r"^ +0  failed$", first.stdout, re.M)
    assert "11  files without a cable" in first.stdout
    assert f"The archive is {tmp_path / 'archive'}" in first.stdout
    assert first.stderr == ""
    again = run("ingest", SEED, rendition)
    assert re.search(r"^ +0  new$", again.stdout, re.M)
    assert "1  already known" in again.stdout
    assert "1  new rendition of a known cable" in again.stdout


def test_a_changed_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text(publications.message())
    run("ingest", path)
    path.write_text(publications.message().replace("Monday", "Tuesday"))
    assert "1  file changed since it was read" in run("ingest", path).stdout


def test_an_archive_in_the_folder_that_is_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(publications.message())
    for _ in range(2):
        result = run("ingest", "--archive", tmp_path / "archive", tmp_path)
        assert result.exit_code == 0
        assert "Read 1 file in" in result.stdout
        assert "without a cable" not in result.stdout


def test_what_fails_is_counted_and_the_rest_kept(run: Run, tmp_path: Path) -> None:
    cut = tmp_path / "cut.gz"
    cut.write_bytes(gzip.compress(publications.message().encode())[:-9])
    result = run("ingest", cut, SEED, tmp_path / "gone")
    assert result.exit_code == 1
    assert "2  failed: cablegram failures says why" in result.stdout
    assert re.search(r"^ +1  new$", result.stdout, re.M)


def test_an_archive_that_cannot_be_made(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("ingest", "--archive", tmp_path / "file", SEED)
    assert result.exit_code == 2
    assert result.stderr.startswith("cablegram: ")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [[], ["--jobs", "0", "x"], ["--jobs", "many", "x"]])
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    assert run("ingest", *arguments).exit_code == 2


def test_a_bar_on_a_terminal(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="a terminal is played by a Unix module")
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [*PROGRAM, "ingest", str(SEED)],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=os.environ | {"TERM": "xterm-256color", "COLUMNS": "160"},
        check=False,
    )
    os.close(theirs)
    said = os.read(ours, 100_000).decode()
    os.close(ours)
    assert done.returncode == 0
    assert "1 file, 1 cable," in said
    assert "cables/s" in said
    assert "MB/s" in said
    assert "0 failed" in said


def test_lines_now_and_then_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest_views, "EVERY", 0.0)
    with ingest_views.progress() as told:
        told(Progress(3, 2000, 8_000_000, 1, 0.5, 4.0))
        told(Progress(6, 4000, 16_000_000, 1, 1.0, 8.0))
    (line,) = capsys.readouterr().err.splitlines()
    assert line.split("  ") == [
        " 50%",
        "3 files, 2,000 cables, 500 cables/s, 2.0 MB/s, 1 failed, 4 s left",
    ]


def test_ctrl_c_keeps_what_was_committed_and_says_so(tmp_path: Path) -> None:
    heap = tmp_path / "heap"
    heap.mkdir()
    for number in range(1, 1501):
        (heap / f"{number}.txt").write_text(publications.message(number))
    process = subprocess.Popen(
        [*PROGRAM, "ingest", "--jobs", "2", str(heap)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    catalog = tmp_path / "archive" / "catalog.sqlite"
    while not catalog.exists() and process.poll() is None:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (
        said == "cablegram: Interrupted. What was committed stays, and the same command goes on from there.\n"
    )
    with Archive() as archive:
        archive.ingest([heap])
        assert archive.stats().cables == 1500
