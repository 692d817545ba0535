"""A picture on paper: SVG as graphviz and the legend write it, as a PDF of one sheet of A4, lines and letters kept."""

from __future__ import annotations

import ctypes
import io
import re
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2 as pdfium
from lxml import etree
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

_SHORT, _LONG, _EDGE = 595.28, 841.89, 28.0
"""A4 and its margin, in points."""
_ROUND = 0.5523
"""How far the handles of a quarter of a circle lie, of its radius."""
_STEP = re.compile(r"([A-Za-z])|(-?\d+(?:\.\d+)?)")
_MOVE = re.compile(r"translate\((-?[\d.]+)[ ,](-?[\d.]+)\)")
_INHERITED = ("fill", "stroke", "stroke-width")
_TAKES = {"M": 2, "L": 2, "C": 6, "H": 1, "Z": 0}

_TIME, _NUMBER = re.compile(rb"/CreationDate\(D:[^)]*\)"), b"/ID"

Point = tuple[float, float]


class _Sheet(NamedTuple):
    """Where a picture lies on its page."""

    document: Any
    page: Any
    fonts: Mapping[bool, Any]
    """Bold and plain."""
    scale: float
    left: float
    top: float

    def at(self, point: Point) -> Point:
        return self.left + self.scale * point[0], self.top - self.scale * point[1]


def pdf(svg: str) -> bytes:
    """Lay a picture out on a sheet, as large as it fits and no larger than it is drawn."""
    from font_lato import Lato, LatoBold  # noqa: PLC0415 - only who asks for paper loads it

    root = etree.fromstring(svg.encode())
    _, _, width, height = map(float, root.get("viewBox", "0 0 1 1").split())
    wide, high = (_LONG, _SHORT) if width > height else (_SHORT, _LONG)
    scale = min(1.0, (wide - 2 * _EDGE) / width, (high - 2 * _EDGE) / height)
    document = pdfium.PdfDocument.new()
    page = document.new_page(wide, high)
    fonts = {bold: _font(document, path) for bold, path in ((False, Lato), (True, LatoBold))}
    sheet = _Sheet(document, page, fonts, scale, _EDGE, high - _EDGE)
    _draw(sheet, root, {"fill": "#000000", "stroke": "none", "stroke-width": "1"}, (0.0, 0.0))
    raw.FPDFPage_GenerateContent(page)
    for font in fonts.values():
        raw.FPDFFont_Close(font)
    stream = io.BytesIO()
    document.save(stream)
    document.close()
    return _same(stream.getvalue())


def _same(data: bytes) -> bytes:
    """Take out what the library draws anew each time, a day and a number: one picture is always the same bytes."""
    data = _TIME.sub(lambda found: b" " * len(found[0]), data)
    before, _, after = data.rpartition(_NUMBER)
    end = after.index(b"]")
    number = sha256(before + after[end:]).hexdigest()[:32].encode()
    return before + _NUMBER + b"[<%s><%s>" % (number, number) + after[end:]


