"""The graph of data/sample/: every fact with its passage, only known terms, the same bytes whatever the order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef

from kg import conductor
from kg.document import Options
from kg.facts.kind import Fact
from kg.files import source
from kg.graph.document_graph import DocumentGraph
from kg.graph.files import WRITERS
from kg.graph.iri import Names
from kg.graph.sheet import Sheet
from kg.model import Source, Span
from tests.built import BASE, DIRECT, GOV, IDENTITIES, NIF, PROVENANCE, Built, dataset, number, write

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = sorted((ROOT / "data" / "sample").iterdir())
OWN = "https://w3id.org/protokollgraf/ns#"
# The terms of other vocabularies that the contract names, and no others.
FOREIGN = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": {"type", "subject", "predicate", "object", "Statement"},
    "http://www.w3.org/2000/01/rdf-schema#": {"label"},
    "http://www.w3.org/2002/07/owl#": {"sameAs"},
    "http://www.w3.org/2004/02/skos/core#": {"altLabel"},
    "http://purl.org/dc/terms/": {"title", "identifier", "date", "creator", "source", "language", "replaces"},
    "http://xmlns.com/foaf/0.1/": {"name"},
    "http://www.w3.org/ns/org#": {"unitOf", "subOrganizationOf", "classification", "postIn"},
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#": {
        "Context", "referenceContext", "beginIndex", "endIndex", "anchorOf",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def built(sample: Path) -> Built:
    """Give the graph of the sample."""
    return Built(sample)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Give the text of each sample document as the contract says it is counted: one kind of newline, no BOM."""
    found = {}
    for path in SAMPLE:
        if path.suffix == ".pdf":  # its text is what the reader yields
            found[path.name] = source.read(path).text
        else:
            found[path.name] = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    return found


# --- Provenance


def test_a_direct_property_that_two_rules_tell_has_one_statement_with_both_passages() -> None:
    text = "Anna Ek deltar inte i beslutet. Anna Ek avstår."
    names, graph = Names("0" * 64), DocumentGraph("urn:m", "0" * 64)
    sheet = Sheet(Source("a.txt", "0" * 64, text, "0" * 64), names, graph, 1.0)
    triple = ("urn:item", "urn:notParticipating", "<urn:anna>")
    for fact in (
        Fact(at=(Span(0, 31),), confidence=0.9, rule="recused/keeps-out"),
        Fact(at=(Span(32, 47),), confidence=0.85, rule="recused/abstains"),
    ):
        sheet.state(triple, ("1", "notParticipating"), fact, "recusal")
    said = {predicate.rpartition("#")[2].strip(">"): value for _, predicate, value in graph.triples}
    told = [one for one in graph.triples if one[1].endswith(("#extractedBy>", "#confidence>"))]
    assert len(told) == 2
    assert "status" not in said
    assert said["extractedBy"] == '"recused/keeps-out"'
    assert len([one for one in graph.triples if one[1].endswith("#supportedBy>")]) == 2


def test_a_passage_quotes_its_text_exactly(built: Built, texts: dict[str, str]) -> None:
    passages = built.typed("Passage")
    assert len(passages) > 100
    for passage in passages:
        begin, end = (number(built.value(passage, NIF[name])) for name in ("beginIndex", "endIndex"))
        context = built.value(passage, NIF.referenceContext)
        minutes = built.value(context, GOV.textOf)
        text = texts[str(built.value(minutes, URIRef("http://purl.org/dc/terms/source")))]
        assert str(passage) == f"{minutes}/text#char={begin},{end}"
        assert 0 <= begin < end <= len(text)
        assert text[begin:end] == str(built.value(passage, NIF.anchorOf))


def test_a_fact_has_a_passage_a_confidence_and_a_rule_and_what_says_no_status_is_stated(built: Built) -> None:
    facts = built.recorded()
    assert len(facts) > 300
    missing = [(fact, name) for fact in facts for name in PROVENANCE if not built.values(fact, GOV[name])]
    assert not missing
    assert not any(predicate == GOV.status and str(value).endswith("stated") for _, predicate, value in built.triples)


def test_a_confidence_lies_between_nothing_and_one(built: Built) -> None:
    for fact in built.recorded():
        confidence = built.value(fact, GOV.confidence)
        assert isinstance(confidence, Literal)
        assert 0 < float(confidence) <= 1


