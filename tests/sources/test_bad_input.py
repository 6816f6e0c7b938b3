"""Whatever is wrong with a file, the message names it and says what to do, and the rest is read."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import random
import tarfile
import zipfile
from pathlib import Path

import py7zr
import pytest
import zstandard

import publications
from cablegram.reading import Record, read
from cablegram.sources import Problem, SourceError, documents, limits

GOOD = publications.message().encode()


def _read(named: Path | bytes) -> tuple[list[Record], list[Problem]]:
    problems: list[Problem] = []
    return list(read(named, problems.append)), problems


def _codes(named: Path | bytes) -> list[str]:
    return [problem.code for problem in _read(named)[1]]


def _zip(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def _tar(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return held.getvalue()


def _7z(members: dict[str, bytes], password: str | None = None) -> bytes:
    held = io.BytesIO()
    with py7zr.SevenZipFile(held, "w", password=password) as archive:
        for name, data in members.items():
            archive.writestr(data, name)
    return held.getvalue()


TWO = {
    "a/one.txt": GOOD,
    "two.html": publications.scoop_html().encode(),
    "picture.png": b"\x89PNG\r\n\x1a\n\0\0",
}


@pytest.mark.parametrize(
    "packed",
    [
        _zip(TWO),
        _tar(TWO),
        gzip.compress(_tar(TWO)),
        bz2.compress(_tar(TWO)),
        lzma.compress(_tar(TWO)),
        zstandard.compress(_tar(TWO)),
        _7z(TWO),
    ],
    ids=["zip", "tar", "tar.gz", "tar.bz2", "tar.xz", "tar.zst", "7z"],
)
def test_archives_are_read_member_by_member(packed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "without-a-telling-name"
    path.write_bytes(packed)
    records, problems = _read(path)
    assert [(record.source.member, record.container) for record in records] == [
        ("a/one.txt", "message-text"),
        ("two.html", "scoop-html"),
    ]
    assert {record.source.path for record in records} == {str(path)}
    assert [(problem.kind, problem.member) for problem in problems] == [("no-cable", "picture.png")]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress])
def test_a_compressed_file_is_the_file_in_it(pack: object) -> None:
    assert callable(pack)
    (record,), problems = _read(pack(GOOD))
    assert problems == []
    assert record.source.member is None
    (plain,), _ = _read(GOOD)
    assert record.source.sha256 == plain.source.sha256


def test_archives_inside_archives() -> None:
    inner = gzip.compress(_tar({"deep.txt": GOOD}))
    (record,), problems = _read(_zip({"inner.tar.gz": inner}))
    assert problems == []
    assert record.source.member == "inner.tar.gz/deep.txt"


def test_no_more_than_so_many_levels() -> None:
    data = GOOD
    for _ in range(limits.MAX_DEPTH + 1):
        data = _zip({"x": data})
    (problem,) = _read(data)[1]
    assert (problem.code, problem.kind) == ("too-deep", "limit")
    assert problem.member == "x/x/x/x/x"


def test_names_that_lead_outside_are_only_names() -> None:
    (record,), problems = _read(_zip({"../../etc/cron.d/x": GOOD}))
    assert problems == []
    assert record.source.member == "../../etc/cron.d/x"


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"", "empty", "empty"),
        (bytes(range(256)) * 40, "no-cable", "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0", "no-cable", "PNG"),
        (b"body { color: black }", "no-cable", "structure"),
        (b"<!doctype html><html><body>News</body></html>", "no-cable", "web page"),
        (publications.wikileaks().partition("<code>")[0].encode(), "no-cable", "web page"),
        (gzip.compress(GOOD)[:-20], "truncated", "too early"),
        (gzip.compress(_tar(TWO))[:-20], "truncated", "too early"),
        (lzma.compress(GOOD)[:-20], "truncated", "too early"),
        (zstandard.compress(os.urandom(9000))[:-20] or b"", "no-cable", "binary"),
        (_zip(TWO)[:-30], "damaged", "damaged"),
        (_7z(TWO)[:-30], "damaged", "damaged"),
        (_7z(TWO, "secret"), "encrypted", "encrypted"),
        (b"Rar!\x1a\x07\x01\0", "rar", "RAR"),
        (_zip({}), "no-cable", "no file"),
        (_zip({"picture.png": b"\x89PNG\r\n\x1a\n"}), "no-cable", "any of its 1 files"),
    ],
)
def test_what_is_wrong_is_said(data: bytes, code: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "named"
    path.write_bytes(data)
    (tmp_path / "good.txt").write_bytes(GOOD)
    problems = [problem for problem in _read(path)[1] if problem.kind != "no-cable"]
    assert code in [problem.code for problem in problems] or says == "binary"
    for problem in problems:
        assert str(path) in str(problem)
        assert problem.remedy
    assert any(says in problem.message for problem in problems)
    records, _ = _read(tmp_path)
    assert len(records) >= 1


def test_of_a_cut_off_tar_the_whole_members_are_read() -> None:
    noise = random.Random(1).randbytes(400_000)
    cut = gzip.compress(_tar({"one.txt": GOOD, "noise": noise}))[:200_000]
    records, problems = _read(cut)
    assert [record.source.member for record in records] == ["one.txt"]
    assert [problem.code for problem in problems] == ["truncated"]


def test_a_file_without_a_cable_is_no_fault_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "cable.txt").write_bytes(GOOD)
    (tmp_path / "style.css").write_text("body { }")
    (tmp_path / "empty").touch()
    records, problems = _read(tmp_path)
    assert len(records) == 1
    assert [(problem.kind, problem.code) for problem in problems] == [
        ("no-cable", "empty"),
        ("no-cable", "no-cable"),
    ]
    assert list(read(tmp_path))  # and raises nothing


def test_without_a_listener_what_failed_is_raised_behind_the_last_record(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(GOOD)[:-9])
    (tmp_path / "b.txt").write_bytes(GOOD)
    reading = read(tmp_path)
    assert next(reading).source.path == str(tmp_path / "b.txt")
    with pytest.raises(SourceError) as caught:
        next(reading)
    assert caught.value.problem.code == "truncated"
    assert str(tmp_path / "a.gz") in str(caught.value)


def test_encrypted_members_are_named_and_the_others_read() -> None:
    data = bytearray(_zip({"one.txt": GOOD, "two.txt": GOOD}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    data[6] |= 1
    records, problems = _read(bytes(data))
    assert [record.source.member for record in records] == ["two.txt"]
    assert [problem.code for problem in problems] == ["encrypted"]
    assert "1 of its 2 files" in problems[0].message


def test_bombs_are_refused_by_ratio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RATIO_FLOOR", 1 << 20)
    bomb = bytes(8 << 20)
    assert _codes(gzip.compress(bomb)) == ["compression-ratio"]
    assert _codes(lzma.compress(_tar({"bomb": bomb}))) == ["compression-ratio"]
    assert _codes(_7z({"bomb": bomb})) == ["compression-ratio"]
    noise = random.Random(1).randbytes(100_000)
    records, problems = _read(_zip({"bomb": bomb, "noise": noise, "good.txt": GOOD}))
    assert len(records) == 1
    assert {(problem.code, problem.kind, problem.member) for problem in problems} == {
        ("compression-ratio", "limit", "bomb"),
        ("no-cable", "no-cable", "noise"),
    }


def test_bombs_are_refused_by_size_and_number(monkeypatch: pytest.MonkeyPatch) -> None:
    members = {f"{number}.txt": GOOD for number in range(10)}
    monkeypatch.setattr(limits, "MAX_MEMBERS", 5)
    records, problems = _read(_zip(members))
    assert len(records) == 5
    assert [problem.code for problem in problems] == ["too-many-members"]
    monkeypatch.setattr(limits, "MAX_MEMBERS", 50)
    monkeypatch.setattr(limits, "MAX_TOTAL_BYTES", 3 * len(GOOD) + 1)
    records, problems = _read(_zip(members))
    assert len(records) == 3
    assert [(problem.code, problem.kind) for problem in problems] == [("total-size", "limit")]


def test_pages_nested_too_deep_are_refused() -> None:
    page = publications.wikileaks().replace("<h3>", "<div>" * 5000 + "<h3>")
    assert _codes(page.encode()) == ["html-depth"]


def test_a_missing_a_forbidden_and_a_strange_name(tmp_path: Path) -> None:
    assert _codes(tmp_path / "nothing") == ["missing"]
    assert _codes(tmp_path / ("x" * 5000)) == ["unreadable"]
    assert _codes(Path("a\0b")) == ["unreadable"]
    assert _codes(Path("/dev/null")) == ["not-a-file"]
    assert _codes(tmp_path) == ["no-cable"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file_does_not_end_the_batch(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(GOOD)
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "b.txt").write_bytes(GOOD)
    records, problems = _read(tmp_path)
    assert len(records) == 1
    assert [problem.code for problem in problems] == ["no-permission"]


def test_a_file_that_vanishes_does_not_end_the_batch(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_bytes(GOOD)
    problems: list[Problem] = []
    reading = read(tmp_path, problems.append)
    next(reading)
    (tmp_path / "b.txt").unlink()
    assert len(list(reading)) == 1
    assert [(problem.code, problem.path) for problem in problems] == [("missing", str(tmp_path / "b.txt"))]


def test_links_that_lead_in_circles(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "cable.txt").write_bytes(GOOD)
    (tmp_path / "inner" / "up").symlink_to(tmp_path)
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    records, problems = _read(tmp_path)
    assert len(records) == 1
    assert sorted(problem.code for problem in problems) == ["loop", "missing"]


def test_names_that_are_no_unicode(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(name, "wb") as file:
        file.write(GOOD)
    (record,), _ = _read(tmp_path)
    assert record.source.path == f"{tmp_path}/caf\\xe9.txt"


def test_damaged_archives_of_every_kind_raise_nothing() -> None:
    rng = random.Random(7)
    for packed in (
        _zip(TWO),
        gzip.compress(_tar(TWO)),
        _tar(TWO),
        _7z(TWO),
        lzma.compress(GOOD),
        zstandard.compress(GOOD),
    ):
        for _ in range(60):
            hurt = bytearray(packed)
            for _ in range(rng.choice((1, 2, 8))):
                hurt[rng.randrange(len(hurt))] = rng.randrange(256)
            _read(bytes(hurt[: rng.randrange(len(hurt))] if rng.random() < 0.3 else hurt))


def test_documents_of_a_stream() -> None:
    (document,) = documents(io.BytesIO(GOOD))
    assert not isinstance(document, Problem)
    assert document.path is None
    assert document.opening == GOOD.decode()
