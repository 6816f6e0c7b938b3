"""An invented message: what a part under test is set in."""

from __future__ import annotations

ABOVE = """VZCZCXYZ0001
RR RUEHWEB

DE RUEHBJ #2463 1030813
ZNR UUUUU ZZH
R 130813Z APR 07
FM AMEMBASSY BEIJING
TO RUEHC/SECSTATE WASHDC 6821
"""
HEAD = """E.O. 12958: N/A
TAGS: PREL, CH
SUBJECT: EXERCISE EXERCISE EXERCISE
"""


def message(
    body: str = "1. (U) Nothing was said.\n",
    *,
    above: str = ABOVE,
    line: str = "UNCLAS BEIJING 002463",
    head: str = HEAD,
) -> str:
    """Return a message with header, classification line, labelled elements and body."""
    return f"{above}\n{line}\n\n{head}\n{body}"


def address(lines: str, *, date: str = "R 130813Z APR 07") -> str:
    """Return a message with these address lines behind its originator."""
    return message(above=f"{date}\nFM AMEMBASSY BEIJING\n{lines}\n")
