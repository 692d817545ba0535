"""The shapes as we evaluate them: pyshacl, the reference, says the same of every graph."""

from __future__ import annotations

import logging
import random
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rdflib
from pyshacl import validate
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH

from kg import conductor
from kg.check import conform, document, shapes
from kg.check.triples import TYPE, Triples, iri, node
from kg.document import Options
from kg.errors import ShareError
from kg.graph import store
from kg.graph.terms import Term
from kg.graph.vocab import concept
from kg.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.check.shapes import Shape
    from kg.check.triples import Triple

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample"
BOARDS = (
    SAMPLE / "norradal-halso-och-sjukvardsnamnden-2025-03-04.txt",
    SAMPLE / "norradal-vardutskottet-2025-02-11.txt",
)
XSD = "http://www.w3.org/2001/XMLSchema#"
# What stands where something else should: of each datatype well and ill written, of a language, IRIs, a blank node.
STRANGE = (
    Term("literal", ""),
    Term("literal", "två\nrader"),
    Term("literal", "tal", language="sv"),
    Term("literal", "-1", f"{XSD}integer"),
    Term("literal", "0", f"{XSD}integer"),
    Term("literal", "tre", f"{XSD}integer"),
    Term("literal", "1.5", f"{XSD}integer"),
    Term("literal", "-1", f"{XSD}nonNegativeInteger"),
    Term("literal", "7", f"{XSD}nonNegativeInteger"),
    Term("literal", "0.90", f"{XSD}decimal"),
    Term("literal", "1.01", f"{XSD}decimal"),
    Term("literal", "-0.1", f"{XSD}decimal"),
    Term("literal", "nio", f"{XSD}decimal"),
    Term("literal", "2025-02-29", f"{XSD}date"),
    Term("literal", "2024-02-29", f"{XSD}date"),
    Term("literal", "i mars", f"{XSD}date"),
    Term("literal", "25:00:00", f"{XSD}time"),
    Term("literal", "09:30:00", f"{XSD}time"),
    Term("literal", "kl. 9", f"{XSD}time"),
    Term("literal", "ja", f"{XSD}boolean"),
    Term("literal", "true", f"{XSD}boolean"),
    iri("https://example.org/nobody"),
    iri(concept("outcome", "adopted")),
    iri(concept("role", "chair")),
    Term("blank", "_:b1"),
)
NUMBERS = {one.written() for one in STRANGE if re.fullmatch(r"-?\d+(\.\d+)?", one.value)} - {
    Term("literal", "-1", f"{XSD}nonNegativeInteger").written(),
    Term("literal", "1.5", f"{XSD}integer").written(),
}


def written(triples: Triples) -> str:
    return "".join(f"{' '.join(term.written() for term in triple)} .\n" for triple in triples)


def ours(triples: Triples, asked: tuple[Shape, ...]) -> set[tuple[str, ...]]:
    """Give shape, node, constraint, path and value of each result."""
    return {
        (
            one.focus.written(),
            one.constraint,
            one.path.path.value if one.path else "",
            one.value.written() if one.value and one.path and one.constraint != "hasValue" else "",
        )
        for one in conform.broken(triples, asked)
    }


