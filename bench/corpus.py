"""Write invented cables in every container, with the truth about each beside them.

python bench/corpus.py OUT --count 10000 --seed 1 [--garbled] [--containers text,plusd] [--index PATH]
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from exercise.containers import CONTAINERS
from exercise.corpus import write_corpus

ROOT = Path(__file__).parents[1]


def default_index() -> Path | None:
    """Return the published index of cable numbers where the shared facts are, ``None`` where they are not."""
    index = Path(os.environ.get("CABLEGRAM_SHARED", ROOT.parent / "shared")) / "data" / "cable_index.csv.gz"
    return index if index.exists() else None


def main(arguments: list[str] | None = None) -> int:
    """Write a corpus as the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, help="the folder to write; must be empty or new")
    parser.add_argument("--count", type=int, default=1000, help="cables to write (default 1000)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed writes the same bytes (default 1)")
    parser.add_argument("--garbled", action="store_true", help="damage them as transmission and copying do")
    parser.add_argument("--containers", default=",".join(CONTAINERS), help="comma-separated (default: all)")
    parser.add_argument(
        "--index", type=Path, help="published index to take posts and years from (gzipped CSV)"
    )
    parser.add_argument("--no-index", action="store_true", help="use the built-in distribution")
    options = parser.parse_args(arguments)
    containers = options.containers.split(",")
    if unknown := set(containers) - set(CONTAINERS):
        parser.error(f"no such container: {', '.join(sorted(unknown))}; there are {', '.join(CONTAINERS)}")
    if options.out.exists() and any(options.out.iterdir()):
        parser.error(f"{options.out} is not empty; name a new folder")
    index = None if options.no_index else options.index or default_index()
    written = write_corpus(
        options.out, options.count, options.seed, garbled=options.garbled, containers=containers, index=index
    )
    print(f"{written} cables in {options.out / 'cables'}, the truth in {options.out / 'truth.jsonl'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
