"""Disks to fail on: one that is soon full, one that may only be read. Both need the right to mount."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def _mount(*arguments: str | Path) -> None:
    try:
        subprocess.run(["mount", *map(str, arguments)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"needs the right to mount: {getattr(error, 'stderr', b'') or error}")


@contextmanager
def full_at(folder: Path, kilobytes: int) -> Iterator[Path]:
    """Have ``folder`` be a disk that holds no more than so much."""
    folder.mkdir(exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={kilobytes}k", "cablegram-test", folder)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def make_room(folder: Path, kilobytes: int) -> None:
    """Enlarge a disk made by ``full_at``."""
    _mount("-o", f"remount,size={kilobytes}k", folder)


@contextmanager
def read_only(folder: Path, at: Path) -> Iterator[Path]:
    """Have what is in ``folder`` be at ``at`` too, where nobody may write."""
    at.mkdir(exist_ok=True)
    _mount("--bind", folder, at)
    try:
        _mount("-o", "remount,bind,ro", at)
        yield at
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)
