"""One document's sheet of triples: terms checked, passages written once, provenance on each fact."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from kg.graph.iri import Names, slug
from kg.graph.quads import LABEL, TYPE, Triple, decimal, iri, literal, typed
from kg.graph.vocab import concept, term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.facts.kind import Fact
    from kg.graph.document_graph import DocumentGraph
    from kg.model import Coverage, Source, Span


_INDEX = "^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>"


@cache
def _predicate(name: str) -> str:
    return iri(term(name))


@cache
def _confidence(value: float) -> str:
    return decimal(f"{value:.2f}")


class Sheet:
    """Takes triples of one document.

    Args:
        source: The document whose text the passages quote.
        names: Makes its IRIs.
        graph: Receives the triples.
        factor: What the confidence of every fact is multiplied by.
    """

    def __init__(self, source: Source, names: Names, graph: DocumentGraph, factor: float) -> None:
        self.source = source
        self.names = names
        self.graph = graph
        self.factor = factor
        self._passages: dict[Span, str] = {}
        self._identifiers: dict[str, str] = {}
        self._stated: set[Triple] = set()

    def add(self, subject: str, predicate: str, value: str) -> None:
        """Add one triple; subject and predicate are IRIs, the value a written term."""
        self.graph.triples.add((f"<{subject}>", _predicate(predicate), value))

    def type(self, subject: str, name: str) -> None:
        """Say the class of a resource."""
        self.graph.triples.add((f"<{subject}>", TYPE, _predicate(name)))

    def label(self, subject: str, text: str) -> None:
        """Label a resource of this document alone."""
        self.graph.triples.add((iri(subject), LABEL, literal(text)))

    def shared(self, subject: str, name: str, label: str) -> None:
        """Say the class of a thing that other documents may name too, and what it is called where it has no name yet.

        Both stand in the identity graph alone; here they stand on the thing's Naming.
        """
        self.graph.classes[subject] = name
        self.graph.labels.setdefault(subject, label)

    def identify(self, subject: str, printed: str) -> None:
        """Give a shared thing its identifier, in the spelling that stands first in the document."""
        self.add(subject, "identifier", literal(self._identifiers.setdefault(subject, printed)))

    def passage(self, span: Span) -> str:
        """Give the passage of a span, written once."""
        known = self._passages.get(span)
        if known is not None:
            return known
        found = self.names.passage(span)
        self._passages[span] = found
        self.type(found, "Passage")
        self.add(found, "nif:referenceContext", iri(self.names.text()))
        self.add(found, "nif:beginIndex", f'"{span.begin}"{_INDEX}')
        self.add(found, "nif:endIndex", f'"{span.end}"{_INDEX}')
        self.add(found, "nif:anchorOf", literal(self.source.quote(span)))
        page = self.source.page(span.begin)
        if page is not None:
            self.add(found, "page", literal(str(page), "integer"))
        if self.source.sure(span.begin) is not None:
            self.add(found, "recognised", literal("true", "boolean"))
        return found

    def provenance(self, subject: str, fact: Fact, rule: str, more: Iterable[Span] = ()) -> None:
        """Say which passages support a resource, how sure the rule is and which rule it was."""
        spans = [span for span in dict.fromkeys((*fact.at, *more)) if span.end > span.begin]
        for span in spans:
            self.add(subject, "supportedBy", iri(self.passage(span)))
        sure = [sure for span in spans if (sure := self.source.sure(span.begin)) is not None]
        self.add(subject, "confidence", _confidence(fact.confidence * self.factor * min(sure, default=1.0)))
        self.add(subject, "extractedBy", f'"{fact.rule or rule}"')
        if fact.inferred:  # what says nothing is stated: that is most, and would be a triple for each
            self.add(subject, "status", iri(concept("status", "inferred")))

    def state(self, triple: Triple, where: tuple[str, ...], fact: Any, rule: str) -> None:
        """Give a direct property a statement that carries its passage; told again, it has one more."""
        subject, predicate, value = triple
        statement = self.names.below("statement", *where, slug(value.removeprefix(f"<{self.names.base}").strip("<>")))
        if triple in self._stated:
            for span in fact.at:
                if span.end > span.begin:
                    self.add(statement, "supportedBy", iri(self.passage(span)))
            return
        self._stated.add(triple)
        self.type(statement, "rdf:Statement")
        self.add(statement, "rdf:subject", iri(subject))
        self.add(statement, "rdf:predicate", iri(predicate))
        self.add(statement, "rdf:object", value)
        self.provenance(statement, fact, rule)
        if getattr(fact, "clause_number", ""):
            self.add(statement, "citedClause", literal(fact.clause_number))

    def coverage(self, coverage: Coverage, unmatched: int) -> None:
        """Say of the Minutes how much of them was understood; a share of nothing is not said."""
        own = self.names.minutes
        for name, count in (
            ("factCount", sum(self.graph.counts.values())),
            ("paragraphCount", coverage.paragraphs),
            ("rosterLineCount", coverage.roster_lines),
            ("unmatchedNameCount", unmatched),
        ):
            self.add(own, name, typed(count, "integer"))
        shares = coverage.shares()
        for name, share in (
            ("titledShare", "titled"),
            ("decidedShare", "decided"),
            ("caseShare", "with_case"),
            ("knownSectionShare", "known_sections"),
            ("understoodRosterShare", "understood_roster"),
        ):
            if share in shares:
                self.add(own, name, decimal(f"{shares[share]:.2f}"))
        self.add(own, "confidenceFactor", decimal(f"{coverage.factor:.2f}"))
