"""One cable a file, as in the alx/cablegate repository: five lines of metadata, then the message."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cablegram.model import Given

from .dates import read_date
from .document import Document
from .encoding import settle
from .reader import RawMessage
from .structure import unglued

container = "alx-text"
rank = 45

_ABOVE = 5  # id, title, date, classification, origin
# Wed Dec 12 00:00:00 +0100 2001 (01BEIJING11971): the local midnight, good for the day only
_FIRST = re.compile(
    r"[ \t]{0,9}\d\d[A-Z0-9]{3,40}[ \t]{0,9}\n[^\n]{0,300}\n(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat) "
    r"(?P<day>[A-Z][a-z]{2} \d{1,2}) \d\d:\d\d:\d\d [+-]\d{4} (?P<year>\d{4})[ \t]{0,9}(?:\n|\Z)"
)


def recognises(document: Document) -> bool:
    """Text with a number in line 1 and a date as Ruby prints it in line 3."""
    return _FIRST.match(document.opening) is not None


def messages(document: Document) -> Iterator[RawMessage]:
    """Yield the message; its text is empty in the stubs that hold metadata only (09CAIRO2205)."""
    *above, text = (document.text() + "\n" * _ABOVE).split("\n", _ABOVE)
    mrn, title, _, classification, origin = (settle(line, document.encoding)[0].strip() for line in above)
    first = _FIRST.match(document.opening)
    given = Given(
        mrn=mrn,
        date=read_date(f"{first['day']} {first['year']}", "%b %d %Y") if first else None,
        classification=classification or None,
        origin=origin or None,
        title=title or None,
    )
    text, findings = settle(unglued(text.strip("\n")), document.encoding)
    yield RawMessage(text, given, container, None, findings)
