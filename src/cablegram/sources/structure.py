"""What makes a text a cable, and where in a text one begins.

A cable is known by its elements, each on a line of its own: the transmission lines, the date-time
group, the originator and the addressees above the text, the classification line with post and
number, and the labels E.O., TAGS and SUBJECT below it. A single one proves nothing (an essay may
quote it); 3,070 of 3,071 header lines of 232 published cables are one of these, and all of 243
have the classification line. Asked for here:

- the classification line and two more elements, or two of the labels and one more element, or one
  of the labels below three of the elements above;
- above the text no prose between the elements: lines that quote a header to explain it stand apart;
- where prose goes before, as in an e-mail with a cable in it, the text must be there too: the
  labels and a first paragraph. Lines set off by ``>``, indented as code or fenced are quotations.
"""

from __future__ import annotations

import re
from functools import cache

from cablegram import codebooks

ABOVE = frozenset({"transmission", "dtg", "originator", "addressee", "page", "partial"})
BELOW = frozenset({"order", "tags", "subject"})
BEGINS = frozenset(
    {"transmission", "dtg", "originator", "classification", "page", "partial", "note", "banner"}
)

_GAP = 3_000  # between two elements: passing lines and references have hundreds, a distribution list 700

WINDOW = 24_000
"""Characters the elements of one header are looked for in: one of 300 addressees has 12,000."""

_CANDIDATES = 40  # an essay may quote many a line; each try costs a window
_PROSE = re.compile(r"[a-z]{2,20} [a-z]{2,20} [a-z]{2,20} ")
_FENCES = ("```", "~~~", "'''", '"""')
# VZCQXRO12, OQ RUEHCN RUEHGH: capitals with a number or a routing indicator
_DAMAGED = re.compile(r"[^a-z\n]{0,60}(?:\d|\b[QR][A-Z]{3,7}\b)[^a-z\n]{0,60}")
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_CAVEATS = r"(?:[ /]{1,3}(?:E ?F ?T ?O|NOFORN|EXDIS|NODIS|STADIS|LIMDIS|SENSITIVE)\b){0,3}+"
_END = r"(?=[ \t\\]*(?:\n|\Z))"


