"""Heads that print several paragraphs (§) side by side, the own one last: it is put in front, as elsewhere."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.language.headings import heading_kind
from kg.minutes import heading, heading_cases
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Flow, Line

_MOSTLY = 0.8
_FEWEST = 2


class _Head(NamedTuple):
    """The head of a paragraph: the first number on its line and the last, its steps, and where these end."""

    first: int
    last: int
    steps: tuple[Flow, ...]
    end: int


def put_first(lines: list[Line]) -> list[Line]:
    """Put the last of several paragraphs in front: `Ks § 75  Au § 101  Ks § 12` is paragraph 12.

    Which of them is the document's own its numbers say: those of its paragraphs go on from one to the next.
    """
    heads = {at: head for at, line in enumerate(lines) if "§" in line.text and (head := _head(line, at))}
    several = [at for at, head in heads.items() if len(head.steps) > 1]
    if len(several) < _FEWEST:
        return lines
    firsts, lasts = [head.first for head in heads.values()], [head.last for head in heads.values()]
    if _goes_on(firsts) or not _goes_on(lasts):
        return lines
    turned = list(lines)
    for at in several:
        flow, (*before, own) = lines[at].flow, heads[at].steps
        turned[at] = replace(lines[at], flow=join([own, *before, flow.cut(heads[at].end)]))
    return turned


def not_again(lines: Sequence[Line], printed: str) -> list[Line]:
    """Leave the number of a paragraph out where a heading follows it again: `Kst § 12  Beslut:`, as in Finland."""
    return [_without(line, printed) if "§" in line.text else line for line in lines]


def _without(line: Line, printed: str) -> Line:
    found = heading.opening(line.text)
    if found is None or f"{found.number}{found.letter}" != printed:
        return line
    rest = line.flow.cut(found.rest)
    return replace(line, flow=rest) if rest.text and heading_kind(rest.text) else line


def _head(line: Line, at: int) -> _Head | None:
    if line.mark or not (line.gap or at == 0):
        return None
    match = heading_cases.HANDLED_LINE.match(line.text)
    steps = tuple(heading_cases.parted_steps(line.flow.cut(0, match.end()))) if match else ()
    opened = [found.number for step in steps if (found := heading.opening(step.text))]
    if match and len(steps) > 1 and len(opened) == len(steps):
        return _Head(opened[0], opened[-1], steps, match.end())
    found = heading.opening(line.text)
    return _Head(found.number, found.number, (), 0) if found else None


def _goes_on(numbers: Sequence[int]) -> bool:
    steps = [after - before for before, after in pairwise(numbers)]
    return sum(step in {0, 1} for step in steps) >= _MOSTLY * len(steps)
