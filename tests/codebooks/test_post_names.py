"""A post is found under every name it goes by, and repaired only where no other can be meant."""

from __future__ import annotations

import pytest

from cablegram import codebooks
from cablegram.codebooks import find_post
from cablegram.codebooks.entries import AliasEntry
from cablegram.codebooks.loader import read_book


@pytest.mark.parametrize(
    ("text", "slug", "how"),
    [
        ("BEIJING", "BEIJING", "exact"),
        ("sao paulo", "SAOPAULO", "exact"),
        ("São Paulo", "SAOPAULO", "exact"),
        ("PORT-OF-SPAIN", "PORTOFSPAIN", "exact"),
        ("T'BILISI", "TBILISI", "exact"),
        ("SECSTATE WASHDC", "STATE", "alias"),
        ("HCMC", "HOCHIMINHCITY", "alias"),
        ("PEKING", "BEIJING", "alias"),
        ("NEW DE", "NEWDELHI", "alias"),
        ("AMEMBASSY BEIJING", "BEIJING", "alias"),
        ("USMISSION USUN NEW YORK", "USUNNEWYORK", "alias"),
        ("USUNESCO PARIS FR", "UNESCOPARISFR", "alias"),
        ("SECDEF WASHDC", "SECDEF", "alias"),
        ("USDOC", "USDOC", "exact"),
        ("COTON0U", "COTONOU", "repaired"),
        ("KUALA LUMP", "KUALALUMPUR", "repaired"),
        ("Sao Paul", "SAOPAULO", "repaired"),
        ("AMCONSUL LENINGARD", "STPETERSBURG", "repaired"),
        ("SOIA", "SOFIA", "repaired"),
        ("BUENOSQRES", "BUENOSAIRES", "repaired"),
        ("BAU", "BAKU", "repaired"),
    ],
)
def test_a_name_finds_its_post(text: str, slug: str, how: str) -> None:
    match = find_post(text)
    assert match is not None
    assert (match.slug, match.how, match.as_given) == (slug, how, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "EMBASSY",
        "IIR",
        "REFTEL",
        "IRAN",  # one letter from ORAN
        "LAOS",  # one letter from LAGOS, and a country
        "AQNA",  # ADANA or ASTANA
        "PORTO",  # PORT OF SPAIN or PORTO ALEGRE
        "SECTION",
        "X" * 1_000_000,
    ],
)
def test_what_is_no_post_or_could_be_two_finds_none(text: str) -> None:
    assert find_post(text) is None


def test_a_name_of_a_country_or_tag_is_repaired_into_no_post_but_these() -> None:
    words = {word for row in codebooks.tags().values() for word in (row.code, row.name) if word}
    repaired = {word for word in words if (match := find_post(word)) and match.how == "repaired"}
    assert repaired == {"Islam", "STAT"}  # the start of ISLAMABAD, STATE less its last letter


def test_aliases_point_at_posts_and_say_what_no_slug_says() -> None:
    posts = codebooks.posts()
    earlier = {name for post in posts.values() for name in post.earlier_names}
    for row in read_book("post_aliases", AliasEntry):
        assert row.slug in posts, row.spelling
        assert row.spelling not in posts, row.spelling
        assert row.spelling not in earlier, row.spelling


def test_an_earlier_name_belongs_to_one_post_and_is_no_slug() -> None:
    names = [name for post in codebooks.posts().values() for name in post.earlier_names]
    assert len(names) == len(set(names))
    assert not set(names) & set(codebooks.posts())


def test_an_address_finds_the_post_it_is_the_address_of() -> None:
    for post in codebooks.posts().values():
        match = find_post(post.plad or post.slug)
        assert match is not None, post.slug
        assert match.slug == post.slug
