"""The fields a query can name: what each holds, its names, an example. Docs and suggestions are made from this."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

Kind = Literal["words", "value", "number", "date", "mrn", "citations"]


class QueryField(msgspec.Struct, frozen=True):
    """A field of the language.

    ``index`` are the fields of the index it is asked of, ``kind`` how its value is read, ``said`` how the sentence
    speaks of it (``{}`` stands for a number, ``{s}`` for its plural), ``help`` and ``example`` are for the reader;
    ``aliases`` are other names for it.
    """

    name: str
    index: tuple[str, ...]
    kind: Kind
    said: str
    help: str
    example: str
    aliases: tuple[str, ...] = ()


_TABLE = (
    QueryField(
        "subject", ("subject",), "words", "in the subject", "words of the subject line", "subject:visa"
    ),
    QueryField(
        "text",
        ("text",),
        "words",
        "in the text",
        "words of the paragraphs and their headings",
        "text:quota",
        ("body",),
    ),
    QueryField(
        "header",
        ("head",),
        "words",
        "above or below the text",
        "words above and below the paragraphs, as received: transmission lines, addressees, references, signature",
        "header:RUEHBJ",
        ("head",),
    ),
    QueryField(
        "heading",
        ("heading",),
        "words",
        "in a heading",
        "words of the headings in the text",
        "heading:comment",
    ),
    QueryField(
        "person",
        ("person",),
        "words",
        "among the people named in a role",
        "everyone named in a role: signer, participants, cleared, drafted, approved, classified by, passed to",
        'person:"chris israel"',
        ("people",),
    ),
    QueryField(
        "path",
        ("path",),
        "words",
        "in the path it was met at",
        "the file or page it was met in",
        "path:scoop",
    ),
    QueryField(
        "post",
        ("post",),
        "value",
        "from post",
        "the sender, by any spelling the posts codebook knows",
        "post:beijing",
    ),
    QueryField(
        "country",
        ("country",),
        "value",
        "from a post in",
        "the country of the sender, by name or ISO code",
        "country:china",
    ),
    QueryField(
        "from",
        ("post", "station"),
        "value",
        "from",
        "the sender: post, or words of its address",
        'from:"amembassy rome"',
    ),
    QueryField("to", ("action", "info"), "value", "to", "any addressee, action or info", "to:geneva"),
    QueryField("action", ("action",), "value", "for action to", "an action addressee", "action:state"),
    QueryField("info", ("info",), "value", "for information to", "an info addressee", "info:cia"),
    QueryField("tags", ("tags",), "value", "tagged", "a TAGS code, or its name", "tags:KIPR", ("tag",)),
    QueryField(
        "classification",
        ("classification",),
        "value",
        "classified",
        "the level of the whole message",
        "classification:confidential",
        ("class",),
    ),
    QueryField("portion", ("portion",), "value", "with a portion marked", "a portion marking", "portion:SBU"),
    QueryField(
        "caption", ("caption",), "value", "with the caption", "a caption", "caption:sipdis", ("captions",)
    ),
    QueryField(
        "precedence",
        ("precedence",),
        "value",
        "of precedence",
        "action precedence: word, letter or prosign",
        "precedence:OO",
    ),
    QueryField(
        "eo",
        ("eo",),
        "value",
        "under E.O.",
        "executive order, or what its line says: na, date, event …",
        "eo:12958",
    ),
    QueryField("signer", ("signer",), "value", "signed by", "the signature", "signer:randt"),
    QueryField(
        "mrn",
        ("mrn",),
        "mrn",
        "numbered",
        "the message reference number, in any spelling",
        "mrn:07BEIJING2463",
        ("id",),
    ),
    QueryField(
        "cites",
        ("cites",),
        "mrn",
        "citing",
        "cables whose references name this one",
        "cites:07BEIJING2463",
        ("ref", "refs"),
    ),
    QueryField(
        "citedby",
        ("mrn",),
        "citations",
        "cited by",
        "cables that this one's references name",
        "citedby:07BEIJING2463",
    ),
    QueryField(
        "has", ("has",), "value", "with", "a part: comment, summary, participants, redaction …", "has:comment"
    ),
    QueryField(
        "section",
        ("sections",),
        "number",
        "sent in {} section{s}",
        "how many sections it was sent in",
        "section:>1",
        ("sections",),
    ),
    QueryField(
        "source",
        ("container", "source", "path"),
        "value",
        "seen in",
        "kind of source, its digest or the beginning of it, or words of its path",
        "source:scoop-page",
    ),
    QueryField(
        "finding",
        ("finding",),
        "value",
        "with the finding",
        "what the parser had to say",
        "finding:no-mrn",
        ("findings",),
    ),
    QueryField(
        "label", ("label",), "value", "labelled", "a label a person gave", "label:follow-up", ("labels",)
    ),
    QueryField("date", ("date",), "date", "dated", "when it was sent, in UTC", "date:2007-04..2007-06"),
    QueryField("year", ("year",), "number", "of the year {}", "the year it was sent", "year:2005..2007"),
    QueryField(
        "month", ("month",), "number", "of the month {}", "year and month it was sent", "month:200704"
    ),
    QueryField(
        "length", ("length",), "number", "of {} word{s}", "words in its paragraphs", "length:>500", ("words",)
    ),
)

FIELDS = {field.name: field for field in _TABLE}
"""Every field by its name."""

NEAR_MISS = 1
"""Letters by which a field's name may be off and still be read as it (``psot:``); further off it is suggested."""


@cache
def _names() -> dict[str, str]:
    names = {field.name: field.name for field in _TABLE}
    return names | {alias: field.name for field in _TABLE for alias in field.aliases}


def find_field(typed: str) -> tuple[QueryField | None, str | None]:
    """Return the field ``typed`` names, and the nearest name when it is not spelt so.

    A field without a nearest name was spelt right; a nearest name without a field is too far off to be meant.
    """
    name = typed.lower()
    if name in _names():
        return FIELDS[_names()[name]], None
    near = process.extractOne(name, list(_names()), scorer=OSA.distance)
    assert near is not None
    nearest, distance, _ = near
    if distance <= NEAR_MISS and len(name) > 3:
        return FIELDS[_names()[nearest]], nearest
    return None, nearest if distance <= max(2, len(name) // 2) else None
