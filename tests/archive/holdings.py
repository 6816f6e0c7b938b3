"""What an archive holds, in terms that do not depend on the order in which it came."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from tantivy import Query

from cablegram.archive.archive import Archive
from cablegram.archive.catalog import connect

CABLES = 60
"""In the archive that the tests begin with."""

HELD = {
    "source": "SELECT hex(sha256), size, container, messages FROM source",
    "place": "SELECT hex(sha256), path, member FROM place JOIN source ON source.id = place.source",
    "cable": "SELECT name, cable.mrn, hex(sha256), ordinal FROM cable"
    " JOIN rendition ON rendition.id = cable.rendition JOIN source ON source.id = rendition.source",
    "rendition": "SELECT hex(sha256), ordinal, name, hex(digest), hex(fingerprint), date, subject, words, coverage"
    " FROM rendition JOIN source ON source.id = source JOIN cable ON cable.id = rendition.cable",
    "tag": "SELECT hex(sha256), ordinal, n, code FROM tag JOIN rendition ON rendition.id = rendition"
    " JOIN source ON source.id = source",
    "person": "SELECT hex(sha256), ordinal, n, role, name FROM person JOIN rendition ON rendition.id = rendition"
    " JOIN source ON source.id = source",
    "addressee": "SELECT hex(sha256), ordinal, n, name FROM addressee JOIN rendition ON rendition.id = rendition"
    " JOIN source ON source.id = source",
    "unindexed": "SELECT cable FROM unindexed",
}


def holdings(folder: Path) -> dict[str, list[Any]]:
    """Return what is held, table by table, in order."""
    with closing(connect(folder / "catalog.sqlite")) as database:
        return {table: sorted(database.execute(query), key=repr) for table, query in HELD.items()}


def found(archive: Archive, field: str, value: str) -> list[str]:
    """Return the names of the cables whose index field holds a value."""
    searcher = archive.index.searcher()
    hits = searcher.search(Query.term_query(archive.index.schema, field, value), limit=1000).hits
    ids = searcher.fast_field_values("id", [address for _, address in hits])
    return sorted(row.name for row in archive.summaries([int(one or 0) for one in ids]))
