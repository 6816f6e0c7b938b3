"""Invented cables with known truth: who sends what, what it says, how it is written, and who published it."""
