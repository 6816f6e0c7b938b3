"""The command line: arguments in, rendering out."""

from .app import main

__all__ = ["main"]
