"""Dates as publishers write them."""

from __future__ import annotations

from datetime import datetime


def read_date(text: str | None, *layouts: str) -> datetime | None:
    """Return ``text`` read by the first of the ``strptime`` layouts that fits, or ``None``."""
    for layout in layouts:
        try:
            return datetime.strptime((text or "").strip(), layout)
        except ValueError:
            continue
    return None
