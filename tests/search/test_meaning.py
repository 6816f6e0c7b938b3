"""What is found is what the query means: compared with working it out cable by cable."""

from __future__ import annotations

from functools import cache

import pytest
from brute import Slow
from holding import Small
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cablegram.search import asking, count, iterate, nodes, search
from cablegram.search.reader import read_query

WORDS = (
    "government",
    "minister",
    "meet",
    "meetings",
    "trade",
    "agree",
    "the",
    "of",
    "ambassador",
    "request",
    "city",
    "kite",
)
PHRASES = ("the government", "of the", "said that", "the minister of", "post will")


@cache
def _slow(collection: Small) -> Slow:
    return Slow(collection)


def _either(one: nodes.Node, other: nodes.Node) -> nodes.Node:
    return nodes.Or((one, other))


def _at_least(items: tuple[nodes.Node, ...], least: int) -> nodes.Node:
    return nodes.AtLeast(min(least, len(items)), items)


def _tags(code: str) -> nodes.Node:
    return nodes.Field("tags", nodes.Word(code))


_word = st.builds(nodes.Word, st.sampled_from(WORDS), st.booleans())
_phrase = st.builds(nodes.Phrase, st.sampled_from(PHRASES))
_wild = st.builds(nodes.Wild, st.sampled_from(("minist*", "gov*", "ag*")))
_placed = st.one_of(_word, _phrase, _wild, st.builds(_either, _word, _word))
_near = st.builds(
    nodes.Near, st.integers(0, 12), st.booleans(), st.lists(_placed, min_size=2, max_size=3).map(tuple)
)


def _combined(inner: st.SearchStrategy[nodes.Node]) -> st.SearchStrategy[nodes.Node]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(nodes.And, several),
        st.builds(nodes.Or, several),
        st.builds(nodes.Not, inner),
        st.builds(_at_least, several, st.integers(1, 3)),
    )


_inside = st.recursive(st.one_of(_word, _phrase, _near), _combined, max_leaves=4)
_leaf = st.one_of(
    _word,
    _phrase,
    _wild,
    _near,
    st.builds(nodes.Scope, st.just("paragraph"), _inside),
    st.builds(nodes.Field, st.sampled_from(("subject", "text")), _word),
    st.builds(_tags, st.sampled_from(("PREL", "PGOV", "ECON"))),
)
TREES = st.recursive(_leaf, _combined, max_leaves=5)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(tree=TREES)
def test_found_is_what_the_query_means(collection: Small, tree: nodes.Node) -> None:
    query = str(tree)
    assert read_query(query) == (tree, ())
    want = _slow(collection).find(tree)
    assert {row.id for row in iterate(collection, query)} == want
    assert count(collection, query) == len(want)
    results = search(collection, query, limit=1000)
    assert results.exact
    assert results.total == len(results.hits) == len(want)


@pytest.mark.parametrize(
    "query", ["near:8(the of)", "paragraph:(the -ambassador)", "trade OR NOT near:20(the meet)"]
)
def test_with_too_many_candidates_pages_are_still_right(
    collection: Small, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "AT_ONCE", -1)
    want = _slow(collection).find(read_query(query).tree)
    found: list[int] = []
    cursor = None
    while True:
        page = search(collection, query, limit=7, cursor=cursor)
        assert not page.exact
        assert page.total >= len(want)
        assert any("checked" in note for note in page.notes)
        found += [hit.row.id for hit in page.hits]
        if (cursor := page.cursor) is None:
            break
    assert sorted(found) == sorted(want)
    assert {row.id for row in iterate(collection, query)} == want
    assert count(collection, query) == len(want)


def test_a_sentence_is_its_own_scope(messages: Small) -> None:
    for query in ("sentence:(israel customs)", "paragraph:(israel customs)"):
        assert search(messages, query).hits[0].row.name == "07BEIJING2463"
