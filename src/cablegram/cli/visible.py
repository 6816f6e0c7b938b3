"""Text of unknown origin made safe to show: control characters become visible, one for one."""

from __future__ import annotations

_TABLE = {
    **{code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"},
    0x7F: 0x2421,
    **dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD),
}


def visible(text: str) -> str:
    """Return ``text`` in which nothing moves the cursor, sets a colour or turns the reading direction.

    Control characters become their pictures (U+2400 and on), those without one U+FFFD; the length stays.
    """
    return text.translate(_TABLE)
