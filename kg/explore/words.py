"""The words of the pictures, in Swedish or English: those of the ontology, and a few of our own."""

from __future__ import annotations

import tomllib
from functools import cache

from kg.errors import ShareError
from kg.explore.labels import TEMPLATES, columns

HEADINGS = ("from", "to", "kind", "date", "case", "paragraph", "sentence", "document")
"""The columns of the list on the map's page."""


@cache
def words(language: str) -> dict[str, str]:
    """Give the words of a language by their key; a heading is called as the column is in an answer.

    Raises:
        ShareError: The file lacks a word of that language.
    """
    path = TEMPLATES / "words.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    missing = sorted(set().union(*tables.values()) - set(tables.get(language, {})))
    if missing:
        raise ShareError(f"[{language}] lacks {', '.join(missing)}", where=str(path))
    named = columns(language)
    headings = {name: named.get(name, name).capitalize() for name in HEADINGS}
    own: dict[str, str] = tables[language]
    return own | headings | {"anticipated": named.get("anticipated", "anticipated")}
