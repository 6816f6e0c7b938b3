"""``cablegram stats``: what an archive amounts to."""

from __future__ import annotations

from .opening import AsJson, Folder, opened
from .stats_view import shown
from .writing import json_line


def stats(archive: Folder = None, as_json: AsJson = False) -> None:
    """Count what the archive holds, by year, post, classification and format; say how large it is."""
    with opened(archive) as held:
        counted = held.stats()
        if as_json:
            json_line(counted)
        else:
            shown(counted, held.folder)
