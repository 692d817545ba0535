"""Text of a PDF that nobody sees on the page: invisible, white, covered, cut off, on a hidden layer, tiny, outside."""

from __future__ import annotations

import re
import zlib
from bisect import bisect
from ctypes import POINTER, addressof, c_double, c_float, c_int, c_ubyte, c_uint, cast
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw as lib

from kg.files import pdf_clip, pdf_watermark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.files.pdf_clip import Box

_LIGHT = 170
"""A colour whose darkest part is lighter than this, of 255, may not be seen on paper."""
_CLEAR = 40
"""What is less opaque than this, of 255, may not be seen."""
_CONTRAST = 24
"""Ink and paper that differ by less than this, of 255, cannot be told apart."""
_ALIKE = 48
"""Colours that differ by less than this, of 255, may hide text on a filled field."""
_THICK = 4.0
"""Lines are thinner than this, in points; what is thicker can cover text."""
_THROUGH, _NEARLY = (0.27, 0.6), (0.1, 0.9)
"""A line that strikes letters out goes through them between these shares of the height that their font has; what it
does to the ink of a run is only nearly that."""
_SCALE = 2
"""Pixels a point: enough for the contrast of a thin letter."""
_EDGE = 0.15
"""So much of a character's height, at its top and its foot, has no ink of most letters: what covers text ends there."""
_TINY = 0.0018
"""Letters lower than this share of the page's height (a point and a half on A4) are not read by anybody."""
_MOST = 0.5
"""A picture that covers so much of the page is a scan: text over or under it was recognised, and is the page's."""
_DEEPEST = 8
"""So deep forms of a page are looked into that stand within each other."""
_BEYOND = 2.0
"""Points that letters may reach beyond the edge of the page."""
_OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm\b[^>]*>>\s*stream\r?\n")
_INVISIBLE = {lib.FPDF_TEXTRENDERMODE_INVISIBLE, lib.FPDF_TEXTRENDERMODE_CLIP}
_OUTLINED = {lib.FPDF_TEXTRENDERMODE_STROKE, lib.FPDF_TEXTRENDERMODE_STROKE_CLIP}
_COVERING = {
    lib.FPDF_ANNOT_SQUARE,
    lib.FPDF_ANNOT_INK,
    lib.FPDF_ANNOT_POLYGON,
    lib.FPDF_ANNOT_STAMP,
    lib.FPDF_ANNOT_REDACT,
}
_LAST = 1 << 30


class _Text(NamedTuple):
    """A text object: its handle, its order on the page, whether it is invisible, its colour, what puts it there."""

    handle: lib.FPDF_PAGEOBJECT
    order: int
    invisible: bool
    colour: tuple[int, int, int, int]
    matrix: lib.FS_MATRIX | None
    clear: bool = False
    """Whether it is part of a form that lets through what lies under it."""
    clip: pdf_clip.Clip | None = None

    @property
    def key(self) -> int:
        """What tells it from others: the address of its handle."""
        return _address(self.handle)

    @property
    def box(self) -> Box:
        """Its edges on the page: asked for only where something may hide it."""
        return _box(self.handle, self.matrix)


class _Field(NamedTuple):
    """A filled path or a picture: its order on the page, its colour (none of a picture), its box."""

    order: int
    colour: tuple[int, int, int, int] | None
    box: Box


def has_layers(data: bytes) -> bool:
    """Say whether a PDF has layers that can be hidden; one that is encrypted may have."""
    return b"/Encrypt" in data or has_key(data, b"/OCProperties")


def has_key(data: bytes, key: bytes) -> bool:
    """Say whether a name stands in an object of a PDF, be the objects packed or not."""
    if key in data:
        return True
    return any(
        key in zlib.decompressobj().decompress(data[match.end() :], 1_000_000)
        for match in _OBJECT_STREAM.finditer(data)
    )


class Looked(NamedTuple):
    """What a look at the page shows: the characters, by pdfium's numbers, that nobody sees, and its watermarks.

    Those that are struck out are seen, and no longer said.
    """

    unseen: frozenset[int]
    marks: list[pdf_watermark.Mark]
    struck: frozenset[int]


