"""Looks a query's tree up in an index: words become their forms, names become values, dates become seconds."""

from __future__ import annotations

from . import nodes, plan
from .context import Context
from .fields import FIELDS, QueryField
from .lookup_values import ValueLookup
from .lookup_words import WordLookup
from .words import lowered, wild_regex

PROXIMITY = 1_000
"""Words that may stand between at most; the longest paragraphs are as long."""
NEAR_ITEMS = 12
"""Things that can be asked to stand near one another."""


class Lookup:
    """Looks up one query."""

    def __init__(self, context: Context) -> None:
        self.notes = context.notes
        self._words = WordLookup(context)
        self._values = ValueLookup(context, self._words)
        self._outside: list[plan.Step] | None = None

    def step(self, node: nodes.Node, fields: tuple[str, ...] = plan.DEFAULT) -> plan.Step:
        """Return what ``node`` means; words are looked for in ``fields``."""
        match node:
            case nodes.Everything():
                return plan.All()
            case nodes.And(items):
                return plan.Both(tuple(self.step(item, fields) for item in items))
            case nodes.Or(items):
                return plan.Either(tuple(self.step(item, fields) for item in items))
            case nodes.AtLeast(number, items):
                return plan.Some(number, tuple(self.step(item, fields) for item in items))
            case nodes.Not(inner):
                return self._not(inner, fields)
            case nodes.Boost(inner, factor):
                return plan.Weighted(self.step(inner, fields), factor)
            case nodes.Scope(unit, inner):
                return self._scope(unit, inner)
            case nodes.Near():
                return self._near(node, fields)
            case nodes.Field(name, inner):
                return self._field(FIELDS[name], inner, fields)
        return self._words.step(node, fields)

    def _not(self, inner: nodes.Node, fields: tuple[str, ...]) -> plan.Step:
        """Return the contrary; what is moved out of a scope from within it is the contrary too."""
        outside, self._outside = self._outside, None if self._outside is None else []
        step = self.step(inner, fields)
        moved, self._outside = self._outside, outside
        if moved and outside is not None:
            outside += [plan.Without(one) for one in moved]
            if isinstance(step, plan.All):
                return step
        return plan.Without(step)

    def _scope(self, unit: nodes.Unit, inner: nodes.Node) -> plan.Step:
        if isinstance(inner, nodes.Or):
            return plan.Either(tuple(self._scope(unit, item) for item in inner.items))
        outside, self._outside = self._outside, []
        step = self.step(inner, ("text",))
        moved, self._outside = self._outside, outside
        within = step if isinstance(step, plan.All) else plan.Within(unit, step)
        return plan.Both((within, *moved)) if moved else within

    def _near(self, node: nodes.Near, fields: tuple[str, ...]) -> plan.Step:
        near = tuple(field for field in fields if field in ("subject", "text"))
        items: list[plan.Step] = []
        others: list[plan.Step] = []
        for item in node.items:
            step = self.step(item, near or fields)
            step = step.step if isinstance(step, plan.Weighted) else step
            (items if _has_place(step) else others).append(step)
        if others:
            self.notes.append(
                "only words, phrases and patterns stand near one another; the rest is asked of the whole"
            )
        if not near:
            self.notes.append(
                "nearness is asked of the subject and the text only; here all words are looked for"
            )
            return plan.Both((*items, *others))
        if len(items) > NEAR_ITEMS:
            self.notes.append(
                f"at most {NEAR_ITEMS} things can be near one another; the rest is asked of the whole"
            )
            items, others = items[:NEAR_ITEMS], others + items[NEAR_ITEMS:]
        if node.distance > PROXIMITY:
            self.notes.append(f"at most {PROXIMITY:,} words can stand between")
        if len(items) < 2:
            return plan.Both((*items, *others))
        close = plan.Close(min(node.distance, PROXIMITY), node.ordered, tuple(items), near)
        return plan.Both((close, *others)) if others else close

    def _field(self, field: QueryField, node: nodes.Node, fields: tuple[str, ...]) -> plan.Step:
        if self._outside is not None and field.index != ("text",):
            outside, self._outside = self._outside, None
            self.notes.append(f"{field.name}: is asked of the whole cable, not of one paragraph or sentence")
            outside.append(self._field(field, node, fields))
            self._outside = outside
            return plan.All()
        if field.kind == "words":
            return self.step(node, field.index)
        match node:
            case nodes.And(items):
                return plan.Both(tuple(self._field(field, item, fields) for item in items))
            case nodes.Or(items):
                return plan.Either(tuple(self._field(field, item, fields) for item in items))
            case nodes.AtLeast(number, items):
                return plan.Some(number, tuple(self._field(field, item, fields) for item in items))
            case nodes.Not(inner):
                return plan.Without(self._field(field, inner, fields))
            case nodes.Boost(inner, _):
                return self._field(field, inner, fields)
            case nodes.Scope(_, inner):
                self.notes.append(
                    f"{field.name}: is asked of the whole cable, not of one paragraph or sentence"
                )
                return self._field(field, inner, fields)
            case nodes.Field() | nodes.Near():
                return self.step(node, fields)
            case nodes.Everything():
                return self._values.pattern(field, ".*", "anything")
            case nodes.Wild(text):
                return self._values.pattern(field, wild_regex(text.lower()), text)
            case nodes.Regex(pattern):
                return self._values.pattern(field, lowered(pattern), f"/{pattern}/")
            case nodes.Word(text) | nodes.Phrase(text) | nodes.Fuzzy(text):
                return self._values.value(field, text)
        raise AssertionError(node)


def _has_place(step: plan.Step) -> bool:
    """Tell whether a step is met by words that stand somewhere."""
    match step:
        case plan.Run() | plan.Pattern() | plan.Close():
            return True
        case plan.Either(steps):
            return all(map(_has_place, steps))
    return False
