"""For which part of a meeting somebody was there: `§§ 94-98`, `ej 21/3`, `ej § 147`, `kl. 09.00-12.00`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.language import dates, grammar

_LIMIT = grammar.pattern("attendance", "paragraphs")
_BARE = grammar.pattern("attendance", "bare-numbers")
_DAY_LIMIT = grammar.pattern("attendance", "day")
_CLOCK_LIMIT = grammar.pattern("attendance", "clock")
_NOT = grammar.pattern("attendance", "not-those")
_OPEN = grammar.pattern("attendance", "not-only-those")
_SINCE, _UNTIL = grammar.pattern("attendance", "since"), grammar.pattern("attendance", "until")
_MOVES = grammar.pattern("attendance", "moves-then")
_PART_OF = grammar.pattern("attendance", "part-of")
_ABSENT_DAY = grammar.pattern("attendance", "absent-day")
_TO = grammar.pattern("attendance", "from-one-to-another")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Limits:
    """What limits a presence: as printed (`note`), what is left of the text, and what was understood."""

    note: str
    rest: str
    attended: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    missed_date: str = ""
    from_time: str = ""
    until_time: str = ""
    printed: tuple[str, ...] = ()
    """The limits one by one, as they stand in the text."""


def read(text: str, year: int | None = None) -> Limits:
    """Part what limits a presence from the rest of a person's entry; `year` is that of the meeting."""
    notes: list[str] = []
    attended: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    missed_date = since = until = ""
    if match := _DAY_LIMIT.search(text):
        notes.append(match[0].strip())
        when = dates.find(match[0], year)
        missed_date = when.first if when else ""
        text = text.replace(match[0], " ")
    # Of several times the last counts: `närvarande kl. 9-12, tjänstgör fr.o.m. kl. 10`.
    while match := _CLOCK_LIMIT.search(text):
        printed = match[0].strip()
        notes.append(printed)
        clocks = dates.clock(printed)
        if _NOT.match(printed):
            pass  # when somebody was not there says neither from when nor until when the others were
        elif len(clocks) == 2:
            since, until = clocks
        elif clocks and _SINCE.search(printed):
            since = clocks[0]
        elif clocks and _UNTIL.search(printed):
            until = clocks[0]
        text = text.replace(match[0], " ", 1)
    moved = any(_MOVES.search(note) for note in notes)
    while match := _LIMIT.search(text) or _BARE.search(text):
        printed = match[0].strip()
        notes.append(printed)
        numbers = paragraphs(printed)
        if _NOT.match(printed) and not _PART_OF.search(printed):
            missed = numbers or missed
        elif numbers and (_TO.search(printed) or not _OPEN.match(printed)) and not (moved and len(numbers) == 1):
            attended = numbers  # behind a verb and a time one paragraph says when that was: `kommer kl. 14.20, § 43`
        text = text.replace(match[0], " ", 1)
    return Limits(", ".join(notes), text, attended, missed, missed_date, since, until, tuple(notes))


def of_absence(limit: Limits, rest: str, year: int | None = None) -> Limits:
    """Say for which part somebody was away, who stands on a list of the absent: what limits it there was missed."""
    day = None if limit.note else _ABSENT_DAY.search(rest)
    if day is None:
        missed = limit.missed or limit.attended
        return replace(limit, attended=(), missed=missed, from_time="", until_time="")
    when = dates.find(day[0], year)
    return replace(limit, note=day[0].strip(), missed_date=when.first if when else "")


def paragraphs(text: str) -> tuple[str, ...]:
    """Read a list of paragraph numbers.

    >>> paragraphs("§§ 94-98, 101")
    ('94', '95', '96', '97', '98', '101')
    """
    found: list[str] = []
    for part in re.split(r",|\boch\b|§", _TO.sub("-", text)):
        numbers = [int(n) for n in _DIGITS.findall(part)]
        if len(numbers) == 2 and numbers[0] < numbers[1] < numbers[0] + 300 and re.search(r"\d\s?[-–—]\s?\d", part):
            found += map(str, range(numbers[0], numbers[1] + 1))
        else:
            found += map(str, numbers)
    return tuple(dict.fromkeys(found))
