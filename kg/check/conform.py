"""Whether a document keeps the shapes: SHACL core as they use it, told in our words.

pyshacl says the same of every graph (tests/test_conform.py), in fifty times the time.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from kg.check.document import prefixed
from kg.check.shapes import shapes
from kg.check.triples import TYPE, node
from kg.errors import ShareError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.check.document import Document
    from kg.check.finding import Finding
    from kg.check.shapes import Constraint, Property, Shape
    from kg.check.triples import Triples
    from kg.graph.terms import Term

_XSD = "http://www.w3.org/2001/XMLSchema#"
_IRI = "http://www.w3.org/ns/shacl#IRI"
# What is wrong with a property or its value, by the constraint that says so.
_WORDS = {
    "minCount": "lacks {path}",
    "maxCount": "has {path} more than once",
    "datatype": "{path} {value!r} is no {datatype}",
    "class": "{path} {value} is no {class_}",
    "or": "{path} {value} is nothing that this property takes",
    "in": "{path} {value} is outside the scheme of this property",
    "nodeKind": "{path} {value!r} is no IRI",
    "pattern": "{path} {value!r} is not written as it should be",
    "minInclusive": "{path} {value} is too small",
    "maxInclusive": "{path} {value} is too large",
    "hasValue": "{path} is not {value}",
}


class Broken(NamedTuple):
    """A constraint that a node does not keep, by its name in SHACL; where it asks the node itself, `path` is None."""

    shape: Shape
    focus: Term
    constraint: str
    path: Property | None = None
    value: Term | None = None


def violations(document: Document) -> Iterator[Finding]:
    """Validate one document."""
    for one in broken(document.graph, shapes()):
        yield document.finding(one.focus, _told(one))


def broken(triples: Triples, asked: Iterable[Shape]) -> Iterator[Broken]:
    """Give every constraint of these shapes that some node of a graph does not keep."""
    for shape in asked:
        for focus in sorted(_focuses(shape, triples)):
            yield from _broken(shape, focus, triples)


def _focuses(shape: Shape, triples: Triples) -> set[Term]:
    """Give the nodes that a shape is about."""
    return {
        *(one for class_ in shape.classes for one in triples.subjects(TYPE, class_)),
        *(one for property_ in shape.subjects_of for one in triples.having(property_)),
        *(one for property_ in shape.objects_of for one in triples.valued(property_)),
    }


def _broken(shape: Shape, focus: Term, triples: Triples) -> Iterator[Broken]:
    for constraint in shape.constraints:
        if not _holds(constraint, focus, triples):
            yield Broken(shape, focus, constraint.name)
    for asked in shape.properties:
        values = triples.objects(focus, asked.path)
        count = sum(1 for _ in values)
        if count < asked.least:
            yield Broken(shape, focus, "minCount", asked)
        if asked.most is not None and count > asked.most:
            yield Broken(shape, focus, "maxCount", asked)
        if asked.has is not None and asked.has not in values:
            yield Broken(shape, focus, "hasValue", asked, asked.has)
        for constraint in asked.constraints:
            for value in values:
                if not _holds(constraint, value, triples):
                    yield Broken(shape, focus, constraint.name, asked, value)


def _told(one: Broken) -> str:
    if one.path is None:
        return one.shape.message
    if one.constraint == "minCount" and one.path.path == node("supportedBy"):
        return "a fact without passage"
    return _WORDS[one.constraint].format(
        path=prefixed(one.path.path.value),
        value=_written(one.value),
        datatype=_written(one.path.parameter("datatype")),
        class_=_written(one.path.parameter("class")),
    )


def _written(term: Term | None) -> str:
    if term is None:
        return ""
    return prefixed(term.value) if term.kind == "iri" else term.value


def _conforms(shape: Shape, at: Term, triples: Triples) -> bool:
    return next(_broken(shape, at, triples), None) is None


def _holds(constraint: Constraint, value: Term, triples: Triples) -> bool:
    """Say whether a node keeps a constraint."""
    return _TESTS[constraint.name](constraint, value, triples)


def _of_datatype(constraint: Constraint, value: Term, _: Triples) -> bool:
    (asked,) = constraint.terms
    plain = f"{_XSD}string"
    own = value.datatype or plain
    return value.kind == "literal" and not value.language and own == asked.value and _WELL_WRITTEN[own](value.value)


def _date(text: str) -> bool:
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?", text, re.ASCII)
    try:
        return bool(found and dt.date.fromisoformat(found[1]))
    except ValueError:
        return False


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern, text, re.ASCII) is not None


_CLOCK = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)(?:Z|[+-]\d\d:\d\d)?"
_WELL_WRITTEN: dict[str, Callable[[str], bool]] = {
    f"{_XSD}string": lambda _: True,
    f"{_XSD}integer": _matches(r"[+-]?\d+"),
    f"{_XSD}nonNegativeInteger": _matches(r"\+?\d+|-0+"),
    f"{_XSD}decimal": _matches(r"[+-]?(?:\d+\.?\d*|\.\d+)"),
    f"{_XSD}boolean": _matches(r"true|false|1|0"),
    f"{_XSD}date": _date,
    f"{_XSD}time": _matches(_CLOCK),
}
"""How a value of each datatype is written, after XML Schema."""
DATATYPES = frozenset(_WELL_WRITTEN)


def _of_kind(constraint: Constraint, value: Term, _: Triples) -> bool:
    if constraint.terms[0].value != _IRI:
        raise ShareError(f"sh:nodeKind {constraint.terms[0].value} is not evaluated", where="ontology/shapes.ttl")
    return value.kind == "iri"


def _as_pattern(constraint: Constraint, value: Term, _: Triples) -> bool:
    return value.kind != "blank" and re.search(constraint.terms[0].value, value.value) is not None


def _number(term: Term) -> Decimal | None:
    """Give the value of a number; None where a term is none, or is not written as its datatype asks."""
    numeric = term.datatype.removeprefix(_XSD) in {"integer", "nonNegativeInteger", "decimal"}
    return Decimal(term.value) if numeric and _WELL_WRITTEN[term.datatype](term.value) else None


def _from(constraint: Constraint, value: Term, _: Triples) -> bool:
    number, least = _number(value), _number(constraint.terms[0])
    return number is not None and least is not None and number >= least


def _until(constraint: Constraint, value: Term, _: Triples) -> bool:
    number, most = _number(value), _number(constraint.terms[0])
    return number is not None and most is not None and number <= most


_TESTS: dict[str, Callable[[Constraint, Term, Triples], bool]] = {
    "datatype": _of_datatype,
    "class": lambda constraint, value, triples: (value, TYPE, constraint.terms[0]) in triples,
    "nodeKind": _of_kind,
    "in": lambda constraint, value, _: value in constraint.terms,
    "or": lambda constraint, value, triples: any(_conforms(one, value, triples) for one in constraint.shapes),
    "and": lambda constraint, value, triples: all(_conforms(one, value, triples) for one in constraint.shapes),
    "not": lambda constraint, value, triples: not any(_conforms(one, value, triples) for one in constraint.shapes),
    "pattern": _as_pattern,
    "minInclusive": _from,
    "maxInclusive": _until,
}
