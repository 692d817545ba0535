"""Triples that are asked by subject and by value: what the checks and the shapes look things up in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.terms import Term
from kg.graph.vocab import PREFIXES, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Triple = tuple[Term, Term, Term]
TYPE = Term("iri", PREFIXES["rdf"] + "type")


def iri(written: str) -> Term:
    """Give the term of an IRI."""
    return Term("iri", written)


def node(name: str) -> Term:
    """Give one of our terms, or another vocabulary's by its prefixed name."""
    return iri(term(name))


class Triples:
    """A set of triples, found by any of their ends."""

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        self._values: dict[Term, dict[Term, dict[Term, None]]] = {}
        self._subjects: dict[Term, dict[Term, dict[Term, None]]] = {}
        for triple in triples:
            self.add(triple)

    def add(self, triple: Triple) -> None:
        """Add a triple; one that is there already changes nothing."""
        subject, predicate, value = triple
        self._values.setdefault(subject, {}).setdefault(predicate, {})[value] = None
        self._subjects.setdefault(value, {}).setdefault(predicate, {})[subject] = None

    def __iter__(self) -> Iterator[Triple]:
        return ((s, p, o) for s, found in self._values.items() for p, values in found.items() for o in values)

    def __contains__(self, triple: Triple) -> bool:
        subject, predicate, value = triple
        return value in self.objects(subject, predicate)

    def __bool__(self) -> bool:
        return bool(self._values)

    def objects(self, subject: Term, predicate: Term) -> Iterable[Term]:
        """Give the values of a property of a thing, each once."""
        return self._values.get(subject, {}).get(predicate, ())

    def subjects(self, predicate: Term, value: Term) -> Iterable[Term]:
        """Give the things that have this value of a property, each once."""
        return self._subjects.get(value, {}).get(predicate, ())

    def things(self) -> Iterable[Term]:
        """Give all that stand as a subject."""
        return self._values

    def named(self) -> Iterable[Term]:
        """Give all that stand as a value."""
        return self._subjects

    def of(self, subject: Term) -> Iterator[tuple[Term, Term]]:
        """Give what is said of a thing: properties with a value each."""
        return ((predicate, value) for predicate, values in self._values.get(subject, {}).items() for value in values)

    def about(self, value: Term) -> Iterator[tuple[Term, Term]]:
        """Give what names a thing: subjects with the property by which they do."""
        return ((subject, p) for p, subjects in self._subjects.get(value, {}).items() for subject in subjects)

    def having(self, predicate: Term) -> Iterator[Term]:
        """Give the things that have a property."""
        return (subject for subject, found in self._values.items() if predicate in found)

    def valued(self, predicate: Term) -> Iterator[Term]:
        """Give what is a value of a property."""
        return (value for value, found in self._subjects.items() if predicate in found)
