"""What two fingerprints say of each other: one cable, two, or perhaps one; each verdict with its reason."""

from __future__ import annotations

from typing import Literal

import msgspec
from rapidfuzz.distance import Levenshtein

from .fingerprint import SHORTEST, Fingerprint, overlap

ALIKE = 0.5
"""Share of the shorter text's shingles found in the other from which on they are one text, or one holds the other,
where number and date-time group agree. Of 200 pairs of a clean and a garbled copy none shared less than 0.8."""
UNDATED = 0.7
"""The same where of number and date-time group only one agrees: half of two press summaries can be one text, and of
450 pairs of one post and minute on the same business one shared 0.5."""
WHOLLY = 0.85
"""The share of a part that must be in the whole where one has no date-time group."""
NEARLY = 0.8
"""The same where date-time groups differ (a corrected copy's), or where nothing but the text speaks for it."""
LIKE, LIKER, LIKEST = 0.3, 0.6, 0.75
"""Share of the shingles of both that are in both from which on neither is merely a part of the other; they go with
ALIKE, UNDATED and NEARLY. A corrected copy has all of the text, an evening's press summary half of the morning's."""
APART = 0.15
"""The share up to which they are two texts; between the two they share paragraphs (press summaries do)."""
FEWEST = 5
"""Shingles compared below which the share says nothing; that none is shared says something of FEW."""
FEW = 3
LONG = 600
"""Letters from which on a text alone can tell a cable: some ten lines. Shorter ones are said again word for word."""
DAY, HOUR = 1440, 60
SUBJECT_LETTERS = 8
"""Letters of a subject below which it tells nothing (VISAS)."""
SUBJECT_LIKE, SUBJECT_UNLIKE = 0.8, 0.6
"""Similarity from which on two subjects are one that was garbled, and below which they are two."""

TextsAre = Literal["same", "part", "mixed", "different", "unknown"]
DatesAre = Literal["same", "near", "off", "apart", "unknown"]
Kind = Literal["same", "maybe", "against", "nothing"]


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """What a pair is: one cable (``same``), perhaps one (``maybe``), never one (``against``), or strangers.

    ``sure`` (0 to 1) ranks verdicts of ``same``; ``link`` says of two that must stay apart that a reader should
    be shown the other; ``section`` that each holds sections the other lacks.
    """

    kind: Kind
    sure: float = 0.0
    why: str = ""
    link: bool = False
    section: bool = False


_STRANGERS = Verdict("nothing")
_TWO_NUMBERS = Verdict("against", why="They bear different numbers.")


def judge(a: Fingerprint, b: Fingerprint) -> Verdict:
    """Return what ``a`` and ``b`` are to each other; ``judge(b, a)`` says the same."""
    if a.series is not None and a.series == b.series:
        return _one_number(a, b)
    if a.series is not None and b.series is not None:
        if a.series in b.also or b.series in a.also:
            return _disputed(a, b)
        return _two_numbers(a, b)
    return _without_number(a, b)


