"""Files attached to a PDF are told; a portfolio, whose minutes are such a file, is refused with their names."""

from __future__ import annotations

import ctypes
import io

import pypdfium2
import pytest

from kg.errors import SourceError
from kg.files import pdf, pdf_attached, source
from tests.pdfs import lines
from tests.pdfs import pdf as make

COVER = ["Den här portföljen innehåller flera filer."]
MINUTES = ["§ 1 Val av justerare", "Maj Ek väljs."]


def attached(text: list[str], *names: str) -> bytes:
    """Draw a page, and attach files to it."""
    document = pypdfium2.PdfDocument(make([lines(text)]))
    for name in names:
        document.new_attachment(name).set_data((ctypes.c_ubyte * 4)(*b"text"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_attached_files_are_named_and_the_minutes_are_read() -> None:
    read = source.from_bytes(attached(MINUTES, "Bilaga å.pdf", "Lista.xlsx"), "a.pdf", pdf.read_pdf)
    assert read.text == "".join(f"{line}\n" for line in MINUTES)
    assert read.notes[0].startswith('files attached to it are not read: "Bilaga å.pdf", "Lista.xlsx"; take them out')


@pytest.mark.parametrize("where", [b"/Collection << /View /D >>", b"<< /Type /Collection >>"])
def test_a_portfolio_is_refused_with_the_names_of_its_files(where: bytes) -> None:
    with pytest.raises(SourceError, match=r'is a PDF portfolio: holds a file that is not read: "Protokoll\.pdf"'):
        pdf_attached.told(["Protokoll.pdf"], COVER[0], where, "a.pdf")


def test_a_portfolio_with_minutes_of_its_own_is_read() -> None:
    assert pdf_attached.told(["Bilaga.pdf"], MINUTES[0], b"/Collection", "a.pdf")


def test_a_document_without_attached_files_says_nothing_of_them() -> None:
    assert pdf_attached.told([], COVER[0], b"/Collection", "a.pdf") == ()
