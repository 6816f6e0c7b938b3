"""``cablegram schema``: the JSON Schema of what ``cablegram parse --json`` prints."""

from __future__ import annotations

import json

import typer

from .json_lines import json_schema


def schema() -> None:
    """Print the JSON Schema of a line of ``cablegram parse --json``."""
    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
