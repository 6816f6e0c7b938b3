"""What identity is decided on: a rendition's number, date, sender, subject and a sketch of its text, in 200 bytes."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from struct import pack
from typing import Literal
from zlib import crc32

import msgspec

from cablegram import codebooks
from cablegram.model import Cable, Given
from cablegram.parse import MRN, read_mrn

SUBJECT = 32
"""Letters kept of a subject: some five words."""
HASHES = 24
"""Hashes kept of a text's shingles: where half are shared, the estimate is within 0.2 nineteen times in twenty."""
SHORTEST = 120
"""Letters below which the words of two texts say nothing of whose they are: two lines, or ``TEXT NOT AVAILABLE``."""

# A shingle is twenty letters behind IN, about four words. Where they stand is decided by the text itself, so
# that a lost word, another page line or another line width moves none of the others; and IN stands in English
# of any age, telegraphic or not, and in Spanish and French, every fifty letters.
_SHINGLES = re.compile(rb"IN(.{20})").findall
_CAPITALS = bytes(byte - 32 if 97 <= byte <= 122 else byte for byte in range(256))
_NO_LETTERS = bytes(byte for byte in range(256) if not chr(byte).isascii() or not chr(byte).isalpha())
# 07OSLO000160ZDK164, 08MADRID000762ZFR763, 08ACCRA001382SUSPECTEDDUPLICATE1392
_TWICE = re.compile(r"\d{2}([A-Z]+?)0*(\d+)(?:ZDK|ZFR|SUSPECTEDDUPLICATE)0*(\d+)\Z")
_REPAIRS = frozenset({"number-repaired", "post-repaired"})
_AGAIN = frozenset({"ZDK", "ZEL", "ZFD", "ZFR", "ZOJ"})
_MINUTE = 60

NumberFrom = Literal["message", "page-line", "publisher", ""]


