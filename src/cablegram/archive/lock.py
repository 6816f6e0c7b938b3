"""One writer at a time: a lock that says who holds it, and that the system lets go of when its holder dies."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from .catalog import ArchiveError, explained


@contextmanager
def only_writer(folder: Path, doing: str, wait: float = 0.0) -> Iterator[None]:
    """Hold the right to write to the archive in ``folder``; wait ``wait`` seconds for another to let go of it.

    Raise ArchiveError naming who holds it.
    """
    holder = folder / "writer.txt"
    with explained(folder / "catalog.sqlite"):
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "writer.lock")
        try:
            lock.acquire(timeout=wait)
        except Timeout as error:
            raise ArchiveError(f"{_who(holder)} is writing to {folder}. Wait for it to end.") from error
    try:
        with explained(folder / "catalog.sqlite"):
            now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
            holder.write_text(
                f"Process {os.getpid()} on {socket.gethostname()} ({doing}, since {now})", "utf-8"
            )
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _who(holder: Path) -> str:
    try:
        return holder.read_text("utf-8")
    except OSError:
        return "Another process"


def is_held(folder: Path) -> bool:
    """Tell whether somebody is writing to the archive in ``folder``, as far as that can be told without waiting."""
    try:
        import fcntl

        with (folder / "writer.lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except (ImportError, OSError):
        pass
    return False
