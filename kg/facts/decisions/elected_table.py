"""Tables of elections: who goes and who comes in columns of their own, `| Uppdrag | Avgående | Ny |`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.language import agents, grammar
from kg.lines import cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Flow, Line, Mention

_COLUMN = 2
"""So many spaces part the columns of a table without bars."""
_COLUMNS = {kind: grammar.pattern("decisions", f"column-{kind}") for kind in ("new", "gone", "office", "body", "party")}


def heads(line: Line) -> Mapping[str, int]:
    """Give where the columns stand that a line heads; none where it tells neither who goes nor party and office."""
    found: dict[str, int] = {}
    for at, text in enumerate(cell.text for cell in parted(line.flow)):
        kind = next((kind for kind, form in _COLUMNS.items() if form.fullmatch(text)), "")
        if kind and kind not in found:
            found[kind] = at
    told = "gone" in found or {"party", "office"} <= found.keys()
    return found if "new" in found and told else {}


def rows(lines: Sequence[Line], columns: Mapping[str, int]) -> Iterator[Mapping[str, Flow]]:
    """Give the rows below such a line, each the cells of its columns by what they hold.

    Without bars only as many cells as the head has are in their columns.
    """
    for line in lines:
        row = parted(line.flow)
        if not row:
            return
        if not line.flow.text.startswith("|") and len(row) <= max(columns.values()):
            continue
        yield {kind: row[at] for kind, at in columns.items() if at < len(row)}


def one_person(cell: Flow, party: Flow | None = None) -> Mention | None:
    """Give who stands alone in a cell, with the party of the cell beside where there is one."""
    people = agents.people(cell)
    if len(people) != 1 or not cell.text.startswith(people[0].text):
        return None
    beside = party.text.strip("()").upper() if party is not None and not people[0].party else ""
    return replace(people[0], party=beside) if beside in agents.parties() else people[0]


def parted(flow: Flow) -> list[Flow]:
    """Part a row into its cells, at bars or where two spaces or more stand; none where it has no two."""
    return cells.barred(flow) if flow.text.startswith("|") else cells.apart(flow, _COLUMN)
