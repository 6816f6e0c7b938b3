"""Captions: who may see a message and how it is handled, between classification and E.O. (5 FAH-2 H-250)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from cablegram import codebooks
from cablegram.codebooks import CaptionEntry
from cablegram.model import Caption, Finding, Mark, Passing, Span

from .classification import banner
from .lines import stripped_lines
from .passing import read_passing

# SENSITIVE BUT UNCLASSIFIED -- PLEASE PROTECT ACCORDINGLY. (03HALIFAX305)
# Sensitive but unclassified; not for Internet Distribution. (09BERLIN1636)
_HANDLING = (
    "SENSITIVE BUT UNCLASS",
    "NOT FOR INTERNET",
    "NOT FOR PUBLI",
    "PROTECT ACCORDINGLY",
    "HANDLE ACCORDINGLY",
)
_SENTENCE_GOES_ON = re.compile(
    r"(?:NOT |FOR |ON |THE |AND |PLEASE |PLS )*+(?:INTERNET|DISTRIB|PUBLI|ACCORDINGLY|PROTECT|HANDLE)", re.I
)
_NOTE = re.compile(r"[ /]*(\([^()\n]*\)|[^\n]*)")
_SEPARATORS = "/,;."
_BANNER_INITIALS = frozenset("UCSLRTucslrt")
_LONGEST = 120  # characters of a caption; the longest seen (a corrected copy with its note) has 60
_STANDARD_LINE = 72  # characters; a longer line is a reflowed copy's, where captions stand among other words


class HeadLines(NamedTuple):
    """What stands between the classification line and the first label.

    Captions in order, each once; passing lines, unread lines among them; handling sentences and
    repeated banners.
    """

    captions: tuple[Caption, ...]
    passing: tuple[Passing, ...]
    marks: tuple[Mark, ...]


class _Part(NamedTuple):
    """A stretch of a line: a caption with its kind and note, a mark (``mark`` says which), or other words."""

    start: int
    end: int
    caption: str | None = None
    kind: str | None = None
    note: str | None = None
    mark: str | None = None


def read_head_lines(view: str, raw: str, start: int, end: int, findings: list[Finding]) -> HeadLines:
    """Read the lines of ``view[start:end]``: captions, passing lines and handling sentences in any order.

    A caption is read in any case and with others on its line; its ``note`` is what its line adds
    (``CODEL`` SMITH, ``REL`` SAU, what a corrected copy corrects). What is none of the three
    becomes a Passing without fields and the finding ``line-unread``.
    """
    captions: dict[tuple[str, str | None], Caption] = {}
    marks: list[Mark] = []
    others: list[tuple[int, int]] = []
    sentence = -1  # where a handling sentence begins that has not ended yet
    for line, at in stripped_lines(view, start, end):
        if not line:
            continue
        if sentence >= 0 and _SENTENCE_GOES_ON.match(line):
            marks.pop()
            parts: Iterable[_Part] = (_Part(sentence - at, len(line), mark="handling"),)
        else:
            parts = _remembered(line) if len(line) <= _LONGEST else _parts(line)
        sentence = -1
        for begin, stop, caption, kind, note, mark in parts:
            begin, stop = at + begin, at + stop
            if caption is None and mark is None:
                others.append((begin, stop))
                continue
            span = Span(begin, stop)
            if caption is None:
                assert mark is not None
                marks.append(Mark(mark, as_found=raw[begin:stop], span=span))
                sentence = begin if mark == "handling" and line[-1] not in ".)" else -1
            elif (caption, note) not in captions:
                captions[caption, note] = Caption(caption, kind, note, as_found=raw[begin:stop], span=span)
    passing = read_passing(view, raw, others, findings) if others else ()
    return HeadLines(tuple(captions.values()), tuple(passing), tuple(marks))


def is_caption(line: str) -> bool:
    """Tell whether a line is one caption and nothing else."""
    return line.upper() in _plain() or _whole().fullmatch(line, 0, _LONGEST) is not None


def is_handling(line: str) -> bool:
    """Tell whether a line is a handling sentence (03HALIFAX305, 09BERLIN1636)."""
    return any(map(line.upper().__contains__, _HANDLING))


def _parts(line: str) -> tuple[_Part, ...]:
    """Take a stripped line apart."""
    length = len(line)
    entry = _plain().get(line.upper())
    if entry is not None:
        return (_Part(0, length, entry.caption, entry.kind),)
    if is_handling(line):
        return (_Part(0, length, mark="handling"),)
    match = _whole().match(line, 0, _LONGEST)
    if match is not None and match.end() == length:
        return (_Part(0, length, *_named(_entry(match), line)),)
    if match is None and _next_caption(line, 0) == length:
        return (_words(line, 0, length),)
    return tuple(_captions_and_words(line))


_remembered = lru_cache(4096)(_parts)  # posts repeat their lines in every cable


def _words(line: str, start: int, end: int) -> _Part:
    banner_alone = line[start] in _BANNER_INITIALS and banner().match(line, start, end)
    return _Part(start, end, mark="banner" if banner_alone else None)


def _captions_and_words(line: str) -> Iterator[_Part]:
    """Yield the captions at the start of a line and what else it holds.

    In reflowed copies (07MOSCOW1704) captions stand in its midst and at its end as well.
    """
    at = 0
    end = len(line)
    while at < end:
        match = _leading().match(line, at, min(end, at + _LONGEST))
        if match is None:
            stop = _next_caption(line, at)
            yield _words(line, at, at + len(line[at:stop].rstrip()))
            at = stop
            continue
        after = match.end()
        name, kind, note = _named(entry := _entry(match), match[0])
        if entry.kind == "correction" and (told := _NOTE.match(line, after)):
            note = told[1].strip("/() ") or None
            after = told.end(1)
        yield _Part(at, after, name, kind, note)
        at = after
        while at < end and (line[at].isspace() or line[at] in _SEPARATORS):
            at += 1


def _next_caption(line: str, at: int) -> int:
    if len(line) <= _STANDARD_LINE and line.rpartition(" ")[2] not in _plain():
        return len(line)
    match = _inner().search(line, at + 1)
    return match.start() if match else len(line)


def _named(entry: CaptionEntry, text: str) -> tuple[str, str, str | None]:
    """Return the caption to show, its kind and its note: CODEL, attention, SMITH."""
    typed = " ".join(text.split())
    if "…" in entry.caption:  # a pattern rather than a name: FOR … ONLY
        return typed.upper(), entry.kind, None
    _, _, rest = typed.upper().partition(entry.caption)
    return entry.caption, entry.kind, typed[len(typed) - len(rest) :].strip(' "-') or None


@cache
def _book() -> tuple[CaptionEntry, ...]:
    """Return the captions of this zone; serials and levels belong to the classification line."""
    return tuple(
        entry for entry in codebooks.captions() if entry.kind not in ("serial", "classification", "closing")
    )


@cache
def _plain() -> Mapping[str, CaptionEntry]:
    return {entry.caption: entry for entry in _book()}


def _any_of(entries: Iterable[tuple[int, CaptionEntry]]) -> str:
    return "|".join(f"(?P<c{number}>{entry.pattern})" for number, entry in entries)


def _entry(match: re.Match[str]) -> CaptionEntry:
    assert match.lastgroup is not None
    return _book()[int(match.lastgroup[1:])]


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(_any_of(enumerate(_book())), re.I)


@cache
def _leading() -> re.Pattern[str]:
    """Return the pattern of captions that words may follow; an attention caption has its line to itself."""
    entries = ((number, entry) for number, entry in enumerate(_book()) if entry.kind != "attention")
    return re.compile(rf"(?:{_any_of(entries)})(?=[\s/,;.]|\Z)", re.I)


@cache
def _inner() -> re.Pattern[str]:
    """Return the pattern of one-word captions amid other words, in capitals only."""
    words = [name for name, entry in _plain().items() if name.isalpha() and entry.kind != "attention"]
    return re.compile(rf"(?<!\S)(?:{'|'.join(words)})(?!\S)(?! +BUT)")
