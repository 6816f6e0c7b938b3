"""One cable, several renditions: together where it is certain, linked where it is not, whatever came first."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import permutations

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from invented_renditions import body, message, printed, stored

from cablegram import parse, render
from cablegram.archive.evidence import judge
from cablegram.archive.fingerprint import Fingerprint, fingerprint, overlap
from cablegram.archive.identity import CROWD, Held, best, decide, keys, number
from cablegram.model import Given

from strategies import cables

_NO_SHRINKING = (Phase.explicit, Phase.generate)  # whole cables shrink for minutes
DATE = datetime(2007, 4, 13, 8, 13, tzinfo=UTC)
PARTIAL = (
    "This record is a partial extract of the original cable. "
    "The full text of the original cable is not available.\n\n"
)


def _decide(old: Fingerprint, new: Fingerprint) -> tuple[bool, bool]:
    """Tell whether ``new`` is put with ``old``, and whether it is linked to it; the other order must say the same."""
    both = [decide(b, [Held(1, 1, a)]) for a, b in ((old, new), (new, old))]
    assert len({decision.cable for decision in both}) == 1
    assert all(decision.why for decision in both)
    return both[0].cable == 1, bool(both[0].links)


# -- fingerprints ----------------------------------------------------------------------------------


def test_a_fingerprint_is_small_and_survives_packing() -> None:
    fp = printed(message(), mrn="07SECTION01OF02BEIJING2463")
    packed = msgspec.msgpack.encode(fp)
    assert len(packed) <= 200
    assert msgspec.msgpack.decode(packed, type=Fingerprint) == fp
    assert (fp.mrn, fp.series, fp.number_from, fp.post) == (
        "07BEIJING2463",
        "07BEIJING2463",
        "message",
        "BEIJING",
    )


def test_a_fingerprint_is_the_same_on_every_machine() -> None:
    """The text's hashes are CRC-32 and SHA-256: no seed, no byte order."""
    fp = printed(message(text="1. (U) " + "EXERCISE EXERCISE EXERCISE in the inland museum. " * 20))
    assert fp.digest.hex() == "58c3a2c0a069"
    assert fp.sketch.hex() == "bea948"


def test_layout_changes_no_fingerprint_of_the_text() -> None:
    one = printed(message())
    wrapped = "\n\n".join(textwrap.fill(paragraph, 50) for paragraph in body(1).split("\n\n"))
    other = printed(message(text=wrapped.upper()))
    assert (one.digest, one.sketch) == (other.digest, other.sketch)


def test_texts_of_any_characters_have_fingerprints() -> None:
    for text in ("", "\udcff", "ä" * 5000, "IN" * 5000, "\x00"):
        fp = printed(text)
        assert overlap(fp, fp).compared >= 0
        assert best([fp]) == 0


# -- one number ------------------------------------------------------------------------------------


def test_another_copy_is_the_same_cable() -> None:
    decision = decide(printed(message()), [Held(7, 3, printed(message().lower()))])
    assert (decision.cable, decision.rendition, decision.relation) == (3, 7, "same")
    assert decision.why == "Both are numbered 07BEIJING2463, and have the same text."


def test_a_contradicted_number_is_another_cable() -> None:
    """A typing error: the same number over another day's text."""
    wrong = printed(message(date="210900Z APR 07", text=body(2), subject="MUSEUM LENDS BRONZE LAMPS"))
    assert _decide(printed(message()), wrong) == (False, True)
    decision = decide(wrong, [Held(1, 1, printed(message()))])
    assert (
        decision.links[0].why
        == "Both are numbered 07BEIJING2463, but their texts differ, and their dates are days apart."
    )


def test_an_evening_summary_under_the_mornings_number_is_linked() -> None:
    morning, evening = body(1).split("\n\n"), body(2).split("\n\n")
    summary = "\n\n".join(morning[:2] + evening[2:])
    assert _decide(printed(message()), printed(message(date="131600Z APR 07", text=summary))) == (False, True)


def test_a_publishers_number_holds_unless_the_text_contradicts_it() -> None:
    bare = printed(message(number=None), mrn="07BEIJING2463")
    assert bare.number_from == "publisher"
    assert _decide(printed(message()), bare) == (True, False)
    stub = printed("\n".join(message(text="").split("\n")[:4]), mrn="07BEIJING2463")
    assert _decide(printed(message()), stub)[0]
    other = printed(message(number=None, date="150900Z APR 07", text=body(5)), mrn="07BEIJING2463")
    assert _decide(printed(message()), other) == (False, True)