def test_a_value_of_a_direct_property_is_stated_with_its_passage(built: Built) -> None:
    statements = built.statements()
    items = set(built.recorded()) | set(built.typed("Minutes"))
    direct = [
        (subject, predicate, value)
        for subject, predicate, value in sorted(built.triples, key=str)
        if predicate in {GOV[name] for name in DIRECT} and subject in items
        if not (predicate == GOV.concerns and (subject, RDF.type, GOV.AgendaItem) not in built.triples)
    ]
    assert {predicate for _, predicate, _ in direct} == {GOV[name] for name in DIRECT}
    for triple in direct:
        assert triple in statements
        assert [name for name in PROVENANCE if not built.values(statements[triple], GOV[name])] == []


def test_a_statement_states_nothing_that_is_not_so(built: Built) -> None:
    assert not set(built.statements()) - built.triples


def test_a_fact_about_a_person_quotes_a_part_of_the_name(built: Built) -> None:
    people = set(built.typed("Person"))
    facts = set(built.recorded()) - set(built.typed("AgendaItem"))
    subjects = [
        (subject, value)
        for subject, _, value in sorted(built.triples, key=str)
        if value in people and (subject in facts or (subject, RDF.type, RDF.Statement) in built.triples)
    ]
    assert len(subjects) > 150
    silent = [
        (str(subject), str(person))
        for subject, person in subjects
        if not any(
            part.casefold() in " ".join(built.quotes(subject)).casefold()
            for spelling in built.spellings(person)
            for part in re.split(r"[\s-]", spelling)
            if len(part) > 1
        )
    ]
    assert silent == []


# --- Terms, labels, graphs


def test_there_are_no_blank_nodes(built: Built) -> None:
    assert not [quad for quad in built.quads if any(isinstance(term, BNode) for term in quad[:3])]


def test_a_resource_has_one_label(built: Built) -> None:
    labels: dict[str, int] = {}
    for subject, predicate, value in built.triples:
        if predicate == RDFS.label:
            labels[str(subject)] = labels.get(str(subject), 0) + 1
            assert str(value).strip()
    assert {subject: count for subject, count in labels.items() if count > 1} == {}


def test_whatever_a_reader_meets_by_name_has_a_label(built: Built) -> None:
    named = (
        "PublicOrganisation", "Organisation", "GoverningBody", "Administration", "Person", "Party", "Post", "Group",
        "Minutes", "Meeting", "Case", "Law", "InquiryReport", "Directive",
    )  # fmt: skip
    unlabelled = [one for one in {*built.typed(*named), *built.recorded()} if not built.values(one, RDFS.label)]
    assert unlabelled == []


def test_every_term_of_ours_is_declared_and_every_other_one_known(built: Built) -> None:
    ontology, schemes = Graph(), Graph()
    ontology.parse(ROOT / "ontology" / "governance.ttl")
    schemes.parse(ROOT / "ontology" / "concepts.ttl")
    terms = {predicate for _, predicate, _ in built.triples} | {o for _, p, o in built.triples if p == RDF.type}
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
    for term in sorted(terms, key=str):
        if str(term).startswith(OWN):
            assert kinds & set(ontology.objects(term, RDF.type)), f"{term} is not declared"
        else:
            cut = max(str(term).rfind("#"), str(term).rfind("/")) + 1
            assert str(term)[cut:] in FOREIGN[str(term)[:cut]]
    concepts = {
        value for _, _, value in built.triples if re.match(r"https://w3id\.org/protokollgraf/(?!id/|ns#)", str(value))
    }
    assert len(concepts) > 20
    assert not [concept for concept in concepts if (concept, RDF.type, SKOS.Concept) not in schemes]


def test_a_document_stands_in_the_graph_named_by_its_minutes(built: Built) -> None:
    minutes = set(built.typed("Minutes"))
    assert len(minutes) == len(SAMPLE)
    graphs = {graph for *_, graph in built.quads}
    assert graphs == minutes | {IDENTITIES}
    below = [
        (subject, graph)
        for subject, _, _, graph in built.quads
        if (match := re.match(rf"{re.escape(BASE)}minutes/[0-9a-f]{{16}}", str(subject))) and str(graph) != match[0]
    ]
    assert [pair for pair in below if pair[1] != IDENTITIES] == []


def test_the_default_graph_is_empty(built: Built) -> None:
    assert all(graph is not None and "urn:x-rdflib:default" not in str(graph) for *_, graph in built.quads)


def test_the_graph_of_identities_only_names_what_documents_speak_of_and_its_own_statements(built: Built) -> None:
    spoken = {term for *triple, graph in built.quads if graph != IDENTITIES for term in triple}
    named = {subject for subject, *_, graph in built.quads if graph == IDENTITIES}
    assert not {one for one in named - spoken if "/joined/" not in str(one)}


