"""Passing lines: for whom, at which agency and office, the message is meant (07BEIJING2463 has fourteen)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from cablegram.codebooks.agencies import agencies
from cablegram.model import Finding, Passing, Span

from .passing_words import (
    INITIAL_AND_SURNAME,
    is_given_name,
    is_person,
    is_title,
    known_agency,
    nearest_agency,
)

# State for …; State also for EUR; STATE PASS TO USTR; PLEASE PASS TO AMEMBASSY LIMA
_VERB = re.compile(
    r"(?<! )(?: ++(?:ALSO|PLEASE|PLS))*+ ++(?P<verb>FOR|PASS)(?: ++(?:ALSO|TO|FOR)(?= ))*+(?= )"
)
_PIECE = re.compile(r"(?:[^,;()]++|\([^()]*+\)?+)++")
_AND = re.compile(r" (?:AND|and|And|&)(?= )")
_DASH = re.compile(r" -+|-+ |^-+|-+$")  # EAP/CM - JYamomoto, but J-5
_AMONG = re.compile(r"[,;/&]| AND ", re.I)  # (GUHA, SMITH), (JOHNSON/SMITH)
_BREAK = re.compile(r"[,;:\n]|\.(?=\s)| AND(?= )", re.I)
_INITIALLED = re.compile(r" (?:[A-Z]\. ?){1,2}[A-Z][\w'’\-]+$")  # SENIOR DIRECTOR C. COURVILLE
_FIRST_WORD = re.compile(r"[\w.&]+")
_LINKS = frozenset({"AND", "FOR", "PASS", "TO", "&"})
_OPENINGS = frozenset({"THIS", "THE", "A", "AN", "NOT", "ACTION", "REQUEST", "SEE"})
_LONGEST_AGENCY = 4  # words: DEPARTMENT OF HOMELAND SECURITY
_SURNAME = 4  # letters that make a name at a post, which has few offices: LONDON FOR TSOU
_LONGEST = 4000  # characters of a statement; the longest seen, all lines of 07BEIJING2463 reflowed, has 700
_OPENING = 200  # characters that show what a statement is


class _Reader(NamedTuple):
    """Who is to read the message, and where in the statement the narrowest of the three stands."""

    agency: str | None
    office: str | None
    person: str | None
    start: int
    end: int


class _Clause(NamedTuple):
    """An agency and the stretch of the statement that says for whom there; of PASS that may be agencies."""

    agency: str | None
    start: int
    end: int
    names_agencies: bool


def read_passing(
    view: str, raw: str, lines: Iterable[tuple[int, int]], findings: list[Finding]
) -> list[Passing]:
    """Read the passing lines among ``lines``, (start, end) offsets of stripped lines in order.

    One Passing a person; an office without a person, or an agency without both, is one too. The
    agency is in capitals, the Department under its one name STATE; office and person are as
    typed. ``as_found`` is the narrowest of the three that stands in one piece for this reader
    alone: the person, else the office, else the agency. A wrapped line is read with the one it
    continues. A line that is no passing line gives a Passing with ``as_found`` only and the
    finding ``line-unread``.
    """
    passing: list[Passing] = []
    for start, end in _statements(view, lines):
        text = view[start:end]
        readers, repaired = _read(text) if end - start <= _LONGEST else ((), None)
        span = Span(start, end)
        if not readers:
            passing.append(Passing(as_found=raw[start:end], span=span))
            findings.append(Finding("line-unread", "Neither a caption nor a passing line.", span))
            continue
        if repaired:
            findings.append(Finding("agency-repaired", f"The agency is read as {repaired}.", span))
        for agency, office, person, at, stop in readers:
            at, stop = start + at, start + stop
            passing.append(Passing(agency, office, person, as_found=raw[at:stop], span=Span(at, stop)))
    return passing


def _statements(view: str, lines: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join each line with those that continue it."""
    start = end = -1
    for line_start, line_end in lines:
        if start >= 0 and _continues(view, start, end, line_start):
            end = line_end
            continue
        if start >= 0:
            yield start, end
        start, end = line_start, line_end
    if start >= 0:
        yield start, end


