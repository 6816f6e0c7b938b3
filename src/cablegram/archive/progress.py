"""What an ingest says of itself: while it runs, and at its end."""

from __future__ import annotations

from collections.abc import Callable

import msgspec


class Progress(msgspec.Struct, frozen=True):
    """How far an ingest is. ``bytes`` were read so far (unpacked), ``share`` is 0 to 1 of what was named."""

    files: int
    cables: int
    bytes: int
    failures: int
    share: float
    seconds: float

    @property
    def cables_per_second(self) -> float:
        """Cables a second, from the start."""
        return self.cables / self.seconds if self.seconds else 0.0

    @property
    def bytes_per_second(self) -> float:
        """Bytes a second, from the start."""
        return self.bytes / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """An estimate from the share done, or None where too little is done to tell."""
        return self.seconds * (1 - self.share) / self.share if self.share > 0.01 else None


class Summary(msgspec.Struct, frozen=True):
    """What an ingest did.

    ``new`` cables were not held before; ``renditions`` were new of cables that were; ``known`` are
    renditions met again, byte for byte; ``changed`` files held other bytes than at the last ingest; ``failed``
    is what could not be read (``cablegram failures``); ``without`` files hold no cable.
    """

    files: int = 0
    new: int = 0
    renditions: int = 0
    known: int = 0
    changed: int = 0
    failed: int = 0
    without: int = 0
    seconds: float = 0.0


class Share(msgspec.Struct, frozen=True):
    """How far any other work on an archive is: what is being done, how many are done, and of how many."""

    doing: str
    done: int
    of: int


OnShare = Callable[[Share], None]
