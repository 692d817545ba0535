"""What nobody sees on a page of a PDF is left out and told; what was recognised of a scan stays."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from pypdfium2 import raw as lib
from reportlab.lib.colors import black
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kg.files import pdf, source

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Source

SEEN, SECRET = "Nämnden beslutar att anta taxan.", "Hemligt beslut om Maj Ek"


def drawn(draw: Callable[[Canvas], None]) -> Source:
    """Read a page that one function draws."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return source.from_bytes(out.getvalue(), "a.pdf", pdf.read_pdf)


def write(canvas: Canvas, words: str, down: float, mode: int = 0, left: float = 70) -> None:
    text = canvas.beginText(left, 842 - down)
    text.setTextRenderMode(mode)
    text.textOut(words)
    canvas.drawText(text)


def picture(shade: int) -> ImageReader:
    return ImageReader(Image.new("L", (40, 56), shade))


def invisible(canvas: Canvas) -> None:
    write(canvas, SECRET, 120, mode=3)


def white(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    write(canvas, SECRET, 120)


def clear(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.02)
    write(canvas, SECRET, 120)


def covered(canvas: Canvas) -> None:
    write(canvas, SECRET, 120)
    canvas.rect(60, 842 - 125, 300, 16, stroke=0, fill=1)


def under_a_picture(canvas: Canvas) -> None:
    write(canvas, SECRET, 120)
    canvas.drawImage(picture(0), 60, 842 - 125, 300, 16)


def black_on_black(canvas: Canvas) -> None:
    canvas.rect(60, 842 - 125, 300, 16, stroke=0, fill=1)
    write(canvas, SECRET, 120)


def beyond(canvas: Canvas) -> None:
    write(canvas, SECRET, 900)


def cropped(canvas: Canvas) -> None:
    canvas.setCropBox((0, 500, 595, 842))
    write(canvas, SECRET, 420)


def tiny(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 0.5)
    write(canvas, SECRET, 120)


def under_a_thick_line(canvas: Canvas) -> None:
    write(canvas, SECRET, 120)
    canvas.setLineWidth(18)
    canvas.line(60, 842 - 117, 360, 842 - 117)


def in_a_form_that_is_clear(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    canvas.beginForm("clear")
    write(canvas, SECRET, 120)
    canvas.endForm()
    canvas.doForm("clear")


def cut(canvas: Canvas, left: float, bottom: float, width: float, height: float) -> None:
    path = canvas.beginPath()
    path.rect(left, bottom, width, height)
    canvas.clipPath(path, stroke=0, fill=0)


def cut_off(canvas: Canvas) -> None:
    cut(canvas, 60, 100, 300, 50)
    write(canvas, SECRET, 120)


def cut_off_by_two_together(canvas: Canvas) -> None:
    cut(canvas, 60, 100, 300, 700)
    cut(canvas, 60, 100, 300, 50)
    write(canvas, SECRET, 120)


def cut_to_nothing(canvas: Canvas) -> None:
    cut(canvas, 0, 0, 0, 0)
    write(canvas, SECRET, 120)


def cut_to_two_fields(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(60, 842 - 60, 300, 10)
    path.rect(60, 842 - 200, 300, 10)
    canvas.clipPath(path, stroke=0, fill=0)
    write(canvas, SECRET, 120)


def cut_off_in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("cut")
    cut(canvas, 0, 0, 50, 50)
    write(canvas, SECRET, 120)
    canvas.endForm()
    canvas.doForm("cut")


def beyond_its_form(canvas: Canvas) -> None:
    canvas.beginForm("small", 0, 0, 50, 50)
    write(canvas, SECRET, 120)
    canvas.endForm()
    canvas.doForm("small")


def in_a_form_that_is_cut_off(canvas: Canvas) -> None:
    canvas.beginForm("whole")
    write(canvas, SECRET, 20)
    canvas.endForm()
    cut(canvas, 60, 100, 300, 50)
    canvas.translate(0, -100)
    canvas.doForm("whole")


def cut_off_over_a_line(canvas: Canvas) -> None:
    canvas.line(60, 842 - 122, 400, 842 - 122)
    cut_off(canvas)


def in_a_form_within_a_form(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.beginForm("inner")
    write(canvas, SECRET, 120)
    canvas.endForm()
    canvas.beginForm("outer")
    canvas.doForm("inner")
    canvas.endForm()
    canvas.doForm("outer")


def invisible_in_a_form_within_a_form(canvas: Canvas) -> None:
    canvas.beginForm("inner")
    write(canvas, SECRET, 120, mode=3)
    canvas.endForm()
    canvas.beginForm("outer")
    canvas.doForm("inner")
    canvas.endForm()
    canvas.doForm("outer")


def under_a_form_within_a_form_that_is_moved(canvas: Canvas) -> None:
    write(canvas, SECRET, 120)
    canvas.beginForm("inner")
    canvas.rect(0, 0, 300, 16, stroke=0, fill=1)
    canvas.endForm()
    canvas.beginForm("outer")
    canvas.translate(40, 700)
    canvas.doForm("inner")
    canvas.endForm()
    canvas.translate(20, 17)
    canvas.doForm("outer")


def under_a_shade(canvas: Canvas) -> None:
    write(canvas, SECRET, 120)
    cut(canvas, 60, 842 - 125, 300, 16)
    canvas.linearGradient(60, 0, 360, 0, (black, black))


def outlined_in_white(canvas: Canvas) -> None:
    canvas.setStrokeGray(1)
    write(canvas, SECRET, 120, mode=1)


def on_a_black_picture(canvas: Canvas) -> None:
    canvas.drawImage(picture(0), 60, 842 - 125, 300, 16)
    write(canvas, SECRET, 120)


def of_one_point(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 1)
    write(canvas, SECRET, 120)


HIDDEN = (
    in_a_form_within_a_form,
    invisible_in_a_form_within_a_form,
    under_a_form_within_a_form_that_is_moved,
    under_a_shade,
    outlined_in_white,
    on_a_black_picture,
    of_one_point,
    cut_off,
    cut_off_by_two_together,
    cut_to_nothing,
    cut_to_two_fields,
    cut_off_in_a_form,
    beyond_its_form,
    in_a_form_that_is_cut_off,
    cut_off_over_a_line,
    under_a_thick_line,
    in_a_form_that_is_clear,
    invisible,
    white,
    clear,
    covered,
    under_a_picture,
    black_on_black,
    beyond,
    cropped,
    tiny,
)


@pytest.mark.parametrize("hide", HIDDEN, ids=[hide.__name__ for hide in HIDDEN])
def test_what_nobody_sees_is_left_out_and_told(hide: Callable[[Canvas], None]) -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, SEEN, 80)
        hide(canvas)

    read = drawn(page)
    assert read.text == f"{SEEN}\n"
    assert read.notes == ("page 1: 20 letters that nobody sees there (hidden, covered, cut off) were left out",)


def test_a_word_that_is_blacked_out_within_a_line_is_left_out_alone() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, "Bidrag till Maj Ek beviljas.", 80)
        before, name = canvas.stringWidth("Bidrag till "), canvas.stringWidth("Maj Ek")
        canvas.rect(70 + before - 1, 842 - 84, name + 2, 14, stroke=0, fill=1)

    text = drawn(page).text
    assert "Maj" not in text
    assert text.startswith("Bidrag till")
    assert "beviljas." in text


def test_letters_beyond_a_clip_are_left_out_alone() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, SEEN, 60)
        cut(canvas, 60, 842 - 90, 10 + canvas.stringWidth("Bidrag till "), 24)
        write(canvas, "Bidrag till Maj Ek", 80)

    read = drawn(page)
    assert read.text.split() == [*SEEN.split(), "Bidrag", "till"]
    assert read.notes == ("page 1: 5 letters that nobody sees there (hidden, covered, cut off) were left out",)


def by_a_line(canvas: Canvas, left: float, right: float) -> None:
    canvas.setLineWidth(0.7)
    canvas.line(left, 842 - 80 + 3, right, 842 - 80 + 3)


def by_a_narrow_field(canvas: Canvas, left: float, right: float) -> None:
    canvas.rect(left, 842 - 80 + 2.7, right - left, 0.6, stroke=0, fill=1)


def by_a_line_a_word(canvas: Canvas, left: float, right: float) -> None:
    first = left + canvas.stringWidth("bifalla")
    by_a_line(canvas, left, first)
    by_a_line(canvas, first + canvas.stringWidth(" "), right)


STRUCK = (by_a_line, by_a_narrow_field, by_a_line_a_word)


@pytest.mark.parametrize("strike", STRUCK, ids=[strike.__name__ for strike in STRUCK])
def test_what_is_struck_out_is_left_out_and_told(strike: Callable[[Canvas, float, float], None]) -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, "att bifalla helt avslå motionen.", 80)
        left = 70 + canvas.stringWidth("att ")
        strike(canvas, left, left + canvas.stringWidth("bifalla helt"))
        write(canvas, "att lägga frågan åt sidan.", 100)

    read = drawn(page)
    assert " ".join(read.text.split()) == "att avslå motionen. att lägga frågan åt sidan."
    assert read.notes == ("struck out, and not read: 'bifalla helt'",)


