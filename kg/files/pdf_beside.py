"""Text in a column of its own whose label reaches up to it: the place of the column parts them, not the gap."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.files.layout import opens_paragraph
from kg.files.pdf_text import Boxed, clean
from kg.language import roster_labels
from kg.language.headings import heading_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.files.pdf_text import Text

_ALIGNED = 1.5
"""Text of one column begins within so many points."""
_LEAST_ROWS = 3
"""A column has so many lines at least that begin it or stand behind white space."""
_WIDE = 0.95
"""A gap wider than this share of the height is white space between columns."""
_OVER = 1.2
"""A label too long for its column may reach into it by this share of the height."""
_WRAPPED = 3
"""A label beside its text goes on over so many lines more."""
_APART = 2.0
"""A gap of so many heights parts them without any column."""
_LEAST_LABEL = 50.0
"""A column begins so many points right of the labels: what is indented less is a point of a list."""
_SAME_ROW = 0.4
"""Middles nearer than this share of the height stand on one row."""
_NEXT = 2.5
"""The line above or below begins the column too: it stands no further away than so many heights."""
Box = tuple[float, float, float, float]


class Line(NamedTuple):
    """The boxes of a line's runs: left, right, bottom and top of each."""

    boxes: Sequence[Box]

    @property
    def left(self) -> float:
        return self.boxes[0][0]

    @property
    def middle(self) -> float:
        return (self.boxes[0][2] + self.boxes[0][3]) / 2

    @property
    def height(self) -> float:
        return max(self.boxes[0][3] - self.boxes[0][2], 1.0)

    def begun(self) -> list[float]:
        """Give where text begins behind white space, or with the line."""
        return [self.left, *(b[0] for a, b in pairwise(self.boxes) if b[0] - a[1] > _WIDE * self.height)]


def edges(lines: Sequence[Line], is_label: Callable[[int, float], bool]) -> dict[int, float]:
    """Give the lines that begin with a label and go on in the column beside it, with the place where that begins.

    A line that stands behind another one begins at its own left edge.

    Args:
        lines: The lines of a page.
        is_label: Says whether the text of a line up to a place is a known label: letters begin everywhere.
    """
    begun = [line.begun() for line in lines]
    often = Counter(_place(left) for places in begun for left in places)
    margin = min((line.left for line in lines), default=0.0)
    columns = frozenset(
        place for place in often if place * _ALIGNED - margin > _LEAST_LABEL and _near(often, place) >= _LEAST_ROWS
    )
    found: dict[int, float] = {}
    for at, line in enumerate(lines) if columns else ():
        if _in_column(line.left, columns) and any(_ends_at(other, line) for other in lines):
            found[at] = line.left
            continue
        for before, box in pairwise(line.boxes):
            near = -_OVER < (box[0] - before[1]) / line.height < _APART and _in_column(box[0], columns)
            if (
                near
                and any(_goes_on(line, other, box[0], begun[k]) for k, other in enumerate(lines))
                and is_label(at, box[0])
            ):
                found[at] = box[0]
                break
    return found


def _in_column(left: float, columns: frozenset[int]) -> bool:
    return any(_place(left) + step in columns for step in (-1, 0, 1))


def _ends_at(label: Line, line: Line) -> bool:
    """Whether a line ends where another of its height begins."""
    level = abs(label.middle - line.middle) < _SAME_ROW * line.height
    gap = line.left - label.boxes[-1][1]
    return level and label.left < line.left and -_OVER * line.height < gap < _APART * line.height


def _goes_on(line: Line, other: Line, place: float, begun: Sequence[float]) -> bool:
    near = other is not line and abs(other.middle - line.middle) < _NEXT * max(line.height, other.height)
    return near and any(abs(left - place) <= _ALIGNED for left in begun)


def _place(left: float) -> int:
    return round(left / _ALIGNED)


def _near(counted: Counter[int], place: int) -> int:
    return sum(counted[place + step] for step in (-1, 0, 1))


def parted(text: Text, lines: Sequence[Boxed]) -> Iterator[Boxed]:
    """Part the lines in which a label reaches up to the column of its text."""

    def place(at: int, edge: float) -> int:
        one = lines[at]
        places = (k for k in range(one.begin, one.end) if not text.text[k].isspace())
        return min(places, key=lambda k: abs(text.box(k)[0] - edge), default=one.begin)

    def left_of(at: int, edge: float) -> str:
        end = lines[at].end if lines[at].boxes[-1][1] <= edge else place(at, edge)
        return clean(text, lines[at].begin, end)

    def is_label(at: int, edge: float) -> bool:
        below = [k for k in range(at + 1, len(lines)) if lines[k].boxes[0][0] < edge - 1.0][:_WRAPPED]
        words = [left_of(k, edge) for k in (at, *below)]
        wholes = (" ".join(words[:count]) for count in range(1, len(words) + 1))
        return not opens_paragraph(words[0]) and any(
            heading_kind(whole) is not None or roster_labels.kind(whole) is not None for whole in wholes
        )

    begun = edges([Line(one.boxes) for one in lines], is_label)
    for at, one in enumerate(lines):
        cut = place(at, begun[at]) if at in begun else one.begin
        if cut == one.begin:
            yield one._replace(near=at in begun)
            continue
        last = one.begin + len(text.text[one.begin : cut].rstrip(" \t\u00a0"))
        yield Boxed(one.begin, last, text.boxes(one.begin, last))
        yield Boxed(cut, one.end, text.boxes(cut, one.end), near=True)
