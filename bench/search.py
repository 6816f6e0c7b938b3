"""Time searches of an archive against SQLite's FTS5 over the same texts, in the same run; find known cables again.

    python bench/search.py ARCHIVE [--queries 200] [--known 1000] [--seed 1] [--json]

A search is what a page shows: twenty results with highlights, six facets and a histogram by month. Queries
are made from the archive's own cables: words rare and common, phrases, fields, dates, OR, NOT, wildcards,
fuzzy words, NEAR, sentences; none is asked twice, and warming up is done with others. FTS5 (porter stemmer)
holds every message text; of each query that has words it is asked the words, for the twenty best with
snippets, as many counts and the months (of a column each: it is spared the TAGS, of which a cable has several).
Known-item search asks for the words of a cable's subject and looks where that cable comes in the results.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from math import ceil
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

from cablegram.archive.archive import Archive
from cablegram.codebooks import post
from cablegram.search import search

FACETS = ("post", "country", "year", "classification", "tags", "caption", "month")
WARM = 60
"""Queries to warm up with: three of a kind."""
COUNTED = ("post", "year", "classification", "month", "length", "country", "caption")


class Asked(NamedTuple):
    """A query, its words for FTS5 (none where it has none), and its kind."""

    query: str
    words: str
    kind: str = ""


class Cable(NamedTuple):
    """What queries are made from."""

    id: int
    name: str
    post: str
    year: int
    subject: str
    words: list[str]
    tags: list[str]


def cables(archive: Archive, count: int, rng: Random) -> list[Cable]:
    """Return some cables that have a number, a date and a text."""
    database = sqlite3.connect(f"file:{archive.catalog}?mode=ro", uri=True)
    (last,) = database.execute("SELECT max(id) FROM cable").fetchone()
    found: list[Cable] = []
    while len(found) < count:
        row = database.execute(
            "SELECT id, name, post, date, subject, rendition FROM shown WHERE id = ?", (rng.randint(1, last),)
        ).fetchone()
        if row is None or None in row:
            continue
        tags = database.execute("SELECT code FROM tag WHERE rendition = ?", (row[5],)).fetchall()
        (body,) = archive.bodies([row[0]])
        words = re.findall(r"[a-z]{3,}", " ".join(paragraph.text for paragraph in body.paragraphs).lower())
        if len(words) > 30:
            year = time.gmtime(row[3]).tm_year
            found.append(Cable(row[0], row[1], row[2], year, row[4], words, [code for (code,) in tags]))
    return found


def queries(archive: Archive, count: int, rng: Random) -> list[Asked]:
    """Return different queries, of every kind in turn."""
    made: dict[str, Asked] = {}
    kinds = cycle(KINDS.items())
    while len(made) < count:
        for cable in cables(archive, count - len(made), rng):
            kind, make = next(kinds)
            asked = make(cable, rng)
            made.setdefault(asked.query.lower(), asked._replace(kind=kind))
    return list(made.values())


def _words(cable: Cable, rng: Random, count: int) -> Asked:
    words = " ".join(rng.sample(cable.words, count))
    return Asked(words, words)


def _word(cable: Cable, rng: Random, query: str) -> Asked:
    word = rng.choice(cable.words)
    return Asked(query.format(word), word)


def _tag(cable: Cable, rng: Random) -> str:
    return rng.choice(cable.tags or ["PREL"])


def _country(cable: Cable) -> str:
    entry = post(cable.post)
    return (entry.country if entry else None) or "CN"


def _subject(cable: Cable, rng: Random) -> Asked:
    words = re.findall("[A-Za-z]{4,}", cable.subject)
    return Asked(f"subject:({' '.join(rng.sample(words, min(2, len(words))))})", "")


def _run(cable: Cable, rng: Random, count: int) -> str:
    at = rng.randrange(len(cable.words) - count)
    return " ".join(cable.words[at : at + count])


def _phrase(cable: Cable, rng: Random) -> Asked:
    words = _run(cable, rng, rng.choice((2, 3)))
    return Asked(f'"{words}"', f'"{words}"')


def _phrase_and_tag(cable: Cable, rng: Random) -> Asked:
    words = _run(cable, rng, 2)
    return Asked(f'tags:{_tag(cable, rng)} "{words}"', f'"{words}"')


def _either(cable: Cable, rng: Random) -> Asked:
    one, other = rng.sample(cable.words, 2)
    return Asked(f"{one} OR {other}", f"{one} OR {other}")


def _without(cable: Cable, rng: Random) -> Asked:
    one, other = rng.sample(cable.words, 2)
    return Asked(f"{one} -{other}", f"{one} NOT {other}")


def _near(cable: Cable, rng: Random) -> Asked:
    one, other = _run(cable, rng, 2).split()
    return Asked(f'"{one} {other}"~5', f"NEAR({one} {other}, 5)")


def _sentence(cable: Cable, rng: Random) -> Asked:
    words = " ".join(rng.sample(cable.words, 2))
    return Asked(f"sentence:({words})", words)


KINDS: dict[str, Callable[[Cable, Random], Asked]] = {
    "one word": lambda cable, rng: _words(cable, rng, 1),
    "two words": lambda cable, rng: _words(cable, rng, 2),
    "three words": lambda cable, rng: _words(cable, rng, 3),
    "phrase": _phrase,
    "another phrase": _phrase,
    "tag and phrase": _phrase_and_tag,
    "post and word": lambda cable, rng: _word(cable, rng, f"post:{cable.post} {{}}"),
    "year and word": lambda cable, rng: _word(cable, rng, f"date:{cable.year} {{}}"),
    "tag and year": lambda cable, rng: Asked(f"tags:{_tag(cable, rng)} date:{cable.year}", ""),
    "post and months": lambda cable, rng: Asked(
        f"post:{cable.post} date:{cable.year}-01..{cable.year}-06", ""
    ),
    "either word": _either,
    "word without word": _without,
    "beginning of a word": lambda cable, rng: Asked(f"{(one := rng.choice(cable.words)[:4])}*", f"{one}*"),
    "word spelt like": lambda cable, rng: Asked(
        f"{(one := max(rng.sample(cable.words, 5), key=len))}~1", one
    ),
    "near": _near,
    "subject": _subject,
    "sentence": _sentence,
    "country or tag": lambda cable, rng: Asked(f"country:{_country(cable)} OR tags:{_tag(cable, rng)}", ""),
    "exact word": lambda cable, rng: _word(cable, rng, "={}"),
    "comment and word": lambda cable, rng: _word(cable, rng, "has:comment {}"),
}


def fts5(archive: Archive, path: Path) -> sqlite3.Connection:
    """Return a database with every message text in FTS5 and what is counted beside it; made once."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA cache_size = -262144")
    if database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'complete'").fetchone()[0]:
        return database
    database.executescript(
        "PRAGMA journal_mode = OFF;"
        " CREATE VIRTUAL TABLE fts USING fts5(text, tokenize = 'porter unicode61');"
        " CREATE TABLE meta (id INTEGER PRIMARY KEY, post, year, classification, month, length, country, caption)"
    )
    catalog = sqlite3.connect(f"file:{archive.catalog}?mode=ro", uri=True)
    rows = catalog.execute(
        "SELECT id, rendition, post, date, classification, words, (SELECT caption FROM caption WHERE n = 0 AND"
        " caption.rendition = shown.rendition) FROM shown"
    )
    for cable, rendition, sender, date, classification, words, caption in rows:
        entry = post(sender) if sender else None
        when = time.gmtime(date or 0)
        text = archive.message(rendition).text
        database.execute("INSERT INTO fts (rowid, text) VALUES (?, ?)", (cable, text))
        database.execute(
            "INSERT INTO meta VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                cable,
                sender,
                when.tm_year,
                classification,
                when.tm_year * 100 + when.tm_mon,
                words // 100,
                entry.country if entry else None,
                caption,
            ),
        )
    database.executescript("INSERT INTO fts (fts) VALUES ('optimize'); CREATE TABLE complete (x)")
    database.commit()
    return database


