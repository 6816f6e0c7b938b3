"""The tables of docs/search.md, made from the code: what a query may be made of, the fields, the facets."""

from __future__ import annotations

from .facets import FACETS
from .fields import FIELDS
from .pages import SORTS
from .reader import grammar

OPERATORS = (
    ("visit sanctions", "both words, in any of their forms: visit, visits, visited, visiting"),
    ('"memorandum of cooperation"', "these words, in this form and order"),
    ("=visit", "this form only"),
    ("visit OR trip", "either"),
    ("-visit, NOT visit", "not"),
    (
        "(visit OR trip) sanctions",
        "parentheses say what belongs together; NOT binds first, then AND, then OR",
    ),
    ("visit*, wom?n", "any characters, one character"),
    ("visit~1", "one letter lost, added, changed or swapped; at most two"),
    ("/visit(s|ed)/", "a regular expression that a whole word matches, in lower case"),
    (
        '"visit sanctions"~5',
        "these forms in one paragraph, in any order, with at most 5 other words among them",
    ),
    ("visit NEAR/5 sanctions", "the same with any forms; `near:5(a b c)` for several; 10 without a number"),
    ("visit BEFORE/5 sanctions", "in this order; `before:5(a b c)` for several"),
    ("at least 2 of (visit trip tour)", "any two of them"),
    ("visit^2", "counts twice as much for relevance"),
    ("paragraph:(visit -trip)", "one paragraph meets all of this by itself"),
    ("sentence:(visit sanctions)", "one sentence does"),
    ("*", "every cable"),
)
"""What a query is made of, each with what it finds."""


def operators_table() -> str:
    """Return the operators as a table in Markdown."""
    rows = [f"| {_code(example)} | {meaning} |" for example, meaning in OPERATORS]
    return "\n".join(["| write | to find |", "|-|-|", *rows])


def fields_table() -> str:
    """Return the fields as a table in Markdown."""
    rows = []
    for field in FIELDS.values():
        names = " ".join(_code(f"{name}:") for name in (field.name, *field.aliases))
        rows.append(f"| {names} | {field.help} | {_code(field.example)} |")
    return "\n".join(["| field | what it asks | example |", "|-|-|-|", *rows])


def lists() -> str:
    """Return the names of the facets and of the orders."""
    facets = ", ".join(map(_code, FACETS))
    orders = ", ".join(map(_code, SORTS))
    return f"Facets: {facets}.\n\nOrders: {orders}."


def grammar_block() -> str:
    """Return the grammar as a block of code."""
    return f"```\n{grammar().rstrip()}\n```"


def page(text: str) -> str:
    """Return the page with everything between its marks made anew."""
    parts = {
        "operators": operators_table(),
        "fields": fields_table(),
        "lists": lists(),
        "grammar": grammar_block(),
    }
    for name, part in parts.items():
        begin, end = f"<!-- {name} -->\n", f"\n<!-- end of {name} -->"
        before, _, rest = text.partition(begin)
        text = f"{before}{begin}{part}{end}{rest.partition(end)[2]}"
    return text


def _code(text: str) -> str:
    return ", ".join(f"`{one}`" for one in text.replace("|", "\\|").split(", "))
