"""The documentation holds: its code runs, its commands answer as shown, its links lead somewhere."""

from __future__ import annotations

import ast
import doctest
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
COMMAND = Path(sys.executable).with_name("cablegram")

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
_LINK = re.compile(r"(?<!`)\[[^\]]+\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)|src=\"(?!https?:)([^\"]+)\"")
_LAX = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def _blocks(*languages: str) -> Iterator[Any]:
    for page in PAGES:
        for match in _BLOCK.finditer(page.read_text("utf-8")):
            if match[1] in languages:
                line = page.read_text("utf-8").count("\n", 0, match.start()) + 1
                yield pytest.param(match[2], id=f"{page.name}:{line}")


@pytest.fixture(autouse=True)
def _in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("source", _blocks("python"))
def test_python_runs(source: str) -> None:
    exec(compile(source, "documentation", "exec"), {"__name__": "documentation"})


@pytest.mark.parametrize("source", _blocks("pycon"))
def test_python_sessions_answer_as_shown(source: str) -> None:
    session = doctest.DocTestParser().get_doctest(source, {}, "documentation", None, None)
    assert doctest.DocTestRunner(optionflags=_LAX).run(session).failed == 0


@pytest.mark.parametrize("source", _blocks("console"))
def test_commands_answer_as_shown(source: str) -> None:
    """What stands under ``$ cablegram …`` is compared, white space aside; ``...`` stands for anything."""
    for command, want in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", source, re.M):
        words = shlex.split(command)
        if words[0] != "cablegram":
            continue
        environment = os.environ | {
            "COLUMNS": "100",
            "NO_COLOR": "1",
            "TERM": "dumb",
            "PYTHONIOENCODING": "utf-8",
        }
        done = subprocess.run(
            [COMMAND, *words[1:]], env=environment, capture_output=True, encoding="utf-8", check=False
        )
        got = done.stdout + done.stderr
        assert not want.strip() or doctest.OutputChecker().check_output(want, got, _LAX), got


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [path or source for path, source in _LINK.findall(page.read_text("utf-8"))]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def _finding_codes() -> set[str]:
    codes = set()
    for module in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
                code = node.args[0]
                assert isinstance(code, ast.Constant), f"{module}:{node.lineno}: the code is not written out"
                codes.add(code.value)
    return codes


def test_every_finding_is_documented() -> None:
    page = (ROOT / "docs" / "findings.md").read_text("utf-8")
    assert set(re.findall(r"^\| `([a-z-]+)` \|", page, re.M)) == _finding_codes()
