"""Who classified a text: names told from ranks, titles and offices by a grammar of words."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from cablegram.model import Authority, Finding, Span

from .name_words import (
    is_abbreviated,
    is_acronym,
    is_given,
    is_misspelt_title,
    pieces_of,
    place_words,
    word_key,
    word_kind,
)

WRAP_COLUMN = 71
"""Column at which one message client cut "Classified By" lines, inside words too. Of 42 lines of published
cables the 19 that are cut inside a word (08BELGRADE1189: "for reas / ons 1.4") all have this length."""

_MOST_TOKENS = 120
"""Words, marks and line ends before the reason; the longest line seen (96STATE194868) has 24."""

_LONGEST_GAP = 40
"""Characters of white space between the label and the first word."""

_TOKEN = re.compile(
    r"(?P<section>(?<![\w.])[1Il] ?[.,][ \t]*+\n?[ \t]*+[1-8](?!\d))"  # 1.4; "1. / 4" 07VIENTIANE454
    r"|(?P<again>[Cc](?i:lassified)\s+(?i:by)\b)"  # Classified By: (U) Classified by, 04ANKARA5897
    r"|(?P<word>(?:(?<![\w.])[^\W\d_],(?=[^\W\d_]))?[^\W_][\w.'’‘`\\/&-]{0,40})"  # d,Affaires 08MANAMA301
    r"|(?P<line>\n)"
    r"|(?P<mark>[^\s\w])"
)
_OPENER = re.compile(r"[ \t]*+(?:¶|\d{1,3}[.)][ \t(])")
_BLANK_LINE = re.compile(r"[ \t\\]*+\n")
_CONTINUES = re.compile(r"\s*+(?:(?:for\s++)?reasons?\b|classified\s+by\b)", re.I)
# Kinds that make a name: W.S. ROSS (IN), de la Torre (PPN), Robert (Bob) Jackson, Jr. (N(N)N,S)
_RUN = re.compile(r"[NIP]*N(?:[(\"“'\u2018]N[)\"”'\u2019](?=[NI])[NIP]*N)?(?:,?S)?")
_NAME_WORDS = re.compile(r"[NIP]+,?S?")
_PARTED = re.compile(r"[,;:]")
_AND = re.compile(r"[A;]")


class _Run(NamedTuple):
    """Words that may be a name, ``first`` to before ``last``; the higher ``score`` the likelier.

    ``full``: more than a surname; ``known``: with a title before it, initials, or a common given name.
    """

    first: int
    last: int
    score: int
    full: bool
    known: bool


class Line(NamedTuple):
    """The words of a "Classified By" line up to its reason, at ``spans`` of ``view``.

    ``kinds`` has one letter a word: T title or office, L link, A "and", N part of a name, I initials,
    P particle, S suffix, X anything else; a mark is its own kind. ``cuts`` are line breaks inside words.
    """

    view: str
    kinds: str
    spans: list[tuple[int, int]]
    cuts: list[tuple[int, int]]
    stop: int

    def word(self, at: int) -> str:
        """Return the word of that index."""
        start, end = self.spans[at]
        return self.view[start:end]

    def text(self, start: int, end: int) -> str:
        """Return the characters of a range in one line, words broken by a line wrap joined."""
        pieces = []
        for cut_start, cut_end in self.cuts:
            if start <= cut_start < end:
                pieces.append(self.view[start:cut_start])
                start = cut_end
        pieces.append(self.view[start:end])
        return " ".join("".join(pieces).replace("\\'", "'").split())


def scan(view: str, start: int, end: int) -> Line:
    """Split ``view[start:end]`` into words up to the reason, a blank line or the next paragraph."""
    kinds: list[str] = []
    spans: list[tuple[int, int]] = []
    cuts: list[tuple[int, int]] = []
    broken = stop = -1
    behind = start
    for match in islice(_TOKEN.finditer(view, start, end), _MOST_TOKENS):
        at, behind = span = match.span()
        group = match.lastgroup
        if group == "word":
            word = match[0]
            kind = word_kind(word)
            if broken >= 0:
                if whole := _mended(view, kinds, spans, broken, at, word):
                    cuts.append((spans[-1][1], at))
                    kinds.pop()
                    span, kind, word = (spans.pop()[0], behind), word_kind(whole), whole
                broken = -1
            if kind == "/":
                stop = _take_apart(word, at, kinds, spans)
                if stop >= 0:
                    break
                continue
            if kind == "R":
                stop = span[0]
                break
            kinds.append(kind)
            spans.append(span)
            if kind == "N" and word[-1] == "." and not is_abbreviated(word):
                kinds.append(".")
                spans.append((behind, behind))
        elif group == "line":
            if _ends(view, at, end, bool(kinds), start):
                stop = at
                break
            broken = at
        elif group == "again":
            kinds.clear()
            spans.clear()
            cuts.clear()
        elif group == "section" or match[0] == "¶":
            stop = at
            break
        elif match[0] != "\\":
            kinds.append(match[0])
            spans.append(span)
    line = "".join(kinds)
    if "N" not in line and "I" not in line:
        line = line.replace("X", "N")  # turkish p.m. erdogan: 04ANKARA348 is all lower case
    return Line(view, line, spans, cuts, behind if stop < 0 else stop)


def _take_apart(word: str, at: int, kinds: list[str], spans: list[tuple[int, int]]) -> int:
    """Append the pieces of DCM/Ted (07NEWDELHI5334); return where the line ends, or -1 if it goes on."""
    for start, end in pieces_of(word):
        kind = "," if word[start] == "/" else word_kind(word[start:end])
        if kind == "R":
            return at + start
        kinds.append(kind)
        spans.append((at + start, at + end))
    return -1


def _ends(view: str, newline: int, end: int, begun: bool, start: int) -> bool:
    """Say whether the line ends at ``newline``: a blank line or a paragraph is behind it."""
    if _OPENER.match(view, newline + 1, end):
        return True
    if not _BLANK_LINE.match(view, newline + 1, end):
        return False
    return not _CONTINUES.match(view, newline + 1, end) if begun else newline - start > _LONGEST_GAP


def _mended(
    view: str, kinds: list[str], spans: list[tuple[int, int]], newline: int, at: int, word: str
) -> str | None:
    """Return the word that a hard line wrap broke in two, or None where the wrap stands between words."""
    if not kinds or not kinds[-1].isalpha() or view[at - 1] != "\n":
        return None
    kind, span = kinds[-1], spans[-1]
    head = view[span[0] : span[1]]
    if not head[-1].isalpha() or view[span[1] : newline].strip(" \\"):
        return None
    whole = head + word
    at_column = span[1] == view.rfind("\n", 0, newline) + 1 + WRAP_COLUMN
    known_pieces = [kind in "TLAR", word_kind(word) in "TLAR"]
    if word_kind(whole) in "TLAR":
        hard = not any(known_pieces) or (at_column and not all(known_pieces))
    else:
        between_words = head[-1].islower() and word[0].isupper()
        hard = at_column and not between_words and not known_pieces[0] and not is_given(head)
    return whole if hard else None


def read_authorities(raw: str, line: Line, findings: list[Finding]) -> tuple[Authority, ...]:
    """Return the persons named, most often one, in the order of the line."""
    kinds = line.kinds
    runs: list[_Run] = []
    for match in _RUN.finditer(kinds):
        if run := _run(line, *match.span()):
            if runs and run.score == runs[-1].score and not _PARTED.search(kinds, runs[-1].last, run.first):
                run = run._replace(score=run.score + 1)
            runs.append(run)
    best = max(runs, key=lambda run: run.score, default=None)
    if best is None or best.score < 1:
        return ()
    if len(runs) == 1:
        return (_authority(raw, line, best, 0, len(kinds), findings),)
    chosen = [run for run in runs if run == best or _is_another(kinds, run, best)]
    people = []
    first = 0
    for run, following in zip(chosen, [*chosen[1:], None], strict=True):
        division = _AND.search(kinds, run.last, following.first) if following else None
        last = division.start() if division else len(kinds)
        people.append(_authority(raw, line, run, first, last, findings))
        first = last + 1
    return tuple(people)


def _is_another(kinds: str, run: _Run, best: _Run) -> bool:
    """Say whether ``run`` is a further classifier: "AF KARL WYCOFF, ACTING AND S/CT DAS …" 09STATE38028."""
    between = _AND.search(kinds, min(run.last, best.last), max(run.first, best.first))
    if between is None or not run.full:
        return False
    return run.known or (between[0] == ";" and (run.first == 0 or kinds[run.first - 1] == ";"))


def _run(line: Line, first: int, last: int) -> _Run | None:
    """Weigh the words ``first`` to before ``last``, without what is no name before them."""
    before = line.kinds[first - 1] if first else ""
    start = _trimmed(line, first, last, before)
    while line.kinds[start] == "P" and line.word(start)[0].islower():
        start += 1
    kinds = line.kinds[start:last]
    full = kinds.count("N") > 1 or "I" in kinds
    known = "I" in kinds or is_given(line.word(start))
    if not full:
        if known and _surname_like_title(line, last):
            return _Run(start, last + 1, 1, False, False)
        if word_key(line.word(last - 1)) in place_words():
            return None
    titled = start > first or "T" in line.kinds[max(0, start - 2) : start]
    linked = start == first and before == "L"
    score = 1 + 3 * full + 3 * known + 2 * titled + 2 * (start == 0) - 3 * linked
    return _Run(start, last, score, full, known or titled)


def _surname_like_title(line: Line, at: int) -> bool:
    """Say whether the word behind a lone given name is the surname: Ambassador Mary West."""
    word = line.word(at) if line.kinds[at : at + 1] in ("T", "X") else ""
    return word.isalpha() and len(word) > 2 and (word[0].isupper() or line.kinds[at] == "X")


def _trimmed(line: Line, first: int, last: int, before: str) -> int:
    """Return where the name begins: behind misspelt titles, unknown offices and places before it."""
    count = last - first
    kinds = line.kinds[first:last]
    if count < 2 or kinds[0] == "I" or is_given(line.word(first)) or not _NAME_WORDS.fullmatch(kinds):
        return first
    words = [line.word(at) for at in range(first, last)]
    given = [kind == "I" or is_given(word) for kind, word in zip(kinds, words, strict=True)]
    for at in range(count - 2, -1, -1):
        if kinds[at] == "N" and not given[at] and is_misspelt_title(words[at]):
            return first + at + 1
    skip = 0
    while count - skip > 2 and _office_symbol(words[skip], words[skip + 1 :]):
        skip += 1
    if count - skip < 3:
        return first + skip
    begin = next((at for at in range(skip, count - 1) if given[at]), -1)
    if begin > skip and kinds[begin] == "I":
        begin -= 1
    linked = before in ("L", "A")
    if begin > skip and (
        linked or count - skip > 3 or all(word_key(word) in place_words() for word in words[skip:begin])
    ):
        return first + begin
    return last - 2 if begin < 0 and linked else first + skip


def _office_symbol(word: str, others: list[str]) -> bool:
    """Say whether ``word`` is no name: an acronym, or in capitals before a name that is not."""
    return is_acronym(word) or (word.isupper() and sum(not other.isupper() for other in others) > 1)


def _authority(raw: str, line: Line, run: _Run, first: int, last: int, findings: list[Finding]) -> Authority:
    start, end = line.spans[run.first][0], _name_end(line, run.last - 1)
    name = line.text(start, end)
    if any(start < cut[0] < end for cut in line.cuts):
        findings.append(Finding("name-mended", f"{name!r} was broken by a line wrap.", Span(start, end)))
    titles = []
    if run.first > first:
        titles.append(_title(line.text(line.spans[first][0], start)))
    behind = 1 + max(line.kinds.rfind("T", run.last, last), line.kinds.rfind("N", run.last, last))
    if behind:
        behind += line.kinds.startswith(")", behind)
        titles.append(_title(line.text(end, line.spans[behind - 1][1])))
    return Authority(
        name=name,
        title=", ".join(filter(None, titles)) or None,
        normal=normalise_name(name),
        as_found=raw[start:end],
        span=Span(start, end),
    )


def _title(text: str) -> str:
    """Return a title without the marks around it; "a.i." keeps one full stop."""
    bare = text.strip(" ,;:-–?/").removeprefix(". ")
    if bare.startswith("(") and bare.find(")") in (-1, len(bare) - 1):
        bare = bare.strip("()")
    unstopped = bare.rstrip(".")
    return unstopped + "." if "." in unstopped[-3:] else unstopped


def _name_end(line: Line, at: int) -> int:
    """Return the end of a name: its last full stop belongs to "Jr." alone."""
    word = line.word(at)
    bare = word.rstrip(".'-/&\\")
    dotted = bare.lower() in ("jr", "sr") and word[len(bare) :].startswith(".")
    return line.spans[at][1] - len(word) + len(bare) + dotted


@lru_cache(maxsize=4096)
def normalise_name(name: str) -> str:
    """Return ``name`` in usual spelling: capitals only where they belong, 0 and 1 read as letters.

    What a publisher blacked out stays as it is.

    >>> normalise_name("LEE 0. COLDREN"), normalise_name("JOHN XXXXXXXXXXXX")
    ('Lee O. Coldren', 'John XXXXXXXXXXXX')
    """
    return re.sub(r"[\w'’]+", _usual_case, re.sub(r"(?<![\d])0(?![\d])", "O", name))


def _usual_case(match: re.Match[str]) -> str:
    word = match[0]
    if not word.isupper() or len(word) == 1 or word.lower() in ("ii", "iii", "iv") or word.startswith("XXXX"):
        return word
    word = word.capitalize()
    return re.sub(r"(?<=^Mc)\w|(?<=^[OD]['’])\w", lambda letter: letter[0].upper(), word)
