"""The REF section: the cables and other documents a cable refers to, item by item (5 FAH-1 H-246)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from cablegram.model import Finding, Reference, Span

from .reference_items import (
    AIRGRAM,
    CABLE,
    ENDS,
    GAP,
    LAST_YEAR,
    LETTER,
    NO_TAIL,
    NUMBER,
    SERIAL_FIRST,
    date_in,
    find_sender,
    full_year,
    in_one_line,
    kind_of,
    may_send,
    number_of,
    read_suffix,
    read_tail,
)

# REF: | REFS: | Reftel: (05RIODEJANEIRO1120) | Ref(s): | PROGRAM REF: (08BRASILIA806); a letter may be lost
# or doubled in transmission: EF:, REEF:. With no colon only an item tells the label from text:
# REF A WELLINGTON 721 (06WELLINGTON725), REF STATE 198912 (01BEIJING11971).
REF_LABEL = re.compile(
    r"""[ \t]*+(?: (?:PROGRAM\s+)?(?:R{1,2}E{1,2}F{1,2}|[ER]F)(?:TELS?|ERENCES?|\(S\)|S{1,2})?\.?[ \t]*+[:;]
      | (?-i:R(?:EF|ef)(?:S|s|TELS?|tels?)?\.?[ \t]++
          (?=(?:[(\[]?[A-Z][)\].:]*+[ \t]++)? (?:'?(?:\d\d)?\d\d[ \t]*+)?
             [A-Z][A-Za-z'-]*+(?:[ \t][A-Za-z'-]++){0,3}[ \t]++\d{2,8}\b))) [ \t]*+""",
    re.X | re.I,
)
# Inside a subject, at times glued to its last word: ENERGY INSTALLATIONS REF: BRASILIA 861 (06BRASILIA882),
# EGYPTREF: CAIRO 493 (06CAIRO941).
REF_IN_LINE = re.compile(r"(?:REF(?:S|TELS?|\([Ss]\))?|(?<![A-Za-z])Ref(?:s|tels?|\(s\))?)[ \t]?:[ \t]*+")
# What may stand for the label where the caller has found one: RFE: | REF -
_DAMAGED_LABEL = re.compile(r"[ \t]*+(?:REF[A-Z]*+\b[ \t.-]*+|[A-Z0-9.]{2,9}[ \t]*+[:;][ \t]*+)", re.I)

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_PORTION = re.compile(r"\(\s?[CSU]\s?\)")
_JOINT = re.compile(r"[,;/&+]|and", re.I)
# 9 FAM (09SAOPAULO332): a number before a word is no cable's, but before what may be said behind a cable.
_WORD_FOLLOWS = re.compile(
    r"[ \t]++(?!(?:AND|ALSO|ET|THROUGH|THRU|TO|OF|DATED|DTG|NOTAL|EXDIS|NODIS|LIMDIS|PARAS?)\b)[A-Z]{2}", re.I
)
# What ends the section where no line end or label does, as in reflowed text (08TRIPOLI564).
_STOPS = r"""
        (?:\(U\)\s*+)?(?:CLASSIFIED|DERIVED\sFROM|DECLASSIFY)\b | (?:DECL|REASONS?|TAGS?|SUBJ(?:ECT)?)\s?:
      | E\.?\s?[O0]\.?\s*+:?\s*+1\d{3,4}
      | (?:BEGIN\s)?(?:EXECUTIVE\s)?(?:SUMMARY|INTRODUCTION|COMMENT|BACKGROUND|ACTION\sREQUEST)
      | THIS\s+(?:IS|CABLE|MESSAGE|TELEGRAM|DOCUMENT|REPORT)\b     # This message is Sensitive (06MONTREAL436)
      | (?!\w++\s++(?:E-?MAIL|MEMO|LETTER|FAX|REPORT))                  # but CONFIDENTIAL LETTER is an item
        (?:SENSITIVE\b | UNCLAS | SBU\b | NOFORN\b | SIPDIS\b | NOT\sFOR\s | PLEASE\s | U\sN\sC\sL\sA\sS
          | C\s?O\s?N\s?F\s?I\s?D\s?E\s?N\s?T | S\s?E\s?C\s?R\s?E\s?T\b | C\s?O\s?R\s?R\s?E\s?C\s?T\s?E\s?D)
      | [-=_*~]{3} | \((?:SBU|TS|[SC]//?NF)\)
      | ¶?\s?\d{1,2}\s?[.):]\s*+(?=[(A-Za-z"“]|\Z)                      # 1.(SBU) This is (10TRIPOLI167)
"""
_STOP = re.compile(_STOPS, re.X | re.I)
_NONE = re.compile(r"(?:N/?A|NONE|NIL)\b\.?", re.I)
# Where an item that is no cable can end: for certain, before a letter, or before a cable.
_BOUNDARY = re.compile(
    rf"""(?P<hard>;|\n[ \t\r]*+\n|(?<=[\s.])(?={_STOPS}))
      | (?:(?<=[\s,.)])|(?<=¶))(?=[(\[]?(?P<letter>[A-Z])\s?[)\].:])
      | (?P<soft>\n|[,:]\s|[^\S\n]{{2,}}+|\s(?=(?:AND|&)\s))""",
    re.X | re.I,
)
LONGEST_DOCUMENT = 400
"""Characters of an item that is no cable; a longer text is none (the longest known has 50)."""
LONGEST_TITLE = 100
"""Characters of a title without brackets."""
LONGEST_SECTION = 20_000
"""Characters read of one REF section: four hundred items, ten times the longest one known."""


def read_references(
    view: str,
    raw: str,
    start: int,
    end: int,
    findings: list[Finding],
    *,
    year: int | None,
    own_mrn: str | None,
    own_post: str | None,
) -> tuple[tuple[Reference, ...], int]:
    """Read the REF section whose label begins at ``start``, and return its items and where it stops.

    ``end`` bounds it; it stops earlier at the first text that is no item: a paragraph, a handling sentence,
    an unlettered line behind a blank one. ``year`` is that of the citing cable, used where an item states
    none; ``own_mrn`` is never an item (06PORTAUPRINCE2230); ``own_post`` is the post of a first number
    without one (03ANKARA6322: ``A) 6307``). A number behind a cable takes its post, year and letter
    (07KABUL1033); ``text`` spells them out.
    """
    label = (
        REF_LABEL.match(view, start, end)
        or REF_IN_LINE.match(view, start, end)
        or _DAMAGED_LABEL.match(view, start, end)
    )
    begin = label.end() if label else start
    last = min(end, begin + LONGEST_SECTION)
    before = _Numbered(own_post, year, own_post or "")
    section = _Section(view, raw, begin, last, findings, year, own_mrn, own_post, before)
    pos: int | None = begin
    while pos is not None:
        pos = section.read_item(pos)
    if last < end and section.stop > last - LONGEST_DOCUMENT:
        message = f"References are read up to {LONGEST_SECTION} characters."
        findings.append(Finding("references-cut", message, Span(start, last)))
    return tuple(section.items), section.stop


class _Numbered(NamedTuple):
    """What a number without a post takes from the one before: post, year, and both as they were written."""

    post: str | None
    year: int | None
    lead: str


@dataclass(slots=True)
class _Section:
    """One REF section: the items read so far, and what the next one may take from them."""

    view: str
    raw: str
    stop: int
    end: int
    findings: list[Finding]
    year: int | None
    own_mrn: str | None
    own_post: str | None
    before: _Numbered
    letter: str | None = None
    items: list[Reference] = field(default_factory=list)

    def read_item(self, pos: int) -> int | None:
        """Read the item at ``pos``; return where it ends, or ``None`` when there is none."""
        view, end = self.view, self.end
        cable = CABLE.match(view, pos, end)
        if cable is not None:
            if cable["section"]:
                self.stop = cable.end()
                return self.stop
            if (sender := find_sender(cable["name"])) is not None:
                stop = self._add_cable(cable, sender.slug)
                if stop and sender.how == "repaired":
                    self._find("post-repaired", cable, "name", f"read as {sender.slug}")
                return stop
        gap = GAP.match(view, pos, end)
        assert gap is not None
        at = gap.end()
        if at >= end or _STOP.match(view, at, end):
            return None
        apart = self.items and _BLANK_LINE.search(gap[0])
        if apart and _PORTION.match(view, at, end):
            return None
        letter = None
        lettered = LETTER.match(view, at, end)
        if lettered and self._is_letter(lettered):
            self.letter = letter = lettered["letter"].upper()
            at = lettered.end()
        elif apart:
            return None
        return (
            self._read_airgram(at, letter, gap[0])
            or self._read_number(at, letter, gap[0])
            or (cable and self._read_unknown(cable))
            or self._read_document(at, letter, gap[0])
        )

    def _add_cable(self, cable: re.Match[str], post: str | None) -> int | None:
        gap, letter, year, inner, middle, closed = cable.group(
            "gap", "letter", "year", "inner", "middle", "closed"
        )
        start = cable.start("year" if year else "name")
        lead = self.view[start : cable.start("serial")]
        stated = year or inner or middle
        numbered = _Numbered(post, full_year(stated) if stated else self.year, lead)
        return self._add_number(start, cable, numbered, letter, gap, closed=closed is not None)

    def _read_unknown(self, cable: re.Match[str]) -> int | None:
        """Read a number behind a name in no codebook; INCSR BRAZIL 2008 (09SAOPAULO558) is no cable."""
        name = cable["name"]
        if name.upper() == "EMBTEL":
            return self._add_cable(cable, self.own_post)
        year_like = 1960 <= number_of(cable["serial"]) <= LAST_YEAR
        if year_like or not may_send(name) or not ENDS.match(self.view, cable.end(), self.end):
            return None
        stop = self._add_cable(cable, "".join(letter for letter in name if letter.isalpha()))
        if stop:
            self._find("post-unknown", cable, "name", "is no sender in the codebooks")
        return stop

    def _read_number(self, at: int, letter: str | None, gap: str) -> int | None:
        """Read a number before its post, or one alone, which takes the post of the number before."""
        first = SERIAL_FIRST.match(self.view, at, self.end)
        if first and (sender := find_sender(first["name"])) and sender.how != "repaired":
            return self._add_number(at, first, _Numbered(sender.slug, self.year, first["name"]), letter, gap)
        alone = NUMBER.match(self.view, at, self.end)
        if alone is None or not (letter or (self.items and _JOINT.search(gap))):
            return None
        if _WORD_FOLLOWS.match(self.view, alone.end(), self.end) and not self._cable_stands_at(alone.end()):
            return None
        if self.before.post is None:
            self._find("reference-without-post", alone, "serial", "stands without a post")
        return self._add_number(at, alone, self.before, letter, gap, alone=True)

    def _add_number(
        self,
        start: int,
        match: re.Match[str],
        numbered: _Numbered,
        letter: str | None,
        gap: str,
        *,
        alone: bool = False,
        closed: bool = False,
    ) -> int | None:
        """Add the cable, or each cable of a range, whose number was matched, with all that is said behind it.

        ``alone``: the number stands without a post; ``closed``: nothing is said behind it.
        """
        post, year, lead = numbered
        stop, first = match.end(), number_of(match["serial"])
        last, tail = first, NO_TAIL
        if not closed:
            suffix, stop = read_suffix(self.view, stop, self.end, match["serial"], self.year)
            last = suffix.last or first
            if suffix.year:
                year = suffix.year
                numbered = _Numbered(post, year, f"{year % 100:02d} {lead}")
            tail, stop = read_tail(self.view, stop, self.end)
        apart = not letter and self.items and _BLANK_LINE.search(gap) and not _JOINT.search(gap)
        if apart and not ENDS.match(self.view, stop, self.end):
            return None
        self.before = numbered
        letter = self._lettered(letter, gap) or tail.letter
        text = self.view[start:stop]
        place, found = Span(start, stop), self.raw[start:stop]
        for number in range(first, last + 1):
            mrn = f"{year % 100:02d}{post}{number}" if year and post else None
            if mrn and mrn == self.own_mrn:
                if len(match["serial"]) < 8:
                    self._find("reference-to-itself", match, "serial", "is this cable's own number")
                continue
            if last > first:
                text = f"{lead} {number}"
            elif alone:
                text = f"{lead} {text}"
            self.items.append(
                Reference(
                    "cable",
                    in_one_line(text),
                    letter,
                    mrn,
                    tail.caption,
                    tail.previous and number == last,
                    tail.title,
                    tail.date,
                    as_found=found,
                    span=place,
                )
            )
        self.stop = stop
        return stop

    def _read_airgram(self, at: int, letter: str | None, gap: str) -> int | None:
        airgram = AIRGRAM.match(self.view, at, self.end)
        return self._add_document("airgram", at, airgram.end(), letter, gap) if airgram else None

    def _read_document(self, at: int, letter: str | None, gap: str) -> int | None:
        """Read an item that is no cable, or the title that stands behind a cable without brackets."""
        stop = self._document_ends(at)
        if stop is None:
            return None
        text = self.view[at:stop]
        if _NONE.fullmatch(text):
            self.stop = stop
            return stop
        kind = kind_of(text)
        if letter or not self.items or ";" in gap:
            return self._add_document(kind, at, stop, letter, gap)
        if len(text) > LONGEST_TITLE:
            return None
        if kind != "other" and ("\n" in gap or _JOINT.search(gap)):
            return self._add_document(kind, at, stop, letter, gap)
        return None if "\n" in gap or "\n" in text else self._add_title(at, stop)

    def _document_ends(self, at: int) -> int | None:
        limit = min(self.end, at + LONGEST_DOCUMENT)
        stop = limit if limit == self.end else None
        for boundary in _BOUNDARY.finditer(self.view, at + 1, limit):
            if (
                boundary["hard"] is not None
                or (boundary["letter"] and ord(boundary["letter"].upper()) == ord(self.letter or "A") + 1)
                or (boundary["soft"] and self._cable_stands_at(boundary.start()))
            ):
                stop = boundary.start()
                break
        if stop is None:
            return None
        stop = at + len(self.view[at:stop].rstrip(" \t\r\n.,:-¶"))
        return stop if stop > at else None

    def _cable_stands_at(self, pos: int) -> bool:
        cable = CABLE.match(self.view, pos, self.end)
        return cable is not None and find_sender(cable["name"]) is not None

    def _add_document(self, kind: str, at: int, stop: int, letter: str | None, gap: str) -> int:
        text = in_one_line(self.view[at:stop])
        sender = find_sender(text) if kind == "other" else None
        if sender is not None and sender.how != "repaired":
            kind = "cable"  # E: Sao Paulo (08BRASILIA672)
            message = f"{text} stands without a number."
            self.findings.append(Finding("reference-without-number", message, Span(at, stop)))
        letter = self._lettered(letter, gap)
        found, place = self.raw[at:stop], Span(at, stop)
        self.items.append(Reference(kind, text, letter, date=date_in(text), as_found=found, span=place))
        self.stop = stop
        return stop

    def _add_title(self, at: int, stop: int) -> int | None:
        cited = self.items[-1]
        if cited.kind != "cable" or cited.title or cited.span is None:
            return None
        place = Span(cited.span.start, stop)
        self.items[-1] = msgspec.structs.replace(
            cited,
            text=in_one_line(cited.text + self.view[cited.span.end : stop]),
            title=in_one_line(self.view[at:stop]),
            as_found=place.of(self.raw),
            span=place,
        )
        self.stop = stop
        return stop

    def _is_letter(self, lettered: re.Match[str]) -> bool:
        """Tell an item's letter, which stands in a bracket or in order, from J. SPEAKS (09CAIRO2390)."""
        letter, mark = lettered["letter"].upper(), self.view[lettered.end("letter")]
        if 0 < ord(letter) - ord(self.letter or "@") <= 3:
            return not mark.isspace()
        return mark in ")]:" and letter not in "CSU"

    def _lettered(self, letter: str | None, gap: str) -> str | None:
        """Return the letter of an item: its own, or that of the item the gap joins it to."""
        if letter:
            self.letter = letter.upper()
            return self.letter
        return self.letter if self.letter and _JOINT.search(gap) else None

    def _find(self, code: str, match: re.Match[str], group: str, message: str) -> None:
        place = Span(*match.span(group))
        self.findings.append(Finding(code, f"{in_one_line(match[group])} {message}.", place))
