"""What a publisher says of a cable, kept apart from what the message says."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Given(msgspec.Struct, frozen=True, omit_defaults=True):
    """A publisher's own metadata.

    ``date`` and ``released`` are as precise and as zoned as the publisher's; ``other`` holds
    everything without a field of its own, under the publisher's label.
    """

    mrn: str | None = None
    date: datetime | None = None
    classification: str | None = None
    origin: str | None = None
    year: int | None = None
    title: str | None = None
    released: datetime | None = None
    tags: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    other: dict[str, str] = {}
