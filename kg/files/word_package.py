"""A Word document's package: its parts as XML, found by what they are, whatever else in it is broken."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import Any
from urllib.parse import unquote

from lxml import etree

from kg.errors import SourceError

_MAX_XML = 300_000_000
"""The most bytes that the parts of a document may unpack to."""
_RATIO, _SMALL = 200, 50_000_000
"""Parts that unpack to so many times the file's size, and to more than the second, in bytes, are no minutes."""
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_STRICT_NAME = re.compile(r"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL = r"http://schemas.openxmlformats.org/\1/2006/"
"""The strict form of the standard has other names for the same things (ISO/IEC 29500-1 and -4)."""
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OF_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_USUAL_BODY = re.compile(r"word/document\d*\.xml")
_BODY = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}body"
_HINT = "open it in Word and save it again as .docx"


class Package:
    """The parts of one document; a relation that leads nowhere, or to what is no XML, leads to nothing."""

    def __init__(self, data: bytes, where: str) -> None:
        """Open a package.

        Raises:
            SourceError: It cannot be unpacked, unpacks to more than any minutes, or holds no text of a document.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except _BROKEN as problem:
            hint = "was it copied whole? Open it in Word and save it again"
            raise SourceError("is a broken Word document", where=where, hint=hint) from problem
        size = sum(info.file_size for info in infos)
        if size > _MAX_XML or size > max(_SMALL, _RATIO * len(data)):
            raise SourceError(f"unpacks from {len(data):,} to {size:,} bytes: no minutes do", where=where)
        self._parts = {part_name(info.filename).casefold(): info for info in infos}
        main, root = self._main()
        if root is None:
            raise SourceError("is no Word document that can be read", where=where, hint=_HINT)
        self.root: Any = root
        """The part with the text."""
        self._relations = self._related(main)

    def of(self, kind: str) -> Any:
        """Give the part that the text is related to as `styles`, `numbering` and so on; None where there is none."""
        found = (target for is_of, target in self._relations.values() if is_of == kind)
        return next((root for target in found if (root := self._xml(target)) is not None), None)

    def part(self, relation: str) -> Any:
        """Give the part that a relation of the text leads to; None where it leads nowhere."""
        return self._xml(self._relations.get(relation, ("", ""))[1])

    def _main(self) -> tuple[str, Any]:
        """Give name and root of the part with the text: the one that the package names, else one that is called so."""
        named = [target for kind, target in self._related("").values() if kind == "officeDocument"]
        for name in (*named, *filter(_USUAL_BODY.fullmatch, self._parts)):
            root = self._xml(name)
            if root is not None and root.find(_BODY) is not None:
                return name, root
        return "", None

    def _related(self, name: str) -> dict[str, tuple[str, str]]:
        """Give the relations of a part, by their ids: the kind, and the name of the part that each leads to."""
        folder, _, file = name.rpartition("/")
        root = self._xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for one in [] if root is None else root.iter(_RELATION):
            kind = _STRICT_NAME.sub(_USUAL, one.get("Type", "")).removeprefix(_OF_OFFICE)
            if one.get("TargetMode") != "External":
                target = unquote(one.get("Target", "").partition("#")[0])
                found[one.get("Id", "")] = kind, part_name(posixpath.join("/", folder, target))
        return found

    def _xml(self, name: str) -> Any:
        info = self._parts.get(part_name(name).casefold())
        if info is None:
            return None
        try:
            data = self._zip.read(info)
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            return etree.fromstring(_STRICT.sub(_USUAL.encode(), data), parser)
        except (*_BROKEN, etree.XMLSyntaxError):
            return None


def part_name(name: str) -> str:
    r"""Give the name of a part as relations name it.

    >>> part_name("/word/../word\\document.xml")
    'word/document.xml'
    """
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/")
