"""Invented minutes as PDFs: text put at places of the page, as word processors do; the same bytes every time."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 595, 842
LEFT, RIGHT = 70, 190
LINE = 13.0

Put = tuple[float, float, str]
"""A text and where it begins: points from the left, points from the top."""


def pdf(pages: Sequence[Sequence[Put]], *, size: float = 11, rotate: int = 0, lock: str = "") -> bytes:
    """Draw pages; the text of each is drawn in the order given, which need not be that of reading."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1, encrypt=lock or None)
    for page in pages:
        canvas.setFont("Helvetica", size)
        if rotate:
            canvas.setPageRotation(rotate)
            canvas.translate(WIDTH, 0)
            canvas.rotate(90)
        for left, down, text in page:
            canvas.drawString(left, (WIDTH if rotate else HEIGHT) - down, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(texts: Sequence[str], top: float = 80, left: float = LEFT) -> list[Put]:
    """Put lines below each other; an empty one is a space between paragraphs."""
    return [(left, top + LINE * k, text) for k, text in enumerate(texts) if text]


def rows(table: Sequence[Sequence[str]], places: Sequence[float], top: float = 80, step: float = LINE) -> list[Put]:
    """Put the cells of each row at the places of their columns."""
    return [
        (place, top + step * k, cell)
        for k, row in enumerate(table)
        for place, cell in zip(places, row, strict=False)
        if cell
    ]


def layout(pages: Sequence[Sequence[Put]]) -> str:
    """Write the same pages as `pdftotext -layout` does: cells at their place, lines of the page below each other."""
    written = []
    for page in pages:
        by_line: dict[float, list[Put]] = {}
        for put in page:
            by_line.setdefault(put[1], []).append(put)
        text = ""
        above = None
        for down in sorted(by_line):
            if above is not None and down - above > 1.5 * LINE:
                text += "\n"
            line = ""
            for left, _, cell in sorted(by_line[down]):
                line += " " * max(round(left / 4.2) - len(line), 2 if line else 0) + cell
            text += f"{line}\n"
            above = down
        written.append(text)
    return "\f".join(written)


def scanned(data: bytes, *, turned: int = 0, dpi: int = 200) -> bytes:
    """Bind pictures of the pages of a PDF into another, as a scanner does, `turned` by so many degrees."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(HEIGHT, WIDTH) if turned % 180 else (WIDTH, HEIGHT), invariant=1)
    for page in PdfDocument(data):
        picture = page.render(scale=dpi / 72, grayscale=True).to_pil().rotate(turned, expand=True)
        canvas.drawInlineImage(picture, 0, 0, *((HEIGHT, WIDTH) if turned % 180 else (WIDTH, HEIGHT)))
        canvas.showPage()
    canvas.save()
    return out.getvalue()
