"""The search index (Tantivy): its fields, and how one is opened, written and asked. It can always be made anew."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from zlib import crc32

from tantivy import (
    Document,
    Filter,
    Index,
    IndexWriter,
    Query,
    Schema,
    SchemaBuilder,
    Searcher,
    TextAnalyzer,
    TextAnalyzerBuilder,
    Tokenizer,
)

from .catalog import FULL, ArchiveError

ANALYZER = "cable"
"""Runs of letters and digits, in lower case, accents folded. Not stemmed: a query's word is spread over
the forms the index holds, so that one field with positions answers stemmed words, exact forms and phrases."""

TEXTS = ("text", "subject", "head", "person", "path", "station", "heading")
"""Fields of words, with positions; those of several values have one a paragraph, a person, a path, a heading."""

VALUES = ("mrn", "cites", "source")
"""Fields of whole values, asked for but never counted."""

FACETS = tuple(
    "post country action info tags tags_subject tags_program tags_geo tags_org tags_person classification"
    " portion caption precedence eo signer people has container finding label".split()
)
"""Fields of whole values that can be counted."""

NUMBERS = ("id", "sections", "month", "year", "length", "rank")
"""Whole numbers: catalog id, sections the message was sent in, 200704, 2007, words in its paragraphs, order of MRNs."""

Value = str | int | Sequence[str]


def analyzer() -> TextAnalyzer:
    """Return what cuts a text into the words the index holds."""
    words = TextAnalyzerBuilder(Tokenizer.simple())
    return words.filter(Filter.lowercase()).filter(Filter.ascii_fold()).build()


def schema() -> Schema:
    """Return the fields of the index, one document a cable."""
    fields = SchemaBuilder()
    for name in TEXTS:
        fields.add_text_field(name, tokenizer_name=ANALYZER, index_option="position")
    for name in VALUES:
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in NUMBERS:
        fields.add_unsigned_field(name, indexed=True, fast=True)
    fields.add_integer_field("date", indexed=True, fast=True)  # seconds since 1970, UTC
    return fields.build()


class IndexDamaged(ArchiveError):
    """The index is missing or cannot be read; it can be made anew from the catalog."""


class SearchIndex:
    """The index in one folder; readers see a commit as soon as they ask for a searcher.

    Without ``make`` there must be one: raise IndexDamaged where it is missing or cannot be read. Another may be put
    in its place at any time (see ``standing``): who reads goes on with the old until it asks for a searcher.
    """

    def __init__(self, folder: Path, *, make: bool = True) -> None:
        self.folder = folder
        self.schema = schema()
        self.analyzer = analyzer()
        self._mirror: _Mirror | None = None
        with index_explained(folder):
            if make:
                folder.mkdir(parents=True, exist_ok=True)
                self._index = self._registered(Index(self.schema, path=str(folder)))
            else:
                self._index = self._patiently(self._existing)

    def searcher(self) -> Searcher:
        """Return a view of the last commit, which later commits do not change."""
        with index_explained(self.folder):
            return self._patiently(self._latest)

    @property
    def generation(self) -> int:
        """A number that is another after each commit: a checksum of the list of segments."""
        with index_explained(self.folder):
            return self._patiently(lambda: crc32((self.folder / META).read_bytes()))

    def writer(self, memory: int, threads: int) -> IndexWriter:
        """Return the one writer; ``memory`` in bytes is shared by its ``threads``."""
        with index_explained(self.folder):
            return self._index.writer(heap_size=memory, num_threads=threads)

    def only(self, cable: int) -> Query:
        """Return the query for one cable (a term by itself would be taken for a signed number, and meet nothing)."""
        return Query.term_query(self.schema, "id", cable)

    def _latest(self) -> Searcher:
        if self._mirror:
            self._mirror.follow()
        self._index.reload()
        return self._index.searcher()

    def _existing(self) -> Index:
        """Open the index in place, or about to be put there; where nothing may be written, by way of a mirror."""
        folder = next(
            (one for one in (self.folder, successor(self.folder)) if (one / META).exists()), self.folder
        )
        if not (folder / META).exists():
            raise IndexDamaged(f"There is no index at {self.folder}. {_ANEW}")
        if not os.access(folder, os.W_OK):
            self._mirror = _Mirror(folder)
            folder = self._mirror.folder
        return self._registered(Index(self.schema, path=str(folder)))

    def _registered(self, index: Index) -> Index:
        index.register_tokenizer(ANALYZER, self.analyzer)
        return index

    def _patiently(self, do: Callable[[], _T]) -> _T:
        """Do it, again and again for a second where an index is just being put in place."""
        for _ in range(_TRIES):
            try:
                return do()
            except (ValueError, OSError, IndexDamaged):
                if not any(one.exists() for one in (successor(self.folder), predecessor(self.folder))):
                    break
                time.sleep(_PAUSE)
        return do()


META = "meta.json"
_TRIES, _PAUSE = 20, 0.05
_ANEW = "Make it anew from the catalog: cablegram reindex."
_T = TypeVar("_T")


def successor(folder: Path) -> Path:
    """Return where a whole index waits to be put in place of the one in ``folder``."""
    return folder.with_name(f"{folder.name}.new")


def predecessor(folder: Path) -> Path:
    """Return where an index goes that another was put in place of."""
    return folder.with_name(f"{folder.name}.old")


class _Mirror:
    """A folder of links to an index that may only be read: Tantivy wants to make a lock file beside it."""

    def __init__(self, folder: Path) -> None:
        self._of = folder
        self._held = TemporaryDirectory(prefix="cablegram-")
        self.folder = Path(self._held.name)
        self.follow()

    def follow(self) -> None:
        """Link the files that are new."""
        for name in os.listdir(self._of):
            if not name.endswith(".lock") and not os.path.lexists(self.folder / name):
                os.symlink(self._of.absolute() / name, self.folder / name)


@contextmanager
def index_explained(folder: Path) -> Iterator[None]:
    """Turn what Tantivy and the system say into what a person can act on."""
    try:
        yield
    except ArchiveError:
        raise
    except (ValueError, OSError, SystemError) as error:
        raise _explanation(str(error), folder) from error
    except (
        BaseException
    ) as error:  # a panic of Tantivy's is no Exception, and its class has no name to import
        if type(error).__name__ != "PanicException":
            raise
        raise _explanation(str(error), folder) from error


def _explanation(said: str, folder: Path) -> ArchiveError:
    if any(sign in said for sign in ("No space left", "os error 28", "os error 122", "StorageFull", "quota")):
        return ArchiveError(FULL.format(folder=folder.parent))
    if "LockBusy" in said:
        return ArchiveError(f"Somebody else is writing to {folder}. Try again when that has ended.")
    if any(sign in said for sign in ("Read-only file system", "ermission denied")):
        return ArchiveError(f"{folder} may not be written. Name another folder with --archive.")
    return IndexDamaged(f"The index at {folder} cannot be used ({said[:200].rstrip('.')}). {_ANEW}")


def document(values: Mapping[str, Value | None]) -> Document:
    """Return the index's document for one cable from its field values."""
    made = Document()
    for name, value in values.items():
        if isinstance(value, str):
            made.add_text(name, value)
        elif isinstance(value, int):
            (made.add_integer if name == "date" else made.add_unsigned)(name, value)
        else:
            for item in value or ():
                made.add_text(name, item)
    return made
