"""Diary numbers (diarienummer): how Swedish bodies print the number of a case, and what it consists of."""

from __future__ import annotations

import re
from typing import NamedTuple

_SERIES = r"[A-ZÅÄÖ]{2,7}"
_FORMS = (
    # 24RS10570, 20RS12911-11 (act 11)
    r"(?P<year_series>\d{2}[A-ZÅÄÖ]{2,6})(?P<run>\d{1,6})(?P<act1>-\d{1,4})?",
    # SLK-2024-00536, SLK-2024-00443:1 (act 1)
    r"(?P<series2>[A-ZÅÄÖ]{2,6})-(?P<number2>\d{4}-\d{3,6})(?P<act2>:\d{1,4})?",
    # RS 2025-00123
    r"(?P<series0>[A-ZÅÄÖ]{2,6}) (?P<number0>(?:19|20)\d{2}-\d{4,6})(?![\d-])",
    # KS KF/2022:7, KS/2019:123
    rf"(?P<series3>{_SERIES}(?: {_SERIES})?)/(?P<year3>\d{{4}}):(?P<run3>\d{{1,5}})",
    # KS 2019/123-045 (act or plan code 045), KS-2019/123
    rf"(?P<series4>{_SERIES})[ -](?P<year4>(?:19|20)\d{{2}})/(?P<run4>\d{{1,5}})(?P<act4>-\d{{1,4}})?",
    # HSN 97-2025
    r"(?P<series5>[A-ZÅÄÖ]{2,6}) (?P<number5>\d{1,5}-(?:19|20)\d{2})(?![\d-])",
    # 2026.007 BUN, 2026.002 BUN-049 (act 49)
    r"(?P<number6>(?:19|20)\d{2}\.\d{1,5}) (?P<series6>[A-ZÅÄÖ]{2,6})(?P<act6>-\d{1,4})?",
)
_BARE = (
    # 2019/123-045 behind "Dnr"
    r"(?P<year7>(?:19|20)\d{2})/(?P<run7>\d{1,5})(?P<act7>-\d{1,4})?",
    # 00368/20221.1.1. (glued plan code), 0368/2022
    r"(?P<run8>\d{1,6})/(?P<year8>(?:19|20)\d{2})(?P<plan8>\d(?:\.\d+)*\.?)?",
    # 1435/22
    r"(?P<number9>\d{1,5}/\d{2})(?!\d)",
)
_EDGE = r"(?<![\w/-])(?:{})(?![\w/]|-\d)"
SERIES = re.compile(_EDGE.format("|".join(_FORMS)))
"""A diary number that names its series: safe to look for in running text."""
ANY = re.compile(_EDGE.format("|".join((*_FORMS, *_BARE))))
"""The same, or one of digits alone: only behind a label or in a heading."""


class DiaryNumber(NamedTuple):
    """A diary number: as printed without the act number, its series (empty: the body's own) and running number."""

    printed: str
    series: str
    number: str


def parse(match: re.Match[str]) -> DiaryNumber:
    """Take a match of `SERIES` or `ANY` apart, by the table of the contract.

    >>> parse(ANY.search("20RS12911-11"))
    DiaryNumber(printed='20RS12911', series='20RS', number='12911')
    >>> parse(ANY.search("KS 2019/123-045"))
    DiaryNumber(printed='KS 2019/123', series='KS', number='2019-123')
    """
    group = match.groupdict()
    acts = [group.get(name) for name in ("act1", "act2", "act4", "act6", "act7", "plan8")]
    tail = next((act for act in acts if act), "")
    printed = match[0].removesuffix(tail) if tail else match[0]
    if group["year_series"]:
        return DiaryNumber(printed, group["year_series"], group["run"])
    for series, parts in (
        ("series2", ("number2",)),
        ("series0", ("number0",)),
        ("series3", ("year3", "run3")),
        ("series4", ("year4", "run4")),
        ("series5", ("number5",)),
        ("series6", ("number6",)),
    ):
        if group[series]:
            number = "-".join(group[part] for part in parts)
            return DiaryNumber(printed, group[series].replace(" ", "-"), number.replace(".", "-"))
    if group.get("year7"):
        return DiaryNumber(printed, "", f"{group['year7']}-{group['run7']}")
    if group.get("year8"):
        return DiaryNumber(printed, "", f"{group['run8']}-{group['year8']}")
    return DiaryNumber(printed, "", (group.get("number9") or "").replace("/", "-"))
