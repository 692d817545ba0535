"""Pages that pdfium reads from top to bottom: what stands on its side is taken off, or a level line put there."""

from __future__ import annotations

from ctypes import POINTER, addressof, c_ushort, cast, create_string_buffer
from typing import TYPE_CHECKING

from pypdfium2 import raw as lib

from kg.files import pdf_text

if TYPE_CHECKING:
    from kg.files.pdf_text import Text

_LEAST_LINES, _OF_A_LETTER = 5, 0.6
"""Of so many lines so large a share are a letter or two where a page was read from top to bottom."""
_DASH_LEFT, _DASH_RIGHT, _DASH_LOW, _DASH_HIGH = 0.044, 0.289, 0.232, 0.322
"""The edges of a hyphen of Helvetica in shares of its size."""
_OF_A_TABLE = 15
"""What is no longer than this, in characters, may head a column of a table."""


def taken_off(page: lib.FPDF_PAGE, text: Text) -> tuple[str, ...]:
    """Take off a page what stands on its side, and give its words; the page's text is to be loaded anew then.

    One such line, as signing services print it, is enough for pdfium to read a page as if it ran from top to bottom,
    with a line for each letter.
    """
    ends = (at for begin, end in pdf_text.lines(text.text) for at in (begin, end - 1))
    if not any(map(text.on_its_side, ends)):
        return ()
    sides = frozenset(
        text.index(at) for at, sign in enumerate(text.text) if not sign.isspace() and text.on_its_side(at)
    )
    words = tuple(stretch for stretch in text.words(sides) if len(stretch) > _OF_A_TABLE)
    drawn = {addressof(one.contents) for at in sides if (one := lib.FPDFText_GetTextObject(text.raw, at))}
    taken = [one for one in _objects(page) if _is_of(one, drawn)] if words else []
    if not taken:
        return ()
    text.close()
    for one in taken:
        lib.FPDFPage_RemoveObject(page, one)
        lib.FPDFPageObj_Destroy(one)
    return words


def _objects(page: lib.FPDF_PAGE) -> list[lib.FPDF_PAGEOBJECT]:
    return [lib.FPDFPage_GetObject(page, number) for number in range(lib.FPDFPage_CountObjects(page))]


def _is_of(one: lib.FPDF_PAGEOBJECT, drawn: set[int]) -> bool:
    """Whether an object is one of these texts, or draws no other text than these."""
    if lib.FPDFPageObj_GetType(one) != lib.FPDF_PAGEOBJ_FORM:
        return addressof(one.contents) in drawn
    inner = [lib.FPDFFormObj_GetObject(one, number) for number in range(lib.FPDFFormObj_CountObjects(one))]
    texts = [part for part in inner if lib.FPDFPageObj_GetType(part) == lib.FPDF_PAGEOBJ_TEXT]
    return bool(texts) and all(addressof(part.contents) in drawn for part in texts)


def made_level(document: lib.FPDF_DOCUMENT, page: lib.FPDF_PAGE, text: Text) -> int:
    """Put a line as wide as a page at its foot where pdfium read it from top to bottom; its text is to be loaded anew.

    pdfium takes a page with few short lines, drawn letter by letter, for one that is written so: it looks at how much
    of the page's width and height has text.

    Returns:
        The address of what draws the line, whose text is to be hidden; 0 where there is none.
    """
    lines = list(pdf_text.lines(text.text))
    short = sum(end - begin <= 2 for begin, end in lines)
    if len(lines) < _LEAST_LINES or short < _OF_A_LETTER * len(lines) or text.turned:
        return 0
    left, right, bottom, _ = text.page_box(page)
    wide, high = (right - left) / (_DASH_RIGHT - _DASH_LEFT), 2 / (_DASH_HIGH - _DASH_LOW)
    line = lib.FPDFPageObj_NewTextObj(document, b"Helvetica", 1.0)
    lib.FPDFText_SetText(line, cast(create_string_buffer("-\0".encode("utf-16-le")), POINTER(c_ushort)))
    place = lib.FS_MATRIX(wide, 0, 0, high, left - _DASH_LEFT * wide, bottom - _DASH_LOW * high)
    lib.FPDFPageObj_SetMatrix(line, place)
    lib.FPDFPage_InsertObject(page, line)
    text.close()
    return addressof(line.contents)
