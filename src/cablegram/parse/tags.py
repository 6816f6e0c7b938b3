"""The TAGS line: codes of subjects, programs, places and organisations, persons, local terms (5 FAH-3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from cablegram import codebooks
from cablegram.codebooks import TagEntry
from cablegram.model import Finding, Span, Tag

from .captions import is_handling
from .classification import level_pattern
from .pages import PAGE_LINE
from .tag_words import are_persons, persons, place_names, split_run, term_words, terms, without_slip

_FORMS = "TAGES|TAGS?|TABS|TAS|TGS|AGS"
TAGS_LABEL = re.compile(rf"(?:{_FORMS})(?![A-Z])[ \t]*[:;,.]*[ \t]*", re.I)
"""The label: TAGS; (92IZMIR819), TAS: (10TELAVIV386), TABS: (08PARAMARIBO219), or without its colon."""

_DAMAGED_LABEL = re.compile(r"\S{2,9}[ \t]*[:;][ \t]*")
_WORD = re.compile(r"[^\s,;]+")
_TOKEN = re.compile(r"[^\s,;()]+|[,;()]")
_NAME = re.compile(r"[A-Z][A-Z.'’\-]*")
_MARKS = "\"'*:.-/&"
_PARTS = re.compile(r"[/.:]")  # PGOV/PREL
_MAYBE_STRAY = re.compile(r"PAGE |(?<!\S)\w \w \w ", re.I)
# Their TAGS line must name a person (1974STATE150591).
_PERSONAL = frozenset({"OCON", "OEXC", "OREP", "OTRA", "OVIP"})
_LONGEST = 10_000  # characters; lists repeated at each page (03VATICAN283) have under 1,000
_MOST_NAMES = 20  # words in a row; the most seen are six (04PANAMA672)
_FEW_WORDS = 6  # of a second line made of words no codebook has


class _Token(NamedTuple):
    """A word in capitals; words with the same ``item`` stand between two separators, with the same
    ``bracket`` (0: none) in one pair of brackets."""

    word: str
    start: int
    end: int
    item: int
    bracket: int


def read_tags(
    view: str, raw: str, start: int, end: int, findings: list[Finding], *, subject_follows: bool
) -> tuple[tuple[Tag, ...], int]:
    """Read the TAGS line whose label begins at ``start``; return its tags, each once, and where it ends.

    ``end`` is where the next label begins, or the text ends. A second line belongs to the first
    when that ends in a comma, when all its words are known, or when the SUBJECT label follows
    (``subject_follows``) and it looks the part (``SP`` / ``EINV``; ``COUNTRY`` / ``CLEARANCE``,
    07KUWAIT624). ``code`` is the canonical code, term or ``SURNAME, NAME``; ``as_found`` what was
    typed, so that codes run together share one place. What was split, repaired or not known is
    reported. Captions, classification words and page lines among the tags are left out.
    """
    label = TAGS_LABEL.match(view, start, end) or _DAMAGED_LABEL.match(view, start, end)
    begin = label.end() if label else start
    limit = min(end, begin + _LONGEST)
    stop = _extent(view, begin, limit, subject_follows)
    if limit < end and not view[stop:limit].strip():
        findings.append(
            Finding("tags-overlong", f"Only {_LONGEST:,} characters were read.", Span(begin, stop))
        )
    known = _known_words()
    tags: dict[str, Tag] = {}
    for match in _WORD.finditer(view, begin, stop):
        entry = known.get(match[0])
        if entry is None:
            break
        if entry.code not in tags:
            at, after = match.span()
            tags[entry.code] = Tag(
                entry.code, entry.kind, entry.name, as_found=raw[at:after], span=Span(at, after)
            )
    else:
        return tuple(tags.values()), stop
    reader = _Reader(raw, findings)
    reader.read(list(_tokens(view, begin, stop)))
    return tuple(reader.tags.values()), stop


def tag_kind(code: str) -> str:
    """Return the kind of a tag by the codebook or, for a code it lacks, by its shape (5 FAH-3).

    A comma makes a person, two letters a place, K and three letters a program.
    """
    entry = codebooks.tag(code)
    if entry is not None:
        return entry.kind
    if "," in code:
        return "person"
    word = code.upper()
    if word.isalpha() and len(word) == 2:
        return "geo"
    if word.isalpha() and len(word) == 4 and word[0] == "K":
        return "program"
    return "term" if word in place_names() else "unknown"


@cache
def _known_words() -> Mapping[str, TagEntry]:
    """Return the codes that are one word, in either case, and begin no term of several known words."""
    book = codebooks.tags()
    begin_terms = {
        words[0] for found in terms().values() for words in found if all(word in book for word in words)
    }
    single = [
        entry
        for entry in book.values()
        if entry.status != "error" and " " not in entry.code and entry.code not in begin_terms
    ]
    return {form: entry for entry in single for form in (entry.code, entry.code.lower())}


@cache
def _stray_words() -> frozenset[str]:
    """Return what is no tag though it stands among them: captions (05OTTAWA3726), levels, the label."""
    captions = (entry.caption for entry in codebooks.captions())
    forms = (form for entry in codebooks.levels() for form in entry.forms)
    return frozenset(word for word in (*captions, *forms, "TAGS") if word.isalpha())


@cache
def _stray_lines() -> re.Pattern[str]:
    """Return the pattern of page lines and spaced classification words amid the tags (02ROME1059)."""
    return re.compile(rf"{PAGE_LINE.pattern}|(?<![^\s,;])(?:{level_pattern()})(?![^\s,;])", re.I)


def _extent(view: str, begin: int, end: int, subject_follows: bool) -> int:
    """Return where the last line that belongs to the tags ends."""
    stop = begin
    at = begin
    blank = False
    while at < end:
        newline = view.find("\n", at, end)
        after = end if newline < 0 else newline
        line = view[at:after].rstrip()
        if line:
            if stop > begin and not _belongs(line, view[stop - 1], blank, subject_follows):
                break
            stop = at + len(line)
        blank = stop > begin and not line
        if newline < 0:
            break
        at = newline + 1
    return stop


def _belongs(line: str, before: str, blank: bool, subject_follows: bool) -> bool:
    if before in ",;":
        return True
    words = [word.strip("().").upper() for word in _WORD.findall(line)]
    unknown = sum(word not in codebooks.tags() for word in words)
    if not unknown:
        return True
    if not subject_follows or blank or is_handling(line):
        return False
    return len(words) <= _FEW_WORDS or 2 * unknown <= len(words)


def _tokens(view: str, start: int, end: int) -> Iterator[_Token]:
    item = bracket = brackets = 0
    stray_words = _stray_words()
    stray_lines: list[tuple[int, int]] = []
    if _MAYBE_STRAY.search(view, start, end):
        stray_lines += (match.span() for match in _stray_lines().finditer(view, start, end))
    for stray_start, stray_end in (*stray_lines, (end, end)):
        for match in _TOKEN.finditer(view, start, stray_start):
            text = match[0]
            if text in ",;()":
                item += 1
                if text == "(" or (text == ";" and bracket):
                    bracket = brackets = brackets + 1
                elif text == ")":
                    bracket = 0
                continue
            at, stop = match.span()
            if not text.isalpha():
                bare = text.strip(_MARKS)
                at += len(text) - len(text.lstrip(_MARKS))
                stop = at + len(bare) + (len(bare) == 1 and text[-1] == ".")  # the point of an initial
                text = view[at:stop]
            word = text.upper() if text.isascii() else text
            if word and word not in stray_words:
                yield _Token(word, at, stop, item, bracket)
        item += 1
        start = stray_end


class _Reader:
    """Reads words that are not all plain codes, and keeps the tags by code."""

    def __init__(self, raw: str, findings: list[Finding]) -> None:
        self.raw = raw
        self.findings = findings
        self.tags: dict[str, Tag] = {}
        self._person_due = False

    def read(self, tokens: Sequence[_Token]) -> None:
        known = _known_words()
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.word in known and not token.bracket:
                self._add(token.word, token, token)
                self._person_due = token.word in _PERSONAL
                at += 1
                continue
            at += (
                self._bracket(tokens, at)
                or self._term(tokens, at)
                or self._code(tokens, at)
                or self._run(tokens, at)
            )

    def _add(self, code: str, first: _Token, last: _Token, kind: str | None = None) -> None:
        if code in self.tags:
            return
        entry = codebooks.tags().get(code)
        place = Span(first.start, last.end)
        self.tags[code] = Tag(
            code,
            kind or (entry.kind if entry else tag_kind(code)),
            entry.name if entry else None,
            as_found=self.raw[place.start : place.end],
            span=place,
        )

    def _report(self, finding: str, message: str, token: _Token) -> None:
        self.findings.append(Finding(finding, message, Span(token.start, token.end)))

    def _bracket(self, tokens: Sequence[_Token], at: int) -> int:
        """Read ``(KISSINGER, HENRY A.)``; codes in brackets are codes."""
        first = tokens[at]
        if not first.bracket or (at and tokens[at - 1].bracket == first.bracket):
            return 0
        size = 1
        while at + size < len(tokens) and tokens[at + size].bracket == first.bracket:
            size += 1
        group = tokens[at : at + size]
        parted = first.item != group[-1].item
        known = sum(token.word in codebooks.tags() for token in group)
        if known == size or not (self._person_due or (parted and not known)):
            return 0
        if parted:
            names = (" ".join(token.word for token in item) for _, item in groupby(group, attrgetter("item")))
            self._add(", ".join(names), first, group[-1], "person")
        else:
            self._persons(group)
        self._person_due = True
        return size

    def _term(self, tokens: Sequence[_Token], at: int) -> int:
        size = _term_at(tokens, at)
        if size:
            group = tokens[at : at + size]
            code = " ".join(token.word for token in group)
            self._add(code, group[0], group[-1], None if code in codebooks.tags() else "term")
            self._person_due = False
        return size

    def _code(self, tokens: Sequence[_Token], at: int) -> int:
        """Read one word that is a code, several run together, or one misspelt."""
        token = tokens[at]
        if token.word not in codebooks.tags() and self._person_due and _names(tokens, at) > 1:
            return 0
        codes = self._resolved(token)
        for code in codes:
            self._add(code, token, token)
            self._person_due = code in _PERSONAL
        return 1 if codes else 0

    def _resolved(self, token: _Token) -> tuple[str, ...]:
        word = token.word
        entry = codebooks.tag(word)
        if entry is not None:
            if entry.stands_for is None:
                return (word,)
            self._report("tag-repaired", f"{word} read as {entry.stands_for}.", token)
            return (entry.stands_for,)
        parts = tuple(filter(None, _PARTS.split(word)))
        codes = (
            parts if len(parts) > 1 and all(part in codebooks.tags() for part in parts) else split_run(word)
        )
        if codes:
            self._report("tags-run-together", f"{word} read as {', '.join(codes)}.", token)
            return codes
        repaired = without_slip(word)
        if repaired is None:
            return ()
        self._report("tag-repaired", f"{word} read as {repaired}.", token)
        return (repaired,)

    def _run(self, tokens: Sequence[_Token], at: int) -> int:
        """Read words no codebook has: persons, a local term, or unknown codes."""
        first = tokens[at]
        size = max(1, _names(tokens, at))
        group = tokens[at : at + size]
        words = [token.word for token in group]
        if self._person_due and _NAME.fullmatch(first.word):
            behind = _names(tokens, at + size) if size == 1 else 0
            if behind and tokens[at + 1].item == first.item + 1:  # OVIP RICE, CONDOLEEZZA
                last = tokens[at + behind]
                self._add(
                    f"{first.word}, {' '.join(token.word for token in tokens[at + 1 : at + 1 + behind])}",
                    first,
                    last,
                )
                size += behind
            else:
                self._persons(group)
            self._person_due = False
            return size
        self._person_due = False
        if size > 1 and are_persons(words):
            self._persons(group)
            return size
        if size > 1 and (self._is_item(tokens, at, size) or term_words().intersection(words)):
            self._add(" ".join(words), first, group[-1], "term")
            self._report("tag-unknown", f"{' '.join(words)} is in no list of TAGS.", first)
            return size
        for token in group:
            if not self._code((token,), 0):
                self._unknown(token)
        return size

    def _unknown(self, token: _Token) -> None:
        self._add(token.word, token, token)
        if self.tags[token.word].kind != "term":
            self._report("tag-unknown", f"{token.word} is in no list of TAGS.", token)

    def _persons(self, group: Sequence[_Token]) -> None:
        at = 0
        for person, size in persons([token.word for token in group]):
            self._add(person, group[at], group[at + size - 1], "person")
            at += size

    @staticmethod
    def _is_item(tokens: Sequence[_Token], at: int, size: int) -> bool:
        """Tell whether the words stand alone between commas in a list that has more of them."""
        item = tokens[at].item
        before = at == 0 or tokens[at - 1].item != item
        after = at + size == len(tokens) or tokens[at + size].item != item
        return before and after and tokens[0].item != tokens[-1].item


def _term_at(tokens: Sequence[_Token], at: int) -> int:
    """Return how many words the longest term of several words that begins at ``at`` has, 0 without one."""
    first = tokens[at]
    for words in terms().get(first.word, ()):
        group = tokens[at : at + len(words)]
        if tuple(token.word for token in group) == words and group[-1].item == first.item:
            return len(words)
    return 0


def _names(tokens: Sequence[_Token], at: int) -> int:
    """Return how many words from ``at`` on, up to the next separator, could be names or an unlisted term."""
    size = 0
    while at + size < len(tokens) and size < _MOST_NAMES:
        token = tokens[at + size]
        if token.item != tokens[at].item or token.word in codebooks.tags() or not _NAME.fullmatch(token.word):
            break
        if size and (_term_at(tokens, at + size) or split_run(token.word)):
            break
        size += 1
    return size
