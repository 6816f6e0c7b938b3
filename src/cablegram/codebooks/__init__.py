"""The controlled vocabularies of cables, as data: each book one CSV file, each row with its authority."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from . import post_names
from .entries import (
    CaptionEntry,
    CollectiveEntry,
    DesignatorEntry,
    ExemptionEntry,
    GarbledEntry,
    LevelEntry,
    OrderEntry,
    PortionEntry,
    PostEntry,
    PrecedenceEntry,
    SignalEntry,
    StationEntry,
    TagEntry,
)
from .loader import CodebookError, read_book
from .post_names import PostMatch, find_post

__all__ = [
    "CaptionEntry",
    "CodebookError",
    "ExemptionEntry",
    "LevelEntry",
    "OrderEntry",
    "PortionEntry",
    "PostEntry",
    "PostMatch",
    "PrecedenceEntry",
    "SignalEntry",
    "StationEntry",
    "TagEntry",
    "captions",
    "collectives",
    "designators",
    "exemptions",
    "find_post",
    "garbled_number",
    "levels",
    "orders",
    "portions",
    "post",
    "posts",
    "precedences",
    "signals",
    "station",
    "stations",
    "tag",
    "tags",
]


@cache
def tags() -> Mapping[str, TagEntry]:
    """Return the TAGS book by code or multi-word term, in capitals."""
    return MappingProxyType({row.code: row for row in read_book("tags", TagEntry)})


def tag(code: str) -> TagEntry | None:
    """Return what the TAGS book says of a code or term (any case), or ``None``."""
    return tags().get(code) or tags().get(code.upper())


@cache
def posts() -> Mapping[str, PostEntry]:
    """Return the posts by slug."""
    return MappingProxyType(post_names.posts())


def post(slug: str) -> PostEntry | None:
    """Return the post of that slug, or ``None``; for any other spelling use find_post."""
    return post_names.posts().get(slug)


@cache
def stations() -> Mapping[str, StationEntry]:
    """Return the routing indicators by code."""
    return MappingProxyType({row.code: row for row in read_book("routing_indicators", StationEntry)})


def station(routing_indicator: str) -> StationEntry | None:
    """Return the station of a routing indicator, or ``None``."""
    return stations().get(routing_indicator)


@cache
def captions() -> tuple[CaptionEntry, ...]:
    """Return the captions."""
    return read_book("captions", CaptionEntry)


@cache
def collectives() -> frozenset[str]:
    """Return the names that stand for several addressees without saying so."""
    return frozenset(row.name for row in read_book("collectives", CollectiveEntry))


@cache
def designators() -> frozenset[str]:
    """Return the words that stand before a post's name in an address (``AMEMBASSY``)."""
    return frozenset(row.word for row in read_book("designators", DesignatorEntry))


@cache
def precedences() -> tuple[PrecedenceEntry, ...]:
    """Return the precedences, highest first."""
    return read_book("precedences", PrecedenceEntry)


@cache
def signals() -> tuple[SignalEntry, ...]:
    """Return the operating signals."""
    return read_book("operating_signals", SignalEntry)


@cache
def orders() -> tuple[OrderEntry, ...]:
    """Return the executive orders on classification, oldest first."""
    return read_book("executive_orders", OrderEntry)


@cache
def exemptions() -> tuple[ExemptionEntry, ...]:
    """Return the reasons to classify and the exemptions from declassification, by order."""
    return read_book("exemptions", ExemptionEntry)


@cache
def levels() -> tuple[LevelEntry, ...]:
    """Return the classification levels, lowest first."""
    return read_book("classification_levels", LevelEntry)


@cache
def portions() -> tuple[PortionEntry, ...]:
    """Return the portion markings."""
    return read_book("portion_marks", PortionEntry)


@cache
def _garbled() -> dict[str, str]:
    return {row.published: row.canonical for row in read_book("garbled_numbers", GarbledEntry)}


def garbled_number(published: str) -> str | None:
    """Return the canonical number of a published one that no rule can read (06ASTANA), or ``None``."""
    return _garbled().get(published)
