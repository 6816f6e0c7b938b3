"""What could not be read, said so that a person can do something about it."""

from __future__ import annotations

from typing import Literal

import msgspec


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that could not be read.

    ``path`` and ``member`` name the file and its place inside an archive, ``code`` is a stable
    kebab-case word, ``message`` says what is wrong and ``remedy`` what to do. ``kind`` is
    ``failed``; ``limit`` (refused because it breaks a limit of ``sources/limits.py``); or
    ``no-cable`` (a file met inside a folder or an archive that holds none, which is no fault).
    """

    code: str
    message: str
    remedy: str = ""
    kind: Literal["failed", "limit", "no-cable"] = "failed"
    path: str | None = None
    member: str | None = None

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.path, self.member) if part)
        said = " ".join(part for part in (self.message, self.remedy) if part)
        return f"{place}: {said}" if place else said


class SourceError(Exception):
    """Some of a source could not be read; ``problems`` says what, ``problem`` is the first of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
        self.problem = problems[0]


class Unreadable(Exception):
    """Raised while one document is read, to give it up; ``whole`` gives up the file it came from too."""

    def __init__(self, problem: Problem, *, whole: bool = False) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.whole = whole


def encrypted(message: str) -> Problem:
    """Return what to say of an archive that cannot be opened without its password."""
    return Problem(
        code="encrypted", message=message, remedy="Unpack it with its password and name the folder."
    )
