"""What the bytes of a file are, whatever its name ends in."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from kg.errors import SourceError

_SIGNS = (
    (b"PK\x03\x04", ".zip"),
    (b"PK\x05\x06", ".zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
    (b"{\\rtf", ".rtf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x1f\x8b", "archive"),
)
_OFFICE = (
    (r"word/document\d*\.xml", ".docx"), (r"xl/workbook\.xml", ".xlsx"), (r"ppt/presentation\.xml", ".pptx"),
    (r"content\.xml", ".odt"),
)  # fmt: skip
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?xml[^>]{0,200}\?>|<!--.{0,2000}?-->)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(rb"\s*(?:[\w-]+:[^\n]*\n\s*){0,8}?MIME-Version:", re.IGNORECASE)
_CALLED = {
    ".pdf": "a PDF",
    ".docx": "a Word document",
    ".xlsx": "an Excel workbook",
    ".pptx": "a PowerPoint presentation",
    ".odt": "an OpenDocument file",
    ".zip": "a zip archive",
    ".doc": "an old Word file (.doc)",
    ".rtf": "a file in Rich Text Format",
    ".html": "a web page",
    ".mht": "a web archive (.mht)",
    "image": "an image",
    "archive": "an archive that is not a .zip",
}
_READ = {".pdf", ".docx", ".zip", ".html"}
_NEXT = {
    ".doc": "open it in Word and save it as .docx",
    ".rtf": "open it in Word and save it as .docx",
    ".odt": "open it in LibreOffice or Word and save it as .docx",
    ".dotx": "open it in Word and save it as .docx",
    ".mht": "open it in a browser and save it as .html",
    ".mhtml": "open it in a browser and save it as .html",
    ".markdown": "let its name end in .md",
    ".text": "let its name end in .txt",
    "image": "put it into a PDF, and read that with --ocr",
    "archive": "unpack it",
}
_FAMILY = {".docm": ".docx", ".htm": ".html", ".xhtml": ".html", ".txt": "", ".md": ""}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def kind(data: bytes) -> str:
    """Give the ending that a file of these bytes should have (`image`, `archive` for several); empty for text."""
    if b"%PDF-" in data[:1024]:
        return ".pdf"
    found = next((name for sign, name in _SIGNS if data.startswith(sign)), "")
    if found == ".zip":
        return _package(data)
    if not found and _PAGE.match(data[:8192]):
        return ".html"
    if not found and _MAIL.match(data[:2048]):
        return ".mht"
    return found


def _package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = {name.replace("\\", "/").lstrip("/").casefold() for name in package.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ".zip"
    found = (ending for name, ending in _OFFICE if any(re.fullmatch(name, one) for one in names))
    return next(found, ".zip")


def check(data: bytes, ending: str, where: str) -> None:
    """Compare what a file is with what its name says.

    Raises:
        SourceError: They differ, or it is a Word document that nobody can open without its password.
    """
    found = kind(data)
    expected = _FAMILY.get(ending, ending)
    if found == expected or (not found and expected in {".html", ".pdf"}):
        return  # a page may begin with any tag; that a .pdf is none is told by its reader
    if found == ".doc" and _ENCRYPTED in data:
        raise SourceError("is protected by a password", where=where, hint="save it without the password")
    if found == ".zip" and expected == ".docx":
        hint = "was it copied whole? Open it in Word and save it again"
        raise SourceError("is a broken Word document", where=where, hint=hint)
    if not found:
        hint = "give it the ending of what it is" if data.strip() else "nothing is in it"
        raise SourceError(
            f"is no {_CALLED[expected].partition(' ')[2]}" if data.strip() else "is empty", where=where, hint=hint
        )
    hint = f"let its name end in {found}" if found in _READ else advice(found)
    raise SourceError(f"is {_CALLED[found]}, although its name ends in {ending}", where=where, hint=hint)


def advice(ending: str) -> str:
    """Give what to do with a file of a kind that is not read; empty where nothing can be done."""
    return _NEXT.get(ending, "")
