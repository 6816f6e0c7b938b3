"""The program ``cablegram``: its commands, and what it says when it fails itself."""

from __future__ import annotations

import os
import sys
from types import TracebackType
from typing import Annotated

import typer

import cablegram

from .codebook import codebook
from .parse import parse
from .schema import schema

app = typer.Typer(
    help="Read diplomatic cables exactly: every element, where it stands, and what could not be read.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(parse)
app.command()(schema)
app.command()(codebook)


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