def look(page: lib.FPDF_PAGE, text: lib.FPDF_TEXTPAGE, *, layers: bool) -> Looked:
    """Find the characters that nobody sees who looks at a page, and what lies over it as a watermark."""
    frame = _frame(page)
    runs = _runs(text)
    strayed = any(_strays(text, run, frame) for run in runs)
    texts, fields, rules = _objects(page)
    rules += _crossed_by_notes(page)
    fields += _notes_over(page)
    struck = _struck(text, [rule for rule in rules if any(_strikes(rule, run, _NEARLY) for run in runs)])
    scans = [field for field in fields if field.colour is None and _share(field.box, frame) >= _MOST]
    shown = [one for one in texts if not one.invisible]
    hidden = {
        one.key for one in texts if one.invisible and shown and not any(_holds(scan.box, one.box) for scan in scans)
    }
    risky = [field for field in fields if field not in scans and any(_meets(field.box, run) for run in runs)]
    doubtful = {one.key for one in (shown if layers else [*filter(_is_faint, shown), *_under(shown, risky)])}
    cut = {one.key: one.clip for one in shown if one.clip and one.clip.cuts(one.box)}
    doubtful |= {key for key, clip in cut.items() if not clip.level}
    marks = pdf_watermark.marks(shown, runs, text)
    if not (hidden or doubtful or strayed or cut):
        return Looked(frozenset(), marks, struck)
    picture = _Picture(page, frame) if doubtful else None
    tiny = _TINY * (frame[3] - frame[1])
    found = set()
    for at in range(lib.FPDFText_CountChars(text)):
        box = _loose(text, at)
        key = _address(lib.FPDFText_GetTextObject(text, at))
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        outside = not (frame[0] <= middle[0] <= frame[2] and frame[1] <= middle[1] <= frame[3])
        small = box[3] - box[1] < tiny and box[2] - box[0] < tiny
        if (
            (strayed and key and (outside or small))
            or key in hidden
            or (key in cut and cut[key].leaves_out(*middle))
            or (key in doubtful and picture is not None and picture.is_even(box))
        ):
            found.add(at)
    return Looked(frozenset(found), marks, struck)


def _notes_over(page: lib.FPDF_PAGE) -> Iterator[_Field]:
    """Give the notes laid over the page that can cover text: drawn last of all."""
    box = lib.FS_RECTF()
    for number in range(lib.FPDFPage_GetAnnotCount(page)):
        note = lib.FPDFPage_GetAnnot(page, number)
        if lib.FPDFAnnot_GetSubtype(note) in _COVERING and lib.FPDFAnnot_GetRect(note, box):
            yield _Field(_LAST, (0, 0, 0, 255), (box.left, box.bottom, box.right, box.top))
        lib.FPDFPage_CloseAnnot(note)


def _crossed_by_notes(page: lib.FPDF_PAGE) -> Iterator[Box]:
    """Give the lines that notes laid over the page strike text out with."""
    points = lib.FS_QUADPOINTSF()
    for number in range(lib.FPDFPage_GetAnnotCount(page)):
        note = lib.FPDFPage_GetAnnot(page, number)
        if lib.FPDFAnnot_GetSubtype(note) == lib.FPDF_ANNOT_STRIKEOUT:
            for k in range(lib.FPDFAnnot_CountAttachmentPoints(note)):
                lib.FPDFAnnot_GetAttachmentPoints(note, k, points)
                across = points.x1, points.x2, points.x3, points.x4
                middle = (points.y1 + points.y2 + points.y3 + points.y4) / 4
                yield min(across), middle, max(across), middle
        lib.FPDFPage_CloseAnnot(note)


def _struck(text: lib.FPDF_TEXTPAGE, rules: list[Box]) -> frozenset[int]:
    """Give the characters that a thin line goes through."""
    places = range(lib.FPDFText_CountChars(text)) if rules else range(0)
    return frozenset(at for at in places if any(_strikes(rule, _loose(text, at), _THROUGH) for rule in rules))


def _strikes(rule: Box, box: Box, through: tuple[float, float]) -> bool:
    """Whether a line goes through the middle of letters: one under them, or between two rows, does not."""
    height = box[3] - box[1]
    if height <= 0 or min(rule[2], box[2]) - max(rule[0], box[0]) <= 0:
        return False
    middle = (box[0] + box[2]) / 2
    covers = through is _NEARLY or rule[0] - 1 <= middle <= rule[2] + 1
    return covers and through[0] <= ((rule[1] + rule[3]) / 2 - box[1]) / height <= through[1]


def of_objects(text: lib.FPDF_TEXTPAGE, keys: frozenset[int]) -> frozenset[int]:
    """Give the characters of some text objects."""
    places = range(lib.FPDFText_CountChars(text)) if keys else range(0)
    return frozenset(at for at in places if _address(lib.FPDFText_GetTextObject(text, at)) in keys)


def _address(handle: object) -> int:
    return addressof(handle.contents) if handle else 0  # type: ignore[attr-defined]


def _frame(page: lib.FPDF_PAGE) -> Box:
    box = lib.FS_RECTF()
    lib.FPDF_GetPageBoundingBox(page, box)
    return box.left, box.bottom, box.right, box.top


