"""Cuts the lines of a body into transmission sections and printed pages."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from cablegram.model import PageLine, Section

from .message import BLANK, Line, Message
from .transmission import page_text

SECTION_LINES = 100
"""Lines a section holds (ACP 127: a transmission of at most 100 lines of text)."""
PAGE_LINES = 45
"""Lines on a page printed in the Department."""


def section_count(lines: int) -> int:
    """Return the number of sections a body of so many lines is sent in."""
    return max(1, -(-lines // SECTION_LINES))


def in_sections(lines: list[Line], message: Message, count: int) -> list[Line]:
    """Cut a body by section lines (``BEIJING 00002463  002 OF 002``), wherever a section happens to end.

    A style with a revision digit has a line for the first section too, above paragraph 1.
    """
    revision, place = message.style.revision, message.place
    first = 1 if revision else 2
    starts = {number: (number - 1) * len(lines) // count for number in range(first, count + 1)}
    cut: list[Line] = []
    numbered = message.parts[0].number is not None
    for at, line in enumerate(lines):
        for number, start in starts.items():
            if start == at or (start < at and not _placed(message, number)):
                if at and not _divisible(lines, at, numbered):
                    continue
                message.pages.append(
                    PageLine("section", number, count, station=place, serial=message.sender.number)
                )
                dotted = f".{revision}" if revision else ""
                text = f"{place} {message.sender.number:08}  {number:03}{dotted} OF {count:03}"
                cut += ([BLANK] if at else []) + [Line(text, "section"), BLANK, BLANK]
        cut.append(line)
    return cut


def _placed(message: Message, number: int) -> bool:
    return any(page.number == number for page in message.pages)


def _divisible(lines: list[Line], at: int, numbered: bool) -> bool:
    """Tell whether a page may end above line ``at``: not within a heading or among entries.

    Nor between paragraphs without numbers, for nothing would tell that another one begins.
    """
    return lines[at - 1].role in ("text", "open") and lines[at].role in (
        ("text", "blank") if numbered else ("text",)
    )


def sections(message: Message, count: int) -> tuple[Section, ...]:
    """Return the sections a message sent in ``count`` parts shows: the first, and those of its lines."""
    shown = {1, *(page.number for page in message.pages if page.number)}
    return tuple(Section(number, count) for number in sorted(shown)) if count > 1 else ()


def first_page(message: Message, section: int | None, of: int | None, rng: Random) -> PageLine:
    """Return the line that heads page 1 of a printed copy, printed within three hours."""
    time = message.sender.date + timedelta(minutes=rng.randint(5, 180))
    return PageLine(
        "page", section, of, 1, (message.post.page_code or message.post.slug)[:6], message.sender.number, time
    )


def in_pages(lines: list[Line], message: Message, first: PageLine, level: str, head: int) -> list[Line]:
    """Cut a printed copy by page lines between classification banners; ``head`` lines stand above the body.

    Pages are numbered anew in each section.
    """
    cut: list[Line] = []
    page, section = 1, first.number
    room = PAGE_LINES - head
    for at, line in enumerate(lines):
        turned = first.of is not None and section is not None and at * first.of // len(lines) >= section
        if (room <= 0 or turned) and at and _divisible(lines, at, message.parts[0].number is not None):
            page = 1 if turned else page + 1
            section = section + 1 if turned and section else section
            following = PageLine("page", section, first.of, page, first.station, first.serial, first.time)
            message.pages.append(following)
            cut += [BLANK, Line(level, "banner"), BLANK, Line(level, "banner"), BLANK]
            cut += [Line(page_text(message, following), "page"), BLANK]
            room = PAGE_LINES
        cut.append(line)
        room -= 1
    return cut
