"""Passing lines: agency, office and person of each reader."""

from __future__ import annotations

import pytest

from cablegram.model import Finding, Passing
from cablegram.parse.passing import read_passing

Reader = tuple[str | None, str | None, str | None]


def read(text: str) -> tuple[list[Passing], list[str]]:
    lines, at = [], 0
    for line in text.split("\n"):
        if line:
            lines.append((at, at + len(line)))
        at += len(line) + 1
    findings: list[Finding] = []
    passing = read_passing(text, text, lines, findings)
    for reader in passing:
        assert reader.span is not None
        assert text[slice(*reader.span)] == reader.as_found
    return passing, [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "State for EAP/CM - JYamomoto and EB/IPE - EFelsing",  # 07BEIJING2463, as the next six
            [("STATE", "EAP/CM", "JYamomoto"), ("STATE", "EB/IPE", "EFelsing")],
        ),
        (
            "USTR for China Office - AWinter; IPR Office - RBae; and OCG\n- SMcCoy, ACelico",
            [
                ("USTR", "China Office", "AWinter"),
                ("USTR", "IPR Office", "RBae"),
                ("USTR", "OCG", "SMcCoy"),
                ("USTR", "OCG", "ACelico"),
            ],
        ),
        (
            "Commerce for National Coordinator for IPR Enforcement -\nCIsrael",
            [("COMMERCE", "National Coordinator for IPR Enforcement", "CIsrael")],
        ),
        (
            "Commerce for MAC 3204/LRigoli, ESzymanski",
            [("COMMERCE", "MAC 3204", "LRigoli"), ("COMMERCE", "MAC 3204", "ESzymanski")],
        ),
        ("LOC/Copyright Office - MPoor", [("LOC", "Copyright Office", "MPoor")]),
        ("DOJ for SChembtob", [("DOJ", None, "SChembtob")]),
        ("DHS/ICE for IPR Center - DFaulconer", [("DHS/ICE", "IPR Center", "DFaulconer")]),
        ("HARARE FOR BRUCE WHARTON", [("HARARE", None, "BRUCE WHARTON")]),  # 03GUATEMALA1066
        ("STATE PASS TO USTR FOR SCRONIN", [("USTR", None, "SCRONIN")]),  # 03BRASILIA3122
        ("STATE PASS to EEB\nSTATE PASS TO USTR", [("STATE", "EEB", None), ("USTR", None, None)]),
        (
            "DEPT NEA/MAG (JOHNSON), INR (HOFSTATTER)",
            [("STATE", "NEA/MAG", "JOHNSON"), ("STATE", "INR", "HOFSTATTER")],
        ),
        (
            "STATE FOR NEA/LMALENAS AND NP/ECC/KCROUCH \nUSDOC FOR BIS/OUS/RCUPITT",  # 04ABUDHABI1445
            [("STATE", "NEA", "LMALENAS"), ("STATE", "NP/ECC", "KCROUCH"), ("USDOC", "BIS/OUS", "RCUPITT")],
        ),
        ("JCS PASS J-5/CDR S. WRIGHT", [("JCS", "J-5", "CDR S. WRIGHT")]),
        ("PLEASE PASS TO AMEMBASSY LIMA", [("AMEMBASSY LIMA", None, None)]),
        ("DEPARTMENT FOR INR/R/MR,\nDRL", [("STATE", "INR/R/MR", None), ("STATE", "DRL", None)]),
        ("State also for EUR", [("STATE", "EUR", None)]),
        ("PARIS ALSO FOR USOECD", [("PARIS", "USOECD", None)]),
        ("NSC FOR A. JONES; LONDON FOR TSOU", [("NSC", None, "A. JONES"), ("LONDON", None, "TSOU")]),
        ("NSC FOR SENIOR AFRICA DIRECTOR C. DOE", [("NSC", "SENIOR AFRICA DIRECTOR", "C. DOE")]),
        (
            "STATE FOR EB/IEC DOERING AND ROEMERS",
            [("STATE", "EB/IEC", "DOERING"), ("STATE", "EB/IEC", "ROEMERS")],
        ),
        ("POSTS FOR FRAUD PREVENTION UNITS", [("POSTS", "FRAUD PREVENTION UNITS", None)]),  # 09CAIRO2205
        ("STATE PASS USTR, USAID FOR LAC/SAM", [("USTR", None, None), ("USAID", "LAC/SAM", None)]),
        ("STATE PASS TO USTR JROEMER AND USDA/FAS", [("USTR", None, "JROEMER"), ("USDA/FAS", None, None)]),
        ("STATE PASS USAID (DOE)", [("USAID", None, "DOE")]),
        ("state for eap/cm - jdoe", [("STATE", "eap/cm", "jdoe")]),
    ],
)  # fmt: skip
def test_readers(lines: str, expected: list[Reader]) -> None:
    passing, findings = read(lines)
    assert [(reader.agency, reader.office, reader.person) for reader in passing] == expected
    assert findings == []


def test_the_narrowest_of_the_three_is_what_was_found() -> None:
    found = [reader.as_found for reader in read("DEPARTMENT FOR EUR/SE, INR - JDOE; PASS TO USTR")[0]]
    assert found == ["EUR/SE", "JDOE", "USTR"]


def test_a_misspelt_agency_is_repaired_and_reported() -> None:
    passing, findings = read("STAET FOR EUR/SE")
    assert (passing[0].agency, findings) == ("STATE", ["agency-repaired"])


@pytest.mark.parametrize(
    "line", ["THIS MESSAGE IS FOR THE AMBASSADOR", "The visit is on for Monday.", "AIDAC"]
)
def test_other_lines_are_kept_unread(line: str) -> None:
    passing, findings = read(line)
    assert [(reader.agency, reader.office, reader.person, reader.as_found) for reader in passing] == [
        (None, None, None, line)
    ]
    assert findings == ["line-unread"]
