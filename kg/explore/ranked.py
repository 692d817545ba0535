"""The flows between bodies by size, as a table to stand beside their map on paper."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.explore import drawing, svg
from kg.explore.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.explore.movement import Movement

_MOST = 30
_ROW, _SIZE, _LETTERS, _PAD = 16, 10, 24, 4


def ranked(told: Sequence[Movement], language: str = "sv") -> str:
    """Write the largest flows as a table, as SVG: from whom to whom, what kind of step, how many."""
    said = words(language)
    flows = Counter((one.sender.label, one.receiver.label, one.kind) for one in told)
    largest = sorted(flows.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = [
        (
            str(at),
            svg.short(sender, _LETTERS),
            svg.short(receiver, _LETTERS),
            drawing.called(kind, language),
            str(count),
        )
        for at, ((sender, receiver, kind), count) in enumerate(largest[:_MOST], start=1)
    ]
    head = ("", said["from"], said["to"], said["kind"], said["count"])
    widths = [max(svg.length(row[at], _SIZE) for row in (head, *rows)) + 6 for at in range(len(head))]
    drawn = [svg.text(_PAD, _ROW, said["flows"], 13, bold=True)]
    for at, row in enumerate((head, *rows)):
        x, y = float(_PAD), _ROW * (at + 2.2)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
            right = place in {0, len(row) - 1}
            drawn.append(
                svg.text(
                    x + (width - 6 if right else 0), y, cell, _SIZE, anchor="end" if right else "start", bold=not at
                )
            )
            x += width
    left = len(largest) - len(rows)
    if left > 0:
        drawn.append(svg.text(_PAD, _ROW * (len(rows) + 3.2), said["more_flows"].format(count=left), _SIZE))
    return svg.document(sum(widths) + 2 * _PAD, _ROW * (len(rows) + 4), drawn)
