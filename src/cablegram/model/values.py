"""What a cable says, without where it stands: for comparing messages laid out differently."""

from __future__ import annotations

from typing import Any

import msgspec

from .cable import Cable

_PLACES = frozenset({"as_found", "span", "text_span", "found", "findings", "coverage", "pages", "marks"})


def values(cable: Cable) -> dict[str, Any]:
    """Return the cable as plain data without places, findings and marks of its journey."""
    plain = msgspec.to_builtins(cable)
    assert isinstance(plain, dict)
    return {key: _strip(item) for key, item in plain.items() if key not in _PLACES}


def _strip(item: Any) -> Any:
    if isinstance(item, dict):
        return {key: _strip(value) for key, value in item.items() if key not in _PLACES}
    if isinstance(item, (list, tuple)):
        return [_strip(value) for value in item]
    return item
