"""People a text lists or names by role (format A23, A24)."""

from __future__ import annotations

import pytest

import cablegram
from cablegram.model import Cable
from cablegram.parse.people import find_clearance, title_and_name
from invented import message


def parse(body: str) -> Cable:
    text = message(body)
    cable = cablegram.parse(text)
    for one in (*cable.participants, *cable.cleared_by):
        assert one.span is not None
        assert one.span.of(text) == one.as_found
    return cable


@pytest.mark.parametrize(
    ("text", "title", "name"),
    [
        ("Diana Tsang, Assistant Attache", "Assistant Attache", "Diana Tsang"),
        ("Economic Officer John Example", "Economic Officer", "John Example"),
        ("Embassy Second Secretary Geoff Siebengartner", "Embassy Second Secretary", "Geoff Siebengartner"),
        ("John Q. Example, Jr.", None, "John Q. Example, Jr."),
        ("John Example", None, "John Example"),
        ("the Deputy Director", "the Deputy Director", None),
        ("Charles de la Tour", None, "Charles de la Tour"),
    ],
)
def test_title_and_name(text: str, title: str | None, name: str | None) -> None:
    """The name is what follows the last word of an office, or stands before its comma."""
    assert title_and_name(text) == (title, name)


LIST = """1. (U) U.S. Participants:

Ambassador Jane Example
Embassy Economic Affairs Second Secretary Geoff
Siebengartner (notetaker)
Mr. John Doe, Kite Office

2. (U) Chinese participants:

Li Example, Deputy Director
Interpreter

3. (U) They met.
"""


def test_participants_by_side() -> None:
    """07BEIJING2463, paragraphs 6 and 7: an entry that names no one in full goes on with the next line."""
    people = parse(LIST).participants
    assert [(one.side, one.title, one.honorific, one.name, one.note) for one in people] == [
        ("U.S.", "Ambassador", None, "Jane Example", None),
        ("U.S.", "Embassy Economic Affairs Second Secretary", None, "Geoff Siebengartner", "notetaker"),
        ("U.S.", "Kite Office", "Mr.", "John Doe", None),
        ("Chinese", "Deputy Director", None, "Li Example", None),
        ("Chinese", "Interpreter", None, None, None),
    ]


def test_a_list_has_one_entry_a_line() -> None:
    listed = parse(LIST).paragraphs[0]
    assert listed.kind == "participants"
    assert listed.text.split("\n")[1:] == [
        "Ambassador Jane Example",
        "Embassy Economic Affairs Second Secretary Geoff Siebengartner (notetaker)",
        "Mr. John Doe, Kite Office",
    ]


def test_sides_may_stand_within_one_list() -> None:
    people = parse(
        "1. (U) Participants:\n\nU.S.:\n- John Example\n\nFrance:\n- Marie Exemple\n\n2. (U) X.\n"
    ).participants
    assert [(one.side, one.name) for one in people] == [("U.S.", "John Example"), ("France", "Marie Exemple")]


def test_a_heading_may_name_the_side() -> None:
    body = "1. (U) One.\n\nFrench Participants\n-------------------\n\n2. (U) Participants:\nMarie Exemple\n"
    assert [one.name for one in parse(body).participants] == ["Marie Exemple"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Chris Israel has cleared this report.", "Chris Israel"),  # 07BEIJING2463
        ("This cable was cleared by John Example.", "John Example"),
        ("We met. John Example and Mr. Doe have reviewed this message.", "John Example and Mr. Doe"),
        ("This message was coordinated with Embassy Berlin.", "Embassy Berlin."),  # 08MUNICH355
        ("This report has been cleared and approved by John Example.", "John Example."),
        ("Customs has cleared the goods.", None),
        ("This report was long.", None),
    ],
)
def test_clearances(text: str, who: str | None) -> None:
    place = find_clearance(text, 0, len(text))
    found = text[slice(*place)] if place else None
    assert (found and found.rstrip(".")) == (who and who.rstrip("."))


def test_those_who_cleared_are_named_one_by_one() -> None:
    body = "1. (U) Text.\n\n2. (U) Consul General John Example, Embassy\nBerlin and Jane Doe have cleared this cable.\n"
    people = parse(body).cleared_by
    assert [(one.title, one.name) for one in people] == [
        ("Consul General", "John Example"),
        ("Embassy", "Berlin"),
        (None, "Jane Doe"),
    ]