def _continues(view: str, start: int, end: int, line: int) -> bool:
    between = view[end:line]
    if not between.isspace():
        return False
    if view[end - 1] in ",;-/(" or view[line] == "-":
        return True
    if between.count("\n") > 1:
        return False
    if view[line].islower() and not view[start].islower():
        return True
    last = view[max(start, end - 5) : end].split()
    if last and last[-1].upper() in _LINKS:
        return True
    return end - start <= _OPENING and view.count("(", start, end) > view.count(")", start, end)


@lru_cache(4096)
def _read(text: str) -> tuple[tuple[_Reader, ...], str | None]:
    """Return the readers a statement names, and the agency's name where that had to be repaired.

    Remembered because posts repeat their lines in every cable.
    """
    flat = text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    clauses, repaired = _clauses(flat)
    return tuple(reader for clause in clauses for reader in _readers(flat, clause)), repaired


def _clauses(flat: str) -> tuple[list[_Clause], str | None]:
    """Split a statement where an agency and FOR or PASS begin; none when it does not begin that way."""
    # A blank on either side, so that a verb may begin or end the statement: offsets are one more there.
    padded = f" {flat.upper() if flat.isascii() else flat} "
    clauses: list[_Clause] = []
    agency = repaired = None
    begin = -1
    passed_on = False
    for verb in _VERB.finditer(padded):
        at, after = max(verb.start() - 1, 0), verb.end() - 1
        if begin < 0:
            agency, repaired = _first_agency(flat[:at].strip())
            if agency is None and at:
                break
        else:
            named, named_at = _agency_before(flat, begin, at)
            if named is None:
                continue
            clauses.append(_Clause(agency, begin, named_at, passed_on))
            agency = named or agency
        begin = after
        passed_on = verb["verb"] == "PASS"
    if begin >= 0:
        clauses.append(_Clause(agency, begin, len(flat), passed_on))
        return clauses, repaired
    return _without_verb(flat), None


def _first_agency(text: str) -> tuple[str | None, str | None]:
    """Return the agency a statement begins with, known or a few words in capitals, and again if repaired."""
    if not text or len(text) > 60:
        return None, None
    known = known_agency(text)
    if known is not None:
        return known, None
    repaired = nearest_agency(text.upper())
    if repaired is not None:
        return repaired, repaired
    words = text.split()
    if text.isupper() and len(words) < _LONGEST_AGENCY and words[0] not in _OPENINGS:
        return " ".join(words), None
    return None, None


def _agency_before(flat: str, start: int, end: int) -> tuple[str | None, int]:
    """Return the agency named right before a further verb and where it begins.

    None when there is none, so that FOR is part of an office's name (National Coordinator for
    IPR Enforcement); an empty string when the verb follows a separator, the agency understood.
    """
    begin = start
    strong = False
    for separator in _BREAK.finditer(flat, max(start, end - 80), end):
        begin = separator.end()
        strong = separator[0] in ";."
    text = flat[begin:end].strip()
    if not text:
        return ("", begin) if begin > start else (None, start)
    words = text.split()
    known = known_agency(text) if len(words) <= _LONGEST_AGENCY else None
    if known is None and strong and text.isupper() and len(words) < _LONGEST_AGENCY:
        known = " ".join(words)
    if known is not None:
        return known, begin
    for count in (3, 2, 1):
        last = " ".join(words[-count:])
        if len(words) > count and last.upper() in agencies():
            return known_agency(last), flat.rindex(words[-count], begin, end)
    return None, start


def _without_verb(flat: str) -> list[_Clause]:
    """Read ``DEPT NEA/MAG (JOHNSON), INR (HOFSTATTER)`` and ``LOC/Copyright Office - MPoor``."""
    word = flat[:_OPENING].split(None, 1)[0]
    head = word if word.upper() in agencies() else word.partition("/")[0]
    if head.upper() not in agencies():
        return []
    rest = flat[len(head) : _OPENING]
    if "/" not in rest and "(" not in rest and not _DASH.search(rest):
        return []
    return [_Clause(known_agency(head), len(head) + (rest[0] == "/"), len(flat), False)]


