"""``cablegram reindex``: the search index made anew from the catalog."""

from __future__ import annotations

from .opening import Folder, Jobs, opened
from .sharing import sharing
from .writing import number


def reindex(archive: Folder = None, jobs: Jobs = None) -> None:
    """Make the search index anew from the catalog; searches go on with the old one meanwhile."""
    with opened(archive) as held:
        with sharing() as told:
            cables = held.reindex(told, jobs=jobs)
        print(f"The index was made anew: {number(cables, 'cable')}.")
