"""Files of any size are read in memory that does not grow with them."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

import publications
from cablegram.reading import read_messages

STATUS = Path("/proc/self/status")
MEASURE = """
import re, sys
from cablegram.reading import read_messages
count = sum(1 for _ in read_messages(sys.argv[1]))
print(count, re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1])
"""


def _peak(path: Path) -> tuple[int, int]:
    """Return the number of messages in ``path`` and the most memory their reading took, in bytes."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, check=True, text=True
    )
    count, peak = done.stdout.split()
    return int(count), int(peak) << 10


@pytest.mark.skipif(not STATUS.exists(), reason="the peak is read from the Linux process table")
@pytest.mark.parametrize(
    "unit",
    [publications.csv_row(), publications.message() + "\n\nNNNN\n\n", publications.nara_text()],
    ids=["cables.csv", "messages", "records"],
)
def test_memory_does_not_grow_with_the_file(unit: str, tmp_path: Path) -> None:
    peaks = []
    for count in (5_000, 40_000):
        path = tmp_path / "file"
        path.write_text(unit * count)
        found, peak = _peak(path)
        assert found == count
        peaks.append(peak)
    assert path.stat().st_size > 16 << 20
    assert peaks[1] < peaks[0] + (8 << 20)


def test_a_compressed_csv_is_the_same_csv() -> None:
    rows = "".join(publications.csv_row(number) for number in range(1000, 1500)).encode()
    plain, packed = read_messages(rows), read_messages(gzip.compress(rows))
    assert [(source.sha256, raw) for source, raw in plain] == [(source.sha256, raw) for source, raw in packed]
