"""The only file that opens a graph to ask it: an RDF file is loaded into memory, a store on disk is read there."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from kg.errors import GraphError, QueryError
from kg.graph import mistakes, spool
from kg.graph.kept import folder, ledger
from kg.graph.rdf_file import form_of, told
from kg.graph.terms import Answer, Rows, Term, answer_of, read_term, term_of
from kg.graph.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_ONLY = ox.NamedNode("urn:x-protokollgraf:only")
_UNION = "INSERT { ?s ?p ?o } WHERE { GRAPH ?any { ?s ?p ?o } }"


class Asks(Protocol):
    """What answers SPARQL over the union of its named graphs: a graph in memory or a service elsewhere."""

    def ask(self, query: str) -> Answer:
        """Answer a SPARQL query of any form."""
        ...


class Graph:
    """A graph to be asked, in memory or on disk: questions go to the union of its named graphs unless one is named.

    Args:
        index: Answers questions. It has every named graph as it is, and in its default graph the union of them, each
            triple once: the engine's own union gives a triple once for each graph that has it, and joins multiply
            them. It keeps numbers by their value: `"0.90"` comes back as `"0.9"`, whole numbers as integers.
        path: The file, from which statements are given as they stand there.
        count: How many statements it has, one that stands in two graphs counted twice.
    """

    def __init__(self, index: ox.Store, path: Path, count: int) -> None:
        self._index = index
        self._path = path
        self._count = count
        self.name = path.name

    def ask(self, query: str, *, graph: str | Sequence[str] = "") -> Answer:
        """Answer a SPARQL query of any form; the prefixes of `PREFIXES` need no declaration.

        Args:
            query: SELECT, ASK, CONSTRUCT or DESCRIBE.
            graph: The IRI of the named graph to be asked, or of several; empty for the union of all.

        Raises:
            QueryError: The query is no SPARQL, or asks something that this engine does not do.
        """
        names = [graph] if isinstance(graph, str) and graph else graph
        try:
            default = [ox.NamedNode(name) for name in names]
            return answer_of(self._index.query(query, prefixes=PREFIXES, default_graph=[*default] or None))
        except (SyntaxError, ValueError, RuntimeError) as problem:
            raise QueryError(f"the query is not understood: {mistakes.shown(problem, query)}") from problem

    def select(self, query: str, *, graph: str = "") -> Rows:
        """Answer a SELECT.

        Raises:
            QueryError: It is no SPARQL, or no SELECT.
        """
        answer = self.ask(query, graph=graph)
        if not isinstance(answer, Rows):
            raise QueryError("this is no SELECT query")
        return answer

    def match(self, subject: str = "", predicate: str = "", value: str = "") -> Iterator[tuple[Term, Term, Term, str]]:
        """Give the statements of any graph with this subject, property and value (IRIs; empty for any).

        Returns:
            Subject, property, value, and the IRI of the graph, empty for the default graph.
        """
        if not (subject or predicate or value):
            yield from self._written()
            return
        try:
            subject_, predicate_, value_ = (ox.NamedNode(iri) if iri else None for iri in (subject, predicate, value))
        except ValueError:  # no IRI: no graph says anything of it
            return
        for quad in self._matching(subject_, predicate_, value_):
            graph = quad.graph_name
            name = graph.value if isinstance(graph, ox.NamedNode) else ""
            yield term_of(quad.subject), term_of(quad.predicate), term_of(quad.object), name

    def _matching(
        self, subject: ox.NamedNode | None, predicate: ox.NamedNode | None, value: ox.NamedNode | None
    ) -> Iterator[ox.Quad]:
        union: list[ox.Quad] = []
        named: set[ox.Triple] = set()
        for quad in self._index.quads_for_pattern(subject, predicate, value, None):
            if isinstance(quad.graph_name, ox.DefaultGraph):
                union.append(quad)
            else:
                named.add(quad.triple)
                yield quad
        # What no named graph has is the file's own default graph: all of Turtle.
        yield from (quad for quad in union if quad.triple not in named)

    def changed(self, *updates: str) -> Graph:
        """Give a copy in memory, its named graphs changed by SPARQL updates; a file without any has one for it all."""
        index = ox.Store()
        if self.named():
            index.bulk_extend(quad for quad in self._index if not isinstance(quad.graph_name, ox.DefaultGraph))
        else:
            index.bulk_extend(ox.Quad(one.subject, one.predicate, one.object, _ONLY) for one in self._index)
        for update in updates:
            index.update(update, prefixes=PREFIXES)
        count = len(index)
        index.update(_UNION)
        return Graph(index, self._path, count)

    def document(self, name: str) -> bytes:
        """Give a named graph as lines of N-Triples."""
        return self._index.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name)) or b""

    def shared(self, name: str, things: Iterable[str]) -> set[str]:
        """Give what a named graph says of some things, or says with them as values, as lines of N-Triples."""
        return self.lines_of(name, things, subjects=True, values=True)

    def lines_of(
        self, graph: str, things: Iterable[str], *, subjects: bool = False, values: bool = False, name: str = ""
    ) -> set[str]:
        """Give lines of a named graph that have things as subjects or values; of one property, or of any."""
        within, found = ox.NamedNode(graph), set()
        called = ox.NamedNode(name) if name else None
        for thing in map(ox.NamedNode, things):
            quads = [*self._index.quads_for_pattern(None, called, thing, within)] if values else []
            quads += self._index.quads_for_pattern(thing, called, None, within) if subjects else ()
            found |= {f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in quads}
        return found

    def of_lines(self, lines: bytes) -> Graph:
        """Give a part of this graph that is told by lines of N-Triples, as a graph in memory: one union, none named."""
        index = ox.Store()
        index.bulk_load(
            input=lines, format=ox.RdfFormat.N_TRIPLES, lenient=True
        )  # they come from a graph: they are right
        return Graph(index, self._path, len(index))

    def summary(self) -> Path | None:
        """Give the file in which what it says as a whole may be kept; a file of RDF has none."""
        return None

    def named(self) -> list[str]:
        """Give the IRIs of the named graphs, sorted."""
        return sorted(name.value for name in self._index.named_graphs() if isinstance(name, ox.NamedNode))

    def lines(self) -> dict[str, bytes]:
        """Give the named graphs as sorted lines of N-Triples, by their IRI, literals as they stand in the file."""
        found: dict[str, set[str]] = {name: set() for name in self.named()}
        for subject, predicate, value, name in self._written():
            if name:
                found[name].add(f"{subject.written()} {predicate.written()} {value.written()} .\n")
        return {name: "".join(sorted(lines)).encode() for name, lines in found.items()}

    def _written(self) -> Iterator[tuple[Term, Term, Term, str]]:
        """Give the statements as they stand in the file, each once."""
        yield from dict.fromkeys(statements(self._path))

    def __len__(self) -> int:
        return self._count


class Kept(Graph):
    """A store on disk: nothing is loaded. What it says when it is opened it says as long as it is open."""

    def __init__(self, index: ox.Store, path: Path, known: ledger.Ledger, held: folder.Hold) -> None:
        super().__init__(index, path, 0)
        self._ledger = known
        self._held = held
        weakref.finalize(self, known.close)

    def named(self) -> list[str]:
        """Give the IRIs of the named graphs, sorted."""
        return self._ledger.named()

    def lines(self) -> dict[str, bytes]:
        """Give the named graphs as sorted lines of N-Triples, by their IRI, literals as they were written."""
        return dict(self._ledger.graphs())

    def document(self, name: str) -> bytes:
        """Give a named graph as lines of N-Triples, from where they are kept: the index gives each term by itself."""
        return self._ledger.lines(name)

    def shared(self, name: str, things: Iterable[str]) -> set[str]:
        """Give what a named graph says of some things, or says with them as values, as lines of N-Triples."""
        if name != self._ledger.identities:
            return super().shared(name, things)
        known = [*things]
        return self._ledger.identities_of(known) | self.lines_of(name, known, values=True)

    def _written(self) -> Iterator[tuple[Term, Term, Term, str]]:
        for name, lines in self._ledger.graphs():
            known: dict[str, Term] = {}
            for triple in map(spool.triple, lines.decode().removesuffix("\n").split("\n")):
                for written in triple:
                    if written not in known:
                        known[written] = read_term(written)
                subject, predicate, value = triple
                yield known[subject], known[predicate], known[value], name

    def summary(self) -> Path:
        """Give the file in which what it says as a whole may be kept: another state of the store has another."""
        return folder.summary(self._ledger.folder, self._ledger.generation)

    def __len__(self) -> int:
        return self._ledger.triples()  # every document is unpacked for it: only who asks pays


_TRIES = 100
"""How often an index may be replaced by a newer one just when it is to be opened."""


def _open_kept(path: Path) -> Kept:
    """Open a store to read, as it is now.

    Raises:
        GraphError: It is no store, or it is broken.
    """
    for _ in range(_TRIES):
        known = ledger.open_ledger(path)
        held = folder.hold(path, known.generation)
        if held is not None:
            try:
                index = ox.Store.read_only(str(folder.index(path, known.generation)))
            except OSError as problem:
                hint = "build it again under another name"
                raise GraphError(f"its index cannot be read: {problem}", where=str(path), hint=hint) from problem
            return Kept(index, path, known, held)
        known.close()
    raise GraphError("is written to without a pause", where=str(path), hint="try again")


def open_graph(path: Path) -> Graph:
    """Open a store, or load a file with a graph, whose ending says the format.

    Raises:
        GraphError: It is missing, its ending is unknown or it is broken.
    """
    if is_kept(path):
        return _open_kept(path)
    form = form_of(path)
    index = ox.Store()
    with told(path, form):
        index.bulk_load(path=str(path), format=form)
    count = len(index)
    index.update(_UNION)
    return Graph(index, path, count)


def statements(path: Path) -> Iterator[tuple[Term, Term, Term, str]]:
    """Give the statements of a store or a file one by one, letter for letter: a store writes numbers its own way.

    Returns:
        Subject, property, value, and the IRI of the graph, empty for the default graph.

    Raises:
        GraphError: It is missing, its ending is unknown or it is broken.
    """
    if is_kept(path):
        yield from _open_kept(path)._written()  # noqa: SLF001 - of the same file
        return
    form = form_of(path)
    known: dict[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, Term] = {}

    def term(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
        if value not in known:
            known[value] = term_of(value)
        return known[value]

    with told(path, form):
        for quad in ox.parse(path=str(path), format=form):
            graph = quad.graph_name
            name = graph.value if isinstance(graph, ox.NamedNode) else ""
            yield term(quad.subject), term(quad.predicate), term(quad.object), name


def is_kept(path: Path) -> bool:
    """Say whether a path names a store, and no file."""
    return path.is_dir() or path.suffix.lower() == folder.ENDING
