"""Two cables are never put together, and the renditions of one nearly always are."""

from __future__ import annotations

from exercise.roster import Roster
from exercise.states import Maker
from identity import cost, one_cable, two_cables

MAKER = Maker(Roster(120, 3), "3")


def test_no_two_cables_are_put_together() -> None:
    assert {row.family: row.together for row in two_cables(MAKER, 30, "") if row.together} == {}


def test_renditions_of_one_cable_are_together_or_linked() -> None:
    rows = list(one_cable(MAKER, 30, ""))
    assert sum(row.together for row in rows) >= 0.99 * sum(row.pairs for row in rows)
    assert all(row.together + row.linked >= 0.95 * row.pairs > 0 for row in rows)


def test_a_fingerprint_is_small() -> None:
    made, decided, size = cost(MAKER, 20)
    assert made > 0
    assert decided > 0
    assert size < 200
