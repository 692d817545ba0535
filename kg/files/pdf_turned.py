"""Text that stands on its side in the margin of a page: taken off it, as pdfium reads it as the end of a line."""

from __future__ import annotations

from ctypes import addressof
from typing import TYPE_CHECKING

from pypdfium2 import raw as lib

from kg.files import pdf_text

if TYPE_CHECKING:
    from kg.files.pdf_text import Text

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