def _one_number(a: Fingerprint, b: Fingerprint) -> Verdict:
    """Judge two renditions under one number: the number is right unless what they say contradicts it."""
    dates, subjects = dates_are(a, b), subjects_are(a, b)
    retimed = dates in ("off", "apart")
    texts = texts_are(a, b, NEARLY if retimed else ALIKE if dates == "same" else UNDATED)
    weak = a.repaired or b.repaired
    short = a.partial or b.partial
    stated = f"Both are numbered {a.mrn if a.mrn == b.mrn else a.series}"
    sure = (
        0.9
        - 0.05 * weak
        + 0.02 * (dates == "same")
        + 0.01 * (dates == "near")
        + 0.01 * (a.date == b.date)
        + 0.01 * (subjects is True)
    )
    if texts == "same":
        return Verdict("same", sure + 0.06, f"{stated}, and have the same text.")
    if texts == "part" and not retimed:
        return Verdict("same", sure + 0.04, f"{stated}, and the text of one is in the other.")
    if texts == "unknown":
        if dates == "apart":
            return Verdict(
                "against" if a.dated and b.dated else "maybe", 0, f"{stated}, {_DATES}.", link=True
            )
        if subjects is False:
            return Verdict("maybe", 0, f"{stated}, but their subjects differ.")
        if retimed:
            told = a.dated and b.dated and min(a.letters, b.letters) >= SHORTEST
            return Verdict(
                "against" if told else "maybe", 0, f"{stated}, but they are dated hours apart.", link=True
            )
        if weak and not (dates in ("same", "near") or subjects):
            return Verdict("maybe", 0, f"{stated}, one of them by a repair that nothing confirms.")
        return Verdict("same", sure - 0.1, f"{stated}, and nothing contradicts it.")
    if _parted(a, b) and dates != "apart" and subjects is not False:
        return Verdict("same", sure, f"{stated} and hold different sections of {a.of}.", section=True)
    parts = f"{stated} with one date-time group; their texts share only parts."
    if texts == "mixed" and dates == "same" and subjects is not False:
        return Verdict("same", sure, parts)
    if (short or a.redactions or b.redactions) and dates == "same" and subjects:
        return Verdict("same", sure - 0.1, parts)
    if texts in ("mixed", "part") and retimed and a.dated and b.dated and _whole(a) and _whole(b):
        return Verdict("against", 0, f"{stated}, but their texts share only parts{_TOO[dates]}.", link=True)
    if texts in ("mixed", "part") or (short and dates != "apart" and subjects is not False):
        return Verdict("maybe", 0, f"{stated}, but their texts share only parts{_TOO[dates]}.")
    return Verdict("against", 0, f"{stated}, but their texts differ{_TOO[dates]}.", link=True)


_DATES = "but their dates are days apart"
_TOO = {
    "apart": ", and their dates are days apart",
    "off": ", and they are dated hours apart",
    "near": "",
    "same": "",
    "unknown": "",
}


def _disputed(a: Fingerprint, b: Fingerprint) -> Verdict:
    """Judge two renditions of which one goes by the other's number too: by its publisher, or sent again under it."""
    disputed = a if b.series in a.also else b
    other = b if disputed is a else a
    if disputed.again or other.again:
        if texts_are(a, b) in ("different", "mixed"):
            return _TWO_NUMBERS
        return Verdict("against", 0, f"{disputed.mrn} was sent again as {other.mrn}.", link=True)
    texts, dates = texts_are(a, b), dates_are(a, b)
    by = f"{disputed.mrn} is numbered {other.mrn} by its publisher"
    if texts in ("same", "part") and dates in ("same", "near") and a.post == b.post:
        return Verdict("same", 0.9, f"{by}, and has that cable's date and text.")
    if texts in ("different", "mixed") or dates == "apart":
        return _TWO_NUMBERS
    return Verdict("maybe", 0, f"{by}.")


def _two_numbers(a: Fingerprint, b: Fingerprint) -> Verdict:
    """Judge two numbers: never one cable, yet a number may be wrong, and a text sent twice."""
    texts = texts_are(a, b, NEARLY)
    once = a.post == b.post and dates_are(a, b) == "same"
    if texts == "same" and min(a.letters, b.letters) >= LONG:
        also = ", of one post and minute" if once else ""
        return Verdict("against", 0, f"{_names(a.mrn, b.mrn)} have the same text{also}.", link=True)
    if once and subjects_are(a, b) and texts != "different":
        why = f"{_names(a.mrn, b.mrn)} have one post, date-time group and subject."
        return Verdict("against", 0, why, link=True)
    return _TWO_NUMBERS


