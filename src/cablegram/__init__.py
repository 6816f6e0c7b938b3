"""Cablegram: a research archive for diplomatic cables.

The public surface: :func:`parse` reads message text, :func:`read` finds the cables in a file,
:func:`render` writes a message in the standard layout; :class:`Cable` is what they speak of and
:class:`MRN` its number. :class:`Archive` keeps cables, and :func:`search` finds them in it.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .archive.archive import Archive
    from .archive.catalog import ArchiveError
    from .model import Cable, Given
    from .parse import MRN, parse
    from .reading import Record, read
    from .render import render
    from .search import search

__all__ = [
    "MRN",
    "Archive",
    "ArchiveError",
    "Cable",
    "Given",
    "Record",
    "parse",
    "read",
    "render",
    "search",
]
__version__ = "0.1.0"

_ROOMS = {
    "MRN": "parse",
    "Archive": "archive.archive",
    "ArchiveError": "archive.catalog",
    "Cable": "model",
    "Given": "model",
    "Record": "reading",
    "parse": "parse",
    "read": "reading",
    "render": "render",
    "search": "search",
}


class _Surface(ModuleType):
    """This package: each public name is loaded when it is first asked for, so that a start takes no longer for others.

    Some functions share their name with the room they live in; the room, when it is loaded, does not take their place.
    """

    def __getattr__(self, name: str) -> Any:
        if name not in _ROOMS:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{self.__name__}.{_ROOMS[name]}"), name)
        setattr(self, name, value)
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in _ROOMS or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Surface
