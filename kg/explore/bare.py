"""A graph without what tells where its facts stand and how sure they are: the facts alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.vocab import term

if TYPE_CHECKING:
    from kg.explore.network import Quads

_CLASSES = ("Passage", "Naming", "nif:Context", "rdf:Statement")
"""Things that tell of others: where they stand, how they are spelt, how sure a direct property is."""
_PROPERTIES = (
    *("supportedBy", "extractedBy", "confidence", "status", "confidenceFactor"),
    *("caseShare", "decidedShare", "knownSectionShare", "titledShare", "understoodRosterShare"),
    *("factCount", "paragraphCount", "rosterLineCount", "unmatchedNameCount"),
)


def facts(quads: Quads) -> Quads:
    """Give the statements that say something of the meetings themselves, by the IRI of their graph.

    What is inferred across documents stays, and is not told apart from what minutes state any more. Which document a
    meeting or a paragraph is recorded in stays too.
    """
    kind = term("rdf:type")
    classes = {term(name) for name in _CLASSES}
    properties = {term(name) for name in _PROPERTIES}
    telling = {
        subject.value
        for triples in quads.values()
        for subject, predicate, value in triples
        if predicate.value == kind and value.value in classes
    }
    kept = {
        name: [
            triple
            for triple in triples
            if triple[0].value not in telling and triple[1].value not in properties and triple[2].value not in telling
        ]
        for name, triples in quads.items()
    }
    return {name: triples for name, triples in kept.items() if triples}
