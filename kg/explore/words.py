"""The words of the pictures, in Swedish or English: those of the ontology, and a few of our own."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from kg.errors import ShareError
from kg.graph.iri import CONCEPTS
from kg.graph.store import open_graph
from kg.resources import folder

TEMPLATES = Path(__file__).with_name("templates")


@cache
def words(language: str) -> dict[str, str]:
    """Give the words of a language by their key.

    Raises:
        ShareError: The file lacks a word of that language.
    """
    path = TEMPLATES / "words.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    missing = sorted(set().union(*tables.values()) - set(tables.get(language, {})))
    if missing:
        raise ShareError(f"[{language}] lacks {', '.join(missing)}", where=str(path))
    return dict(tables[language])


@cache
def concepts(language: str) -> dict[str, str]:
    """Give what each concept is called, by `scheme/concept`."""
    query = f'SELECT ?concept ?label {{ ?concept skos:prefLabel ?label FILTER(LANG(?label) = "{language}") }}'
    found = open_graph(folder("ontology") / "concepts.ttl").select(query).rows
    return {one.value.removeprefix(CONCEPTS): label.value for one, label in found if one and label}
