"""From what a person names to the documents in it: files, folders, streams, and what is packed in them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

import msgspec

from .archives import unpack
from .document import Document
from .limits import CHUNK, MAX_MEMBER_BYTES, limit_reached
from .problem import Problem

_IN_MEMORY = 64 << 20


def documents(source: str | Path | bytes | BinaryIO) -> Iterator[Document | Problem]:
    """Yield every document in a file, a folder, some bytes or an open binary stream.

    A document is only good until the next one is asked for.
    """
    if isinstance(source, bytes):
        yield from unpack(BytesIO(source), None, len(source))
    elif isinstance(source, (str, Path)):
        yield from _path(Path(source))
    else:
        yield from _stream(source, None)


def shown(path: Path) -> str:
    """Return ``path`` for people and JSON: what is not UTF-8 in it is written as ``\\\\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _path(top: Path) -> Iterator[Document | Problem]:
    """Yield what is in a file or folder, in order of names; no folder is entered twice by way of links."""
    seen: set[tuple[int, int]] = set()
    waiting = [str(top)]  # a Path for each of a million files would fill a gigabyte
    while waiting:
        path = Path(waiting.pop())
        try:
            status = path.stat()
            if stat.S_ISREG(status.st_mode):
                yield from _file(path, status.st_size)
            elif stat.S_ISDIR(status.st_mode):
                key = (status.st_dev, status.st_ino)
                if key in seen:
                    yield _problem(
                        path, "loop", "It leads to a folder that was already read.", "Remove the link."
                    )
                else:
                    seen.add(key)
                    waiting.extend(
                        os.path.join(path, name) for name in sorted(os.listdir(path), reverse=True)
                    )
            elif stat.S_ISFIFO(status.st_mode) and path == top:
                with path.open("rb") as pipe:
                    yield from _stream(cast(BinaryIO, pipe), shown(path))
            else:
                yield _problem(path, "not-a-file", "It is neither a file nor a folder.", _NAME_ONE)
        except (OSError, ValueError) as error:
            yield unreadable(path, error)


_NAME_ONE = "Name a file, a folder, or - for standard input."


def _problem(path: Path, code: str, message: str, remedy: str) -> Problem:
    return Problem(code=code, message=message, remedy=remedy, path=shown(path))


def unreadable(path: Path, error: OSError | ValueError) -> Problem:
    """Return what to say when the system refuses ``path``."""
    match error:
        case FileNotFoundError():
            return _problem(
                path, "missing", "There is no such file.", "Check the name; it may have been moved."
            )
        case PermissionError():
            return _problem(
                path, "no-permission", "It may not be read.", "Ask its owner for the right to read it."
            )
        case OSError():
            reason = error.strerror or str(error)
            return _problem(
                path, "unreadable", f"It could not be read ({reason}).", "Check the name and the disk."
            )
        case _:
            return _problem(path, "unreadable", f"It is no name of a file ({error}).", _NAME_ONE)


def _file(path: Path, size: int) -> Iterator[Document | Problem]:
    with path.open("rb") as stream:
        yield from unpack(stream, shown(path), size)


def _stream(stream: BinaryIO, path: str | None) -> Iterator[Document | Problem]:
    """Hold what comes through a pipe, so that it can be read twice: to tell what it is, and to read it."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as held:
        while data := stream.read(CHUNK):
            held.write(data)
            if held.tell() > MAX_MEMBER_BYTES:
                message = f"More than {MAX_MEMBER_BYTES >> 30} GB came through; it was not read."
                refusal = limit_reached("member-size", message).problem
                yield msgspec.structs.replace(refusal, path=path, remedy="Save it to a file and name that.")
                return
        yield from unpack(cast(BinaryIO, held), path, held.tell())
