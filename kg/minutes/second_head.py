"""Where the minutes of another meeting begin in the same file: bound behind these, or annexed to them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.language import grammar
from kg.language.headings import section_kind
from kg.minutes import heading
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Line

_HEAD = 40
"""A head has its list of people, its place and its title within so many lines."""
_BELOW = 8
"""So many lines below its label a list has its first member."""
_LONGEST = 90
_TITLE = grammar.pattern("paragraph", "title-of-minutes")
_MEMBER = re.compile(r"[A-ZÅÄÖ][^\W\d_]+ .*\([A-ZÅÄÖ]{1,5}\)")


def begins(lines: Sequence[Line]) -> int | None:
    """Give the place in `lines` where another head of minutes begins; None where there is but one.

    A head stands behind paragraphs that have a head above them, and has paragraphs below: it says where one met and who
    was there, or it is called minutes and its paragraphs do not go on from the ones before.
    """
    rosters = _labelled(lines, _people())
    if len(rosters) < 2:
        return None
    places = _labelled(lines, _places())
    titles = [at for at, line in enumerate(lines) if "protokoll" in line.text.lower() and _is_title(line)]
    first = next((at for at in range(rosters[0], len(lines)) if _opening(lines[at]) is not None), len(lines))
    if max([*places, *titles], default=0) < first:
        return None  # the common case: what follows is dear
    opened = {at: found for at, line in enumerate(lines) if (found := _opening(line)) is not None}
    read = [at for at in opened if rosters[0] < at and any(map(section_kind, lines[at + 1 : _next(opened, at, lines)]))]
    if not read:
        return None
    for roster in rosters[1:]:
        floor = max((at for at in opened if at < roster), default=0)
        below = [at for at in opened if roster < at]
        if floor < read[0] or not below:
            continue
        near = [at for at in places if max(floor, roster - _HEAD) < at < min(below[0], roster + _HEAD)]
        called = [at for at in titles if max(floor, roster - _HEAD) < at < roster]
        restarts = bool(called) and _has_members(lines, roster) and opened[below[0]].number <= opened[floor].number
        if near or restarts:
            return min(*near, *called, roster, roster)
    return None


def _next(opened: dict[int, heading.Opening], at: int, lines: Sequence[Line]) -> int:
    return next((other for other in opened if other > at), len(lines))


def _opening(line: Line) -> heading.Opening | None:
    if line.mark and not line.level:
        return None
    return (heading.opening(line.text) or heading.worded(line.text)) if line.gap or line.level else None


@cache
def _people() -> frozenset[str]:
    listed = phrases("roster", "heading")
    return frozenset(words for role in ("member", "deciding", "present") for words in listed[role])


@cache
def _places() -> frozenset[str]:
    return frozenset(words for words in phrases("roster", "other")["place"] if words not in {"datum", "klockan"})


def _labelled(lines: Sequence[Line], labels: frozenset[str]) -> list[int]:
    """Give the lines that are a label, or begin with one and a colon."""
    found = []
    for at, line in enumerate(lines):
        text = line.text
        if len(text) > _LONGEST and ":" not in (text := text[:_LONGEST]):
            continue
        folded = text.casefold().strip(" :|")
        if folded in labels or (":" in folded and folded.split(":", 1)[0].strip() in labels):
            found.append(at)
    return found


def _has_members(lines: Sequence[Line], at: int) -> bool:
    return any(_MEMBER.search(line.text) for line in lines[at : at + _BELOW])


def _is_title(line: Line) -> bool:
    return len(line.text) <= _LONGEST and _TITLE.fullmatch(line.text.casefold().strip(" :.")) is not None
