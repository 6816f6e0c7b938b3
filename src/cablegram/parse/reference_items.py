"""What an item of a REF section can look like: a cable's number in all its spellings, or another document."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import NamedTuple

from cablegram import codebooks
from cablegram.codebooks import PostMatch

# The gap before an item: ", " "; " ": " (72TEHRAN1164) " / " " and " "-      " (02COLOMBO2314), but no rule.
_GAP = r"""
    (?P<gap>[\s,;:.&/+*•¶–—\\)\]]*+ (?:-{1,2}+(?!-)[\s¶]*+)? (?:\(?(?:AND|[Aa]nd|ALSO|[Aa]lso)\b[\s¶]*+)?)
"""
# A. | A) | (A) | [A] | A: | A - | A/ | A WELLINGTON (06WELLINGTON725) | REF A STATE (09LONDON2697); doubled:
# A. A) | A. (A) (09RIODEJANEIRO357) | A. A: (09PANAMA176) | A. REF: (03KATHMANDU2366) | B. B (10HAVANA9).
# Behind it, at times, the portion marking of what is cited: A. (C) STATE 123.
_LETTER = r"""
    (?:R(?:EF|ef)(?:TEL|tel)?\s++)?
    [(\[]?\s?(?P<letter>[A-Za-z]|[1-9](?=\)))
    (?:\s?[)\].:,]++ | (?:/|\s-)(?=\s) | (?<=[A-Z])(?=\s++(?:['’(\d]|[A-Za-z0][A-Za-z0])))
    [\s¶]*+
    (?:R(?:EF|ef)\b:?\s*+)?
    (?:[(\[]?(?P=letter)(?:\s?[)\].:,]++\s*+|\s++))?
    (?:\((?:SBU|[CSU](?://?NF)?)\)\s*+)?
"""
# 05 | 2005 | '08 (09BUENOSAIRES66) | (99) (01VATICAN5095) | O4, a letter for the zero
_YEAR = r"(?:['’‘`]?\d\d | (?:19|20)\d\d | [Oo]\d | \(\s?['’]?\d\d(?:\d\d)?\s?\))"
# Zero and letter O are typed for each other: SANTIAG0 465 (06SANTIAGO439), 0TTAWA 3518 (06OTTAWA2420); but
# the zero of 09CAIRO0561 (10CAIRO195) begins the number. A-077 (72TEHRAN4789) is an airgram, no word.
_WORD = r"""
    (?![Oo]\d|[Cc]?[Aa]-\d)(?:[A-Za-z]|0(?=[A-Za-z]))
    [A-Za-z'’]*+ (?:0(?!\d)[A-Za-z'’]*+)*+ (?:\.(?<=\b[Ss][Tt].))?
"""
# RIO \n\nDE JANEIRO (04BRASILIA2680), PORT-OF-SPAIN (07KINGSTON393); no post's name has more than six words.
_NAME = rf"{_WORD} (?:[\s-]++{_WORD}){{0,5}}+"
# LAGOS O1512 (02ABUJA2651). A date is no number (E-MAIL 10/15/07), nor is a date-time group.
_SERIAL = r"(?!\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b) (?P<serial>[Oo]?\d[\dOo]{0,7}) (?!\d|\s?[Zz]\b)"

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MONTH = rf"(?:{'|'.join(_MONTHS)})"
# 251847Z MAR 08 (08BRASILIA429) | 12/01/09 (09DUBLIN524) | MAY 15, 1972 (72TEHRAN4789) | 5 MAY 1972
_DATE = rf"""
    (?P<dtg>\d{{6}})\s?Z\s*+(?P<dtg_month>{_MONTH})[A-Z]*+[\s,]*+(?P<dtg_year>(?:19|20)\d\d|\d\d)\b
  | (?P<m>\d{{1,2}})[/-](?P<d>\d{{1,2}})[/-](?P<y>(?:19|20)\d\d|\d\d)\b
  | \b(?P<month>{_MONTH})[A-Z]*+\.?\s++(?P<day>\d{{1,2}})(?:ST|ND|RD|TH)?[\s,]++
    (?P<year_then>(?:19|20)\d\d|\d\d)\b
  | \b(?P<day_first>\d{{1,2}})\s++(?P<then_month>{_MONTH})[A-Z]*+[\s.,]++(?P<then_year>(?:19|20)\d\d|\d\d)\b
"""

LETTER = re.compile(_LETTER, re.X)
GAP = re.compile(_GAP, re.X)
# 06 SAO PAULO 1059 | 10-OTTAWA-57 (10OTTAWA79) | 2005PANAMA2342 (06PANAMA1518) | STATE: 73097 (02VATICAN1975)
# | STATE (01) 201265 | STATE 05 201265 | KUWAIT (C)02293. ``closed``: nothing more is said of it, a letter or
# the end follows; ``section``: "001.2 OF 002" makes it a section line (08TRIPOLI564).
CABLE = re.compile(
    rf"""{_GAP} (?:{_LETTER})? (?:(?P<year>{_YEAR})[\s/-]*+(?=[A-Za-z0]))? (?P<name>{_NAME})
    (?:\s*+\(\s?(?:(?P<inner>\d\d(?:\d\d)?)|[A-Z/]{{1,6}})\s?\))? [\s:,.\#-]*+
    (?:(?P<middle>\d\d)\s++(?=\d{{3,6}}\b))? {_SERIAL}
    (?:(?P<closed>(?=[\s;,]*+(?:¶?\s?[(\[]?[A-Z1]\s?[)\].:]|\Z)))
      | (?P<section>\s++\d{{3}}(?:\.\d)?\s++OF\s++\d{{3}}))?""",
    re.X,
)
# 870 Ulaanbaatar (06ULAANBAATAR881)
SERIAL_FIRST = re.compile(
    rf"(?P<serial>\d{{1,6}})\s++(?P<name>{_WORD}(?:[\s-]++{_WORD}){{0,3}})(?!\s*+\d)", re.X
)
# AND 2764 (04BRASILIA2863), /935 (07KABUL1033)
NUMBER = re.compile(rf"\#?{_SERIAL}(?!\w|\s?[.)]\s*\()", re.X)
# TEHRAN'S A-077 OF MAY 15, 1972 (72TEHRAN4789); STATE CA-3400 NOV 2, 1966 (66BUENOSAIRES2481)
AIRGRAM = re.compile(
    rf"(?:{_NAME}\s++)?C?A-\d{{1,5}}\b (?:[\s,]*+(?:(?:OF|DATED)\s++)?(?:{_DATE}))?", re.X | re.I
)
ENDS = re.compile(r"[ \t\r]*+(?:[,;.(\n]|\Z|[(\[]?[A-Z][)\].:])")

_DATED = re.compile(_DATE, re.X | re.I)
# ASUNCION 701 (08) (09SAOPAULO558); QUITO 4525-91 (06QUITO1920); PANAMA 00789/08 (09PANAMA176);
# BERLIN 101-104; AMMAN 07718 99, (02AMMAN5966)
_SUFFIX = re.compile(
    r"""\s*+\(\s?['’]?(?P<in_brackets>(?:19|20)\d\d|\d\d)\s?\)
      | \s++(?:OF|of)\s++(?P<of>(?:19|20)\d\d)\b
      | (?P<sign>\s?[/–-]\s?|\s++(?:THROUGH|THRU|through|thru|TO|to)\s++)['’]?(?P<joined>\d{1,6})(?![\d/])
      | [ \t]++['’]?(?P<bare>\d\d)(?=\s*+(?:[,;]|\Z|[(\[]?[A-Z][)\].:]))""",
    re.X,
)
# LAKHDHIR E-MAIL 12/01/09 (09DUBLIN524); MITCHELL/SIMS TELCON 02/16/2010 (10SANAA317); OSD REPORT DTG 251847Z
# MAR 08 (08BRASILIA429); 9 FAM Appendix K, 406 (6) (09SAOPAULO332); SECDEF MSG DTG 301601z SEP 08
_KIND = re.compile(
    r"""(?P<email>\bE[- ]{0,2}MAILS?\b)
      | (?P<tel>\bTELE?CONS?\b|\bTELEPHONE|\bPHONE|\bCALLS?\b)
      | (?P<fax>\bFAX(?:ES)?\b|\bFACSIMILE)
      | (?P<memo>\bMEMO(?:S|RANDUM|RANDA)?\b|\bMEMCONS?\b)
      | (?P<letter>\bLETTERS?\b|\bLTR\b)
      | (?P<report>\bREPORT|\bIIRS?\b|\bTDX?-?\d|\bOSC\b|\bFBIS\b|\bPOINTS\b|\bINCSR\b)
      | (?P<book>\bFA[MH](?:-\d)?\b|\bCFR\b|\bHANDBOOK\b|\bMANUAL\b)
      | (?P<web>https?://|\bwww\.)
      | (?P<dtg>\bDTG\b|\d{6}\s?Z\s?[A-Z]{3})""",
    re.X | re.I,
)
# Words that number something else: UNSCR 1559, ARTICLE 98, MAY 15.
_NO_SENDER = re.compile(
    r"\b(?:UNSCR?|UNGA|INFCIRC|[NH]SPD|PDD|EO|RESOLUTION|ARTICLES?|SECTIONS?|PARA(?:S|GRAPHS?)?|PAGES?|PARTS?|TITLE|PUBLIC|LAW|ITEMS?|"
    r"NOTE|JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)\b|(?:UARY|EMBER|OBER|MARCH|APRIL|AUGUST)\b",
    re.I,
)
# COLOMBO CABLES 0266 (03COLOMBO1516)
_AROUND_NAME = re.compile(
    r"\A(?:SEE\s+|ALSO\s+)+"
    r"|(?:\s+(?:CABLES?|TELEGRAMS?|TELS?|MSGS?|MESSAGES?|NOS?|NR|NUMBERS?|EXDIS|NODIS|LIMDIS))+\Z",
    re.I,
)
_DIVIDED = re.compile(r"(?<=\w)-[ \t]*+\n\s*+(?=\w)")
_NO_DIGIT = re.compile(r"[^0-9]+")

LAST_YEAR = 2029
"""The last year a two-digit number is taken for where the year of the citing cable is not known."""
LONGEST_NAME = 48
"""Characters: AMEMBASSY BANDAR SERI BEGAWAN, the longest address of a post, has 29; line ends widen it."""
LONGEST_RANGE = 50
"""Numbers in a range: BERLIN 101-104 is one, BERLIN 101-9000 two numbers and a hyphen."""


class Suffix(NamedTuple):
    """What is joined to a cable's number: its year, or the last number of a range."""

    year: int | None = None
    last: int | None = None


class Tail(NamedTuple):
    """What follows a cable's number and belongs to it."""

    caption: str | None = None
    previous: bool = False
    title: str | None = None
    letter: str | None = None
    date: datetime | None = None


NO_SUFFIX, NO_TAIL = Suffix(), Tail()


@lru_cache(maxsize=4096)
def find_sender(name: str) -> PostMatch | None:
    """Return the post a name in a reference means, words around it (``COLOMBO CABLES``) left out."""
    if len(name) > LONGEST_NAME:
        return None
    bare = _AROUND_NAME.sub("", name)
    match = codebooks.find_post(bare)
    if match is not None and match.how == "repaired" and _numbers_documents(bare):
        return None
    return match


def may_send(name: str) -> bool:
    """Tell whether a name in no codebook can be a sender's: capitals, and no word for a document in it."""
    return name.isupper() and len(name) > 2 and not _numbers_documents(name)


def _numbers_documents(name: str) -> bool:
    return _KIND.search(name) is not None or _NO_SENDER.search(name) is not None


def kind_of(text: str) -> str:
    """Return the kind of document named: email, tel, fax, memo, letter, report, book, web, dtg or other."""
    match = _KIND.search(text)
    return match.lastgroup or "other" if match else "other"


def in_one_line(text: str) -> str:
    """Return ``text`` with its blanks collapsed; a word divided behind its hyphen is one again."""
    if "\n" in text:
        text = _DIVIDED.sub("-", text)
    return " ".join(text.split())


def full_year(digits: str) -> int:
    """Return the year ``08``, ``'08``, ``O4``, ``(99)`` or ``2009`` means; two digits from 60 on are 19yy."""
    number = int(digits if digits.isdecimal() else _NO_DIGIT.sub("", digits.upper().replace("O", "0")))
    if number > 99:
        return number
    return number + (1900 if number >= 60 else 2000)


def number_of(serial: str) -> int:
    """Return the number of ``00593`` or ``O1512``."""
    return int(serial if serial.isdecimal() else serial.upper().replace("O", "0"))


def read_suffix(view: str, pos: int, end: int, serial: str, year: int | None) -> tuple[Suffix, int]:
    """Read what is joined to ``serial``: a year not after that of the citing cable, or the end of a range."""
    match = _SUFFIX.match(view, pos, end)
    if match is None:
        return NO_SUFFIX, pos
    if digits := match["in_brackets"] or match["of"] or match["bare"]:
        return Suffix(year=full_year(digits)), match.end()
    sign, digits = match["sign"], match["joined"]
    if len(sign) == 1 and len(digits) in (2, 4) and 1960 <= full_year(digits) <= (year or LAST_YEAR):
        return Suffix(year=full_year(digits)), match.end()
    if "/" in sign or (1 < len(sign) < 4 and len(digits) < 3):  # TOKYO 123 - 04 TOKYO 5
        return NO_SUFFIX, pos
    first = number_of(serial)
    last = int(str(first)[: -len(digits)] + digits)
    if first < last <= first + LONGEST_RANGE:
        return Suffix(last=last), match.end()
    return NO_SUFFIX, pos


def read_tail(view: str, pos: int, end: int) -> tuple[Tail, int]:
    """Read caption, title, date and "and previous" behind a cable's number."""
    tail = NO_TAIL
    while (match := _tails().match(view, pos, end)) is not None:
        pos, kind = match.end(), match.lastgroup
        if kind in ("caption", "marked"):
            tail = tail._replace(caption=match[kind].upper())
        elif kind == "previous":
            tail = tail._replace(previous=True)
        elif kind == "letter":
            tail = tail._replace(letter=match["letter"].upper())
        elif kind == "dated":
            tail = tail._replace(date=date_in(match["dated"]))
        elif kind in ("title", "quoted"):
            tail = tail._replace(title=in_one_line(match[kind]).strip('"“” ') or None)
    return tail, pos


@cache
def _tails() -> re.Pattern[str]:
    # (NOTAL) | CIRCULAR | PARA 4 | (REF A) | AND PREVIOUS | OF MAY 15, 1972 | ("A SPLENDID LITTLE VISIT")
    words = (entry.caption for entry in codebooks.captions() if entry.caption.isalpha())
    levels = (entry.level for entry in codebooks.levels() if entry.level.isalpha())
    caption = "|".join(("NOTAL", *words, *levels))
    portion = r"(?:SBU|LOU|[CS]//?NF)"  # of what is cited, unless a paragraph begins with it
    return re.compile(
        rf"""[^\S\n]*+(?:\n[^\S\n]*+)?(?:
            \(\s?(?P<caption>(?:{caption})(?:[\s/,]++(?:{caption}))*+
              | {portion}(?=\s?\)[^\S\n]*+(?:[,;\n]|\Z)))\s?\)
          | (?<=[^\S\n])[-,]?\s?(?P<marked>NOTAL|CIRCULAR|EXDIS|NODIS|LIMDIS)\b
          | ,?\s?(?P<paragraph>PARA(?:GRAPH)?S?\s\d{{1,2}}(?:\s?-\s?\d{{1,2}})?)\b
          | \(REF\s?(?P<letter>[A-Z])\)
          | [,(]?\s*+(?:AND|ET|&)\s++(?P<previous>PREV(?:IOUS)?|EARLIER|SEQ)\b\.?(?:\s?\))?
          | [,(]?\s*+(?:(?:OF|DATED|ON|DTG)\b\s*+:?\s*+)*+(?P<dated>{_DATE})\)?
          | \((?!\s?(?:[A-Z]|{portion})\s?\)|AND\s\d)
            (?P<title>(?:[^()]{{1,300}}+|\([^()]{{0,80}}\)){{1,5}}+)\)
          | (?:[:,-]\s?)?["“](?P<quoted>[^"”]{{2,300}}+)["”]
        )""",
        re.X | re.I,
    )


def date_in(text: str) -> datetime | None:
    """Return the first date stated in full: in UTC from a date-time group, else midnight without a zone."""
    for match in _DATED.finditer(text):
        part = {name: value.upper() for name, value in match.groupdict().items() if value}
        try:
            return _group_date(part) if "dtg" in part else _calendar_date(part)
        except ValueError:
            continue
    return None


def _group_date(part: dict[str, str]) -> datetime:
    group, month = part["dtg"], _MONTHS.index(part["dtg_month"]) + 1
    day, hour, minute = int(group[:2]), int(group[2:4]), int(group[4:])
    return datetime(full_year(part["dtg_year"]), month, day, hour, minute, tzinfo=UTC)


def _calendar_date(part: dict[str, str]) -> datetime:
    if "m" in part:
        return datetime(full_year(part["y"]), int(part["m"]), int(part["d"]))
    month = _MONTHS.index(part.get("month") or part["then_month"]) + 1
    year, day = part.get("year_then") or part["then_year"], part.get("day") or part["day_first"]
    return datetime(full_year(year), month, int(day))
