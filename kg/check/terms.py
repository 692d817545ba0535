"""Terms: ours are declared, others' stand in the pinned lists of their vocabularies, concepts exist."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rdflib import RDF, Literal, URIRef

from kg.errors import ShareError
from kg.graph.iri import CONCEPTS, NAMESPACE
from kg.graph.vocab import concepts, declared
from kg.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import Node

    Triple = tuple[Node, Node, Node]


@cache
def pinned() -> dict[str, frozenset[str]]:
    """Give the names of all terms of the vocabularies that ontology/foreign/ lists, by namespace.

    Raises:
        ShareError: A list does not begin with what it is and the namespace, as comments.
    """
    found = {}
    for path in sorted((folder("ontology") / "foreign").glob("*.txt")):
        lines = path.read_text(encoding="utf-8").split("\n")
        heads = [line[2:] for line in lines if line.startswith("# ")]
        if len(heads) != 2 or not heads[1].endswith(("#", "/")):
            raise ShareError("is no pinned list", where=str(path), hint="two comments: what it is, the namespace")
        found[heads[1]] = frozenset(line for line in lines if line and not line.startswith("#"))
    return found


def wrong(triples: Iterable[Triple]) -> Iterator[tuple[Node, str]]:
    """Find terms that do not exist, each once.

    Returns:
        The least of the things that use it, and what is wrong.
    """
    used: dict[Node, Node] = {}
    named: dict[Node, Node] = {}
    for subject, predicate, value in triples:
        terms = [predicate]
        if predicate in {RDF.type, RDF.predicate}:
            terms.append(value)
        elif isinstance(value, Literal) and value.datatype is not None:
            terms.append(value.datatype)
        elif isinstance(value, URIRef) and value.startswith(CONCEPTS):
            named[value] = min(named.get(value, subject), subject, key=str)
        for one in terms:
            used[one] = min(used.get(one, subject), subject, key=str)
    schemes = {one.partition("/")[0] for one in concepts()}
    for one in sorted(used, key=str):
        if told := _wrong(str(one)):
            yield used[one], told
    for one in sorted(named, key=str):
        scheme, _, name = str(one).removeprefix(CONCEPTS).partition("/")
        if scheme in schemes and f"{scheme}/{name}" not in concepts():
            yield named[one], f"there is no concept {scheme}:{name}"


def _wrong(term: str) -> str:
    if term.startswith(NAMESPACE):
        local = term.removeprefix(NAMESPACE)
        return "" if local in declared() else f"gov:{local} is not declared in the ontology"
    for namespace, names in pinned().items():
        if term.startswith(namespace):
            return "" if term.removeprefix(namespace) in names else f"{term} is no term of its vocabulary"
    return f"{term} is of no vocabulary that is pinned in ontology/foreign/"
