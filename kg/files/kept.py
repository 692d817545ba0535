"""The texts of documents kept in a folder, as offsets point into them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kg.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_LONGEST_NAME = 200
"""How much of a document's name is kept in the name of its text, in bytes: file systems take 255."""


def check_folder(folder: Path, paths: Sequence[Path], *, force: bool) -> None:
    """Find out whether texts can be kept in a folder, and make it, before anything is read.

    Raises:
        OutputError: It cannot be made or written to, holds files and `force` is not, or lies where minutes are read.
    """
    where = str(folder)
    for path in paths:
        if path.is_dir() and folder.resolve().is_relative_to(path.resolve()):
            what = f"lies within {path}, so that the next build would read these texts as minutes"
            raise OutputError(what, where=where, hint="give a folder elsewhere")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        filled = next(folder.iterdir(), None) is not None
    except OSError as problem:
        raise OutputError(f"cannot be made: {problem.strerror}", where=where) from problem
    if filled and not force:
        raise OutputError("is not empty", where=where, hint="give another folder, or --force to write into it")
    if not os.access(folder, os.W_OK):
        raise OutputError("cannot be written to", where=where, hint="give another folder")


class Kept:
    """Writes the texts of documents into a folder, each under a name of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: set[str] = set()

    def write(self, name: str, text: str) -> None:
        """Write the text that the offsets of a document point into, as it is."""
        stem = name.encode("utf-8")[:_LONGEST_NAME].decode("utf-8", "ignore").replace("/", "_")
        file, number = f"{stem}.txt", 1
        while file.casefold() in self._names:
            number += 1
            file = f"{stem}-{number}.txt"
        self._names.add(file.casefold())
        try:
            (self._folder / file).write_bytes(text.encode("utf-8", "surrogatepass"))
        except OSError as problem:
            raise OutputError(f"cannot write: {problem.strerror}", where=str(self._folder / file)) from problem