def test_a_garbled_publishers_number_is_the_cables() -> None:
    """06MINSI225 beside 06MINSK225, 08SECTION01OF03CAIRO1416 beside 08CAIRO1416, in the published index."""
    for damaged in ("07BEIJIG2463", "07SECTION02OF03BEIJING2463", "07EFTOBEIJING2463"):
        assert _decide(printed(message()), printed(message(number=None), mrn=damaged)) == (True, False)


def test_posts_of_one_series_share_their_numbers() -> None:
    """07BRUSSELS2750 and 07USEUBRUSSELS2750 were published both."""
    one = printed(message("BRUSSELS 002750", sender="USEU BRUSSELS"), mrn="07BRUSSELS2750")
    other = printed(message("USEU BRUSSELS 002750", sender="USEU BRUSSELS"), mrn="07USEUBRUSSELS2750")
    assert one.series == other.series
    assert set(keys(one)) & set(keys(other))
    assert _decide(one, other) == (True, False)


def test_an_extract_is_the_same_cable() -> None:
    part = "\n\n".join(body(1).split("\n\n")[1:3])
    extract = printed(PARTIAL + message(date=None, text=part), mrn="07BEIJING2463", date=DATE)
    assert extract.partial
    assert _decide(printed(message()), extract) == (True, False)


def test_a_corrected_copy_is_a_correction_of_the_same_cable() -> None:
    copy = message(
        date="131130Z APR 07",
        subject="TEA GROWERS PRESS FOR A SHORTER FORM",
        caption="C O R R E C T E D  COPY (SUBJECT LINE)",
    )
    new, old = printed(copy), printed(message())
    decision = decide(new, [Held(1, 1, old)])
    assert (decision.cable, decision.relation) == (1, "correction")
    assert best([old, new]) == best([new, old][::-1]) == 1


def test_a_number_sent_again_keeps_its_cable() -> None:
    """07OSLO000160ZDK164 beside 07OSLO160 (format C3, C7)."""
    first = printed(message("OSLO 000160", sender="AMEMBASSY OSLO"))
    again = printed(message(None, sender="AMEMBASSY OSLO"), mrn="07OSLO000160ZDK164")
    assert (again.mrn, again.also, again.again) == ("07OSLO160", ("07OSLO164",), True)
    decision = decide(again, [Held(1, 1, first)])
    assert (decision.cable, decision.relation) == (1, "retransmission")
    later = printed(message("OSLO 000164", "131000Z APR 07", sender="AMEMBASSY OSLO"))
    assert _decide(again, later) == (False, True)


def test_a_message_and_its_publisher_at_odds() -> None:
    """The message's number has two digits exchanged; publisher, date and text say which cable it is."""
    slip = printed(message("BEIJING 002436"), mrn="07BEIJING2463")
    right = printed(message(), mrn="07BEIJING2463")
    assert _decide(right, slip) == (True, False)
    assert number([right, slip]) == "07BEIJING2463"
    assert _decide(right, printed(message("BEIJING 002436"))) == (False, True)


# -- two numbers, or none --------------------------------------------------------------------------


def test_one_text_under_two_numbers_is_two_cables() -> None:
    """08MADRID762 and 763: sent again under the next number (format C7)."""
    next_one = printed(message("BEIJING 002464", "130900Z APR 07"))
    assert _decide(printed(message()), next_one) == (False, True)


def test_strangers_of_one_minute_are_not_linked() -> None:
    other = printed(message("BEIJING 002470", text=body(9), subject="SARDINE QUOTA LOWERED AGAIN"))
    assert _decide(printed(message()), other) == (False, False)


def test_without_a_number_sender_date_and_text_decide() -> None:
    assert _decide(printed(message()), printed(message(None))) == (True, False)
    assert _decide(printed(message(None)), printed(message(None))) == (True, False)
    assert _decide(printed(message()), printed(message(None, text=body(3)))) == (False, False)
    later = printed(message(None, "200813Z APR 07"))
    assert _decide(printed(message()), later) == (False, True)


def test_a_text_alone_is_the_one_cable_it_stands_in() -> None:
    whole, alone = printed(message()), printed(body(1))
    assert alone.series is None
    assert set(keys(whole)) & set(keys(alone))
    assert _decide(whole, alone) == (True, False)


def test_a_text_alone_sent_under_two_numbers_is_of_neither() -> None:
    fps = [printed(message()), printed(message("BEIJING 002464", "130900Z APR 07")), printed(body(1))]
    for order in permutations(range(3)):
        assert stored(fps, order).cables(fps) == {frozenset({0}), frozenset({1}), frozenset({2})}


