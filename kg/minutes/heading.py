"""The heading of a paragraph (§): body, number, letter, diary number, title, in every order councils print them in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.language import diary, grammar
from kg.lines import roster_heads
from kg.minutes import heading_cases, title_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Flow, Line


_LETTER = (
    r"(?:\s?(?P<letter>[a-h])(?![\w/-])"
    r"|(?P<capital>[A-H](?!\w)|(?<=\d)\s[A-C](?=\s[A-ZÅÄÖ][a-zåäö]))|(?P<sub>:\d{1,3})(?![\d:]))?"
)
# KS § 12, §12, 12 §, § 12/25, § 2025-12, § 2025/12, § 12 a, § 12), Paragraf 12; a diary number may stand in front.
_SIGN = re.compile(
    rf"(?:(?P<body>{heading_cases.BODY})(?:\.?\s+|[.:/-]\s?|(?=§)))?"
    rf"(?:§\s?(?:(?:19|20)\d\d[-/:](?=\d{{1,4}}\b(?![-/])))?(?P<number>\d{{1,4}})|"
    rf"§§\s?(?P<from>\d{{1,4}})\s?(?:[-–—]|och)\s?(?P<to>\d{{1,4}})|(?P<first>\d{{1,4}})\s?§|Paragraf\s(?P<word>\d{{1,4}}))"
    rf"{_LETTER}{heading_cases.YEAR}(?:\)(?=\s+[A-ZÅÄÖ]|$))?(?P<rest>(?:[\s:.–-]+.*|\(.*|[,;]\s[A-ZÅÄÖ].*|/?[A-ZÅÄÖ][a-zåäö].*|[A-ZÅÄÖ]{{2,8}}[\s:]?\d.*)?)$"
)
_SEVERAL = re.compile(
    rf"(?:(?P<body>{heading_cases.BODY})(?:\.?\s+|(?=§)))?§\s?(?P<from>\d{{1,3}})[-–—](?P<to>\d{{1,3}})(?P<rest>[\s:.–-]+\S.*)$"
)
"""Several with the sign of one: `§ 31-32 KS 2031/8 Bryggor`."""
_MOST_AT_ONCE = 20
_INITIALS = 2
"""A word of more letters in front of the sign may head a column: `Närv.  § 14`; `N § 14` is of a body."""
_WORD = grammar.pattern("paragraph", "numbered-by-a-word")
_DASHED = re.compile(r"\s*(?:[-–—/|;]\s|/)(?=[A-ZÅÄÖ])")  # "§ 9 – Informationer", "§ 9 / Informationer", not "§ 9 – 11"
_NO_TITLE = re.compile(r"[a-zåäö,;)/§–-]|\d{4}-\d{2}-\d{2}")
_TAKEN_OFF = grammar.pattern("paragraph", "taken-off")
_LEADERS = re.compile(r"\.{4,}|…{2,}|(?: \.){3,}")  # "§ 4 Taxa för torg ........ 7"
_LAW = grammar.pattern("paragraph", "law")
_REPEAT = grammar.pattern("paragraph", "continued-title")
_CONTINUED = grammar.pattern("paragraph", "continued")
NUMBER = re.compile(r"(?:[A-ZÅÄÖ][\wÅÄÖåäö]{1,5}\s)?(?:§\s?(?P<sign>\d{1,4})|(?P<plain>\d{1,4})\s?§)(?:/\d\d)?")
"""The number of a paragraph and nothing else."""


class Opening(NamedTuple):
    """What a line that looks like the heading of a paragraph says; behind the number, at `rest`, more words begin."""

    number: int
    letter: str
    body: str
    rest: int
    to: int = 0


class Heading(NamedTuple):
    """A heading that was read to its end: cases, title, labelled lines, and the line where the body begins."""

    cases: tuple[Flow, ...]
    title: Flow
    fields: dict[str, tuple[Flow, ...]]
    end: int
    before: tuple[Flow, ...] = ()
    """What says in which paragraphs of other bodies the case was before, beside the number or below it."""


def opening(text: str) -> Opening | None:
    """Read a line with the sign of a paragraph: `Ks § 12 Taxa för torg`; else give None.

    >>> opening("§ 12/25 Taxa för torg")
    Opening(number=12, letter='', body='', rest=7, to=0)
    """
    if "§" not in text and not text.startswith("Paragraf"):
        return None
    begin = 0
    if text[0].isalnum() and (case := diary.SERIES.match(text)) and text[case.end() : case.end() + 1] == " ":
        begin = case.end() + 1
    elif agenda := heading_cases.AGENDA.match(text):  # "Ärende 4 / § 44 Taxa för torg"
        begin = agenda.end()
    if (several := _SEVERAL.match(text, begin)) and _may_be_title(several["rest"], law=False):
        first, last = int(several["from"]), int(several["to"])
        if 0 < last - first < _MOST_AT_ONCE:
            return Opening(first, "", several["body"] or "", several.start("rest"), last)
    match = _SIGN.match(text, begin)
    if match is None or (
        match["body"] and len(match["body"]) > _INITIALS and roster_heads.is_heading_word(match["body"])
    ):
        return None  # `Närv.  § 14` heads the columns of a list
    letter = (match["letter"] or match["capital"] or match["sub"] or "").strip().lower()
    number = int(match["number"] or match["first"] or match["word"] or match["from"])
    found = Opening(number, letter, match["body"] or "", match.start("rest"), int(match["to"] or 0))
    if match["to"] and not match["rest"].strip(" :.–-"):
        return None  # "§§ 12-34" alone says which paragraphs there are
    return found if _may_be_title(match["rest"], law=match["first"] is not None) else None


def worded(text: str) -> Opening | None:
    """Read a line that numbers an item in words: `Ärende 5`, `Punkt 3 Taxa för torg`; else give None."""
    match = _WORD.match(text) if text.startswith(("Ärende", "Punkt", "Nr")) else None
    if match is None or not _may_be_title(match["rest"], law=False):
        return None
    return Opening(int(match["number"]), match["letter"] or "", "", match.start("rest"))


_OF_YEAR = re.compile(
    rf"(?P<body>{heading_cases.BODY})[ .:-]{{1,2}}(?P<number>\d{{1,4}})/(?P<year>(?:19|20)?\d{{2}})"
    r"(?P<rest>(?:[\s:.–-]+.*)?)$"
)


def of_year(text: str) -> Opening | None:
    """Read a line that numbers a paragraph by the year without its sign: `KS 75/2013 Taxa för torg`; else give None."""
    match = _OF_YEAR.match(text)
    if match is None or not _may_be_title(match["rest"], law=False):
        return None
    return Opening(int(match["number"]), "", f"{match['body']}/{match['year']}", match.start("rest"))


def may_be_title(rest: str) -> bool:
    """Whether what stands behind the number of a paragraph may be its case and title."""
    return _may_be_title(rest, law=False)


def _may_be_title(rest: str, *, law: bool) -> bool:
    words = _DASHED.sub("", heading_cases.DAY.sub("", rest, count=1), count=1).strip(" :.,")
    inside = words.lstrip("([")
    numbered = diary.LABEL.match(inside) or diary.SERIES.match(inside)
    without = diary.ANY.sub("", inside[heading_cases.numbers_at(inside, 0)[1] :] if numbered else words)
    without = without.lstrip(" )].:,/|–—-") if numbered else without  # "§ 9 – KS 2031/33 – Taxa för torg"
    bare = "" if diary.is_lone(words) else without.strip(" (") if without == words else without.strip(" ()[]")
    return _TAKEN_OFF.fullmatch(bare) is not None or not (
        _NO_TITLE.match(bare) or _LEADERS.search(words) or (law and _LAW.match(words)) or _REPEAT.fullmatch(bare)
    )


_INNER = re.compile(
    rf"(?:{heading_cases.DAY_OF},?\s)?{heading_cases.BODY}\.?,?\s?(?:{heading_cases.DAY_OF},?\s)?§\s?(?P<number>\d{{1,4}}){_LETTER}{heading_cases.YEAR}(?:,?\s\(?{heading_cases.DAY_OF}\)?)?\.?"
)


def inner(text: str) -> str:
    """Give the number of a line that is nothing but a body and a paragraph, inside another: `Ks § 41`; else nothing.

    >>> inner("Au 2012-03-04 § 94")
    '94'
    """
    match = _INNER.fullmatch(text) if "§" in text else None
    return f"{match['number']}{(match['letter'] or match['capital'] or '').lower()}" if match else ""


_INNER_DAY = re.compile(rf"{heading_cases.BODY}\.?,?\s{heading_cases.DAY_OF}\.?")


def inner_day(text: str) -> bool:
    """Whether a line is nothing but a body and the day on which it met: `Stadsstyrelsen 19.9.2031`."""
    return _INNER_DAY.fullmatch(text) is not None


def others_above(lines: Sequence[Line], at: int) -> int:
    """Give how many lines right above a heading say in which paragraphs of other bodies the case was before.

    `Tn § 62 2031-05-26` / `Ks § 46 2031-06-15`: the last of them is the heading, and the first stands apart.
    """
    begin = at
    while begin > 0 and not lines[begin].gap and heading_cases.HANDLED_LINE.fullmatch(lines[begin - 1].text):
        begin -= 1
    return at - begin if begin < at and lines[begin].gap and not lines[begin].mark else 0


def is_contents(text: str) -> bool:
    """Whether a line is an entry of a table of contents: a paragraph's number, dots, a page."""
    return "§" in text and _LEADERS.search(text) is not None