class Fingerprint(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One rendition, as far as deciding whose rendition it is needs it.

    ``mrn`` is the canonical number, ``series`` the same with the post's series (one for 07TAIPEI2462 and
    07AITTAIPEI2462), ``number_from`` who states it, ``repaired`` whether a slip in it was mended, ``also`` the
    series of other numbers it goes by (the publisher's, or the second of 07OSLO000160ZDK164). ``date`` counts
    minutes since 1970 UTC, and is the date-time group's if ``dated``, else the publisher's. ``post`` is the
    sender's series. ``subject`` has letters alone, at most SUBJECT of them. ``sections`` are those a line is seen
    of, ``first`` the one the text begins with, ``of`` how many were sent. ``corrected`` is a CORRECTED COPY, ``again``
    a message that an operating signal or the publisher's number says was sent again. ``letters`` is the length of
    the text, ``digest`` identifies it (letters alone, ignoring case), ``sketch`` holds the smallest hashes of its
    shingles, three bytes each. ``coverage`` is in hundredths.
    """

    mrn: str | None = None
    series: str | None = None
    number_from: NumberFrom = ""
    repaired: bool = False
    also: tuple[str, ...] = ()
    date: int | None = None
    dated: bool = False
    post: str | None = None
    subject: str = ""
    sections: tuple[int, ...] = ()
    first: int = 1
    of: int = 1
    corrected: bool = False
    again: bool = False
    partial: bool = False
    headed: bool = False
    redactions: int = 0
    letters: int = 0
    digest: bytes = b""
    sketch: bytes = b""
    coverage: int = 100

    @property
    def name(self) -> str:
        """What a cable without number is called: ``unnumbered-`` and twelve digits of its text's digest."""
        return self.mrn or f"unnumbered-{self.digest.hex()}"


def fingerprint(cable: Cable, text: str, given: Given) -> Fingerprint:
    """Return the fingerprint of a rendition: ``cable`` as parsed from ``text`` under the publisher's ``given``."""
    number = read_mrn(cable.mrn) if cable.mrn else None
    published = _published(given.mrn) if given.mrn and given.mrn != cable.mrn else _UNPUBLISHED
    place = cable.found.get("mrn")
    stated: NumberFrom = ""
    repaired = False
    if place is not None:
        stated = "page-line" if place.as_found[:4].upper() == "PAGE" else "message"
        repaired = any(finding.code in _REPAIRS and finding.span in place.spans for finding in cable.findings)
    elif number is not None:
        stated, repaired = "publisher", published.repaired
    series = number.series if number else None
    letters = _letters("\n".join([paragraph.text for paragraph in cable.paragraphs]) or text)
    hashes = sorted(set(map(crc32, _SHINGLES(letters))))[:HASHES] if len(letters) >= SHORTEST else []
    sections = cable.sections
    sent = cable.transmission
    station = cable.from_
    post = number.post if number else station.post if station else None
    return Fingerprint(
        mrn=cable.mrn,
        series=series,
        number_from=stated,
        repaired=repaired,
        also=tuple([name for name in published.series if name != series]),
        date=_minutes(cable.date, given.date) if cable.date else None,
        dated="date" in cable.found,
        post=_series(post) if post else None,
        subject=_letters(cable.subject)[:SUBJECT].decode() if cable.subject else "",
        sections=tuple([section.number for section in sections]),
        first=sections[0].number if sections else 1,
        of=sections[0].of if sections else 1,
        corrected=any(caption.kind == "correction" for caption in cable.captions),
        again=published.again
        or (sent is not None and any(signal.code in _AGAIN for signal in sent.operating_signals)),
        partial=cable.partial,
        headed=station is not None,
        redactions=len(cable.redactions),
        letters=len(letters),
        digest=sha256(letters).digest()[:6],
        sketch=_packed(hashes),
        coverage=int(cable.coverage * 100),
    )


class _Published(msgspec.Struct, frozen=True):
    """What a publisher's number says: every number it holds, as series, and whether it tells of two transmissions."""

    series: tuple[str, ...] = ()
    repaired: bool = False
    again: bool = False


_UNPUBLISHED = _Published()


def _published(text: str) -> _Published:
    number = read_mrn(text)
    if number is None:
        return _UNPUBLISHED
    series = [number.series]
    again = False
    if number.repairs and (twice := _TWICE.match(text.strip().upper())):
        again = True
        series += [
            _other(number, int(digits)) for digits in twice.group(2, 3) if int(digits) != number.number
        ]
    return _Published(tuple(series), bool(number.repairs), again)


def _other(number: MRN, digits: int) -> str:
    return msgspec.structs.replace(number, number=digits).series


@lru_cache(maxsize=1024)
def _series(post: str) -> str:
    entry = codebooks.post(post)
    return entry.series if entry else post


def _minutes(date: datetime, published: datetime | None) -> int:
    """Return minutes since 1970; a publisher's day stays that day, whatever zone its midnight is in (format B5)."""
    if date is published and date.hour == date.minute == 0:
        date = date.replace(tzinfo=UTC)
    return int(date.timestamp()) // _MINUTE


def _letters(text: str) -> bytes:
    """Return the letters of ``text`` in capitals: what line ends, blanks, marks and accents cannot change."""
    return text.encode("ascii", "ignore").translate(_CAPITALS, _NO_LETTERS)


def _packed(hashes: list[int]) -> bytes:
    """Return the upper three bytes of each."""
    packed = bytearray(pack(f">{len(hashes)}I", *hashes))
    del packed[3::4]
    return bytes(packed)


class Overlap(msgspec.Struct, frozen=True, gc=False):
    """How far two texts share their words, estimated from their sketches.

    ``shared`` of the ``compared`` shingles of the one with fewer are in the other too; ``alike`` is shared
    over all compared (Jaccard), ``within`` shared over the fewer (how much of one is in the other).
    """

    compared: int
    shared: int
    alike: float
    within: float


_NOTHING = Overlap(0, 0, 0.0, 0.0)


def overlap(a: Fingerprint, b: Fingerprint) -> Overlap:
    """Compare the texts of two renditions by the smallest hashes of their shingles (bottom-k sketches)."""
    one, other = _hashes(a.sketch), _hashes(b.sketch)
    if not one or not other:
        return _NOTHING
    # Below this both sketches hold every shingle of their text.
    full = 3 * HASHES
    limit = min(
        one[-1] if len(a.sketch) == full else _ALL,
        other[-1] if len(b.sketch) == full else _ALL,
    )
    first, second = ({value for value in values if value <= limit} for values in (one, other))
    shared, fewer = len(first & second), min(len(first), len(second))
    if not fewer:
        return _NOTHING
    return Overlap(fewer, shared, shared / len(first | second), shared / fewer)


_ALL = b"\xff\xff\xff\xff"


def _hashes(sketch: bytes) -> list[bytes]:
    return [sketch[at : at + 3] for at in range(0, len(sketch), 3)]
