"""The REF section: every way a cable or another document is cited, and where the section ends."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablegram.model import Finding, Reference
from cablegram.parse.references import REF_IN_LINE, REF_LABEL, read_references


def read(
    text: str, *, year: int | None = 2007, own_mrn: str | None = "07ROME999", own_post: str | None = "ROME"
) -> tuple[tuple[Reference, ...], str, list[Finding]]:
    """Return the items of a section, the text left over, and the findings."""
    findings: list[Finding] = []
    items, stop = read_references(
        text, text, 0, len(text), findings, year=year, own_mrn=own_mrn, own_post=own_post
    )
    for item in items:
        assert item.span is not None
        assert item.span.of(text) == item.as_found
    return items, text[stop:], findings


def numbers(text: str, **own: object) -> list[str | None]:
    return [item.mrn for item in read(text, **own)[0]]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "line",
    [
        "REF: A. ROME 12 B. 06 TEL AVIV 13",
        "REF: A) ROME 12, B) 06 TEL AVIV 13",
        "REF: (A) ROME 12; (B) 06 TEL AVIV 13",
        "REF: (A)ROME 12, (B)06 TEL AVIV 13",
        "REF: [A] ROME 12 [B] 06 TEL AVIV 13",
        "REF: A: ROME 12; B: 06 TEL AVIV 13",
        "REF: A - ROME 12\nB - 06 TEL AVIV 13",
        "REF: a. Rome 12\n     b. 06 Tel Aviv 13",
        "REF A ROME 12 B 06 TEL AVIV 13",
        "REF: A ROME 12, B 06 TEL AVIV 13",
        "REF: A. A) ROME 12 B. B) 06 TEL AVIV 13",
        "REF: A. (A) ROME 12 \n¶B. (B) 06 TEL AVIV 13",
        "REF: A. A: ROME 12 B. B: 06 TEL AVIV 13",
        "REF: A. REF A ROME 12 ¶B. B 06 TEL AVIV 13",
        "REF: A. REF: ROME 12 ¶B. 06 TEL AVIV 13",
        "REF A: ROME 12\nREF B: 06 TEL AVIV 13",
        "REFS:  (A) ROME 12 \n \n-      (B) 06 TEL AVIV 13",
        "REF: A. (C) ROME 12 B. (S/NF) 06 TEL AVIV 13",
        "REF: A) ROME 12 AND B) 06 TEL AVIV 13",
        "REF: A) ROME 12B) 06 TEL AVIV 13",
        "REF: A/ ROME 12 B/ 06 TEL AVIV 13",
        "REF: ROME 12 (REF A), 06 TEL AVIV 13 (REF B)",
    ],
)
def test_letters_in_every_style(line: str) -> None:
    items, _, findings = read(line)
    assert [(item.letter, item.mrn) for item in items] == [("A", "07ROME12"), ("B", "06TELAVIV13")]
    assert not findings


@pytest.mark.parametrize(
    ("cited", "mrn"),
    [
        ("05 ROME 12", "05ROME12"),
        ("2005 ROME 12", "05ROME12"),
        ("'05 ROME 12", "05ROME12"),
        ("(99) ROME 12", "99ROME12"),
        ("O5 ROME 0012", "05ROME12"),
        ("ROME 12 (05)", "05ROME12"),
        ("ROME 12 (2005)", "05ROME12"),
        ("ROME 12 OF 2005", "05ROME12"),
        ("ROME 4525-91", "91ROME4525"),
        ("ROME 00789/05", "05ROME789"),
        ("ROME 07718 99", "99ROME7718"),
        ("STATE (01) 201265", "01STATE201265"),
        ("STATE 05 201265", "05STATE201265"),
        ("05ROME0561", "05ROME561"),
        ("2005ROME2342", "05ROME2342"),
        ("05-ROME-57", "05ROME57"),
        ("69 ROME 1", "69ROME1"),
    ],
)
def test_years_before_inside_and_behind(cited: str, mrn: str) -> None:
    items, rest, _ = read(f"REF: {cited}")
    assert [(item.mrn, item.as_found, rest) for item in items] == [(mrn, cited, "")]
    assert numbers(f"REF: A. {cited}, B. PARIS 3") == [mrn, "07PARIS3"]


@pytest.mark.parametrize(
    ("cited", "mrn"),
    [
        ("ROME: 73097", "07ROME73097"),
        ("PRAGUE, 1228", "07PRAGUE1228"),
        ("KUWAIT (C)02293", "07KUWAIT2293"),
        ("LAGOS O1512", "07LAGOS1512"),
        ("0TTAWA 3518", "07OTTAWA3518"),
        ("SANTIAG0 465", "07SANTIAGO465"),
        ("870 Ulaanbaatar", "07ULAANBAATAR870"),
        ("COLOMBO CABLES 0266", "07COLOMBO266"),
        ("SECSTATE 12", "07STATE12"),
        ("Embassy Paris 12", "07PARIS12"),
        ("RIO \n \nDE JANEIRO 1291", "07RIODEJANEIRO1291"),
        ("PORT-OF-SPAIN 220", "07PORTOFSPAIN220"),
        ("HCMC 196", "07HOCHIMINHCITY196"),
        ("USUNESCO PARIS FR 000087", "07UNESCOPARISFR87"),
        ("EMBTEL 12", "07ROME12"),
    ],
)
def test_posts_as_they_are_typed(cited: str, mrn: str) -> None:
    assert numbers(f"REF: {cited}") == [mrn]
    assert numbers(f"REF: A) {cited}, B) 01 PARIS 2") == [mrn, "01PARIS2"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Refs:  A) Kabul 936/935; B) 06 Kabul \n5353/5194 and previous",
            "A07KABUL936 A07KABUL935 B06KABUL5353 B06KABUL5194",
        ),
        (
            "Ref: A) ROME 11657 and 7743, 12155 B) \nPARIS 14712",
            "A07ROME11657 A07ROME7743 A07ROME12155 B07PARIS14712",
        ),
        ("REF: ROME 0266 AND 02259 (2002), 5", "07ROME266 02ROME2259 02ROME5"),
        ("REF: A. MANILA 2961\nB. 2962 AND PREVIOUS", "A07MANILA2961 B07MANILA2962"),
        ("REF: A) 6307 B) STATE 285773", "A07ROME6307 B07STATE285773"),
        (
            "REF: A. A) ROME 2543, ¶B. 05 ROME 2543, 03 PARIS 4859; PARIS 7",
            "A07ROME2543 B05ROME2543 B03PARIS4859 B07PARIS7",
        ),
        ("REF: (A) 2006 ABU DHABI 3409 (and 3410), (B) ROME 1", "A06ABUDHABI3409 A06ABUDHABI3410 B07ROME1"),
        ("REF: TEHRAN 1091: TEHRAN 263: MOSCOW 1603", "07TEHRAN1091 07TEHRAN263 07MOSCOW1603"),
        ("REF: ROME 1\n     PARIS 2\n\n     BONN 3\n", "07ROME1 07PARIS2 07BONN3"),
    ],
)
def test_lists_inherit_post_year_and_letter(line: str, expected: str) -> None:
    items, _, _ = read(line)
    assert " ".join(f"{item.letter or ''}{item.mrn}" for item in items) == expected


@pytest.mark.parametrize("joint", ["-", " - ", " THROUGH ", " thru ", " TO "])
def test_ranges_are_expanded(joint: str) -> None:
    items, _, _ = read(f"REF: A. BERLIN 101{joint}103 (NOTAL)\nB. ROME 1")
    assert [item.mrn for item in items] == ["07BERLIN101", "07BERLIN102", "07BERLIN103", "07ROME1"]
    assert {item.as_found for item in items[:3]} == {f"BERLIN 101{joint}103 (NOTAL)"}
    assert [item.text for item in items[:2]] == ["BERLIN 101", "BERLIN 102"]
    assert [item.caption for item in items] == ["NOTAL"] * 3 + [None]


def test_a_year_is_no_end_of_a_range_nor_the_reverse() -> None:
    assert numbers("REF: TOKYO 1011-14") == [f"07TOKYO{n}" for n in range(1011, 1015)]
    assert numbers("REF: TOKYO 1011-14", year=2015) == ["14TOKYO1011"]
    assert numbers("REF: TOKYO 101-9000") == ["07TOKYO101"]


@pytest.mark.parametrize(
    ("line", "kind", "date"),
    [
        ("LAKHDHIR E-MAIL 12/01/09", "email", datetime(2009, 12, 1)),
        ("INGALLS (S/CT) E-MAIL OF 04/15/2008", "email", datetime(2008, 4, 15)),
        ("2/22/08 GRAY-ERELI E-MAIL", "email", datetime(2008, 2, 22)),
        ("E-mails J. Speaks-K. Allen", "email", None),
        ("EMBASSY MADRID E-MAIL TO EUR/WE OF OCTOBER 14", "email", None),
        ("J. SMITH MEMO TO A. BAKER OF 5 MAY 2007", "memo", datetime(2007, 5, 5)),
        ("MITCHELL/SIMS TELCON 02/16/2010", "tel", datetime(2010, 2, 16)),
        ("9 FAM Appendix K, 406 (6)", "book", None),
        ("12 FAM 540", "book", None),
        ("IIR 6 811 0123 07", "report", None),
        ("INCSR BRAZIL 2008", "report", None),
        ("OSD REPORT DTG 251847Z MAR 08", "report", datetime(2008, 3, 25, 18, 47, tzinfo=UTC)),
        ("SECDEF MSG DTG 301601z SEP 08", "dtg", datetime(2008, 9, 30, 16, 1, tzinfo=UTC)),
        ("SECDEF R162245Z OCT 08", "dtg", datetime(2008, 10, 16, 22, 45, tzinfo=UTC)),
        ("TEHRAN'S A-077 OF MAY 15, 1972", "airgram", datetime(1972, 5, 15)),
        ("STATE CA-3400 NOV 2, 1966", "airgram", datetime(1966, 11, 2)),
        ("GARCIA LETTER DATED 31/31/2007", "letter", None),
        ("http://www.state.gov/g/drl/rls", "web", None),
        ("FAX FROM THE MINISTRY", "fax", None),
        ("UNSCR 1559", "other", None),
        ("NSPD 41", "other", None),
        ("STATE 10/15/07", "other", datetime(2007, 10, 15)),
    ],
)
def test_other_documents(line: str, kind: str, date: datetime | None) -> None:
    for text in (f"REF: {line}", f"REF: {line}\n\n1. (C) Summary", f"REF: {line}; ROME 12"):
        item = read(text)[0][0]
        assert (item.kind, item.text, item.mrn, item.date) == (kind, line, None, date)
    items, _, _ = read(f"REF: A) ROME 1 B) {line} C) ROME 12")
    assert [(item.letter, item.text) for item in items] == [("A", "ROME 1"), ("B", line), ("C", "ROME 12")]


def test_a_document_may_be_wrapped() -> None:
    items, _, _ = read("REF: A. ROME 1 B. Wexusawick-\nCorilidine\ne-mail of 6/8/2006 \nC. ROME 2")
    assert [item.text for item in items] == ["ROME 1", "Wexusawick-Corilidine e-mail of 6/8/2006", "ROME 2"]


@pytest.mark.parametrize(
    ("behind", "field", "value"),
    [
        ("(NOTAL)", "caption", "NOTAL"),
        ("NOTAL", "caption", "NOTAL"),
        ("(EXDIS/NOTAL)", "caption", "EXDIS/NOTAL"),
        ("(SBU)", "caption", "SBU"),
        ("CIRCULAR", "caption", "CIRCULAR"),
        ("AND PREVIOUS", "and_previous", True),
        (", and previous", "and_previous", True),
        ("(AND PREVIOUS)", "and_previous", True),
        ('("A SPLENDID LITTLE VISIT")', "title", "A SPLENDID LITTLE VISIT"),
        ("(IN VIETNAM (AND CHINA) BAUXITE DON’T MIX)", "title", "IN VIETNAM (AND CHINA) BAUXITE DON’T MIX"),
        ('- "A TITLE"', "title", "A TITLE"),
        (": NEW GUIDANCE", "title", "NEW GUIDANCE"),
        ("DATED 05/06/2007", "date", datetime(2007, 5, 6)),
        ("OF MAY 6, 2007", "date", datetime(2007, 5, 6)),
        ("DTG 251847Z MAR 07", "date", datetime(2007, 3, 25, 18, 47, tzinfo=UTC)),
        ("PARA 4", "title", None),
    ],
)
def test_what_is_said_behind_a_number(behind: str, field: str, value: object) -> None:
    items, _, _ = read(f"REF: A. ROME 1 {behind}\n     B. PARIS 2")
    assert [item.mrn for item in items] == ["07ROME1", "07PARIS2"]
    assert getattr(items[0], field) == value
    assert items[0].text == f"ROME 1 {behind}"
    assert getattr(items[1], field) in (None, False)


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("REF: ROME 12   CLASSIFIED BY: X", "   CLASSIFIED BY: X"),
        ("REF: ROME 12\n\n1.(SBU) This is", "\n\n1.(SBU) This is"),
        ("REF: ROME 12\n1. Mission", "\n1. Mission"),
        ("REF: Rome 12\nSensitive but unclassified; not for", "\nSensitive but unclassified; not for"),
        ("REF: C 05 Rome 12 This message is Sensitive", " This message is Sensitive"),
        ("REF: ROME 12 \n \nSUMMARY \n-------", " \n \nSUMMARY \n-------"),
        ("REF: ROME 12 \n \n--------\nSCENE\n", " \n \n--------\nSCENE\n"),
        ("REF: ROME 12\n\n(SBU) Text begins", "\n\n(SBU) Text begins"),
        ("REF: ROME 12 (NOTAL)\n(U) Text begins", "\n(U) Text begins"),
        ("REF: A. ROME 1 B. ROME 2\n\n(C) Text begins", "\n\n(C) Text begins"),
        ("REF: ROME 12\n\nROME 13 reported that", "\n\nROME 13 reported that"),
        ("REF: ROME 12\n\nThe minister said", "\n\nThe minister said"),
        ("REF: ROME 12 \n \nC O R R E C T E D COPY OF ROME 11", " \n \nC O R R E C T E D COPY OF ROME 11"),
        ("REF: SMITH E-MAIL\n\nC O N F I D E N T I A L", "\n\nC O N F I D E N T I A L"),
        ("REF: ROME 12 (NOTAL) E.O. 12958: N/A", " E.O. 12958: N/A"),
        ("REF:\n\n1. (C) Summary", "\n\n1. (C) Summary"),
        ("REF: N/A\n\n1. (C) Summary", "\n\n1. (C) Summary"),
    ],
)
def test_the_section_ends_where_no_item_follows(line: str, rest: str) -> None:
    assert read(line)[1] == rest


def test_the_cable_itself_is_no_reference() -> None:
    items, rest, findings = read("REF: ROME 227  ROME 00000999  001.2 OF 002   CLASSIFIED BY: X")
    assert [item.mrn for item in items] == ["07ROME227"]
    assert rest == "   CLASSIFIED BY: X"
    assert not findings
    items, _, findings = read("REF: ROME 999, ROME 13")
    assert [item.mrn for item in items] == ["07ROME13"]
    assert [finding.code for finding in findings] == ["reference-to-itself"]
    assert numbers("REF: PORT AU PRINCE 01407 PORT AU PR 00002230 001.2 OF 002") == ["07PORTAUPRINCE1407"]


def test_repairs_and_gaps_are_told() -> None:
    _, _, findings = read("REF: A. Colomobo 2304 B. FOOVILLE 12 C: Sao Paulo  D: Rio 91")
    assert [(finding.code, finding.message) for finding in findings] == [
        ("post-repaired", "Colomobo read as COLOMBO."),
        ("post-unknown", "FOOVILLE is no sender in the codebooks."),
        ("reference-without-number", "Sao Paulo stands without a number."),
    ]
    items, _, findings = read("REF: A) 6307", own_mrn=None, own_post=None)
    assert [(item.kind, item.mrn, item.text) for item in items] == [("cable", None, "6307")]
    assert [finding.code for finding in findings] == ["reference-without-post"]


def test_without_a_year_the_text_says_what_is_known() -> None:
    items, _, _ = read("REF: BEIJING 2463, 06 BEIJING 1", year=None)
    assert [(item.kind, item.mrn, item.text) for item in items] == [
        ("cable", None, "BEIJING 2463"),
        ("cable", "06BEIJING1", "06 BEIJING 1"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "REF: A) 6307 B) STATE 285773, 12 C) 05 ROME 7/8 (NOTAL)/9 AND PREVIOUS",
        "REF: ROME 0266 AND 02259 (2002), 5 D) JONES E-MAIL 12/01/06 E) ROME 101-103",
    ],
)
def test_an_item_read_again_from_its_text_is_the_same(line: str) -> None:
    for item in read(line)[0]:
        again = read(f"REF: ({item.letter or 'A'}) {item.text}")[0][0]
        assert (again.mrn, again.text, again.caption) == (item.mrn, item.text, item.caption)


@pytest.mark.parametrize(
    "label",
    [
        "REF: ROME 1",
        "REFS: ROME 1",
        "REFTEL: ROME 1",
        "Reftel:  Rome 1",
        "Ref(s): ROME 1",
        "REFERENCES: ROME 1",
        "PROGRAM REF: ROME 1",
        "REF. ROME 1234",
        "REF STATE 198912",
        "REF A WELLINGTON 721",
        "   REF: ROME 1",
        "REF : ROME 1",
        "REFF: ROME 1",
        "EF: ROME 1",
    ],
)
def test_labels(label: str) -> None:
    assert REF_LABEL.match(label)


@pytest.mark.parametrize(
    "text",
    [
        "REFUGEES 123",
        "REFORM IN 12345",
        "REFERENCE TO ROME 12345",
        "REFTEL reported 45 cases",
        "Refers to 12",
    ],
)
def test_text_is_no_label(text: str) -> None:
    assert not REF_LABEL.match(text)


def test_labels_inside_a_subject() -> None:
    for subject, begins in (("VISIT TO EGYPTREF: CAIRO 493", 14), ("Own Hands Ref: A Montreal 365", 10)):
        match = REF_IN_LINE.search(subject)
        assert match is not None
        assert match.start() == begins
    assert not REF_IN_LINE.search("A BRIEF: FIRST IMPRESSIONS")


@pytest.mark.parametrize("label", ["RFE: ", "REF - ", "REEF: "])
def test_a_damaged_label_is_passed_over(label: str) -> None:
    assert numbers(label + "ROME 12") == ["07ROME12"]


HOSTILE = [
    *" \nA(1-0O;",
    *("a ", "A. ", "1 ", "A-", "A0", "AB ", "B) ", "ROME 1 (", "ROME 1, ", "ROME 1 AND ", 'ROME 1 "'),
    *("XROME" + " " * 999, "C O N F I D ", "E-MAIL, ", "x --- ", "CLASSIFIE ", "ABC 12Z "),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_is_no_label(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    read("REF: " + text)
    read("REF: A. JONES MEMO " + text)
    assert not REF_LABEL.match(text)


@given(
    st.text(alphabet="REF:AB. ()0123456789ROMEand,;-/\n¶'\"", max_size=200),
    st.none() | st.integers(1960, 2012),
)
def test_any_text_is_read(text: str, year: int | None) -> None:
    items, rest, _ = read(text, year=year)
    assert text.endswith(rest)
    places = [tuple(item.span) for item in items if item.span]
    assert places == sorted(places)


def test_a_section_has_a_longest_length() -> None:
    items, _, findings = read("REF: " + "ROME 1, " * 5000)
    assert len(items) == 2500
    assert [finding.code for finding in findings] == ["references-cut"]
    assert not read("REF: ROME 1\n\n1. Text" + " goes on" * 5000)[2]
