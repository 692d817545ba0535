"""Opening a PDF: what is none, is locked or broken is refused; what of its pages was not read is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw as lib

from kg.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIGNATURE_WITHIN = 1024
"""Within how many bytes from the beginning readers look for `%PDF-`; mail gateways put lines in front."""


def no_pdf(data: bytes, where: str) -> SourceError:
    """Say what a file is that is no PDF."""
    if not data.strip():
        return SourceError("is empty", where=where, hint="fetch it again")
    opening = data[:SIGNATURE_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if opening.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<!--")):
        hint = "the site answered with a page: fetch the PDF itself, or save it as .html"
        return SourceError("is a web page, not a PDF", where=where, hint=hint)
    return SourceError("is no PDF: it does not begin with %PDF", where=where, hint="fetch it again")


def opened(data: bytes, where: str) -> pypdfium2.PdfDocument:
    """Open a PDF.

    Raises:
        SourceError: It is locked, encrypted in an unknown way, or broken.
    """
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        if problem.err_code == lib.FPDF_ERR_PASSWORD:
            hint = "take the password away first: qpdf --decrypt --password=... IN OUT"
            raise SourceError("is a PDF locked with a password", where=where, hint=hint) from problem
        if problem.err_code == lib.FPDF_ERR_SECURITY:
            raise SourceError("is a PDF encrypted in a way that is not known", where=where) from problem
        hint = "fetch it again, or mend it: qpdf IN OUT"
        raise SourceError("is a broken PDF: it cannot be opened", where=where, hint=hint) from problem


def told_silent(silent: Sequence[int]) -> Iterator[str]:
    """Tell of pages, by their numbers, that have no text."""
    if silent:
        yield f"{_pages(silent)}: no text (a picture, or blank): nothing was read there"


def told_recognised(recognised: Sequence[int]) -> Iterator[str]:
    """Tell of pages, by their numbers, whose text was recognised in a picture."""
    if recognised:
        yield f"{_pages(recognised)}: recognised (OCR): letters may be wrong, so facts from there are less sure"


def _pages(numbers: Sequence[int]) -> str:
    several = "s" if len(numbers) > 1 else ""
    return f"page{several} {', '.join(map(str, numbers[:12]))}{' ...' if len(numbers) > 12 else ''}"


def told_beside(beside: Sequence[int]) -> Iterator[str]:
    """Tell of pages, by their numbers, where headings stand beside text that may be of others."""
    if beside:
        yield f"{_pages(beside)}: headings stand beside text, and it is not clear whose it is: both were left out"


def told_unseen(unseen: Sequence[int]) -> Iterator[str]:
    """Tell how many letters nobody sees, page by page."""
    for number, count in enumerate(unseen, 1):
        if count:
            yield f"page {number}: {count} letters that nobody sees there (hidden, covered, cut off) were left out"
