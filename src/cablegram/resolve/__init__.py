"""Resolving: from what a reference says to the cables it can mean; ambiguity is kept, not guessed."""

from .numbers import Candidate, candidates
from .resolution import Resolution, resolve

__all__ = ["Candidate", "Resolution", "candidates", "resolve"]