@pytest.fixture(autouse=True)
def _as_written(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let rdflib keep values as they are written, and log nothing of the strange ones."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def plain(found: object) -> str:
    """Write a term of rdflib as our own terms are written."""
    if isinstance(found, Literal):
        datatype = str(found.datatype or "")
        return Term(
            "literal", str(found), "" if datatype == f"{XSD}string" else datatype, found.language or ""
        ).written()
    if isinstance(found, URIRef):
        return Term("iri", str(found)).written()
    return f"_:{found}" if found else ""


def theirs(triples: Triples, shapes_graph: Graph) -> set[tuple[str, ...]]:
    with warnings.catch_warnings():  # of a name that pyshacl still uses, and of values that are no booleans
        warnings.simplefilter("ignore")
        graph = Graph().parse(data=written(triples), format="nt")
        _, report, _ = validate(graph, shacl_graph=shapes_graph, inference="none", inplace=True)
    assert isinstance(report, Graph)
    found: set[tuple[str, ...]] = set()
    for result in report.subjects(SH.focusNode):
        path = report.value(result, SH.resultPath)
        component = str(report.value(result, SH.sourceConstraintComponent)).removeprefix(str(SH))
        name = component.removesuffix("ConstraintComponent")
        value = report.value(result, SH.value) if path is not None and name != "HasValue" else None
        focus = plain(report.value(result, SH.focusNode))
        found.add((focus, name[0].lower() + name[1:], str(path or ""), plain(value)))
    return found


def same(found: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Give results as they are to be compared.

    Engines name blank nodes each in their own way. What is no number is neither larger nor smaller
    than one, so it breaks both bounds; rdflib, by which pyshacl compares, has an order of all terms instead.
    """
    return {
        tuple("blank" if part.startswith("_:") else part for part in one)
        for one in found
        if not one[1].endswith("Inclusive") or one[3] in NUMBERS
    }


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Triples]:
    output = tmp_path_factory.mktemp("conform") / "x.trig"
    conductor.save(conductor.build(BOARDS, Options()), output)
    return [one.graph for one in document.documents(document.graphs(store.statements(output)))]


@pytest.fixture(scope="module")
def reference() -> Graph:
    return Graph().parse(folder("ontology") / "shapes.ttl")


def spoilt(triples: Triples, seed: int) -> Triples:
    """Give a copy in which one statement in some forty is lost, doubled, or says something strange."""
    dice = random.Random(seed)  # noqa: S311 - which statements are spoilt is no secret
    found: list[Triple] = []
    for subject, predicate, value in triples:
        chance = dice.random()
        if chance > 0.01:
            found.append((subject, predicate, value))
        if 0.005 < chance < 0.025:
            found.append((subject, predicate, dice.choice(STRANGE)))
    return Triples(found)


def test_a_sound_document_keeps_all_shapes(documents: list[Triples], reference: Graph) -> None:
    for triples in documents:
        assert ours(triples, shapes.shapes()) == theirs(triples, reference) == set()


@pytest.mark.parametrize("seed", range(4))
def test_pyshacl_finds_the_same_in_a_spoilt_document(seed: int, documents: list[Triples], reference: Graph) -> None:
    triples = spoilt(documents[seed % 2], seed)
    found = ours(triples, shapes.shapes())
    assert len({constraint for _, constraint, *_ in found}) > 6
    assert same(found) == same(theirs(triples, reference))


def test_every_constraint_is_compared_by_what_is_strange(documents: list[Triples], reference: Graph) -> None:
    """Each property of each shape is given every strange value, so that no constraint is without its comparison."""
    triples = Triples(documents[0])
    for shape in shapes.shapes():
        for class_ in shape.classes:
            thing = iri(f"https://example.org/{class_.value.rpartition('#')[2]}")
            triples.add((thing, node("rdf:type"), class_))
            for asked in shape.properties:
                for value in STRANGE[:: 1 if asked.path.value.endswith("date") else 3]:
                    triples.add((thing, asked.path, value))
    assert same(ours(triples, shapes.shapes())) == same(theirs(triples, reference))


@pytest.mark.parametrize("value", ["tre", "1.5"])
def test_what_is_no_number_keeps_no_bound(value: str) -> None:
    """SHACL: a value that cannot be compared breaks the constraint."""
    shape = next(one for one in shapes.shapes() if one.name.endswith("/Vote"))
    vote, order = iri("urn:v"), Term("literal", value, f"{XSD}integer")
    triples = Triples([(vote, TYPE, node("Vote")), (vote, node("order"), order)])
    assert {"minInclusive", "datatype"} <= {one.constraint for one in conform.broken(triples, [shape])}


@pytest.mark.parametrize(
    "told",
    [
        "sh:uniqueLang true",
        "sh:property [ sh:path [ sh:inversePath <urn:x> ] ]",
        "sh:class <urn:x>",
        "sh:property [ sh:path <urn:x> ; sh:lessThan <urn:y> ]",
    ],
)
def test_what_is_not_evaluated_is_refused(told: str, tmp_path: Path) -> None:
    """A constraint that nobody evaluates would look kept; one on the node itself needs words."""
    path = tmp_path / "shapes.ttl"
    prefix = "@prefix sh: <http://www.w3.org/ns/shacl#> ."
    path.write_text(f"{prefix} <urn:shape> a sh:NodeShape ; sh:targetClass <urn:c> ; {told} .", encoding="utf-8")
    with pytest.raises(ShareError, match=r"shapes\.ttl"):
        shapes.read(Triples((s, p, o) for s, p, o, _ in store.statements(path)), str(path))


def test_every_datatype_of_the_shapes_has_its_grammar() -> None:
    asked = {one.parameter("datatype") for shape in shapes.shapes() for one in shape.properties} - {None}
    assert {one.value for one in asked if one} <= conform.DATATYPES
