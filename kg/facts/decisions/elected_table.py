"""Tables of elections: who goes and who comes in columns of their own, `| Uppdrag | Avgående | Ny |`."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.language import agents, grammar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Flow, Line, Mention

_COLUMN = 2
"""So many spaces part the columns of a table without bars."""
_COLUMNS = {kind: grammar.pattern("decisions", f"column-{kind}") for kind in ("new", "gone", "office", "body")}


def heads(line: Line) -> Mapping[str, int]:
    """Give where the columns stand that a line heads; none where it does not say both who comes and who goes."""
    cells = [cell.text for cell in parted(line.flow)]
    found: dict[str, int] = {}
    for at, text in enumerate(cells):
        kind = next((kind for kind, form in _COLUMNS.items() if form.fullmatch(text)), "")
        if kind and kind not in found:
            found[kind] = at
    return found if "new" in found and "gone" in found else {}


def rows(lines: Sequence[Line], columns: Mapping[str, int]) -> Iterator[Mapping[str, Flow]]:
    """Give the rows below such a line, each the cells of its columns by what they hold.

    Without bars only as many cells as the head has are in their columns.
    """
    for line in lines:
        cells = parted(line.flow)
        if not cells:
            return
        if not line.flow.text.startswith("|") and len(cells) <= max(columns.values()):
            continue
        yield {kind: cells[at] for kind, at in columns.items() if at < len(cells)}


def one_person(cell: Flow) -> Mention | None:
    """Give who stands alone in a cell."""
    people = agents.people(cell)
    return people[0] if len(people) == 1 and cell.text.startswith(people[0].text) else None


def parted(flow: Flow) -> list[Flow]:
    """Part a row into its cells, at bars or where two spaces or more stand; none where it has no two."""
    if not flow.text.startswith("|"):
        return _in_columns(flow)
    found: list[Flow] = []
    begin = 1
    while begin < len(flow.text):
        end = flow.text.find("|", begin)
        end = len(flow.text) if end < 0 else end
        inside = flow.text[begin:end]
        left = begin + len(inside) - len(inside.lstrip())
        found.append(flow.cut(min(left, end), max(min(left, end), begin + len(inside.rstrip()))))
        begin = end + 1
    return found


def _in_columns(flow: Flow) -> list[Flow]:
    """Part a row without bars: its columns stand so far apart in the document."""
    blanks = [at for at, char in enumerate(flow.text) if char == " "]
    edges = [at for at in blanks if flow.origin(at + 1) - flow.origin(at) >= _COLUMN]
    if not edges:
        return []
    return [flow.cut(before + 1, end) for before, end in pairwise([-1, *edges, len(flow.text)])]
