"""What is a cable and what merely quotes one; where one message ends and the next begins."""

from __future__ import annotations

import pytest

import publications
from cablegram.reading import read_messages
from cablegram.sources.split import pieces
from cablegram.sources.structure import find_cable, unglued

NOT_CABLES = {
    "an essay": """\
How to read a cable
The first line identifies the transmission:
VZCZCXRO1234
The next gives the precedence and the stations:
OO RUEHCN RUEHGH
Then the station that sent it says who it is:
DE RUEHBJ #1001/01 1030813
The date and time follow in one group:
O 130813Z APR 07
The classification line names the post and number:
UNCLAS BEIJING 001001
and then come the labels, of which the first is
E.O. 12958: N/A
followed by the tags and the subject of the message:
TAGS: ECON ETRD CH
SUBJECT: EXERCISE
1. What do you make of it?
""",
    "an e-mail": """\
From: someone@example.org
To: someone.else@example.org
Subject: a header I cannot read

Do you know what these lines mean and where they come from?

VZCZCXRO1234
OO RUEHCN
DE RUEHBJ #1001/01 1030813
ZNR UUUUU ZZH
O 130813Z APR 07
FM AMEMBASSY BEIJING

Thanks in advance.
""",
    "a reply": "".join(f"> {line}\n" for line in publications.message().splitlines()),
    "a program": (
        'HEADER = """VZCZCXRO1234\nOO RUEHCN\nDE RUEHBJ #1001 1030813\n"""\n\n\ndef read(text):\n    pass\n'
    ),
    "a test": (
        "def test_tags():\n    # the label may be written in several ways here\n    content = '''\n"
        "UNCLAS BEIJING 001001\n\nE.O. 12958: N/A\nTAGS: ECON\nSUBJECT: X\n\n1. (U) Text\n'''\n"
    ),
    "a manual": "A cable of the post, set off as code in the text of this manual:\n\n"
    + "".join(f"    {line}\n" for line in publications.message().splitlines()),
    "a fenced quotation": "What the header of a cable looks like in this project:\n\n```\n"
    + publications.message()
    + "\n```\n",
    "front matter": "TAGS: a, b\nSUBJECT: on labels\n\n1. Labels stand at the beginning of a line.\n",
}


@pytest.mark.parametrize("text", NOT_CABLES.values(), ids=NOT_CABLES)
def test_a_text_that_quotes_lines_is_no_cable(text: str) -> None:
    assert find_cable(text) is None


CABLES = {
    "whole": publications.message(),
    "without a header": publications.body(),
    "without the classification line": publications.message().replace("UNCLAS BEIJING 001001", ""),
    "old, without labels but the subject": (
        "P R 281848Z DEC 66\nFM AMEMBASSY BUENOS AIRES\nTO STATE\n\n"
        "UNCLAS BUENOS AIRES 2481\n\nSUBJECT: EXERCISE\n"
    ),
    "labels only": "E.O. 12958: N/A\nTAGS: ECON CH\nSUBJECT: EXERCISE\n\n1. (U) Text.\n",
    "partial extract": "This record is a partial extract of the original cable. The full text of the original"
    " cable is not available.\n\n" + publications.body(),
    "folded to lower case": publications.message().lower(),
    "spaced letters": publications.body().replace("UNCLAS", "U n c l a s"),
    "printed at State": "UNCLASSIFIED     PTO3308\n\nPAGE 01        BEIJIN  01001  130813Z\n"
    + publications.message(),
    "with control characters in front": "\x02\x02" + publications.message(),
}


@pytest.mark.parametrize("text", CABLES.values(), ids=CABLES)
def test_a_cable_begins_at_its_first_line(text: str) -> None:
    assert find_cable(text) == 0


def test_damaged_lines_above_belong_to_the_message() -> None:
    damaged = publications.message().replace("VZCZCXRO1234", "VZCQXRO12")
    assert find_cable("Exercise file\n\n" + damaged) == len("Exercise file\n\n")


def test_a_whole_cable_inside_an_email_is_found() -> None:
    before = "Dear all,\n\nplease find the cable you asked for yesterday below.\n\n"
    assert find_cable(before + publications.message()) == len(before)


def _cut(text: str, size: int | None = None) -> list[str]:
    chunks = [text[at : at + size] for at in range(0, len(text), size)] if size else [text]
    return [piece for _, piece in pieces(iter(chunks), 0)]


MANY = [publications.message(number) for number in range(1001, 1011)]


@pytest.mark.parametrize("between", ["\n\nNNNN\n\n\n", "\n\n\n", "\nBT\nNNNNMAFVVZCZ\n", "\n"])
@pytest.mark.parametrize("size", [None, 40_000])
def test_many_messages_in_one_text(between: str, size: int | None) -> None:
    found = _cut(between.join(MANY) + "\n", size)
    assert [piece.removesuffix(between.strip()).rstrip() for piece in found] == MANY


def test_messages_without_a_header_are_told_apart_by_number() -> None:
    bodies = [publications.body(number) for number in range(1001, 1005)]
    assert _cut("\n\n".join(bodies)) == bodies


def test_a_file_larger_than_a_chunk_is_cut_the_same() -> None:
    text = "\n\nNNNN\n\n".join(MANY * 500)
    found = [raw.text for _, raw in read_messages(text.encode())]
    assert len(text) > 2 << 20
    assert [piece.removesuffix("NNNN").rstrip() for piece in found] == MANY * 500


@pytest.mark.parametrize("end", ["\n\n", "\n\nNNNN\n\n"])
def test_a_later_section_with_its_own_header_is_the_same_message(end: str) -> None:
    first = publications.message().replace("UNCLAS BEIJING", "UNCLAS SECTION 01 OF 02 BEIJING")
    later = first.replace("/01 ", "/02 ").replace("01 OF 02", "02 OF 02")
    assert len(_cut(first + end + later)) == 1
    assert len(_cut(first + end + later + end + publications.message(1002))) == 2


def test_the_same_message_sent_again_is_another() -> None:
    assert len(_cut(publications.message() + "\n\n" + publications.message())) == 2


def test_a_cable_repeated_inside_another_is_part_of_it() -> None:
    inner = publications.message(77).partition("\nO ")[2]
    outer = publications.message() + "\n\n3. (U) BEGIN TEXT OF BEIJING 77:\n\nO " + inner + "\n\nEND TEXT."
    assert len(_cut(outer)) == 1


def test_line_end_between_header_and_text_is_restored() -> None:
    assert unglued("AIT TAIPEI 9222UNCLAS SECTION 01 OF 02 BEIJING 011971\n") == (
        "AIT TAIPEI 9222\nUNCLAS SECTION 01 OF 02 BEIJING 011971\n"
    )
    assert "PARIS\nUNCLAS HARARE 002906" in unglued("INFO AMEMBASSY PARISUNCLAS HARARE 002906\n")


@pytest.mark.parametrize(
    "unit",
    [
        " ",
        "\n",
        "A",
        "V",
        "VZCZC",
        "\nVZCZCXRO1234",
        "\nUNCLAS ",
        "UNCLAS A ",
        "\nO 130813Z APR 07",
        "\r",
        "1",
        "\nNNNN",
    ],
)
def test_a_megabyte_of_repetition_is_read_through(unit: str) -> None:
    hostile = publications.message() + unit * (1_000_000 // len(unit))
    assert list(read_messages(hostile.encode(), lambda problem: None))
    list(read_messages((unit * 1_000_000)[:1_000_000].encode(), lambda problem: None))
