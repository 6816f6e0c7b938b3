"""Notes and labels: written, listed, found, taken back."""

from __future__ import annotations

import pytest
from holdings import found

from cablegram.archive.archive import Archive
from cablegram.archive.catalog import ArchiveError


def test_notes(archive: Archive) -> None:
    name = next(archive.cables()).name
    archive.note(name, "The whole.", who="Reader")
    note = archive.note(name, " A paragraph. ", paragraph=0, who="Reader")
    assert [(one.text, one.paragraph) for one in archive.notes(name)] == [
        ("The whole.", None),
        ("A paragraph.", 0),
    ]
    assert found(archive, "has", "note") == [name]
    assert archive.stats().notes == 2
    for one in archive.notes():
        archive.unnote(one.id)
    assert archive.notes() == []
    assert found(archive, "has", "note") == []
    with pytest.raises(ArchiveError, match="There is no note"):
        archive.unnote(note.id)
    with pytest.raises(ArchiveError, match="paragraphs, counted from 0"):
        archive.note(name, "x", paragraph=999)
    with pytest.raises(ArchiveError, match="empty"):
        archive.note(name, "  ")
    assert archive.check(jobs=1).ok


def test_labels(archive: Archive) -> None:
    names = [row.name for row in archive.cables()][:3]
    for name in names:
        archive.label(name, "to read")
        archive.label(name, "to read")
    archive.label(names[0], "tea")
    assert archive.labels() == {"tea": 1, "to read": 3}
    assert archive.labels(names[1]) == {"to read": 3}
    assert found(archive, "label", "to read") == sorted(names)
    archive.unlabel(names[0], "to read")
    assert found(archive, "label", "to read") == sorted(names[1:])
    with pytest.raises(ArchiveError, match="has no label"):
        archive.unlabel(names[0], "to read")
    with pytest.raises(ArchiveError, match="empty"):
        archive.label(names[0], "")
    archive.reindex(jobs=1)
    assert found(archive, "label", "tea") == names[:1]
