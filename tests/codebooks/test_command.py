"""``cablegram codebook`` explains a code, says what it repaired, and helps with one it does not know."""

from __future__ import annotations

import msgspec
import pytest
import typer
from typer.testing import CliRunner

from cablegram.cli.codebook import codebook

app = typer.Typer()
app.command()(codebook)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")
    return CliRunner()


def test_lists_the_books(run: CliRunner) -> None:
    result = run.invoke(app, [])
    assert result.exit_code == 0
    assert "tags " in result.stdout
    assert "routing_indicators" in result.stdout


def test_lists_a_book(run: CliRunner) -> None:
    result = run.invoke(app, ["precedences"])
    assert [line.split("  ")[0].strip() for line in result.stdout.splitlines()[1:]] == [
        "FLASH",
        "NIACT IMMEDIATE",
        "IMMEDIATE",
        "PRIORITY",
        "ROUTINE",
    ]


def test_explains_a_code(run: CliRunner) -> None:
    result = run.invoke(app, ["tags", "kipr"])
    assert result.exit_code == 0
    assert result.stdout.startswith("KIPR — Intellectual Property Rights\n")
    assert "authority" in result.stdout


def test_explains_a_code_of_two_orders_twice(run: CliRunner) -> None:
    result = run.invoke(app, ["exemptions", "1.4(b)"])
    assert result.stdout.count("foreign government information") == 2


def test_says_that_it_repaired_a_post(run: CliRunner) -> None:
    result = run.invoke(app, ["posts", "Bejing"])
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "No post is spelt 'Bejing': repaired to BEIJING.\nBEIJING — Embassy Beijing\n"
    )


def test_says_that_a_post_has_another_name(run: CliRunner) -> None:
    assert run.invoke(app, ["posts", "HCMC"]).stdout.startswith("'HCMC' is another name of HOCHIMINHCITY.\n")


def test_rows_as_json(run: CliRunner) -> None:
    result = run.invoke(app, ["posts", "paris", "--json"])
    assert msgspec.json.decode(result.stdout)["routing_indicators"] == ["RUEHFR", "RUEHFRA"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["tags", "KIPX"],
            "The codebook tags has no 'KIPX'; cablegram codebook tags lists it. Nearest: ",
        ),
        (["posts", "Xyzzyq"], "The codebook posts has no 'Xyzzyq'"),
        (["tag"], "There is no codebook 'tag'; cablegram codebook lists them. Nearest: tags"),
    ],
)
def test_an_unknown_code_fails_with_what_is_near(run: CliRunner, arguments: list[str], message: str) -> None:
    result = run.invoke(app, arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(message)
