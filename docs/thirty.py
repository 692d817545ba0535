"""The thirty terms that the shipped questions use most: counted in queries/, explained as the ontology does."""  # noqa: INP001 - beside the page's program, no package

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MANY = 30
_NAME = re.compile(r"(?<![\w:?/#-])(gov|rdfs|dcterms|org|foaf|owl):([A-Za-z]\w*)")
_NOT_ASKED = re.compile(r'"[^"\n]*"|<[^<>\s]*>|#.*')
FOREIGN = {
    "rdfs:label": ("namn, eller vad saken kallas", "the name, or what a thing is called"),
    "dcterms:title": ("rubriken så som den är tryckt", "the heading as printed"),
    "dcterms:identifier": (
        "diarienummer, SFS-nummer eller annan beteckning",
        "a diary number, an SFS number or the like",
    ),
    "dcterms:source": ("filen som protokollet kom ur", "the file that the minutes came from"),
    "org:unitOf": ("organisationen som organet hör till", "the organisation that a body belongs to"),
}
"""What terms of other vocabularies say here; the vocabularies themselves explain them in general."""


def counted(folder: Path) -> tuple[Counter[str], int]:
    """Count in how many questions each term stands, and how many questions there are."""
    found: Counter[str] = Counter()
    files = sorted(folder.glob("*.rq"))
    for file in files:
        asked = _NOT_ASKED.sub(" ", file.read_text(encoding="utf-8"))
        found.update({f"{prefix}:{local}" for prefix, local in _NAME.findall(asked)})
    return found, len(files)


def most_used(folder: Path) -> list[tuple[str, int]]:
    """Give the terms that most questions use and in how many they stand; of equally many the first by name."""
    found, _ = counted(folder)
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))[:MANY]
