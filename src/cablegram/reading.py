"""From what a person names to records: every cable in a file, a folder or an archive, and where it was."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from .model import Cable, Given
from .parse import parse
from .sources.document import Document
from .sources.nature import WHAT_IS_READ, no_cable
from .sources.problem import Problem, SourceError, Unreadable
from .sources.reader import RawMessage, reader_for
from .sources.walk import documents, shown, unreadable

Named = str | Path | bytes | BinaryIO
"""A path, the bytes of a file, or an open binary stream."""


class Source(msgspec.Struct, frozen=True):
    """Where a cable was read.

    ``path`` is the file named or met in a folder (``None`` for bytes), ``member`` its place in that
    archive, ``sha256`` the digest of the document the cable is in (of the file, of the member, or
    of what a compressed file unpacks to), ``locator`` the place in that document (``row 7``).
    """

    path: str | None
    member: str | None
    sha256: str
    locator: str | None = None


class Record(msgspec.Struct, frozen=True):
    """One cable as found: what it says, the ``text`` its places point into, what its publisher says of it.

    ``container`` is the name of the format (``scoop-page``).
    """

    cable: Cable
    text: str
    given: Given
    container: str
    source: Source


OnProblem = Callable[[Problem], None]


def read(named: Named, on_problem: OnProblem | None = None) -> Iterator[Record]:
    """Yield every cable in a file, folder or archive, in memory independent of their number.

    What cannot be read goes to ``on_problem`` as it is met, and the reading goes on; without
    ``on_problem`` a SourceError that holds all of it is raised behind the last record. Files
    without a cable are a problem only where nothing else was named.
    """
    for source, raw in read_messages(named, on_problem):
        cable = parse(raw.text, raw.given)
        if raw.findings:
            cable = msgspec.structs.replace(cable, findings=(*raw.findings, *cable.findings))
        yield Record(cable, raw.text, raw.given, raw.container, source)


def read_messages(named: Named, on_problem: OnProblem | None = None) -> Iterator[tuple[Source, RawMessage]]:
    """Yield every message unparsed, with its source; otherwise like ``read``.

    Messages are small, picklable, and parsed by a pure function: what a pool of workers needs.
    """
    kept: list[Problem] = []
    report = on_problem or kept.append
    inside = isinstance(named, (str, Path)) and os.path.isdir(named)
    looked_at = found = failed = 0
    for document in documents(named):
        looked_at += 1
        for item in items(document, inside=inside):
            if isinstance(item, Problem):
                failed += item.kind != "no-cable"
                report(item)
            else:
                found += 1
                yield item
    if not found and not failed:
        message = (
            f"There is no cable in any of its {looked_at} files." if looked_at else "There is no file in it."
        )
        path = shown(Path(named)) if isinstance(named, (str, Path)) else None
        report(Problem(code="no-cable", message=message, remedy=WHAT_IS_READ, path=path))
    if faults := tuple(problem for problem in kept if problem.kind != "no-cable"):
        raise SourceError(faults)


def items(document: Document | Problem, *, inside: bool) -> Iterator[tuple[Source, RawMessage] | Problem]:
    """Yield what the reader of ``document`` finds in it, or that there is nothing to find.

    ``inside`` tells that it was met in a folder, where a file without a cable is no fault.
    """
    if isinstance(document, Problem):
        yield document
        return
    reader = reader_for(document)
    found = False
    try:
        for item in reader.messages(document) if reader else ():
            found = True
            if isinstance(item, Problem):
                yield _placed(item, document)
            else:
                yield Source(document.path, document.member, document.sha256, item.locator), item
    except Unreadable as refusal:
        yield _placed(refusal.problem, document)
    except OSError as error:
        yield _placed(unreadable(Path(document.path or ""), error), document)
    else:
        if not found:
            yield no_cable(document, inside=inside or document.member is not None)


def _placed(problem: Problem, document: Document) -> Problem:
    return msgspec.structs.replace(problem, path=document.path, member=document.member)
