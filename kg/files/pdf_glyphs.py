"""What a font of a PDF draws for a letter: its outline, as a small picture that can be compared with others."""

from __future__ import annotations

from ctypes import POINTER, byref, c_double, c_float, c_ubyte, cast
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw as lib

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GRID = 16
"""So many rows and columns has the picture of a letter."""
_PIXELS = 3
"""So many pixels are drawn for each of them, across and down."""
_KEPT = 20_000
"""So many glyphs are kept."""
_STEPS = 4
"""Into so many straight lines a curve is parted."""

_Point = tuple[float, float]


class Glyph(NamedTuple):
    """A letter as it is drawn: a bit for each place of its box, and where that box lies, as shares of the font's size.

    The box is as wide and as high as the ink: a letter in bold or a wide one has much the same picture.
    """

    picture: int
    low: float
    high: float
    width: float
    contours: int


Signature = tuple[float, ...]
"""What tells an outline from others: every other of its points."""
_drawn: dict[Signature, Glyph | None] = {}
"""The glyphs that this process has seen: documents of one office have the same types."""


def drawn(font: lib.FPDF_FONT, sign: str) -> tuple[Signature, Glyph | None]:
    """Give what a font draws for a letter; no glyph where it has none, or draws nothing or no outlines for it."""
    path = lib.FPDFFont_GetGlyphPath(font, ord(sign), 1.0)
    count = lib.FPDFGlyphPath_CountGlyphSegments(path) if path else 0
    if count <= 0:
        return (), None
    # Every other point: the stem of an 'h' is longer than that of an 'n' at two that follow each other.
    signature = (count, *(value for at in range(0, count, 2) for value in _point(path, at)))
    if signature not in _drawn:
        if len(_drawn) >= _KEPT:
            _drawn.clear()
        _drawn[signature] = _glyph(path)
    return signature, _drawn[signature]


def _glyph(path: lib.FPDF_GLYPHPATH) -> Glyph | None:
    contours = list(_contours(path))
    points = [point for contour in contours for point in contour]
    if not points:
        return None
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    if right <= left or high <= low:
        return None
    across, up = _GRID / (right - left), _GRID / (high - low)
    scaled = [[((x - left) * across, (y - low) * up) for x, y in contour] for contour in contours]
    return Glyph(_picture(scaled), low, high, right - left, len(contours))


def _point(path: lib.FPDF_GLYPHPATH, number: int) -> _Point:
    x, y = c_float(), c_float()
    lib.FPDFPathSegment_GetPoint(lib.FPDFGlyphPath_GetGlyphPathSegment(path, number), byref(x), byref(y))
    return x.value, y.value


def _contours(path: lib.FPDF_GLYPHPATH) -> Iterator[list[_Point]]:
    """Give the closed lines of an outline, curves as several straight ones."""
    contour: list[_Point] = []
    curve: list[_Point] = []
    x, y = c_float(), c_float()
    for number in range(lib.FPDFGlyphPath_CountGlyphSegments(path)):
        segment = lib.FPDFGlyphPath_GetGlyphPathSegment(path, number)
        lib.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point = (x.value, y.value)
        kind = lib.FPDFPathSegment_GetType(segment)
        if kind == lib.FPDF_SEGMENT_MOVETO:
            if contour:
                yield contour
            contour = [point]
        elif kind == lib.FPDF_SEGMENT_BEZIERTO and contour:
            curve.append(point)
            if len(curve) == 3:
                contour += _straight(contour[-1], *curve)
                curve = []
        else:
            contour.append(point)
    if contour:
        yield contour


def _straight(start: _Point, one: _Point, other: _Point, end: _Point) -> Iterator[_Point]:
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        yield (
            a * start[0] + b * one[0] + c * other[0] + d * end[0],
            a * start[1] + b * one[1] + c * other[1] + d * end[1],
        )


def _picture(contours: Sequence[Sequence[_Point]]) -> int:
    """Give the places of a grid whose middle lies within an outline: where the lines around it do not balance."""
    crossings: list[list[tuple[float, int]]] = [[] for _ in range(_GRID)]
    for contour in contours:
        for (x, y), (to_x, to_y) in pairwise((*contour, contour[0])):
            if y == to_y:
                continue
            turn = 1 if to_y > y else -1
            low, high = (y, to_y) if turn > 0 else (to_y, y)
            for row in range(max(ceil(low - 0.5), 0), min(ceil(high - 0.5), _GRID)):
                crossings[row].append((x + (row + 0.5 - y) * (to_x - x) / (to_y - y), turn))
    picture = 0
    for row, crossed in enumerate(crossings):
        crossed.sort()
        around = 0
        for (begin, turn), (end, _) in pairwise(crossed):
            around += turn
            if around:
                first, last = max(ceil(begin - 0.5), 0), min(ceil(end - 0.5), _GRID)
                if last > first:
                    picture |= ((1 << (last - first)) - 1) << (row * _GRID + first)
    return picture


def printed(page: lib.FPDF_PAGE, text: lib.FPDF_TEXTPAGE, at: int) -> int | None:
    """Give the picture of a character as the page shows it, where nothing turns the page."""
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    lib.FPDFText_GetCharBox(text, at, byref(left), byref(right), byref(bottom), byref(top))
    frame = lib.FS_RECTF()
    lib.FPDF_GetPageBoundingBox(page, byref(frame))
    width, height = right.value - left.value, top.value - bottom.value
    if width <= 0 or height <= 0 or lib.FPDFPage_GetRotation(page):
        return None
    side = _GRID * _PIXELS
    across, down = side / width, side / height
    moved = lib.FS_MATRIX(across, 0, 0, down, (frame.left - left.value) * across, (top.value - frame.top) * down)
    bitmap = lib.FPDFBitmap_CreateEx(side, side, lib.FPDFBitmap_Gray, None, 0)
    try:
        lib.FPDFBitmap_FillRect(bitmap, 0, 0, side, side, 0xFFFFFFFF)
        clip = lib.FS_RECTF(0, 0, side, side)
        lib.FPDF_RenderPageBitmapWithMatrix(bitmap, page, byref(moved), byref(clip), lib.FPDF_GRAYSCALE)
        stride = lib.FPDFBitmap_GetStride(bitmap)
        shades = bytes(cast(lib.FPDFBitmap_GetBuffer(bitmap), POINTER(c_ubyte * (stride * side))).contents)
    finally:
        lib.FPDFBitmap_Destroy(bitmap)
    middle = _PIXELS // 2
    places = [
        shades[(side - 1 - row * _PIXELS - middle) * stride + column * _PIXELS + middle]
        for row in range(_GRID)
        for column in range(_GRID)
    ]
    between = (min(places) + max(places)) / 2
    return sum(1 << at for at, shade in enumerate(places) if shade < between)
