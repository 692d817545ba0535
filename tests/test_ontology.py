"""Code, ontology, shapes, context and queries are one: no term is used that is not declared, none declared in vain."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib import namespace as vocabularies
from rdflib.collection import Collection
from rdflib.namespace import SH

from kg.check import terms
from kg.graph.iri import CONCEPTS, NAMESPACE
from kg.graph.jsonld import shipped
from kg.graph.vocab import FOREIGN, PREFIXES, concepts, declared, term
from tools.ontology import every_kind, files

if TYPE_CHECKING:
    from rdflib.term import Node

    from kg.graph.store import Graph as Store

ROOT = Path(__file__).resolve().parent.parent
ONTOLOGY = ROOT / "ontology"
GOVERNANCE, ALL_CONCEPTS, ALIGNMENTS, SHAPES = (
    Graph().parse(ONTOLOGY / f"{name}.ttl") for name in ("governance", "concepts", "alignments", "shapes")
)
CODE = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "kg").rglob("*.py"))}
QUERIES = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "queries").glob("*.rq"))}
CLOSE = URIRef(term("closeTo"))

# What the contract declares and no build makes yet. This list only shrinks: a term that is made must leave it.
NOT_MADE: dict[str, str] = {}
# What stands in stores elsewhere alone, see tests/test_push.py.
IN_STORES = dict.fromkeys(("sharedStatement", "graphDigest"), "kg push writes it, no build")
# What a reader of the ontology gets, not of a graph.
ANNOTATIONS = {"closeTo": "stands in alignments.ttl between terms"}
# The vocabularies of the alignments, as ../shared/design/ontology.md verified them.
NEIGHBOURS = (
    "http://data.vlaanderen.be/ns/besluit#",
    "http://data.vlaanderen.be/ns/mandaat#",
    "http://data.europa.eu/eli/ontology#",
    "http://data.europa.eu/eli/eli-draft-legislation-ontology#",
    "http://www.w3.org/ns/opengov#",
    "http://data.europa.eu/m8g/",
)


def made_by_kinds() -> set[str]:
    """Give the terms that the tables of the kinds of facts name."""
    found: set[str] = set()
    for kind in every_kind():
        found |= {kind.term, kind.link, *(one.property for one in kind.fields)}
    return {FOREIGN.get(name, name) for name in found - {""}}


def said_in_code() -> set[str]:
    """Give the terms of ours that are strings in kg/graph and kg/model.py: what is added to the tables of the kinds."""
    graph = "".join(text for path, text in CODE.items() if {"graph", "facts", "model.py"} & set(path.parts))
    return set(re.findall(r"\"(\w+)\"", graph)) & declared()


def own(graph: Graph) -> set[str]:
    """Give the local names of the terms of ours that a graph uses anywhere."""
    return {str(one)[len(NAMESPACE) :] for triple in graph for one in triple if str(one).startswith(NAMESPACE)}


def foreign(graph: Graph) -> set[str]:
    """Give the terms of the pinned vocabularies that a graph uses anywhere."""
    return {str(one) for triple in graph for one in triple if any(str(one).startswith(ns) for ns in terms.pinned())}


def exists(iri: str) -> bool:
    namespace = max((ns for ns in terms.pinned() if iri.startswith(ns)), key=len)
    return iri == namespace or iri.removeprefix(namespace) in terms.pinned()[namespace]


def test_every_term_of_a_kind_of_fact_is_declared() -> None:
    assert {name for name in made_by_kinds() if ":" not in name} <= declared()
    assert all(exists(term(name)) for name in made_by_kinds() if ":" in name)


def test_every_scheme_of_a_kind_of_fact_is_there() -> None:
    schemes = {name.partition("/")[0] for name in concepts()}
    assert {one.scheme for kind in every_kind() for one in kind.fields if one.type == "concept"} <= schemes


@pytest.mark.parametrize("path", [path for path, text in CODE.items() if "term(" in text or "gov:" in text], ids=str)
def test_code_names_no_term_that_is_not_declared(path: Path) -> None:
    said = set(re.findall(r"\bgov:(\w+)", CODE[path])) | set(re.findall(r"\bterm\(\"(\w+)\"\)", CODE[path]))
    assert said - set(FOREIGN) <= declared() | {"has"}  # `gov:has` is how a prefix of properties is asked for
    for prefix, local in re.findall(r"\"(\w+):(\w+)\"", CODE[path]):
        if prefix in PREFIXES and PREFIXES[prefix] in terms.pinned():
            assert exists(PREFIXES[prefix] + local), f"{prefix}:{local}"


def test_nothing_is_declared_that_is_never_made() -> None:
    made = made_by_kinds() | said_in_code()
    assert declared() - made - set(ANNOTATIONS) - set(IN_STORES) == set(NOT_MADE)


def test_what_the_sample_holds_is_declared(sample_graph: Store) -> None:
    rows = sample_graph.select("SELECT DISTINCT ?p ?class { ?s ?p ?o OPTIONAL { ?s a ?class } }").rows
    used = {cell.value for row in rows for cell in row if cell}
    assert {iri[len(NAMESPACE) :] for iri in used if iri.startswith(NAMESPACE)} <= declared() - set(NOT_MADE)
    assert all(exists(iri) for iri in used if not iri.startswith(NAMESPACE))


def test_every_term_is_a_class_or_a_property_and_explained_in_both_languages() -> None:
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    for name in sorted(declared()):
        iri = URIRef(NAMESPACE + name)
        assert set(GOVERNANCE.objects(iri, RDF.type)) & kinds, name
        assert (iri, RDFS.isDefinedBy, URIRef(NAMESPACE.removesuffix("#"))) in GOVERNANCE, name
        explained_in_both(GOVERNANCE, iri, RDFS.label, RDFS.comment)


def test_every_concept_is_in_its_scheme_and_explained_in_both_languages() -> None:
    schemes = set(ALL_CONCEPTS.subjects(RDF.type, SKOS.ConceptScheme))
    assert {str(one) for one in schemes} == {CONCEPTS + name.partition("/")[0] for name in concepts()}
    for name in sorted(concepts()):
        iri, own_scheme = URIRef(CONCEPTS + name), URIRef(CONCEPTS + name.partition("/")[0])
        assert list(ALL_CONCEPTS.objects(iri, SKOS.inScheme)) == [own_scheme]
        assert (own_scheme, SKOS.hasTopConcept, iri) in ALL_CONCEPTS
        assert list(ALL_CONCEPTS.objects(iri, SKOS.notation)) == [Literal(name.partition("/")[2])]
        explained_in_both(ALL_CONCEPTS, iri, SKOS.prefLabel, SKOS.definition, RDFS.label, RDFS.comment)
    for scheme in schemes:
        explained_in_both(ALL_CONCEPTS, scheme, SKOS.prefLabel, SKOS.definition, RDFS.label, RDFS.comment)


def explained_in_both(graph: Graph, thing: Node, *properties: URIRef) -> None:
    for one in properties:
        texts = [text for text in graph.objects(thing, one) if isinstance(text, Literal) and text.strip()]
        assert sorted(str(text.language) for text in texts) == ["en", "sv"], f"{thing} {one}"


@pytest.mark.parametrize(
    "graph", [GOVERNANCE, ALL_CONCEPTS, ALIGNMENTS, SHAPES], ids=["gov", "concepts", "align", "sh"]
)
def test_the_ontology_uses_only_terms_that_exist(graph: Graph) -> None:
    assert own(graph) - {""} <= declared()
    assert [iri for iri in sorted(foreign(graph)) if not exists(iri)] == []


def test_a_class_or_property_is_what_the_contract_aligns_it_with() -> None:
    for subject, predicate, value in ALIGNMENTS:
        assert predicate == CLOSE
        assert str(subject).removeprefix(NAMESPACE) in declared()
        assert str(value).startswith(NEIGHBOURS)
    assert (URIRef(term("Referral")), CLOSE, None) in ALIGNMENTS
    assert not {"Reservation", "Statement", "recused"} & own(ALIGNMENTS)  # no neighbour in any vocabulary read


def test_every_class_has_a_shape_and_every_property_stands_in_one() -> None:
    classes = {str(one)[len(NAMESPACE) :] for one in GOVERNANCE.subjects(RDF.type, OWL.Class)}
    assert classes <= {str(one)[len(NAMESPACE) :] for one in SHAPES.objects(None, SH.targetClass)}
    constrained = {str(one) for one in SHAPES.objects(None, SH.path)}
    assert {NAMESPACE + name for name in declared() - classes - set(ANNOTATIONS)} <= constrained
    assert {term(name) for name in made_by_kinds() if ":" in name} <= constrained


def test_the_shapes_are_of_core_alone() -> None:
    assert not set(SHAPES.subjects(SH.sparql, None)) | set(SHAPES.subjects(SH.select, None))
    assert all(str(one).startswith(str(SH)) for one in SHAPES.predicates() if "shacl" in str(one))


def test_each_concept_property_takes_the_concepts_of_its_scheme() -> None:
    by_property = {
        str(SHAPES.value(part, SH.path)): {str(one) for one in Collection(SHAPES, listed)}
        for part, listed in SHAPES.subject_objects(SH["in"])
    }
    for kind in every_kind():
        for one in kind.fields:
            if one.type == "concept" and one.property != "winningOption":  # abstaining never wins
                scheme = {CONCEPTS + name for name in concepts() if name.startswith(f"{one.scheme}/")}
                assert by_property[term(one.property)] == scheme, one.property
    assert by_property[term("winningOption")] == {f"{CONCEPTS}ballot/{side}" for side in ("yes", "no")}
    del by_property[str(RDF.predicate)]
    assert {one for listed in by_property.values() for one in listed} == {CONCEPTS + name for name in concepts()}


def test_the_ranges_of_ontology_and_shapes_agree() -> None:
    for part, path in SHAPES.subject_objects(SH.path):
        declared_range = GOVERNANCE.value(path, RDFS.range)
        for asked in (SHAPES.value(part, SH.datatype), SHAPES.value(part, SH["class"])):
            if asked is not None and declared_range is not None:
                assert asked == declared_range, path


def test_the_context_has_every_term_and_prefix_and_no_other() -> None:
    context = shipped()
    entries = {name: one["@id"] if isinstance(one, dict) else one for name, one in context.items() if name[0] != "@"}
    assert {name for name, iri in entries.items() if iri == f"gov:{name}"} == declared()
    for name, iri in entries.items():
        if iri.startswith("http"):
            assert PREFIXES[name] == iri
        elif iri not in {"@id", "@type", f"gov:{name}"}:
            assert iri == name
            assert exists(term(name))
    schemes = {name.partition("/")[0] for name in concepts()}
    assert set(PREFIXES) - schemes <= set(entries)
    assert json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8")) == {"@context": context}


def test_the_context_reads_values_as_the_shapes_ask() -> None:
    kinds = {name: one.get("@type", "") for name, one in shipped().items() if isinstance(one, dict)}
    for part, path in SHAPES.subject_objects(SH.path):
        local = str(path).removeprefix(NAMESPACE)
        asked = SHAPES.value(part, SH.datatype)
        if asked is not None and local in declared():
            short = f"xsd:{str(asked).rpartition('#')[2]}"
            assert kinds.get(local, "xsd:string") == short, local


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_query_uses_only_terms_that_exist(name: str) -> None:
    text = "\n".join(line for line in QUERIES[name].split("\n") if not line.startswith("#"))
    plain = re.sub(r"\"[^\"\n]*\"|<[^>\s]*>|#.*", " ", text)
    assert set(re.findall(r"\bgov:(\w+)", plain)) <= declared()
    schemes = {one.partition("/")[0] for one in concepts()}
    for prefix, local in re.findall(r"(?<![\w:?-])([a-z][\w-]*):([A-Za-z][\w-]*)", plain):
        if prefix in schemes:
            assert f"{prefix}/{local}" in concepts()
        elif prefix != "gov":
            assert exists(PREFIXES[prefix] + local), f"{prefix}:{local}"
    for prefix, iri in re.findall(r"PREFIX\s+([\w-]+):\s+<([^>]+)>", text):
        assert PREFIXES[prefix] == iri


@pytest.mark.parametrize("name", ["ORG", "FOAF", "DCTERMS", "SKOS", "PROV", "RDF", "RDFS", "OWL", "XSD"])
def test_pinned_terms_are_terms_of_their_vocabulary(name: str) -> None:
    vocabulary = getattr(vocabularies, name)
    listed = terms.pinned()[str(vocabulary)]
    assert listed
    assert all(local in vocabulary for local in listed)
    assert "organization" in terms.pinned()[PREFIXES["org"]]  # the property; the class is org:Organization


@pytest.mark.parametrize("name", sorted(files()))
def test_what_is_made_from_the_kinds_of_facts_is_current(name: str) -> None:
    assert (ONTOLOGY / name).read_text(encoding="utf-8") == files()[name], "write it again: python -m tools.ontology"


def test_the_documentation_pages_are_those_of_the_ontology(tmp_path: Path) -> None:
    whole, few = tmp_path / "ontology.html", tmp_path / "terms.html"
    subprocess.run([sys.executable, str(ROOT / "docs" / "ontology.py"), str(whole), str(few)], check=True)
    for made in (whole, few):
        page = (ROOT / "docs" / made.name).read_text(encoding="utf-8")
        assert made.read_text(encoding="utf-8") == page, "write it again: make ontology-docs"
        links = re.findall(r"(?:src|href)=\"([^\"]+)\"", page)
        assert all(link.startswith(("#", "ontology.html", "terms.html")) for link in links)  # it loads nothing
        known = (ROOT / "docs" / "ontology.html").read_text(encoding="utf-8")
        assert [link for link in links if "#" in link and f'id="{link.partition("#")[2]}"' not in known] == []
    page = whole.read_text(encoding="utf-8")
    assert all(f'id="{name}"' in page for name in declared() | concepts())


def test_the_picture_of_the_vocabulary_shows_what_is_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    diagram = importlib.import_module("diagram")
    ends = {end for start, _, end in diagram.ARROWS} | {start for start, _, _ in diagram.ARROWS}
    assert ends == set(diagram.PLACES)
    said = {name for _, names, _ in diagram.ARROWS for name in names.split(", ") if ":" not in name}
    assert ends | said <= declared()


def test_the_thirty_terms_are_most_of_what_the_questions_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    thirty = importlib.import_module("thirty")
    found, questions = thirty.counted(ROOT / "queries")
    most = thirty.most_used(ROOT / "queries")
    assert len(most) == 30
    assert questions == len(list((ROOT / "queries").glob("*.rq")))
    assert sum(count for _, count in most) > 0.7 * found.total()
