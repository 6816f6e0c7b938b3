"""Where results go: standard output, as styled text or as lines of JSON."""

from __future__ import annotations

import sys
from typing import Any

import msgspec
from rich.console import Console

_JSON = msgspec.json.Encoder()


def console() -> Console:
    """Return standard output for styled text; nothing in a text is taken for markup, an emoji or a number."""
    return Console(markup=False, emoji=False, highlight=False)


def json_line(value: Any) -> None:
    """Write ``value`` as one line of JSON in UTF-8."""
    sys.stdout.buffer.write(_JSON.encode(value) + b"\n")


def number(count: int, one: str, many: str | None = None) -> str:
    """Return ``1 cable``, ``2,000 cables``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def size(count: float) -> str:
    """Return a number of bytes as people write it: 4.2 MB."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if count < 1000 or unit == "GB":
            break
        count /= 1000
    return f"{count:,.0f} {unit}" if unit == "bytes" or count >= 100 else f"{count:,.1f} {unit}"


def duration(seconds: float) -> str:
    """Return a time as people write it: 9 s, 3:07 min, 2:05 h."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02d} min"
    return f"{whole // 3600}:{whole % 3600 // 60:02d} h"
