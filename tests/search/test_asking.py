"""Searching: whatever is asked is answered, with the sentence of how it was understood."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from holding import Small
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from test_reader import STRINGS

from cablegram.search import FACETS, SORTS, CursorError, count, iterate, search, similar
from cablegram.search.fields import FIELDS

TODAY = date(2010, 2, 28)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    STRINGS
    | st.builds(str.__add__, st.sampled_from(("date:", "mrn:", "tags:", "length:")), st.text(max_size=30))
)
@example("*a*")
@example("/.*/ OR /(a+)+$/ OR /[[/ OR /a{1000}{1000}/ OR /^a/ OR /.*a.{30}/ OR /a)(b/")
@example("near:5(* post:x -a)")
@example("paragraph:(a post:BEIJING -tags:KIPR OR b)")
@example("sentence:(paragraph:(a NEAR b) OR NOT near:1(a b))")
@example("subject:near:3(a b) head:near:3(a b)")
@example("mrn:0¬? a¬* a<b* a#&~b-*")
@example("a~2 ab~2 abc~9 U.S.~1")
@example("length:<0 length:9..1 year:x month:200704 section:* date:* mrn:* citedby:* tags:* eo:/1.*/")
@example("=É =ﬁ İ ⓐ ½ 中国")
def test_any_string_is_answered(messages: Small, query: str) -> None:
    results = search(messages, query, today=TODAY, facets=("post", "month"))
    assert results.understood.endswith(".")
    assert results.total >= len(results.hits)
    assert msgspec.json.encode(results)
    assert search(messages, results.query, today=TODAY).total == results.total


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("query", ["*", "the OR government", "near:9(the of)", "-ambassador"])
def test_cursors_reach_every_hit_once(collection: Small, query: str, sort: str) -> None:
    whole = search(collection, query, limit=1000, sort=sort)  # type: ignore[arg-type]
    found: list[int] = []
    cursor = None
    while True:
        page = search(collection, query, limit=7, sort=sort, cursor=cursor)  # type: ignore[arg-type]
        assert page.total == whole.total
        found += [hit.row.id for hit in page.hits]
        if (cursor := page.cursor) is None:
            break
    assert found == [hit.row.id for hit in whole.hits]
    assert len(set(found)) == len(found) == whole.total == count(collection, query)
    assert [row.id for row in iterate(collection, query, chunk=11)] == sorted(found)
    assert [row.id for row in iterate(collection, query, sort=sort, chunk=11)] == found  # type: ignore[arg-type]


def test_orders(messages: Small) -> None:
    def key(number: int) -> float:
        moment = messages.cables[number].date
        return moment.timestamp() if moment else float("inf")

    newest = [hit.row.id for hit in search(messages, "*", sort="newest").hits]
    oldest = [hit.row.id for hit in search(messages, "*", sort="oldest").hits]
    dated = [number for number in messages.cables if messages.cables[number].date]
    unknown = [number for number in messages.cables if not messages.cables[number].date]
    assert oldest == sorted(dated, key=lambda number: (key(number), number)) + unknown
    assert newest == sorted(dated, key=lambda number: (-key(number), number)) + unknown
    ranks = [messages.fields[hit.row.id].get("rank") for hit in search(messages, "*", sort="mrn").hits]
    known = [rank for rank in ranks if rank is not None]
    assert ranks == sorted(known) + [None] * (len(ranks) - len(known))  # type: ignore[type-var]


def test_facets_are_counts_of_the_results(collection: Small) -> None:
    names = tuple(FACETS)
    results = search(collection, "government", limit=1000, facets=names, facet_size=5_000)
    ids = [hit.row.id for hit in results.hits]
    for facet in results.facets:
        want: dict[str, int] = {}
        for number in ids:
            held = collection.fields[number].get(FACETS[facet.name], ())
            values = held if isinstance(held, list) else [held] if held != () else []
            for value in dict.fromkeys(values):
                want[str(value)] = want.get(str(value), 0) + 1
        assert {one.value: one.count for one in facet.counts} == want
        for one in facet.counts[:3]:
            chosen = search(collection, "government", include={facet.name: [one.value]})
            assert chosen.total == one.count
            others = search(collection, "government", exclude={facet.name: [one.value]})
            assert others.total == results.total - one.count
            assert one.value in chosen.understood or facet.name in ("source",)


def test_pages_by_date_are_stable_while_cables_come_in(tmp_path_factory: pytest.TempPathFactory) -> None:
    from speed import texts

    made = texts(60, 9)
    small = Small(tmp_path_factory.mktemp("growing"), made[:30], batch=10)
    first = search(small, "*", sort="oldest", limit=10)
    ranked = search(small, "the OR of", limit=3)
    small.add(made[30:])
    rest: list[int] = []
    cursor = first.cursor
    while cursor:
        page = search(small, "*", sort="oldest", limit=10, cursor=cursor)
        rest += [hit.row.id for hit in page.hits]
        cursor = page.cursor
    seen = [hit.row.id for hit in first.hits] + rest
    assert len(set(seen)) == len(seen)
    assert set(seen) >= set(range(1, 31))
    assert ranked.cursor
    again = search(small, "the OR of", limit=3, cursor=ranked.cursor)
    assert any("came in since" in note for note in again.notes)


def test_highlights_point_at_the_words(messages: Small) -> None:
    results = search(messages, 'tags:KIPR "memorandum of cooperation" date:2007-04')
    (hit,) = results.hits
    assert hit.row.name == "07BEIJING2463"
    fragment = hit.fragments[0]
    assert fragment.number == "1"
    assert [fragment.text[start:end] for start, end in fragment.ranges] == ["memorandum of cooperation"]
    whole = messages.cables[hit.row.id].paragraphs[fragment.paragraph].text
    assert whole[fragment.start : fragment.start + len(fragment.text)] == fragment.text
    subject = search(messages, "subject:property").hits[0]
    assert [str(subject.row.subject)[start:end].lower() for start, end in subject.subject] == ["property"]


def test_every_fragment_is_part_of_its_paragraph(collection: Small) -> None:
    for query in (
        "government minister",
        "near:9(the government)",
        "minist*",
        "the of and",
        "goverment~1",
        "post:*",
    ):
        for hit in search(collection, query, limit=30).hits:
            assert hit.fragments or not collection.cables[hit.row.id].paragraphs
            for fragment in hit.fragments:
                whole = collection.cables[hit.row.id].paragraphs[fragment.paragraph].text
                assert whole[fragment.start :].startswith(fragment.text)
                assert fragment.cut_after == (fragment.start + len(fragment.text) < len(whole))
                assert len(fragment.text) <= 301
                assert all(0 <= start < end <= len(fragment.text) for start, end in fragment.ranges)


def test_a_number_typed_as_a_word_finds_the_cable_first(collection: Small) -> None:
    cited = next(
        one.mrn
        for cable in collection.cables.values()
        for one in cable.references
        if one.mrn and one.mrn in {other.mrn for other in collection.cables.values()} and one.mrn != cable.mrn
    )
    results = search(collection, cited.lower())
    assert results.hits[0].row.name == cited
    assert results.total > 1
    assert "cite or mention it" in results.understood
    citing = {row.name for row in iterate(collection, f"cites:{cited}")}
    assert citing == {hit.row.name for hit in search(collection, f"ref:{cited}").hits}
    for name in citing:
        assert cited in {row.name for row in iterate(collection, f"citedby:{name}")}


def test_similar(collection: Small) -> None:
    name = collection.cables[3].mrn
    assert name
    results = similar(collection, name)
    assert results.hits
    assert name not in {hit.row.name for hit in results.hits}
    assert results.understood.startswith(f"Cables like {name}: with words such as")
    nothing = similar(collection, "07NOWHERE1")
    assert nothing.total == 0
    assert any("07NOWHERE1" in note for note in nothing.notes)


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda field: field.name)
def test_examples_of_fields_are_understood(messages: Small, field: object) -> None:
    example = field.example  # type: ignore[attr-defined]
    results = search(messages, example, today=TODAY)
    assert not [note for note in results.notes if "no field" in note or "cannot be" in note]


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("post:bejing", "read as BEIJING"),
        ("country:chnia", "read as China"),
        ("classification:sekret", "classification"),
        ("tags:KIPRR", "read as “KIPR”"),
        ("mrn:BEIJING2463", "any year"),
        ("mrn:07BEJING2463", "read as 07BEIJING2463"),
        ("mrn:nonsense", "cannot be read as a message number"),
        ("date:soon", "cannot be read as a date"),
        ("date:2007-02-31", "no day 31"),
        ("length:long", "cannot be read as a number"),
        ("year:07", "read as 2007"),
        ("has:coment", "read as “comment”"),
        ("/a(b/", "cannot be used as a pattern"),
        ("label:x", "no cable has"),
        ("ab~2", "too short"),
        ("person:(a NEAR b)", "subject and the text only"),
        ("paragraph:(a post:BEIJING)", "of the whole cable"),
    ],
)
def test_the_nearest_meaning_is_said(messages: Small, query: str, note: str) -> None:
    assert any(note in said for said in search(messages, query).notes)


@pytest.mark.parametrize(
    "query",
    [
        "post:BEIJING", "from:beijing", 'from:"amembassy beijing"', "country:china", "country:CN", "to:state",
        "to:geneva", "action:secstate", "tags:kipr", 'tags:"intellectual property rights"', "tags:KI*",
        "classification:unclas", "portion:sbu", "precedence:O", "eo:12958", "has:comment", "person:israel",
        "mrn:07BEIJING2463", 'mrn:"07 Beijing 2463"', "mrn:07BEIJING24*", "source:message-text", "date:2007-04",
        "year:2007", "month:2007-04", "length:>100", "section:1..", "header:AMEMBASSY", "subject:property",
        "custom", "=customs", "customs*", "c?stoms", "custms~1", "/cust.*/",
    ],
)  # fmt: skip
def test_fields_find_the_seed(messages: Small, query: str) -> None:
    assert "07BEIJING2463" in {hit.row.name for hit in search(messages, query).hits}


def test_what_cannot_be_asked_for_says_what_can(messages: Small) -> None:
    with pytest.raises(ValueError, match="relevance, newest, oldest, mrn"):
        search(messages, "*", sort="best")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="There is no facet “colour”"):
        search(messages, "*", facets=("colour",))
    page = search(messages, "*", limit=2)
    for cursor, query in (("nonsense", "*"), ("é", "*"), (str(page.cursor), "customs")):
        with pytest.raises(CursorError, match="first page"):
            search(messages, query, cursor=cursor)
