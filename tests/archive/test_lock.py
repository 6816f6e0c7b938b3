"""One writer at a time: the second is told who the first is, and a dead one holds nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from holdings import CABLES

from cablegram.archive.archive import Archive
from cablegram.archive.catalog import ArchiveError
from cablegram.archive.lock import is_held, only_writer

HOLD = """
import sys, time
from pathlib import Path
from cablegram.archive.lock import only_writer
with only_writer(Path(sys.argv[1]), "ingest"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_second_writer_is_told_who_writes_and_readers_read(archive: Archive) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, archive.folder], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        said = rf"Process {holder.pid} on .* \(ingest, since .*\) is writing to .*Wait for it to end"
        with pytest.raises(ArchiveError, match=said):
            archive.label(next(archive.cables()).name, "tea")
        assert is_held(archive.folder)
        assert archive.index.searcher().num_docs == archive.stats().cables == CABLES
        assert archive.check(jobs=1).ok
    finally:
        holder.kill()
        holder.communicate()
    assert not is_held(archive.folder)
    archive.label(next(archive.cables()).name, "tea")
    assert not (archive.folder / "writer.txt").exists()


def test_the_same_process_is_a_second_writer_too(tmp_path: Path) -> None:
    with (
        only_writer(tmp_path, "one"),
        pytest.raises(ArchiveError, match=f"Process {os.getpid()}"),
        only_writer(tmp_path, "two"),
    ):
        pass
    with only_writer(tmp_path, "three"):
        pass
