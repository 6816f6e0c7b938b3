"""An archive for the commands to work on: the published page, invented messages, a second rendition of the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from program import MESSAGES, SEED, Run
from typer.testing import CliRunner, Result

from cablegram import Archive
from cablegram.cli.app import app


@pytest.fixture(autouse=True)
def _archive_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CABLEGRAM_ARCHIVE", str(tmp_path / "archive"))


@pytest.fixture(scope="session")
def rendition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page again as another publisher has it: a name blacked out, a word changed, a caption dropped."""
    path = tmp_path_factory.mktemp("again") / "page.txt"
    text = SEED.read_text("utf-8").replace("Chris Israel", "XXXXXXXXXXXX").replace("SENSITIVE", "")
    path.write_text(text.replace("bilateral", "regional"), "utf-8")
    return path


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, rendition: Path) -> Path:
    """An archive to ask, not to change."""
    folder = tmp_path_factory.mktemp("filled")
    Archive(folder).ingest([SEED, MESSAGES, rendition], jobs=1)
    return folder


@pytest.fixture
def run() -> Run:
    """What runs a command in this process."""

    def invoke(*arguments: str | Path | int) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return invoke


@pytest.fixture
def ask(run: Run, filled: Path) -> Run:
    """What runs a command on the filled archive."""

    def invoke(command: str, *arguments: str | Path | int) -> Result:
        return run(command, "--archive", filled, *arguments)

    return invoke
