"""By when something is due: a day that is printed, or words that stand for one, and the day that follows from them."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import NamedTuple

from kg.language import dates, grammar

_DAY = grammar.pattern("assignment", "due")
_WORDS = grammar.patterns("assignment", "due-text")
_BEFORE = grammar.pattern("assignment", "before-it")
_NO_DAY = grammar.pattern("assignment", "no-day")
_MONTH = grammar.pattern("assignment", "due-month")
_QUARTER = grammar.patterns("assignment", "due-quarter")
_HALF = grammar.patterns("assignment", "due-half")
_YEAR = grammar.patterns("assignment", "due-year")
_TURN = grammar.patterns("assignment", "due-turn")
_NUMBERS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4}


class Due(NamedTuple):
    """A day, where one is printed or follows, and the words where none is printed."""

    day: str
    text: str


def read(task: str) -> Due | None:
    """Read by when a task is due; None where it does not say.

    >>> read("att senast den 30 september 2031 redovisa en plan")
    Due(day='2031-09-30', text='')
    >>> read("att under 2031 se över taxan"), read("att återkomma till budget 2032")
    (Due(day='2031-12-31', text='under 2031'), Due(day='', text='till budget 2032'))
    """
    printed = _DAY.search(task)
    date = dates.find(printed["date"]) if printed else None
    if date:
        return Due(date.first, "")
    for one in _WORDS:
        if match := one.search(task):
            return Due(day(match["text"]), " ".join(match["text"].split()))
    return None


def day(words: str) -> str:
    """Give the last day that words allow, as ISO; nothing where none follows from them.

    >>> day("före kvartal 2 2031"), day("september-oktober 2031"), day("första halvåret 2031"), day("våren 2031")
    ('2031-03-31', '2031-10-31', '2031-06-30', '')
    """
    if _NO_DAY.search(words):
        return ""
    for one in _TURN:
        if match := one.search(words):
            return f"{match['year']}-{'06-30' if match['half'] else '12-31'}"
    span = _span(words)
    if span is None:
        return ""
    begin, end = span
    return (begin - dt.timedelta(days=1) if _BEFORE.search(words) else end).isoformat()


def _span(words: str) -> tuple[dt.date, dt.date] | None:
    """Give the first and last day of the time that words name."""
    if match := _MONTH.search(words):
        first = dates.month(match["first"])
        return _months(int(match["year"]), first, dates.month(match["last"]) if match["last"] else first)
    for patterns, length in ((_QUARTER, 3), (_HALF, 6)):
        for one in patterns:
            if match := one.search(words):
                number = match["number"].casefold()
                nth = int(number) if number.isdigit() else _NUMBERS[number]
                return _months(int(match["year"]), nth * length - length + 1, nth * length)
    for one in _YEAR:
        if match := one.search(words):
            return _months(int(match["year"]), 1, 12)
    return None


def _months(year: int, first: int, last: int) -> tuple[dt.date, dt.date] | None:
    if last < first:
        return None
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])
