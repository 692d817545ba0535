"""Diary numbers (diarienummer): how Swedish bodies print the number of a case, and what it consists of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.language import grammar

if TYPE_CHECKING:
    from collections.abc import Iterator

# A series is printed in capitals; a few bodies write theirs as a word (`Ks 2019/123`).
_S = r"(?:[A-ZÅÄÖ]{2,7}|K[sf]n?|R[sf]|Ksau|Au|Bun|Sn|Son|Tn|Ten|Bn|Mbn|Kfn|Von|Mn|Mhn|Sbn|Un|Kn|Vn|On|Ofn|Gn|Fn)"
_Y = r"(?:19|20)\d{2}"
# Running numbers are no years: `2026/2027`, `KS 2024-2026` are periods.
_R = r"(?!(?:19|20)\d{2}(?!\d))\d{1,6}"
_PLAN = (
    r"(?:(?P<act>\s?-\s?\d(?:\.\d{1,2})+|\s(?:[-–—]\s?)?\d{2,4}(?=$|[)\]]|\s[A-ZÅÄÖ(])|"
    r"[–—]\s?\d{2,4}(?=$|\s))|(?P<code>-\d{1,4}|\.\d{3}(?!\d)))?"
)
"""An act or plan code behind the number: no part of it; what a hyphen or a point joins cannot be told from it."""
_FORMS = (
    # 24RS10570, 20RS12911-11 (act 11)
    r"(?P<series>\d{2}[A-ZÅÄÖ]{2,6})(?P<number>\d{1,6})(?P<act>-\d{1,4})?",
    # SLK-2024-00536, SLK-2024-00443:1 (act 1), KS-2023-123, KS/2023-00123
    rf"(?P<series>{_S})[/-](?P<number>{_Y}-(?=\d{{3}}){_R})(?P<act>:-?\d{{1,4}}|\s(?:[-–—]\s?)?\d{{2,4}}(?=$|\s[A-ZÅÄÖ(]))?",
    # RS 2025-00123
    rf"(?P<series>{_S}) ?(?P<number>{_Y}-(?=\d{{3}}){_R}){_PLAN}(?![\d-])",
    # KS KF/2022:7, KS/2019:123, KSKF/2014:1, Ks/2023:123 101
    rf"(?P<series>{_S}(?: {_S})?)/(?P<number>{_Y}:\d{{1,5}}){_PLAN}",
    # KS 2019/123-045 (act or plan code 045), KS-2019/123, KS2023/0123-1.2.3, BUN 2023/45 600
    rf"(?P<series>{_S}(?:[-/]{_S})?)[ -]?(?P<number>{_Y}/{_R}){_PLAN}",
    # HSN 97-2025, Ks 123/2025
    rf"(?P<series>{_S}) (?P<number>{_R}[/-]{_Y})(?![\d-])",
    # 2026.007 BUN, 2026.002 BUN-049 (act 49)
    rf"(?P<number>{_Y}\.\d{{1,5}}) (?P<series>{_S})(?P<act>-\d{{1,4}})?",
    # 2023/0123 KS-1, 2023/123-042 KS (plan code 042)
    rf"(?P<number>{_Y}/{_R})(?P<code>-\d{{1,4}})? (?P<series>{_S})(?P<act>-\d{{1,4}})?",
    # KU.2017.3, BYGG.2023.123, KS2016.0123
    rf"(?P<series>{_S})(?:\.|(?=\d{{4}}\.\d{{3}}))(?P<number>{_Y}\.\d{{1,6}})",
    # 2011/KS 0206 001, 2023/KS0123 042 (plan code 042), 2012-KS0351
    rf"(?P<year>{_Y})[/-](?P<series>{_S}) ?(?P<number>\d{{3,6}}){_PLAN}",
    # HSN/88/2025
    rf"(?P<series>{_S})/(?P<number>\d{{1,5}}/{_Y})",
    # KS 2025:88; so are collections of law and of reports numbered
    rf"(?P<series>(?!(?:SOU|[A-ZÅÄÖ]*FS|DS|NJA|RÅ|HFD|AD|JO|EU)(?![A-ZÅÄÖ])){_S}) ?(?P<number>{_Y}:\d{{1,5}})",
    # SN 18/0098, RD23/00123
    rf"(?P<series>{_S}) ?(?P<number>\d{{2}}/\d{{3,6}}){_PLAN}",
    # 09/KS 388 05, 04/SN0123
    rf"(?P<year>\d{{2}})/(?P<series>{_S}) ?(?P<number>\d{{1,6}}){_PLAN}",
    # KS/2017/0188/042-3, KS-2017/0188: what slashes and hyphens join cannot be told apart, and stays
    rf"(?P<series>{_S})[/-](?P<number>{_Y}/{_R})(?P<code>(?:[/-]\d{{1,3}}){{1,3}})?",
)
_NO_LABEL = r"(?!D(?:nr|iar)|Ärende)"
"""What says that a diary number follows is no series of one."""
_NO_DAY = r"(?!\d{4}-\d\d-\d\d\b)"
_LETTERS = r"[A-ZÅÄÖ][^\W\d]{0,5}"
_WORD = rf"{_NO_LABEL}[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{{1,5}}"
"""A series that is written as a word."""
_TURNED = (
    # 2017-188 KS, 2017/0188-KS, 2017.188.KS
    rf"(?P<number>{_Y}[-/:.]{_R})[ .-](?P<series>{_S})(?![a-zåäö])",
    # 188/2017 KS
    rf"(?P<number>{_R}[/-]{_Y})[ -](?P<series>{_S})(?![a-zåäö])",
    # 99.541-232 Ks, 97/541 042 Ks, 97.0541 KS: two digits of the year, the plan code, the series behind
    rf"(?P<number>\d{{2}}[./]\d{{1,4}})(?P<code>[ -]\d{{3}})?[ .-](?P<series>{_S})(?![a-zåäö])",
    # KS:2017/188, KS nr 2017/188, KS 2017.188
    rf"(?P<series>{_S})(?::|\s?nr\s|\s)(?P<number>{_Y}[/:.-]{_R})",
    # 2017KS188, 2017 KS 188, 2017-KS-188, 2017/KS/188
    rf"(?P<year>{_Y})[ /-]?(?P<series>[A-ZÅÄÖ]{{2,6}})[ /-]?(?P<number>\d{{1,6}})",
    # Kst/2017:188, Kom 2017/188, BoU 2017/188 041
    rf"(?P<series>{_WORD})[ /-](?P<number>{_Y}[/:]{_R}){_PLAN}",
    # Hsn 17/188, Ks 17-188, KS-17/188
    rf"(?P<series>{_WORD})[ -](?P<number>\d{{2}}[/-]\d{{1,6}}){_PLAN}",
)
_BARE = (
    # 158/01.01.00/2015, EKO/158/01.01.00/2015: the plan code of Finland's registers between number and year
    rf"(?:(?P<series>[A-ZÅÄÖ]{{1,7}})/)?(?P<number>\d{{1,6}})/(?P<code>\d\d(?:\.\d\d){{1,3}})/(?P<year>{_Y})",
    # 2019/123-045 behind "Dnr"
    rf"(?P<number>{_Y}/{_R}){_PLAN}",
    # 00368/20221.1.1. (glued plan code), 0368/2022
    rf"(?P<number>{_R}/{_Y})(?P<act>\d(?:\.\d+)*\.?)?",
    # 2023-000123, B 2023-000123
    rf"(?:(?P<series>[A-ZÅÄÖ]) )?(?P<number>{_Y}-(?=\d{{4}}){_R})(?![\d-])",
    # 1435/22, KS0162/05, Ks 12/05, 694/13-200
    rf"(?:(?P<series>{_S})[ .-]?)?(?P<number>\d{{1,5}}/\d{{2}})(?!\d){_PLAN}",
    # RS130378, LD1203301: two digits of the year and the running number, with nothing between
    rf"(?P<series>{_S})(?P<number>[0-39]\d{{5,7}})(?![\d./:-])",
)
_LOOSE = (
    # 2025-118, ATS 2024-71: so short a number is a period (`2025-26`) where no label says what it is
    rf"(?:(?P<series>{_S})[ /-]?)?(?P<number>{_Y}-{_R})",
    # 2023.123-003, 2023:123, 2000.0011 109
    rf"(?P<number>{_Y}[.:]\d{{1,5}}){_PLAN}",
    # 98.211 042, 07.318 (the plan code behind the number belongs to it in so old a register)
    r"(?P<number>\d{2}\.\d{3,4}(?:\s\d{3})?)(?![\d.])",
    # RUN 210345: the year's two digits and the running number, the series set apart
    rf"(?P<series>{_S}) (?P<number>[0-39]\d{{5,7}})(?![\d./:-])",
    # 1.2.3-85/2023, 1.2.3-85-2023 (plan code in front)
    rf"(?:\d{{1,2}}(?:\.\d{{1,2}})+-)(?P<number>\d{{1,6}}[/-]{_Y})",
    # 513-4410-03, A 12/04-5, Ks.05.123: whatever a register writes, but for a day
    rf"(?:{_NO_LABEL}(?P<series>{_LETTERS})[ ./-]?)?(?P<number>{_NO_DAY}\d{{1,6}}(?:[./:-]\d{{1,6}}){{1,3}})",
)
_EDGE = r"(?<![\w/-])(?:{})(?![\w/]|-\d)"


def _any_of(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_EDGE.format("|".join(re.sub(r"\(\?P<\w+>", "(?:", form) for form in forms)))


SERIES = _any_of(_FORMS)
"""A diary number that names its series: safe to look for in running text."""
_BESIDE_A_FIGURE = re.compile(r"[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,6}[ /.-]?\d|\d[ /-]?[A-ZÅÄÖ]")
"""What all of these have: the letters of the series right beside a figure."""
ANY = _any_of((*_FORMS, *_BARE))
"""The same, or one of digits alone: only in a heading, or on a line of its own."""
LABELLED = _any_of((*_FORMS, *_TURNED, *_BARE, *_LOOSE))
"""Every form there is: only behind a label that says it is one."""
_LONE = re.compile(
    r"(?!(?:19|20)\d\d[-/–](?:\d\d|(?:19|20)\d\d)$)"
    r"(?:[A-ZÅÄÖ]{2}.*|(?:.*\D)?(?:19|20)\d\d(?:\D.*)?|(?:.*\D)?\d\d[/.-]\d{3,}.*)"
)
"""What says by itself that a number is one of a register, and no time or period: letters, a year, its length."""
_NO_SERIES = grammar.pattern("diary", "no-series")
LABEL = grammar.pattern("diary", "label")
"""What stands in front of a diary number and says that it is one."""
ACT = grammar.pattern("diary", "act")
"""The act of the case, named behind its number: `, akt 3`, ` (aktbilaga 3)`, `:3`; it is no part of either."""
_READ = tuple(map(re.compile, (*_FORMS, *_TURNED, *_BARE, *_LOOSE)))


def named(text: str) -> Iterator[re.Match[str]]:
    """Find the diary numbers that name their series.

    >>> [match[0] for match in named("Tn 2031/12 och 2031/13")]
    ['Tn 2031/12']
    """
    return SERIES.finditer(text) if _BESIDE_A_FIGURE.search(text) else iter(())


def is_lone(text: str) -> bool:
    """Whether words are a diary number and nothing else: where one may stand alone, no label need say that it is one.

    >>> is_lone("2031-188"), is_lone("2031-32"), is_lone("14.30")
    (True, False, False)
    """
    return bool(_LONE.fullmatch(text)) and not _NO_SERIES.match(text) and LABELLED.fullmatch(text) is not None


class DiaryNumber(NamedTuple):
    """A diary number: as printed without the act number, its series (empty: the body's own) and running number."""

    printed: str
    series: str
    number: str


def parse(match: re.Match[str]) -> DiaryNumber:
    """Take a match of `SERIES`, `ANY` or `LABELLED` apart, by the table of the contract.

    >>> parse(ANY.search("20RS12911-11"))
    DiaryNumber(printed='20RS12911', series='20RS', number='12911')
    >>> parse(ANY.search("KS 2019/123-045"))
    DiaryNumber(printed='KS 2019/123-045', series='KS', number='2019-123')
    """
    text = match[0]
    whole = next(
        found
        for form in _READ
        if (found := form.match(match.string, match.start(), match.end())) and found.end() == match.end()
    )
    group = whole.groupdict()
    printed = text.removesuffix(group.get("act") or "").rstrip()
    number = "-".join(part for part in (group.get("year"), group["number"]) if part)
    return DiaryNumber(printed, (group.get("series") or "").replace(" ", "-"), re.sub(r"[/.:]", "-", number))
