"""Those who sign with the office below or behind each name: below each other, or side by side in rows."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.language import agents, offices, roster_labels
from kg.lines import labels
from kg.lines.cells import CELL, Cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.lines.furniture import Raw
    from kg.model import Flow, Line

_PAIRS = 2
"""So many names with an office below them, one after another, show that the offices stand below."""
_ABOVE = 3
"""A label so many lines above the first name is its own: `Sekreterare ....... Paragrafer 27-46` / `Eva Ås`."""
_BETWEEN = 2
"""So many lines may stand between who signs and the next: the day, dots."""
_PARTY = 8
"""So many characters stand behind the name of somebody who signs: a party."""
_SIGNING = frozenset({"chair", "secretary", "adjuster"})
_DOTTED = re.compile(r"[.…_\s-]+")


class Signer(NamedTuple):
    """Who signs as what: the line of the name, how many lines it is in all, what stands behind the name."""

    at: int
    lines: int
    role: str


class Row(NamedTuple):
    """Names side by side and the row of their offices, what stands left of them, and where the rows end."""

    label: tuple[Cell, ...]
    pairs: tuple[tuple[Cell, Cell], ...]
    end: int


def is_name(flow: Flow) -> bool:
    """Whether a line is a name and nothing else, but for a party."""
    people = agents.people(flow, capitals=True)
    return (
        len(people) == 1
        and people[0].span.begin == flow.span().begin
        and len(flow.text) <= len(people[0].text) + _PARTY
        and not offices.signs(flow.text)
    )


def behind(flow: Flow) -> str:
    """Give as what somebody signs whose office stands behind the name: `Anna Ek (S), ordförande`."""
    name, comma, office = flow.text.partition(",")
    return offices.signs(office) if comma and is_name(flow.cut(0, len(name))) else ""


def told(lines: Sequence[Line]) -> list[Signer]:
    """Give those who sign, two or more, each with the office below or behind the name, one after another.

    `Underskrifter` / `Anna Ek (S)` / `Ordförande` / `Bo Ek (M)` / `Justerare`: no label stands above the first, and no
    name follows the last, whose office would stand above it.
    """
    found: list[Signer] = []
    at = 0
    while at < len(lines):
        run = list(_run(lines, at))
        if not run:
            at += 1
            continue
        end = run[-1].at + run[-1].lines
        headed = any(map(_labels, lines[max(0, at - _ABOVE) : at]))
        goes_on = end < len(lines) and bool(agents.people(lines[end].flow)) and not behind(lines[end].flow)
        if len(run) >= _PAIRS and not (run[0].lines > 1 and headed) and not (run[-1].lines > 1 and goes_on):
            found += run
        at = end
    return found


def _run(lines: Sequence[Line], at: int) -> Iterator[Signer]:
    """Give those who sign from a line on, as long as they stand near each other."""
    while (one := _signer(lines, at)) is not None:
        yield one
        at += one.lines
        near = range(at, min(at + _BETWEEN + 1, len(lines)))
        after = next((k for k in near if _signer(lines, k) is not None), None)
        if after is None or any(_labels(line) or agents.people(line.flow) for line in lines[at:after]):
            return
        at = after


def _signer(lines: Sequence[Line], at: int) -> Signer | None:
    if at >= len(lines):
        return None
    flow = lines[at].flow
    if role := behind(flow):
        return Signer(at, 1, role)
    role = offices.signs(lines[at + 1].text) if at + 1 < len(lines) else ""
    return Signer(at, 2, role) if role and is_name(flow) else None


def _labels(line: Line) -> bool:
    """Whether a line is the label of somebody who signs, or such an office."""
    return bool(offices.signs(line.text)) or (roster_labels.kind(line.text) or ("", ""))[1] in _SIGNING


def rows(raw: Sequence[Raw], furniture: frozenset[int]) -> dict[int, Row]:
    """Give the rows of names that have a row of as many offices below, under the place of the first."""
    found: dict[int, Row] = {}
    written = (at for at, line in enumerate(raw) if line.text and at not in furniture)
    filled = [at for at in written if not _DOTTED.fullmatch(raw[at].text)]
    taken: set[int] = set()
    for place, (at, below) in enumerate(pairwise(filled)):
        if "  " not in raw[at].text or "  " not in raw[below].text:
            continue
        above = [row for row in islice(reversed(filled[:place]), 1) if row not in taken]
        row = _row(_cells(raw, at), _cells(raw, below), below + 1)
        if row is None or any(map(_is_of_offices, (_cells(raw, one) for one in above))):
            continue
        after = filled[place + 2] if place + 2 < len(filled) else None
        if after is not None and _are_names(_cells(raw, after)) and not _heads_offices(raw, filled[place + 2 :]):
            continue  # names below the offices, with none of their own: it is not said whose these are
        found[at] = row
        taken |= {at, below}
    return found


def _row(names: Sequence[Cell], below: Sequence[Cell], end: int) -> Row | None:
    count = len(below)
    label, named = tuple(names[:-count]), tuple(names[-count:])
    if count < _PAIRS or len(named) != count or not _are_names(named) or not _is_of_offices(below):
        return None
    if len(label) > 1 or any(map(_is_name, label)):
        return None
    apart = any(office.column > name.end or name.column > office.end for name, office in zip(named, below, strict=True))
    return None if apart else Row(label, tuple(zip(named, below, strict=True)), end)


def _heads_offices(raw: Sequence[Raw], filled: Sequence[int]) -> bool:
    """Whether the second of these rows has the offices of the names in the first."""
    return len(filled) > 1 and _is_of_offices(_cells(raw, filled[1]))


def _is_of_offices(row: Sequence[Cell]) -> bool:
    return all(offices.signs(cell.text) for cell in row)


def _are_names(row: Sequence[Cell]) -> bool:
    return all(map(_is_name, row))


def _is_name(cell: Cell) -> bool:
    return labels.NAME.fullmatch(cell.text) is not None and not offices.signs(cell.text) and not labels.is_label(cell)


def _cells(raw: Sequence[Raw], at: int) -> list[Cell]:
    line = raw[at]
    found = CELL.finditer(line.text)
    return [Cell(line.column + match.start(), line.begin + match.start(), match[0], at) for match in found]
