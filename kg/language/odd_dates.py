"""A day in a form that elsewhere says something else: read only where a day is asked for and none of the usual stands.

`250311` may be a case, `2025 03 11` a row of a table, `11 III 2025` a chapter: beside nothing but the name of a body or
a weekday, in the head of minutes, each is the day of the meeting.
"""

from __future__ import annotations

import datetime as dt
import re

from kg.language import dates

_UNITS = ["första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde"]
_ORDINALS = [
    *_UNITS, "tionde", "elfte", "tolfte", "trettonde", "fjortonde", "femtonde", "sextonde", "sjuttonde", "artonde",
    "nittonde", "tjugonde", *(f"tjugo{unit}" for unit in _UNITS), "trettionde", "trettioförsta",
]  # fmt: skip
_ROMANS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
_NUMBERS = {name: number for names in (_ORDINALS, _ROMANS) for number, name in enumerate(names, 1)}
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SHORT = r"[-–—'’´ ]{0,2}(?P<year>\d\d)"
_MONTH = rf"(?P<month>{dates.MONTH})"
_IN_FIGURES = r"(?P<month>\d{1,2})"
_ROMAN = rf"(?P<month>{'|'.join(sorted(_ROMANS, key=len, reverse=True))})"
_NAMED = rf"(?P<day>{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
_BETWEEN = r"\s?[-–—−./:_ ]\s?"
_HOURS = r"\d{1,2}(?:[.:]\d\d)?(?:\s?[-–—]\s?\d{1,2}(?:[.:]\d\d)?)?"
_FORMS = [
    re.compile(rf"(?<![\w/.:-]){form}(?![\w/:-])", re.IGNORECASE if ignored else 0)
    for form, ignored in (
        (rf"{_YEAR}{_BETWEEN}{_IN_FIGURES}{_BETWEEN}{_DAY}", False),
        (rf"{_YEAR}[-. ]{_MONTH}\.?[-. ]{_DAY}", True),
        (rf"{_DAY}{_BETWEEN}{_IN_FIGURES}{_BETWEEN}{_YEAR}", False),
        (rf"{_DAY}[-. ]\s?{_ROMAN}[-. ]\s?{_YEAR}", False),
        (rf"{_DAY}(?:[-. ]|\.\s){_MONTH}\.?[-. ]{_YEAR}", True),
        (rf"{_MONTH}\s{_DAY},?\s{_YEAR}", True),
        (rf"{_DAY}(?::?[ea])?\s?{_MONTH}\.?,?\s?{_YEAR}", True),
        (rf"{_DAY}(?::?[ea])?\s{_MONTH}\.?,?\skl\w*\.?\s?{_HOURS},?\s(?:år\s)?{_YEAR}", True),
        (rf"{_NAMED}\s{_MONTH},?\s(?:år\s)?{_YEAR}", True),
        (rf"{_DAY}(?::?[ea])?\s{_MONTH}\.?{_SHORT}", True),
        (rf"{_DAY}/{_IN_FIGURES}{_SHORT}", False),
        (rf"{_DAY}\.\s?{_IN_FIGURES}\.\s?(?P<year>\d\d)", False),
        (r"(?P<year>\d\d)[- ](?P<month>\d\d)[- ](?P<day>\d\d)", False),
        (r"(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)", False),
    )
]


def find(text: str) -> tuple[str, tuple[int, int]] | None:
    """Give the first day in an odd form, and where it stands.

    >>> find("Kommunstyrelsen 250311")
    ('2025-03-11', (16, 22))
    >>> find("11 III 2025"), find("den elfte mars 2025")
    (('2025-03-11', (0, 11)), ('2025-03-11', (4, 19)))
    >>> find("11. mars 2025"), find("25 03 11")
    (('2025-03-11', (0, 13)), ('2025-03-11', (0, 8)))
    >>> find("den 11mars 2025"), find("11 mars kl. 09.00, 2025")
    (('2025-03-11', (4, 15)), ('2025-03-11', (0, 23)))
    """
    for form in _FORMS:
        for match in form.finditer(text):
            if day := _day(match):
                return day, match.span()
    return None


def _day(match: re.Match[str]) -> str:
    month, day = _number(match["month"]), _number(match["day"])
    try:
        return dt.date(dates.whole_year(match["year"]), month, day).isoformat()
    except ValueError:
        return ""


def _number(printed: str) -> int:
    if printed.isdigit():
        return int(printed)
    return _NUMBERS.get(printed) or _NUMBERS.get(printed.casefold()) or dates.month(printed)
