"""The rules of the house, read from the imports and the first lines of every module."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import entry_points, packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "cablegram"
MODULES = sorted(PACKAGE.rglob("*.py"))

# What each room may import of ours. Data walks one way, and no room looks back.
MAY_IMPORT = {
    "model": {"model"},
    "codebooks": {"codebooks"},
    "parse": {"parse", "model", "codebooks"},
    "sources": {"sources", "model", "codebooks"},
    "render": {"render", "model", "codebooks"},
    "reading": {"sources", "parse", "model"},
    "resolve": {"resolve", "parse", "model", "codebooks"},
    "archive": {"archive", "resolve", "reading", "sources", "parse", "model", "codebooks"},
    "search": {"search", "archive", "parse", "model", "codebooks"},
}


def _room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(module: Path) -> Iterator[str]:
    """Yield the absolute dotted name of everything ``module`` imports, inside functions too."""
    package = ["cablegram", *module.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*base, *filter(None, [node.module])])
            yield from (f"{source}.{alias.name}" for alias in node.names)


def _name(module: Path) -> str:
    return str(module.relative_to(PACKAGE))


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_first_line_says_what_the_module_is_for(module: Path) -> None:
    assert module.read_text("utf-8").startswith('"""')


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_modules_are_small(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= 400


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_no_grab_bags(module: Path) -> None:
    assert module.stem not in {"utils", "util", "helpers", "helper", "misc", "common"}


@pytest.mark.parametrize("module", [m for m in MODULES if _room(m) in MAY_IMPORT], ids=_name)
def test_no_room_looks_back(module: Path) -> None:
    ours = [name.split(".") for name in _imports(module) if name.split(".")[0] == "cablegram"]
    rooms = {parts[1] for parts in ours if len(parts) > 1}
    assert rooms <= MAY_IMPORT[_room(module)]


def test_dependencies_are_those_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {spec.split(">")[0].split("[")[0].lower() for spec in project["dependencies"]}
    top_level = {name.split(".")[0] for module in MODULES for name in _imports(module)}
    foreign = top_level - set(sys.stdlib_module_names) - {"cablegram"}
    distributions = packages_distributions()
    imported = {distributions[name][0].lower() for name in foreign}
    assert imported == declared


def test_every_reader_is_registered() -> None:
    modules = [
        path for path in (PACKAGE / "sources").glob("*.py") if "\ncontainer = " in path.read_text("utf-8")
    ]
    points = entry_points(group="cablegram.sources")
    assert {point.module for point in points} == {f"cablegram.sources.{path.stem}" for path in modules}
    assert all(point.load().container == point.name for point in points)
