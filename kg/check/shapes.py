"""SHACL: a document is validated by ontology/shapes.ttl, and what comes of it is told in our words."""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING

from rdflib import Graph, URIRef
from rdflib.namespace import SH

from kg.check.document import node, prefixed
from kg.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

    from kg.check.document import Document
    from kg.check.finding import Finding

# What is wrong with a property or its value, by the component of SHACL that says so.
_WORDS = {
    "MinCount": "lacks {path}",
    "MaxCount": "has {path} more than once",
    "Datatype": "{path} {value!r} is no {datatype}",
    "Class": "{path} {value} is no {class_}",
    "Or": "{path} {value} is nothing that this property takes",
    "In": "{path} {value} is outside the scheme of this property",
    "NodeKind": "{path} {value!r} is no IRI",
    "Pattern": "{path} {value!r} is not written as it should be",
    "MinInclusive": "{path} {value} is too small",
    "MaxInclusive": "{path} {value} is too large",
}


@cache
def shapes() -> Graph:
    """Read ontology/shapes.ttl."""
    return Graph().parse(folder("ontology") / "shapes.ttl")


def violations(document: Document) -> Iterator[Finding]:
    """Validate one document."""
    # Half a second to import, with what it needs for HTTP and HTML: only who validates pays for it.
    from pyshacl import validate  # noqa: PLC0415

    with warnings.catch_warnings():  # rdflib's of a name that pyshacl still uses are not ours to mend
        warnings.simplefilter("ignore", DeprecationWarning)
        _, report, _ = validate(
            document.graph, shacl_graph=shapes(), inference="none", allow_warnings=True, inplace=True
        )
    if not isinstance(report, Graph):
        raise TypeError(f"pyshacl gave no report: {report}")
    for result in set(report.subjects(SH.focusNode)):
        focus = report.value(result, SH.focusNode)
        if focus is not None:
            yield document.finding(focus, _told(report, result))


def _told(report: Graph, result: Node) -> str:
    shape = report.value(result, SH.sourceShape)
    if shape is not None:
        for message in shapes().objects(shape, SH.message):
            if getattr(message, "language", None) == "en":
                return str(message)
    component = str(report.value(result, SH.sourceConstraintComponent))
    name = component.removeprefix(str(SH)).removesuffix("ConstraintComponent")
    path = report.value(result, SH.resultPath)
    if name == "MinCount" and path == node("supportedBy"):
        return "a fact without passage"
    if name not in _WORDS or path is None:
        return str(report.value(result, SH.resultMessage))
    value = report.value(result, SH.value)
    return _WORDS[name].format(
        path=prefixed(str(path)),
        value=prefixed(str(value)) if isinstance(value, URIRef) else str(value),
        datatype=_of(shape, SH.datatype),
        class_=_of(shape, SH["class"]),
    )


def _of(shape: Node | None, parameter: URIRef) -> str:
    found = None if shape is None else shapes().value(shape, parameter)
    return prefixed(str(found)) if found is not None else "such thing"
