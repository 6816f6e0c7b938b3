"""Writes a corpus: cables in every container, loose and packed, and the truth about each beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from cablegram.model import Cable, values

from .compose import compose
from .containers import NAMES, Rendition, fits, published
from .garble import spoil_lines, spoil_words
from .roster import Roster
from .shelf import Shelf


def write_corpus(
    folder: Path,
    count: int,
    seed: int,
    *,
    garbled: bool = False,
    containers: Sequence[str],
    index: Path | None = None,
) -> int:
    """Write ``count`` cables under ``folder/cables``; return how many were written.

    Fewer are when some fit none of ``containers``. ``folder/truth.jsonl`` has one line a cable:
    ``mrn``, ``container``, ``file`` (the path under ``cables``, of the archive for a packed one)
    and ``cable``, its values as a reader should find them. The same arguments write the same bytes.
    """
    roster = Roster(count, seed, index)
    shelf = Shelf(folder / "cables")
    written = 0
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "truth.jsonl").open("wb") as truths:
        for number, sender in enumerate(roster.senders, 1):
            made = compose(sender, roster, str(seed), spoil_words if garbled else None)
            if garbled:
                made = spoil_lines(made, Random(f"garble {seed} {sender.mrn}"))
            rng = Random(f"publish {seed} {sender.mrn}")
            fitting = [container for container in containers if fits(container, made)]
            if not fitting:
                continue
            container = rng.choice(fitting)
            where = shelf.put(Rendition(sender.mrn, made), container, number, rng)
            cable = published(container, made)
            truth = {
                "mrn": sender.mrn,
                "container": NAMES.get(container, container),
                "file": where,
                "cable": truth_of(cable),
            }
            truths.write(msgspec.json.encode(truth) + b"\n")
            written += 1
    shelf.close()
    return written


def truth_of(cable: Cable) -> dict[str, Any]:
    """Return the values of a cable, page lines included, without places."""
    pages = [
        {name: value for name, value in msgspec.to_builtins(page).items() if name not in ("as_found", "span")}
        for page in cable.pages
    ]
    return {**values(cable), "pages": pages}
