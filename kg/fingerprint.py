"""What the reading of a document, and a look over a graph, follow from: the program, its wordings, the libraries."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from kg.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PACKAGE = Path(__file__).resolve().parent
_NOT_READING = ("commands", "explore", "check")
"""Folders of the program that ask a graph: whatever they become, a document is read as before."""
_DATA = (("data/lexicon", "*.toml"), ("data/register", "*.csv"), ("ontology", "*.ttl"))
_LIBRARIES = ("ahocorasick-rs", "lxml", "pypdfium2", "rapidfuzz", "spacy")
"""Those whose other version may read another text, or find other words in it."""


@cache
def program() -> str:
    """Give the digest of the program that reads: its code, its wordings, and what it is run with."""
    found = sha256()
    for name, data in _parts():
        found.update(f"{name} {sha256(data).hexdigest()}\n".encode())
    return found.hexdigest()


@cache
def explorer() -> str:
    """Give the digest of what looks a graph over for the explorer: its code, its questions and its words."""
    found = sha256()
    told = ((_PACKAGE, "explore/**/*.*"), (folder("queries"), "*.*"), (folder("ontology"), "*.ttl"))
    for root, pattern in told:
        paths = (path for path in root.glob(pattern) if path.is_file() and path.suffix != ".pyc")
        for name, data in _files(root, paths):
            found.update(f"{name} {sha256(data).hexdigest()}\n".encode())
    return found.hexdigest()


def _parts() -> Iterator[tuple[str, bytes]]:
    yield from _files(_PACKAGE, (path for path in _PACKAGE.rglob("*.py") if path.parent.name not in _NOT_READING))
    for name, pattern in _DATA:
        yield from _files(folder(name), folder(name).rglob(pattern))
    for library in _LIBRARIES:
        yield library, metadata.version(library).encode()
    yield "python", ".".join(map(str, sys.version_info[:2])).encode()  # its tables of letters


def _files(root: Path, paths: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    for path in sorted(paths):
        yield path.relative_to(root).as_posix(), path.read_bytes()
