"""Read a corpus and compare what was read with the truth, field by field.

    python bench/score.py DIR [--json] [--show FIELD] [--limit N] [--processes 2]

For each field: in how many cables it equals the truth (strings compared after collapsing white space),
and recall and precision over its values: a list's items whole, a struct's fields one by one.
Below: cables not found, exceptions, coverage, and places where ``raw[span]`` is not ``as_found``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

import cablegram
from cablegram.model import Cable, Found, Span
from exercise.corpus import truth_of

_KEPT = 40
"""Differences kept for each field."""


@dataclass
class Score:
    """What was counted; scores of several files add up."""

    cables: int = 0
    missing: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    equal: Counter[str] = field(default_factory=Counter)
    true: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    coverage: list[float] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    findings: Counter[str] = field(default_factory=Counter)
    differences: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, other: Score) -> None:
        """Add what another score counted."""
        self.cables += other.cables
        for name in ("missing", "unexpected", "exceptions", "problems", "coverage", "misplaced"):
            getattr(self, name).extend(getattr(other, name))
        for name in ("equal", "true", "read", "right", "findings"):
            getattr(self, name).update(getattr(other, name))
        for name, differences in other.differences.items():
            kept = self.differences.setdefault(name, [])
            kept.extend(differences[: _KEPT - len(kept)])

    def compare(self, truth: dict[str, Any], found: dict[str, Any], place: str) -> None:
        """Count one cable, field by field."""
        self.cables += 1
        for name in truth:
            expected, got = _collapsed(truth[name]), _collapsed(found.get(name))
            wanted, given = Counter(_values(expected)), Counter(_values(got))
            self.true[name] += wanted.total()
            self.read[name] += given.total()
            self.right[name] += (wanted & given).total()
            self.equal[name] += expected == got
            kept = self.differences.setdefault(name, [])
            if expected != got and len(kept) < _KEPT:
                kept.append({"cable": truth["mrn"], "file": place, "expected": expected, "got": got})


def _collapsed(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return {key: _collapsed(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_collapsed(item) for item in value]
    return value


def _values(value: Any, path: str = "") -> Iterator[str]:
    """Yield the values a field holds: list items whole, a struct's fields one by one, nothing for nothing."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _values(item, f"{path}.{key}")
    elif isinstance(value, list):
        for item in value:
            yield path + json.dumps(item, sort_keys=True)
    elif value not in (None, False, ""):
        yield path + json.dumps(value)


def score_file(path: Path, truths: list[dict[str, Any]]) -> Score:
    """Read one file and score the cables in it."""
    score = Score()
    due = {truth["mrn"]: truth for truth in truths}
    strays = []
    for record in cablegram.read(
        path, on_problem=lambda problem: score.problems.append(f"{path}: {problem.message}")
    ):
        truth = due.pop(record.cable.mrn or "", None)
        if truth is None:
            strays.append(record)
        else:
            _score_record(score, truth, record, path.name)
    for record, mrn in zip(strays, list(due), strict=False):
        _score_record(score, due.pop(mrn), record, path.name)
    score.missing += due
    score.unexpected += [f"{path.name} {record.cable.mrn}" for record in strays[len(truths) :]]
    return score


def _score_record(score: Score, truth: dict[str, Any], record: cablegram.Record, place: str) -> None:
    found = msgspec.json.decode(msgspec.json.encode(truth_of(record.cable)))
    score.compare(
        {"container": truth["container"], **truth["cable"]}, {"container": record.container, **found}, place
    )
    score.coverage.append(record.cable.coverage)
    score.findings.update({finding.code for finding in record.cable.findings})
    wrong = sorted(set(misplaced(record.cable, record.text)))
    score.misplaced += [f"{truth['mrn']} {path}" for path in wrong]


def misplaced(cable: Cable, raw: str) -> Iterator[str]:
    """Yield the paths of values whose place does not hold what they were found as."""
    for name, found in cable.found.items():
        if not _holds(found, raw):
            yield f"found.{name}"
    for name in cable.__struct_fields__:
        if name != "found":
            yield from _misplaced(getattr(cable, name), raw, name)


def _holds(found: Found, raw: str) -> bool:
    """Tell whether a value stands where it is said to: in each of its places, or in all of them in a row."""
    return found.as_found in {
        " ".join(span.of(raw) for span in found.spans),
        *(span.of(raw) for span in found.spans),
    }


