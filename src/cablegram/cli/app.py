"""The program ``cablegram``: its commands, and what it says when it fails itself."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from types import TracebackType
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

import cablegram

_READING = "Read cables"
_ASKING = "Ask the archive"
_KEEPING = "Fill the archive and keep it right"

_COMMANDS = {
    "parse": _READING,
    "schema": _READING,
    "codebook": _READING,
    "search": _ASKING,
    "show": _ASKING,
    "list": _ASKING,
    "stats": _ASKING,
    "diff": _ASKING,
    "ingest": _KEEPING,
    "failures": _KEEPING,
    "correct": _KEEPING,
    "note": _KEEPING,
    "label": _KEEPING,
    "check": _KEEPING,
    "reindex": _KEEPING,
    "reparse": _KEEPING,
    "backup": _KEEPING,
    "delete-source": _KEEPING,
}
"""Every command, with the part of the help it stands in; a module of this folder has a function of its name."""

_MODULES = {"list": "listing"}
"""Modules that are called otherwise than their command, whose name is Python's own."""

_SETTINGS = {"help_option_names": ["-h", "--help"]}


class Commands(TyperGroup):
    """The commands, each loaded when it is asked for: a start takes no longer for those that are not."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = dict.fromkeys(_COMMANDS, TyperCommand(None))  # their names, for suggestions

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of that name, or None."""
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f".{_MODULES.get(cmd_name, cmd_name).replace('-', '_')}", __package__)
        function = getattr(module, _MODULES.get(cmd_name, cmd_name).replace("-", "_"))
        kind = getattr(module, "COMMAND", None)
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="markdown")
        alone.command(cmd_name, cls=kind, context_settings=_SETTINGS, rich_help_panel=_COMMANDS[cmd_name])(
            function
        )
        return typer.main.get_command(alone)


app = typer.Typer(
    cls=Commands,
    help="Read diplomatic cables exactly, keep them, find them again.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings=_SETTINGS,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"cablegram {cablegram.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the program and exit; a fault of the program itself is said in a sentence, not as a traceback."""
    if not os.environ.get("CABLEGRAM_TRACEBACK"):
        sys.excepthook = _fault
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # for terminals without Unicode
    typer.main.get_command(app)(prog_name="cablegram")


def _fault(kind: type[BaseException], fault: BaseException, _: TracebackType | None) -> None:
    print(
        f"cablegram: a fault of the program itself ({kind.__name__}: {fault}).\n"
        "Please report it with the file that shows it; with CABLEGRAM_TRACEBACK=1 in the environment"
        " it says where it happened.",
        file=sys.stderr,
    )
