"""`kg check`: one fault of every kind is put into a copy of a sound graph, and each is found where it is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from rdflib import DCTERMS, RDF, XSD, Graph, Literal, URIRef

import kg
from kg import check, conductor
from kg.check import shapes
from kg.check.finding import Checked, as_text
from kg.cli import main
from kg.document import Options
from kg.graph.vocab import concept, term

if TYPE_CHECKING:
    from collections.abc import Callable

    from rdflib.term import Node

# rdflib 7.6 warns of names that it uses itself.
pytestmark = pytest.mark.filterwarnings(r"ignore:(Dataset|ConjunctiveGraph)\b:DeprecationWarning")
SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample"
BOARD = SAMPLE / "norradal-halso-och-sjukvardsnamnden-2025-03-04.txt"


def node(name: str) -> URIRef:
    """Give one of our terms, or another vocabulary's by its prefixed name, for use with rdflib."""
    return URIRef(term(name))


class Copy:
    """The graph of one document, to be spoilt."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.minutes = next(graph.subjects(RDF.type, node("Minutes")))
        self.meeting = self.one(self.minutes, "recordOf")

    def one(self, subject: Node, name: str) -> Node:
        return min(self.graph.objects(subject, node(name)), key=str)

    def first(self, kind: str, *having: str, at: int = 0) -> Node:
        """Give the first thing of a class that has these properties, or the one at a later place."""
        found = sorted(self.graph.subjects(RDF.type, node(kind)), key=str)
        return [one for one in found if all((one, node(name), None) in self.graph for name in having)][at]

    def below(self, end: str) -> URIRef:
        """Give a new thing of this document."""
        return URIRef(f"{self.minutes}/{end}")

    def set(self, subject: Node, name: str, value: Node) -> Node:
        """Let a property have this one value."""
        self.graph.set((subject, node(name), value))
        return subject

    def add(self, subject: Node, name: str, value: Node) -> Node:
        self.graph.add((subject, node(name), value))
        return subject

    def remove(self, subject: Node, name: str) -> Node:
        self.graph.remove((subject, node(name), None))
        return subject


def another(copy: Copy) -> Node:
    """Say that somebody moved whose name stands nowhere near."""
    motion = copy.first("Motion", "movedBy", at=1)
    text = " ".join(
        str(copy.one(passage, "nif:anchorOf")) for passage in copy.graph.objects(motion, node("supportedBy"))
    )
    strangers = (
        person
        for person in sorted(copy.graph.subjects(RDF.type, node("Person")), key=str)
        if not any(
            word in text
            for naming in copy.graph.subjects(node("names"), person)
            for word in str(copy.one(naming, "spelling")).replace("-", " ").split()
        )
    )
    return copy.set(motion, "movedBy", next(strangers))


def gone(copy: Copy) -> Node:
    """Strike a voter off the roster."""
    for ballot in sorted(copy.graph.subjects(RDF.type, node("Ballot")), key=str):
        (attendance,) = copy.graph.subjects(node("attendee"), copy.one(ballot, "voter"))
        if (attendance, node("note"), None) not in copy.graph:
            copy.graph.remove((attendance, None, None))
            copy.graph.remove((None, None, attendance))
            return ballot
    raise AssertionError("the sample has no ballots")


def there_all_the_same(copy: Copy) -> Node:
    """Let somebody be there in whose place a substitute serves."""
    substitute = copy.first("Attendance", "substitutesFor")
    absentee = copy.below("attendance/99")
    for predicate, value in list(copy.graph.predicate_objects(substitute)):
        if predicate not in {node("substitutesFor"), node("note"), node("attendedItem"), node("party")}:
            copy.graph.add((absentee, predicate, value))
    copy.set(absentee, "attendee", copy.one(substitute, "substitutesFor"))
    copy.set(absentee, "role", URIRef(concept("role", "member")))
    return substitute


def same_length(copy: Copy) -> Node:
    passage = copy.one(copy.first("AgendaItem", "order", at=3), "supportedBy")
    return copy.set(passage, "nif:anchorOf", Literal("x" * len(str(copy.one(passage, "nif:anchorOf")))))


@dataclass(frozen=True)
class Fault:
    """How a graph is spoilt, and what the check says of the thing that is given back."""

    spoil: Callable[[Copy], Node]
    said: str
    severity: str = "violation"


FAULTS = {
    "a fact without passage": Fault(
        lambda copy: copy.remove(copy.first("Reservation"), "supportedBy"), "a fact without passage"
    ),
    "a direct property without a statement": Fault(
        lambda copy: copy.add(copy.first("AgendaItem", "order"), "notifies", copy.first("Post")),
        "a fact without passage: no statement of gov:notifies",
    ),
    "a quote that is too short": Fault(
        lambda copy: copy.set(copy.first("Passage"), "nif:anchorOf", Literal("a")), "quotes 1 characters for"
    ),
    "a quote of something else": Fault(same_length, "where the text says"),
    "a proposal without addressee": Fault(
        lambda copy: copy.remove(copy.first("Decision", "proposedTo"), "proposedTo"), "a proposal without addressee"
    ),
    "a term of ours that is not declared": Fault(
        lambda copy: (copy.graph.add((copy.meeting, URIRef(f"{node('date')}s"), Literal("x"))), copy.meeting)[1],
        "gov:dates is not declared in the ontology",
    ),
    "a property for a class": Fault(
        lambda copy: copy.add(copy.first("GoverningBody"), "rdf:type", URIRef("http://www.w3.org/ns/org#organization")),
        "http://www.w3.org/ns/org#organization is no class of its vocabulary",
    ),
    "a term that its vocabulary does not have": Fault(
        lambda copy: (copy.graph.add((copy.minutes, DCTERMS.title + "s", Literal("x"))), copy.minutes)[1],
        "http://purl.org/dc/terms/titles is no property of its vocabulary",
    ),
    "a term of a vocabulary that nobody pinned": Fault(
        lambda copy: (copy.graph.add((copy.minutes, URIRef("https://schema.org/name"), Literal("x"))), copy.minutes)[1],
        "https://schema.org/name is of no vocabulary",
    ),
    "a concept of another scheme": Fault(
        lambda copy: copy.set(copy.first("Motion"), "motionKind", URIRef(concept("outcome", "adopted"))),
        "gov:motionKind outcome:adopted is outside the scheme",
    ),
    "a concept that nobody declared": Fault(
        lambda copy: copy.add(copy.first("Post"), "closeTo", URIRef(concept("role", "chair") + "man")),
        "there is no concept role:chairman",
    ),
    "a fact about a person who is not named": Fault(another, "gov:movedBy: no passage has a part of the name of"),
    "a second label": Fault(
        lambda copy: copy.add(copy.first("Person"), "rdfs:label", Literal("Anders Annan")),
        "has rdfs:label more than once",
    ),
    "no label": Fault(lambda copy: copy.remove(copy.first("Document"), "rdfs:label"), "lacks rdfs:label"),
    "a value of another datatype": Fault(
        lambda copy: copy.set(copy.meeting, "startTime", Literal("nio")), "gov:startTime 'nio' is no xsd:time"
    ),
    "a thing of another class": Fault(
        lambda copy: copy.set(copy.first("Decision", "outcome"), "decidedBy", copy.first("Party")),
        "is no gov:GoverningBody",
    ),
    "a confidence above one": Fault(
        lambda copy: copy.set(copy.first("Document"), "confidence", Literal("1.5", datatype=XSD.decimal)),
        "gov:confidence 1.5 is too large",
    ),
    "an outcome and a proposed one": Fault(
        lambda copy: copy.add(copy.first("Clause", "outcome"), "proposedOutcome", URIRef(concept("outcome", "noted"))),
        "an outcome and a proposed outcome at once",
    ),
    "counts that are not those of the ballots": Fault(
        lambda copy: copy.set(copy.first("Vote", "hasBallot"), "yesCount", Literal(99)),
        "gov:yesCount is 99, but the ballots are",
        "warning",
    ),
    "a voter not on the roster": Fault(gone, "is not on the roster", "warning"),
    "a gap in the paragraphs": Fault(
        lambda copy: copy.set(copy.first("AgendaItem", "order", at=-1), "number", Literal("25")),
        "§§ 23–24 is missing before this paragraph",
        "warning",
    ),
    "a paragraph that stands twice": Fault(
        lambda copy: copy.add(copy.first("AgendaItem", "order", at=2), "order", Literal(90)),
        "the number of this paragraph stands twice",
        "warning",
    ),
    "a substitute for somebody who was there": Fault(there_all_the_same, "who was there throughout", "warning"),
    "adjusted before the meeting": Fault(
        lambda copy: copy.set(copy.minutes, "adjustedOn", Literal("2025-03-03", datatype=XSD.date)),
        "adjusted on 2025-03-03, before the meeting of 2025-03-04",
        "warning",
    ),
}


def write(graphs: list[Graph], path: Path) -> Path:
    blocks = [(f"<{g.identifier}> {{", "".join(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in g)) for g in graphs]
    path.write_text("".join(f"{head}\n{triples}}}\n" for head, triples in blocks), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the graph of one board's minutes as it is built."""
    output = tmp_path_factory.mktemp("sound") / "x.trig"
    conductor.save(conductor.build([BOARD], Options()), output)
    return output


