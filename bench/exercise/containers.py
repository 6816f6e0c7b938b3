"""A written message as each publisher shows it (one function a format)."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from random import Random
from string import Template

import msgspec

from cablegram.model import Cable

from .compose import Written
from .message import Line
from .prose import DATA
from .wrap import wrapped

_NUMBERED = re.compile(r"^( *)(?=\d{1,3}\.(?!\d)|[A-Z]\. )")
_TITLE = 70
"""Width of a title line."""
_TAGS = re.compile(r"\b([A-Z]{2,6})\b")


@dataclass(frozen=True)
class Rendition:
    """A message to be published under its number, and what a publisher says of it."""

    mrn: str
    written: Written

    @property
    def header(self) -> list[Line]:
        return self.written.header

    @property
    def text(self) -> list[Line]:
        return self.written.text

    @property
    def title(self) -> str:
        """What fits of the subject in one line: publishers cut it where its first line ends."""
        message = self.written.message
        return wrapped(message.cable.subject or "", min(message.style.width, _TITLE) - len("SUBJECT: "))[0]

    @property
    def origin(self) -> str:
        return self.written.message.post.name

    @property
    def classification(self) -> str:
        cable = self.written.message.cable
        assert cable.classification is not None
        captions = {caption.caption for caption in cable.captions} | set(cable.classification.caveats)
        level = cable.classification.level
        if "NOFORN" in captions:
            return f"{level}//NOFORN"
        if "SENSITIVE" in captions:
            return f"{level}//FOR OFFICIAL USE ONLY"
        return level


def joined(lines: list[Line], *, trailing_blank: bool = False, pilcrow: str = "") -> str:
    """Return lines as text, ``pilcrow`` put before what looks like a number (format A18)."""
    rows = [line.text for line in lines]
    if pilcrow:
        rows = [_NUMBERED.sub(rf"\1{pilcrow}", row, count=1) for row in rows]
    return "".join(row + (" \n" if trailing_blank else "\n") for row in rows)


def _page(name: str, **blanks: str) -> str:
    """Return the publisher's page of that name with its blanks filled."""
    return _template(name).substitute(blanks)


@cache
def _template(name: str) -> Template:
    return Template((DATA / "pages" / name).read_text(encoding="utf-8"))


def plain(made: Rendition, rng: Random) -> str:
    """The message alone."""
    return joined(made.header + made.text, trailing_blank=rng.random() < 0.3)


def scoop_text(made: Rendition, rng: Random) -> str:
    """The text of a news site's page (07BEIJING2463)."""
    text = joined(made.header + made.text)
    if rng.random() < 0.3:
        text = text.replace("\n\n", "\n\n\n")
    return _page("scoop.txt", title=made.title, text=text.rstrip())


def scoop_html(made: Rendition, rng: Random) -> str:
    """The same page as HTML, a line break for each line end."""
    text = html.escape(joined(made.header + made.text).strip(), quote=False).replace("\n", "<br />\n")
    return _page("scoop.html", title=html.escape(made.title, quote=False), text=text)


def wikileaks_first(made: Rendition, rng: Random) -> str:
    """A page of the first release: four columns, the minutes those of a twelve-hour clock's hour."""
    moment = made.written.message.sender.date
    return _wikileaks(made, [("Date", f"{moment:%Y-%m-%d %H}:{moment.hour % 12 or 12:02}")], rng)


def wikileaks_later(made: Rendition, rng: Random) -> str:
    """A page of a later release: five columns."""
    moment = made.written.message.sender.date
    return _wikileaks(made, [("Created", f"{moment:%Y-%m-%d %H:%M}"), ("Released", "2011-08-30 01:44")], rng)


