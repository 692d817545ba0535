"""Files attached to a PDF, and portfolios, which are nothing but a cover of such files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import SourceError
from kg.files import pdf_visible

if TYPE_CHECKING:
    import pypdfium2

_NAMED = 8
"""So many files are named in a report."""


def names(document: pypdfium2.PdfDocument) -> list[str]:
    """Give the names of the files that are attached to a document."""
    found = [document.get_attachment(at).get_name() for at in range(document.count_attachments())]
    return ["".join(ch if ch.isprintable() else "\ufffd" for ch in name) or "without name" for name in found]


def told(attached: list[str], text: str, data: bytes, where: str) -> tuple[str, ...]:
    """Say which attached files are not read.

    Raises:
        SourceError: The document is a portfolio, and its own pages are a cover without a paragraph (§).
    """
    if not attached:
        return ()
    quoted = ", ".join(f'"{name}"' for name in attached[:_NAMED]) + (" ..." if len(attached) > _NAMED else "")
    hint = "take them out with pdfdetach -saveall IN, and give those that are minutes"
    if "§" not in text and pdf_visible.has_key(data, b"/Collection"):
        amount = "a file that is" if len(attached) == 1 else f"{len(attached)} files that are"
        raise SourceError(f"is a PDF portfolio: holds {amount} not read: {quoted}", where=where, hint=hint)
    many = len(attached) > 1
    return (f"{'files' if many else 'a file'} attached to it {'are' if many else 'is'} not read: {quoted}; {hint}",)
