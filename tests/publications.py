"""An invented cable as each publisher would show it."""

from __future__ import annotations

import html

HEADER = """\
VZCZCXRO1234
OO RUEHCN
DE RUEHBJ #{number:04}/01 1030813
ZNR UUUUU ZZH
O 130813Z APR 07
FM AMEMBASSY BEIJING
TO RUEHC/SECSTATE WASHDC IMMEDIATE 6821
INFO RUEHCN/AMCONSUL CHENGDU 8169"""

BODY = """\
UNCLAS BEIJING 00{number:04}

SIPDIS

E.O. 12958: N/A
TAGS: ECON ETRD CH
SUBJECT: EXERCISE: TEA AUCTIONS OPEN
IN THREE TOWNS

1. (U) EXERCISE EXERCISE EXERCISE. The harbour office opened
three tea auctions on Monday.

2. (U) Officials "expect" a good year & more.

RANDT"""


def header(number: int = 1001) -> str:
    """Return the header of the cable of that number."""
    return HEADER.format(number=number)


def body(number: int = 1001) -> str:
    """Return its text."""
    return BODY.format(number=number)


def message(number: int = 1001) -> str:
    """Return header and text."""
    return f"{header(number)}\n\n{body(number)}"


def scoop_text() -> str:
    """Return the text of a news-site page."""
    return (
        "Search\n\n\xa0\n\nCablegate: Exercise: Tea Auctions Open\n\n"
        f"{message()}\n\n© Scoop Media\n\nWorld Headlines\n\nNew Ferry: Timetable Published\n"
    )


def scoop_html(foot: str = "&copy; Scoop Media") -> str:
    """Return the same page as HTML."""
    lines = html.escape(message()).replace("\n", "<br />\n")
    return (
        "<html><head><title>Cablegate: Exercise: Tea Auctions Open | Scoop News</title>"
        "<style>p { color: black }</style></head><body><div><a href='/'>Search</a></div>"
        "<h1>Cablegate: Exercise: Tea Auctions Open</h1><p>Friday, 13 April 2007, 8:13 am<br>Cable</p>"
        f"<p>{lines}</p><p>{foot}</p><div><h2>World Headlines</h2></div></body></html>"
    )


def wikileaks(
    columns: dict[str, str] | None = None,
    blocks: tuple[str, ...] | None = None,
    title: str = "EXERCISE: TEA AUCTIONS OPEN",
) -> str:
    """Return a cable page; five columns unless others are given."""
    columns = columns or {
        "Created": "2007-04-13 08:13",
        "Released": "2011-08-30 01:44",
        "Classification": "UNCLASSIFIED",
        "Origin": "Embassy Beijing",
    }
    cells = {"Reference ID": "07BEIJING1001", **columns}
    labels = "".join(f"<th>{label}</th>" for label in cells)
    values = "".join(f"<td><a href='/x_0.html' title='wrong'>{value}</a></td>" for value in cells.values())
    pres = "".join(f"<code><pre>{block}</pre></code>" for block in blocks or (header_block(), body_block()))
    return (
        f"<html><head><title>Cable</title></head><body><h3>Viewing cable 07BEIJING1001, {title}</h3>"
        f"<p>Appears in these articles:<br><a href='http://paper.example/tea'>Tea</a></p>"
        f"<table class='cable'><tr>{labels}</tr><tr>{values}</tr></table>{pres}</body></html>"
    )


def header_block() -> str:
    """Return the header as the page writes it."""
    return html.escape(header()).replace("\n", "&#x000A;")


def body_block() -> str:
    """Return the text as the page writes it, tags and cited cables linked."""
    text = html.escape(body())
    text = text.replace(
        "ECON ETRD", "<a href='/tag/ECON_0.html'>ECON</a> <a href='/tag/ETRD_0.html'>ETRD</a>"
    )
    text = text.replace("2. (U)", "<a id='par2' href='#par2'>¶</a>2. (U)")
    text = text.replace("RANDT", "See <a href='/cable/2006/01/06BEIJING77.html'>06 BEIJING 77</a>.\nRANDT")
    return text.replace("\n", " \n").replace("\n", "&#x000A;")


def plusd() -> str:
    """Return a page of the Public Library of US Diplomacy."""
    known = {
        "Date": "2007 April 13, 08:13 (Friday)",
        "Canonical ID": "07BEIJING1001_a",
        "Original Classification": "UNCLASSIFIED",
        "Handling Restrictions": "-- Not Assigned --",
        "TAGS": "CH - China (Mainland) | ECON - Economic Conditions",
        "Office Origin": "-- N/A or Blank --",
        "From": "China Beijing",
    }
    cells = "".join(
        f"<td><div class='s_key'>{key}:</div>\n<div class='s_val'>{value}</div></td>"
        for key, value in known.items()
    )
    return (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\n<!DOCTYPE html><html><body>"
        f"<table id='synopsis'><tr><td>EXERCISE: TEA AUCTIONS OPEN</td></tr><tr>{cells}</tr></table>"
        f"<div id='content-raw'>Raw content<pre>{html.escape(message())}</pre></div>"
        f"<div id='content'>Content<pre>{html.escape(body())}</pre></div></body></html>"
    )


def csv_row(number: int = 1001) -> str:
    """Return a row of cables.csv, with its line end."""
    fields = (
        "7",
        "4/13/2007 8:13",
        f"07BEIJING{number}",
        "Embassy Beijing",
        "UNCLASSIFIED",
        "06BEIJING77|06STATE5",
        header(number),
        body(number),
    )
    return ",".join('"' + field.replace("\\", "\\\\").replace('"', '\\"') + '"' for field in fields) + "\n"


def nara_text() -> str:
    """Return a full record of the National Archives, its values wrapped."""
    text = message().replace("APR 07", "APR 75").replace("\n\n", "\n\n\n")
    return f"""\
Message Text


{text}

Message Attributes

Automatic Decaptioning: X
Concepts: TEA, AUCTIONS,
HARBOURS
Document Number: 1975BEIJIN01001
Draft Date: 13 APR 1975
From: BEIJING
Original Classification: UNCLASSIFIED
Reference: 75 STATE 12, 75 BEIJING 9
Review Release Date: N/A
Subject: EXERCISE: TEA AUCTIONS OPEN
TAGS: ECON, OVIP (DOE, JOHN), CH
To: STATE
  SECSTATE WASHDC
"""


NARA_CSV = """\
URL,Draft Date,Document Number,Film Number,From,Subject,TAGS,To
https://aad.example/1,1/2/1975,1975BEIJIN00001,D750001-0001,BEIJING,"EXERCISE: TEA, GREEN","ECON, CH",STATE
https://aad.example/2,,1975BEIJIN00002,,BEIJING,EXERCISE: COFFEE,,STATE
"""


def alx() -> str:
    """Return the one-file-a-cable layout: nothing between the last addressee and the classification line."""
    return (
        "07BEIJING1001\nEXERCISE: TEA AUCTIONS OPEN\nFri Apr 13 00:00:00 +0200 2007\n"
        "UNCLASSIFIED\nEmbassy Beijing\n"
        f"{header()}{body()}\n"
    )
