"""What follows from several documents, as triples of the identity graph: each with a statement that says from where."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from kg.graph.iri import joined
from kg.graph.quads import TYPE, Triple, decimal, iri, literal
from kg.graph.vocab import concept, term


class Ground(NamedTuple):
    """What something follows from: passages, the rule, and how sure that is, as a decimal number."""

    passages: tuple[str, ...]
    rule: str
    confidence: str


def inferred(subject: str, name: str, value: str, ground: Ground) -> set[Triple]:
    """Give a triple, of IRIs, and the statement that carries the passages of both ends.

    Args:
        subject: An IRI.
        name: The name of the property.
        value: An IRI.
        ground: What it follows from.
    """
    own = statement(subject, name, value, ground)
    found = {
        (iri(subject), iri(term(name)), iri(value)),
        (iri(own), TYPE, iri(term("rdf:Statement"))),
        (iri(own), iri(term("rdf:subject")), iri(subject)),
        (iri(own), iri(term("rdf:predicate")), iri(term(name))),
        (iri(own), iri(term("rdf:object")), iri(value)),
        (iri(own), iri(term("status")), iri(concept("status", "inferred"))),
        (iri(own), iri(term("extractedBy")), literal(ground.rule)),
        (iri(own), iri(term("confidence")), decimal(ground.confidence)),
    }
    return found | {(iri(own), iri(term("supportedBy")), iri(passage)) for passage in ground.passages if passage}


def statement(subject: str, name: str, value: str, ground: Ground) -> str:
    """Give the IRI of a statement of the identity graph: a pure function of what it says, by which rule and how sure.

    One thing may follow twice: two numbers of a matter are printed together, and a paragraph tells of the other's step.
    """
    said = f"{subject} {name} {value} {ground.rule} {ground.confidence}"
    return joined(subject, hashlib.sha256(said.encode()).hexdigest()[:16])
