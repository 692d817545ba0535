"""Zip archives: what lies in them, by names as they were meant, read in memory and within bounds."""

from __future__ import annotations

import lzma
import re
import unicodedata
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_RATIO, _SMALL = 200, 1_000_000_000
"""An archive that unpacks to so many times its size, and to more than the second, in bytes, holds no minutes."""
_UTF_8 = 0x800
_ENCRYPTED = 0x1
_WESTERN = frozenset("åäöÅÄÖé".encode("cp1252"))
_OEM = frozenset("åäöÅÄÖé".encode("cp850"))
_BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error, lzma.LZMAError)


def members(path: Path) -> dict[str, zipfile.ZipInfo]:
    """Give the files in an archive by their names, in its own order; of two with one name the last, as unpacking does.

    Raises:
        SourceError: It cannot be opened, or would unpack to more than any minutes.
    """
    with _opened(path) as archive:
        found = {_name(info): info for info in archive.infolist() if not info.is_dir()}
    size = sum(info.file_size for info in found.values())
    if size > max(_SMALL, _RATIO * path.stat().st_size):
        raise SourceError(f"unpacks to {size:,} bytes: no minutes do", where=str(path), hint="unpack what you need")
    return found


def is_encrypted(info: zipfile.ZipInfo) -> bool:
    """Whether a file in an archive can only be read with a password."""
    return bool(info.flag_bits & _ENCRYPTED)


def read(path: Path, member: str, most: int, where: str) -> bytes:
    """Read one file of an archive; nothing is written to disk.

    Args:
        path: The archive.
        member: The name as `members` gives it.
        most: How many bytes it may have.
        where: What to call it where it cannot be read.

    Raises:
        SourceError: It is not there, cannot be unpacked or is too large.
    """
    info = members(path).get(member)
    if info is None:
        raise SourceError("is not in the archive", where=where, hint="check the name")
    if is_encrypted(info):
        raise SourceError("is encrypted", where=where, hint="unpack the archive with its password")
    if info.file_size > most:
        raise SourceError(f"has {info.file_size:,} bytes, more than any minutes", where=where, hint="split it")
    with _opened(path) as archive:
        try:
            return archive.read(info)
        except (*_BROKEN, OSError) as problem:
            hint = "was the archive copied whole?"
            raise SourceError(f"cannot be unpacked: {problem}", where=where, hint=hint) from problem


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN as problem:
        hint = "was it copied whole? Unpack it, if that can be done, and give the folder"
        raise SourceError("is no zip archive that can be opened", where=str(path), hint=hint) from problem
    except OSError as problem:
        raise SourceError(f"cannot be opened: {problem.strerror}", where=str(path)) from problem
    with archive:
        yield archive


def _name(info: zipfile.ZipInfo) -> str:
    """Give a name as it was meant: UTF-8 where that is said or fits, else the code page of Windows or of DOS."""
    name = info.filename
    if not info.flag_bits & _UTF_8:
        data = name.encode("cp437", "replace")
        if not data.isascii():
            name = _decoded(data)
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        letters = frozenset(data)
        western = bool(letters & _WESTERN) and not letters & _OEM
        return data.decode("cp1252" if western else "cp850", "replace")


def is_word(member: str) -> bool:
    """Whether a file in an archive is the heart of a Word document, which is an archive too."""
    return re.fullmatch(r"/?word[/\\]document\d*\.xml", member) is not None
