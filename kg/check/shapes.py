"""The shapes of ontology/shapes.ttl as records: the part of SHACL core that they use, and nothing else is let pass."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.check.triples import TYPE, Triples, iri
from kg.errors import ShareError
from kg.graph.store import statements
from kg.graph.vocab import PREFIXES
from kg.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph.terms import Term

_SHACL = "http://www.w3.org/ns/shacl#"
_NUMBERS = ("minCount", "maxCount")
_TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf")
_LISTS = ("in", "or", "and")
VALUES = ("datatype", "class", "nodeKind", "in", "or", "and", "not", "pattern", "minInclusive", "maxInclusive")
"""The constraints that are asked of a value, or of the thing itself."""
_KNOWN = {*VALUES, *_NUMBERS, *_TARGETS, "path", "property", "hasValue", "message"}


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint on a node: its name in SHACL, and its parameter: terms, or shapes where it is made of shapes."""

    name: str
    terms: tuple[Term, ...] = ()
    shapes: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Property:
    """What is asked of the values of one property."""

    path: Term
    least: int = 0
    most: int | None = None
    has: Term | None = None
    constraints: tuple[Constraint, ...] = ()

    def parameter(self, name: str) -> Term | None:
        """Give the parameter of a constraint, such as the datatype that values have."""
        return next((one.terms[0] for one in self.constraints if one.name == name and one.terms), None)


@dataclass(frozen=True, slots=True)
class Shape:
    """What is asked of a node, and of which nodes."""

    name: str
    classes: tuple[Term, ...] = ()
    subjects_of: tuple[Term, ...] = ()
    objects_of: tuple[Term, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    properties: tuple[Property, ...] = ()
    message: str = ""
    """What is said, in English, where a constraint on the node itself fails."""


@cache
def shapes() -> tuple[Shape, ...]:
    """Read ontology/shapes.ttl.

    Raises:
        ShareError: It says something in SHACL that is not evaluated here.
    """
    path = folder("ontology") / "shapes.ttl"
    return read(Triples((s, p, o) for s, p, o, _ in statements(path)), str(path))


def read(triples: Triples, where: str) -> tuple[Shape, ...]:
    """Read node shapes, sorted by name; see `shapes`."""
    named = sorted(triples.subjects(TYPE, _sh("NodeShape")))
    return tuple(_Reader(triples, where).shape(one) for one in named)


class _Reader:
    def __init__(self, triples: Triples, where: str) -> None:
        self._triples = triples
        self._where = where

    def shape(self, at: Term) -> Shape:
        self._all_known(at)
        message = [one.value for one in self._triples.objects(at, _sh("message")) if one.language == "en"]
        constraints = tuple(self._constraints(at))
        if at.kind == "iri" and constraints and not message:
            raise ShareError(f"{at.value} asks something of the node itself without a sh:message@en", where=self._where)
        classes, subjects_of, objects_of = (tuple(sorted(self._triples.objects(at, _sh(name)))) for name in _TARGETS)
        properties = sorted(self._triples.objects(at, _sh("property")))
        return Shape(
            name=at.value,
            classes=classes,
            subjects_of=subjects_of,
            objects_of=objects_of,
            constraints=constraints,
            properties=tuple(map(self._property, properties)),
            message=message[0] if message else "",
        )

    def _property(self, at: Term) -> Property:
        self._all_known(at)
        numbers = [self._one(at, name) for name in _NUMBERS]
        least, most = (int(one.value) if one else None for one in numbers)
        path = self._one(at, "path")
        if path is None or path.kind != "iri":
            raise ShareError("a property shape needs a sh:path that is an IRI", where=self._where)
        return Property(path, least or 0, most, self._one(at, "hasValue"), tuple(self._constraints(at)))

    def _constraints(self, at: Term) -> Iterator[Constraint]:
        for name in VALUES:
            for value in sorted(self._triples.objects(at, _sh(name))):
                told = tuple(self._list(value)) if name in _LISTS else (value,)
                if name in {"or", "and", "not"}:
                    yield Constraint(name, shapes=tuple(map(self.shape, told)))
                else:
                    yield Constraint(name, told)

    def _one(self, at: Term, name: str) -> Term | None:
        return next(iter(self._triples.objects(at, _sh(name))), None)

    def _list(self, at: Term) -> Iterator[Term]:
        first, rest, nil = (iri(PREFIXES["rdf"] + name) for name in ("first", "rest", "nil"))
        while at != nil:
            yield from self._triples.objects(at, first)
            at = next(iter(self._triples.objects(at, rest)))

    def _all_known(self, at: Term) -> None:
        told = {predicate.value.removeprefix(_SHACL) for predicate, _ in self._triples.of(at) if predicate != TYPE}
        if unknown := sorted(told - _KNOWN):
            hint = "kg/check/conform.py is where it would be evaluated"
            raise ShareError(f"sh:{unknown[0]} is not evaluated", where=self._where, hint=hint)


def _sh(name: str) -> Term:
    return iri(_SHACL + name)