def _loose(text: lib.FPDF_TEXTPAGE, at: int) -> Box:
    box = lib.FS_RECTF()
    lib.FPDFText_GetLooseCharBox(text, at, box)
    return box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)


def _runs(text: lib.FPDF_TEXTPAGE) -> list[Box]:
    """Give the edges of the ink of each run of text."""
    left, top, right, bottom = c_double(), c_double(), c_double(), c_double()
    found = []
    for number in range(lib.FPDFText_CountRects(text, 0, -1)):
        lib.FPDFText_GetRect(text, number, left, top, right, bottom)
        found.append((left.value, bottom.value, right.value, top.value))
    return found


def _strays(text: lib.FPDF_TEXTPAGE, run: Box, frame: Box) -> bool:
    """Whether some letters of a run reach beyond the page, or are very small."""
    left, low, right, high = run
    if high - low < _TINY * (frame[3] - frame[1]) / 1.6:
        # A space has no ink, so that a run of nothing else is as low as the smallest type.
        at = lib.FPDFText_GetCharIndexAtPos(text, (left + right) / 2, (low + high) / 2, 1, 1)
        return at < 0 or not chr(lib.FPDFText_GetUnicode(text, at)).isspace()
    return (
        left < frame[0] - _BEYOND or right > frame[2] + _BEYOND or low < frame[1] - _BEYOND or high > frame[3] + _BEYOND
    )


def _objects(page: lib.FPDF_PAGE) -> tuple[list[_Text], list[_Field], list[Box]]:
    """Give the texts, the fields that can hide text, in the order in which they are drawn, and the level lines."""
    texts: list[_Text] = []
    fields: list[_Field] = []
    rules: list[Box] = []
    red, green, blue, opaque = c_uint(), c_uint(), c_uint(), c_uint()
    mode, stroke, width = c_int(), c_int(), c_float()
    for order, (one, kind, form) in enumerate(_drawn(page)):
        matrix = form.matrix
        if kind == lib.FPDF_PAGEOBJ_TEXT:
            how = lib.FPDFTextObj_GetTextRenderMode(one)
            ink = lib.FPDFPageObj_GetStrokeColor if how in _OUTLINED else lib.FPDFPageObj_GetFillColor
            ink(one, red, green, blue, opaque)
            shade = red.value, green.value, blue.value, opaque.value
            invisible = how in _INVISIBLE
            clip = pdf_clip.clip(one, matrix, form.clip)
            texts.append(_Text(one, order, invisible, shade, matrix, form.clear, clip))
        elif kind in {lib.FPDF_PAGEOBJ_PATH, lib.FPDF_PAGEOBJ_IMAGE, lib.FPDF_PAGEOBJ_SHADING}:
            box = _box(one, matrix)
            if box[3] - box[1] < _THICK < box[2] - box[0]:
                rules.append(box)
            if kind == lib.FPDF_PAGEOBJ_PATH and lib.FPDFPath_GetDrawMode(one, mode, stroke):
                lib.FPDFPageObj_GetStrokeWidth(one, width)
                if stroke.value and width.value > _THICK:
                    lib.FPDFPageObj_GetStrokeColor(one, red, green, blue, opaque)
                    shade = red.value, green.value, blue.value, opaque.value
                    fields.append(_Field(order, shade, _wider(box, width.value / 2)))
                    continue
            if min(box[2] - box[0], box[3] - box[1]) < _THICK:
                continue
            if kind != lib.FPDF_PAGEOBJ_PATH:
                fields.append(_Field(order, None, box))
            elif mode.value:
                lib.FPDFPageObj_GetFillColor(one, red, green, blue, opaque)
                fields.append(_Field(order, (red.value, green.value, blue.value, opaque.value), box))
    return texts, fields, rules


