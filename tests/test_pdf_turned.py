"""Text on its side in a margin, and pages that lie on their side as they are shown: the same lines as without."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from reportlab.pdfgen.canvas import Canvas

from kg.files import pdf, source
from tests import test_pdf_watermark

if TYPE_CHECKING:
    from collections.abc import Sequence

LINES = test_pdf_watermark.LINES[:5]
STAMP = "Elektroniskt undertecknat: Maj Ek 2031-05-20 / Bo Ås (S) 2031-05-20"


SHORT = ("§ 44 Dnr TN 2031/9", "Information från", "förvaltningen", "Beslut", "Tekniska nämnden noterar det.")


def text(
    lines: Sequence[str],
    stamp: str = "",
    *,
    apart: bool = False,
    rotate: int = 0,
    degrees: int = 90,
    left: float = 585,
    columns: bool = False,
) -> str:
    """Read a page with a stamp on its side, drawn letter by letter or not, that is shown turned or not."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 11)
    for k, line in enumerate(lines):
        second = columns and k >= len(lines) / 2
        at = 330.0 if second else 70.0
        for letter in line if apart else [line]:
            if letter != " ":
                canvas.drawString(at, 770 - 13 * (k - 3 if second else k), letter)
            at += canvas.stringWidth(letter)
    canvas.saveState()
    canvas.setFont("Helvetica", 6)
    canvas.translate(left, 300 if degrees == 90 else 700)
    canvas.rotate(degrees)
    canvas.drawString(0, 0, stamp)
    canvas.restoreState()
    canvas.setPageRotation(rotate)
    canvas.showPage()
    canvas.save()
    # What draws it turns the page's box too.
    data = out.getvalue().replace(b"/MediaBox [ 0 0 842 595 ]", b"/MediaBox [ 0 0 595 842 ]")
    return source.from_bytes(data, "a.pdf", pdf.read_pdf).text


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize(("degrees", "left"), [(90, 585), (90, 20), (-90, 580), (-90, 15)])
def test_a_stamp_on_its_side_stands_below_the_lines_and_ends_none(degrees: int, left: float, *, apart: bool) -> None:
    read = text(LINES, STAMP, apart=apart, degrees=degrees, left=left)
    lines = [" ".join(line.split()) for line in read.splitlines() if line.strip()]
    assert lines == [*LINES, STAMP]
    assert read.rstrip().endswith(f"\n\n{STAMP}")


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_on_its_side_is_read_as_it_is_written(rotate: int) -> None:
    assert text(LINES, rotate=rotate) == text(LINES)


@pytest.mark.parametrize("apart", [False, True])
def test_a_page_of_few_short_lines_in_two_columns_is_read_across(*, apart: bool) -> None:
    """Drawn letter by letter, such a page is taken for one that is written from top to bottom."""
    read = text(SHORT, apart=apart, columns=True)
    assert all(any(line in " ".join(row.split()) for row in read.splitlines()) for line in SHORT), read
