"""What the parser must survive: random, mutated and adversarial texts, each remade from its number."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

MESSAGES = Path(__file__).parents[1] / "messages"

_ALPHABETS = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789\n",
    "abc ABC 019 .,:;-/()[]\n\r\t\f\v\\¶",
    "".join(map(chr, range(256))),
    " \n\t\xa0\u2028\u2029\x85\x1c\x00\ufeff\u200b",
    "İßſẞﬁΑАé漢😀\u0301\ud800\udfff\U0010ffff\x00 \n",
)

_PIECES = Path(__file__).with_name("pieces.txt").read_text("utf-8").splitlines()
"""Pieces of cables: what a message is made of, in no order at all."""

_LINE_ENDS = ("\n", "\n", "\n", "\n\n", " \n \n", "\r\n", "\\\n", " ", "")

# Where a hostile run may stand: alone, in the header, behind each label, in a paragraph.
CONTEXTS = (
    "",
    "VZCZCXRO3702\nOO ",
    "O 130813Z APR 07\nFM AMEMBASSY BEIJING\nTO ",
    "UNCLAS SECTION 01 OF 02 BEIJING 002463\n\n",
    "UNCLAS BEIJING 002463\n\nSTATE FOR ",
    "UNCLAS BEIJING 002463\n\nE.O. 12958: ",
    "UNCLAS BEIJING 002463\n\nE.O. 12958: N/A\nTAGS: ",
    "UNCLAS BEIJING 002463\n\nE.O. 12958: N/A\nTAGS: ECON\nSUBJECT: ",
    "UNCLAS BEIJING 002463\n\nSUBJECT: X\nREF: ",
    "UNCLAS BEIJING 002463\n\nSUBJECT: X\n\nClassified By: ",
    "UNCLAS BEIJING 002463\n\nSUBJECT: X\n\n1. (U) ",
    "UNCLAS BEIJING 002463\n\nSUBJECT: X\n\n6. U.S. Participants:\n\n",
)

_UNITS = {
    "blanks": " ",
    "newlines": "\n",
    "blank lines": " \n\t\n",
    "one letter": "A",
    "one lower letter": "x",
    "one word": "WORD ",
    "digits": "7",
    "spaced digits": "7 ",
    "open brackets": "(",
    "bracket pairs": "()",
    "marks": "(U) ",
    "dashes": "-",
    "rules": "-----\n",
    "slashes": "/",
    "full stops": ".",
    "commas": "A, ",
    "semicolons": "A; ",
    "apostrophes": "A'",
    "redaction": "X",
    "spaced letters": "S E C R E T ",
    "labels": "TAGS: ",
    "label lines": "TAGS: A\nSUBJECT: B\nREF: C\n",
    "ref letters": "A. ",
    "ref items": "A. BEIJING 1 ",
    "numbers and": "BEIJING 1 AND ",
    "passing lines": "STATE FOR A - B\n",
    "page lines": "PAGE 02 BEIJIN 02463 130813Z\n",
    "section lines": "BEIJING 00002463 002 OF 002\n",
    "addressees": "RUEHCN/AMCONSUL CHENGDU 8169\n",
    "paragraphs": "1. (U) A.\n",
    "openers": "1. ",
    "begin": "Begin Summary ",
    "end": "End Comment. ",
    "classified by": "Classified By: ",
    "participants": "Mr. A\n",
    "sections": "SECTION 01 OF ",
    "web addresses": "http://",
    "captions": "SIPDIS ",
    "nul": "\x00",
    "surrogates": "\ud800",
    "accents": "e\u0301",
    "line separators": "\u2028",
    "backslashes": "\\\n",
    "signal": "ZZH ",
}


def _repeat(unit: str) -> Callable[[int], str]:
    return lambda size: unit * (size // len(unit))


ADVERSARIAL: dict[str, Callable[[int], str]] = {
    **{name: _repeat(unit) for name, unit in _UNITS.items()},
    "nested brackets": lambda size: "(" * (size // 2) + ")" * (size // 2),
    "nested mixed": lambda size: "([{" * (size // 6) + "}])" * (size // 6),
    "blanks then a letter": lambda size: " " * size + "A",
    "letter per blank run": lambda size: ("A" + " " * 400) * (size // 401),
    "quotes in quotes": lambda size: "BEGIN TEXT\n1. A.\n" * (size // 18),
}
"""Name → text of about the size asked for, in characters."""


def bases() -> list[str]:
    """Return the messages that mutation starts from."""
    return [path.read_text("utf-8") for path in sorted(MESSAGES.glob("*/*.txt"))]


def text(seed: int, index: int, messages: list[str]) -> str:
    """Return the fuzz text number ``index`` of ``seed``; the same every time."""
    rng = random.Random(f"{seed}:{index}")
    return rng.choice((_random, _soup, _mutated, _mutated, _small_adversarial))(rng, messages)


def _random(rng: random.Random, _: list[str]) -> str:
    alphabet = rng.choice(_ALPHABETS)
    return "".join(rng.choices(alphabet, k=int(rng.expovariate(1 / 600))))


def _soup(rng: random.Random, _: list[str]) -> str:
    pieces = rng.choices(_PIECES, k=rng.randint(1, 60))
    return "".join(piece + rng.choice(_LINE_ENDS) for piece in pieces)


def _small_adversarial(rng: random.Random, _: list[str]) -> str:
    parts = rng.choices(list(ADVERSARIAL.values()), k=rng.randint(1, 4))
    return rng.choice(CONTEXTS) + "".join(part(rng.randint(1, 600)) for part in parts)


def _mutated(rng: random.Random, messages: list[str]) -> str:
    message = rng.choice(messages)
    for _ in range(int(1 + rng.expovariate(1 / 6))):
        message = rng.choice(_MUTATIONS)(rng, message)
    return message[:60_000]


def _slice(rng: random.Random, message: str) -> tuple[int, int]:
    start = rng.randint(0, len(message))
    return start, min(len(message), start + int(rng.expovariate(1 / 40)))


def _delete(rng: random.Random, message: str) -> str:
    start, end = _slice(rng, message)
    return message[:start] + message[end:]


def _double(rng: random.Random, message: str) -> str:
    start, end = _slice(rng, message)
    return message[:end] + message[start:end] * rng.randint(1, 20) + message[end:]


def _insert(rng: random.Random, message: str) -> str:
    at = rng.randint(0, len(message))
    return message[:at] + rng.choice(_PIECES) + message[at:]


def _noise(rng: random.Random, message: str) -> str:
    at = rng.randint(0, len(message))
    return message[:at] + "".join(rng.choices(rng.choice(_ALPHABETS), k=rng.randint(1, 9))) + message[at:]


def _replace(rng: random.Random, message: str) -> str:
    start, end = _slice(rng, message)
    return message[:start] + "".join(rng.choices(rng.choice(_ALPHABETS), k=end - start)) + message[end:]


def _case(rng: random.Random, message: str) -> str:
    start, end = _slice(rng, message)
    return message[:start] + message[start:end].swapcase() + message[end:]


def _reflow(rng: random.Random, message: str) -> str:
    start, _ = _slice(rng, message)
    end = start + rng.randint(1, 2000)
    lines = message[start:end].split("\n")
    return message[:start] + rng.choice(_LINE_ENDS).join(lines) + message[end:]


def _shuffle(rng: random.Random, message: str) -> str:
    lines = message.splitlines(keepends=True)
    at = rng.randint(0, len(lines))
    window = lines[at : at + 12]
    rng.shuffle(window)
    return "".join(lines[:at] + window + lines[at + 12 :])


def _cut(rng: random.Random, message: str) -> str:
    at = rng.randint(0, len(message))
    return message[at:] if rng.random() < 0.5 else message[:at]


_MUTATIONS = (_delete, _double, _insert, _noise, _replace, _case, _reflow, _shuffle, _cut)
