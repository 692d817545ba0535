"""A font without a map to Unicode: minutes that have lost words are refused, a line of it is left out and told."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kg.errors import SourceError
from kg.files import pdf, source

FONTS = Path(reportlab.__file__).parent / "fonts"
LINES = ("Tekniska nämnden beslutar att anta taxan för torget och att den gäller från den första maj.",) * 12


def made(*, broken: int, lines: int) -> bytes:
    """Draw lines, some of them in a font whose map to Unicode is then taken out of the file."""
    pdfmetrics.registerFont(TTFont("Broken", FONTS / "Vera.ttf", asciiReadable=False))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1, pageCompression=0)
    for number in range(lines):
        canvas.setFont("Broken" if number < broken else "Helvetica", 9)
        canvas.drawString(40, 800 - 14 * number, LINES[number % len(LINES)] if number >= broken else "Hemligt Råd")
    canvas.showPage()
    canvas.save()
    return re.sub(rb"/ToUnicode \d+ 0 R", lambda match: b" " * len(match[0]), out.getvalue())


def test_minutes_that_have_lost_words_are_refused_with_the_font_and_the_page() -> None:
    with pytest.raises(SourceError, match=r'the text of font "BitstreamVeraSans-Roman" cannot be read \(page 1\)'):
        source.from_bytes(made(broken=6, lines=12), "a.pdf", pdf.read_pdf)


def test_a_line_that_cannot_be_read_is_left_out_and_told() -> None:
    read = source.from_bytes(made(broken=1, lines=30), "a.pdf", pdf.read_pdf)
    assert read.text == "".join(f"{line}\n" for line in (LINES * 3)[1:30])
    assert len(read.notes) == 1
    assert 'the text of font "BitstreamVeraSans-Roman" cannot be read (page 1)' in read.notes[0]


def test_a_font_with_its_map_is_read() -> None:
    read = source.from_bytes(made(broken=0, lines=12), "a.pdf", pdf.read_pdf)
    assert read.text == "".join(f"{line}\n" for line in LINES)
    assert read.notes == ()
