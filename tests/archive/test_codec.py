"""Compression: what is packed comes back, with any dictionary it was packed with; damage is an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_renditions import message

from cablegram.archive.codec import ENOUGH, Codec, learn, pack_against, unpack_against


@given(st.binary(), st.binary())
def test_what_is_packed_comes_back(data: bytes, known: bytes) -> None:
    codec = Codec({})
    assert codec.unpack(codec.pack(data)) == data
    assert unpack_against(pack_against(data, known), known) == data


def test_dictionaries_are_learned_and_all_of_them_unpack() -> None:
    texts = [message(f"BEIJING {number:06}").encode() for number in range(ENOUGH)]
    assert learn(texts[:-1]) is None
    learnt = learn(texts)
    assert learnt is not None
    plain, later = Codec({}), Codec(dict([learnt]))
    assert len(later.pack(texts[0])) < len(plain.pack(texts[0])) / 2
    grown = Codec({})
    old = grown.pack(texts[0])
    grown.add(*learnt)
    assert grown.unpack(old) == grown.unpack(grown.pack(texts[0])) == texts[0]
    with pytest.raises(ValueError, match="damaged"):
        plain.unpack(later.pack(texts[0]))


def test_a_text_much_like_another_takes_little() -> None:
    text = message().encode()
    assert len(pack_against(text[10:-10], text)) < 60


@pytest.mark.parametrize("damage", [lambda frame: frame[:-3], lambda frame: b"", lambda frame: b"x" + frame])
def test_damage_is_an_error(damage) -> None:  # type: ignore[no-untyped-def]
    frame = damage(Codec({}).pack(b"EXERCISE " * 100))
    with pytest.raises(ValueError, match="damaged"):
        Codec({}).unpack(frame)