def _wikileaks(made: Rendition, dates: list[tuple[str, str]], rng: Random) -> str:
    moment = made.written.message.sender.date
    cells = [("Reference ID", f"/cable/{moment:%Y/%m}/{made.mrn}.html", made.mrn)]
    cells += [(name, f"/date/{moment:%Y-%m}_0.html", value) for name, value in dates]
    cells += [
        ("Classification", "/classification/1_0.html", made.classification),
        ("Origin", "/origin/1_0.html", made.origin),
    ]
    labels = "".join(f"<th>{name}</th>\n" for name, _, _ in cells)
    values = "".join(f"<td>\n<a href='{link}'>{html.escape(value)}</a>\n</td>\n" for _, link, value in cells)
    blank = rng.random() < 0.85
    return _page(
        "wikileaks.html",
        mrn=made.mrn,
        title=html.escape(made.title),
        labels=labels,
        values=values,
        header=_block(made.header, blank),
        text=_press_date(made, rng) + _block(made.text, blank),
    )


def _press_date(made: Rendition, rng: Random) -> str:
    """Return the date line above some texts of the first release (7 of 243), or nothing."""
    moment = made.written.message.sender.date
    return f"{moment:%A, %d %B %Y, %H:%M}&#x000A;" if rng.random() < 0.03 else ""


def _block(lines: list[Line], trailing_blank: bool) -> str:
    rows = []
    anchors = 0
    for text, role in lines:
        row = html.escape(text, quote=True).replace("&#x27;", "&#39;")
        if role == "tags":
            label, colon, codes = row.rpartition(":")
            row = label + colon + _TAGS.sub(r"<a href='/tag/\1_0.html'>\1</a>", codes)
        elif at := _NUMBERED.match(row):
            anchors += 1
            row = f"{at[1]}<a id='par{anchors}' href='#par{anchors}'>¶</a>{row[at.end() :]}"
        rows.append(row + (" " if trailing_blank else ""))
    return "&#x000A;".join(rows)


def plusd(made: Rendition, rng: Random) -> str:
    """A page of the Public Library of US Diplomacy."""
    message = made.written.message
    moment = message.sender.date
    order = message.cable.executive_order
    known = {
        "Date": f"{moment:%Y %B} {moment.day}, {moment:%H:%M (%A)}",
        "Canonical ID": f"{made.mrn}_a",
        "Original Classification": made.classification,
        "Current Classification": "UNCLASSIFIED",
        "Handling Restrictions": "-- Not Assigned --",
        "Character Count": str(len(joined(made.text))),
        "Executive Order": f"E.O. {order.order}" if order else "-- Not Assigned --",
        "Locator": "TEXT ONLINE",
        "TAGS": " | ".join(f"{tag.code} - {tag.name or tag.code}" for tag in message.cable.tags)
        or "-- N/A or Blank --",
        "Concepts": "-- Not Assigned --",
        "Type": "TE - Telegram (cable)",
        "Office Origin": "-- N/A or Blank --",
        "Office Action": "-- N/A or Blank --",
        "From": made.origin.removeprefix("Embassy "),
        "To": "Department of State",
        "Linked documents or other documents with the same ID": "-- N/A or Blank --",
    }
    cells = "".join(
        f'<td><div class="s_key">{name}:</div><div class="s_val">{html.escape(value)}</div></td>\n'
        for name, value in known.items()
    )
    text = html.escape(joined(made.header + made.text, pilcrow="¶" if rng.random() < 0.5 else ""))
    return _page("plusd.html", title=html.escape(made.title), values=cells, text=text)


def csv_row(made: Rendition, number: int, rng: Random) -> str:
    """A row of cables.csv."""
    moment = made.written.message.sender.date
    references = "|".join(
        reference.mrn for reference in made.written.message.cable.references if reference.mrn
    )
    blank = rng.random() < 0.8
    header, text = (
        joined(lines, trailing_blank=blank, pilcrow="¶" if at else "")
        for at, lines in enumerate((made.header, made.text))
    )
    created = f"{moment.month}/{moment.day}/{moment.year} {moment.hour}:{moment:%M}"
    row = io.StringIO()
    writer = csv.writer(
        row, quotechar='"', escapechar="\\", doublequote=False, quoting=csv.QUOTE_ALL, lineterminator="\n"
    )
    writer.writerow((number, created, made.mrn, made.origin, made.classification, references, header, text))
    return row.getvalue()