def test_what_a_note_strikes_out_is_left_out_and_told() -> None:
    """A reader of PDFs lays such a note over the page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    write(canvas, SEEN, 80)
    write(canvas, "att bifalla motionen.", 100)
    canvas.showPage()
    canvas.save()
    document = PdfDocument(out.getvalue())
    page = document[0]
    note = lib.FPDFPage_CreateAnnot(page, lib.FPDF_ANNOT_STRIKEOUT)
    lib.FPDFAnnot_SetRect(note, lib.FS_RECTF(65, 755, 300, 738))
    lib.FPDFAnnot_AppendAttachmentPoints(note, lib.FS_QUADPOINTSF(65, 753, 300, 753, 65, 740, 300, 740))
    lib.FPDFPage_CloseAnnot(note)
    noted = io.BytesIO()
    document.save(noted)
    read = source.from_bytes(noted.getvalue(), "a.pdf", pdf.read_pdf)
    assert read.text == f"{SEEN}\n"
    assert read.notes == ("struck out, and not read: 'att bifalla motionen.'",)


def test_what_lies_under_a_note_is_left_out_and_told() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    write(canvas, SEEN, 80)
    write(canvas, SECRET, 120)
    canvas.showPage()
    canvas.save()
    document = PdfDocument(out.getvalue())
    note = lib.FPDFPage_CreateAnnot(document[0], lib.FPDF_ANNOT_SQUARE)
    lib.FPDFAnnot_SetRect(note, lib.FS_RECTF(60, 735, 360, 715))
    for kind in (lib.FPDFANNOT_COLORTYPE_Color, lib.FPDFANNOT_COLORTYPE_InteriorColor):
        lib.FPDFAnnot_SetColor(note, kind, 0, 0, 0, 255)
    lib.FPDFPage_CloseAnnot(note)
    noted = io.BytesIO()
    document.save(noted)
    read = source.from_bytes(noted.getvalue(), "a.pdf", pdf.read_pdf)
    assert read.text == f"{SEEN}\n"
    assert read.notes == ("page 1: 20 letters that nobody sees there (hidden, covered, cut off) were left out",)


@pytest.mark.parametrize("down", [-1.5, 9.5, 14.0])
def test_a_line_under_or_between_rows_strikes_nothing_out(down: float) -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, SEEN, 80)
        canvas.setLineWidth(0.7)
        canvas.line(60, 842 - 80 + down, 400, 842 - 80 + down)

    read = drawn(page)
    assert (read.text, read.notes) == (f"{SEEN}\n", ())


def recognised(canvas: Canvas) -> None:
    canvas.drawImage(picture(230), 0, 0, 595, 842)
    write(canvas, SEEN, 80, mode=3)


def recognised_under_the_scan(canvas: Canvas) -> None:
    write(canvas, SEEN, 80, mode=3)
    canvas.drawImage(picture(230), 0, 0, 595, 842)


def recognised_and_stamped(canvas: Canvas) -> None:
    recognised(canvas)
    write(canvas, "Sida 1", 820)


def white_on_a_dark_field(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.1, 0.2, 0.5)
    canvas.rect(60, 842 - 90, 400, 24, stroke=0, fill=1)
    canvas.setFillGray(1)
    write(canvas, SEEN, 80)


def in_a_box_that_is_drawn_behind(canvas: Canvas) -> None:
    canvas.setFillGray(0.85)
    canvas.rect(60, 842 - 90, 400, 24, stroke=1, fill=1)
    canvas.setFillGray(0)
    write(canvas, SEEN, 80)


def within_a_clip(canvas: Canvas) -> None:
    cut(canvas, 60, 842 - 90, 400, 24)
    write(canvas, SEEN, 80)


def within_a_tight_clip(canvas: Canvas) -> None:
    cut(canvas, 70, 842 - 80, canvas.stringWidth(SEEN), 8)
    write(canvas, SEEN, 80)


def within_one_field_of_a_clip(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(60, 842 - 90, 400, 24)
    path.rect(60, 842 - 200, 300, 10)
    canvas.clipPath(path, stroke=0, fill=0)
    write(canvas, SEEN, 80)


def within_a_form_that_is_moved_and_cut(canvas: Canvas) -> None:
    canvas.beginForm("moved")
    cut(canvas, 60, 842 - 130, 400, 24)
    write(canvas, SEEN, 120)
    canvas.endForm()
    canvas.translate(0, 40)
    canvas.doForm("moved")


def on_a_light_picture(canvas: Canvas) -> None:
    canvas.drawImage(picture(230), 60, 842 - 90, 400, 24)
    write(canvas, SEEN, 80)


def within_a_form_within_a_form(canvas: Canvas) -> None:
    canvas.beginForm("inner")
    cut(canvas, 60, 842 - 230, 400, 24)
    write(canvas, SEEN, 220)
    canvas.endForm()
    canvas.beginForm("outer")
    canvas.translate(0, 100)
    canvas.doForm("inner")
    canvas.endForm()
    canvas.translate(0, 40)
    canvas.doForm("outer")


SHOWN = (
    on_a_light_picture,
    within_a_form_within_a_form,
    within_a_clip,
    within_a_tight_clip,
    within_one_field_of_a_clip,
    within_a_form_that_is_moved_and_cut,
    recognised,
    recognised_under_the_scan,
    recognised_and_stamped,
    white_on_a_dark_field,
    in_a_box_that_is_drawn_behind,
)


@pytest.mark.parametrize("draw", SHOWN, ids=[draw.__name__ for draw in SHOWN])
def test_what_is_seen_or_recognised_stays(draw: Callable[[Canvas], None]) -> None:
    read = drawn(draw)
    assert read.text.startswith(SEEN)
    assert not read.notes
