"""From bytes to characters: nothing is lost, and what was guessed is said."""

from __future__ import annotations

import pytest

import publications
from cablegram.reading import read_messages
from cablegram.sources import RawMessage

TEXT = publications.message().replace("Officials", "Señor Müller’s officials")


def _only(data: bytes) -> RawMessage:
    ((_, raw),) = read_messages(data)
    return raw


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_every_form(encoding: str) -> None:
    raw = _only(TEXT.encode(encoding))
    assert raw.text == TEXT
    assert all("lost" not in finding.code for finding in raw.findings)


def test_single_bytes_are_windows_1252_and_said_to_be() -> None:
    raw = _only(TEXT.encode("cp1252"))
    assert raw.text == TEXT
    (finding,) = raw.findings
    assert finding.code == "encoding"
    assert finding.span is not None
    assert finding.span.of(raw.text) == "ñ"


def test_a_bad_byte_in_a_unicode_text_costs_nothing_else() -> None:
    raw = _only(TEXT.encode().replace(b"RANDT", b"R\x81NDT"))
    assert "Señor Müller’s" in raw.text
    assert "R\x81NDT" in raw.text
    assert [finding.code for finding in raw.findings] == ["encoding"]


def test_another_script_is_recognised() -> None:
    russian = "Министр сказал послу, что переговоры о поставках чая начнутся в понедельник утром. " * 40
    raw = _only((publications.message() + "\n\n3. (U) " + russian).encode("cp1251"))
    assert "переговоры" in raw.text
    assert [finding.code for finding in raw.findings] == ["encoding"]


def test_a_page_says_its_encoding() -> None:
    page = (
        publications.scoop_html()
        .replace("Monday", "pátek ěšč")
        .replace("<head>", "<head><meta charset=windows-1250>")
    )
    raw = _only(page.encode("cp1250"))
    assert "pátek ěšč" in raw.text


def test_nul_bytes_become_blanks() -> None:
    raw = _only(TEXT.replace("three", "th\0ee").encode())
    assert "th ee" in raw.text
    assert [finding.code for finding in raw.findings] == ["nul-bytes"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\r\r\n"])
def test_line_ends(end: str) -> None:
    assert _only(TEXT.replace("\n", end).encode()).text == TEXT
