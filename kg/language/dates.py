"""Swedish dates and clock times as minutes print them, read as ISO 8601."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan", "februari feb", "mars mar", "april apr", "maj", "juni jun", "juli jul", "augusti aug",
            "september sept sep", "oktober okt", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_DASH = r"\s?[-–—]\s?"
MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
"""The names of the months, and their abbreviations."""
_SEP = r"[-‐‑‒–—−/.]"
_TO = (
    rf"(?:{_DASH}|/|\s?[&+]\s?|\s(?:och|samt|till|t\.?\s?o\.?\s?m\.?|resp\.?|respektive)\s(?:den\s)?"
    r"|(?:(?<=den\s\d)|(?<=den\s\d\d))\s(?:och|samt|till)\s\w+dag(?:en)?\sden\s)"
)
"""Between the first and the last of several days."""
_NTH = r"(?:\s?:\s?(?:e|a|te|de|dje|dra|sta|nde)|[ea])?"
_YEAR = r"(?:19|20)\d\d"
_SHORT_YEAR = r"[-–’'´]\d\d(?![\d.:/-]|\s?[-–/])"
"""`den 11 mars -25`, `11/3 ’25`: a mark stands for the century; a dash may go on with the last of several days."""
ISO = rf"(?P<y1>{_YEAR}){_SEP}(?P<m1>\d\d){_SEP}(?P<d1>\d\d)(?:(?:\s?[-–—]{{1,2}}\s?|/)(?P<e1>\d\d)(?![\d-]))?"
LONG = (
    rf"(?P<d2>\d{{1,2}}){_NTH}(?:{_TO}(?P<e2>\d{{1,2}}){_NTH})?\s(?P<m2>{MONTH})\b\.?"
    rf"(?:,?\s(?:år\s|anno\s)?(?P<y2>{_YEAR}|{_SHORT_YEAR}(?!\s(?:{MONTH})\b)))?"
)
SLASH = (
    rf"(?P<d3>\d{{1,2}})(?:{_DASH}(?P<e3>\d{{1,2}}))?/(?P<m3>\d{{1,2}})(?:[\s/-](?P<y3>{_YEAR}|(?<=\s){_SHORT_YEAR}))?"
)
DOTTED = rf"(?P<d4>\d{{1,2}})[.-](?P<m4>\d{{1,2}})[.-](?P<y4>{_YEAR})"
COMPACT = rf"(?<![^\W\d_])(?P<y5>{_YEAR})(?P<m5>0[1-9]|1[0-2])(?P<d5>0[1-9]|[12]\d|3[01])(?![\w-])"
_BEHIND_A_NUMBER = r"(?:(?<![\d/.-])|(?<=§\s\d/)|(?<=§\s\d\d/)|(?<=§\s\d\d\d/)|(?<=-\d\d--)|(?<=\d-\d\d-\d\d-))"
DATE = re.compile(
    rf"(?=\d)(?<!\b[lIoO]){_BEHIND_A_NUMBER}"
    rf"(?:{ISO}|{LONG}|{DOTTED}|(?<!§)(?<!§\s){SLASH}|{COMPACT})(?!\d|/(?!\s?§))",
    re.IGNORECASE,
)
"""A date in figures, in words, or as day/month, always with a figure first.

A stroke may part it from a paragraph, on either side:
`§ 41/13.5.2031`, `2031-05-13/§ 41`.

