"""Hostile text: whatever the input, the parser returns, in time that grows with its length and no faster."""
