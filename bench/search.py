"""Time searches of an archive against SQLite's FTS5 over the same texts, in the same run; find known cables again.

    python bench/search.py ARCHIVE [--queries 200] [--known 1000] [--seed 1] [--json]

A search is what a page shows: twenty results with highlights, six facets and a histogram by month. Queries
are made from the archive's own cables: words rare and common, phrases, fields, dates, OR, NOT, wildcards,
fuzzy words, NEAR, sentences. FTS5 (porter stemmer) holds every message text; of each query that has words it
is asked the words, for the twenty best with snippets, the same six counts and the months.
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
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import NamedTuple

from cablegram.archive.archive import Archive
from cablegram.search import search

FACETS = ("post", "country", "year", "classification", "tags", "caption", "month")
COUNTED = ("post", "year", "classification", "month", "length", "country", "caption")


class Asked(NamedTuple):
    """A query, and its words for FTS5 (none where it has none)."""

    query: str
    words: str


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
        words = re.findall(r"[A-Za-z]{3,}", " ".join(paragraph.text for paragraph in body.paragraphs))
        if len(words) > 30:
            year = time.gmtime(row[3]).tm_year
            found.append(Cable(row[0], row[1], row[2], year, row[4], words, [code for (code,) in tags]))
    return found


def queries(some: list[Cable], rng: Random) -> list[Asked]:
    """Return one query a cable, of every kind in turn."""
    kinds: tuple[Callable[[Cable, Random], Asked], ...] = (
        lambda cable, rng: _words(cable, rng, 1),
        lambda cable, rng: _words(cable, rng, 2),
        lambda cable, rng: _words(cable, rng, 3),
        _phrase,
        _phrase,
        _phrase_and_tag,
        lambda cable, rng: Asked(f"post:{cable.post} {(one := rng.choice(cable.words))}", one),
        lambda cable, rng: Asked(f"date:{cable.year} {(one := rng.choice(cable.words))}", one),
        lambda cable, rng: Asked(f"tags:{rng.choice(cable.tags or ['PREL'])} date:{cable.year}", ""),
        lambda cable, rng: Asked(f"post:{cable.post} date:{cable.year}-01..{cable.year}-06", ""),
        _either,
        _without,
        lambda cable, rng: Asked(f"{(one := rng.choice(cable.words)[:4])}*", f"{one}*"),
        lambda cable, rng: Asked(f"{(one := max(rng.sample(cable.words, 5), key=len))}~1", one),
        _near,
        lambda cable, rng: Asked(f"subject:({' '.join(re.findall('[A-Za-z]{4,}', cable.subject)[-2:])})", ""),
        _sentence,
        lambda cable, rng: Asked(f"country:CN OR post:{cable.post}", ""),
        lambda cable, rng: Asked(f"={(one := rng.choice(cable.words))}", one),
        lambda cable, rng: Asked(f"has:comment {(one := rng.choice(cable.words))}", one),
    )
    return [kinds[at % len(kinds)](cable, rng) for at, cable in enumerate(some)]


def _words(cable: Cable, rng: Random, count: int) -> Asked:
    words = " ".join(rng.sample(cable.words, count))
    return Asked(words, words)


def _run(cable: Cable, rng: Random, count: int) -> str:
    at = rng.randrange(len(cable.words) - count)
    return " ".join(cable.words[at : at + count])


def _phrase(cable: Cable, rng: Random) -> Asked:
    words = _run(cable, rng, rng.choice((2, 3)))
    return Asked(f'"{words}"', f'"{words}"')


def _phrase_and_tag(cable: Cable, rng: Random) -> Asked:
    words = _run(cable, rng, 2)
    return Asked(f'tags:{rng.choice(cable.tags or ["PREL"])} "{words}"', f'"{words}"')


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
        "SELECT id, post, date, classification, words, (SELECT caption FROM caption WHERE n = 0 AND"
        " caption.rendition = shown.rendition) FROM shown"
    )
    for cable, post, date, classification, words, caption in rows:
        (view,) = archive.views(cable)[:1]
        when = time.gmtime(date or 0)
        database.execute("INSERT INTO fts (rowid, text) VALUES (?, ?)", (cable, view.text))
        database.execute(
            "INSERT INTO meta VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                cable,
                post,
                when.tm_year,
                classification,
                when.tm_year * 100 + when.tm_mon,
                words // 100,
                (post or "")[:2],
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
    asked = queries(cables(archive, options.queries, rng), rng)
    warm = queries(cables(archive, 40, rng), rng)
    for one in warm:
        search(archive, one.query, facets=FACETS)
    ours = [timed(lambda one=one: search(archive, one.query, facets=FACETS)) for one in asked]  # type: ignore[misc]
    figures: dict[str, float] = {
        "queries": len(asked),
        "p50_ms": median(ours),
        "p95_ms": quantiles(ours, n=20)[-1],
        "max_ms": max(ours),
    }
    if not options.no_fts5:
        database = fts5(archive, options.archive.parent / "fts5.sqlite")
        for one in warm:
            if one.words:
                ask_fts5(database, one.words)
        theirs = [timed(lambda one=one: ask_fts5(database, one.words)) for one in asked if one.words]  # type: ignore[misc]
        same = [taken for taken, one in zip(ours, asked, strict=True) if one.words]
        figures["fts5_p50_ms"] = median(theirs)
        figures["times_faster"] = median(theirs) / median(same)
    if options.known:
        figures["known_item"] = sum(known(archive, cables(archive, options.known, rng))) / options.known
    if options.json:
        print(json.dumps(figures))
        return 0
    for name, value in figures.items():
        print(f"{name:14} {value:.3f}")
    for taken, one in sorted(zip(ours, asked, strict=True), reverse=True)[: options.slowest]:
        print(f"{taken:8.1f} ms  {one.query}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
