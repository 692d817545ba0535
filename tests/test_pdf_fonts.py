"""A font whose map to Unicode is missing or wrong: minutes that lost words are refused, a line is left out and told."""

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


ALPHABET = "abcdefghijklmnopqrstuvwxyz"
MORE = (
    "Ordföranden frågar om kommunstyrelsen kan bifalla förslaget och finner att den gör det.",
    "Ärendet återremitteras för att kostnaden för gångvägen ska utredas under hösten.",
)
SPOKEN = (
    "The committee thanks the guests for the presentation and decides to visit the harbour with them in the spring.",
    "Yusuf Hassan, Agnieszka Dzikowska, Berivan Gök Yildiz, Nguyen Thi Huong, Zlatko Hadzic, Xhevahire Krasniqi",
)


def wrong(words: str, by: int, alphabet: str = ALPHABET) -> str:
    """Give the letters that a font's map says which is off by some places."""
    return words.translate(
        str.maketrans(
            alphabet + alphabet.upper(), alphabet[by:] + alphabet[:by] + (alphabet[by:] + alphabet[:by]).upper()
        )
    )


def with_map(lines: list[tuple[str, str]]) -> bytes:
    """Draw lines, each in a font."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for number, (font, words) in enumerate(lines):
        canvas.setFont(font, 9)
        canvas.drawString(40, 800 - 14 * number, words)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("alphabet", [ALPHABET, "qwertyuiopasdfghjklzxcvbnm", "etaoinshrdlucmfwypvbgkjqxz"])
@pytest.mark.parametrize("by", [1, 2, 5, 13])
def test_minutes_in_a_font_whose_map_is_wrong_are_refused(by: int, alphabet: str) -> None:
    lines = [("Times-Roman", wrong(line, by, alphabet)) for line in (*LINES, *MORE)]
    with pytest.raises(
        SourceError, match=r'font "Times-Roman" cannot be read \(page 1\): its map to Unicode is .* wrong'
    ):
        source.from_bytes(with_map(lines), "a.pdf", pdf.read_pdf)


def test_a_page_with_headings_in_a_font_whose_map_is_wrong_is_refused() -> None:
    headings = "Kommunstyrelsens beslut", "Omröstning och reservationer", "Underlag för ärendet", "Yrkanden", "Bakgrund"
    lines = [("Helvetica", line) for line in LINES] + [("Helvetica-Bold", wrong(line, 3)) for line in headings]
    with pytest.raises(SourceError, match='font "Helvetica-Bold" cannot be read'):
        source.from_bytes(with_map(lines), "a.pdf", pdf.read_pdf)


@pytest.mark.parametrize("words", [*SPOKEN, *(line.upper()[:70] for line in SPOKEN)])
def test_other_languages_names_and_capitals_are_read(words: str) -> None:
    read = source.from_bytes(with_map([("Helvetica", words)] * 3), "a.pdf", pdf.read_pdf)
    assert read.text == f"{words}\n" * 3
    assert read.notes == ()


def test_checksums_are_read() -> None:
    words = "4bQxZtPqkXvWz7Kd9RtGhJkLmNbVcXzQwRtYpSdFgHjKl+Zx/QwXcVbNmTrEw=="
    read = source.from_bytes(with_map([("Courier", words)] * 6), "a.pdf", pdf.read_pdf)
    assert read.text == f"{words}\n" * 6
