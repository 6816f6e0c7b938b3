"""Looks up the values of fields in a query: names, codes, dates, numbers; what is spelt wrong gets the nearest."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from . import dates, numbers, plan
from .context import Context
from .fields import QueryField
from .lookup_words import WordLookup
from .values import meaning
from .words import word_test

_WORDY = frozenset({"station", "path"})
_SHORT_YEAR = re.compile(r"['’]?(\d\d)")  # as in the numbers of messages
_DIGEST = re.compile(r"[0-9a-f]{6,64}")


class ValueLookup:
    """Looks up what stands in a field of values; what cannot be one is searched as words."""

    def __init__(self, context: Context, words: WordLookup) -> None:
        self._context = context
        self._words = words

    def value(self, field: QueryField, text: str) -> plan.Step:
        """Return what ``text`` means as a value of ``field``."""
        match field.kind:
            case "date":
                return self._days(text)
            case "number":
                return self._number(field, text)
            case "mrn" | "citations":
                return self._message(field, text)
        return self._among(field, text)

    def _days(self, text: str) -> plan.Step:
        days = dates.read_days(text, self._context.today)
        if days is None:
            self._context.notes.append(
                f"“{text}” cannot be read as a date (write 2007, 2007-04, 2007-04..2007-06, last 30 days): "
                "its words are searched"
            )
            return self._words.run(text, plan.DEFAULT, exact=False)
        if days.note:
            self._context.notes.append(f"date “{text}”: {days.note}")
        low = None if days.first <= dates.FIRST else _seconds(days.first)
        high = None if days.last >= dates.LAST else _seconds(days.last + timedelta(1)) - 1
        return plan.Range("date", low, high, dates.said(days.first, days.last))

    def _number(self, field: QueryField, text: str) -> plan.Step:
        if field.name == "year" and (short := _SHORT_YEAR.fullmatch(text)):
            text = f"{19 if int(short[1]) >= numbers.PIVOT else 20}{short[1]}"
            self._context.notes.append(f"year “{short[0]}” was read as {text}")
        if field.name in ("year", "month") and (days := dates.read_days(text, self._context.today)):
            if days.note:
                self._context.notes.append(f"{field.name} “{text}”: {days.note}")
            low, high = (
                day.year if field.name == "year" else day.year * 100 + day.month
                for day in (days.first, days.last)
            )
            open_low, open_high = days.first <= dates.FIRST, days.last >= dates.LAST
            bounds = numbers.Bounds(None if open_low else low, None if open_high else high)
            return plan.Range(field.index[0], *bounds, numbers.said(field.said, bounds))
        found = numbers.read_bounds(text)
        if found is None:
            self._context.notes.append(
                f"“{text}” cannot be read as a number for {field.name}: its words are searched"
            )
            return self._words.run(text, plan.DEFAULT, exact=False)
        return plan.Range(field.index[0], *found, numbers.said(field.said, found))

    def _message(self, field: QueryField, text: str) -> plan.Step:
        mrn = numbers.read_mrn(text)
        if mrn is None:
            return self._unread_message(field, text)
        if mrn.repairs:
            self._context.notes.append(f"the number “{text}” was read as {mrn} ({', '.join(mrn.repairs)})")
        same = numbers.spellings(mrn)
        if field.kind == "citations":
            cited = dict.fromkeys(number for one in same for number in self._context.holding.cites(one))
            if not cited:
                self._context.notes.append(f"{mrn} is not here, or cites nothing")
            return plan.Values(field.index, tuple(cited), f"{field.said} {mrn}")
        return plan.Values(field.index, same, f"{field.said} {mrn}")

    def _unread_message(self, field: QueryField, text: str) -> plan.Step:
        if field.name == "mrn" and (row := self._context.holding.by_name(text)):
            return plan.Values(("id",), (row.id,), f"{field.said} {row.name}")
        if field.kind == "mrn" and (regex := numbers.without_year(text)):
            self._context.notes.append(f"the number “{text}” has no year: those of any year are meant")
            return plan.Pattern(field.index, regex, f"{field.said} {text.upper()} of any year")
        self._context.notes.append(
            f"“{text}” cannot be read as a message number (write 07BEIJING2463): its words are searched"
        )
        return self._words.run(text, plan.DEFAULT, exact=False)

    def pattern(self, field: QueryField, regex: str, typed: str) -> plan.Step:
        """Return the cables with a value that a pattern matches, whatever the case of its letters."""
        if field.kind in ("date", "number"):
            if regex != ".*":
                self._context.notes.append(f"{field.name}: takes no patterns; {typed} was read as any")
            return plan.Range(field.index[0], None, None, f"with a known {field.name}")
        if field.kind in ("mrn", "citations"):
            index = ("mrn",) if field.kind == "citations" else field.index
            return plan.Pattern(index, regex.upper(), f"{field.said} {typed}")
        try:
            test = word_test(regex, "", 0)
        except ValueError:
            self._context.notes.append(f"{typed} cannot be used as a pattern: its words are searched")
            return self.value(field, typed.strip("/"))
        of = tuple(name for name in field.index if name not in _WORDY)
        found = dict.fromkeys(value for name in of for value in self._context.vocabulary(name).passing(test))
        values = tuple(found)
        if not values:
            self._context.notes.append(f"no cable has a {field.name} like {typed}")
        return plan.Values(of, values, f"{field.said} {typed}")

    def _among(self, field: QueryField, text: str) -> plan.Step:
        """Return the cables with a value that ``text`` names."""
        if field.name == "source":
            return self._source(field, text)
        if field.name == "from":
            return self._sender(field, text)
        found = [meaning(name, text, self._context.vocabulary(name)) for name in field.index]
        good = [one for one in found if not one.note] or found[:1]
        self._context.notes += [one.note for one in good[:1] if one.note]
        values = tuple(dict.fromkeys(value for one in good for value in one.values))
        return plan.Values(field.index, values, f"{field.said} {good[0].said}")

    def _sender(self, field: QueryField, text: str) -> plan.Step:
        post = meaning("post", text, self._context.vocabulary("post"))
        if not post.note:
            return plan.Values(("post",), post.values, f"{field.said} {post.said}")
        station = self._words.run(text, ("station",), exact=True, quoted=True)
        if isinstance(station, plan.Run) and not self._present(station):
            self._context.notes.append(post.note)
            return plan.Values(("post",), post.values, f"{field.said} {post.said}")
        return station

    def _present(self, run: plan.Run) -> bool:
        searcher = self._context.searcher
        return all(searcher.doc_freq(run.fields[0], place[0]) for place in run.places)

    def _source(self, field: QueryField, text: str) -> plan.Step:
        if containers := self._context.vocabulary("container").same(text):
            return plan.Values(("container",), containers, f"{field.said} {containers[0]}")
        digest = text.lower()
        if _DIGEST.fullmatch(digest):
            matching = self._context.searcher.terms_with_prefix("source", digest)
            if matching:
                return plan.Values(
                    ("source",), tuple(term for term, _ in matching), f"{field.said} {digest[:12]}"
                )
        return self._words.run(text, ("path",), exact=True, quoted=True)


def _seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
