"""What the tests of the commands have in common."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

MESSAGES = Path(__file__).parents[1] / "messages"
SEED = MESSAGES / "07BEIJING2463" / "page.txt"
PROGRAM = [sys.executable, "-c", "from cablegram.cli import main; main()"]
"""The command line that starts the program in a process of its own."""

Run = Callable[..., Result]
"""Runs a command in this process."""
