"""Who gets the decision, printed in the left margin beside a paragraph (§): taken out of the lines it stands in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.language.headings import heading_kind
from kg.lines import reading
from kg.minutes import heading
from kg.model import Line, Section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.lines.furniture import Raw

_SLACK = 1
_INDENT = 20
"""So far from the edge the text of such minutes begins, in characters."""
_FEWEST, _MOSTLY = 2, 0.6
_DEEP = 14
"""So many lines below the number the names in the margin begin and end."""
_CELLS = re.compile(r"\S+(?:\s\S+)*")
_TOLD = "notified"


def part(raw: Sequence[Raw], skip: frozenset[int]) -> tuple[list[Raw], dict[int, Raw]]:
    """Take what stands in the margin beside the heads of paragraphs out of the lines, if these minutes print it there.

    Returns:
        The lines without it, and what was taken out, by the place of its line.
    """
    heads = [at for at, line in enumerate(raw) if at not in skip and heading.opening(line.text) is not None]
    edges = [raw[at].column for at in heads if raw[at].column >= _INDENT]
    beside = sum(_stands_beside(raw, at) for at in heads if raw[at].column >= _INDENT)
    if len(edges) < _FEWEST or min(len(edges), beside) < _MOSTLY * len(heads):
        return list(raw), {}
    lines, found = list(raw), {}
    for at in heads:
        edge = raw[at].column
        for below in range(at + 1, min(at + 1 + _DEEP, len(raw))):
            line = raw[below]
            if below in skip or line.page:
                break
            if not line.text or line.column >= edge - _SLACK:
                continue
            cells = list(_CELLS.finditer(line.text))
            second = line.column + cells[1].start() if len(cells) > 1 else edge
            if line.column + cells[0].end() >= edge or abs(second - edge) > _SLACK or _is_other(cells[0][0]):
                break
            found[below] = line._replace(end=line.begin + cells[0].end(), text=cells[0][0])
            begin = cells[1].start() if len(cells) > 1 else len(line.text)
            lines[below] = line._replace(begin=line.begin + begin, text=line.text[begin:], column=line.column + begin)
    return lines, found


def _stands_beside(raw: Sequence[Raw], head: int) -> bool:
    """Whether text below a number begins where the number does: one that is only centred has no margin beside it."""
    edge = raw[head].column
    below = raw[head + 1 : head + 1 + _DEEP]
    return any(
        abs(line.column + cell.start() - edge) <= _SLACK
        for line in below
        if line.text
        for cell in _CELLS.finditer(line.text)
    )


def _is_other(text: str) -> bool:
    """Whether a word in the margin heads a section of another kind: then headings stand there, and no names."""
    return heading_kind(text) not in {None, _TOLD}


def section(lines: Sequence[Line], margin: Mapping[int, Raw], full: int) -> Section | None:
    """Give what stands in the margin beside the lines of one paragraph, as its list of who is told; None if nothing."""
    if not margin or not lines:
        return None
    first, last = lines[0].number, max(line.number for line in lines)
    names = tuple(
        Line(reading.flow_of(cell.text, cell.begin), at + 1)
        for at, cell in sorted(margin.items())
        if first <= at + 1 <= last and heading_kind(cell.text) is None
    )
    return Section(_TOLD, None, names, tuple(reading.paragraphs(names, full))) if names else None
