"""From what a person writes to the cable meant: by name, by number in any spelling, else the nearest there is."""

from __future__ import annotations

import msgspec

from cablegram import MRN, codebooks
from cablegram.archive.archive import Archive
from cablegram.archive.questions import CableRow

from .opening import stop


class Ghost(msgspec.Struct, frozen=True):
    """A number that is cited and not held."""

    mrn: str
    cited_by: list[str]


def found(held: Archive, typed: str) -> CableRow:
    """Return the cable meant; say what is near and exit where it is not held."""
    meant = cable_or_ghost(held, typed)
    if isinstance(meant, Ghost):
        stop(f"{meant.mrn} is cited and not held; cablegram show {meant.mrn} says by what.")
    return meant


def cable_or_ghost(held: Archive, typed: str) -> CableRow | Ghost:
    """Return the cable meant, or the ghost; say what is near and exit where it is neither."""
    typed = typed.strip()
    if row := held.by_name(typed) or held.by_name(typed.upper()) or held.by_name(typed.lower()):
        return row
    base, again, _ = typed.partition("~")
    mrn = _number(base if again else typed)
    if again:
        stop(f"{typed} is not held. Nearest: {', '.join(held.nearest(mrn)) or 'none'}.")
    spellings = [str(mrn), *_series(mrn)]
    for name in spellings:
        if row := held.by_name(name):
            return row
    citing = list(dict.fromkeys(name for spelling in spellings for name in held.cited_by(spelling)))
    if citing:
        return Ghost(str(mrn), citing)
    near = held.nearest(mrn)
    proposed = f" Nearest: {', '.join(near)}." if near else ""
    read = "" if str(mrn) == typed.upper() else f" ({typed} as typed)"
    stop(f"{mrn}{read} is not held, and no cable held cites it.{proposed}")


def names(words: list[str]) -> list[str]:
    """Return the names in what was typed: each word one, or all words together one (07 BEIJING 2463)."""
    if len(words) > 1 and any(_read(word) is None and "~" not in word for word in words):
        return [" ".join(words)]
    return words


def _number(typed: str) -> MRN:
    mrn = _read(typed)
    if mrn is None:
        try:
            MRN.parse(typed)
        except ValueError as error:
            stop(f"{error}.")
        raise AssertionError
    return mrn


def _read(text: str) -> MRN | None:
    try:
        return MRN.parse(text)
    except ValueError:
        return None


def _series(mrn: MRN) -> list[str]:
    """Return the number under the other names of its post's series: 09USEUBRUSSELS1639 is 09BRUSSELS1639."""
    entry = codebooks.post(mrn.post)
    if entry is None:
        return []
    posts = [slug for slug, one in codebooks.posts().items() if one.series == entry.series]
    return [str(msgspec.structs.replace(mrn, post=post)) for post in posts if post != mrn.post]
