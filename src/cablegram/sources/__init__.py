"""Published formats, one reader each, chosen by content: bytes become messages and what publishers say."""

from .document import Document
from .problem import Problem, SourceError, Unreadable
from .reader import RawMessage, Reader, reader_for, readers
from .walk import documents

__all__ = [
    "Document",
    "Problem",
    "RawMessage",
    "Reader",
    "SourceError",
    "Unreadable",
    "documents",
    "reader_for",
    "readers",
]
