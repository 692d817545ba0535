"""Labels in the middle of several values, as `pdftotext -layout` writes a centred table: which values are whose."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.language import roster_labels
from kg.lines import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.lines.cells import Cell

_LEAST_ALONE = 2


class Group(NamedTuple):
    """What stands under or beside one label."""

    label: list[Cell]
    cells: list[Cell]


def regrouped(groups: Sequence[Group]) -> list[Group]:
    """Give each label the values that it stands in the middle of; the groups as they are where labels stand on top.

    Values without a label beside them, and labels without a value, stand on rows of their own. From the first row on
    each label takes as many rows below its middle as are free above it: where that ends with the last row, so it is.
    One label alone may stand above its values too: it counts only below one that no list of people can belong to.
    """
    whole = _whole(groups)
    rows = sorted({cell.row for group in whole for cell in group.cells})
    alone = [at for at, group in enumerate(whole) if at and rows and not {cell.row for cell in group.label} & set(rows)]
    if not alone or (len(alone) < _LEAST_ALONE and not _is_of_next(whole[alone[0] - 1])):
        return list(groups)
    ends = [0]
    for group in whole:
        middle = sum(_place(cell.row, rows) for cell in group.label) / len(group.label)
        ends.append(round(2 * middle - ends[-1] + 1))
    if ends[-1] != len(rows) or any(end < begin for begin, end in pairwise(ends)):
        return list(groups)
    cells = [cell for group in whole for cell in group.cells]
    return [
        Group(group.label, [cell for cell in cells if cell.row in set(rows[begin:end])])
        for group, (begin, end) in zip(whole, pairwise(ends), strict=True)
    ]


def _whole(groups: Sequence[Group]) -> list[Group]:
    """Put a label whose second line stands apart from the first together."""
    found: list[Group] = []
    for group in groups:
        if found and group.label[0].text[0].islower():
            found[-1] = Group([*found[-1].label, *group.label], [*found[-1].cells, *group.cells])
        else:
            found.append(group)
    return found


def _place(row: int, rows: Sequence[int]) -> float:
    """Give at which of the rows of values a row stands, or between which."""
    before = sum(other < row for other in rows)
    return before if row in rows else before - 0.5


def _is_of_next(group: Group) -> bool:
    """Whether people stand below a label that heads none: `Plats och tid`."""
    kind, _ = roster_labels.kind(group.label[0].text) or ("", "")
    people = [cell for cell in group.cells if cell.row > group.label[-1].row]
    return kind == "field" and bool(people) and all(labels.NAME.fullmatch(cell.text) for cell in people)
