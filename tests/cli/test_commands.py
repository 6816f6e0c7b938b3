"""What holds for every command: its help, its options spelt as elsewhere, a start that loads only what it needs."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from cablegram.cli.app import _COMMANDS, app


def _options(name: str) -> dict[str, str]:
    command = get_command(app).get_command(None, name)  # type: ignore[attr-defined]
    return {option: parameter.name for parameter in command.params for option in parameter.opts}


@pytest.mark.parametrize("name", _COMMANDS)
def test_every_command_has_its_help(name: str) -> None:
    result = CliRunner().invoke(app, [name, "--help"])
    assert result.exit_code == 0
    assert "Usage" in result.stdout
    assert "Usage" in CliRunner().invoke(app, [name, "-h"]).stdout


def test_the_program_lists_its_commands() -> None:
    said = CliRunner().invoke(app, ["--help"]).stdout
    assert all(name in said for name in _COMMANDS)
    assert "Did you mean 'ingest'" in " ".join(CliRunner().invoke(app, ["ingset"]).stderr.split())


def test_options_are_long_and_spelt_in_one_way() -> None:
    spelt = {option for name in _COMMANDS for option in _options(name) if option.startswith("-")}
    assert all(option.startswith("--") for option in spelt)
    archive = [name for name in _COMMANDS if name not in ("parse", "schema", "codebook")]
    assert all("--archive" in _options(name) for name in archive)
    stems = {option.replace("-", "") for option in spelt}
    assert len(stems) == len(spelt)


def test_a_start_loads_what_it_needs() -> None:
    program = (
        "import sys; from cablegram.cli import main\n"
        "try: main()\n"
        "finally: print(sorted({'tantivy', 'lark', 'sqlite3', 'rich.table', 'selectolax'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