def repeats(text: str, number: str) -> bool:
    """Whether a line says at the top of a page that a paragraph goes on: `§ 12 forts.`, `Forts. § 12`."""
    text = text.strip("()–- ")
    match = _SIGN.match(text) if "§" in text else None
    if match is not None:
        rest = match["rest"].strip(" :.–-")
        letter = (match["letter"] or match["capital"] or match["sub"] or "").strip()
        return (
            f"{match['number'] or match['first']}{letter}" == number
            and bool(rest)
            and _REPEAT.fullmatch(rest) is not None
        )
    return len(text) < 40 and _CONTINUED.match(text) is not None


def read(lines: Sequence[Line], rest: int, full: int) -> Heading:
    """Read a heading: what stands behind its number on the first line (from `rest` on), the title and labels below."""
    first = lines[0].flow
    series = diary.SERIES.match(first.text)
    own = series is None or series.end() >= rest  # "KS 75/2013" is the number of the paragraph itself
    in_front = [] if own else [first.cut(*span) for span in heading_cases.numbers_at(first.text, 0)[0]]
    cases, begun = heading_cases.cut(first.cut(rest))
    handled = heading_cases.handled_in(first.text[rest:])
    before = [first.cut(rest + handled.start(), rest + handled.end())] if handled else []
    start = 1
    while not begun.text and start < len(lines) and (end := heading_cases.handled_line(lines[start].text)):
        flow = lines[start].flow
        before.append(flow.cut(0, len(flow.text[:end].rstrip())))
        cases = cases or heading_cases.cut(flow.cut(end))[0]
        start += 1
    if start < len(lines) and _is_of_another(begun, cases, lines[start]):
        begun, cases = first.cut(first.place(begun.span().begin)), ()
    at, title, cases = title_lines.collect(lines, start, begun, (*in_front, *cases), full)
    while title.text and at < len(lines) and not lines[at].gap and (end := heading_cases.handled_line(lines[at].text)):
        before.append(lines[at].flow.cut(0, len(lines[at].text[:end].rstrip())))
        cases = cases or heading_cases.cut(lines[at].flow.cut(end))[0]
        at += 1
    fields, at, cases = title_lines.labelled_lines(lines, at, cases)
    if not title.text and at < len(lines) and title_lines.may_open_title(lines[at]):
        # The labelled lines stand above the title.
        at, title, cases = title_lines.collect(lines, at, title, cases, full)
        below, at, cases = title_lines.labelled_lines(lines, at, cases)
        fields |= below
    steps = tuple(part for flow in before for part in heading_cases.parted_steps(flow))
    return Heading(cases, title, fields, at, steps)


def _is_of_another(title: Flow, cases: tuple[Flow, ...], below: Line) -> bool:
    """Whether the number at the end of a title is another authority's: the case has one on a line of its own below."""
    if not title.text or not cases or cases[0].span().begin < title.span().end:
        return False
    numbers = heading_cases.case_line(below.text)
    own = [below.flow.cut(*span).text for span in numbers]
    return bool(own) and heading_cases.is_sure(below.text, (), begun=True) and cases[0].text not in own
