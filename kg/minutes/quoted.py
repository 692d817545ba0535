"""Paragraphs (§) of earlier bodies printed inside a paragraph: their text is theirs, and no part of this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.minutes import heading
from kg.model import Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Line

KIND = "earlier"


def part(lines: Sequence[Line], number: str) -> tuple[list[list[Line]], list[Section]]:
    """Part what stands below the head of an earlier paragraph (`Ks § 41`) from what is below the own one (`Ks § 77`).

    An earlier paragraph ends where the own number stands again, or the last body with its day alone: `Stadsstyrelsen
    19.9.2031`; where neither does, nothing tells where it ends, and all stays as it is. The sections that are given
    have a heading and lines, but no text that facts are read from.

    Returns:
        The lines of the paragraph itself, in stretches that begin anew at its number; the earlier ones as sections.
    """
    heads = {
        at: inner for at, line in enumerate(lines) if line.gap and not line.mark and (inner := heading.inner(line.text))
    }
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
                own.append([])
            else:
                inside = []
                earlier.append((line, inside))
            continue
        (own[-1] if inside is None else inside).append(line)
    return own, [Section(KIND, head.flow, tuple(below), ()) for head, below in earlier]
