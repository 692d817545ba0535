"""A built graph as tests read it: by rdflib, which has no part in writing it."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from rdflib import RDF, RDFS, Dataset, Literal, Namespace, URIRef
from rdflib.term import Node

from kg import conductor
from kg.document import Options
from kg.graph.forms import FORMS
from tools.ontology import every_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

GOV = Namespace("https://w3id.org/protokollgraf/ns#")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
BASE = "https://w3id.org/protokollgraf/id/"
IDENTITIES = URIRef(f"{BASE}graph/identities")
PROVENANCE = ("supportedBy", "confidence", "extractedBy")
# The classes whose resources say what a sentence says, and the properties that say it without a resource between.
FACTS = ("Affiliation", *sorted({kind.term for kind in every_kind() if kind.term} - {"Meeting"}))
DIRECT = tuple(dict.fromkeys(name for kind in every_kind() for name in kind.stated))

Quad = tuple[Node, Node, Node, Node | None]


def dataset(path: Path) -> Dataset:
    """Read a file of a graph; rdflib warns of what it calls itself, which is none of ours."""
    found = Dataset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        found.parse(data=path.read_text(encoding="utf-8"), format=FORMS[path.suffix].rdflib)
    return found


def write(paths: Iterable[Path], output: Path) -> Path:
    """Build documents and write their graph to a file."""
    conductor.save(conductor.build(list(paths), Options()), output)
    return output


class Built:
    """A built graph with the questions that tests ask of it again and again."""

    def __init__(self, path: Path) -> None:
        self.quads: set[Quad] = set(dataset(path).quads())
        self._values: dict[tuple[Node, Node], list[Node]] = {}
        self._typed: dict[Node, list[Node]] = {}
        self.triples: set[tuple[Node, Node, Node]] = {quad[:3] for quad in self.quads}
        """The union of all graphs."""
        for subject, predicate, value in self.triples:
            self._values.setdefault((subject, predicate), []).append(value)
            if predicate == RDF.type:
                self._typed.setdefault(value, []).append(subject)

    def values(self, subject: Node, predicate: Node) -> list[Node]:
        """Give the values of a property of a resource, of whatever graph."""
        return sorted(self._values.get((subject, predicate), ()), key=str)

    def value(self, subject: Node, predicate: Node) -> Node:
        """Give the only value of a property of a resource."""
        (found,) = self.values(subject, predicate)
        return found

    def typed(self, *classes: str) -> list[Node]:
        """Give the resources of some classes of ours."""
        return sorted((subject for name in classes for subject in self._typed.get(GOV[name], ())), key=str)

    def values_of(self, predicate: Node) -> list[Node]:
        """Give the values of a property of all resources, each once."""
        return sorted({value for _, said, value in self.triples if said == predicate}, key=str)

    def recorded(self) -> list[Node]:
        """Give the fact resources: paragraphs of cited meetings stand in minutes that were not read, and are none."""
        return [
            subject
            for subject in self.typed(*FACTS)
            if (subject, RDF.type, GOV.AgendaItem) not in self.triples or self.values(subject, GOV.recordedIn)
        ]

    def statements(self) -> dict[tuple[Node, Node, Node], Node]:
        """Give each statement about a direct property by what it states."""
        return {
            (self.value(one, RDF.subject), self.value(one, RDF.predicate), self.value(one, RDF.object)): one
            for one in self._typed.get(RDF.Statement, ())
        }

    def quotes(self, subject: Node) -> list[str]:
        """Give what the passages behind a resource quote."""
        return [str(self.value(passage, NIF.anchorOf)) for passage in self.values(subject, GOV.supportedBy)]

    def spellings(self, agent: Node) -> Iterator[str]:
        """Give every spelling of an agent's name."""
        for predicate in (RDFS.label, URIRef("http://www.w3.org/2004/02/skos/core#altLabel")):
            yield from map(str, self.values(agent, predicate))


def number(value: Node) -> int:
    """Give the number that a literal says."""
    assert isinstance(value, Literal)
    return int(value)
