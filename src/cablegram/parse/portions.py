"""Portion markings: the classification in brackets before a paragraph (E.O. 12958 sec. 1.6(c); 5 FAH-1 H-246)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cablegram import codebooks

LETTERS = r"[A-Za-z][A-Za-z/ ,\-]{0,24}?"
PORTION = rf"\(\s?({LETTERS})\s?\)"
"""What may be a portion marking: letters and slashes in brackets; ``portion`` says whether it is one."""

_PART = re.compile(r"[A-Z]+(?: [A-Z]{2,9}(?:, ?[A-Z]{2,9})*)?")


@cache
def _forms() -> dict[str, str]:
    entries = codebooks.portions()
    return {form: entry.mark for entry in entries for form in (entry.mark, *entry.forms)}


@lru_cache(maxsize=1024)
def portion(text: str) -> str | None:
    """Return the canonical marking for the letters between the brackets, None when they are none.

    ``SBU`` and ``s/nf`` are markings; ``PRC`` and ``Iran`` are not. A release marking keeps its
    countries (``S//REL SAU``).
    """
    mark = " ".join(text.upper().split())
    known = _forms().get(mark)
    if known is not None:
        return known
    level, *rest = filter(None, re.split(r"\s*/+\s*", mark)) if mark.strip("/ ") else [""]
    if not rest or level not in _forms() or not all(_PART.fullmatch(part) for part in rest):
        return None
    return "//".join((level, *rest)) if any(part.startswith("REL ") for part in rest) else None
