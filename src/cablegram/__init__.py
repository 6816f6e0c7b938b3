"""Cablegram: a research archive for diplomatic cables.

The public surface: :func:`parse` reads message text, :func:`read` finds the cables in a file,
:func:`render` writes a message in the standard layout; :class:`Cable` is what they speak of and
:class:`MRN` its number.
"""

from .model import Cable, Given
from .parse import MRN, parse
from .reading import Record, read
from .render import render

__all__ = ["MRN", "Cable", "Given", "Record", "parse", "read", "render"]
__version__ = "0.1.0"
