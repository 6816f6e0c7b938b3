"""Search: a query language, results that say how they understood the query, facets, highlights, pages without end."""

from .asking import count, iterate, search
from .facets import FACETS, Count, Facet
from .fields import FIELDS, QueryField
from .highlight import Fragment
from .pages import SORTS, CursorError, Sort
from .results import Hit, Results
from .similar import similar

__all__ = [
    "FACETS",
    "FIELDS",
    "SORTS",
    "Count",
    "CursorError",
    "Facet",
    "Fragment",
    "Hit",
    "QueryField",
    "Results",
    "Sort",
    "count",
    "iterate",
    "search",
    "similar",
]