def nara(made: Rendition, rng: Random) -> str:
    """The full text of a National Archives record, 1973 to 1979."""
    message = made.written.message
    moment, cable = message.sender.date, message.cable
    digits = 6 if message.sender.post == "STATE" else 5
    code = (message.post.page_code or message.post.slug)[:6].replace(" ", "")
    level = cable.classification.level if cable.classification else ""
    attributes = {
        "Automatic Decaptioning": "X", "Capture Date": "01 JAN 1994", "Channel Indicators": "n/a",
        "Current Classification": "UNCLASSIFIED", "Concepts": "TRADE, CULTURE", "Control Number": "n/a",
        "Copy": "SINGLE", "Draft Date": f"{moment:%d %b %Y}".upper(), "Decaption Date": "01 JAN 1960",
        "Disposition Action": "n/a",
        "Document Number": f"{moment.year}{code}{message.sender.number:0{digits}}",
        "Document Source": "CORE", "Drafter": "n/a", "Enclosure": "n/a",
        "Executive Order": cable.executive_order.kind.upper() if cable.executive_order else "N/A",
        "Errors": "N/A", "Film Number": f"D{moment:%y}0{rng.randrange(1000):03}-{rng.randrange(10000):04}",
        "From": made.origin.removeprefix("Embassy ").upper(), "Handling Restrictions": "n/a",
        "Line Count": str(len(made.text)), "Locator": "TEXT ON-LINE", "Office": "ACTION AF",
        "Original Classification": level, "Page Count": str(max(1, len(message.pages))),
        "Reference": "n/a", "Review Date": f"{rng.randint(1, 28):02} MAR 2003", "Status": "NATIVE",
        "Subject": (cable.subject or "").upper(), "TAGS": ", ".join(tag.code for tag in cable.tags),
        "To": "STATE", "Type": "TE",
    }  # fmt: skip
    stated = "".join(f"{key}: {value}\n" for key, value in attributes.items() if value)
    return f"Message Text\n\n\n{joined(made.header + made.text)}\n\nMessage Attributes\n\n{stated}"


def alx(made: Rendition, rng: Random) -> str:
    """The one-file-a-cable text layout: five lines of metadata, no line end between header and text."""
    local = made.written.message.sender.date + timedelta(hours=1)
    when = f"{local:%a %b %d} 00:00:00 +0100 {local:%Y}"
    lead = f"{made.mrn}\n{made.title}\n{when}\n{made.classification}\n{made.origin}\n"
    header = joined(made.header, trailing_blank=True).rstrip()
    return f"{lead}{header}{joined(made.text, trailing_blank=True)}"


PAGES: dict[str, tuple[Callable[[Rendition, Random], str], str]] = {
    "message-text": (plain, "txt"),
    "scoop-page": (scoop_text, "txt"),
    "scoop-html": (scoop_html, "html"),
    "wikileaks-first": (wikileaks_first, "html"),
    "wikileaks-later": (wikileaks_later, "html"),
    "plusd-page": (plusd, "html"),
    "nara-text": (nara, "txt"),
    "alx-text": (alx, "txt"),
}
"""Formats of one cable a file, with the function that writes one and the file's ending."""

_DATING = frozenset({"wikileaks-later", "plusd-page", "cables-csv"})
"""Publishers who date to the minute; a cable without a date-time group needs one, for its number's year."""

CONTAINERS = (*PAGES, "cables-csv", "many-texts")


NAMES = {
    "wikileaks-first": "wikileaks-page",
    "wikileaks-later": "wikileaks-page",
    "many-texts": "message-text",
}
"""What a format's reader is called, where several are its."""


def fits(container: str, written: Written) -> bool:
    """Tell whether a cable of that time can have been published so."""
    message = written.message
    if message.cable.date is None:
        return container in _DATING
    match container:
        case "nara-text":
            return 1973 <= message.year <= 1979
        case "scoop-page" | "scoop-html":
            return message.year >= 2001
    return True


def published(container: str, written: Written) -> Cable:
    """Return the truth about a published cable: one without a date-time group has its publisher's date."""
    cable = written.message.truth()
    if cable.date is None and container in _DATING:
        return msgspec.structs.replace(cable, date=written.message.sender.date)
    return cable
