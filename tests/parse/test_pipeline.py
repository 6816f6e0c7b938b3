"""The whole parse: how the zones work together, and what a publisher's word is worth."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest

import cablegram
from cablegram.model import Cable
from invented import ABOVE, HEAD, message


def codes(cable: Cable) -> list[str]:
    return [finding.code for finding in cable.findings]


def test_a_plain_message() -> None:
    cable = cablegram.parse(message())
    assert (cable.mrn, cable.date) == ("07BEIJING2463", datetime(2007, 4, 13, 8, 13, tzinfo=UTC))
    assert [tag.code for tag in cable.tags] == ["PREL", "CH"]
    assert (cable.subject, cable.title) == ("EXERCISE EXERCISE EXERCISE", "Exercise Exercise Exercise")
    assert [paragraph.text for paragraph in cable.paragraphs] == ["Nothing was said."]
    assert (cable.findings, cable.coverage) == ((), 1.0)


@pytest.mark.parametrize(
    "name",
    [
        "mrn",
        "date",
        "subject",
        "from",
        "precedence.action",
        "transmission.channel",
        "transmission.station_serial",
    ],
)
def test_scalars_tell_what_they_were_read_from(name: str) -> None:
    text = message()
    found = cablegram.parse(text).found[name]
    assert found.as_found
    assert [span.of(text) for span in found.spans] == [found.as_found]


@pytest.mark.parametrize(
    ("typed", "serial", "mrn", "findings"),
    [
        ("002463", "2463", "07BEIJING2463", []),
        ("02463", "2463", "07BEIJING2463", []),
        ("002436", "2463", "07BEIJING2463", ["number-repaired"]),
        ("00463", "2463", "07BEIJING2463", ["number-repaired"]),
        ("001111", "2463", "07BEIJING1111", ["serial-differs"]),
    ],
)
def test_the_station_serial_repairs_a_number_one_slip_away(
    typed: str, serial: str, mrn: str, findings: list[str]
) -> None:
    """Format A4: it is the number modulo 10,000."""
    cable = cablegram.parse(message(above=ABOVE.replace("2463", serial), line=f"UNCLAS BEIJING {typed}"))
    assert (cable.mrn, codes(cable)) == (mrn, findings)


@pytest.mark.parametrize(
    ("post", "mrn", "findings"),
    [
        ("BEIJING", "07BEIJING2463", []),
        ("BEJING", "07BEIJING2463", ["post-repaired"]),
        ("XQZWV", "07BEIJING2463", ["post-repaired"]),
        ("PEKING", "07BEIJING2463", []),
    ],
)
def test_the_originator_decides_where_the_post_is_garbled(post: str, mrn: str, findings: list[str]) -> None:
    cable = cablegram.parse(message(line=f"UNCLAS {post} 002463"))
    assert (cable.mrn, codes(cable)) == (mrn, findings)


def test_an_unknown_post_keeps_its_letters() -> None:
    cable = cablegram.parse(message(above="R 130813Z APR 07\n", line="UNCLAS XQZ WV 002463"))
    assert (cable.mrn, codes(cable)) == ("07XQZWV2463", ["post-unknown"])


def test_a_publisher_fills_in_what_the_message_does_not_say() -> None:
    given = {"mrn": "07BEIJING2463", "date": "2007-04-13T08:13:00"}
    cable = cablegram.parse("1. (U) EXERCISE EXERCISE EXERCISE.\n", given)
    assert (cable.mrn, cable.date) == ("07BEIJING2463", datetime(2007, 4, 13, 8, 13, tzinfo=UTC))
    assert codes(cable) == ["mrn-from-publisher", "date-from-publisher"]
    assert not cable.found.keys() & {"mrn", "date"}


def test_a_publisher_s_year_completes_the_number_of_a_partial_extract() -> None:
    """03HALIFAX305: no date-time group."""
    cable = cablegram.parse(message(above="", line="UNCLAS HALIFAX 000305"), {"year": 2003})
    assert cable.mrn == "03HALIFAX305"


def test_without_any_year_there_is_no_number() -> None:
    assert cablegram.parse(message(above="")).mrn is None


def test_the_number_may_stand_on_a_page_line_alone() -> None:
    """00HARARE2906: PAGE 01 HARARE 02906 011337Z."""
    text = "UNCLASSIFIED     PTO3308\n\nPAGE 01        HARARE  02906  011337Z\nACTION AF-00\n\n1. (U) EXERCISE.\n"
    assert cablegram.parse(text, {"year": 2000}).mrn == "00HARARE2906"


def test_a_given_that_is_none_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        cablegram.parse("", {"date": "yesterday"})


@pytest.mark.parametrize(
    ("head", "order"),
    [
        ("SIPDIS E.O. 12958: N/A\nTAGS: PREL\n", "12958"),  # 09BRASILIA1540
        ("E.0. 12958: N/A\nTAGS: PREL\n", "12958"),  # 09BERLIN1626
        ("TAGS: PREL\nE.O. 12958:N/A\n", "12958"),  # 04ABUDHABI1445
        ("E.O. 11652: N/A\nTAGS: PREL\n", "11652"),  # 73TEHRAN7005
        ("SIPDIS\nE.O.1295: NA\nTGS: PREL\n", "12958"),  # 08ATHENS1536
        ("E.O. 12958: N/A TAGS: PREL\n", "12958"),
    ],
)
def test_order_and_tags_in_any_order(head: str, order: str) -> None:
    cable = cablegram.parse(message(head=head + "SUBJECT: EXERCISE\n"))
    assert cable.executive_order is not None
    assert (cable.executive_order.order, cable.executive_order.kind) == (order, "na")
    assert [tag.code for tag in cable.tags] == ["PREL"]
    assert cable.subject == "EXERCISE"


def test_an_order_behind_a_caption_needs_no_colon() -> None:
    cable = cablegram.parse(message(head="SIPDIS EO 12958 DECL: 07/09/2018\nTAGS: PREL\nSUBJECT: EXERCISE\n"))
    assert cable.executive_order is not None
    assert cable.executive_order.declassify_on == date(2018, 7, 9)
    assert [caption.caption for caption in cable.captions] == ["SIPDIS"]


def test_tags_go_on_behind_a_second_label() -> None:
    """05MANAMA429."""
    head = "E.O. 12958: N/A\nTAGS: EAID, ECON, EINV, PREL, BA, TAGS: EFIN\nSUBJECT: EXERCISE\n"
    cable = cablegram.parse(message(head=head))
    assert [tag.code for tag in cable.tags] == ["EAID", "ECON", "EINV", "PREL", "BA", "EFIN"]
    assert cable.marks == ()


def test_captions_before_and_behind_passing_lines_are_kept_once() -> None:
    """07BEIJING2463: SIPDIS, passing lines, SENSITIVE, SIPDIS."""
    head = "SIPDIS\n\nSTATE FOR EAP/CM\nUSTR FOR SMcCoy\n\nSENSITIVE\nSIPDIS\n\n" + HEAD
    cable = cablegram.parse(message(head=head))
    assert [caption.caption for caption in cable.captions] == ["SIPDIS", "SENSITIVE"]
    assert [(one.agency, one.office, one.person) for one in cable.passing] == [
        ("STATE", "EAP/CM", None),
        ("USTR", None, "SMcCoy"),
    ]


def test_a_handling_sentence_between_references_and_text() -> None:
    """09BERLIN1636."""
    head = HEAD + "REF: Frankfurt 002808\nSensitive but unclassified; not for Internet Distribution.\n"
    cable = cablegram.parse(message("1. (SBU) Nothing.\n", head=head))
    assert [reference.mrn for reference in cable.references] == ["07FRANKFURT2808"]
    assert [mark.kind for mark in cable.marks] == ["handling"]
    assert [paragraph.number for paragraph in cable.paragraphs] == ["1"]


def test_a_classification_authority_stated_as_paragraph_one() -> None:
    """95DAMASCUS5748; the paragraph keeps its text."""
    body = "1. (U) CLASSIFIED BY DCM JOHN EXAMPLE. REASON: 1.5 (B) AND (D).\n\n2. (C) NOTHING WAS SAID.\n"
    cable = cablegram.parse(message(body, line="C O N F I D E N T I A L BEIJING 002463"))
    assert cable.classified_by is not None
    assert cable.classified_by.section == "1.5"
    assert cable.classified_by.reasons == ("b", "d")
    assert len(cable.paragraphs) == 2


def test_a_travel_serial_is_no_part_of_the_number() -> None:
    cable = cablegram.parse(message(line="UNCLAS BEIJING 002463 TOSEC 140323"))
    assert (cable.mrn, cable.travel_serial) == ("07BEIJING2463", "TOSEC 140323")


def test_sections_are_those_of_the_line_and_of_the_section_lines() -> None:
    body = "1. (U) He said he would\n\nBEIJING 00002463  002 OF 002\n\n\ngo home.\n"
    cable = cablegram.parse(message(body, line="UNCLAS SECTION 01 OF 02 BEIJING 002463"))
    assert [(section.number, section.of) for section in cable.sections] == [(1, 2), (2, 2)]
    assert [paragraph.text for paragraph in cable.paragraphs] == ["He said he would go home."]


@pytest.mark.parametrize(
    ("text", "count"), [("XXXXXXXXXXXX and xxxxx", 2), ("XXX and MAXXXX", 0), ("XXXXXXXXXXXX's kite", 1)]
)
def test_redactions(text: str, count: int) -> None:
    """XXXXXXXXXXXX in later releases, xxxxx in the first (08MUNICH355)."""
    assert len(cablegram.parse(message(f"1. (U) He met {text}.\n")).redactions) == count


def test_an_embedded_second_head_repeats_nothing() -> None:
    """08RIGA472: labelled elements that come again above the first paragraph."""
    cable = cablegram.parse(message(head=HEAD + "\nE.O. 12958: N/A\nTAGS: ECON\nSUBJECT: ANOTHER\n"))
    assert [tag.code for tag in cable.tags] == ["PREL", "CH"]
    assert cable.subject == "EXERCISE EXERCISE EXERCISE"
    assert {mark.kind for mark in cable.marks} == {"repeated-header"}


def test_a_quoted_text_keeps_its_own_numbers() -> None:
    """03BRASILIA3122: an embedded decree begins again at 1; the message's numbering resumes."""
    body = (
        "1. (U) The decree reads:\n\nBEGIN TEXT:\n\n1. Kites are banned.\n\n2. So are strings.\n\nEND TEXT.\n\n"
        "2. (U) It is invented.\n"
    )
    numbered = [one.number for one in cablegram.parse(message(body)).paragraphs if one.portion]
    assert numbered == ["1", "2"]


