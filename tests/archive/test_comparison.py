"""What differs between two renditions: told by field, layout aside, a redaction from an edit."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import msgspec
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from invented_renditions import body, message

from cablegram import parse
from cablegram.archive import worddiff
from cablegram.archive.comparison import differences, words
from cablegram.archive.worddiff import Piece, is_redacted
from cablegram.model import Cable

from strategies import cables

PAGE = (Path(__file__).parents[1] / "messages" / "07BEIJING2463" / "page.txt").read_text("utf-8")
SEED = parse(PAGE)


def _kinds(a: Cable, b: Cable) -> list[tuple[str, str, str | None]]:
    return [(one.field, one.kind, one.of) for one in differences(a, b)]


def test_layout_is_no_difference() -> None:
    assert differences(SEED, parse(PAGE.replace("\n\n", "\n\n\n"))) == ()


def test_each_field_with_what_was_found() -> None:
    other = parse(
        PAGE.replace("KIPR", "KIPX", 1).replace("UNCLAS SECTION", "C O N F I D E N T I A L SECTION")
    )
    assert _kinds(SEED, other) == [
        ("classification", "changed", None),
        ("tags", "missing", "KIPR"),
        ("tags", "added", "KIPX"),
    ]
    assert differences(SEED, other)[0].a == "UNCLASSIFIED"


def test_a_missing_header_is_one_difference() -> None:
    bare = parse(
        PAGE[PAGE.index("UNCLAS SECTION") :], {"mrn": "07BEIJING2463", "date": "2007-04-13T08:13:00Z"}
    )
    assert _kinds(SEED, bare) == [("header", "missing", None)]
    assert differences(SEED, bare)[0].a == "130813Z APR 07 FM AMEMBASSY BEIJING"
    assert _kinds(bare, SEED) == [("header", "added", None)]


def test_a_redacted_paragraph_is_told_from_an_edited_one() -> None:
    hidden = parse(message().replace("museum", "XXXXXXXXXXXX"))
    assert {one.kind for one in differences(parse(message()), hidden)} == {"redacted"}
    edited = parse(message().replace("museum", "gallery"))
    assert {one.kind for one in differences(parse(message()), edited)} == {"changed"}


def test_a_paragraph_blacked_out_whole() -> None:
    paragraphs = body(1).split("\n\n")
    hidden = "\n\n".join([paragraphs[0], "2. (U) XXXXXXXXXXXX", *paragraphs[2:]])
    assert _kinds(parse(message()), parse(message(text=hidden))) == [("paragraphs", "redacted", "2")]


def test_missing_and_added_paragraphs() -> None:
    paragraphs = body(1).split("\n\n")
    short = parse(message(text="\n\n".join([*paragraphs[:1], *paragraphs[2:]])))
    assert _kinds(parse(message()), short) == [("paragraphs", "missing", "2")]
    assert _kinds(short, parse(message())) == [("paragraphs", "added", "2")]


@settings(max_examples=25, phases=(Phase.explicit, Phase.generate), deadline=None)
@given(cables())
def test_nothing_differs_from_itself(cable: Cable) -> None:
    assert differences(cable, cable) == ()
    bare = msgspec.structs.replace(cable, tags=(), subject=None)
    assert {one.kind for one in differences(cable, bare)} <= {"missing"}


# -- word by word ----------------------------------------------------------------------------------


def test_a_redaction_shows_what_the_other_text_has() -> None:
    assert words("He met John Smith, a trader.", "He met XXXXXXXXXXXX, a trader.") == (
        Piece("same", "He met"),
        Piece("redacted", "XXXXXXXXXXXX,", "John Smith,", "b"),
        Piece("same", "a trader."),
    )
    assert words("He met [REDACTED] there.", "He met John Smith there.")[1] == Piece(
        "redacted", "[REDACTED]", "John Smith", "a"
    )


def test_an_edit_beside_a_redaction_is_an_edit() -> None:
    pieces = words("the colour John Smith chose", "the color XXXXX chose")
    assert [(one.kind, one.text) for one in pieces] == [
        ("same", "the"),
        ("removed", "colour"),
        ("added", "color"),
        ("redacted", "XXXXX"),
        ("same", "chose"),
    ]


def test_redactions_of_any_length_are_alike() -> None:
    assert words("He met xxxxx.", "He met XXXXXXXXXXXX.") == (Piece("same", "He met XXXXXXXXXXXX."),)
    assert [is_redacted(word) for word in ("XXX", "XXXX", "(XXXXX),", "XXXXa", "xxxx's")] == [
        False,
        True,
        True,
        False,
        False,
    ]


def _side(pieces: tuple[Piece, ...], side: str) -> list[str]:
    found = []
    for one in pieces:
        if one.kind == "redacted":
            found.append(one.text if one.redacted_in == side else one.shown or "")
        elif one.kind == "same" or (one.kind == "removed") == (side == "a"):
            found.append(one.text)
    return " ".join(found).split()


_TEXT = st.lists(st.sampled_from("tea harbour XXXX quota [REDACTED], lamp".split()), max_size=12).map(
    " ".join
)


@given(_TEXT, _TEXT)
def test_both_texts_can_be_read_off_the_pieces(a: str, b: str) -> None:
    pieces = words(a, b)
    assert [is_redacted(w) or w for w in _side(pieces, "a")] == [is_redacted(w) or w for w in a.split()]
    assert _side(pieces, "b") == b.split()
    assert words(a, a) == ((Piece("same", a),) if a else ())


def test_long_texts_are_compared_in_little_time() -> None:
    """100 KB in 0.2 s on the machine of the benchmarks; three times the length, paragraph by paragraph."""
    rng = Random(1)
    vocabulary = [f"word{n}" for n in range(3000)]
    for count in (16_000, 48_000):
        a = [rng.choice(vocabulary) if n % 60 else "\n\n" for n in range(1, count)]
        b = [word if rng.random() > 0.05 else rng.choice(vocabulary) for word in a]
        start = time.perf_counter()
        pieces = words(" ".join(a), " ".join(b))
        assert time.perf_counter() - start < 5
        assert sum(len(one.text.split()) for one in pieces if one.kind == "same") > 0.85 * count
    assert worddiff.LARGEST < 48_000**2
