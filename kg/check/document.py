"""One document of a graph as the checks see it: its triples, what is known of the things it names, and its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import RDF, Graph, URIRef

from kg.check.finding import Finding
from kg.graph.vocab import PREFIXES, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Literal

    from rdflib import Dataset
    from rdflib.term import Node

    from kg.model import Source

    Triple = tuple[Node, Node, Node]

_NOT_PARAGRAPHS = {"attendance", "affiliation", "name", "text"}


def prefixed(iri: str) -> str:
    """Write an IRI with a prefix where one fits."""
    at = max(iri.rfind("#"), iri.rfind("/")) + 1
    return next((f"{prefix}:{iri[at:]}" for prefix, namespace in PREFIXES.items() if namespace == iri[:at]), iri)


def node(name: str) -> URIRef:
    """Give one of our terms, or another vocabulary's by its prefixed name, for use with rdflib."""
    return URIRef(term(name))


@dataclass(frozen=True, slots=True)
class Document:
    """The graph of one document together with what the identity graph says of the things in it."""

    name: str
    minutes: Node
    graph: Graph
    source: Source | None = None
    """The text, where the file was given along."""

    def value(self, subject: Node, name: str) -> str:
        """Give one value of a property, the least where there are several; empty where there is none."""
        return min(map(str, self.graph.objects(subject, node(name))), default="")

    def things(self, name: str) -> list[Node]:
        """Give the things of a class, in order."""
        return sorted(self.graph.subjects(RDF.type, node(name)), key=str)

    def items(self) -> list[Node]:
        """Give the paragraphs that this document records; those that it only cites are not among them."""
        recorded = set(self.graph.subjects(node("recordedIn"), self.minutes))
        return [item for item in self.things("AgendaItem") if item in recorded]

    def passages(self, subject: Node) -> list[Node]:
        """Give the passages behind a thing, in the order of the text."""
        return sorted(
            self.graph.objects(subject, node("supportedBy")),
            key=lambda passage: (self.offset(passage, "nif:beginIndex") or 0, str(passage)),
        )

    def offset(self, passage: Node, name: str) -> int | None:
        """Give where a passage begins or ends, None where that is no number."""
        text = self.value(passage, name)
        return int(text) if text.isascii() and text.isdigit() else None

    def finding(self, subject: Node, what: str, severity: Literal["violation", "warning"] = "violation") -> Finding:
        """Tell a fault of a thing, at the first passage behind it or behind the paragraph that it belongs to."""
        at = subject
        if (subject, RDF.type, node("Passage")) not in self.graph:
            at = next(iter(self.passages(subject)), subject)
        begin, end = (self.offset(at, name) for name in ("nif:beginIndex", "nif:endIndex"))
        line = self.source.line(begin) if self.source and begin is not None else None
        return Finding(self.name, begin, end, line, self._paragraph(subject), what, str(subject), severity)

    def _paragraph(self, subject: Node) -> str:
        number = self.value(subject, "number")
        if number or not str(subject).startswith(f"{self.minutes}/"):
            return number
        parts = str(subject).removeprefix(f"{self.minutes}/").split("/")
        at = 1 if parts[0] == "statement" else 0
        known = len(parts) > at + 1 and parts[at].split("#")[0] not in _NOT_PARAGRAPHS
        return parts[at] if known and parts[at][:1].isdigit() else ""


def documents(dataset: Dataset) -> Iterator[Document]:
    """Cut a dataset into its documents, each with what the other graphs say of the things in it.

    A document is the graph that holds its Minutes. Where one graph holds several (the union in a .ttl or .nt file), it
    is what stands under the IRI of one of the Minutes and what can be reached from there.
    """
    found, others = _graphs(dataset)
    for minutes, triples in found:
        whole = Graph()
        for triple in triples:
            whole.add(triple)
        for subject in set(whole.subjects()):
            for other in others:
                for triple in other.triples((subject, None, None)):
                    whole.add(triple)
        name = min(map(str, whole.objects(minutes, node("dcterms:source"))), default=str(minutes))
        yield Document(name, minutes, whole)


def shared(dataset: Dataset) -> list[Graph]:
    """Give the graphs that are no document's: identities, and the build's record where it stands within."""
    return _graphs(dataset)[1]


def _graphs(dataset: Dataset) -> tuple[list[tuple[Node, Iterable[Triple]]], list[Graph]]:
    found: list[tuple[Node, Iterable[Triple]]] = []
    others: list[Graph] = []
    for graph in sorted(dataset.graphs(), key=lambda one: str(one.identifier)):
        minutes = sorted(set(graph.subjects(RDF.type, node("Minutes"))), key=str)
        if len(minutes) > 1:
            found += _apart(graph, minutes)
        elif minutes:
            found.append((minutes[0], graph))
        elif len(graph):
            others.append(graph)
    return found, others


def _apart(graph: Graph, minutes: Sequence[Node]) -> Iterator[tuple[Node, Iterable[Triple]]]:
    """Take a union of documents apart again, by the IRIs of what belongs to one document alone."""
    names = {str(one): one for one in minutes}
    length = len(next(iter(names)))

    def owner(thing: Node) -> Node | None:
        found = names.get(str(thing)[:length])
        return found if found is not None and str(thing)[length : length + 1] in {"", "/"} else None

    own: dict[Node, list[Triple]] = {one: [] for one in minutes}
    rest: dict[Node, list[Triple]] = {}
    for triple in graph:
        belongs = owner(triple[0])
        (rest.setdefault(triple[0], []) if belongs is None else own[belongs]).append(triple)
    rule = {node("extractedBy"), node("confidence"), node("status")}
    for one, of_one in own.items():
        open_ = {value for _, _, value in of_one}
        seen: set[Node] = set()
        found = list(of_one)
        while open_:
            thing = open_.pop()
            if thing in seen:
                continue
            seen.add(thing)
            reached = [triple for triple in rest.get(thing, ()) if owner(triple[2]) in {None, one}]
            if not any(predicate == node("supportedBy") for _, predicate, _ in reached):
                # What another document says of it stays with the passages there.
                reached = [triple for triple in reached if triple[1] not in rule]
            found += reached
            open_ |= {value for _, _, value in reached}
        yield one, found
