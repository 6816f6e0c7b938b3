"""Any string is a query: it has a tree, the tree a spelling, and what made no sense is said."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cablegram.search.nodes import (
    And,
    Everything,
    Field,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Regex,
    Scope,
    Wild,
    Word,
)
from cablegram.search.reader import read_query

PIECES = st.sampled_from(
    'a b visit =visit visit* w?rd word~1 /re.x/ "a b" "a b"~5 ( ) -x - NOT OR AND NEAR NEAR/5 BEFORE/2 ^2'
    ' subject: tags: date: date:2007-04..2007-06 paragraph: sentence:( near:5( before:3( psot:x foo:bar * " ^ U.S.'
    " e-mail ... '' length:>5 =OR OR, -- && || : ~ /a //".split(" ")
)
STRINGS = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=20).map(" ".join),
    st.lists(PIECES, max_size=12).map("".join),
)


@settings(max_examples=600, deadline=None)
@given(STRINGS)
@example("NOT NOT NOT")
@example("(" * 200 + "a" + ")" * 200)
@example("(a OR " * 200)
@example("\ud800 \x00 \x1b[31m")
@example("a " * 5_000)
@example('"' * 77)
@example("a NEAR -b")
@example("A:NOT^")
@example("post:NOT NOT -x")
@example("subject:" * 500 + "a")
@example("subject:-" * 500 + "a")
@example(" ".join(f"a NEAR/{number}" for number in range(900)) + " b")
@example("subject:(text:(a)) subject:paragraph:(a)")
def test_any_string_has_a_tree_and_its_spelling_reads_the_same(text: str) -> None:
    tree, _ = read_query(text)
    again, notes = read_query(str(tree))
    assert again == tree
    assert not [note for note in notes if "no field" not in note]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a b", And((Word("a"), Word("b")))),
        ("a AND b", And((Word("a"), Word("b")))),
        ("a OR b c", Or((Word("a"), And((Word("b"), Word("c")))))),
        ("-a", Not(Word("a"))),
        ("=visit", Word("visit", exact=True)),
        ('"memorandum of cooperation"', Phrase("memorandum of cooperation")),
        ("“curly  quotes”", Phrase("curly quotes")),
        ('"a b"~5', Near(5, False, (Word("a", True), Word("b", True)))),
        ("a NEAR/5 b", Near(5, False, (Word("a"), Word("b")))),
        ("a BEFORE/2 b BEFORE/2 c", Near(2, True, (Word("a"), Word("b"), Word("c")))),
        ("wom?n visit*", And((Wild("wom?n"), Wild("visit*")))),
        ("visit~ visit~2", And((Fuzzy("visit", 1), Fuzzy("visit", 2)))),
        ("/visit(s|ed)/", Regex("visit(s|ed)")),
        ("subject: visa", Field("subject", Word("visa"))),
        ("TAGS:(KIPR OR ETRD)", Field("tags", Or((Word("KIPR"), Word("ETRD"))))),
        ("date:last 30 days", Field("date", Phrase("last 30 days"))),
        ("date:apr 2007 x", And((Field("date", Phrase("apr 2007")), Word("x")))),
        ("paragraph:(a b)", Scope("paragraph", And((Word("a"), Word("b"))))),
        ("NATO OR WTO OR OECD OR OPEC", Or((Word("NATO"), Word("WTO"), Word("OECD"), Word("OPEC")))),
        ("e-mail U.S.", And((Word("e-mail"), Word("U.S")))),
        ("", Everything()),
        ("*", Everything()),
    ],
)
def test_readings(text: str, tree: Node) -> None:
    assert read_query(text) == (tree, ())


@pytest.mark.parametrize(
    ("text", "spelling", "note"),
    [
        ("((a", "a", "an opening parenthesis was closed"),
        ("a))", "a", "a closing parenthesis without an opening one"),
        ('"a b', '"a b"', "a quotation mark was closed"),
        ("a OR", "a", "“OR” has nothing to work on"),
        ("()", "*", "empty parentheses"),
        ("NOT NOT a", "a", "two negations"),
        ("psot:x", "post:x", "read as “post”"),
        ("sbject:x", "subject:x", "read as “subject”"),
        ("signatory:x", "signatory:x", "no field is called “signatory”"),
        ("a ... b", "a AND b", "no letters or digits"),
        ("visit~7", "visit~2", "two letters at most"),
        ("at least 9 of (a b)", "at least 2 of (a AND b)", "there are 2 to choose from"),
        ("a^2^3", "a^2", "nothing to work on"),
        ("VISIT OF KING AND QUEEN", "VISIT AND OF AND KING AND and AND QUEEN", "everything is in capitals"),
    ],
)
def test_what_made_no_sense_is_said(text: str, spelling: str, note: str) -> None:
    tree, notes = read_query(text)
    assert str(tree) == spelling
    assert any(note in said for said in notes)


def test_length_depth_and_number_of_words_have_limits_that_are_said() -> None:
    for text in ("a " * 6_000, "a " * 1_500, "(" * 60 + "a" + " b)" * 60):
        assert any("only the first" in note or "deep" in note for note in read_query(text).notes)
