"""Signer and trailers at the end of a message (format A25, A26)."""

from __future__ import annotations

import pytest

from cablegram.parse.signature import Tail, read_tail, trailer


def tail(text: str) -> Tail:
    found = read_tail(text, text, 0)
    if found.span:
        assert found.span.of(text) == found.signer
    assert all(mark.span and mark.span.of(text) == mark.as_found for mark in found.marks)
    return found


BODY = "1. (U) Nothing was said about the kite, and nothing was asked.\n"


@pytest.mark.parametrize(
    ("end", "signer"),
    [
        ("\nHANLEY\n", "HANLEY"),
        ("HANLEY\n", "HANLEY"),  # 10CAIRO219: directly under the text
        ("\nVAN DAMME\n", "VAN DAMME"),
        ("\nCrockart\n", "Crockart"),  # 08MUNICH355
        ("\nO'HARA-SMITH\n", "O'HARA-SMITH"),
        ("\nKUBISKE 2009-12-31\n", "KUBISKE"),  # 09BRASILIA1540
        ("\nHANLEY##\n", "HANLEY"),
        ("2. (U) It ended. MERANTE\n", "MERANTE"),  # 01VATICAN2600
    ],
)
def test_signers(end: str, signer: str) -> None:
    found = tail(BODY + end)
    assert found.signer == signer
    assert signer not in (BODY + end)[: found.stop]


@pytest.mark.parametrize(
    "end",
    [
        "",
        "2. (U) No more. \n",
        "\nEND SUMMARY\n",
        "\nUNCLASSIFIED\n",
        "\nEXEMPT\n",
        "the last words in Germ any.\n",  # 09MUNICH25
        "8. Chris Israel has cleared this report.\n",  # 07BEIJING2463
        "It was signed by Mr. EXAMPLE\n",
        "\n7. HANLEY\n",
        "\nTHIS LINE IS FAR TOO LONG TO BE A NAME\n",
    ],
)
def test_other_endings_are_no_signers(end: str) -> None:
    assert tail(BODY + end).signer is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("NNNN", "end"),
        ("NNN", "end"),  # 73TEHRAN7005
        ("NNNNMAFVVZCZ", "end"),
        ("<< END OF DOCUMENT >>", "end"),
        ("BT", "end"),
        ("#2463", "end"),
        (">", "end"),  # 00HARARE2906
        ("UNCLASSIFIED", "banner"),
        ("2001VATICA02600 - Classification: UNCLASSIFIED", "trailer"),  # 01VATICAN2600
        ("*** Current Handling Restrictions ***", "trailer"),
        ("*** Current Classification ***", "trailer"),
        ("Declassified/Released US Department of State EO Systematic Review 30 JUN 2005", "stamp"),
        ("Margaret P. Grafeld Declassified/Released US Department of State", "stamp"),
        ("EXEMPT", "group"),  # 72TEHRAN1381
        ("GP-3", "group"),  # 66BUENOSAIRES2481
        ("MINIMIZE CONSIDERED.", "minimize"),  # 09STATE100153
        ("Visit Embassy Beijing's Classified Web Site", "trailer"),
        ("HANLEY", None),
        ("The minimize was considered.", None),
    ],
)
def test_kinds_of_trailers(line: str, kind: str | None) -> None:
    assert trailer(line) == kind


def test_trailers_behind_a_signer_are_stripped_one_by_one() -> None:
    found = tail(
        f"{BODY}\nHANLEY\n\nUNCLASSIFIED\n\n>\n\n2001VATICA02600 - Classification: UNCLASSIFIED\nNNNN\n"
    )
    assert found.signer == "HANLEY"
    assert [mark.kind for mark in found.marks] == ["end", "trailer", "end", "banner"]


@pytest.mark.parametrize("between", ["EXEMPT", "GP-3", "MINIMIZE CONSIDERED."])
def test_what_stands_between_text_and_signer_is_no_text(between: str) -> None:
    """72TEHRAN1381, 66BUENOSAIRES2481, 09STATE100153."""
    text = f"{BODY}\n{between}\n\nHECK\n"
    found = tail(text)
    assert found.signer == "HECK"
    assert text[: found.stop].rstrip() == BODY.rstrip()


def test_an_archive_s_note_behind_the_signer_is_no_text() -> None:
    """66BUENOSAIRES2481: where the copy comes from, between broken rules."""
    rule = "-" * 45 + " " + "-" * 8
    text = (
        f"{BODY}\nGP-3\nSACCIO\n\n{rule}\nCopy from the National Archives\nRG 59: General Records\n{rule}\n"
    )
    found = tail(text)
    assert found.signer == "SACCIO"
    assert text[: found.stop].rstrip() == BODY.rstrip()
    assert [mark.kind for mark in found.marks] == ["trailer"] * 4 + ["group"]


def test_a_title_case_word_under_a_full_line_may_be_the_end_of_a_sentence() -> None:
    assert (
        tail("1. (U) He went to see the invented harbor master and then returned to old\nRotterdam\n").signer
        is None
    )


def test_nothing_above_the_body_is_taken() -> None:
    text = "SUBJECT: EXERCISE\n\nHANLEY\n"
    assert read_tail(text, text, len(text)).signer is None
