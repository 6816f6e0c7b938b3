"""Checks that every value of a cable stands where it says it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from cablegram.model import Cable, ExecutiveOrder, Finding, Found, Located, Paragraph, Span

MAY_BE_EMPTY = (ExecutiveOrder, Paragraph)
"""What a label or a number announces though nothing follows it."""


def structs(value: Any) -> Iterator[msgspec.Struct]:
    """Yield every struct inside ``value``, at any depth."""
    if isinstance(value, msgspec.Struct):
        yield value
        for name in value.__struct_fields__:
            yield from structs(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from structs(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from structs(item)


def check_places(cable: Cable, raw: str) -> None:
    """Assert ``raw[span] == as_found`` for every value and that no place lies outside ``raw``."""
    for value in structs(cable):
        match value:
            case Located():
                assert value.span is not None, f"no place: {value}"
                assert value.span.of(raw) == value.as_found, value
                assert value.as_found or isinstance(value, MAY_BE_EMPTY), f"found in nothing: {value}"
            case Found():
                assert value.spans, f"no place: {value}"
                assert all(span.of(raw) == value.as_found for span in value.spans), value
            case Finding(span=Span() as span):
                assert 0 <= span.start <= span.end <= len(raw), value
        if isinstance(value, Paragraph) and value.text_span is not None and value.span is not None:
            assert value.span.start <= value.text_span.start <= value.text_span.end <= value.span.end, value
    assert 0.0 <= cable.coverage <= 1.0, cable.coverage
