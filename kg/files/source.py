"""Bytes become a Source: the text decoded once and frozen, its pages, its digests; one reader a format."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from kg.errors import SourceError
from kg.files import archive, signature
from kg.files.pdf import read_pdf
from kg.files.plain import read_text
from kg.files.web import read_web
from kg.files.word import read_word
from kg.model import Page, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MAX_CHARACTERS = 20_000_000
MAX_LINE = 1_000_000
MAX_BYTES = 500_000_000
"""The most bytes of a document that is not plain text: pictures in it weigh more than its words."""

_TEXT_FORMATS = (".txt", ".md")
_BYTES = 4
"""The most bytes that a character of a text file can have."""

READERS: dict[str, Callable[[bytes, str], tuple[str, tuple[Page, ...], tuple[str, ...]]]] = {
    ".txt": read_text,
    ".md": read_text,
    ".pdf": read_pdf,
    ".docx": read_word,
    ".docm": read_word,
    ".html": read_web,
    ".htm": read_web,
    ".xhtml": read_web,
}
_ARCHIVE = ".zip"
_NOT_MEANT = ("__MACOSX", "~$")
"""What systems and Word put beside documents: files and folders whose names begin so, or with a stop."""
_NOT_COUNTED = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document lies: a file, or a file in a zip archive; and the folder that was given, above it."""

    path: Path
    member: str = ""
    root: Path | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """The document's name in reports and graphs, printable and composed.

        It is the path below the folder or archive that was given, as thirty files may be called `protokoll.pdf`; never
        a path of the machine. A file that was given itself has its own name.
        """
        archived = bool(self.member) and self.root is None
        below = self.path.relative_to(self.root).as_posix() if self.root else self.path.name
        name = "/".join(filter(None, ("" if archived else below, *_named(self.member))))
        return "".join(ch if ch.isprintable() else "\ufffd" for ch in unicodedata.normalize("NFC", name))

    @property
    def within(self) -> str:
        """The archive, where one was given and the document lies in it."""
        return self.path.name if self.member and self.root is None else ""

    @property
    def where(self) -> str:
        """How it is called where something is wrong with it: with the archive, where it lies in one."""
        return "/".join(filter(None, (self.within, self.name)))

    @property
    def called(self) -> tuple[str, ...]:
        """The names of the folders above it, as they were given, and its own without the ending."""
        path = PurePosixPath(self.path.as_posix(), self.member)
        return (*path.parts[:-1], path.stem)

    @property
    def ending(self) -> str:
        """What the name ends in, in lower case."""
        return PurePosixPath(self.member or self.path.name).suffix.lower()

    def __str__(self) -> str:
        return f"{self.path}/{self.member}" if self.member else str(self.path)


@dataclass(slots=True)
class Found:
    """What lies under some files and folders: documents, how many files of other kinds, what could not be opened."""

    places: list[Place] = field(default_factory=list)
    other: Counter[str] = field(default_factory=Counter)
    """How many files there are of each ending that is not read."""
    problems: list[SourceError] = field(default_factory=list)


def find(paths: Iterable[Path]) -> Found:
    """List the documents under files, folders and archives, each once, in code point order of their places.

    A file that is named is a document whatever it ends in; in a folder or an archive those are that can be read.

    Raises:
        SourceError: A path does not exist, or nothing readable lies under any.
    """
    found = Found()
    places: dict[Place, None] = {}
    for path in paths:
        if path.is_dir():
            places |= {replace(place, root=path): None for place in _in_folder(path, found)}
        elif not path.exists():
            place = place_of(path)
            if not place.member:
                raise SourceError("does not exist", where=str(path), hint="check the path")
            places[place] = None
        elif path.suffix.lower() == _ARCHIVE:
            places |= dict.fromkeys(_in_archive(path, found))
        else:
            places[Place(path)] = None
    if not places and not found.problems:
        there = "".join(f", {kind or 'without ending'} {count}" for kind, count in sorted(found.other.items()))
        hint = f"read are {', '.join(sorted(READERS))} files{f'; there are{there[1:]}' if there else ''}"
        raise SourceError("no minutes found", where=", ".join(map(str, paths)), hint=hint)
    found.places = list(places)
    return found


def gather(paths: Iterable[Path]) -> Found:
    """List the documents under all paths, each once, by name; a path that leads to none is one of the problems.

    By name first: where two files have the same bytes the first one gives the graph its file name, whichever folder it
    lies in and in whatever order the paths were given.
    """
    gathered = Found()
    places: dict[Place, Place] = {}
    for path in paths:
        try:
            found = find([path])
        except SourceError as problem:
            gathered.problems.append(problem)
            continue
        for one in found.places:
            # A file under two of the paths has one name, whichever is given first.
            known = places.get(one)
            places[one] = one if known is None else min(one, known, key=lambda place: (len(place.name), place.name))
        gathered.other.update(found.other)
        gathered.problems += found.problems
    gathered.places = sorted(places.values(), key=lambda place: (place.name, place.path, place.member))
    return gathered


