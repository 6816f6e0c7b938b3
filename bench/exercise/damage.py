"""Small damages to single lines, at the rates the noise model of ``garble`` states."""

from __future__ import annotations

import re
from random import Random

from .message import Line, Role

_LABEL = re.compile(r"\s*(TAGS|SUBJECT|SUBJ|REFTEL|REFS|REF|CLASSIFIED|Classified)(?=:| B)")
_ORDER = re.compile(r"\s*E\. ?O\.")
_ORDER_NUMBER = re.compile(r"\d{5}")
_LEVEL = re.compile(r"UNCLASSIFIED|UNCLAS|CONFIDENTIAL|SECRET|LIMITED")
_PORTION = re.compile(r"\(([CSU])\)")
_HEAD: frozenset[Role] = frozenset({"blank", "class", "caption", "order", "tags", "subject", "reference"})
_FOLDED: frozenset[Role] = frozenset({"class", "caption", "order", "tags", "subject", "reference"})


def _without(text: str, at: int) -> str:
    return text[:at] + text[at + 1 :]


def hurt_labels(line: Line, rng: Random) -> Line:
    """Damage the label a line begins with, 2 %."""
    text = line.text
    if line.role == "order" and rng.random() < 0.02:
        if (label := _ORDER.match(text)) and rng.random() < 0.5:
            at = text.rindex("O", 0, label.end())
            return line._replace(text=f"{text[:at]}0{text[at + 1 :]}")
        if number := _ORDER_NUMBER.search(text):
            return line._replace(text=_without(text, number.end() - 1))
    if (label := _LABEL.match(text)) and rng.random() < 0.02:
        at = rng.randrange(*label.span(1))
        return line._replace(
            text=_without(text, at) if rng.random() < 0.5 else text[:at] + text[at] + text[at:]
        )
    return line


def hurt_date(line: Line, rng: Random) -> Line:
    """Put a blank before the Z of the date-time group, 2 %."""
    if line.role != "dtg" or rng.random() >= 0.02:
        return line
    return line._replace(text=re.sub(r"(\d{6})Z", r"\1 Z", line.text))


def hurt_number(line: Line, rng: Random) -> Line:
    """Drop a digit of the number on the classification line that is no leading zero, 0.5 %."""
    number = re.search(r"[1-9]\d+$", line.text)
    if line.role != "class" or number is None or rng.random() >= 0.005:
        return line
    return line._replace(text=_without(line.text, rng.randrange(*number.span())))


def hurt_section(line: Line, rng: Random) -> Line:
    """Damage a section line, 10 %, or what a classification line says of level and section, 3 %."""
    text = line.text
    if line.role == "section":
        if rng.random() >= 0.1:
            return line
        at = text.rindex("OF")
        return line._replace(text=_without(text, rng.choice((at - 1, at, at + 1, at + 2))))
    if rng.random() >= 0.03:
        return line
    word = re.search("SECTION", text) or _LEVEL.match(text)
    if word is None:
        return line
    at = rng.randrange(word.start() + 1, word.end())
    return line._replace(text=text[:at] + rng.choice(("", "Q")) + text[at + 1 :])


def doubled_blanks(lines: list[Line], rng: Random) -> list[Line]:
    """Double blank lines, 5 %."""
    doubled: list[Line] = []
    for line in lines:
        doubled.append(line)
        if line.role == "blank" and rng.random() < 0.05:
            doubled.append(line)
    return doubled


def merged(lines: list[Line], rng: Random) -> list[Line]:
    """Lose line ends: 1 % of those within a paragraph, 5 % of those between SIPDIS and the E.O. line."""
    kept: list[Line] = []
    for line in lines:
        last = kept[-1] if kept else None
        if last and line.role == "text" and last.role in ("text", "open") and rng.random() < 0.01:
            if last.text[-1] not in "-/":
                kept[-1] = last._replace(text=f"{last.text} {line.text}")
                continue
        elif line.role == "order" and rng.random() < 0.05:
            captions = kept[:]
            while captions and captions[-1].role == "blank":
                captions.pop()
            if captions and captions[-1].text == "SIPDIS":
                kept = captions
                kept[-1] = Line(f"SIPDIS {line.text}", "order")
                continue
        kept.append(line)
    return kept


def reflowed(lines: list[Line]) -> list[Line]:
    """Run the head of the text on in one line, from the classification line to the references."""
    stop = next((at for at, line in enumerate(lines) if line.role not in _HEAD), len(lines))
    words = " ".join(" ".join(line.text.split()) for line in lines[:stop] if line.text)
    return [Line(words, "subject"), Line("", "blank"), *lines[stop:]]


def spaced_portions(lines: list[Line], rng: Random) -> list[Line]:
    """Put blanks into portion markings, 2 %."""
    return [
        line._replace(text=_PORTION.sub(r"( \1 )", line.text, count=1))
        if line.role == "open" and rng.random() < 0.02
        else line
        for line in lines
    ]


def folded(lines: list[Line]) -> list[Line]:
    """Fold the labelled lines to lower case but for the first letter (04ANKARA348)."""
    return [
        line._replace(text=_folded(line.text, follows=at > 0 and lines[at - 1].role == line.role))
        if line.role in _FOLDED
        else line
        for at, line in enumerate(lines)
    ]


def _folded(text: str, *, follows: bool) -> str:
    lowered = text.lower()
    return lowered if follows else lowered[:1].upper() + lowered[1:]