def _without_number(a: Fingerprint, b: Fingerprint) -> Verdict:
    """Judge a pair of which one or both have no number: by text, sender and date-time group."""
    if a.post and b.post and a.post != b.post:
        if texts_are(a, b, NEARLY) == "same" and min(a.letters, b.letters) >= LONG:
            return Verdict("against", 0, f"{_names(a.post, b.post)} sent the same text.", link=True)
        return _STRANGERS
    dates, subjects = dates_are(a, b), subjects_are(a, b)
    if dates == "same" and a.post and b.post:
        return _one_moment(a, b, subjects)
    texts = texts_are(a, b, NEARLY)
    if texts not in ("same", "part") or min(a.letters, b.letters) < LONG:
        return _STRANGERS
    if dates == "apart" or (dates == "off" and not a.corrected and not b.corrected):
        kind: Kind = "against" if a.dated and b.dated else "maybe"
        return Verdict(kind, 0, f"They have the same text{_TOO[dates].replace('and', 'but', 1)}.", link=True)
    if a.digest == b.digest and subjects is not False:
        return Verdict("same", 0.9, "They have the same text, letter for letter.")
    what = "nearly the same text" if texts == "same" else "much of their text in common"
    return Verdict("maybe", 0, f"They have {what}, and one of them no number.")


def _one_moment(a: Fingerprint, b: Fingerprint, subjects: bool | None) -> Verdict:
    texts = texts_are(a, b, UNDATED)
    when = "They have one sender and date-time group"
    if texts in ("same", "part"):
        what = "the same text" if texts == "same" else "the text of one is in the other"
        return Verdict("same", 0.95, f"{when}, and {what}.")
    if _parted(a, b) and subjects:
        return Verdict("same", 0.9, f"{when}, and hold different sections of {a.of}.", section=True)
    if subjects and texts != "different":
        return Verdict("maybe", 0, f"{when} and subject, and one of them no number.")
    return _STRANGERS


def _names(a: str | None, b: str | None) -> str:
    return " and ".join(sorted(filter(None, (a, b))))


def texts_are(a: Fingerprint, b: Fingerprint, alike: float = ALIKE) -> TextsAre:
    """Compare two texts; ``part``: most of the shorter is in the longer, which has much else."""
    if a.digest == b.digest and a.letters >= SHORTEST:
        return "same"
    shared = overlap(a, b)
    if shared.compared < FEWEST:
        return "different" if shared.compared >= FEW and not shared.shared else "unknown"
    if shared.within >= alike:
        least = {ALIKE: LIKE, UNDATED: LIKER}.get(alike, LIKEST)
        if shared.alike >= least:
            return "same"
        return "part" if alike != UNDATED or shared.within >= WHOLLY else "mixed"
    return "different" if shared.within <= APART else "mixed"


def dates_are(a: Fingerprint, b: Fingerprint) -> DatesAre:
    """Compare two dates.

    A publisher's is at best near: of one hour, for pages of the first release have the hour right and wrong
    minutes (format B2), or a day without a time. ``off`` are dates hours apart, ``apart`` days.
    """
    if a.date is None or b.date is None:
        return "unknown"
    between = abs(a.date - b.date)
    if a.dated and b.dated:
        return "same" if between == 0 else "off" if between < 2 * DAY else "apart"
    if between >= 2 * DAY:
        return "apart"
    daily = any(not fp.dated and (fp.date or 0) % DAY == 0 for fp in (a, b))
    return "near" if daily or a.date // HOUR == b.date // HOUR else "off"


def subjects_are(a: Fingerprint, b: Fingerprint) -> bool | None:
    """Tell whether two subjects are one, as far as the shorter reaches; None where they cannot tell."""
    length = min(len(a.subject), len(b.subject))
    if length < SUBJECT_LETTERS:
        return None
    like = Levenshtein.normalized_similarity(a.subject[:length], b.subject[:length])
    return True if like >= SUBJECT_LIKE else False if like < SUBJECT_UNLIKE else None


def _whole(fp: Fingerprint) -> bool:
    """Tell whether a text is all there, so that one it shares parts with is another."""
    return not (fp.partial or fp.redactions or fp.of > 1)


def _parted(a: Fingerprint, b: Fingerprint) -> bool:
    """Tell whether two texts hold different sections of one message: neither shows a line of the other's first."""
    if a.of != b.of or a.of < 2 or a.first == b.first:
        return False
    return not set(a.sections) & set(b.sections)