def _readers(flat: str, clause: _Clause) -> Iterator[_Reader]:
    """Yield the readers a clause names; a bare name belongs to the office named just before it."""
    agency = clause.agency
    office: str | None = None
    waiting: tuple[int, int] | None = None  # place of an office where nobody has been named yet
    shortest = INITIAL_AND_SURNAME if agency is None or agency in agencies() else _SURNAME
    for piece in _pieces(flat, clause.start, clause.end):
        start, end = _stripped(flat, *piece)
        if start == end:
            continue
        text = flat[start:end]
        passed_to = _agency_passed_to(text) if clause.names_agencies else None
        if passed_to is not None:
            if waiting:
                yield _Reader(agency, office, None, *waiting)
            agency, length = passed_to
            office = waiting = None
            if length == len(text):
                yield _Reader(agency, None, None, start, end)
                continue
            start, end = _stripped(flat, start + length, end)
            text = flat[start:end]
        length, persons, closed = _parts(text, shortest)
        if length:
            if waiting:
                yield _Reader(agency, office, None, *waiting)
            office, waiting = " ".join(text[:length].split()), (start, start + length)
        for at, stop in persons:
            waiting = None
            yield _Reader(agency, office, " ".join(text[at:stop].split()), start + at, start + stop)
        if closed:
            office = None
    if waiting:
        yield _Reader(agency, office, None, *waiting)


def _pieces(flat: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split at commas, semicolons and AND, brackets kept whole: one office, one person or both each."""
    pieces: list[tuple[int, int]] = []
    for match in _PIECE.finditer(flat, start, end):
        at, stop = match.span()
        links = [link.span() for link in _AND.finditer(flat, at, stop)]
        if links:
            for (link_start, link_end), (next_link, _) in pairwise((*links, (stop, stop))):
                if _stands_alone(flat[link_end:next_link].strip()):
                    pieces.append((at, link_start))
                    at = link_end
        pieces.append((at, stop))
    return pieces


def _stands_alone(text: str) -> bool:
    """Tell whether what follows AND is a reader, or the end of an office's name (Oceans and Environment)."""
    return not text.isalpha() or not text.istitle() or is_person(text)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place without the blanks and marks around it."""
    bare = text[start:end].strip(" .:/")
    start = text.index(bare, start)
    return start, start + len(bare)


def _parts(text: str, shortest: int) -> tuple[int, list[tuple[int, int]], bool]:
    """Return where the office at the start of a piece ends (0: none), the places of the persons, and
    whether a bracket closes their list."""
    bracket = text.find("(")
    if bracket >= 0:
        close = text.find(")", bracket)
        inside = _among(text, bracket + 1, len(text) if close < 0 else close)
        return len(text[:bracket].rstrip(" -")), inside, True
    dash = _DASH.search(text)
    if dash is not None:
        return dash.start(), _among(text, dash.end(), len(text)), False
    at = _name_at(text, shortest)
    return len(text[:at].rstrip(" /")), [(at, len(text))] if at < len(text) else [], False


def _name_at(text: str, shortest: int) -> int:
    """Return where a name begins that stands behind its office without a mark, its length when none does."""
    slash = text.rfind("/")
    blank = text.find(" ", slash + 1)
    if slash < 0 and is_person(text, shortest):
        return 0
    first = text[slash + 1 : blank]
    if blank > 0 and first.isupper() and not is_title(first) and not is_given_name(first):
        if is_person(text[blank + 1 :], _SURNAME):  # EEB/ESC/IEC GALLOGLY
            return blank + 1
    elif slash > 0 and is_person(text[slash + 1 :], INITIAL_AND_SURNAME - 1):  # MAC 3204/LRigoli
        return slash + 1
    initialled = _INITIALLED.search(text, max(slash, 0))
    return initialled.start() + 1 if initialled else len(text)


def _among(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the places of the names a bracket or a dash introduces."""
    places: list[tuple[int, int]] = []
    for separator in _AMONG.finditer(text, start, end):
        places.append(_stripped(text, start, separator.start()))
        start = separator.end()
    places.append(_stripped(text, start, end))
    return [place for place in places if place[0] < place[1]]


def _agency_passed_to(text: str) -> tuple[str, int] | None:
    """Return the agency a target of PASS begins with, and the length of its name."""
    whole = known_agency(text)
    if whole is not None:
        return whole, len(text)
    first = _FIRST_WORD.match(text)
    entry = agencies().get(first[0].upper()) if first else None
    return (entry.stands_for or entry.name, len(first[0])) if first and entry else None
