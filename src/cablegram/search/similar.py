"""More like this: cables that share the words that set one apart."""

from __future__ import annotations

from collections import Counter
from math import log
from time import perf_counter

from tantivy import Searcher

from . import plan
from .asking import PAGE, Asked, context_of, page_of
from .holding import Holding
from .results import Results

WORDS = 25
"""Words that stand for a cable: the most telling ones, by how often it has them and how few others do."""
SHORTEST = 3
"""Letters a telling word has at least."""


def similar(archive: Holding, name: str, *, limit: int = PAGE, cursor: str | None = None) -> Results:
    """Return the cables most like the one called ``name``, best first; of a name there is not, that is said."""
    started = perf_counter()
    context = context_of(archive, None)
    row = archive.by_name(name)
    if row is None:
        nothing = plan.Values(("id",), (), f"like {name}")
        notes = [f"no cable is called “{name}”"]
        asked = Asked(archive, nothing, context, "", notes)
        return page_of(asked, started, limit=limit, cursor=cursor, sort="relevance", facets=(), facet_size=1)
    texts = [row.subject or "", *(part.text for body in archive.bodies([row.id]) for part in body.paragraphs)]
    words = telling([word for text in texts for word in context.analyzer.analyze(text)], context.searcher)
    runs = tuple(
        plan.Weighted(plan.Run(("subject", "text"), ((word,),), word, True), weight) for word, weight in words
    )
    step = plan.Like(row.name, runs, plan.Values(("id",), (row.id,), row.name))
    asked = Asked(archive, step, context, " OR ".join(word for word, _ in words), [])
    return page_of(asked, started, limit=limit, cursor=cursor, sort="relevance", facets=(), facet_size=1)


def telling(words: list[str], searcher: Searcher) -> list[tuple[str, float]]:
    """Return the words that tell a text from the others, with how much each tells (1 the most)."""
    total = searcher.num_docs
    scored = []
    for word, often in Counter(words).items():
        if len(word) < SHORTEST or word.isdecimal():
            continue
        having = searcher.doc_freq("text", word)
        if having > 1:
            scored.append(((1 + log(often)) * log((total + 1) / having), word))
    scored.sort(key=lambda one: (-one[0], one[1]))
    top = scored[0][0] if scored else 1.0
    return [(word, round(max(score / (top or 1.0), 0.01), 2)) for score, word in scored[:WORDS]]