def spoilt(sound: Path, faults: dict[str, Fault], output: Path) -> dict[str, str]:
    """Write a copy with faults, and give the IRI of the thing that each is about."""
    graphs = [graph for graph in kg.load(sound).graphs() if len(graph)]
    document = next(graph for graph in graphs if (graph.identifier, RDF.type, node("Minutes")) in graph)
    # The classes and labels of what is shared stand in the identity graph: here all is spoilt in one graph.
    for other in graphs:
        if other is not document:
            for triple in list(other):
                document.add(triple)
                other.remove(triple)
    copy = Copy(document)
    about = {name: str(fault.spoil(copy)) for name, fault in faults.items()}
    write(graphs, output)
    return about


@pytest.fixture(scope="module")
def spoilt_once(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Checked, dict[str, str]]:
    """Give what is found in a copy with every fault, and what each fault is about."""
    output = tmp_path_factory.mktemp("spoilt") / "x.trig"
    about = spoilt(sound, FAULTS, output)
    return check.check(output, BOARD), about


def test_a_sound_graph_has_nothing_wrong_with_or_without_its_text(sound: Path) -> None:
    assert check.check(sound, SAMPLE) == check.check(sound) == Checked((BOARD.name,), ())


def test_the_sample_has_no_violation(sample: Path) -> None:
    found = check.check(sample, SAMPLE)
    assert [one for one in found.findings if one.severity == "violation"] == []
    assert set(found.documents) == {path.name for path in SAMPLE.iterdir()}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_found_where_it_is(name: str, spoilt_once: tuple[Checked, dict[str, str]]) -> None:
    found, about = spoilt_once
    hits = [one for one in found.findings if one.iri == about[name] and FAULTS[name].said in one.what]
    assert [(one.severity, one.document) for one in hits] == [(FAULTS[name].severity, BOARD.name)]


