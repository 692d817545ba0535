"""A store on disk as rdflib sees it: read where it lies, its SPARQL answered by the store's own engine.

oxrdflib does this too, but its plain literals equal none of rdflib's, and it writes where it is asked for a graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rdflib import BNode, Dataset, Literal, URIRef, Variable
from rdflib import Graph as Triples
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.query import Result
from rdflib.store import Store

from kg.errors import GraphError
from kg.graph.terms import Rows, Truth

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from rdflib.term import Node

    from kg.graph.store import Graph
    from kg.graph.terms import Answer, Term

_UNION = "__UNION__"
"""What rdflib calls the union of all graphs."""


def dataset(graph: Graph) -> Dataset:
    """Give a graph as a dataset of rdflib that nobody can write to; its default graph is the union of all graphs."""
    return Dataset(store=_Reading(graph), default_union=True)


class _Reading(Store):
    """What rdflib asks for triples, graphs and answers."""

    context_aware = True
    graph_aware = True

    def __init__(self, graph: Graph) -> None:
        super().__init__()
        self._graph = graph
        self._prefixes: dict[str, URIRef] = {}

    def triples(
        self, triple_pattern: tuple[Node | None, Node | None, Node | None], context: Any = None
    ) -> Iterator[tuple[tuple[Node, Node, Node], Iterator[Any]]]:
        """Give the triples that fit a pattern, each with the graphs that say it."""
        wanted = _name(context)
        found: dict[tuple[Node, Node, Node], list[str]] = {}
        for subject, predicate, value, name in self._graph.match(*map(_asked, triple_pattern)):
            triple = _node(subject), _node(predicate), _node(value)
            fits = all(want is None or want == one for want, one in zip(triple_pattern, triple, strict=True))
            if fits and (not wanted or wanted == name):
                found.setdefault(triple, []).append(name)
        for told, names in found.items():
            yield told, iter([self._context(name) for name in names])

    def contexts(self, triple: Any = None) -> Generator[Any, None, None]:
        """Give the graphs, or those that say a triple."""
        if triple is None or triple == (None, None, None):
            yield from map(self._context, self._graph.named())
            return
        for _, names in self.triples(triple):
            yield from names

    def _context(self, name: str) -> Any:
        return URIRef(name)

    def __len__(self, context: Any = None) -> int:
        """Give how many triples a graph has, or the union of all."""
        return sum(1 for _ in self.triples((None, None, None), context))

    def query(
        self,
        query: Any,
        initNs: Any,  # noqa: N803 - rdflib's names
        initBindings: Any,  # noqa: N803
        queryGraph: str,  # noqa: N803
        **_: Any,
    ) -> Result:
        """Answer SPARQL by the store's own engine; bindings are left to rdflib's."""
        if initBindings or not isinstance(query, str):
            raise NotImplementedError
        declared = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in dict(initNs).items())
        graph = "" if queryGraph in {_UNION, str(DATASET_DEFAULT_GRAPH_ID)} else str(queryGraph)
        return _result(self._graph.ask(declared + query, graph=graph))

    def bind(self, prefix: str, namespace: URIRef, override: bool = True) -> None:
        """Note a prefix, for this dataset alone."""
        if override or prefix not in self._prefixes:
            self._prefixes[prefix] = namespace

    def namespace(self, prefix: str) -> URIRef | None:
        """Give what a prefix stands for."""
        return self._prefixes.get(prefix)

    def prefix(self, namespace: URIRef) -> str | None:
        """Give the prefix of a namespace."""
        return next((prefix for prefix, known in self._prefixes.items() if known == namespace), None)

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        """Give all prefixes."""
        yield from self._prefixes.items()

    def add_graph(self, graph: Any) -> None:
        """Let a graph be looked at, whether it is there or not."""

    def add(self, *_: Any, **__: Any) -> None:
        """Refuse to write.

        Raises:
            GraphError: Always.
        """
        hint = "build into it, or load a file with kg.load to change it in memory"
        raise GraphError("a store is only read", where=self._graph.name, hint=hint)

    remove = remove_graph = add
    addN = add  # noqa: N815 - rdflib's name


def _name(context: Any) -> str:
    """Give the name of the graph that is asked; empty for the union of all."""
    name = str(getattr(context, "identifier", context) or "")
    return "" if name == str(DATASET_DEFAULT_GRAPH_ID) else name


def _asked(node: Node | None) -> str:
    """Give what the index is asked for: names; literals are compared afterwards."""
    return str(node) if isinstance(node, URIRef) else ""


def _node(term: Term) -> URIRef | BNode | Literal:
    if term.kind == "iri":
        return URIRef(term.value)
    if term.kind == "blank":
        return BNode(term.value.removeprefix("_:"))
    return Literal(term.value, lang=term.language or None, datatype=URIRef(term.datatype) if term.datatype else None)


def _result(answer: Answer) -> Result:
    if isinstance(answer, Truth):
        found = Result("ASK")
        found.askAnswer = answer.value
    elif isinstance(answer, Rows):
        found = Result("SELECT")
        found.vars = [Variable(name) for name in answer.variables]
        found.bindings = [
            {name: _node(term) for name, term in zip(found.vars, row, strict=True) if term is not None}
            for row in answer.rows
        ]
    else:
        found = Result("CONSTRUCT")
        found.graph = Triples()
        for triple in answer.triples:
            subject, predicate, value = map(_node, triple)
            found.graph.add((subject, predicate, value))
    return found
