"""``cablegram parse`` as a user meets it."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

import cablegram
import publications
from cablegram.cli.annotate import annotated, coloured, marks, stripped
from cablegram.cli.app import app
from cablegram.cli.json_lines import CableRecord, json_schema
from cablegram.cli.tree import tree
from cablegram.cli.visible import visible

ROOT = Path(__file__).parents[2]
SEED = ROOT / "tests" / "messages" / "07BEIJING2463" / "page.txt"
SHARED = Path(os.environ.get("CABLEGRAM_SHARED", ROOT.parent / "shared"))
PROGRAM = [sys.executable, "-c", "from cablegram.cli import main; main()"]


def _run(*arguments: str | Path, given: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["parse", *map(str, arguments)], input=given)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(publications.message())
    (tmp_path / "page.html").write_text(publications.wikileaks())
    (tmp_path / "style.css").write_text("body { }")
    return tmp_path


def test_json_lines_of_the_seed() -> None:
    result = _run("--json", SEED)
    assert result.exit_code == 0
    (line,) = result.stdout.splitlines()
    said = json.loads(line)
    assert said["mrn"] == "07BEIJING2463"
    assert said["container"] == "scoop-page"
    assert said["from"]["name"] == "AMEMBASSY BEIJING"
    assert said["page"] == {"headline": "Cablegate: U.S. Coordinator for International Intellectual"}
    assert said["publisher"]["title"] == "U.S. Coordinator for International Intellectual"
    assert said["source"]["path"] == str(SEED)
    assert len(said["source"]["sha256"]) == 64
    start, end = said["found"]["subject"]["spans"][0]
    assert said["raw"][start:end] == said["found"]["subject"]["as_found"]
    assert "Scoop" not in said["raw"]


def test_every_line_decodes_to_what_the_schema_describes(folder: Path) -> None:
    for line in _run("--json", folder).stdout.splitlines():
        record = msgspec.json.decode(line, type=CableRecord)
        assert record.mrn == "07BEIJING1001"


def test_published_schema_is_the_one_printed() -> None:
    published = ROOT / "docs" / "schema" / "cable.schema.json"
    printed = CliRunner().invoke(app, ["schema"]).stdout
    assert json.loads(printed)["$defs"].keys() == json_schema()["$defs"].keys()
    assert published.read_text("utf-8") == printed, (
        "write it anew: cablegram schema > docs/schema/cable.schema.json"
    )


def test_tree_shows_everything_the_seed_has() -> None:
    shown = " ".join(_run(SEED).stdout.split())
    for said in (
        "07BEIJING2463",
        "2007-04-13 08:13 UTC",
        "AMCONSUL CHENGDU",
        "KIPR",
        "SIPDIS",
        "EAP/CM",
        "Lin Yuxin",
    ):
        assert said in shown
    assert "Meeting Participants" in shown


def test_marks_are_bracketed_in_a_pipe_and_can_be_stripped() -> None:
    result = _run("--raw", SEED)
    (record,) = cablegram.read(SEED)
    assert "⟦subject⟧" in result.stdout
    assert stripped(result.stdout) == record.text + "\n"


@pytest.mark.parametrize("text", ["", "⟦subject⟧", "a ⟦⟦ b ⟧ ⟦", publications.message() + "\n⟦end⟧"])
def test_marking_and_stripping_gives_the_text_back(text: str) -> None:
    assert stripped(annotated(text, cablegram.parse(text))) == text


def test_marks_nest_where_values_do() -> None:
    text = publications.message()
    cable = cablegram.parse(text)
    open_names: list[str] = []
    for mark in annotated(text, cable).split("⟦")[1:]:
        name = mark.partition("⟧")[0]
        if name.startswith("/"):
            open_names.remove(name[1:])
        else:
            open_names.append(name)
    assert open_names == []
    assert {"mrn", "subject", "tags", "paragraphs"} <= {mark.name for mark in marks(cable)}


def test_colours_leave_the_text_as_it_is() -> None:
    text = publications.message()
    assert coloured(text, cablegram.parse(text)).plain == text


def test_control_characters_and_markup_do_nothing_to_the_terminal() -> None:
    text = publications.message().replace("three", "[bold]\x1b[31mthree\x1b]0;x\x07[/nonsense]\u202e")
    (record,) = cablegram.read(text.encode())
    console = Console(record=True, width=100, file=open(os.devnull, "w"))  # noqa: SIM115
    console.print(tree(record), coloured(record.text, record.cable))
    shown = console.export_text()
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[bold]␛[31mthree" in shown
    assert len(visible(text)) == len(text)


def test_findings_only(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(publications.message())
    (tmp_path / "odd.txt").write_bytes(publications.message().replace("Monday", "M\xf6nday").encode("cp1252"))
    result = _run("--findings", tmp_path)
    assert result.exit_code == 0
    (line,) = result.stdout.splitlines()
    path, mrn, at, code, message = line.split("\t")
    assert path.endswith("odd.txt: line 1")
    assert (mrn, at, code) == ("07BEIJING1001", "line 20", "encoding")
    assert "Windows-1252" in message


def test_summary_counts(folder: Path) -> None:
    result = _run("--summary", folder)
    assert result.exit_code == 0
    assert "message-text" in result.stdout
    assert "wikileaks-page" in result.stdout
    assert "2 cables" in result.stdout


def test_files_without_a_cable_are_counted_and_listed_on_request(folder: Path) -> None:
    result = _run("--json", folder)
    assert result.exit_code == 0
    assert result.stderr == "1 file holds no cable; --list-skipped names such files.\n"
    listed = _run("--json", "--list-skipped", folder)
    assert listed.exit_code == 0
    assert str(folder / "style.css") in listed.stderr


def test_a_file_named_must_hold_a_cable(folder: Path) -> None:
    result = _run("--json", folder / "style.css", folder / "one.txt")
    assert result.exit_code == 1
    assert str(folder / "style.css") in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_what_cannot_be_read_is_named_and_the_rest_read(folder: Path) -> None:
    (folder / "cut.gz").write_bytes(gzip.compress(publications.message().encode())[:-9])
    result = _run("--json", folder, folder / "gone")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert f"cablegram: {folder / 'cut.gz'}: The gzip data ends too early" in result.stderr
    assert f"cablegram: {folder / 'gone'}: There is no such file." in result.stderr


def test_standard_input() -> None:
    result = _run("--json", "-", given=publications.message().encode())
    assert json.loads(result.stdout)["source"]["path"] == "-"
    assert _run("--json", "-", given=b"nothing").stderr.startswith("cablegram: -: There is no cable in it")


def test_one_way_to_show_at_a_time(folder: Path) -> None:
    result = _run("--json", "--raw", folder)
    assert result.exit_code == 2
    assert "choose one" in " ".join(result.stderr.split())


def test_version() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert result.stdout == f"cablegram {cablegram.__version__}\n"


def test_a_reader_that_stops_reading_is_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    path.write_text((publications.message() + "\n\nNNNN\n\n") * 300)
    for option in ("--json", "--raw", "--summary"):
        with subprocess.Popen(
            [*PROGRAM, "parse", option, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.read(10)
            process.stdout.close()
            said = process.stderr.read().decode()
        assert said == ""


def test_a_fault_of_the_program_is_said_in_a_sentence() -> None:
    program = (
        "from cablegram.cli import app, main; import cablegram.cli.parse as command\n"
        "def fault(*_): raise ZeroDivisionError('exercise')\n"
        "command.read = fault\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "parse", str(SEED)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "fault of the program" in done.stderr


def test_a_terminal_without_unicode() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    for option in ([], ["--raw"], ["--findings"], ["--summary"]):
        done = subprocess.run(
            [*PROGRAM, "parse", *option, str(SEED)], capture_output=True, check=False, env=environment
        )
        assert done.returncode == 0
        assert b"Traceback" not in done.stderr


def test_a_bar_is_shown_where_a_terminal_is(folder: Path) -> None:
    pty = pytest.importorskip("pty", reason="a terminal is played by a Unix module")
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "120"}
    with (folder / "out").open("wb") as out:
        done = subprocess.run(
            [*PROGRAM, "parse", "--json", str(folder / "one.txt"), str(folder / "page.html")],
            stdout=out,
            stderr=theirs,
            env=environment,
            check=False,
        )
    os.close(theirs)
    said = os.read(ours, 100_000).decode()
    os.close(ours)
    assert done.returncode == 0
    assert "2 of 2 files, 2 cables" in said
    assert len((folder / "out").read_text().splitlines()) == 2
