"""The cable as data: frozen structs that import nothing of ours and know nothing of parsing."""

from .body import Heading, Mark, Paragraph, Participant, Person, Redaction, SubParagraph
from .cable import Cable
from .given import Given
from .header import (
    Addressee,
    Authority,
    Caption,
    Classification,
    ClassifiedBy,
    ExecutiveOrder,
    OperatingSignal,
    PageLine,
    Passing,
    Precedence,
    Reference,
    RoutingIndicator,
    Section,
    Station,
    Tag,
    Transmission,
)
from .places import Finding, Found, Located, Span
from .values import values

__all__ = [
    "Addressee",
    "Authority",
    "Cable",
    "Caption",
    "Classification",
    "ClassifiedBy",
    "ExecutiveOrder",
    "Finding",
    "Found",
    "Given",
    "Heading",
    "Located",
    "Mark",
    "OperatingSignal",
    "PageLine",
    "Paragraph",
    "Participant",
    "Passing",
    "Person",
    "Precedence",
    "Redaction",
    "Reference",
    "RoutingIndicator",
    "Section",
    "Span",
    "Station",
    "SubParagraph",
    "Tag",
    "Transmission",
    "values",
]
