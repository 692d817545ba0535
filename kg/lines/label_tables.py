"""Tables of Markdown whose one column holds headings of sections, or labels of the head, and the other their text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kg.language import label_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Flow, Line

_TWO = 2


class Row(NamedTuple):
    """A row of a table: its line, its label (empty where it goes on with the one above) and what stands beside it."""

    line: Line
    label: Flow
    value: Flow


def read(rows: Sequence[tuple[Line, list[Flow]]]) -> list[Row]:
    """Read rows of a table of two columns as labels with their text; nothing where it is no such table.

    Labels at the left of a head are read elsewhere, row by row: only headings of sections make such a table here.
    """
    if any(len(cells) != _TWO for _, cells in rows):
        return []
    lefts = [cells[0].text for _, cells in rows if cells[0].text]
    rights = [cells[1].text for _, cells in rows if cells[1].text]
    if lefts and label_columns.hold_headings(lefts):
        told = [Row(line, *cells) for line, cells in rows]
    elif rights and label_columns.hold_labels(list(dict.fromkeys(rights)), lefts):
        told = [Row(line, *reversed(cells)) for line, cells in rows]
    else:
        return []
    return told if told[0].label.text else []


def written(rows: Sequence[Row]) -> Iterator[tuple[Line, list[Flow]]]:
    """Give each label as a line of its own, and what stands beside it below; one that is repeated stands once."""
    above = ""
    for line, label, value in rows:
        if label.text and label.text != above:
            above = label.text
            yield replace(line, gap=True), [label]
        if value.text:
            yield replace(line, gap=False), [value]
