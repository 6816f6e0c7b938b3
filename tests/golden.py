"""The goldens: what the parser says of every message in tests/messages. Run it to write them anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

import cablegram

MESSAGES = Path(__file__).parent / "messages"


def cases() -> list[Path]:
    """Return the files that have a golden beside them."""
    return sorted(path for path in MESSAGES.glob("*/*") if path.suffix != ".json")


def golden(case: Path) -> Path:
    """Return where the golden of ``case`` is."""
    return case.with_name("cable.json")


def reading(case: Path) -> Any:
    """Return what the parser says of the one cable in ``case``, as plain data."""
    (record,) = cablegram.read(case)
    return json.loads(msgspec.json.encode(record.cable))


if __name__ == "__main__":
    for path in cases():
        golden(path).write_text(json.dumps(reading(path), indent=1, ensure_ascii=False) + "\n", "utf-8")
        print(golden(path).relative_to(MESSAGES.parent.parent))
