"""Message reference numbers: ``07BEIJING2463`` and every form, damaged ones too, that number is met in."""

from __future__ import annotations

import re
from functools import cache

import msgspec
from rapidfuzz.distance import OSA

from cablegram import codebooks

PIVOT = 60
"""Two-digit years from here on are of the last century: published numbers run from 66 to 10."""
LONGEST = 120
"""Characters: three times the longest of 251,287 published numbers (08ACCRA001382SUSPECTEDDUPLICATE1392)."""
SHORTEST_TAIL = 4
"""Letters of the tail of a classification before a post: SIFIED (09SIFIEDABUJA1673) has six."""

_REMEDY = "write year, post and number, as in 07BEIJING2463"
_PUBLISHED = re.compile(r"(\d\d)([A-Z]+)([1-9]\d{0,7})")  # 07BEIJING2463
_COLLECTION = re.compile(r"_[A-E]$")  # 1975STATE036519_b (PlusD)
_SEPARATORS = re.compile(r"[^A-Z0-9]+")  # 10-OTTAWA-57 (REF of 10OTTAWA cables); '08 BUENOS AIRES 1491
_YEAR = re.compile(  # 07BEIJING2463, 1975STATE036519, 7575LIBREVILLE1895
    r"(?P<year>19[6-9]\d|20[0-5]\d|\d\d)(?P<again>(?P=year))? ?(?=[A-Z0-9])"
)
_SECTION = re.compile(  # 08SCTION02OF04NAIROBI1373, 09SECTION02F02BRUSSELS1639, 09SECTIOQ1OF06HARARE876
    r"(?P<word>[A-Z]{0,8}?) ?[\dQ]{1,2} ?(?:[OQGD0]?F|O) ?\d{1,2} ?(?=[A-Z])"
)
_POST_AND_NUMBER = re.compile(
    r"(?P<post>[01]?[A-Z][A-Z01 ]*?) ?(?P<number>(?:(?<= )O)?\d{1,8})"  # 08 COTON0U 348, 02 LAGOS O1512
    r"(?: ?(?:"
    r"(?:TO|SEC)[A-Z]{2,4} ?\d.*|"  # 90STATE255577TOSEC140323: the travelling Secretary's own number
    r"Z(?:DK|FR).*|"  # 07OSLO000160ZDK164: sent again as 164
    r"SUSPECTED ?DUPLICATE ?(?P<second>\d{1,8})"  # 08ACCRA001382SUSPECTEDDUPLICATE1392
    r"))?"
)


class MRNError(ValueError):
    """A text that is no message reference number; the message says what is missing and what to write."""


class MRN(msgspec.Struct, frozen=True, eq=False):
    """A message reference number: year, post (its slug in the posts codebook), number of the year.

    ``as_found`` is the text it was read from, ``repairs`` says in words what was wrong with it. Two of
    them are equal when they number the same cable: 09USEUBRUSSELS1639 and 09BRUSSELS1639 are one series.
    """

    year: int
    post: str
    number: int
    as_found: str = ""
    repairs: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str, year: int | None = None) -> MRN:
        """Return the number ``text`` stands for; ``year`` (four digits) is used where the text has none.

        Read are the published form and its damaged families, text forms (``07 BEIJING 2463``, ``BEIJING
        002463``), National Archives document numbers (``1975STATE036519``, ``1976NEWDE01234``) with or
        without the collection of their publisher (``_b``). Raise MRNError for anything else.
        """
        if (usual := _PUBLISHED.fullmatch(text)) and codebooks.post(usual[2]):
            return cls(_full_year(usual[1]), usual[2], int(usual[3]), text)
        if len(text) > LONGEST:
            raise MRNError(f"{text[:40]!r}… is too long for a message reference number; {_REMEDY}")
        plain = _SEPARATORS.sub(" ", _COLLECTION.sub("", text.strip().upper())).strip()
        if known := codebooks.garbled_number(plain):
            return msgspec.structs.replace(cls.parse(known), as_found=text, repairs=("known garbled number",))
        return _read(plain, text, year)

    def __str__(self) -> str:
        return f"{self.year % 100:02d}{self.post}{self.number}"

    @property
    def series(self) -> str:
        """The number with its post's series in place of the post: equal for two numbers of one cable."""
        entry = codebooks.post(self.post)
        return f"{self.year % 100:02d}{entry.series if entry else self.post}{self.number}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MRN) and self.year == other.year and self.series == other.series

    def __hash__(self) -> int:
        return hash(self.series)


def read_mrn(text: str, year: int | None = None) -> MRN | None:
    """Return the message reference number ``text`` stands for, or ``None``; see MRN.parse."""
    try:
        return MRN.parse(text, year)
    except MRNError:
        return None


def _read(plain: str, text: str, year: int | None) -> MRN:
    repairs: list[str] = []
    rest = plain
    if dated := _YEAR.match(plain):
        year = _full_year(dated["year"])
        rest = plain[dated.end() :]
        if dated["again"]:
            repairs.append("year written twice")
    rest = _drop_prefixes(rest, repairs)
    parts = _POST_AND_NUMBER.fullmatch(rest)
    if parts is None:
        raise MRNError(f"{text!r} has no post followed by a number; {_REMEDY}")
    if year is None:
        raise MRNError(f"{text!r} has no year; {_REMEDY}, or give the year apart")
    number = int(parts["second"] or parts["number"].replace("O", "0"))
    if dropped := rest[parts.end("number") :].strip():
        repairs.append(f"{dropped} after the number dropped")
    if number == 0:
        raise MRNError(f"{text!r} has the number 0; {_REMEDY}")
    post = _post(parts["post"], text, repairs, published=bool(dated) and " " not in plain)
    return MRN(year, post, number, text, tuple(repairs))


def _drop_prefixes(rest: str, repairs: list[str]) -> str:
    while True:
        prefix = _caption().match(rest) or _SECTION.match(rest)
        word = (prefix and prefix.groupdict().get("word")) or ""
        if prefix is None or (word and OSA.distance(word, "SECTION") > 2):
            return rest
        repairs.append(f"{prefix[0].strip()} before the post dropped")
        rest = rest[prefix.end() :]


@cache
def _caption() -> re.Pattern[str]:
    """Return the pattern of captions and levels, or their tails: 06EFTOBAKU1165, 85NOFORNMOGADISHU1643."""
    spreads = ("transmission", "distribution", "dissemination")
    words = {
        entry.caption for entry in codebooks.captions() if entry.kind in spreads and entry.caption.isalpha()
    }
    levels = (form for level in codebooks.levels() for form in level.forms if form.isalpha())
    words |= {form[i:] for form in levels for i in range(len(form) - SHORTEST_TAIL + 1)}
    return re.compile(rf"(?:{'|'.join(sorted(words, key=len, reverse=True))}) ?(?=[A-Z])")


def _post(name: str, text: str, repairs: list[str], published: bool) -> str:
    """Return the slug of a post's ``name``; a name in no codebook stands only in the published form."""
    found = codebooks.find_post(name)
    if found is None:
        if published and name.isalpha():
            return name
        raise MRNError(f"{text!r} names no known post: {name!r}; {_REMEDY}")
    if found.how == "repaired":
        repairs.append(f"post {name} read as {found.slug}")
    return found.slug


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= PIVOT else 2000)
