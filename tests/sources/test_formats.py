"""One test or more for each published format: the message alone, and what the publisher says of it."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import entry_points

import pytest

import publications
from cablegram.reading import read_messages
from cablegram.sources import Problem, RawMessage, readers


def _all(data: bytes | str) -> tuple[list[RawMessage], list[Problem]]:
    problems: list[Problem] = []
    data = data.encode() if isinstance(data, str) else data
    return [raw for _, raw in read_messages(data, problems.append)], problems


def _only(data: bytes | str) -> RawMessage:
    (raw,), problems = _all(data)
    assert problems == []
    return raw


def _squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("container", "data"),
    [
        ("scoop-page", publications.scoop_text()),
        ("scoop-html", publications.scoop_html()),
        ("plusd-page", publications.plusd()),
        ("cables-csv", publications.csv_row()),
        ("alx-text", publications.alx()),
        ("message-text", publications.message()),
        ("message-text", publications.message().replace("\n", "\r\r\n")),
    ],
)
def test_the_message_comes_out_alone_and_line_by_line(container: str, data: str) -> None:
    raw = _only(data)
    assert raw.container == container
    lines = [line for line in raw.text.splitlines() if line.strip()]
    assert lines == [line for line in publications.message().splitlines() if line.strip()]


def test_scoop_headline_and_byline_are_the_pages() -> None:
    given = _only(publications.scoop_html()).given
    assert given.title == "Exercise: Tea Auctions Open"
    assert given.other == {
        "Headline": "Cablegate: Exercise: Tea Auctions Open",
        "Byline": "Friday, 13 April 2007, 8:13 am Cable",
    }


@pytest.mark.parametrize("foot", ["&copy; Scoop Media", "Advertisement - scroll to continue reading"])
def test_scoop_page_ends_at_its_foot(foot: str) -> None:
    assert _only(publications.scoop_html(foot)).text.endswith("RANDT")


def test_scoop_article_about_cables_is_no_cable() -> None:
    page = "Search\n\nCablegate: What We Learned\n\nThe cables begin VZCZC and say much.\n\n© Scoop Media\n"
    found, problems = _all(page)
    assert found == []
    assert [problem.code for problem in problems] == ["no-cable"]


def test_a_line_like_the_headline_inside_a_cable_makes_no_page_of_it() -> None:
    raw = _only(publications.message() + "\n\nCablegate: a word of the press\n")
    assert raw.container == "message-text"
    assert raw.text.endswith("a word of the press")


def test_wikileaks_later_release() -> None:
    raw = _only(publications.wikileaks())
    assert raw.container == "wikileaks-page"
    assert raw.text.startswith("VZCZCXRO1234\nOO RUEHCN\n")
    assert "\n\nUNCLAS BEIJING 001001" in raw.text
    assert "\n2. (U) Officials" in raw.text
    given = raw.given
    assert given.mrn == "07BEIJING1001"
    assert given.date == datetime(2007, 4, 13, 8, 13)
    assert given.released == datetime(2011, 8, 30, 1, 44)
    assert given.classification == "UNCLASSIFIED"
    assert given.origin == "Embassy Beijing"
    assert given.title == "EXERCISE: TEA AUCTIONS OPEN"
    assert given.tags == ("ECON", "ETRD")
    assert given.references == ("06BEIJING77",)
    assert given.other == {"Appears in": "http://paper.example/tea"}


@pytest.mark.parametrize(
    ("shown", "date"),
    [
        ("2007-04-13 18:06", datetime(2007, 4, 13)),
        ("2007-04-13 12:12", datetime(2007, 4, 13)),
        ("2007-04-13 08:13", datetime(2007, 4, 13, 8, 13)),
    ],
)
def test_wikileaks_first_release_shows_the_hour_for_the_minutes(shown: str, date: datetime) -> None:
    columns = {"Date": shown, "Classification": "UNCLASSIFIED", "Origin": "Embassy Beijing"}
    given = _only(publications.wikileaks(columns)).given
    assert given.date == date
    assert given.other.get("Date") == (None if date.hour else shown)


def test_wikileaks_page_with_one_block_and_without_a_title() -> None:
    raw = _only(publications.wikileaks(blocks=(publications.body_block(),), title=""))
    assert raw.text.startswith("UNCLAS BEIJING 001001")
    assert raw.given.title is None


def test_wikileaks_block_that_holds_a_row_of_the_export() -> None:
    row = (
        "4/13/2007 8:13\t07BEIJING1001\tEmbassy Beijing\tUNCLASSIFIED\t06BEIJING77\t"
        f"{publications.header()}\t{publications.body()}"
    )
    raw = _only(publications.wikileaks(blocks=(row.replace("\n", "\\\n"),)))
    assert raw.text == publications.message()


def test_wikileaks_list_of_cables_is_no_cable() -> None:
    page = publications.wikileaks().partition("<code>")[0]
    assert _all(page)[0] == []


def test_plusd_metadata() -> None:
    given = _only(publications.plusd()).given
    assert given.mrn == "07BEIJING1001"
    assert given.date == datetime(2007, 4, 13, 8, 13)
    assert given.classification == "UNCLASSIFIED"
    assert given.title == "EXERCISE: TEA AUCTIONS OPEN"
    assert given.tags == ("CH", "ECON")
    assert given.other == {"From": "China Beijing", "Document ID": "07BEIJING1001_a"}


def test_cables_csv_row() -> None:
    raw = _only(publications.csv_row())
    assert raw.locator == "row 1 (line 1)"
    assert 'Officials "expect" a good year' in raw.text
    given = raw.given
    assert (given.mrn, given.origin, given.classification) == (
        "07BEIJING1001",
        "Embassy Beijing",
        "UNCLASSIFIED",
    )
    assert given.date == datetime(2007, 4, 13, 8, 13)
    assert given.references == ("06BEIJING77", "06STATE5")


def test_cables_csv_broken_quotes_cost_their_row_only() -> None:
    broken = publications.csv_row(1002).replace('RANDT"', "RANDT")
    stray = publications.csv_row(1003).replace("Monday", 'Mon"day')
    rows = publications.csv_row(1001) + broken + stray + publications.csv_row(1004)
    found, problems = _all(rows)
    assert [raw.given.mrn for raw in found] == ["07BEIJING1001", "07BEIJING1004"]
    assert [problem.code for problem in problems] == ["broken-quote", "broken-quote"]
    line = 1 + publications.csv_row().count("\n")
    assert f"Row 2 (line {line})" in problems[0].message
    assert all(problem.kind == "failed" and problem.remedy for problem in problems)


def test_cables_csv_with_a_row_of_names_and_short_rows() -> None:
    names = "id,created,reference,origin,classification,references,header,body\n"
    short = '"8","4/14/2007 9:00","07BEIJING9","Embassy Beijing","UNCLASSIFIED"\n'
    found, problems = _all(names + publications.csv_row() + short)
    assert len(found) == 1
    assert [problem.code for problem in problems] == ["broken-row"]


def test_nara_record() -> None:
    raw = _only(publications.nara_text())
    assert raw.container == "nara-text"
    assert raw.text.startswith("VZCZCXRO1234")
    assert raw.text.endswith("RANDT")
    given = raw.given
    assert given.mrn == "1975BEIJIN01001"
    assert given.date == datetime(1975, 4, 13)
    assert given.tags == ("ECON", "OVIP (DOE, JOHN)", "CH")
    assert given.references == ("75 STATE 12", "75 BEIJING 9")
    assert given.released is None
    assert given.other == {
        "Automatic Decaptioning": "X",
        "Concepts": "TEA, AUCTIONS, HARBOURS",
        "To": "STATE SECSTATE WASHDC",
    }


def test_nara_records_in_one_file_and_one_without_text() -> None:
    lost = publications.nara_text().replace(publications.header(), "").replace("01001", "01002")
    lost = (
        "Message Text\n\nERROR READING TEXT INDEX FILE\n\nMessage Attributes"
        + lost.partition("Attributes")[2]
    )
    found, problems = _all(publications.nara_text() + lost)
    assert problems == []
    assert [raw.given.mrn for raw in found] == ["1975BEIJIN01001", "1975BEIJIN01002"]
    assert found[1].text == ""
    assert [finding.code for finding in found[1].findings] == ["text-unavailable"]


def test_nara_record_as_a_page() -> None:
    shown = publications.nara_text().replace("\n", "<br>\n")
    raw = _only(f"<html><body><div>{shown}</div></body></html>")
    assert raw.container == "nara-text"
    assert raw.given.mrn == "1975BEIJIN01001"
    assert raw.text.startswith("VZCZCXRO1234\nOO RUEHCN\n")


def test_nara_overview_has_no_text() -> None:
    found, problems = _all(publications.NARA_CSV)
    assert problems == []
    assert [raw.text for raw in found] == ["", ""]
    assert found[0].given.mrn == "1975BEIJIN00001"
    assert found[0].given.title == "EXERCISE: TEA, GREEN"
    assert found[0].given.tags == ("ECON", "CH")
    assert found[1].locator == "row 2 (line 3)"


def test_alx_metadata_and_stub() -> None:
    given = _only(publications.alx()).given
    assert given.mrn == "07BEIJING1001"
    assert given.date == datetime(2007, 4, 13)
    assert (given.classification, given.origin) == ("UNCLASSIFIED", "Embassy Beijing")
    stub = _only(publications.alx().partition("VZCZC")[0])
    assert stub.text == ""
    assert stub.given == given


def test_formats_inside_a_page_without_a_charset_keep_their_lines() -> None:
    page = publications.scoop_html().replace("Mon", "M\xf6n").encode("cp1252")
    raw = _only(page)
    assert "Möndays" in raw.text or "Mönday" in raw.text
    assert _squeezed(raw.text).startswith("VZCZCXRO1234 OO RUEHCN")
    assert [finding.code for finding in raw.findings] == ["encoding"]


def test_a_row_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cablegram.sources.rows.MAX_TEXT", 1 << 20)
    endless = publications.csv_row(1002).replace("Monday", "Monday\n" * 500_000)
    found, problems = _all(publications.csv_row() + endless + publications.csv_row(1003))
    above = publications.csv_row().count("\n") + endless.count("\n")
    assert found[1].locator == f"row 3 (line {above + 1})"
    assert [raw.given.mrn for raw in found] == ["07BEIJING1001", "07BEIJING1003"]
    assert [(problem.code, problem.kind) for problem in problems] == [("message-size", "limit")]


def test_readers_register_like_anyone_elses() -> None:
    registered = {point.name for point in entry_points(group="cablegram.sources")}
    assert {reader.container for reader in readers()} == registered
    assert [reader.rank for reader in readers()] == sorted(reader.rank for reader in readers())