def _wider(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


class _Form(NamedTuple):
    """What holds for the objects of a form: its matrix, whether it lets through what is under it, what it is cut to."""

    matrix: lib.FS_MATRIX | None = None
    clear: bool = False
    clip: pdf_clip.Clip | None = None


def _drawn(page: lib.FPDF_PAGE) -> Iterator[tuple[lib.FPDF_PAGEOBJECT, int, _Form]]:
    """Give the objects of a page and of the forms on it, and their type, in the order in which they are drawn."""
    for number in range(lib.FPDFPage_CountObjects(page)):
        yield from _parts(lib.FPDFPage_GetObject(page, number), _Form(), _DEEPEST)


def _parts(one: lib.FPDF_PAGEOBJECT, form: _Form, deep: int) -> Iterator[tuple[lib.FPDF_PAGEOBJECT, int, _Form]]:
    """Give an object of a form, or what is in it where it is a form itself."""
    kind = lib.FPDFPageObj_GetType(one)
    if kind != lib.FPDF_PAGEOBJ_FORM or not deep:
        yield one, kind, form
        return
    matrix = lib.FS_MATRIX()
    lib.FPDFPageObj_GetMatrix(one, matrix)
    clip = pdf_clip.clip(one, form.matrix, form.clip)
    clear = form.clear or bool(lib.FPDFPageObj_HasTransparency(one))
    inner = _Form(pdf_clip.both(matrix, form.matrix), clear, clip)
    for within in range(lib.FPDFFormObj_CountObjects(one)):
        yield from _parts(lib.FPDFFormObj_GetObject(one, within), inner, deep - 1)


def _box(one: lib.FPDF_PAGEOBJECT, matrix: lib.FS_MATRIX | None) -> Box:
    edges = c_float(), c_float(), c_float(), c_float()
    lib.FPDFPageObj_GetBounds(one, *edges)
    return pdf_clip.mapped((edges[0].value, edges[1].value, edges[2].value, edges[3].value), matrix)


def _is_faint(text: _Text) -> bool:
    """Whether a text is too light or clear to be sure of."""
    red, green, blue, opaque = text.colour
    return text.clear or opaque < _CLEAR or (red >= _LIGHT and green >= _LIGHT and blue >= _LIGHT)


def _under(texts: list[_Text], fields: list[_Field]) -> Iterator[_Text]:
    """Give the texts that a later field lies over, or a picture or a field of their own colour under."""
    orders = [field.order for field in fields]
    alike: dict[tuple[int, int, int, int], list[_Field]] = {}
    for text in texts:
        if text.colour not in alike:
            alike[text.colour] = [field for field in fields if _may_hide(field.colour, text.colour)]
        over = fields[bisect(orders, text.order) :] + alike[text.colour]
        if over:
            box = text.box
            if any(_meets(field.box, box) for field in over):
                yield text


def _may_hide(one: tuple[int, int, int, int] | None, other: tuple[int, int, int, int]) -> bool:
    """Whether text of a colour may not stand out from a field: a picture may have any."""
    return one is None or all(abs(a - b) < _ALIKE for a, b in zip(one[:3], other[:3], strict=True))


def _meets(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _holds(outer: Box, inner: Box) -> bool:
    across, up = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= across <= outer[2] and outer[1] <= up <= outer[3]


def _share(box: Box, frame: Box) -> float:
    across = min(box[2], frame[2]) - max(box[0], frame[0])
    up = min(box[3], frame[3]) - max(box[1], frame[1])
    return max(across, 0) * max(up, 0) / ((frame[2] - frame[0]) * (frame[3] - frame[1]) or 1)


class _Picture:
    """The page as it is shown, in shades of grey."""

    def __init__(self, page: lib.FPDF_PAGE, frame: Box) -> None:
        self._page, self._frame = page, frame
        self._width = max(round(lib.FPDF_GetPageWidthF(page) * _SCALE), 1)
        self._height = max(round(lib.FPDF_GetPageHeightF(page) * _SCALE), 1)
        bitmap = lib.FPDFBitmap_Create(self._width, self._height, 0)
        lib.FPDFBitmap_FillRect(bitmap, 0, 0, self._width, self._height, 0xFFFFFFFF)
        lib.FPDF_RenderPageBitmap(bitmap, page, 0, 0, self._width, self._height, 0, lib.FPDF_ANNOT)
        self._stride = lib.FPDFBitmap_GetStride(bitmap)
        size = self._stride * self._height
        self._pixels = bytes(cast(lib.FPDFBitmap_GetBuffer(bitmap), POINTER(c_ubyte * size)).contents)
        lib.FPDFBitmap_Destroy(bitmap)

    def is_even(self, box: Box) -> bool:
        """Whether a place of the page has nothing that stands out from its ground."""
        across, down = c_int(), c_int()
        corners = []
        edge = _EDGE * (box[3] - box[1])
        for x, y in ((box[0], box[1] + edge), (box[2], box[3] - edge)):
            lib.FPDF_PageToDevice(self._page, 0, 0, self._width, self._height, 0, x, y, across, down)
            corners.append((across.value, down.value))
        (one, low), (other, high) = corners
        left, right = max(min(one, other), 0), min(max(one, other) + 1, self._width)
        top, foot = max(min(low, high), 0), min(max(low, high) + 1, self._height)
        for part in range(3):
            shades = [
                shade
                for y in range(top, foot)
                for shade in self._pixels[self._stride * y + 4 * left + part : self._stride * y + 4 * right : 4]
            ]
            if shades and max(shades) - min(shades) >= _CONTRAST:
                return False
        return True
