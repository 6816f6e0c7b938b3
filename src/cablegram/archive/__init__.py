"""The archive: what is kept of every cable, found again, and kept right."""
