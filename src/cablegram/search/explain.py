"""Says in one sentence how a query was understood."""

from __future__ import annotations

import msgspec

from . import plan
from .fields import FIELDS

FORMS_SHOWN = 4
"""Other forms of a word the sentence names."""

_WHERE = {field.index: field.said for field in FIELDS.values() if field.kind == "words"}
_ORDERS = {
    "relevance": "best matches first",
    "newest": "newest first",
    "oldest": "oldest first",
    "mrn": "by message number",
    "id": "in the order they came in",
}


def sentence(step: plan.Step, order: str) -> str:
    """Return the sentence for a result set."""
    first = "Every cable" if isinstance(step, plan.All) else f"Cables {_clause(step)}"
    return f"{first}; {_ORDERS[order]}."


def _clause(step: plan.Step) -> str:
    match step:
        case plan.All():
            return "of any kind"
        case plan.Run() | plan.Pattern():
            return f"with {_thing(step)}" if _worded(step) else _thing(step)
        case plan.Values(_, _, said) | plan.Range(_, _, _, said):
            return said
        case plan.Number(mrn):
            return f"numbered {mrn}, and those that cite or mention it"
        case plan.Like(name, words):
            telling = [
                word.step.typed
                for word in words
                if isinstance(word, plan.Weighted) and isinstance(word.step, plan.Run)
            ]
            return f"like {name}: with words such as {', '.join(telling[:6])}"
        case plan.Close(distance, ordered, items, fields):
            things = " and ".join(_thing(_bare(item)) for item in items)
            how = "in this order " if ordered else ""
            where = "one paragraph or the subject" if len(fields) > 1 else _SINGLE[fields[0]]
            return f"with {things} {how}in {where}, with at most {_words(distance)} between"
        case plan.Within(unit, inner):
            return f"with one {unit} {_clause(_bare(inner))}"
        case plan.Some(number, steps):
            return f"that meet at least {number} of these: {', '.join(_group(one) for one in steps)}"
        case plan.Weighted(inner, factor):
            return f"{_clause(inner)} (counting {factor:g} times)"
        case plan.Without(inner):
            return f"not {_group(inner)}"
        case plan.Both(steps):
            return " and ".join(_group(one) for one in steps)
        case plan.Either(steps):
            return " or ".join(_group(one) for one in steps)
    raise AssertionError(step)


_SINGLE = {"text": "one paragraph", "subject": "the subject"}


def _typed(step: plan.Step) -> str:
    inner = step.step if isinstance(step, plan.Weighted) else step
    return inner.typed if isinstance(inner, plan.Run) else ""


def _bare(step: plan.Step) -> plan.Step:
    """Return ``step`` without saying where words stand: what it is part of says so."""
    match step:
        case plan.Run() | plan.Pattern():
            return msgspec.structs.replace(step, fields=plan.DEFAULT)
        case plan.Both(steps):
            return plan.Both(tuple(map(_bare, steps)))
        case plan.Either(steps):
            return plan.Either(tuple(map(_bare, steps)))
        case plan.Without(inner):
            return plan.Without(_bare(inner))
    return step


def _worded(step: plan.Step) -> bool:
    return not isinstance(step, plan.Pattern) or step.fields[0] not in ("mrn", "cites")


def _group(step: plan.Step) -> str:
    return f"({_clause(step)})" if isinstance(step, plan.Both | plan.Either | plan.Some) else _clause(step)


def _thing(step: plan.Step) -> str:
    match step:
        case plan.Run(fields, places, typed, exact):
            shown = typed if typed.startswith("“") else f"“{typed}”"
            others = [form for form in places[-1] if form != places[-1][0]] if not exact else []
            if others:
                more = f" and {len(others) - FORMS_SHOWN} more" if len(others) > FORMS_SHOWN else ""
                shown += f" (also {', '.join(others[:FORMS_SHOWN])}{more})"
            elif exact and not typed.startswith("“"):
                shown += " in this form"
            return f"{shown}{_where(fields)}"
        case plan.Pattern(fields, _, typed):
            return f"words like {typed}{_where(fields)}" if _worded(step) else typed
        case plan.Either(steps):
            return f"({' or '.join(map(_thing, steps))})"
        case plan.Close():
            return f"({_clause(step)})"
    return _clause(step)


def _where(fields: tuple[str, ...]) -> str:
    return (
        ""
        if fields == plan.DEFAULT or len(fields) > 1
        else f" {_WHERE.get(fields, _WHERES.get(fields[0], ''))}"
    )


_WHERES = {"station": "in the sender's address"}


def _words(count: int) -> str:
    return "no other word" if count == 0 else "one other word" if count == 1 else f"{count} other words"
