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

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
COMMAND = Path(sys.executable).with_name("cablegram")

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
_LINK = re.compile(r"(?<!`)\[[^\]]+\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)|src=\"(?!https?:)([^\"]+)\"")
_LAX = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def _blocks(page: Path, language: str) -> list[str]:
    return [source for name, source in _BLOCK.findall(page.read_text("utf-8")) if name == language]


def _pages(language: str) -> pytest.MarkDecorator:
    """Return the parameters of a test over the pages that hold code in ``language``."""
    pages = [page for page in PAGES if _blocks(page, language)]
    return pytest.mark.parametrize("page", pages, ids=lambda page: page.name)


@pytest.fixture(autouse=True)
def _in_the_checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("CABLEGRAM_ARCHIVE", str(tmp_path / "archive"))


@_pages("pycon")
def test_python_sessions_answer_as_shown(page: Path) -> None:
    """What one session of a page defines, the next may use."""
    source = "\n".join(_blocks(page, "pycon"))
    session = doctest.DocTestParser().get_doctest(source, {}, page.name, page.name, 0)
    assert doctest.DocTestRunner(optionflags=_LAX).run(session).failed == 0


@_pages("console")
def test_commands_answer_as_shown(page: Path) -> None:
    """What stands under ``$ cablegram …`` is compared, white space aside; ``...`` stands for anything."""
    environment = os.environ | {
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "PYTHONIOENCODING": "utf-8",
    }
    for block in _blocks(page, "console"):
        for command, want in re.findall(r"^\$ cablegram (.*)\n((?:(?!\$ ).*\n)*)", block, re.M):
            words = [COMMAND, *shlex.split(command)]
            done = subprocess.run(words, env=environment, capture_output=True, encoding="utf-8", check=False)
            got = done.stdout + done.stderr
            assert not want.strip() or doctest.OutputChecker().check_output(want, got, _LAX), got


def test_no_code_goes_untested() -> None:
    languages = {name for page in PAGES for name, _ in _BLOCK.findall(page.read_text("utf-8"))}
    assert languages <= {"pycon", "console", "sh", "sql", "json"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [path or source for path, source in _LINK.findall(page.read_text("utf-8"))]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def _finding_codes() -> Iterator[str]:
    """Yield the code of every finding the sources can make."""
    for module in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if name in {"Finding", "_find", "_report"}:
                    yield node.args[0].value


def test_every_finding_is_documented() -> None:
    page = (ROOT / "docs" / "findings.md").read_text("utf-8")
    assert sorted(re.findall(r"^\| `([a-z-]+)` \|", page, re.M)) == sorted(set(_finding_codes()))
