"""Tables of elections: who goes and who comes in columns of their own, `| Uppdrag | Avgående | Ny |`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import agents, grammar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Flow, Line, Mention

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
    """Give the rows below such a line, each the cells of its columns by what they hold."""
    for line in lines:
        cells = parted(line.flow)
        if not cells:
            return
        yield {kind: cells[at] for kind, at in columns.items() if at < len(cells)}


def one_person(cell: Flow) -> Mention | None:
    """Give who stands alone in a cell."""
    people = agents.people(cell)
    return people[0] if len(people) == 1 and cell.text.startswith(people[0].text) else None


def parted(flow: Flow) -> list[Flow]:
    """Part a row with bars into its cells; none where it has none."""
    if not flow.text.startswith("|"):
        return []
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