def _in_folder(folder: Path, found: Found) -> Iterator[Place]:
    def unreadable(problem: OSError) -> None:
        where = str(problem.filename)
        found.problems.append(SourceError(f"cannot be opened: {problem.strerror}", where=where))

    paths = []
    for above, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if _is_meant(name)]
        paths += [Path(above) / name for name in names if _is_meant(name)]
    for path in sorted(paths):
        if not path.is_file():
            continue
        if path.suffix.lower() == _ARCHIVE:
            try:
                yield from _in_archive(path, found)
            except SourceError as problem:
                found.problems.append(problem)
        elif path.suffix.lower() in READERS:
            yield Place(path)
        else:
            found.other[path.suffix.lower()] += 1


def _in_archive(path: Path, found: Found) -> Iterator[Place]:
    members = archive.members(path)
    if any(archive.is_word(name) for name in members):
        hint = "let its name end in .docx"
        raise SourceError("is a Word document, although its name ends in .zip", where=str(path), hint=hint)
    meant = [Place(path, name) for name in sorted(members) if all(map(_is_meant, _named(name)))]
    encrypted = [one for one in meant if one.ending in READERS and archive.is_encrypted(members[one.member])]
    if encrypted:
        what = f"{len(encrypted)} of its files are encrypted" if len(encrypted) < len(meant) else "is encrypted"
        found.problems.append(SourceError(what, where=str(path), hint="unpack it with its password, give the folder"))
    for place in meant:
        if place.ending == _ARCHIVE:
            hint = "unpack it and give the folder"
            found.problems.append(SourceError("is an archive within an archive", where=str(place), hint=hint))
        elif place.ending not in READERS:
            found.other[place.ending] += 1
        elif place not in encrypted:
            yield place


def _named(member: str) -> list[str]:
    """Give the names of a path in an archive; what leads up and out or names a drive is none: nothing is unpacked."""
    return [part for part in PurePosixPath(member).parts if part not in {"..", "/"} and not part.endswith(":")]


def _is_meant(name: str) -> bool:
    return not name.startswith((".", *_NOT_MEANT)) and name.lower() not in _NOT_COUNTED


def place_of(path: Path) -> Place:
    """Give the place that a path names: `batch.zip/2025/a.docx` is a file in an archive, if no file is called so."""
    if not path.exists():
        for above in path.parents:
            if above.suffix.lower() == _ARCHIVE and above.is_file():
                return Place(above, unicodedata.normalize("NFC", path.relative_to(above).as_posix()))
    return Place(path)


def read(place: Place | Path) -> Source:
    """Read one document; a path may lead into an archive, as `place_of` says.

    Raises:
        SourceError: The file cannot be read, is empty, is not what its name says or is too large.
    """
    place = place_of(place) if isinstance(place, Path) else place
    where = place.where
    reader = READERS.get(place.ending)
    if reader is None:
        raise _not_read(place, where)
    data = bytes_of(place)
    signature.check(data, place.ending, where)
    return from_bytes(data, place.name, reader, where)


def _not_read(place: Place, where: str) -> SourceError:
    if not place.path.exists():
        return SourceError("does not exist", where=where, hint="check the path")
    if place.path.is_dir():
        return SourceError(
            "is a folder", where=where, hint="name one document in it; kg inspect --unread takes a folder"
        )
    hint = signature.advice(place.ending) or f"read are {', '.join(sorted(READERS))}"
    if place.ending == _ARCHIVE:
        names = [one.member for one in find([place.path]).places]
        hint = f"name one of them, such as {place.path}/{names[0]}" if names else hint
        return SourceError(f"holds {len(names)} documents", where=where, hint=hint)
    return SourceError(f"files ending in {place.ending or 'nothing'} are not read", where=where, hint=hint)


def bytes_of(place: Place) -> bytes:
    """Give the bytes of a document.

    Raises:
        SourceError: It cannot be opened, or is larger than any minutes.
    """
    where = place.where
    most = MAX_CHARACTERS * _BYTES if place.ending in _TEXT_FORMATS else MAX_BYTES
    if place.member:
        return archive.read(place.path, place.member, most, where)
    path = place.path
    try:
        if path.exists() and not path.is_file():
            raise SourceError("is no file that can be read", where=where, hint="give files, folders or .zip archives")
        size = path.stat().st_size
        if size > most:
            raise SourceError(f"has {size:,} bytes, more than any minutes", where=where, hint="split it")
        return path.read_bytes()
    except OSError as problem:
        raise SourceError(f"cannot be opened: {problem.strerror}", where=where) from problem


def from_bytes(
    data: bytes,
    name: str,
    reader: Callable[[bytes, str], tuple[str, tuple[Page, ...], tuple[str, ...]]] = read_text,
    where: str = "",
) -> Source:
    """Make a Source of the bytes of a document called `name`; faults are told of `where`, or of that name.

    Raises:
        SourceError: There is no text in them, or more than a set of minutes can have.
    """
    where = where or name
    text, pages, notes = reader(data, where)
    if not text.strip():
        raise SourceError("is empty", where=where, hint="a scanned document has to be recognised (OCR) first")
    if len(text) > MAX_CHARACTERS:
        raise SourceError(f"has {len(text):,} characters, more than {MAX_CHARACTERS:,}", where=where, hint="split it")
    longest = max(map(len, text.split("\n")))
    if longest > MAX_LINE:
        raise SourceError(f"has a line of {longest:,} characters", where=where, hint="this is no text of minutes")
    return Source(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        pages=pages,
        notes=notes,
    )
