"""The schema of the codebooks: one frozen struct a book, one field a column."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

Code = Annotated[str, msgspec.Meta(min_length=1)]
Slug = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]+$")]
Year = Annotated[int, msgspec.Meta(ge=1789, le=2099)]
MessageNumber = Annotated[str, msgspec.Meta(pattern=r"^\d\d[A-Z]+[1-9]\d*$")]
Indicator = Annotated[str, msgspec.Meta(pattern=r"^[QR][A-Z]{3,7}$")]
TagKind = Literal["subject", "program", "geo", "org", "term"]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What every row of every book says: who has it so, and how sure it is.

    ``authority`` is one handbook section, list or cable. ``confidence`` is ``read`` (the authority says
    so), ``inferred`` (concluded from use) or ``common`` (common knowledge of the field, no document named).
    ``example`` is a published cable that shows the row at work.
    """

    authority: Annotated[str, msgspec.Meta(min_length=1)]
    confidence: Literal["read", "inferred", "common"] = "read"
    example: MessageNumber | None = None
    note: str | None = None


class TagEntry(Entry, frozen=True, kw_only=True):
    """A TAGS code or term (5 FAH-3). ``country`` is ISO 3166-1 alpha-2 for a geographic code (FIPS 10-4).

    ``status``: ``current`` (in the last list), ``historic`` (withdrawn), ``seen`` (in use, in no list),
    ``error`` (a misspelling; ``stands_for`` is the code that was meant).
    """

    code: Code
    kind: TagKind
    name: str | None = None
    status: Literal["current", "historic", "seen", "error"] = "current"
    country: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{2}$")] | None = None
    stands_for: str | None = None


class PostEntry(Entry, frozen=True, kw_only=True):
    """A sender of numbered cables: a post, a mission, a delegation, the Department, another agency.

    ``slug`` is the spelling used in message reference numbers; two posts of one ``series`` number their
    cables together (BRUSSELS and USEUBRUSSELS). ``plad`` is the plain-language address designator,
    ``page_code`` the six characters of Department page lines (blanks count: ``CAPE T``), ``lat`` and
    ``lon`` the city's, in degrees. ``first_year`` and ``last_year`` are those of cables seen.
    """

    slug: Slug
    series: Slug
    name: str
    kind: Literal[
        "embassy", "consulate", "mission", "office", "delegation", "interests section", "department", "agency"
    ]
    city: str | None = None
    country: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{2}$")] | None = None
    plad: str | None = None
    routing_indicators: tuple[Indicator, ...] = ()
    page_code: Annotated[str, msgspec.Meta(max_length=6)] | None = None
    lat: Annotated[float, msgspec.Meta(ge=-90, le=90)] | None = None
    lon: Annotated[float, msgspec.Meta(ge=-180, le=180)] | None = None
    first_year: Year | None = None
    last_year: Year | None = None
    earlier_names: tuple[Slug, ...] = ()


class AliasEntry(Entry, frozen=True, kw_only=True):
    """Another spelling of a post's name: capitals and digits only, as blanks and marks are removed first."""

    spelling: Annotated[str, msgspec.Meta(pattern=r"^[A-Z0-9]+$")]
    slug: Slug
    kind: Literal["abbreviation", "variant", "typo"]


class DesignatorEntry(Entry, frozen=True, kw_only=True):
    """A word that stands before a post's name in an address (``AMEMBASSY``) and is no part of the name."""

    word: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]+$")]
    kind: Literal["embassy", "consulate", "mission", "office", "interests section"]


class CollectiveEntry(Entry, frozen=True, kw_only=True):
    """A name that stands for several addressees (5 FAH-2 H-321) without the word COLLECTIVE or ALL."""

    name: Code


class StationEntry(Entry, frozen=True, kw_only=True):
    """A routing indicator (ACP 117); ``also`` are the names the station serves besides ``name``."""

    code: Indicator
    name: str
    also: tuple[str, ...] = ()
    kind: Literal["post", "department", "collective", "pseudo", "agency", "military", "allied", "station"]
    post: Slug | None = None


class CaptionEntry(Entry, frozen=True, kw_only=True):
    """A caption (5 FAH-2 H-250, H-440); ``pattern`` is what its line looks like, read ignoring case."""

    caption: Code
    kind: str
    pattern: str
    meaning: str | None = None


class PrecedenceEntry(Entry, frozen=True, kw_only=True):
    """A precedence (5 FAH-1 H-221): its word, its letter in the DTG line, its prosign in format line 2."""

    word: Code
    letter: Annotated[str, msgspec.Meta(pattern=r"^[ZOPR]$")]
    prosign: Annotated[str, msgspec.Meta(pattern=r"^(ZZ|OO|PP|RR)$")]
    rank: int
    pattern: str


class SignalEntry(Entry, frozen=True, kw_only=True):
    """An operating signal (ACP 131); ``lines`` are the format lines it is seen on."""

    signal: Code
    meaning: str | None = None
    lines: tuple[str, ...] = ()
    sample: str | None = None


class OrderEntry(Entry, frozen=True, kw_only=True):
    """An executive order on classified national security information; ``amends`` is the order it changes."""

    order: Annotated[str, msgspec.Meta(pattern=r"^\d{5}$")]
    title: str
    signed: date | None = None
    effective: date | None = None
    replaced: date | None = None
    amends: str | None = None
    markings: tuple[str, ...] = ()
    line: str | None = None


class ExemptionEntry(Entry, frozen=True, kw_only=True):
    """An order's reason to classify (``1.4(b)``) or exemption from declassification (``X1``, ``25X1``)."""

    order: Annotated[str, msgspec.Meta(pattern=r"^\d{5}$")]
    code: Code
    kind: Literal["reason", "exemption", "schedule"]
    text: str
    section: str | None = None


class LevelEntry(Entry, frozen=True, kw_only=True):
    """A classification level (5 FAH-2 H-220), lowest rank first.

    ``forms`` are its spellings, ``group`` the five letters of format line 4, ``letter`` its portion mark.
    """

    level: Code
    rank: int
    forms: tuple[str, ...]
    group: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{5}$")] | None = None
    letter: str | None = None


class PortionEntry(Entry, frozen=True, kw_only=True):
    """A portion marking without its brackets, in canonical spelling; ``forms`` are those met with."""

    mark: Code
    level: Code
    forms: tuple[str, ...] = ()
    meaning: str | None = None


class GarbledEntry(Entry, frozen=True, kw_only=True):
    """A published number no rule can read, with the number the cable bears."""

    published: Code
    canonical: MessageNumber