def _font(document: Any, path: str) -> Any:
    data = Path(path).read_bytes()
    buffer = (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
    return raw.FPDFText_LoadFont(document, buffer, len(data), raw.FPDF_FONT_TRUETYPE, 1)


def _draw(sheet: _Sheet, element: Any, given: Mapping[str, str], moved: Point) -> None:
    """Draw an element and those below it."""
    style = {name: element.get(name, given[name]) for name in _INHERITED}
    if found := _MOVE.search(element.get("transform", "")):
        moved = (moved[0] + float(found[1]), moved[1] + float(found[2]))
    name = etree.QName(element).localname
    if name == "text":
        _write(sheet, element, style["fill"], moved)
    elif name in _OUTLINES:
        _stroke(sheet, list(_OUTLINES[name](element)), style, element.get("stroke-dasharray", ""), moved)
    for below in element:
        if isinstance(below.tag, str):
            _draw(sheet, below, style, moved)


def _path(element: Any) -> Iterator[tuple[str, list[float]]]:
    """Read the steps of a path, all as absolute ones; a step without its letter is another of the same kind."""
    here: Point = (0.0, 0.0)
    letter, numbers = "", list[float]()
    for mark, number in _STEP.findall(element.get("d", "")):
        if mark:
            letter, numbers = mark, []
        else:
            numbers.append(float(number))
        if len(numbers) < _TAKES[letter.upper()]:
            continue
        if letter == "H":
            numbers.append(here[1])
        elif letter.islower():
            numbers = [value + here[at % 2] for at, value in enumerate(numbers)]
        kind = "L" if letter in "Hh" else letter.upper()
        yield kind, numbers
        here = (numbers[-2], numbers[-1]) if numbers else here
        letter, numbers = ("L" if letter == "M" else letter), []


def _points(element: Any) -> Iterator[tuple[str, list[float]]]:
    numbers = [float(one) for one in re.split(r"[ ,]+", element.get("points", "").strip())]
    for at in range(0, len(numbers) - 1, 2):
        yield "L" if at else "M", numbers[at : at + 2]
    if etree.QName(element).localname == "polygon":
        yield "Z", []


def _oval(element: Any) -> Iterator[tuple[str, list[float]]]:
    x, y = float(element.get("cx")), float(element.get("cy"))
    wide, high = (float(element.get(name, element.get("r", "0"))) for name in ("rx", "ry"))
    yield from _rounded(x - wide, y - high, (2 * wide, 2 * high), (wide, high))


def _box(element: Any) -> Iterator[tuple[str, list[float]]]:
    x, y, wide, high, round_ = (float(element.get(name, "0")) for name in ("x", "y", "width", "height", "rx"))
    yield from _rounded(x, y, (wide, high), (round_, round_))


def _rounded(x: float, y: float, size: Point, corner: Point) -> Iterator[tuple[str, list[float]]]:
    """Draw a rectangle whose corners are quarters of an ellipse."""
    (wide, high), (a, b) = size, corner
    c, d = a * (1 - _ROUND), b * (1 - _ROUND)
    right, low = x + wide, y + high
    yield "M", [x + a, y]
    yield "L", [right - a, y]
    yield "C", [right - c, y, right, y + d, right, y + b]
    yield "L", [right, low - b]
    yield "C", [right, low - d, right - c, low, right - a, low]
    yield "L", [x + a, low]
    yield "C", [x + c, low, x, low - d, x, low - b]
    yield "L", [x, y + b]
    yield "C", [x, y + d, x + c, y, x + a, y]
    yield "Z", []


_OUTLINES = {
    "path": _path, "polygon": _points, "polyline": _points, "ellipse": _oval, "circle": _oval, "rect": _box,
}  # fmt: skip


def _stroke(
    sheet: _Sheet, steps: list[tuple[str, list[float]]], style: Mapping[str, str], dashes: str, moved: Point
) -> None:
    if not steps:
        return

    def placed(numbers: list[float]) -> list[float]:
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        return [value for x, y in pairs for value in sheet.at((x + moved[0], y + moved[1]))]

    line = raw.FPDFPageObj_CreateNewPath(*placed(steps[0][1]))
    for kind, numbers in steps[1:]:
        match kind:
            case "M":
                raw.FPDFPath_MoveTo(line, *placed(numbers))
            case "L":
                raw.FPDFPath_LineTo(line, *placed(numbers))
            case "C":
                raw.FPDFPath_BezierTo(line, *placed(numbers))
            case _:
                raw.FPDFPath_Close(line)
    filled, drawn = style["fill"] != "none", style["stroke"] != "none"
    if filled:
        raw.FPDFPageObj_SetFillColor(line, *_colour(style["fill"]), 255)
    if drawn:
        raw.FPDFPageObj_SetStrokeColor(line, *_colour(style["stroke"]), 255)
        raw.FPDFPageObj_SetStrokeWidth(line, sheet.scale * float(style["stroke-width"]))
        if dashes:
            lengths = [sheet.scale * float(one) for one in dashes.split(",")]
            raw.FPDFPageObj_SetDashArray(line, (ctypes.c_float * len(lengths))(*lengths), len(lengths), 0)
    raw.FPDFPath_SetDrawMode(line, raw.FPDF_FILLMODE_WINDING if filled else raw.FPDF_FILLMODE_NONE, drawn)
    raw.FPDFPage_InsertObject(sheet.page, line)


def _write(sheet: _Sheet, element: Any, fill: str, moved: Point) -> None:
    text = "".join(element.itertext())
    if not text.strip():
        return
    size = sheet.scale * float(element.get("font-size", "15"))
    letters = raw.FPDFPageObj_CreateTextObj(sheet.document, sheet.fonts[element.get("font-weight") == "bold"], size)
    data = text.encode("utf-16-le") + b"\0\0"
    raw.FPDFText_SetText(letters, ctypes.cast(ctypes.create_string_buffer(data), ctypes.POINTER(ctypes.c_ushort)))
    raw.FPDFPageObj_SetFillColor(letters, *_colour(fill), 255)
    x, y = sheet.at((float(element.get("x")) + moved[0], float(element.get("y")) + moved[1]))
    if element.get("text-anchor") == "middle":
        left, low, right, high = (ctypes.c_float() for _ in range(4))
        raw.FPDFPageObj_GetBounds(letters, left, low, right, high)
        x -= (left.value + right.value) / 2
    raw.FPDFPageObj_Transform(letters, 1, 0, 0, 1, x, y)
    raw.FPDFPage_InsertObject(sheet.page, letters)


def _colour(written: str) -> tuple[int, int, int]:
    """Read a colour.

    >>> _colour("#0b4f8a")
    (11, 79, 138)
    """
    digits = written.removeprefix("#")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