def test_a_reflowed_text_reads_as_the_wrapped_one() -> None:
    """07MOSCOW1704: classification line, head and first paragraphs on one line."""
    body = "1. (C) " + "Nothing was said of the kite. " * 5 + "\n\n2. (C) Nothing was asked.\n"
    text = message(body, head=HEAD + "REF: BEIJING 2400\n")
    at = text.index("UNCLAS")
    wrapped = cablegram.parse(text)
    reflowed = cablegram.parse(text[:at] + " ".join(text[at:].split()) + "\n")
    for name in ("mrn", "executive_order", "tags", "subject", "references", "paragraphs"):
        assert cablegram.model.values(reflowed)[name] == cablegram.model.values(wrapped)[name], name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "\x00",
        "1.",
        "SUBJECT:",
        "FM ",
        "UNCLAS ",
        "PAGE 02 ",
        "TAGS: " * 3,
        "\u00b6" * 9,
        "\ud800",
        "This record is a partial extract",
    ],
)
def test_any_text_is_read(text: str) -> None:
    assert 0.0 <= cablegram.parse(text).coverage <= 1.0


@pytest.mark.parametrize(
    "piece",
    [
        " ",
        "\n",
        "a",
        "1. ",
        "\n1. (U) a",
        "(",
        "-",
        "\n---\n",
        "PAGE 02 ",
        "REF: ",
        "XXXX ",
        "\nSIPDIS",
        "- ",
        ":",
        "www.",
    ],
)
def test_hostile_repetition_leaves_the_header_as_it_was(piece: str) -> None:
    text = message(piece * (200_000 // len(piece)))
    assert cablegram.parse(text).mrn == cablegram.parse(message("")).mrn
