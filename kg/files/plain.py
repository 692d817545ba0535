"""Plain text and Markdown: which encoding it is in, and its pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import SourceError
from kg.model import Page, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# UTF-8 that was once taken for Latin-1 and saved so: å, ä, ö, Å, Ä, Ö, é, § as they look then.
_TWICE = re.compile("[ÃÂ][\u00a4\u00a5\u00a7\u00a9\u00b6\u0084\u0085\u0096…„–]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WESTERN = {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252", "cp1252"}
_NO_TEXT = "open it in the program that made it and save it as .docx, .html or text"
_SAID = "not UTF-8, read as Latin-1"


def decode(data: bytes, where: str, *, declared: str = "") -> tuple[str, tuple[str, ...]]:
    r"""Decode a text file: by its byte order mark, as UTF-8, as declared, else as Latin-1 (Windows-1252).

    What is valid UTF-8 is UTF-8 whatever is declared: no text of another encoding is that by chance.

    Returns:
        The characters with newlines as `\n` and no byte order mark, and notes for the report.

    Raises:
        SourceError: The bytes are no text.
    """
    notes: tuple[str, ...] = ()
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "")
    if not encoding and b"\x00" in data:
        raise SourceError("is a binary file, not text", where=where, hint=_NO_TEXT)
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as problem:
        if encoding:
            raise SourceError(f"is no valid {encoding}: {problem.reason}", where=where) from problem
        text, notes = _decode_declared(data, declared) or _decode_other(data)
        if declared in _WESTERN and notes == (_SAID,):
            notes = ()
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(_CONTROL.findall(text[:10_000])) > len(text[:10_000]) / 50:
        raise SourceError("is a binary file, not text", where=where, hint=_NO_TEXT)
    if twice := _TWICE.search(text):
        line = text.count("\n", 0, twice.start()) + 1
        notes += (f"line {line}: letters were decoded wrongly before ({twice[0]!r}): save the file again as UTF-8",)
    return text, notes


def _decode_declared(data: bytes, declared: str) -> tuple[str, tuple[str, ...]] | None:
    """Decode as a page declares; what browsers take for Windows-1252 is decoded as that elsewhere."""
    if declared in {"", "utf-8", "utf8", *_WESTERN}:
        return None
    try:
        return data.decode(declared), ()
    except (LookupError, ValueError):
        return None


def _decode_other(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode what is not UTF-8 throughout: UTF-8 with a few broken bytes keeps its letters, else it is Latin-1."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if sum(ch > "\x7f" for ch in text) - broken > broken:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        return text, (f"line {line}: not UTF-8, {broken} bytes are read as \ufffd",)
    return _decode_latin(data), (_SAID,)


def _decode_latin(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def read_text(data: bytes, where: str) -> tuple[str, tuple[Page, ...], tuple[str, ...]]:
    """Read plain text and Markdown: form feeds part the pages."""
    text, notes = decode(data, where)
    return text, tuple(_pages(text)), notes


def _pages(text: str) -> Iterator[Page]:
    if "\f" not in text:
        return
    begin = 0
    for number, part in enumerate(text.split("\f"), 1):
        if part.strip() or number == 1:
            yield Page(number, Span(begin, begin + len(part)))
        begin += len(part) + 1
