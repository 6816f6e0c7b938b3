"""A cable as message text in the standard layout, read back by the parser as the same cable."""

from __future__ import annotations

from cablegram.model import Cable

from .body import body_lines
from .header import header_lines
from .opening import (
    caption_lines,
    classification_line,
    classified_by_lines,
    passing_lines,
    subject_lines,
)

__all__ = ["render"]


def render(cable: Cable) -> str:
    """Return ``cable`` as message text, every line ended.

    What the cable does not say is left out; the rest stands in the order of the standard layout,
    the header by 5 FAH-2 H-321, the text by 5 FAH-1 H-246. Where the cable was sent in sections,
    section lines cut the text into parts of about equal length.
    """
    blocks = [
        header_lines(cable),
        classification_line(cable),
        caption_lines(cable.captions),
        passing_lines(cable.passing),
        subject_lines(cable),
        classified_by_lines(cable.classified_by),
        body_lines(cable),
        [cable.signed_by] if cable.signed_by else [],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"
