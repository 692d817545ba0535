"""Forms in a PDF that were filled in and not flattened: what their fields hold, at the places where it is shown."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw as lib

if TYPE_CHECKING:
    import pypdfium2

_CHECKED, _UNCHECKED = "☒", "☐"
_BOXES = {lib.FPDF_FORMFIELD_CHECKBOX, lib.FPDF_FORMFIELD_RADIOBUTTON}
_WORDS = {lib.FPDF_FORMFIELD_TEXTFIELD, lib.FPDF_FORMFIELD_COMBOBOX, lib.FPDF_FORMFIELD_LISTBOX}
_HIDDEN = lib.FPDF_ANNOT_FLAG_HIDDEN | lib.FPDF_ANNOT_FLAG_NOVIEW


class Box(NamedTuple):
    """What stands in one line of a field: its edges in points of the page, and the text."""

    left: float
    right: float
    bottom: float
    top: float
    text: str


def open_fields(document: pypdfium2.PdfDocument) -> None:
    """Let a document know the fields of its form, also those that only have a value; nothing where it has no form."""
    if document.get_formtype() != lib.FORMTYPE_NONE:
        document.init_forms()


def filled(document: pypdfium2.PdfDocument, number: int) -> list[Box]:
    """Give what the fields of a page hold: lines of text, boxes that are ticked or not.

    Comments, stamps and signatures stand on the page too, and are none of the minutes' words: they are left out.
    """
    if document.formenv is None:
        return []
    page = lib.FPDF_LoadPage(document.raw, number)
    lib.FORM_OnAfterLoadPage(page, document.formenv)
    boxes: list[Box] = []
    fields: list[Box] = []
    for at in reversed(range(lib.FPDFPage_GetAnnotCount(page))):
        annotation = lib.FPDFPage_GetAnnot(page, at)
        kind = lib.FPDFAnnot_GetFormFieldType(document.formenv, annotation)
        shown = not lib.FPDFAnnot_GetFlags(annotation) & _HIDDEN
        if kind in _BOXES and shown:
            checked = lib.FPDFAnnot_IsChecked(document.formenv, annotation)
            boxes.append(_edges(annotation)._replace(text=_CHECKED if checked else _UNCHECKED))
        elif kind in _WORDS and shown:
            # Viewers show stars in place of a password, whatever the file has drawn there.
            flags = lib.FPDFAnnot_GetFormFieldFlags(document.formenv, annotation)
            shown = kind != lib.FPDF_FORMFIELD_TEXTFIELD or not flags & lib.FPDF_FORMFLAG_TEXT_PASSWORD
            fields += [_edges(annotation)] if shown else []
        lib.FPDFPage_CloseAnnot(annotation)
        if kind not in _WORDS or not shown:
            lib.FPDFPage_RemoveAnnot(page, at)
    # Drawn into the page they are text like any other, set as the field's own appearance says.
    drawn = bool(fields) and lib.FPDFPage_Flatten(page, lib.FLAT_NORMALDISPLAY) == lib.FLATTEN_SUCCESS
    lib.FORM_OnBeforeClosePage(page, document.formenv)
    lib.FPDF_ClosePage(page)
    return [*boxes, *(_drawn(document, number, fields) if drawn else [])]


def _edges(annotation: lib.FPDF_ANNOTATION) -> Box:
    edges = lib.FS_RECTF()
    lib.FPDFAnnot_GetRect(annotation, ctypes.byref(edges))
    return Box(edges.left, edges.right, edges.bottom, edges.top, "")


def _drawn(document: pypdfium2.PdfDocument, number: int, fields: list[Box]) -> list[Box]:
    """Give the lines of text that stand within fields, now that they are drawn."""
    page = lib.FPDF_LoadPage(document.raw, number)
    text = lib.FPDFText_LoadPage(page)
    edges = lib.FS_RECTF()
    lines: list[list[Box]] = [[] for _ in fields]
    before = -1
    for at in range(lib.FPDFText_CountChars(text)):
        letter = chr(lib.FPDFText_GetUnicode(text, at))
        if letter.isspace():
            if before >= 0 and lines[before]:
                last = lines[before][-1]
                lines[before][-1] = last._replace(text=last.text.rstrip() + " ")
            continue
        lib.FPDFText_GetLooseCharBox(text, at, edges)
        box = Box(edges.left, edges.right, edges.bottom, edges.top, letter)
        before = next((k for k, field in enumerate(fields) if _holds(field, box)), -1)
        if before >= 0:
            _add(lines[before], box)
    lib.FPDFText_ClosePage(text)
    lib.FPDF_ClosePage(page)
    return [line._replace(text=line.text.strip()) for listed in lines for line in listed]


def _holds(field: Box, letter: Box) -> bool:
    across, up = (letter.left + letter.right) / 2, (letter.bottom + letter.top) / 2
    return field.left <= across <= field.right and field.bottom <= up <= field.top


def _add(lines: list[Box], letter: Box) -> None:
    """Put a letter behind the last line of a field, or on a line below."""
    if not lines or abs(lines[-1].bottom - letter.bottom) > (letter.top - letter.bottom) / 2:
        lines.append(letter)
        return
    last = lines[-1]
    lines[-1] = last._replace(right=max(last.right, letter.right), text=last.text + letter.text)
