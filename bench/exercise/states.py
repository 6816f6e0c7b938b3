"""One cable in two states, and two cables that look like one: what deciding on identity is measured on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random

import msgspec

from cablegram.model import Addressee, Cable, Caption, Given, Paragraph, Precedence, Section
from cablegram.render import render

from .compose import Written, compose
from .containers import PAGES, Rendition, fits
from .garble import spoil_lines, spoil_words
from .roster import Roster, Sender

Page = tuple[str, Given | None]
"""The text of a file, and what its publisher says, or None where the file is his page."""
Pair = tuple[Page, Page]
Family = Callable[["Maker", Cable, Random], Pair | None]

_EXTRACT = (
    "This record is a partial extract of the original cable. "
    "The full text of the original cable is not available.\n\n"
)


class Maker:
    """Makes up cables, the same for the same seed."""

    def __init__(self, roster: Roster, seed: str) -> None:
        self.roster = roster
        self.seed = seed

    def cable(self, sender: Sender) -> Cable:
        """Return what the cable of ``sender`` says, without what only its layout brings."""
        made = compose(sender, self.roster, self.seed).message.truth()
        return _replace(made, pages=(), sections=(), partial=False, date=sender.date, transmission=None)

    def page(self, sender: Sender, garble: str | None, rng: Random) -> Page | None:
        """Return the cable as some publisher shows it, damaged where ``garble`` says how."""
        made = compose(sender, self.roster, self.seed, spoil_words if garble else None)
        if garble:
            made = spoil_lines(made, Random(f"{garble} {sender.mrn}"))
        return _published(made, rng)


def _published(made: Written, rng: Random) -> Page | None:
    fitting = [container for container in PAGES if fits(container, made)]
    if not fitting:
        return None
    return PAGES[rng.choice(fitting)][0](Rendition(made.message.sender.mrn, made), rng), None


def _replace(cable: Cable, **fields: object) -> Cable:
    return msgspec.structs.replace(cable, **fields)


def _plain(cable: Cable) -> Page:
    return render(cable), Given()


def _given(cable: Cable, **more: object) -> Given:
    return Given(mrn=cable.mrn, date=cable.date, **more)  # type: ignore[arg-type]


def _body(cable: Cable) -> str:
    return "\n\n".join(f"{p.number}. {p.text}" if p.number else p.text for p in cable.paragraphs) + "\n"


def _headless(cable: Cable) -> Cable:
    return _replace(cable, date=None, precedence=Precedence(), from_=None, action=(), info=())


def _without_number(text: str) -> str:
    """Drop the classification line of a message as rendered."""
    lines = text.split("\n")
    end = next(at for at, line in enumerate(lines) if line.startswith(("E.O.", "TAGS", "SUBJECT")))
    start = next((at for at, line in enumerate(lines[:end]) if not line), 0)
    return "\n".join([*lines[: start + 1], *lines[end:]])


def _next(mrn: str, by: int) -> str:
    letters = mrn.rstrip("0123456789")
    return f"{letters}{int(mrn[len(letters) :]) + by}"


# -- one cable -------------------------------------------------------------------------------------


def redacted(maker: Maker, cable: Cable, rng: Random) -> Pair:
    """One copy has a tenth of its words blacked out."""
    blackened = tuple(
        _replace_text(one, " ".join("XXXXXXXXXXXX" if rng.random() < 0.1 else w for w in one.text.split(" ")))
        for one in cable.paragraphs
    )
    return _plain(cable), _plain(_replace(cable, paragraphs=blackened))


def _replace_text(paragraph: Paragraph, text: str) -> Paragraph:
    return msgspec.structs.replace(paragraph, text=text, subparagraphs=())


def badly_damaged(maker: Maker, cable: Cable, rng: Random) -> Pair:
    """One copy has one letter in a hundred replaced, five times what radio does to a bad one."""
    spoiled = tuple(
        _replace_text(one, "".join(rng.choice("QXKZ") if c.islower() and rng.random() < 0.01 else c for c in one.text))
        for one in cable.paragraphs
    )  # fmt: skip
    return _plain(cable), _plain(_replace(cable, paragraphs=spoiled))


def extract(maker: Maker, cable: Cable, rng: Random) -> Pair | None:
    """One copy is a publisher's extract: banner, no header, some paragraphs."""
    if len(cable.paragraphs) < 4:
        return None
    at = rng.randrange(len(cable.paragraphs) - 2)
    some = cable.paragraphs[at : at + max(2, len(cable.paragraphs) // 3)]
    text = render(_replace(_headless(cable), date=cable.date, paragraphs=some, headings=()))
    return _plain(cable), (_EXTRACT + _no_header(text), _given(cable))


def _no_header(text: str) -> str:
    """Drop what stands above the classification line of a message as rendered."""
    return text.partition("\n\n")[2]


def headless(maker: Maker, cable: Cable, rng: Random) -> Pair:
    """One copy begins with the classification line; its publisher dates it to the day."""
    day = cable.date.replace(hour=0, minute=0) if cable.date else None
    return _plain(cable), (_no_header(render(cable)), Given(mrn=cable.mrn, date=day))


def sections_apart(maker: Maker, cable: Cable, rng: Random) -> Pair | None:
    """Each section is a document of its own, with its own header."""
    if len(cable.paragraphs) < 4:
        return None
    half = len(cable.paragraphs) // 2
    return tuple(  # type: ignore[return-value]
        _plain(_replace(cable, paragraphs=part, headings=(), sections=(Section(number, 2),)))
        for number, part in ((1, cable.paragraphs[:half]), (2, cable.paragraphs[half:]))
    )


def corrected(maker: Maker, cable: Cable, rng: Random) -> Pair:
    """One is a corrected copy, sent three hours later under another subject line."""
    caption = Caption("CORRECTED COPY", "correction", as_found="C O R R E C T E D  C O P Y (SUBJECT LINE)")
    later = cable.date + timedelta(hours=3) if cable.date else None
    subject = f"CORRECTED: {cable.subject}"
    return _plain(cable), _plain(
        _replace(cable, captions=(*cable.captions, caption), subject=subject, date=later)
    )


def publisher_numbers(maker: Maker, cable: Cable, rng: Random) -> Pair:
    """One copy has lost its classification line; its publisher gives the number."""
    return _plain(cable), (_without_number(render(cable)), _given(cable))


def number_lost(maker: Maker, cable: Cable, rng: Random) -> Pair:
    """One copy has a header and no number at all."""
    return _plain(cable), (_without_number(render(cable)), Given())


def text_alone(maker: Maker, cable: Cable, rng: Random) -> Pair | None:
    """One copy is the paragraphs and nothing else."""
    return (_plain(cable), (_body(cable), Given())) if len(_body(cable)) > 1500 else None


# -- two cables ------------------------------------------------------------------------------------


def _neighbour(maker: Maker, cable: Cable, rng: Random, *, days: int = 1, shared: float = 0.0) -> Cable:
    """Make up the next cable of the same post; ``shared`` of the text of ``cable`` at most is in it."""
    assert cable.date is not None
    sender = rng.choice([one for one in maker.roster.senders if one.mrn != cable.mrn])
    other = maker.cable(sender)
    kept = _some(cable.paragraphs, shared, rng)
    own = other.paragraphs[: max(2, len(cable.paragraphs) - len(kept))]
    return _replace(
        cable,
        mrn=_next(cable.mrn or "", rng.randint(1, 9)),
        date=cable.date + timedelta(days=days, minutes=rng.randint(1, 300)),
        subject=other.subject,
        paragraphs=kept + own,
        headings=(),
        references=(),
    )


def _some(paragraphs: tuple[Paragraph, ...], share: float, rng: Random) -> tuple[Paragraph, ...]:
    room = share * sum(len(one.text) for one in paragraphs)
    kept = []
    for one in rng.sample(paragraphs, len(paragraphs)):
        if len(one.text) <= room:
            room -= len(one.text)
            kept.append(one)
    return tuple(kept)


def neighbour(maker: Maker, cable: Cable, rng: Random) -> Pair:
    """The next day's cable, its number mistyped as this one's."""
    return _plain(cable), _plain(_replace(_neighbour(maker, cable, rng), mrn=cable.mrn))


def same_day_subject(maker: Maker, cable: Cable, rng: Random) -> Pair:
    """Another cable of the same post, day and subject, with its own number."""
    return _plain(cable), _plain(
        _replace(_neighbour(maker, cable, rng, days=0, shared=0.2), subject=cable.subject)
    )


def press_summary(maker: Maker, cable: Cable, rng: Random) -> Pair:
    """Today's press summary under yesterday's number: same header and subject, a fifth of the text the same."""
    other = _neighbour(maker, cable, rng, shared=0.2)
    return _plain(cable), _plain(_replace(other, mrn=cable.mrn, subject=cable.subject))


def evening_summary(maker: Maker, cable: Cable, rng: Random) -> Pair:
    """The evening's press summary under the morning's number, up to half of the morning's text in it."""
    other = _neighbour(maker, cable, rng, days=0, shared=0.5)
    return _plain(cable), _plain(_replace(other, mrn=cable.mrn, subject=cable.subject))


def reply(maker: Maker, cable: Cable, rng: Random) -> Pair:
    """A reply with the same subject that quotes a paragraph, its number mistyped as the one it answers."""
    other = _neighbour(maker, cable, rng, days=2)
    quoting = (cable.paragraphs[0], *other.paragraphs)
    return _plain(cable), _plain(_replace(other, mrn=cable.mrn, subject=cable.subject, paragraphs=quoting))


def publisher_errs(maker: Maker, cable: Cable, rng: Random) -> Pair:
    """The neighbour without its classification line, under this one's number by its publisher's error."""
    other = _neighbour(maker, cable, rng)
    return _plain(cable), (_without_number(render(other)), Given(mrn=cable.mrn, date=other.date))


def summaries_without_numbers(maker: Maker, cable: Cable, rng: Random) -> Pair:
    """Two press summaries of a day, neither with a number, an hour apart."""
    other = _replace(_neighbour(maker, cable, rng, days=0, shared=0.33), subject=cable.subject)
    return (_without_number(render(cable)), Given()), (_without_number(render(other)), Given())


def same_minute(maker: Maker, cable: Cable, rng: Random) -> Pair:
    """Two cables of one post and minute, the second without its number."""
    other = _replace(_neighbour(maker, cable, rng), date=cable.date)
    return _plain(cable), (_without_number(render(other)), Given())


def circular(maker: Maker, cable: Cable, rng: Random) -> Pair:
    """One text sent by two posts under their own numbers."""
    sender = rng.choice([one for one in maker.roster.senders if one.mrn != cable.mrn])
    other = maker.cable(sender)
    return _plain(cable), _plain(
        _replace(cable, mrn=other.mrn, from_=other.from_, date=other.date, action=_to(other))
    )


def _to(cable: Cable) -> tuple[Addressee, ...]:
    return cable.action


def sent_twice(maker: Maker, cable: Cable, rng: Random) -> Pair:
    """One text sent again under the next number (08MADRID762 and 763)."""
    later = cable.date + timedelta(minutes=40) if cable.date else None
    return _plain(cable), _plain(_replace(cable, mrn=_next(cable.mrn or "", 1), date=later))


ONE: tuple[Family, ...] = (
    redacted, badly_damaged, extract, headless, sections_apart, corrected, publisher_numbers, number_lost,
    text_alone,
)  # fmt: skip
TWO: tuple[Family, ...] = (
    neighbour, same_day_subject, press_summary, evening_summary, reply, publisher_errs,
    summaries_without_numbers, same_minute, circular, sent_twice,
)  # fmt: skip


def pairs(maker: Maker, family: Family, count: int) -> Iterator[Pair]:
    """Yield up to ``count`` pairs of a family."""
    senders = maker.roster.senders
    step = max(1, len(senders) // (count * 2))
    made = 0
    for sender in senders[::step]:
        rng = Random(f"{family.__name__} {maker.seed} {sender.mrn}")
        cable = maker.cable(sender)
        pair = family(maker, cable, rng) if cable.paragraphs and cable.from_ else None
        if pair is not None and made < count:
            made += 1
            yield pair


def published_pairs(maker: Maker, count: int, *, both: bool) -> Iterator[Pair]:
    """Yield cables in two containers each: clean and damaged, or damaged on ``both`` sides in two ways."""
    senders = maker.roster.senders
    for sender in senders[:: max(1, len(senders) // count)]:
        rng = Random(f"published {maker.seed} {sender.mrn}")
        first = maker.page(sender, "one way" if both else None, rng)
        second = maker.page(sender, "another way", rng)
        if first and second:
            yield first, second