def test_nothing_else_is_found(spoilt_once: tuple[Checked, dict[str, str]]) -> None:
    found, about = spoilt_once
    known = {(iri, FAULTS[name].said) for name, iri in about.items()}
    others = [one for one in found.findings if not any(one.iri == iri and said in one.what for iri, said in known)]
    assert others == []


def test_a_finding_says_line_paragraph_and_offsets(spoilt_once: tuple[Checked, dict[str, str]]) -> None:
    found, about = spoilt_once
    one = next(one for one in found.findings if one.iri == about["a proposal without addressee"])
    text = BOARD.read_text(encoding="utf-8")
    assert one.begin is not None
    assert one.paragraph == one.iri.split("/")[-3]
    assert one.line == text.count("\n", 0, one.begin) + 1
    line = next(line for line in as_text(found).splitlines() if one.iri in line)
    assert line == (
        f"{BOARD.name}:{one.line}: § {one.paragraph} [{one.begin}:{one.end}]: violation: "
        f"a proposal without addressee (gov:proposedTo) <{one.iri}>"
    )


def test_without_the_text_a_quote_is_measured_and_no_line_is_told(sound: Path, tmp_path: Path) -> None:
    names = ("a quote that is too short", "a quote of something else")
    about = spoilt(sound, {name: FAULTS[name] for name in names}, tmp_path / "x.trig")
    found = check.check(tmp_path / "x.trig")
    assert [(one.iri, one.line) for one in found.findings] == [(about[names[0]], None)]


def test_an_extract_is_asked_only_whether_a_vote_and_its_list_agree(sound: Path, tmp_path: Path) -> None:
    warned = {name: fault for name, fault in FAULTS.items() if fault.severity == "warning"}
    extract = Fault(lambda copy: copy.set(copy.minutes, "complete", Literal(lexical_or_value=False)), "")
    spoilt(sound, {**warned, "an extract": extract}, tmp_path / "x.trig")
    (found,) = check.check(tmp_path / "x.trig").findings
    assert found.what.startswith(FAULTS["counts that are not those of the ballots"].said)


def test_absence_is_not_counted_where_somebody_was_there_for_a_part(sound: Path, tmp_path: Path) -> None:
    absent = Fault(lambda copy: copy.set(copy.first("Vote", "hasBallot"), "absentCount", Literal(40)), "")
    spoilt(sound, {"absent": absent}, tmp_path / "x.trig")
    assert check.check(tmp_path / "x.trig").findings == ()


