"""What things are called, in Swedish and English: the labels of ontology/, which answers, headings and pages ask."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from kg.errors import ShareError
from kg.graph.iri import CONCEPTS
from kg.graph.store import open_graph
from kg.graph.vocab import PREFIXES
from kg.resources import folder

TEMPLATES = Path(__file__).with_name("templates")
_TERMS = ("governance", "labels")


@cache
def concepts(language: str) -> dict[str, str]:
    """Give what each concept is called, by `scheme/concept`."""
    query = f'SELECT ?concept ?label {{ ?concept skos:prefLabel ?label FILTER(LANG(?label) = "{language}") }}'
    found = open_graph(folder("ontology") / "concepts.ttl").select(query).rows
    return {one.value.removeprefix(CONCEPTS): label.value for one, label in found if one and label}


@cache
def terms(language: str) -> dict[str, str]:
    """Give what each class and property is called, by its prefixed name; those of other vocabularies too."""
    query = f'SELECT ?term ?label {{ ?term rdfs:label ?label FILTER(LANG(?label) = "{language}") }}'
    found: dict[str, str] = {}
    for name in _TERMS:
        for term, label in open_graph(folder("ontology") / f"{name}.ttl").select(query).rows:
            if term and label:
                found[prefixed(term.value)] = label.value
    return found


def prefixed(iri: str) -> str:
    """Give the prefixed name of a term's IRI."""
    at = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = next((prefix for prefix, namespace in PREFIXES.items() if namespace == iri[:at]), "")
    return f"{prefix}:{iri[at:]}" if prefix else iri


def called(name: str, language: str) -> str:
    """Give what a term (`gov:Referral`) or a concept (`ballot/no`) is called.

    >>> called("gov:Referral", "sv"), called("ballot/no", "sv")
    ('steg', 'nej')

    Raises:
        ShareError: The ontology does not label it.
    """
    known = terms(language) if ":" in name else concepts(language)
    if name not in known:
        raise ShareError(f"{name} has no label in {language!r}", where="ontology/")
    return known[name]


@cache
def columns(language: str) -> dict[str, str]:
    """Give what the columns of answers are called.

    Raises:
        ShareError: The file has no words of that language, or the ontology does not label what it names.
    """
    path = TEMPLATES / "columns.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    if language not in tables:
        raise ShareError(f"there is no [{language}]", where=str(path))
    own: dict[str, str] = tables[language]
    if not own:
        return {}  # the columns' own names
    return own | {column: called(name, language) for column, name in tables["terms"].items()}