None stands behind a letter that was a figure when it was printed: `l1 mars` is the 11th."""
DATE_PATTERN = re.sub(r"\?P<\w+>", "?:", DATE.pattern)
"""The same without names, to be built into other patterns."""
TIME = re.compile(r"(?<!\d)(?<!\d\.)(\d{1,2})[.:](\d\d)(?!\d)")
_WHOLE_HOURS = re.compile(
    rf"\bkl(?:ockan)?\.?\s?(?:\d{{1,2}}(?![.:\d]*\d)(?:{_DASH}(?:kl\.?\s?)?\d{{1,2}}(?:[.:]\d\d)?)?|\d{{1,2}}[.:]\d\d{_DASH}\d{{1,2}})"
    r"(?![.:\d]*\d)",
    re.IGNORECASE,
)
"""Clock times of which one at least is a whole hour: `kl. 9-12`, `kl 13 – 15.30`; without `kl` it is another figure."""


class When(NamedTuple):
    """One day, or the first and last of several days of one month; where no year is printed it is empty."""

    first: str
    last: str = ""


def read(match: re.Match[str], year: int | None = None) -> When | None:
    """Read a match of DATE; `year` fills in where none is printed. None where there is no such day."""
    group = match.groupdict()
    for n in "12345":
        if not group.get(f"d{n}"):
            continue
        month = _MONTHS.get(group[f"m{n}"].casefold()) or (int(group[f"m{n}"]) if group[f"m{n}"].isdigit() else 0)
        printed = group.get(f"y{n}")
        the_year = whole_year(printed) if printed else year
        if the_year is None:
            return None
        try:
            first = dt.date(the_year, month, int(group[f"d{n}"]))
            end = group.get(f"e{n}")
            last = dt.date(the_year, month, int(end)).isoformat() if end else ""
        except ValueError:
            return None
        return When(first.isoformat(), last)
    return None


def whole_year(printed: str) -> int:
    """Give the year in full: of two figures from 50 on it is one of the last century."""
    year = int(printed.lstrip("-–’'´"))
    return year if year > 99 else year + (1900 if year > 49 else 2000)


def find(text: str, year: int | None = None) -> When | None:
    """Give the first date in a text, or None.

    >>> find("den 24 – 25 februari 2021, § 54")
    When(first='2021-02-24', last='2021-02-25')
    >>> find("Sammanträdesdatum 2025‐03‐11")
    When(first='2025-03-11', last='')
    >>> find("tisdagen den 11 och onsdagen den 12 mars 2025")
    When(first='2025-03-11', last='2025-03-12')
    """
    for match in DATE.finditer(text):
        if when := read(match, year):
            return when
    return None


_LISTED = re.compile(r"(?<![\d.:/-])(\d{1,2})(?::?[ae])?,\s(?:den\s)?(?=(?:\d{1,2}(?::?[ae])?,\s(?:den\s)?)*$)")
"""The days of a list in front of its last two: `11, 12 och 13 mars 2025`."""


def days(text: str) -> list[str]:
    """Give all days that a text names; one without a year is of the year of the next, if it comes before that in it.

    >>> days("tisdag den 11 mars kl. 13.15 och onsdag den 12 mars 2025 kl. 8.30")
    ['2025-03-11', '2025-03-12']
    >>> days("10, 11 och 12 mars 2025"), days("11 & 12 mars 2025"), days("11 t.o.m. 12 mars 2025")
    (['2025-03-10', '2025-03-11', '2025-03-12'], ['2025-03-11', '2025-03-12'], ['2025-03-11', '2025-03-12'])
    """
    found: list[str] = []
    next_day = ""
    for match in reversed(list(DATE.finditer(text))):
        when = read(match) or (read(match, int(next_day[:4])) if next_day else None)
        if when is None or (match.groupdict()["m2"] and not match["y2"] and when.first > next_day):
            continue
        found += [day for day in reversed(when) if day]
        next_day = when.first
        if match["e2"]:
            listed = [f"{next_day[:8]}{int(one[1]):02}" for one in _LISTED.finditer(text[: match.start()])]
            found += [day for day in reversed(listed) if day < next_day]
    return found[::-1]


def clock(text: str) -> list[str]:
    """Give the clock times in a text as HH:MM:SS.

    >>> clock("kl. 09.15–16:00")
    ['09:15:00', '16:00:00']
    >>> clock("kl 9-12")
    ['09:00:00', '12:00:00']
    """
    text = _WHOLE_HOURS.sub(lambda match: re.sub(r"(?<![\d.:])(\d{1,2})(?![\d.:]*\d)", r"\1:00", match[0]), text)
    found = []
    for hour, minute in TIME.findall(text):
        if int(hour) < 24 and int(minute) < 60:
            found.append(f"{int(hour):02}:{minute}:00")
    return found


def month(name: str) -> int:
    """Give the number of a month.

    Raises:
        KeyError: There is no such month.
    """
    return _MONTHS[name.casefold()]


def before(text: str, day: str) -> When | None:
    """Give the first date in a text; one printed without a year is the last such day not after `day` (ISO).

    >>> before("den 15 december", "2026-06-01")
    When(first='2025-12-15', last='')
    """
    if found := find(text):
        return found
    if not day:
        return None
    year = int(day[:4])
    found = find(text, year)
    return find(text, year - 1) if found and found.first > day else found
