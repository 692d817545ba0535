"""Terms: ours are declared, others' stand in the pinned lists of their vocabularies, concepts exist."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.check.triples import TYPE, iri
from kg.errors import ShareError
from kg.graph.iri import CONCEPTS, NAMESPACE
from kg.graph.vocab import PREFIXES, concepts, declared
from kg.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.check.triples import Triple
    from kg.graph.terms import Term

_PREDICATE = iri(PREFIXES["rdf"] + "predicate")


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


def wrong(triples: Iterable[Triple]) -> Iterator[tuple[Term, str]]:
    """Find terms that do not exist, each once.

    Returns:
        The least of the things that use it, and what is wrong.
    """
    used: dict[tuple[Term, str], Term] = {}
    named: dict[Term, Term] = {}
    for subject, predicate, value in triples:
        terms = [(predicate, "property")]
        if predicate == TYPE:
            terms.append((value, "class"))
        elif predicate == _PREDICATE:
            terms.append((value, "property"))
        elif value.datatype:
            terms.append((iri(value.datatype), "datatype"))
        elif value.kind == "iri" and value.value.startswith(CONCEPTS):
            named[value] = min(named.get(value, subject), subject)
        for one in terms:
            used[one] = min(used.get(one, subject), subject)
    for (term, use), subject in sorted(used.items()):
        if told := _wrong(term.value, use):
            yield subject, told
    schemes = {one.partition("/")[0] for one in concepts()}
    for value in sorted(named):
        scheme, _, name = value.value.removeprefix(CONCEPTS).partition("/")
        if scheme in schemes and f"{scheme}/{name}" not in concepts():
            yield named[value], f"there is no concept {scheme}:{name}"


def _wrong(term: str, use: str) -> str:
    namespace = next((one for one in (NAMESPACE, *pinned()) if term.startswith(one)), "")
    local = term.removeprefix(namespace)
    if not namespace:
        return f"{term} is of no vocabulary that is pinned in ontology/foreign/"
    # All these vocabularies begin the names of classes, and of nothing else that is used here, with a capital.
    fits = use == "datatype" or local[:1].isupper() == (use == "class")
    if namespace == NAMESPACE:
        return "" if fits and local in declared() else f"gov:{local} is not declared in the ontology as a {use}"
    return "" if fits and local in pinned()[namespace] else f"{term} is no {use} of its vocabulary"
