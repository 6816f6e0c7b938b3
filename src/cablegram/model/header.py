"""What stands above the text of a cable: transmission, addressees, markings, references."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from .places import Located


class RoutingIndicator(Located, frozen=True):
    """A station the message was relayed to (format line 2); not an addressee."""

    code: str


class OperatingSignal(Located, frozen=True):
    """A Z-code of format lines 4 and 5 with what follows it, such as ``ZUI RUEWMCE1074 1581702``."""

    code: str
    arguments: tuple[str, ...] = ()


class Transmission(Located, frozen=True):
    """Format lines 1 to 4 (ACP 127; 5 FAH-2 H-321).

    ``id`` is the whole transmission identifier (``VZCZCXRO3702``), ``channel`` its trigraph,
    ``channel_serial`` its four digits as text. ``station_serial`` is the cable's number modulo
    10,000, ``filed`` the Julian filing time in UTC, ``security`` the five-letter classification
    group of format line 4 with its special-handling designator after a slash, if any.
    The places of the single fields are in ``Cable.found`` under ``transmission.<field>``.
    """

    id: str | None = None
    channel: str | None = None
    channel_serial: str | None = None
    precedence: str | None = None
    relayed_to: tuple[RoutingIndicator, ...] = ()
    originator: str | None = None
    station_serial: int | None = None
    section: int | None = None
    filed: datetime | None = None
    security: str | None = None
    operating_signals: tuple[OperatingSignal, ...] = ()


class Precedence(msgspec.Struct, frozen=True, gc=False):
    """Action and info precedence of format line 5, as words (FLASH … ROUTINE)."""

    action: str | None = None
    info: str | None = None


class Station(Located, frozen=True):
    """The originator (format line 6): plain-language address designator, routing indicator, post."""

    name: str
    routing_indicator: str | None = None
    post: str | None = None


class Addressee(Located, frozen=True):
    """One action or info addressee (format lines 7 and 8; 5 FAH-2 H-321.7).

    ``precedence`` is only what the address line itself says; ``serial`` the consecutive number
    kept for this addressee, as text (``0075``); ``offices`` the symbols between double slashes;
    ``exclusions`` the names exempted from a collective (XMT).
    """

    name: str
    routing_indicator: str | None = None
    post: str | None = None
    precedence: str | None = None
    serial: str | None = None
    offices: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    collective: bool = False
    delivery: str | None = None


class Classification(Located, frozen=True):
    """Overall classification of the text (5 FAH-2 H-220): ``level`` from the codebook, caveats apart."""

    level: str
    caveats: tuple[str, ...] = ()


class Section(Located, frozen=True):
    """One section of a cable sent in parts, with the line that says so."""

    number: int
    of: int


class PageLine(Located, frozen=True):
    """A page or section line the text was cut by.

    ``kind`` is ``section`` (``BEIJING 00002463 002 OF 002``), ``page`` (``PAGE 02 ROME 01196 …``)
    or ``relay`` (``PAGE 02 RUEHFRA2440 …``). ``time`` is the printed page's, in UTC.
    """

    kind: str
    number: int | None = None
    of: int | None = None
    page: int | None = None
    station: str | None = None
    serial: int | None = None
    time: datetime | None = None


class Caption(Located, frozen=True):
    """A distribution or handling caption (5 FAH-2 H-250, H-440): ``SIPDIS``, ``NOFORN`` …

    ``note`` is what follows the caption on its line (what a corrected copy corrects).
    """

    caption: str
    kind: str | None = None
    note: str | None = None


class Passing(Located, frozen=True):
    """One reader named in a passing line: agency, office, person; an unread line keeps only ``as_found``."""

    agency: str | None = None
    office: str | None = None
    person: str | None = None


class ExecutiveOrder(Located, frozen=True):
    """The classification-order line. ``as_found`` is its value, without the label.

    ``kind`` is one of na, date, event, oadr, gds, xgds, exemption, downgrade, declassified,
    unknown. ``declassify_on`` is the date stated (of declassification, done or due).
    """

    order: str | None = None
    kind: str = "unknown"
    declassify_on: date | None = None
    event: str | None = None
    exemptions: tuple[str, ...] = ()
    authority: str | None = None
    office: str | None = None


class Tag(Located, frozen=True):
    """A TAGS term: ``kind`` is subject, program, geo, org, person, term or unknown."""

    code: str
    kind: str
    name: str | None = None


class Reference(Located, frozen=True):
    """One item of the REF section.

    ``kind``: cable, email, memo, letter, report, tel, fax, book, web, dtg, airgram, other.
    ``mrn`` is set for kind cable (year inferred from the citing cable where not stated),
    ``text`` is the item in one line as a person would cite it, ``caption`` is NOTAL and the like,
    ``title`` a parenthesis that names the cited message, ``date`` a date the item states.
    """

    kind: str
    text: str
    letter: str | None = None
    mrn: str | None = None
    caption: str | None = None
    and_previous: bool = False
    title: str | None = None
    date: datetime | None = None


class Authority(Located, frozen=True):
    """A person who classified the text, with the title the line gives.

    ``name`` is as typed (a word broken by a hard line wrap mended), ``normal`` its usual spelling:
    not all capitals, misread characters corrected (LEE 0. COLDREN: Lee O. Coldren, 96STATE183372).
    """

    name: str
    title: str | None = None
    normal: str | None = None


class ClassifiedBy(Located, frozen=True):
    """The classification authority line: who, why (section ``1.4``, letters a to h), derived from what."""

    authorities: tuple[Authority, ...] = ()
    section: str | None = None
    reasons: tuple[str, ...] = ()
    derived_from: str | None = None