@cache
def _level() -> str:
    """Return the alternation of the classification words; their letters may stand apart."""
    words = {form.replace(" ", "") for entry in codebooks.levels() for form in entry.forms}
    return "|".join(" ?".join(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _classification() -> str:
    """Return the pattern of the line that names class, post and number (5 FAH-1 H-246).

    ``UNCLAS SECTION 01 OF 02 BEIJING 002463`` (07BEIJING2463), ``UNCLASSIFIED   STATE   00100153``
    (09STATE100153); a number of six digits also where a reflowed copy runs on (07MOSCOW1704).
    """
    return (
        rf"(?:{_level()})(?![A-Z]){_CAVEATS}(?P<middle>(?:[A-Z0-9 /]{{0,40}}\d(?= +[A-Z]))?)"
        r" {1,4}(?P<post>[A-Z][A-Z .'-]{1,30}?) {0,4}"
        r"(?P<number>\d{3,8}(?=[ \t\\]*(?:\n|\Z)| TO[A-Z]{3} )|\d{6}(?![\d/]))"
    )


@cache
def classification_line() -> re.Pattern[str]:
    """Return the same pattern compiled, its groups ``middle``, ``post`` and ``number``."""
    return re.compile(_classification(), re.I)


@cache
def _patterns() -> dict[str, str]:
    """Return the pattern of each element, which stands at the beginning of a line."""
    return {
        "addressee": r"[QR][A-Z]{3,7}/[A-Z]{2}|(?:TO|INFO) (?-i:[A-Z]{2})",
        # VZCZCXRO3702 / OO RUEHCN RUEHGH / DE RUEHBJ #2463/01 1030813 / ZNR UUUUU ZZH (07BEIJING2463)
        "transmission": rf"V?ZCZC ?[A-Z]{{2,3}} ?\d{{3,4}}(?:{_END}|(?=OO|PP|RR|ZZ))"
        rf"|(?:OO|PP|RR|ZZ)(?: [QR][A-Z]{{3,7}})+{_END}"
        r"|DE [QR][A-Z]{3,7} ?#? ?\d{3,4}|ZN[RY] [A-Z]{5}\b",
        # O 130813Z APR 07 (07BEIJING2463); O 032116 Z APR 73 (copies of 1973)
        "dtg": r"[ZOPR](?: [ZOPR]){0,3} ?\d{6} ?Z ?[A-Z][A-Z0-9]{2,8} ?\d\d",
        "originator": r"FM [A-Z]{2}",
        # PAGE 01        CAPE T  00097  01 OF 03  182017Z (90CAPETOWN97)
        "page": r"PAGE 01 {1,12}[A-Z]{2}",
        "classification": rf"(?=[CLRSTU])(?i:{_classification()})",
        "banner": rf"(?=[CLRSTU])(?i:{_level()})(?: {{1,9}}PTO\d+)?(?=\s{{1,9}}PAGE 01 )",
        "partial": r"This record is a partial",
        "note": rf"Note - PII|Declassified/Released|{_DAY}, \d\d [A-Z][a-z]{{2,8}} \d{{4}}, \d\d:\d\d{_END}",
        "order": r"E\.? ?[Oo0]\.? ?\d{4,5}",
        "tags": r"[TA](?i:AGES|AGS?|AS|ABS|GS) ?[:;,]",
        "subject": r"[SU](?i:UBJ(?:ECT)?|BJ(?:ECT)?) ?[:;]",
        "paragraph": r"¶? ?1 ?[.):]",
        "end": rf"N{{3,5}}(?:MAFVVZCZ)?{_END}",  # 73TEHRAN7005 has NNN
    }


@cache
def _any_of(names: frozenset[str], any_case: bool) -> re.Pattern[str]:
    """Return the pattern of a line feed and a line that is one of these elements, named by its group.

    Header lines are in capitals; only a text without any (a copy folded to lower case) is read in
    ``any_case``, which takes thrice the time. What begins the text is a capital and either (04ANKARA348).
    """
    likely = "" if any_case else "(?=[\"' \x01-\x08\x0b-\x1f¶1ACDEFILMNOPQRSTUVZ])"
    lines = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _patterns().items() if name in names)
    begin = rf"""\n{likely}[ "'\x01-\x08\x0b-\x1f]{{0,3}}+"""
    return re.compile(f"{begin}(?:{lines})", re.I if any_case else re.NOFLAG)


_ALL = ABOVE | BELOW | BEGINS | {"paragraph", "end"}
# How many of each a header has at most: continued, printed twice, stamped; addressees may be hundreds.
_MOST = dict.fromkeys(_ALL, 4) | {"addressee": 500, "transmission": 8, "dtg": 1, "originator": 1, "end": 0}
_BOUNDARIES = BEGINS | {"end"}
_CAPITALS = re.compile(r"[A-Z]{2}|[A-Z] [A-Z] [A-Z]")

Element = tuple[str, int]
"""The name of an element and the offset of its line."""


def next_boundary(text: str, start: int) -> Element | None:
    """Return the first element from ``start`` on that a message may begin with, or the ``end`` of one."""
    match = _any_of(_BOUNDARIES, _is_folded(text, start)).search(text, start)
    return (match.lastgroup or "", match.start() + 1) if match else None


def _is_folded(text: str, start: int) -> bool:
    return _CAPITALS.search(text, start, start + 500) is None


def outline(text: str, start: int) -> list[Element]:
    """Return the elements of the header at ``start``, which follows a line feed, down to its first paragraph.

    A header that a later section repeats has none: it ends where another message's begins, with an
    element there are too many of.
    """
    found: list[Element] = []
    left = _MOST.copy()
    last, text_begun = start, False
    for match in _any_of(_ALL, _is_folded(text, start)).finditer(text, start - 1, start + WINDOW):
        name, at = match.lastgroup or "", match.start() + 1
        left[name] -= 1
        if left[name] < 0 or at - last > _GAP or (text_begun and name == "transmission"):
            break
        found.append((name, at))
        if name == "paragraph":
            break
        last, text_begun = at, text_begun or name in BELOW
    return found


def find_cable(text: str) -> int | None:
    """Return the offset at which the first cable in ``text`` begins, or ``None`` if it holds none."""
    padded = "\n" + text
    top = len(padded) - len(padded.lstrip())
    tried = 0
    for match in _any_of(_ALL, _is_folded(padded, 0)).finditer(padded):
        name, at = match.lastgroup, match.start() + 1
        if name in BEGINS or (name in BELOW and at <= top):
            before = padded[:at]
            if not any(before.count(fence) % 2 for fence in _FENCES):
                start = first_line(padded, at, 1)
                if is_cable(padded, outline(padded, start), embedded=_is_prose(before)):
                    return start - 1
            tried += 1
            if tried == _CANDIDATES:
                break
    return None


def is_cable(text: str, found: list[Element], *, embedded: bool = False) -> bool:
    """Tell whether an ``outline`` is that of a cable; the rule is at the top of this module."""
    names = {name for name, _ in found}
    above, below = len(names & ABOVE), len(names & BELOW)
    if embedded:
        enough = below >= 2 and above + below >= 3 and "paragraph" in names
    elif "classification" in names:
        enough = above + below >= 2
    else:
        enough = (below >= 2 and above + below >= 3) or (below == 1 and above >= 3)
    return enough and (not names.isdisjoint(("partial", "note")) or not _is_explained(text, found, embedded))


def _is_explained(text: str, found: list[Element], embedded: bool) -> bool:
    """Tell whether prose stands between the lines of a header; one in lower case throughout is left alone.

    Above the text there is none; below its first line a handling sentence may stand, unless the
    whole is ``embedded`` in prose anyhow.
    """
    below = [at for name, at in found if name in BELOW or name == "classification"]
    header = text[found[0][1] : below[-1 if embedded else 0]]
    if header.isupper() or header.islower():
        return False
    return 4 * len(_PROSE.findall(header)) > header.count("\n")


def _is_prose(before: str) -> bool:
    """Tell whether what stands before a cable is a text of its own rather than a title or a damaged line."""
    return before.count("\n") >= 5 or _PROSE.search(before) is not None


def first_line(text: str, at: int, after: int) -> int:
    """Return where the message with its first element at ``at`` begins: damaged lines above are its own."""
    for _ in range(3):
        above = max(after, text.rfind("\n", after, at - 1) + 1)
        if above >= at or text.startswith("VZCZC", at) or not _DAMAGED.fullmatch(text, above, at - 1):
            break
        at = above
    return at


def unglued(text: str) -> str:
    """Return ``text`` with the line end restored that an export lost between header and text.

    ``AIT TAIPEI 9222UNCLAS SECTION 01 OF 02 BEIJING 011971`` (01BEIJING11971), ``AMEMBASSY PARISUNCLAS HARARE
    002906`` (00HARARE2906).
    """
    match = _glued().search(text, 0, WINDOW)
    return f"{text[: match.start()]}\n{text[match.start() :]}" if match else text


@cache
def _glued() -> re.Pattern[str]:
    return re.compile(rf"(?<=[A-Z0-9/])(?={_classification()})")
