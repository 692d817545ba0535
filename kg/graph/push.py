"""A file's graphs put into a store: its documents replace or join those there, what is shared is made anew."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.errors import EndpointError, GraphError
from kg.graph import readback, shared_statements, spool
from kg.graph.endpoint import SECONDS, Change, Endpoint, address, send
from kg.graph.identities import Identities
from kg.graph.iri import follows, identities, identities_of
from kg.graph.quads import iri, literal
from kg.graph.terms import Rows
from kg.graph.vocab import term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kg.graph.login import Login
    from kg.graph.store import Graph

_IDENTITIES = identities("")
# Where a store that takes graphs answers questions, by how its address ends.
_QUERY = (
    ("/store", "/query"),  # Oxigraph
    ("/query", "/query"),
    ("/update", "/query"),  # Oxigraph, Fuseki
    ("/data", "/sparql"),  # Fuseki
    ("/sparql-graph-crud-auth", "/sparql-auth"),  # Virtuoso
    ("/sparql-graph-crud", "/sparql"),
    ("/sparql-auth", "/sparql-auth"),
    ("/sparql", "/sparql"),
    ("/rdf-graphs/service", ""),  # GraphDB, RDF4J
    ("/statements", ""),
)
_AT_ONCE = 2000
"""Triples in one update: Virtuoso compiles each, and refuses what is longer."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What came of a push: the graphs written, the documents taken away, and the graphs that were there already."""

    graphs: tuple[str, ...]
    pruned: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


@dataclass(frozen=True)
class Store:
    """A store that takes graphs.

    Args:
        url: Its Graph Store Protocol address, or its SPARQL Update address if `update`; a name and password may stand
            in it.
        update: Whether to speak SPARQL Update.
        query: Where it answers questions; empty where its address says that.
        timeout: Seconds that one request may take.
    """

    url: str
    update: bool = False
    query: str = ""
    timeout: int = SECONDS

    @cached_property
    def _where(self) -> tuple[str, Login]:
        return address(self.url)

    def service(self) -> Endpoint:
        """Give what answers questions there.

        Raises:
            EndpointError: Where that is is not known.
        """
        return Endpoint(self.query or _query(self.url), self.timeout)

    def put(self, name: str, data: bytes) -> None:
        """Replace one graph."""
        if not self.update:
            self._send("PUT", self._graph(name), data, "application/n-triples")
            return
        self._update(f"DROP SILENT GRAPH <{name}>".encode())
        lines = data.splitlines(keepends=True)
        for at in range(0, len(lines), _AT_ONCE):
            # N-Triples are SPARQL as they stand.
            part = b"".join(lines[at : at + _AT_ONCE])
            self._update(f"INSERT DATA {{ GRAPH <{name}> {{\n".encode() + part + b"} }\n")

    def delete(self, name: str) -> None:
        """Take one graph away."""
        if self.update:
            self._update(f"DROP SILENT GRAPH <{name}>".encode())
        else:
            self._send("DELETE", self._graph(name))

    def _graph(self, name: str) -> str:
        url = self._where[0]
        return f"{url}{'&' if '?' in url else '?'}graph={quote(name, safe='')}"

    def _update(self, text: bytes) -> None:
        self._send("POST", self._where[0], text, "application/sparql-update")

    def _send(self, method: str, url: str, data: bytes = b"", content: str = "") -> None:
        send(Change(method, url, data, content), self._where[1], self.timeout)


