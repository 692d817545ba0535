"""Paragraphs (§) of earlier bodies printed inside a paragraph: their text is theirs, and no part of this one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.lines import cells
from kg.minutes import heading
from kg.model import Section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.model import Line

KIND = "earlier"
_LETTERS = re.compile(r"[A-ZÅÄÖ]{2,6}(?:\s|$)")
_WIDE = 3
"""So many blanks part the number in a column of its own from the text beside it."""


def part(lines: Sequence[Line], number: str) -> tuple[list[list[Line]], list[Section]]:
    """Part what stands below the head of an earlier paragraph (`Ks § 41`) from what is below the own one (`Ks § 77`).

    An earlier paragraph ends where the own number stands again, or the last body with its day alone: `Stadsstyrelsen
    19.9.2031`; where neither does, nothing tells where it ends, and all stays as it is. The sections that are given
    have a heading and lines, but no text that facts are read from.

    Returns:
        The lines of the paragraph itself, in stretches that begin anew at its number; the earlier ones as sections.
    """
    heads = {
        at: inner for at, line in enumerate(lines) if line.gap and not line.mark and (inner := _head(line, number))
    }
    resumed = _resumed(lines, heads) if heads and number not in heads.values() else None
    if resumed is not None:
        heads[resumed[0]] = number
    if heads and number not in heads.values():
        days = [at for at, line in enumerate(lines) if line.gap and not line.mark and heading.inner_day(line.text)]
        heads |= dict.fromkeys(days[:-1], "") | {at: number for at in days[-1:] if at > max(heads)}
    if number not in heads.values():
        return [list(lines)], []
    last = max(at for at, inner in heads.items() if inner == number)
    own: list[list[Line]] = [[]]
    earlier: list[tuple[Line, list[Line]]] = []
    inside: list[Line] | None = None
    for at, line in enumerate(lines):
        if at in heads and at <= last:
            inside = None
            if heads[at] == number:
                own.append(list(resumed[1]) if resumed is not None and at == resumed[0] else [])
            else:
                inside = []
                earlier.append((line, inside))
            continue
        (own[-1] if inside is None else inside).append(line)
    return own, [Section(KIND, head.flow, tuple(below), ()) for head, below in earlier]


def _resumed(lines: Sequence[Line], heads: Mapping[int, str]) -> tuple[int, tuple[Line, ...]] | None:
    """Give where the own text goes on behind earlier bodies: at letters of another than these, alone or beside it.

    `STS 5.4.2031 § 60` / `Stadsstyrelsen föreslår ...` / `STF   Stadsfullmäktige godkände förslaget.`
    """
    before = {lines[at].text.split(" ")[0] for at in heads}
    for at in range(max(heads) + 1, len(lines)):
        line = lines[at]
        label = _LETTERS.match(line.text) if line.gap and not line.mark else None
        if label is None or label[0].strip() in before:
            continue
        rest = line.flow.cut(label.end())
        if not rest.text:
            return at, ()
        if rest.origin(0) - line.flow.origin(len(label[0].strip())) >= _WIDE:
            return at, (replace(line, flow=rest),)
    return None


def _head(line: Line, number: str) -> str:
    """Give the number of a line that heads a paragraph of a body; of another body its text may stand beside."""
    if inner := heading.inner(line.text):
        return inner
    apart = cells.apart(line.flow, _WIDE)
    beside = heading.inner(apart[0].text) if len(apart) > 1 else ""
    return beside if beside != number else ""
