"""Where a page lies: the IRIs of a graph as paths of the server, and the addresses of searches and questions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from kg.errors import NothingFoundError

_CHAR = "/text#char="
_NO_IRI = re.compile(r'[\x00-\x20\x7f-\x9f<>"{}|^`\\\ud800-\udfff]')


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses of pages in one language.

    Args:
        base: What the IRIs of the graph begin with.
        language: `sv`, which no address names, or `en`.
    """

    base: str
    language: str = "sv"

    def to(self, iri: str) -> str:
        """Give the address of the page of an IRI; empty where it has none, as terms and foreign things have not."""
        if not iri.startswith(self.base):
            return ""
        document, found, place = iri.partition(_CHAR)
        if found:
            return self.at(f"/id/{_path(document.removeprefix(self.base))}/text", char=place) + "#here"
        return self.at(f"/id/{_path(iri.removeprefix(self.base))}")

    def at(self, path: str, **given: str) -> str:
        """Give the address of a path with what is asked there."""
        asked = {name: value for name, value in given.items() if value}
        if self.language != "sv":
            asked["lang"] = self.language
        return f"{path}?{urlencode(asked)}" if asked else path

    def iri(self, path: str) -> str:
        """Give the IRI that a path below `/id/` stands for.

        Raises:
            NothingFoundError: It has a character that no IRI has (RFC 3987, and what SPARQL excludes).
        """
        if _NO_IRI.search(path):
            raise NothingFoundError("no IRI is written so", where=path)
        return self.base + path


def _path(iri: str) -> str:
    return quote(iri, safe="/-_.~")
