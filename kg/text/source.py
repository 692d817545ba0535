"""Bytes become a Source: the text decoded once and frozen, its pages, its digests; one reader a format."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from kg.errors import SourceError
from kg.model import Page, Source, Span
from kg.text.pdf import read_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

MAX_CHARACTERS = 20_000_000
MAX_LINE = 1_000_000

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_TEXT_FORMATS = (".txt", ".md")
_BYTES = 4
"""The most bytes that a character of a text file can have."""
# UTF-8 that was once taken for Latin-1 and saved so: å, ä, ö, Å, Ä, Ö, é, § as they look then.
_TWICE = re.compile("[ÃÂ][\u00a4\u00a5\u00a7\u00a9\u00b6\u0084\u0085\u0096…„–]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    r"""Decode a text file: by its byte order mark, as UTF-8, else as Latin-1 (Windows-1252), which is said.

    Returns:
        The characters with newlines as `\n` and no byte order mark, and notes for the report.

    Raises:
        SourceError: The bytes are no text.
    """
    notes: tuple[str, ...] = ()
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "")
    if not encoding and b"\x00" in data:
        raise SourceError("is a binary file, not text", where=where, hint="give .txt or .md files")
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as problem:
        if encoding:
            raise SourceError(f"is no valid {encoding}: {problem.reason}", where=where) from problem
        text, notes = _decode_other(data)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(_CONTROL.findall(text[:10_000])) > len(text[:10_000]) / 50:
        raise SourceError("is a binary file, not text", where=where, hint="give .txt or .md files")
    if twice := _TWICE.search(text):
        line = text.count("\n", 0, twice.start()) + 1
        notes += (f"line {line}: letters were decoded wrongly before ({twice[0]!r}): save the file again as UTF-8",)
    return text, notes


def _decode_other(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode what is not UTF-8 throughout: UTF-8 with a few broken bytes keeps its letters, else it is Latin-1."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if sum(ch > "\x7f" for ch in text) - broken > broken:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        return text, (f"line {line}: not UTF-8, {broken} bytes are read as \ufffd",)
    return _decode_latin(data), ("not UTF-8, read as Latin-1",)


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


READERS: dict[str, Callable[[bytes, str], tuple[str, tuple[Page, ...], tuple[str, ...]]]] = {
    ".txt": read_text,
    ".md": read_text,
    ".pdf": read_pdf,
}


def find(paths: Iterable[Path]) -> list[Path]:
    """List the documents under files and folders, each once, in code point order of their paths.

    Raises:
        SourceError: A path does not exist, or nothing readable lies under any.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            for child in sorted(path.rglob("*")):
                if child.is_file() and child.suffix.lower() in READERS and not child.name.startswith("."):
                    found[child] = None
        elif path.exists():
            found[path] = None
        else:
            raise SourceError("does not exist", where=str(path), hint="check the path")
    if not found:
        raise SourceError(
            "no minutes found", where=", ".join(map(str, paths)), hint=f"read are {', '.join(sorted(READERS))} files"
        )
    return list(found)


def read(path: Path) -> Source:
    """Read one file.

    Raises:
        SourceError: The file cannot be read, is empty, is no text or is too large.
    """
    where = path.name
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise SourceError(
            f"files ending in {path.suffix or 'nothing'} are not read",
            where=where,
            hint=f"read are {', '.join(sorted(READERS))}",
        )
    try:
        if path.exists() and not path.is_file():
            raise SourceError("is no file that can be read", where=where, hint="give .txt or .md files")
        size = path.stat().st_size
        if size > MAX_CHARACTERS * _BYTES and path.suffix.lower() in _TEXT_FORMATS:
            raise SourceError(f"has {size:,} bytes, more than any text of minutes", where=where, hint="split it")
        data = path.read_bytes()
    except OSError as problem:
        raise SourceError(f"cannot be opened: {problem.strerror}", where=where) from problem
    return from_bytes(data, where, reader)


def from_bytes(
    data: bytes,
    name: str,
    reader: Callable[[bytes, str], tuple[str, tuple[Page, ...], tuple[str, ...]]] = read_text,
) -> Source:
    """Make a Source of the bytes of a document called `name`.

    Raises:
        SourceError: There is no text in them, or more than a set of minutes can have.
    """
    text, pages, notes = reader(data, name)
    if not text.strip():
        raise SourceError("is empty", where=name, hint="a scanned document has to be recognised (OCR) first")
    if len(text) > MAX_CHARACTERS:
        raise SourceError(f"has {len(text):,} characters, more than {MAX_CHARACTERS:,}", where=name, hint="split it")
    longest = max(map(len, text.split("\n")))
    if longest > MAX_LINE:
        raise SourceError(f"has a line of {longest:,} characters", where=name, hint="this is no text of minutes")
    return Source(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        pages=pages,
        notes=notes,
    )
