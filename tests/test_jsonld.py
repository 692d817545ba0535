"""JSON-LD out: what is written is read back the same, by both engines, and is plain JSON to others."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import Dataset

import kg
from kg import conductor
from kg.document import Options
from kg.errors import ShareError
from kg.graph.iri import NAMESPACE
from kg.graph.jsonld import Context, shipped, write_jsonld
from kg.graph.quads import TYPE, iri, literal
from kg.graph.vocab import concept, concepts, term

if TYPE_CHECKING:
    from kg.graph.quads import Triple

# rdflib 7.6 warns of names that it uses itself.
pytestmark = pytest.mark.filterwarnings(r"ignore:(Dataset|ConjunctiveGraph)\b:DeprecationWarning")
ROOT = Path(__file__).resolve().parent.parent
MINUTES = ("halso-och-sjukvardsnamnden-2025-03-04.txt", "beredningen-2025-01-28.md")
THING = iri("https://example.org/id/a#char=1,2")
GRAPH = "https://example.org/id/minutes/1"
# A property for each scheme, as the shapes hold them together.
PROPERTIES = {
    "role": "role", "decision-kind": "decisionKind", "outcome": "outcome", "method": "method", "result": "result",
    "referral-kind": "referralKind", "motion-kind": "motionKind", "vote-kind": "voteKind", "ballot": "option",
    "initiative-kind": "initiativeKind", "status": "status", "body-kind": "org:classification",
    "fate": "fate",
}  # fmt: skip


def written(*triples: Triple) -> str:
    stream = io.StringIO()
    write_jsonld(stream, {GRAPH: triples})
    return stream.getvalue()


def node(*triples: Triple) -> Any:
    return json.loads(written(*triples))["@graph"][0]["@graph"][0]


def read_back(text: str) -> set[str]:
    """Give the triples of a text as N-Triples lines."""
    dataset = Dataset()
    dataset.parse(data=text, format="json-ld")
    # A string is one whether or not its datatype is said.
    lines = {f"{s.n3()} {p.n3()} {o.n3()}" for s, p, o, _ in dataset.quads()}
    return {line.removesuffix("^^<http://www.w3.org/2001/XMLSchema#string>") for line in lines}


def test_documents_are_read_back_quad_by_quad(tmp_path: Path) -> None:
    minutes = [ROOT / "data" / "sample" / f"norradal-{name}" for name in MINUTES]
    built = conductor.build(minutes, Options())
    for ending in ("trig", "jsonld"):
        conductor.save(built, tmp_path / f"x.{ending}")
    trig, jsonld = kg.load(tmp_path / "x.trig"), kg.load(tmp_path / "x.jsonld")
    assert set(jsonld.quads()) == set(trig.quads())


def test_it_is_compact_json_that_needs_no_rdf_to_be_read() -> None:
    found = node(
        (THING, TYPE, iri(term("Attendance"))),
        (THING, iri(term("role")), iri(concept("role", "chair"))),
        (THING, iri(term("order")), literal("3", "integer")),
        (THING, iri(term("complete")), literal("true", "boolean")),
        (THING, iri(term("firstDate")), literal("2025-02-11", "date")),
        (THING, iri(term("heldBy")), iri("https://example.org/id/b")),
        (THING, iri(term("rdfs:label")), literal('Åsa "Öst"\nrad två')),
    )
    assert found == {
        "id": "https://example.org/id/a#char=1,2",
        "type": "Attendance",
        "role": "chair",
        "order": 3,
        "complete": True,
        "firstDate": "2025-02-11",
        "heldBy": "https://example.org/id/b",
        "rdfs:label": 'Åsa "Öst"\nrad två',
    }


@pytest.mark.parametrize("name", sorted(concepts()))
def test_every_concept_is_written_by_its_name_and_read_back(name: str) -> None:
    scheme, _, local = name.partition("/")
    predicate = term(PROPERTIES[scheme])
    triple = (THING, iri(predicate), iri(concept(scheme, local)))
    assert local in node(triple).values()
    assert read_back(written(triple)) == {" ".join(triple)}


@pytest.mark.parametrize(
    ("predicate", "value"),
    [
        ("role", iri("https://w3id.org/protokollgraf/outcome/adopted")),  # a concept of another scheme
        ("heldBy", literal("no body")),  # a string where a thing belongs
        ("place", iri("https://example.org/id/place")),  # a thing where a string belongs
        ("order", literal("07", "integer")),  # a number that JSON writes otherwise
        ("order", literal("some")),
        ("complete", literal("1", "boolean")),
        ("amount", literal("1200000.50", "decimal")),
        ("confidence", literal("0.90", "decimal")),
        ("rdf:object", literal("text")),
        ("rdf:predicate", iri(term("notifies"))),
        ("rdfs:label", '"Öst"@sv'),
        ("place", literal('back\\slash "quote"\ttab\u007f')),
        ("dcterms:extent", literal("a term without an entry")),
    ],
)
def test_values_that_no_entry_expects_come_back_as_they_are(predicate: str, value: str) -> None:
    triple = (THING, iri(term(predicate)), value)
    expected = Dataset()
    expected.parse(data=" ".join(triple) + " .", format="nquads")
    assert read_back(written(triple)) == {f"{s.n3()} {p.n3()} {o.n3()}" for s, p, o, _ in expected.quads()}


def test_the_same_graphs_give_the_same_text_in_whatever_order() -> None:
    triples = [(THING, iri(term("heldBy")), iri(f"https://example.org/id/{name}")) for name in "cab"]
    assert written(*triples) == written(*reversed(triples))
    assert node(*triples)["heldBy"] == [f"https://example.org/id/{name}" for name in "abc"]


def test_a_context_that_the_writer_does_not_understand_is_refused() -> None:
    with pytest.raises(ShareError, match="hasItem"):
        Context({"gov": NAMESPACE, "hasItem": {"@id": "gov:hasItem", "@container": "@list"}})
    assert Context(shipped()).term(term("Decision")) == "Decision"
