"""How much is read of any one source, and why: a few kilobytes can unpack to petabytes."""

from __future__ import annotations

from typing import Protocol

from .problem import Problem, Unreadable

MAX_DEPTH = 5
"""Archives inside archives. A .tar.gz inside a .zip counts three; more is what bombs have."""

MAX_MEMBERS = 1_000_000
"""Files in one archive: four times the 251,287 pages of the largest publication of cables."""

MAX_MEMBER_BYTES = 4 << 30
"""One unpacked file: twice the largest known, the cables.csv of 1.7 GB."""

MAX_TOTAL_BYTES = 32 << 30
"""All that one archive unpacks to, archives in it included: the largest publication has 8 GB as pages."""

MAX_RATIO = 250
"""Unpacked over packed size. Telegrams shrink four- to tenfold, pages thirtyfold, bombs a thousandfold."""

RATIO_FLOOR = 64 << 20
"""The ratio is not looked at below this size: the same page a thousand times over is no bomb."""

MAX_TEXT = 32 << 20
"""Bytes of one page, characters of one message or row; the longest cables have a few hundred thousand."""

MAX_HTML_DEPTH = 2_000
"""Elements inside elements: the HTML parser's time grows with the square of the depth (0.6 s at 20,000)."""

CHUNK = 1 << 20
"""Bytes read at a time."""


class Readable(Protocol):
    """Anything with ``read``."""

    def read(self, size: int = ..., /) -> bytes: ...


def limit_reached(code: str, message: str, *, whole: bool = False) -> Unreadable:
    """Return the refusal to raise when a limit is reached; nothing is ever cut short in silence."""
    remedy = "If you trust it, unpack it yourself and name the folder."
    return Unreadable(Problem(code=code, message=message, remedy=remedy, kind="limit"), whole=whole)


class Budget:
    """What one named archive of ``packed`` bytes may still unpack to, all levels together."""

    def __init__(self, packed: int) -> None:
        self.packed = packed
        self.unpacked = 0
        self.members = 0

    def member(self) -> None:
        """Count one more file."""
        self.members += 1
        if self.members > MAX_MEMBERS:
            raise limit_reached(
                "too-many-members",
                f"It holds more than {MAX_MEMBERS:,} files; reading stopped there.",
                whole=True,
            )

    def spend(self, size: int) -> None:
        """Count ``size`` more unpacked bytes."""
        self.unpacked += size
        if self.unpacked > MAX_TOTAL_BYTES:
            message = f"It unpacks to more than {MAX_TOTAL_BYTES >> 30} GB; reading stopped there."
            raise limit_reached("total-size", message, whole=True)
        check_ratio(self.unpacked, self.packed, whole=True)


def check_ratio(unpacked: int, packed: int, *, whole: bool = False) -> None:
    """Refuse what grows more than MAX_RATIO times, once it is larger than RATIO_FLOOR bytes."""
    if unpacked > RATIO_FLOOR and unpacked > MAX_RATIO * packed:
        message = f"It unpacks to more than {MAX_RATIO} times its size, as a compression bomb does."
        raise limit_reached("compression-ratio", message, whole=whole)


class Metered:
    """An unpacked stream that is cut off, with a reason, where it breaks a limit."""

    def __init__(self, stream: Readable, packed: int, budget: Budget, most: int = MAX_MEMBER_BYTES) -> None:
        self._stream = stream
        self._packed = packed
        self._budget = budget
        self._most = most
        self._size = 0

    def read(self, size: int = CHUNK, /) -> bytes:
        """Return up to ``size`` bytes; raise Unreadable where a limit is reached."""
        data = self._stream.read(size)
        self._size += len(data)
        self._budget.spend(len(data))
        if self._size > self._most:
            raise limit_reached(
                "member-size", f"It unpacks to more than {self._most >> 30} GB; it was not read."
            )
        check_ratio(self._size, self._packed)
        return data
