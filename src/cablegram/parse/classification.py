"""The classification line of the text: level, caveats, section, post and number (5 FAH-1 H-246)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from cablegram import codebooks
from cablegram.model import Classification, Finding, Section, Span

_CAVEATS = r"(?:[ /]+(?:E ?F ?T ?O|NO ?FORN|EXDIS|NODIS|STADIS|LIMDIS|SENSITIVE|FOUO|NOCONTRACT)\b)*"
_CAVEATS_BEHIND = re.compile(_CAVEATS, re.I)
_SECTION = re.compile(r"\s+SECTION\s+(\d\d)\s+OF\s+(\d\d)(?=\s)", re.I)
# SECTIO, SQCTION, 02F02, 0QF05: published ids such as 09SECTION02F02BRUSSELS1639 keep the damage.
_DAMAGED_SECTION = re.compile(r"\s+S?[A-Z]{3,8}\s?(\d{1,2})\s?[A-Z0-9]{0,2}?\s?(\d{1,2})(?=\s+[A-Z])", re.I)
_POST_AND_NUMBER = re.compile(r"\s+([A-Z][A-Z .'\-]{0,40}?)(\s*)(\d{3,8})(?![\d/.])", re.I)
_TRAVEL = re.compile(r"\s+(TO(?:SEC|SHU|ECO|[A-Z]{3}) ?\d+(?:/TO[A-Z]{3} ?\d+)*)", re.I)
_NUMBER_ENDS = re.compile(r"[A-Z].*\s\d{3,8}\s*$", re.I)
_SINGLE_LETTERS = re.compile(r"(?:[A-Z] ){3,}[A-Z](?![A-Z])", re.I)
_WORDS = re.compile(r"[A-Z]+(?: [A-Z]+){0,2}", re.I)


class ClassificationLine(NamedTuple):
    """What the line says; ``stop`` is the offset behind it (behind the number, where text runs on)."""

    classification: Classification
    section: Section | None
    post: str
    number: str
    number_span: Span
    travel_serial: Span | None
    start: int
    stop: int


def _spaced(word: str) -> str:
    """Return a pattern for ``word`` whose letters may stand apart (``C O N F I D E N T I A L``)."""
    return r"\s+".join(r" ?".join(part) for part in word.split())


@cache
def _levels() -> dict[str, str]:
    forms = {
        form.replace(" ", "").upper(): entry.level for entry in codebooks.levels() for form in entry.forms
    }
    return dict(sorted(forms.items(), key=lambda item: -len(item[0])))


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(form[:3] for form in _levels())


def may_classify(line: str) -> bool:
    """Tell whether a line begins like a classification word, in print or spaced letters; most lines do not."""
    return _begins_level(line[:6])


@lru_cache(maxsize=4096)
def _begins_level(letters: str) -> bool:
    return letters.replace(" ", "")[:3].upper() in _beginnings()


@cache
def level_pattern() -> str:
    """Return the alternation of all classification words, in print or spaced letters."""
    words = {" ".join(form.split()) for entry in codebooks.levels() for form in entry.forms}
    joined = {word if re.search(r"\w{2}", word) else word.replace(" ", "") for word in words}
    return "|".join(_spaced(word) for word in sorted(joined, key=lambda word: (-len(word), word)))


@cache
def _prefix() -> re.Pattern[str]:
    return re.compile(rf"({level_pattern()})(?![A-Z]){_CAVEATS}", re.I)


@cache
def banner() -> re.Pattern[str]:
    """Return the pattern of classification and caveats alone on a line; 00HARARE2906 adds PTO3308."""
    return re.compile(
        rf"(?:{level_pattern()})(?![A-Z]){_CAVEATS}(?:\s{{2,}}[A-Z]{{2,4}}\d{{3,5}})?[ \t]*$", re.I
    )


def read_classification_line(
    raw: str, start: int, end: int, findings: list[Finding], *, damaged: bool = False
) -> ClassificationLine | None:
    """Read ``raw[start:end]``, a stripped line; None when it is not a classification line.

    With ``damaged`` a misspelt classification word is repaired (one or two letters, with a
    finding), which only makes sense where such a line is due: behind the addressees.
    """
    match = _prefix().match(raw, start, end)
    if match is not None:
        level, level_end, tail = (
            _levels().get("".join(match[1].split()).upper(), ""),
            match.end(1),
            match.end(),
        )
    elif damaged and (likely := _likely_level(raw, start, end)):
        level, level_end = likely
        caveats = _CAVEATS_BEHIND.match(raw, level_end, end)
        tail = caveats.end() if caveats else level_end
    else:
        return None
    if not level:
        return None
    section = _SECTION.match(raw, tail, end)
    where = _POST_AND_NUMBER.match(raw, section.end() if section else tail, end)
    repaired = None
    if section is None and where is None:
        section = repaired = _DAMAGED_SECTION.match(raw, tail, end)
        where = _POST_AND_NUMBER.match(raw, section.end(), end) if section else None
    if where is None or not (where[2] or codebooks.find_post(where[1])):
        return None
    if match is None:
        words = raw[start:level_end]
        findings.append(
            Finding("classification-repaired", f"{words!r} read as {level}.", Span(start, level_end))
        )
    if repaired:
        message = f"Section {repaired[1]} of {repaired[2]} read from {repaired[0].strip()!r}."
        findings.append(Finding("section-repaired", message, Span(repaired.start() + 1, repaired.end())))
    travel = _TRAVEL.match(raw, where.end(), end)
    stop = travel.end() if travel else where.end()
    marked = tuple(raw[level_end:tail].upper().replace("/", " ").replace("E F T O", "EFTO").split())
    return ClassificationLine(
        Classification(level, marked, as_found=raw[start:tail], span=Span(start, tail)),
        Section(
            int(section[1]), int(section[2]), as_found=raw[start : where.end()], span=Span(start, where.end())
        )
        if section
        else None,
        " ".join(where[1].split()),
        where[3],
        Span(where.start(1), where.end(3)),
        Span(*travel.span(1)) if travel else None,
        start,
        stop,
    )


def _likely_level(raw: str, start: int, end: int) -> tuple[str, int] | None:
    """Return the level the first words of a line are one or two letters away from, and where they end."""
    if _NUMBER_ENDS.match(raw, start, end) is None:
        return None
    if spaced := _SINGLE_LETTERS.match(raw, start, end):
        distance, level = _nearest_level(spaced[0])
        return (level, spaced.end()) if distance < _FAR else None
    words = _WORDS.match(raw, start, end)
    text = words[0] if words else ""
    likely: list[tuple[int, int, str]] = []
    while text:
        distance, level = _nearest_level(text)
        likely.append((distance, start + len(text), level))
        text = text.rpartition(" ")[0]
    distance, stop, level = min(likely, default=(_FAR, start, ""))
    return (level, stop) if distance < _FAR else None


def _nearest_level(word: str) -> tuple[int, str]:
    """Return how many slips the nearest classification word is away, three for any more, and its level."""
    letters = "".join(word.split()).upper()
    near = [(OSA.distance(letters, form, score_cutoff=2), form) for form in _levels() if len(form) > 4]
    distance, form = min(near)
    return distance, _levels()[form]


_FAR = 3
