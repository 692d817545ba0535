"""Clip paths of a PDF: what is drawn outside of them is not on the page."""

from __future__ import annotations

from ctypes import c_float
from typing import NamedTuple

from pypdfium2 import raw as lib

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

_OVER = 1.0
"""Points that letters may reach beyond a clip."""


class Clip(NamedTuple):
    """What an object is cut to: the edges of it, and whether all that lies within these is shown."""

    box: Box
    level: bool

    def cuts(self, box: Box) -> bool:
        """Whether something at a place may be cut off."""
        edges = self.box
        inside = edges[0] - _OVER <= box[0] and edges[1] - _OVER <= box[1]
        return not (self.level and inside and box[2] <= edges[2] + _OVER and box[3] <= edges[3] + _OVER)

    def leaves_out(self, across: float, up: float) -> bool:
        """Whether a place is surely cut off."""
        left, bottom, right, top = self.box
        return not (left - _OVER <= across <= right + _OVER and bottom - _OVER <= up <= top + _OVER)


def clip(one: lib.FPDF_PAGEOBJECT, matrix: lib.FS_MATRIX | None, form: Clip | None = None) -> Clip | None:
    """Give what an object, and the form that it is part of, are cut to; nothing where they are whole."""
    path = lib.FPDFPageObj_GetClipPath(one)
    found = form
    for number in range(lib.FPDFClipPath_CountPaths(path) if path else 0):
        if points := _points(path, number):
            across, up = [x for x, _ in points], [y for _, y in points]
            box = mapped((min(across), min(up), max(across), max(up)), matrix)
            level = set(across) == {min(across), max(across)} and set(up) == {min(up), max(up)} and len(points) <= 5
            level = level and (matrix is None or not (matrix.b or matrix.c))
            found = Clip(box, level) if found is None else Clip(_common(box, found.box), level and found.level)
    return found


def _points(path: lib.FPDF_CLIPPATH, number: int) -> list[tuple[float, float]]:
    x, y = c_float(), c_float()
    found = []
    for place in range(lib.FPDFClipPath_CountPathSegments(path, number)):
        lib.FPDFPathSegment_GetPoint(lib.FPDFClipPath_GetPathSegment(path, number, place), x, y)
        found.append((x.value, y.value))
    return found


def _common(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def mapped(box: Box, matrix: lib.FS_MATRIX | None) -> Box:
    """Give the edges on the page of a place in a form."""
    if matrix is None:
        return box
    corners = [
        (matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f)
        for x in (box[0], box[2])
        for y in (box[1], box[3])
    ]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)


def both(inner: lib.FS_MATRIX, outer: lib.FS_MATRIX | None) -> lib.FS_MATRIX:
    """Give the matrix that does what one does and then another."""
    if outer is None:
        return inner
    return lib.FS_MATRIX(
        inner.a * outer.a + inner.b * outer.c,
        inner.a * outer.b + inner.b * outer.d,
        inner.c * outer.a + inner.d * outer.c,
        inner.c * outer.b + inner.d * outer.d,
        inner.e * outer.a + inner.f * outer.c + outer.e,
        inner.e * outer.b + inner.f * outer.d + outer.f,
    )
