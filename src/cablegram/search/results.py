"""What a search answers with."""

from __future__ import annotations

import msgspec

from .facets import Facet
from .highlight import Fragment
from .holding import Row
from .units import Range


class Hit(msgspec.Struct, frozen=True):
    """A cable found: what a list shows of it, the matches in its subject (in characters), pieces of its text.

    ``score`` is comparable within one result set only, and absent in any order but that of relevance.
    """

    row: Row
    subject: tuple[Range, ...]
    fragments: tuple[Fragment, ...]
    score: float | None = None


class Results(msgspec.Struct, frozen=True):
    """A page of results.

    ``understood`` says in a sentence how the query was read, ``query`` writes it as it was read, ``notes`` say what was
    not understood or changed. ``total`` is the number of results; unless ``exact`` it is the most there can be: the
    hits shown are right, but not every candidate was looked through. ``cursor`` leads to the next page and is ``None``
    on the last. ``seconds`` is how long it took.
    """

    understood: str
    query: str
    notes: tuple[str, ...]
    total: int
    exact: bool
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    cursor: str | None
    seconds: float
