"""The terms a graph may use, read from ontology/: an unknown one raises."""

from __future__ import annotations

import re
from functools import cache

from kg.errors import ShareError
from kg.graph.iri import NAMESPACE
from kg.resources import folder

PREFIXES = {
    "gov": NAMESPACE,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "role": "https://w3id.org/protokollgraf/role/",
    "body-kind": "https://w3id.org/protokollgraf/body-kind/",
    "decision-kind": "https://w3id.org/protokollgraf/decision-kind/",
    "outcome": "https://w3id.org/protokollgraf/outcome/",
    "method": "https://w3id.org/protokollgraf/method/",
    "fate": "https://w3id.org/protokollgraf/fate/",
    "referral-kind": "https://w3id.org/protokollgraf/referral-kind/",
    "motion-kind": "https://w3id.org/protokollgraf/motion-kind/",
    "result": "https://w3id.org/protokollgraf/result/",
    "vote-kind": "https://w3id.org/protokollgraf/vote-kind/",
    "ballot": "https://w3id.org/protokollgraf/ballot/",
    "initiative-kind": "https://w3id.org/protokollgraf/initiative-kind/",
    "status": "https://w3id.org/protokollgraf/status/",
}
# Direct properties of records that other vocabularies already have.
FOREIGN = {
    "title": "dcterms:title",
    "identifier": "dcterms:identifier",
    "created": "dcterms:date",
    "creator": "dcterms:creator",
}
_DECLARED = re.compile(r"^gov:(\w+)\s+a\s", re.MULTILINE)
_LABELLED = re.compile(r'^gov:(\w+)\n(?:[ ].*\n)*?[ ]+rdfs:label "([^"]+)"@sv', re.MULTILINE)
_CONCEPT = re.compile(r"^<https://w3id\.org/protokollgraf/([\w-]+/[\w-]+)>\s+a\s+skos:Concept\b", re.MULTILINE)


@cache
def declared() -> frozenset[str]:
    """Give the local names that ontology/governance.ttl declares."""
    path = folder("ontology") / "governance.ttl"
    return frozenset(_DECLARED.findall(path.read_text(encoding="utf-8")))


@cache
def _labels() -> dict[str, str]:
    path = folder("ontology") / "governance.ttl"
    return dict(_LABELLED.findall(path.read_text(encoding="utf-8")))


def label(name: str) -> str:
    """Give what a class or property of ours is called in Swedish.

    Raises:
        ShareError: The ontology does not label it.
    """
    if name not in _labels():
        raise ShareError(f"gov:{name} has no Swedish label", where="ontology/governance.ttl")
    return _labels()[name]


@cache
def concepts() -> frozenset[str]:
    """Give `scheme/concept` for every concept of ontology/concepts.ttl."""
    path = folder("ontology") / "concepts.ttl"
    return frozenset(_CONCEPT.findall(path.read_text(encoding="utf-8")))


@cache
def term(name: str) -> str:
    """Give the IRI of a class or property of ours, or of one of another vocabulary by its prefixed name.

    Raises:
        ShareError: The ontology does not declare it.
    """
    name = FOREIGN.get(name, name)
    if ":" in name:
        prefix, _, local = name.partition(":")
        return PREFIXES[prefix] + local
    if name not in declared():
        raise ShareError(f"gov:{name} is not declared", where="ontology/governance.ttl")
    return NAMESPACE + name


@cache
def concept(scheme: str, name: str) -> str:
    """Give the IRI of a concept.

    Raises:
        ShareError: The scheme does not have it.
    """
    if f"{scheme}/{name}" not in concepts():
        raise ShareError(f"there is no concept {scheme}:{name}", where="ontology/concepts.ttl")
    return f"https://w3id.org/protokollgraf/{scheme}/{name}"
