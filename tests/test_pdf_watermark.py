"""Watermarks are no text of the minutes, whatever stands under or over them; headings and coloured words are."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from kg.files import pdf, source

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Source

LINES = (
    "Tekniska nämnden",
    "§ 1 Val av justerare",
    "Beslut",
    "Tekniska nämnden beslutar",
    "att välja Maj Ek (S) till justerare.",
    "Beslutet skickas till",
    "Kommunstyrelsen",
)


def read(mark: Callable[[Canvas], None], *, last: bool = False) -> Source:
    """Read two pages with a mark under or over their lines; the second has few of these."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for lines in (LINES * 3, LINES):
        if not last:
            canvas.saveState()
            mark(canvas)
            canvas.restoreState()
        canvas.setFont("Helvetica", 11)
        for k, line in enumerate(lines):
            canvas.drawString(70, 770 - 14 * k, line)
        if last:
            mark(canvas)
        canvas.showPage()
    canvas.save()
    return source.from_bytes(out.getvalue(), "a.pdf", pdf.read_pdf)


def put(words: str, size: float, ink: Color, left: float = 80, up: float = 690) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        canvas.setFillColor(ink)
        canvas.drawString(left, up, words)

    return draw


def tiles(words: str, size: float, ink: Color) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        canvas.setFillColor(ink)
        for up in range(30, 830, 45):
            for left in range(20, 560, 150):
                canvas.drawString(left, up, words)

    return draw


def aslant(words: str, size: float, ink: Color, *, apart: bool) -> Callable[[Canvas], None]:
    """Write words aslant where no line is: whole, or letter by letter as browsers do."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        canvas.setFillColor(ink)
        canvas.translate(250, 200)
        canvas.rotate(45)
        at = 0.0
        for part in words if apart else [words]:
            canvas.drawString(at, 0, part)
            at += canvas.stringWidth(part)

    return draw


def cut_tiles(words: str, size: float, ink: Color) -> Callable[[Canvas], None]:
    """Write words over and over, a line as long as the page is wide: the last ones are broken."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        canvas.setFillColor(ink)
        for up in range(30, 830, 45):
            canvas.drawString(20, up, words.rsplit(maxsplit=1)[-1])
            for left in range(170, 420, 150):
                canvas.drawString(left, up, words)
            canvas.drawString(470, up, words.split(maxsplit=1)[0])

    return draw


def clear(mark: Callable[[Canvas], None]) -> Callable[[Canvas], None]:
    """Put a mark into a form that is clear as a whole, as browsers do: the ink within is none."""

    def draw(canvas: Canvas) -> None:
        name = f"mark{canvas.getPageNumber()}"
        canvas.beginForm(name, 0, 0, 595, 842)
        mark(canvas)
        canvas.endForm()
        canvas.setFillAlpha(0.2)
        canvas.doForm(name)
        canvas.setFillAlpha(1)

    return draw


GREY, RED, BLACK, CLEAR = Color(0.8, 0.8, 0.8), Color(0.9, 0, 0), Color(0, 0, 0), Color(0, 0, 0, alpha=0.2)
MARKS = {
    "large and grey": put("UTKAST", 80, GREY),
    "large and red": put("EJ JUSTERAT", 50, RED),
    "large and clear": put("KOPIA", 80, CLEAR),
    "a red stamp": put("EJ JUSTERAT", 14, RED, up=714),
    "grey tiles": tiles("KOPIA", 20, GREY),
    "small tiles": tiles("Utskrivet av Maj", 9, GREY),
    "clear tiles": tiles("EJ JUSTERAT", 18, CLEAR),
    "black tiles in a clear form": clear(tiles("UTKAST", 20, BLACK)),
    "short ones": clear(tiles("NEJ", 16, BLACK)),
    "one in a clear form": clear(put("EJ JUSTERAT", 60, BLACK)),
    "black and aslant": aslant("KOPIA", 50, BLACK, apart=False),
    "letters aslant": aslant("EJ JUSTERAT", 40, BLACK, apart=True),
    "a stamp that covers a line of one page": put("OJUSTERAT UTDRAG", 11, RED, left=80, up=575),
}


@pytest.mark.parametrize("last", [False, True], ids=["under", "over"])
@pytest.mark.parametrize("name", MARKS)
def test_a_watermark_is_left_out_and_told(name: str, *, last: bool) -> None:
    plain = read(lambda _: None)
    marked = read(MARKS[name], last=last)
    assert marked.text == plain.text
    assert plain.notes == ()
    assert len(marked.notes) == 1
    assert marked.notes[0].endswith("lies over the text of pages 1, 2: a watermark, left out")


def test_tiles_that_the_edge_of_the_page_cuts_are_left_out_with_the_others() -> None:
    assert read(cut_tiles("EJ JUSTERAT", 18, GREY)).text == read(lambda _: None).text


@pytest.mark.parametrize(
    "mark",
    [
        put("Sammanträdesprotokoll", 30, BLACK, up=800),
        put("Sammanträdesprotokoll", 30, GREY, up=800),
        put("Se kommunens sida", 11, Color(0, 0.3, 0.9), left=400, up=770),
    ],
    ids=["a large heading", "a grey one", "a link beside the text"],
)
def test_large_and_coloured_words_with_a_place_of_their_own_stay(mark: Callable[[Canvas], None]) -> None:
    marked = read(mark)
    assert "Sammanträdesprotokoll" in marked.text or "Se kommunens sida" in marked.text
    assert marked.notes == ()
