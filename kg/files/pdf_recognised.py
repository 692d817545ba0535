"""A page of a PDF that has no text, or none that can be read, as it is recognised: pieces with their place on it."""

from __future__ import annotations

from ctypes import POINTER, c_ubyte, cast
from itertools import groupby
from operator import attrgetter
from statistics import fmean, median
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw as lib

from kg.files import ocr, pdf_cells
from kg.files.pdf_rows import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_POINTS = 72 / ocr.DPI
"""How many points a pixel is."""
_LEAST_SURE = 0.6
"""A page whose words are less sure than this on average may lie on its side, or upside down."""
_DOUBTFUL = 0.3
"""What is less sure than this, and no word, is dirt or a drawing."""
_ASCENDER, _X_HEIGHT, _DESCENDER = 0.72, 0.52, 0.21
"""How far letters reach above and below their line, as shares of the type's size: much alike in all types of text."""
_TOP, _FOOT = 0.93, 0.22
"""How far the line itself does, as the boxes have it that pdfium gives for printed letters."""


class Recognised(NamedTuple):
    """What was recognised on a page, upright: its pieces, its width and height in points, how sure its words are."""

    pieces: list[Piece]
    width: float
    height: float
    sure: float


def recognise(page: lib.FPDF_PAGE, where: str) -> Recognised:
    """Recognise a page as it is shown; one on its side is turned.

    Args:
        page: The page by pdfium.
        where: Its document and number, where something is wrong.

    Raises:
        SourceError: It cannot be recognised.
    """
    found: list[tuple[float, int, ocr.Picture, list[ocr.Seen]]] = []
    for turned in range(4):
        picture = _picture(page, turned)
        words = [word for word in ocr.recognised(picture, where) if word.sure >= _DOUBTFUL or word.text.isalnum()]
        sure = fmean(word.sure for word in words) if words else 0.0
        found.append((sure, -turned, picture, words))
        if sure >= _LEAST_SURE or _is_blank(picture):
            break
    sure, _, picture, words = max(found, key=lambda one: one[:2])
    pieces = list(_pieces(words, picture.height))
    return Recognised(pieces, picture.width * _POINTS, picture.height * _POINTS, sure)


def _picture(page: lib.FPDF_PAGE, turned: int) -> ocr.Picture:
    """Draw a page in shades of grey, turned by so many quarters."""
    width = max(round(lib.FPDF_GetPageWidthF(page) / _POINTS), 1)
    height = max(round(lib.FPDF_GetPageHeightF(page) / _POINTS), 1)
    if turned % 2:
        width, height = height, width
    bitmap = lib.FPDFBitmap_CreateEx(width, height, lib.FPDFBitmap_Gray, None, 0)
    try:
        lib.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        lib.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, turned, lib.FPDF_ANNOT | lib.FPDF_GRAYSCALE)
        stride = lib.FPDFBitmap_GetStride(bitmap)
        drawn = bytes(cast(lib.FPDFBitmap_GetBuffer(bitmap), POINTER(c_ubyte * (stride * height))).contents)
    finally:
        lib.FPDFBitmap_Destroy(bitmap)
    lines = (drawn[at : at + width] for at in range(0, stride * height, stride))
    return ocr.Picture(width, height, drawn if stride == width else b"".join(lines))


def _is_blank(picture: ocr.Picture) -> bool:
    """Say whether nothing stands on a page: it is of one shade."""
    return len(set(picture.pixels)) == 1


def _pieces(words: Sequence[ocr.Seen], height: int) -> Iterator[Piece]:
    """Put words of one line together, and cut lines at wide gaps, as those of printed text are."""
    lines = [sorted(line, key=attrgetter("left")) for _, line in groupby(words, key=attrgetter("line"))]
    placed = [_line(line, height) for line in lines]
    for (high, line), cells in zip(placed, pdf_cells.cut([line for _, line in placed]), strict=True):
        for cell in cells:
            said = " ".join(word.text for word in cell.words)
            left, right = cell.words[0].left, max(word.right for word in cell.words)
            yield Piece(left, right, line.middle, high, said, near=cell.near)


def _line(words: Sequence[ocr.Seen], height: int) -> tuple[float, pdf_cells.Line]:
    """Give the height of a line in points, as its type has it, and its words with the gaps between them."""
    sizes = [(word.foot - word.top) / (_above(word.text) + _below(word.text)) for word in words]
    size = max(median(sizes), 1.0)
    base = median(word.foot - _below(word.text) * size for word in words)
    high = (_TOP + _FOOT) * size
    middle = base - (_TOP - _FOOT) / 2 * size
    placed: list[pdf_cells.Word] = []
    for word in words:
        gap = (word.left * _POINTS - placed[-1].right) / (high * _POINTS) if placed else 0.0
        placed.append(pdf_cells.Word(0, 0, word.left * _POINTS, word.right * _POINTS, gap, word.text))
    return high * _POINTS, pdf_cells.Line((height - middle) * _POINTS, placed)


def _above(word: str) -> float:
    """Give how far the ink of a word reaches above its line, as a share of the type's size."""
    return _ASCENDER if any(ch.isupper() or ch.isdigit() or ch in "bdfhkltiåäöéüß()§/|" for ch in word) else _X_HEIGHT


def _below(word: str) -> float:
    """Give how far it reaches below."""
    return _DESCENDER if any(ch in "gjpqyQ()§,;/|" for ch in word) else 0.0