def test_a_meeting_is_held_once_and_has_one_first_day(built: Built) -> None:
    for meeting in built.typed("Meeting"):
        assert len(built.values(meeting, GOV.heldBy)) == 1
        assert len(built.values(meeting, GOV.firstDate)) == 1


def test_a_proposal_says_who_is_asked_and_what_is_proposed(built: Built) -> None:
    proposal = URIRef("https://w3id.org/protokollgraf/decision-kind/proposal")
    decisions = built.typed("Decision")
    assert {built.value(one, GOV.decisionKind) == proposal for one in decisions} == {True, False}
    for one in decisions:
        is_proposal = built.value(one, GOV.decisionKind) == proposal
        assert bool(built.values(one, GOV.proposedTo)) == is_proposal
        assert bool(built.values(one, GOV.proposedOutcome)) == is_proposal
        assert bool(built.values(one, GOV.outcome)) != is_proposal


# --- Files


@pytest.fixture(scope="module")
def builds() -> list[conductor.Built]:
    """Give the sample built a second time, and built of its files in another order."""
    return [conductor.build(paths, Options()) for paths in (SAMPLE, [*SAMPLE[2:], *SAMPLE[1::-1]])]


@pytest.mark.parametrize("ending", WRITERS)
def test_a_second_build_and_one_of_the_files_in_another_order_give_the_same_bytes(
    ending: str, sample: Path, builds: list[conductor.Built], tmp_path: Path
) -> None:
    outputs = [tmp_path / f"{number}{ending}" for number in range(len(builds))]
    for made, output in zip(builds, outputs, strict=True):
        conductor.save(made, output)
    second, third = (output.read_bytes() for output in outputs)
    assert second == third
    if ending == sample.suffix:
        assert second == sample.read_bytes()


@pytest.mark.parametrize(
    "ending",
    [
        # N-Quads without the last word, and what test_engines.py reads of fewer documents.
        pytest.param(ending, marks=[pytest.mark.slow] if ending in {".nt", ".ttl"} else [])
        for ending in WRITERS
        if ending != ".trig"  # of which `built` is read
    ],
)
def test_every_format_says_the_same(ending: str, built: Built, builds: list[conductor.Built], tmp_path: Path) -> None:
    conductor.save(builds[0], tmp_path / f"again{ending}")
    read = dataset(tmp_path / f"again{ending}")
    if ending in {".nq", ".jsonld"}:
        assert set(read.quads()) == built.quads
    else:
        assert {quad[:3] for quad in read.quads()} == built.triples


def test_what_is_written_is_what_was_built(builds: list[conductor.Built], tmp_path: Path) -> None:
    made = builds[0]
    conductor.save(made, tmp_path / "made.nq")
    lines = (tmp_path / "made.nq").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines, key=_graph_first)
    assert len(lines) == sum(map(len, made.graphs.values()))


def _graph_first(line: str) -> tuple[str, str]:
    head, _, graph = line.removesuffix(" .").rpartition(" ")
    return graph, head


@pytest.mark.parametrize("names", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_the_same_bytes_under_two_names_are_one_document(names: tuple[str, str], tmp_path: Path) -> None:
    paths = [tmp_path / name for name in names]
    for path in paths:
        path.write_bytes(SAMPLE[1].read_bytes())
    made = conductor.build(paths, Options())
    assert [report.status for report in made.reports] == ["ok", "same"]
    assert len([graph for graph in made.graphs if "/minutes/" in graph]) == 1


def test_of_two_names_for_the_same_bytes_the_graph_gives_one_whatever_the_order(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.txt", "b.txt")]
    for path in paths:
        path.write_bytes(SAMPLE[1].read_bytes())
    one, other = write(paths, tmp_path / "one.nq"), write(paths[::-1], tmp_path / "other.nq")
    assert one.read_bytes() == other.read_bytes()


def test_a_document_alone_has_the_iris_it_has_among_others(built: Built, tmp_path: Path) -> None:
    alone = Built(write(SAMPLE[1:2], tmp_path / "alone.nq"))
    (minutes,) = alone.typed("Minutes")
    among = {quad for quad in built.quads if quad[3] == minutes}
    assert {quad for quad in alone.quads if quad[3] == minutes} == among


def test_the_digest_of_a_document_is_that_of_its_bytes(built: Built) -> None:
    digests = {str(built.value(one, GOV.sha256)) for one in built.typed("Minutes")}
    assert digests == {source.read(path).sha256 for path in SAMPLE}