def test_a_union_of_documents_is_checked_document_by_document(tmp_path: Path) -> None:
    others = [SAMPLE / "norradal-vardutskottet-2025-02-11.txt", SAMPLE / "norradal-beredningen-2025-01-28.md"]
    conductor.save(conductor.build(others, Options()), tmp_path / "x.ttl")
    assert check.check(tmp_path / "x.ttl", SAMPLE) == Checked(tuple(sorted(path.name for path in others)), ())


def test_every_shape_constrains_something_that_is_there(sound: Path) -> None:
    """A misspelt target would make a shape that nothing can break."""
    classes = {one.value for shape in shapes.shapes() for one in shape.classes}
    used = {str(value) for graph in kg.load(sound).graphs() for value in graph.objects(None, RDF.type)}
    assert used <= classes


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def test_a_violation_gives_status_three_and_a_warning_none(sound: Path, tmp_path: Path) -> None:
    done = run(sound)
    assert (done.exit_code, done.stdout) == (0, "1 documents, 0 violations, 0 warnings\n")
    spoilt(sound, {"x": FAULTS["adjusted before the meeting"]}, tmp_path / "warned.trig")
    warned = run(tmp_path / "warned.trig")
    assert warned.exit_code == 0
    assert "warning: adjusted on 2025-03-03" in warned.stdout
    spoilt(sound, {"x": FAULTS["no label"]}, tmp_path / "broken.trig")
    broken = run(tmp_path / "broken.trig", "--json", "--minutes", SAMPLE)
    assert broken.exit_code == 3
    told = json.loads(broken.stdout)
    assert (told["violations"], told["warnings"], told["documents"]) == (1, 0, [BOARD.name])
    assert told["findings"][0]["what"] == "lacks rdfs:label"


def test_what_cannot_be_checked_is_told_in_one_line(sound: Path, tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    assert (run(tmp_path / "x.ttl").exit_code, run(tmp_path / "x.trig").exit_code) == (5, 1)
    assert "there are no minutes in this graph" in run(tmp_path / "x.ttl").stderr
    assert run(sound, "--minutes", tmp_path / "nowhere").stderr.endswith("does not exist (check the path)\n")


RECORD = """Granfors kommun
Kommunstyrelsen
Sammanträdesprotokoll
Sammanträdesdatum: 2025-03-11
Plats och tid: {place}

Beslutande
Alva Sandvik (S), ordförande
Bo Myrberg (M)

§ 31 {title}

Beslut
Kommunstyrelsen beslutar att anlägga en lekplats.

Beslutet skickas till
{told}

§ 32 Ny bro (KS 2025/{case})

Beslut
Kommunstyrelsen beslutar att bygga en bro.
"""


@pytest.mark.parametrize("ending", [".ttl", ".nt"])
def test_two_records_of_one_meeting_that_differ_are_sound_as_a_union_too(ending: str, tmp_path: Path) -> None:
    records = (
        {"place": "Rådhuset, kl. 9.00-11.00", "title": "Ny lekplats", "told": "Socialnämnden", "case": "41"},
        {"place": "Stadshuset, kl. 9.15-11.30", "title": "Lekplats", "told": "Byggnadsnämnden", "case": "42"},
        {"place": "Rådhuset", "title": "Ny lekplats i Östervik", "told": "Kultur- och fritidsnämnden", "case": "41"},
    )
    for number, record in enumerate(records):
        (tmp_path / f"{number}.txt").write_text(RECORD.format(**record), encoding="utf-8")
    output = tmp_path / f"x{ending}"
    conductor.save(conductor.build([tmp_path], Options()), output)
    found = check.check(output)
    assert len(found.documents) == len(records)
    assert [one for one in found.findings if one.severity == "violation"] == []


@pytest.mark.parametrize("ending", [".ttl", ".nt"])
def test_a_value_that_no_record_states_is_found_in_a_union_too(ending: str, tmp_path: Path) -> None:
    for number, case in enumerate(("41", "42")):
        text = RECORD.format(place="Rådhuset", title="Ny lekplats", told="Socialnämnden", case=case)
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    output = tmp_path / f"x{ending}"
    conductor.save(conductor.build([tmp_path], Options()), output)
    graph = Graph().parse(output)
    item = next(graph.subjects(node("number"), Literal("31")))
    graph.add((item, node("notifies"), next(graph.subjects(RDF.type, node("GoverningBody")))))
    graph.serialize(output, format="turtle" if ending == ".ttl" else "nt", encoding="utf-8")
    assert any("no statement of gov:notifies" in one.what for one in check.check(output).findings)
