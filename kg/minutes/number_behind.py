"""Paragraphs (§) whose number ends a line, or stands in the head of a page alone: it is put in front, as elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.language import agents, dates, grammar, roster_labels
from kg.lines import cells
from kg.minutes import heading, heading_cases, learnt_numbers
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kg.lines.furniture import Raw
    from kg.model import Flow, Line

_BEHIND = re.compile(
    r"(?P<title>\S.*?)\s+"
    r"(?P<number>(?:(?:[A-ZÅÄÖ]{2,6}|[A-ZÅÄÖ][a-zåäö]{0,3}(?:s|f|n|au))\s)?"
    r"(?:§\s?(?P<sign>\d{1,4})|(?P<plain>\d{1,4})\s?§)(?:/\d\d)?)$"
)
_NARROW = re.compile(
    r"(?P<title>\S.*?),?\s*(?P<number>(?P<open>[(\[])?§\s?(?P<sign>\d{1,4})(?(open)[)\]]))(?:[,;:]?\s+(?P<case>\S.*))?$"
)
"""`Taxa för torg § 12`, `Taxa för torg (§ 12)`, `Taxa för torg, § 12, dnr KS 2031/3`: trusted in a row without gaps."""
_BODY = re.compile(rf"{heading_cases.BODY}\.?\s")
"""A body in front of a sign, and no title behind a comma: `KS § 12   Dnr KS 2031/3`."""
_MARK = 2
"""A cell of no more characters is a mark or a party."""
_WIDE = 3
"""So many characters of white space set a number apart at the right edge."""
_FURNITURE = grammar.pattern("furniture", "head-words")
_PAGE = grammar.pattern("furniture", "page-count")
"""What the head of a page holds besides who meets and when."""
_MOST_BETWEEN = 3
"""Numbers of one series have no more between them than this on the average."""


def headed_pages(raw: Sequence[Raw], furniture: frozenset[int]) -> frozenset[int]:
    """Give the heads of pages that say which paragraph stands below, where nothing else does: they are no furniture.

    On the next page the number may stand again: there it is.
    """
    if any(at not in furniture and heading.opening(line.text) for at, line in enumerate(raw) if "§" in line.text):
        return frozenset()
    named = [(at, _number(line.text)) for at, line in enumerate(raw) if at in furniture and "§" in line.text]
    found = [(at, number) for at, number in named if number]
    first = [at for (at, number), before in zip(found, [0, *(n for _, n in found)], strict=False) if number != before]
    return frozenset(first) if len(first) > 1 and _rises([number for _, number in found]) else frozenset()


def _number(text: str) -> int:
    match = _BEHIND.match(text) or heading.NUMBER.fullmatch(text)
    return int(next(filter(None, (match[name] for name in ("sign", "plain"))))) if match else 0


def _rises(numbers: Sequence[int]) -> bool:
    steps = [after - before for before, after in pairwise(numbers)]
    return all(step >= 0 for step in steps) and sum(steps) <= _MOST_BETWEEN * max(1, len(steps))


def put_first(lines: list[Line]) -> list[Line]:
    """Put the number in front where it ends the lines of titles, and no paragraph begins with one."""
    opened = {at: one for at, line in enumerate(lines) if "§" in line.text and (one := heading.opening(line.text))}
    if opened:
        # Right above another number it is a step of the case, whose day is told: `Tekniska nämnden § 62 26.05.2031`.
        steps = {at - 1 for at in opened if not lines[at].gap}
        heads = opened.keys() - steps
        return [_without_head(line, opened[at].rest) if at in heads else line for at, line in enumerate(lines)]
    found = {at: match for at, line in enumerate(lines) if "§" in line.text and (match := _apart(line))}
    numbers = {at: int(match["sign"] or match["plain"]) for at, match in found.items()}
    if not _rises(list(numbers.values())):
        # Another body and its paragraph (`Kulturnämnden 2031-01-22 § 7`) are where the case was before, and no title.
        numbers = {at: one for at, one in numbers.items() if not _is_head(lines[at].flow.cut(*found[at].span("title")))}
        found = {at: found[at] for at in numbers}
    if not numbers or not _rises(list(numbers.values())):
        return _row(lines)
    before = dict(zip(list(numbers)[1:], numbers.values(), strict=False))
    word = _same_word(found.values())
    return [
        replace(line, flow=_turned(line.flow, found[at], word=word)) if at in found else line
        for at, line in enumerate(lines)
        if at not in found or before.get(at) != numbers[at] or not _is_head(line.flow.cut(*found[at].span("title")))
    ]


def _row(lines: list[Line]) -> list[Line]:
    """Put the number in front of titles that it stands right behind, if the document has a row of them without gaps."""
    found = {
        at: match
        for at, line in enumerate(lines)
        if "§" in line.text
        and line.gap
        and not line.mark
        and (match := _NARROW.match(line.text))
        and (
            not match["case"]
            or (heading_cases.case_line(match["case"]) and not _BODY.fullmatch(line.text[: match.start("number")]))
        )
        and not _is_head(line.flow.cut(*match.span("title")))
    }
    numbers = [int(match["sign"]) for match in found.values()]
    whole = len(numbers) >= learnt_numbers.FEWEST and all(b - a == 1 for a, b in pairwise(numbers))
    if not whole or not learnt_numbers.most_decide(lines, list(found)):
        return lines
    word = _same_word(found.values())
    return [
        replace(line, flow=_turned(line.flow, found[at], word=word)) if at in found else line
        for at, line in enumerate(lines)
    ]


def _same_word(found: Collection[re.Match[str]]) -> bool:
    """Whether one word stands in front of every number: `Beslut § 12`, `Ärende § 13` have their titles below."""
    titles = {match["title"] for match in found}
    return len(found) > 1 and len(titles) == 1 and " " not in titles.pop()


def _without_head(line: Line, rest: int) -> Line:
    """Cut off who meets and when behind a number in the head of a page: the title stands below."""
    behind = line.flow.cut(rest)
    said = dates.DATE.search(behind.text) or _PAGE.search(behind.text)  # `§ 12      Sid 3`
    if said is None or not _is_head(behind):
        return line
    if heading_cases.case_line(behind.text) and dates.DATE.sub("", behind.text).strip():  # `15/06-111` of a register
        return line
    return replace(line, flow=line.flow.cut(0, rest))


def _apart(line: Line) -> re.Match[str] | None:
    """Read a title, or the head of a page, with a number set apart behind it; a label has numbers for a value."""
    match = _BEHIND.match(line.text)
    if match is None or line.mark or not match["title"][0].isupper():
        return None
    if any(len(cell.text) <= _MARK for cell in cells.apart(line.flow.cut(*match.span("title")), _WIDE)):
        return None  # `Anna Ek   S   1   § 12`: a row of a list of those present
    gap = line.flow.origin(match.start("number")) - line.flow.origin(match.end("title") - 1)
    if gap <= _WIDE and not _is_head(line.flow.cut(*match.span("title"))):
        return None
    return None if roster_labels.kind(match["title"]) is not None else match


def _is_head(flow: Flow) -> bool:
    """Whether words are nothing but who meets and when, as in the head of a page: no title.

    The head of a page writes a body with a capital: `Protokollsutdrag hamnnämnden § 9` is a paper.
    """
    rest = flow.text
    for hit in agents.locate(flow, kinds=("body",)):
        if flow.text[hit.begin].islower():
            return False
        rest = rest.replace(flow.text[hit.begin : hit.end], " ")
    return not _FURNITURE.sub("", dates.DATE.sub(" ", rest)).strip()


def _turned(flow: Flow, match: re.Match[str], *, word: bool) -> Flow:
    """Put the number in front, without brackets around it; who meets and when, or `word`, is no title."""
    begin, end = match.span("number")
    bare = (begin + 1, end - 1) if flow.text[begin] in "([" else (begin, end)
    number, title = flow.cut(*bare), flow.cut(*match.span("title"))
    case = [flow.cut(*match.span("case"))] if match.groupdict().get("case") else []
    return join([number, *([] if word or _is_head(title) else [title]), *case])
