"""What stands behind the last paragraph: lists of votes, reservations, rolls; each finds the § that it names."""

from __future__ import annotations

import re
import string
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.language import grammar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from kg.model import Line

_NUMBER = re.compile(r"§\s?(?P<number>\d{1,4}\s?[a-h]?)(?!\w)")
_OWN_LINE = re.compile(r"§\s?(?P<number>\d{1,4}\s?[a-h]?)(?!\w)(?!\s?[-–,§])")
_ENDS = f":.{string.whitespace}\u00a0"
_ALONE = grammar.pattern("paragraph", "annex-alone")
_NEAR = 4
"""How many lines below its heading an annex may name its paragraph."""
_LONGEST = 110
"""A heading is no longer than this, in characters."""


class Annex(NamedTuple):
    """A part behind the last paragraph: the kind of section it is, the paragraph it belongs to, and its lines.

    `number` is empty where the annex names no paragraph of these minutes; `begin` is the line of its heading.
    """

    kind: str
    number: str
    begin: int
    end: int


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, grammar.any_of(several)) for kind, several in grammar.listed("headings", "annex").items())


@cache
def _any_pattern() -> re.Pattern[str]:
    return grammar.any_of(pattern for _, pattern in _patterns())


def kind_of(line: Line) -> str:
    """Give the kind of annex that a line heads; empty where it heads none."""
    if len(line.text) > _LONGEST or (line.mark and not line.level) or not (line.gap or line.level or line.furniture):
        return ""
    folded = line.text.casefold().rstrip(_ENDS)
    if not _any_pattern().fullmatch(folded):
        return ""
    return next((kind for kind, pattern in _patterns() if pattern.fullmatch(folded)), "")


def find(lines: Sequence[Line], begin: int, numbers: Collection[str]) -> list[Annex]:
    """Find the annexes behind a place.

    Args:
        lines: All lines of the minutes.
        begin: The heading of the last paragraph.
        numbers: The numbers of all paragraphs.

    A list of votes or a reservation counts as an annex only where it names its paragraph: without it, it may be a
    section of the last one. A roll needs no paragraph, nor does an annex with a page of its own.
    """
    found: list[Annex] = []
    for at in range(begin + 1, len(lines)):
        kind = kind_of(lines[at])
        if not kind:
            continue
        named = _named(lines, at, numbers)
        if found or named or kind == "roll" or _opens_page(lines[at]):
            found.append(Annex(kind, named, at, len(lines)))
    ends = [annex.begin for annex in found[1:]] + [len(lines)]
    closed = [annex._replace(end=end) for annex, end in zip(found, ends, strict=False)]
    return [part for annex in closed for part in _parts(lines, annex, numbers)]


def _opens_page(line: Line) -> bool:
    """Whether a line is the number of an annex and nothing else, the first on its page."""
    return line.furniture and _ALONE.fullmatch(line.text.casefold()) is not None


def _named(lines: Sequence[Line], at: int, numbers: Collection[str]) -> str:
    """Give the paragraph that a heading names, or a line of its own right below."""
    if match := _NUMBER.search(lines[at].text):
        number = match["number"].replace(" ", "")
        return number if number in numbers else ""
    for line in lines[at + 1 : at + 1 + _NEAR]:
        match = _OWN_LINE.match(line.text)
        if match and match["number"].replace(" ", "") in numbers:
            return match["number"].replace(" ", "")
    return ""


def _parts(lines: Sequence[Line], annex: Annex, numbers: Collection[str]) -> Iterator[Annex]:
    """Part a list that holds several paragraphs at each line that names one."""
    begin, number = annex.begin, annex.number
    for at in range(annex.begin + 1, annex.end) if annex.kind == "vote" else ():
        match = _OWN_LINE.match(lines[at].text)
        here = match["number"].replace(" ", "") if match else ""
        if here in numbers and here != number:
            yield annex._replace(number=number, begin=begin, end=at)
            begin, number = at, here
    yield annex._replace(number=number, begin=begin)