def push(
    graph: Graph, store: Store, *, prune: bool = False, progress: Callable[[int, int], None] = lambda *_: None
) -> Pushed:
    """Put every named graph of a file into a store; pushed builds add up.

    A document's graph is replaced as a whole. The identity graph is made anew from the graphs of all documents that
    the store then holds, so that it is what one build of all of them would give. There it also has what the documents
    say of shared things, each once, and they only keep it as lines (`kg.graph.shared_statements`): services give a
    triple of the union once for each graph that has it, and a plain count of any property would be too high. The
    store's own default graph is left alone, and so are graphs that are not ours.

    What is there already is not sent: each document's graph there has a digest of what was sent (`gov:graphDigest`, its
    last line, so that a graph of which only a part came has none), and the identity graph one of these digests.

    Args:
        graph: The file's graphs.
        store: Where they go.
        prune: Whether documents that the file does not have are taken out of the store.
        progress: Called for every graph that is done, with how many are done and how many there are.

    Raises:
        GraphError: The file has no named graphs.
        EndpointError: The store cannot be reached or refuses, or where it answers is not known.
        TimeLimitError: It takes too long.
    """
    found = graph.lines()
    if not found:
        hint = "a .ttl or .nt file holds the union only: build a .trig or .nq file"
        raise GraphError("has no named graphs to push", where=graph.name, hint=hint)
    service = store.service()
    before = set(readback.names(service))  # asked first: where this fails, nothing is changed yet
    known = _digests(service)
    shared = [name for name in found if name.endswith(_IDENTITIES)]
    written: list[str] = []
    same: list[str] = []
    for done, name in enumerate((name for name in found if name not in shared), 1):
        is_document = shared_statements.is_document(name, found[name])
        parted = is_document and identities_of(name) in shared
        lines = shared_statements.parted(name, found[name]) if parted else found[name]
        digest = hashlib.sha256(lines).hexdigest()
        if is_document and known.get(name) == digest:
            same.append(name)
        else:
            store.put(name, lines + _signed(name, digest) if is_document else lines)
            written.append(name)
            known[name] = digest
        progress(done, len(found))
    gone = tuple(sorted(before - set(found))) if prune else ()
    for name in gone:
        store.delete(name)
    there = (before | (set(found) - set(shared))) - set(gone)
    digest = _of_all(known, there)
    for name in shared:
        if digest and known.get(name) == digest:
            same.append(name)
        else:
            lines = _local(found, name) if there <= set(found) else _anew(service, name, found[name])
            store.put(name, lines + _signed(name, digest) if digest else lines)
            written.append(name)
        progress(len(found), len(found))
    return Pushed(tuple(written), gone, tuple(same))


def _digests(service: Endpoint) -> dict[str, str]:
    """Give the digest that each graph of a store has of what was sent."""
    answer = service.ask("SELECT ?graph ?digest { GRAPH ?graph { ?graph gov:graphDigest ?digest } }")
    rows = answer.rows if isinstance(answer, Rows) else ()
    return {row[0].value: row[1].value for row in rows if row[0] and row[1]}


def _signed(name: str, digest: str) -> bytes:
    return f"{iri(name)} {iri(term('graphDigest'))} {literal(digest)} .\n".encode()


def _of_all(known: Mapping[str, str], there: set[str]) -> str:
    """Give the digest of all that the identity graph follows from; empty where that of a document is not known."""
    if not there <= known.keys():
        return ""
    return hashlib.sha256("\n".join(f"{name} {known[name]}" for name in sorted(there)).encode()).hexdigest()


def _local(found: Mapping[str, bytes], name: str) -> bytes:
    """Give the identity graph of a store that holds the documents of the file and no other: it is the file's own."""
    lines = set(found[name].splitlines(keepends=True))
    for document, own in found.items():
        if document != name and identities_of(document) == name and shared_statements.is_document(document, own):
            lines |= set(shared_statements.split(document, own)[1])
    return b"".join(sorted(lines))


def _anew(service: Endpoint, name: str, pushed: bytes) -> bytes:
    """Make the identity graph of all documents of a store; of what none of them names, keep what the file says."""
    made = Identities()
    named: set[str] = set()
    lines: set[bytes] = set()
    base = name.removesuffix(_IDENTITIES)
    for document in readback.documents(service, base):
        made.add(document)
        named |= document.classes.keys() | document.agents.keys()
        lines |= {f"{line}\n".encode() for line in readback.shared(service, document.minutes)}
    lines |= set(spool.pack(made.triples()).splitlines(keepends=True))
    return b"".join(sorted(lines | set(_of_others(pushed, named, base))))


def _of_others(lines: bytes, named: set[str], base: str) -> Iterator[bytes]:
    """Give what a file says of things that no document names; what follows from several documents is made anew."""
    for line in lines.splitlines(keepends=True):
        subject = line.partition(b"> ")[0][1:].decode()
        if subject not in named and not follows(subject, base):
            yield line


def _query(url: str) -> str:
    """Give where a store answers questions, by where it takes graphs."""
    head, mark, tail = url.partition("?")
    for ending, instead in _QUERY:
        if head.endswith(ending):
            return head.removesuffix(ending) + instead + mark + tail
    hint = "say where with --query URL: names are made anew from all documents that the store holds"
    raise EndpointError("does not say where the store answers questions", where=address(url)[0], hint=hint)