def _misplaced(value: Any, raw: str, path: str) -> Iterator[str]:
    if isinstance(value, tuple):
        for item in value:
            yield from _misplaced(item, raw, path)
    elif isinstance(value, msgspec.Struct) and not isinstance(value, Span):
        span = getattr(value, "span", None)
        if span is not None and hasattr(value, "as_found") and span.of(raw) != value.as_found:
            yield path
        for name in value.__struct_fields__:
            yield from _misplaced(getattr(value, name), raw, f"{path}.{name}")


def score_corpus(folder: Path, processes: int) -> Score:
    """Score every file of a corpus, with so many processes."""
    files: dict[str, list[dict[str, Any]]] = {}
    with (folder / "truth.jsonl").open("rb") as lines:
        for line in lines:
            truth = msgspec.json.decode(line)
            files.setdefault(truth["file"], []).append(truth)
    largest_first = sorted(files, key=lambda name: -len(files[name]))
    total = Score()
    with ProcessPoolExecutor(processes) as pool:
        scoring = {
            name: pool.submit(score_file, folder / "cables" / name, files[name]) for name in largest_first
        }
        for name, future in scoring.items():
            if (error := future.exception()) is not None:
                total.exceptions.append(f"{name}: {type(error).__name__}: {error}")
                total.missing += [truth["mrn"] for truth in files[name]]
            else:
                total.add(future.result())
    return total


def summary(score: Score) -> dict[str, Any]:
    """Return the figures as plain data."""
    fields = {
        name: {
            "equal": score.equal[name],
            "recall": _share(score.right[name], score.true[name]),
            "precision": _share(score.right[name], score.read[name]),
        }
        for name in score.differences
    }
    return {
        "cables": score.cables,
        "missing": len(score.missing),
        "unexpected": len(score.unexpected),
        "exceptions": len(score.exceptions),
        "problems": len(score.problems),
        "misplaced": len(score.misplaced),
        "coverage": {
            "mean": sum(score.coverage) / max(1, len(score.coverage)),
            "least": min(score.coverage, default=0.0),
            "full": sum(coverage == 1 for coverage in score.coverage),
        },
        "recall": _share(score.right.total(), score.true.total()),
        "precision": _share(score.right.total(), score.read.total()),
        "fields": fields,
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _print(score: Score, figures: dict[str, Any]) -> None:
    print(f"{'field':<18}{'equal':>8}{'of':>8}{'recall':>9}{'precision':>11}")
    for name, row in figures["fields"].items():
        mark = "" if row["equal"] == score.cables else "  *"
        print(
            f"{name:<18}{row['equal']:>8}{score.cables:>8}{row['recall']:>9.4f}{row['precision']:>11.4f}{mark}"
        )
    print(f"{'all':<34}{figures['recall']:>9.4f}{figures['precision']:>11.4f}")
    coverage = figures["coverage"]
    print(
        f"\ncoverage: mean {coverage['mean']:.5f}, least {coverage['least']:.4f}, full in {coverage['full']}"
    )
    for name in ("missing", "unexpected", "exceptions", "problems", "misplaced"):
        some = getattr(score, name)
        print(f"{name}: {len(some)}" + (f"  ({'; '.join(map(str, some[:5]))})" if some else ""))
    print("findings:", ", ".join(f"{code} {count}" for code, count in score.findings.most_common(30)))


def main(arguments: list[str] | None = None) -> int:
    """Score a corpus; exit status 0 when every field of every cable equals the truth."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="a folder bench/corpus.py wrote")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--show", metavar="FIELD", help="print the first differences of a field")
    parser.add_argument("--limit", type=int, default=5, help="how many of them (default 5)")
    parser.add_argument("--processes", type=int, default=2, help="default 2")
    options = parser.parse_args(arguments)
    score = score_corpus(options.folder, options.processes)
    figures = summary(score)
    if options.json:
        print(json.dumps(figures, indent=1))
    elif options.show:
        for difference in score.differences.get(options.show, [])[: options.limit]:
            print(json.dumps(difference, indent=1, ensure_ascii=False))
    else:
        _print(score, figures)
    perfect = all(row["equal"] == score.cables for row in figures["fields"].values())
    return 0 if perfect and not (score.missing or score.exceptions) else 1


if __name__ == "__main__":
    sys.exit(main())
