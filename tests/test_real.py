"""Real minutes, where they lie beside the checkout: all of them build, quote exactly, and score as promised."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from kg import conductor
from kg.document import Options
from kg.files import source
from kg.graph.store import open_graph
from tests.built import FACTS

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
MINUTES = SHARED / "minutes" / "text"
SCORER = SHARED / "gold" / "score.py"
pytestmark = pytest.mark.skipif(not MINUTES.is_dir(), reason="no real minutes lie in ../shared")


ANNOTATED = [path for path in sorted(MINUTES.glob("*.txt")) if (SCORER.parent / f"{path.stem}.yaml").is_file()]


@pytest.fixture(
    scope="module",
    params=[ANNOTATED or [MINUTES], pytest.param([MINUTES], marks=pytest.mark.slow)],
    ids=["annotated", "all"],
)
def real(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[conductor.Built, Path]:
    """Give the real minutes built, those that are annotated or all, and the file of their graph."""
    built = conductor.build(request.param, Options())
    output = tmp_path_factory.mktemp("real") / "real.nq"
    conductor.save(built, output)
    return built, output


def _least(built: conductor.Built, of_all: int) -> int:
    """Give how many of something there are at least in these documents, by how many there are in all of them."""
    return of_all if len(built.inputs) > len(ANNOTATED) else of_all // 4


def test_all_of_them_build(real: tuple[conductor.Built, Path]) -> None:
    built, _ = real
    assert [report.problem for report in built.failed] == []
    assert {report.status for report in built.reports} <= {"ok", "same"}
    assert [report.name for report in built.reports if report.status == "ok" and not report.coverage.paragraphs] == []


def _score(graph: Path, output: Path, *only: str) -> dict[str, Any]:
    call = [sys.executable, str(SCORER), str(SCORER.parent), str(graph), "--json", str(output)]
    subprocess.run([*call, *(["--only", *only] if only else [])], check=True, timeout=60)
    reached: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    return reached


# By the prefix of an organisation's documents: F1 and precision. Rules were written against the first three and not
# against the others (tests/split.toml), whose figures say what a new council may expect.
FLOORS = {
    "00": (0.99, 0.99),
    "alingsas": (0.975, 0.985),
    "goteborg": (0.97, 0.98),
    "lomma": (0.89, 0.93),
    "molndal": (0.35, 0.79),
}


@pytest.mark.skipif(not SCORER.is_file(), reason="the scorer does not lie in ../shared")
@pytest.mark.parametrize("organisation", FLOORS)
def test_the_annotated_documents_of_an_organisation_keep_their_score(
    organisation: str, real: tuple[conductor.Built, Path], tmp_path: Path
) -> None:
    reached = _score(real[1], tmp_path / "score.json", organisation)
    f1, precision = FLOORS[organisation]
    assert reached["micro"] >= f1
    assert reached["precision"] >= precision


@pytest.mark.skipif(not SCORER.is_file(), reason="the scorer does not lie in ../shared")
@pytest.mark.parametrize(
    "name",
    [
        "alingsas-bun-2026-05-26",
        pytest.param("alingsas-ks-2026-06-01", marks=pytest.mark.slow),
        pytest.param("alingsas-ks-2026-06-15", marks=pytest.mark.slow),
    ],
)
def test_the_pdf_of_an_annotated_document_says_the_same(name: str, tmp_path: Path) -> None:
    built = conductor.build([SHARED / "minutes" / "pdf" / f"{name}.pdf"], Options())
    assert [report.problem for report in built.failed] == []
    conductor.save(built, tmp_path / "pdf.nq")
    reached = _score(tmp_path / "pdf.nq", tmp_path / "score.json", name)
    assert reached["micro"] >= 0.98
    assert reached["precision"] >= 0.98


def test_every_passage_quotes_its_text_exactly(real: tuple[conductor.Built, Path]) -> None:
    texts = {read.sha256: read.text for read in map(source.read, sorted(MINUTES.iterdir()))}
    passages = open_graph(real[1]).select("""
        SELECT ?digest ?begin ?end ?quote {
          ?passage a gov:Passage ; nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?quote ;
            nif:referenceContext/gov:textOf/gov:sha256 ?digest }""")
    assert len(passages.rows) > _least(real[0], 5000)
    wrong = []
    for row in passages.rows:
        digest, begin, end, quote = (term.value for term in row if term)
        if texts[digest][int(begin) : int(end)] != quote or not quote.strip():
            wrong.append((begin, end, quote))
    assert wrong == []


def test_every_fact_has_a_passage(real: tuple[conductor.Built, Path]) -> None:
    classes = " ".join(f"gov:{name}" for name in FACTS if name != "AgendaItem")
    facts = open_graph(real[1]).select(f"""
        SELECT ?fact {{ VALUES ?class {{ {classes} rdf:Statement }} ?fact a ?class
          FILTER NOT EXISTS {{ ?fact gov:supportedBy ?passage }} }}""")
    assert facts.rows == []


def test_a_person_of_a_fact_stands_in_its_passages(real: tuple[conductor.Built, Path]) -> None:
    rows = (
        open_graph(real[1])
        .select("""
        SELECT ?fact ?person (GROUP_CONCAT(DISTINCT ?name; separator=" ") AS ?names)
          (GROUP_CONCAT(DISTINCT ?quote; separator=" ") AS ?quotes) {
          ?person a gov:Person ; rdfs:label|skos:altLabel ?name .
          ?fact ?property ?person ; gov:supportedBy/nif:anchorOf ?quote .
          FILTER NOT EXISTS { ?fact a gov:AgendaItem } FILTER NOT EXISTS { ?fact a gov:Minutes } }
        GROUP BY ?fact ?person""")
        .rows
    )
    assert len(rows) > _least(real[0], 2000)
    silent = []
    for fact, person, names, quotes in rows:
        assert fact
        assert person
        assert names
        assert quotes
        if not set(_words(names.value)) & set(_words(quotes.value)):
            silent.append((fact.value, person.value, quotes.value[:80]))
    assert silent == []


def _words(text: str) -> list[str]:
    """Give the words of a text, a genitive s left out, a word hyphenated at the end of a line joined."""
    joined = re.sub(r"-\s*\n\s*", "", text.replace("\u00ad", "")) + " " + text
    return [word.removesuffix("s") for word in re.findall(r"\w{2,}", unicodedata.normalize("NFC", joined).casefold())]
