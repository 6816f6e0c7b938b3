"""Parsing: one module for each zone of a message, from text to :class:`cablegram.model.Cable`."""

from .mrn import MRN, MRNError, read_mrn
from .pipeline import parse

__all__ = ["MRN", "MRNError", "parse", "read_mrn"]