def test_another_posts_text_is_linked_at_most() -> None:
    shanghai = printed(message("SHANGHAI 000112", sender="AMCONSUL SHANGHAI"))
    assert _decide(printed(message()), shanghai) == (False, True)
    assert _decide(printed(message()), printed(message(None, sender="AMCONSUL SHANGHAI"))) == (False, True)


# -- sections --------------------------------------------------------------------------------------


def _sections() -> list[Fingerprint]:
    first, second = body(1).split("\n\n")[:2], body(1).split("\n\n")[2:]
    return [
        printed(message(text="\n\n".join(part), section=f"SECTION 0{n} OF 02 "))
        for n, part in ((1, first), (2, second))
    ]


def test_sections_that_arrived_apart_are_one_cable() -> None:
    one, two = _sections()
    assert _decide(one, two) == (True, False)
    assert decide(two, [Held(1, 1, one)]).relation == "section"
    assert _decide(printed(message()), two) == (True, False)


# -- whatever came first ---------------------------------------------------------------------------


def _mixture() -> list[Fingerprint]:
    return [
        printed(message()),
        printed(message(None)),
        printed(body(1)),
        printed(PARTIAL + message(date=None, text=body(1)[:700]), mrn="07BEIJING2463", date=DATE),
        *_sections(),
        printed(message(date="210900Z APR 07", text=body(2), subject="MUSEUM LENDS BRONZE LAMPS")),
        printed(message("BEIJING 002464", "130900Z APR 07")),
        printed(message("BEIJING 002436"), mrn="07BEIJING2463"),
        printed("\n".join(message().split("\n")[:5])),
    ]


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(10)), st.integers(3, 10))
def test_the_order_of_arrival_decides_nothing(order: list[int], count: int) -> None:
    fps = _MIXTURE
    some = order[:count]
    assert stored(fps, some).cables(fps) == stored(fps, sorted(some)).cables(fps)


def test_what_a_mixture_comes_to() -> None:
    """The text alone (2) may be of either number it was sent under; 6 and 7 are other cables."""
    groups = stored(_MIXTURE).cables(_MIXTURE)
    assert groups == {frozenset({0, 1, 3, 4, 5, 8, 9}), frozenset({2}), frozenset({6}), frozenset({7})}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(range(10)), min_size=1, max_size=6, unique=True), st.data())
def test_a_second_copy_of_anything_changes_nothing(some: list[int], data: st.DataObject) -> None:
    again = data.draw(st.sampled_from(some))
    fps = _MIXTURE
    assert stored(fps, [*some, again]).cables(fps) == stored(fps, some).cables(fps)


@settings(max_examples=25, phases=_NO_SHRINKING, deadline=None)
@given(cables(), cables())
def test_verdicts_are_the_same_both_ways(one: object, other: object) -> None:
    a, b = (fingerprint(cable, render(cable), Given()) for cable in (one, other))  # type: ignore[arg-type]
    assert judge(a, b) == judge(b, a)
    assert judge(a, a).kind in ("same", "nothing", "maybe")


@settings(max_examples=25, phases=_NO_SHRINKING, deadline=None)
@given(cables())
def test_a_rendition_and_its_rendering_are_one_cable(cable: object) -> None:
    text = render(cable)  # type: ignore[arg-type]
    fp = fingerprint(parse(text), text, Given())
    assert decide(fp, [Held(1, 1, fp)]).cable == 1
    assert best([fp, fp]) == 0
    assert number([fp]) == fp.mrn


def test_a_crowd_is_joined_without_moving_anyone() -> None:
    fp = printed(message())
    held = [Held(n, 1, fp) for n in range(1, CROWD + 5)]
    decision = decide(printed(message().lower()), held)
    assert (decision.cable, decision.moves) == (1, ())
    wrong = printed(message(date="210900Z APR 07", text=body(2)))
    assert decide(wrong, held).cable is None


# -- which is shown --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (message(), PARTIAL + message(date=None)),
        (message(), message(date=None)),
        (message(), message().replace("licence", "XXXXXXXXXXXX")),
        (message(), message(text=body(1)[:400])),
        (message(), message(section="SECTION 02 OF 02 ")),
        (message(caption="CORRECTED COPY"), message()),
    ],
)
def test_the_better_rendition_is_shown(better: str, worse: str) -> None:
    fps: Sequence[Fingerprint] = [printed(worse, mrn="07BEIJING2463"), printed(better)]
    assert best(fps) == 1
    assert best(fps[::-1]) == 0


_MIXTURE = _mixture()