def ask_fts5(database: sqlite3.Connection, words: str) -> int:
    """Ask FTS5 what a page shows; return how many matched."""
    database.execute(
        "SELECT rowid, snippet(fts, 0, '<', '>', '…', 40) FROM fts WHERE fts MATCH ? ORDER BY rank LIMIT 20",
        (words,),
    ).fetchall()
    database.execute("CREATE TEMP TABLE matched AS SELECT rowid AS id FROM fts WHERE fts MATCH ?", (words,))
    for column in COUNTED:
        database.execute(
            f"SELECT {column}, count(*) FROM matched JOIN meta USING (id) GROUP BY 1 ORDER BY 2 DESC"
        ).fetchall()
    (count,) = database.execute("SELECT count(*) FROM matched").fetchone()
    database.execute("DROP TABLE matched")
    return int(count)


def spread(taken: list[float]) -> dict[str, float]:
    """Return the median and the 95th percentile."""
    return {"p50_ms": median(taken), "p95_ms": sorted(taken)[ceil(0.95 * len(taken)) - 1]}


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds ``work`` takes."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def known(archive: Archive, some: list[Cable]) -> Iterator[float]:
    """Yield one over the place of each cable in the results for the words of its subject; 0 if not in the first 100."""
    for cable in some:
        words = " ".join(re.findall(r"\w+", cable.subject))
        names = [hit.row.name for hit in search(archive, words.lower(), limit=100).hits]
        yield 1 / (1 + names.index(cable.name)) if cable.name in names else 0.0


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print a line a figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--known", type=int, default=1000, help="cables looked for again (default 1000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slowest", type=int, default=5, help="queries to name (default 5)")
    parser.add_argument("--no-fts5", action="store_true", help="leave the comparison out")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    rng = Random(options.seed)
    archive = Archive(options.archive)
    made = queries(archive, options.queries + WARM, rng)
    warm, asked = made[:WARM], made[WARM:]
    for one in warm:
        search(archive, one.query, facets=FACETS)
    ours = [timed(lambda one=one: search(archive, one.query, facets=FACETS)) for one in asked]  # type: ignore[misc]
    figures: dict[str, float] = {"queries": len(asked), **spread(ours), "max_ms": max(ours)}
    if not options.no_fts5:
        database = fts5(archive, options.archive.with_name(f"{options.archive.name}.fts5.sqlite"))
        for one in warm:
            if one.words:
                ask_fts5(database, one.words)
        theirs = [timed(lambda one=one: ask_fts5(database, one.words)) for one in asked if one.words]  # type: ignore[misc]
        same = [taken for taken, one in zip(ours, asked, strict=True) if one.words]
        figures |= {f"fts5_{name}": value for name, value in spread(theirs).items()}
        figures["times_faster"] = median(theirs) / median(same)
    if options.known:
        figures["known_item"] = sum(known(archive, cables(archive, options.known, rng))) / options.known
    if options.json:
        print(json.dumps(figures))
        return 0
    for name, value in figures.items():
        print(f"{name:14} {value:.3f}")
    by_kind = {
        kind: [taken for taken, one in zip(ours, asked, strict=True) if one.kind == kind] for kind in KINDS
    }
    print("\n     p50      p95  of a kind, the slowest first")
    for p50, p95, kind in sorted(
        ((*spread(of).values(), kind) for kind, of in by_kind.items() if of), reverse=True
    ):
        print(f"{p50:8.1f} {p95:8.1f}  {kind}")
    print("\n      ms  the slowest")
    for taken, one in sorted(zip(ours, asked, strict=True), reverse=True)[: options.slowest]:
        print(f"{taken:8.1f}  {one.query}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
