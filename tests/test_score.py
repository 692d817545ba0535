"""`kg score`: the figures are those of the shared scorer, and a perfect graph would be perfect."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg import gold, score
from kg.errors import NothingFoundError, QueryError
from kg.gold import GoldError
from kg.graph.store import open_graph

if TYPE_CHECKING:
    from kg.graph.store import Graph

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "data" / "gold"
REFERENCE = ROOT.parent / "shared" / "gold" / "score.py"
ANNOTATION = """
document: utskottet.txt
body: Ängsutskottet
dates: [2030-01-10]
attendance:
  - {person: Åke Öst, party: X, role: serving-substitute, for: Zoé Ek}
items:
  - number: "3"
    title: Ny äng
    case: ÄN 1-2030
    decisions:
      - {by: Ängsutskottet, kind: proposal, to: [Åkernämnden], clauses: [att anlägga ängen, att slå den i augusti]}
    referrals:
      - {from: Ängsutskottet, to: åkernämnden, kind: proposes}
    reservations: [Åke Öst, Zoé Ek]
    votes:
      - yes: 2
        no: 1
        ballots: {yes: [Åke Öst], no: []}
"""


@pytest.fixture
def annotation(tmp_path: Path) -> Path:
    path = tmp_path / "utskottet.yaml"
    path.write_text(ANNOTATION, encoding="utf-8")
    return path


def test_each_kind_counts_what_both_sides_have(annotation: Path, small_graph: Graph) -> None:
    found = score.score(gold.read(annotation), small_graph)
    figures = {kind: (one.gold, one.built, one.hits) for kind, one in found.kinds.items()}
    assert figures["body"] == (1, 1, 1)
    assert figures["substitution"] == (1, 1, 1)
    assert figures["attendance"] == (1, 2, 1)
    assert figures["clause"] == (2, 2, 1)
    assert figures["referral"] == (1, 1, 1)
    assert figures["reservation"] == (2, 2, 2)
    assert figures["motion"] == (0, 2, 0)
    assert figures["vote"] == (1, 0, 0)
    assert figures["ballot"] == (1, 0, 0)
    assert found.kinds["clause"].precision == found.kinds["clause"].recall == 0.5
    assert list(found.missed["clause"]) == [("utskottet", "3", "proposal", "attslådeniaugusti")]


def test_the_differences_are_listed(annotation: Path, small_graph: Graph) -> None:
    found = score.score(gold.read(annotation), small_graph)
    assert score.differences(found, "clause").splitlines() == [
        "missed   | clause | utskottet | 3 | proposal | attslådeniaugusti",
        "spurious | clause | utskottet | 3 | proposal | attslådenijuli",
    ]
    with pytest.raises(QueryError, match="no kind 'clauses'"):
        score.differences(found, "clauses")


def test_facts_are_counted_by_how_sure_the_program_is_of_them(annotation: Path, small_graph: Graph) -> None:
    found = score.score(gold.read(annotation), small_graph)
    assert [band.least for band in found.bands] == list(score.BANDS)
    assert sum(band.built for band in found.bands) == found.micro.built
    assert sum(band.hits for band in found.bands) == found.micro.hits
    last = score.by_confidence(found).splitlines()[-1].split()
    assert last[0] == "0.00"
    assert last[-2:] == [str(found.micro.built), f"{found.micro.precision:.3f}"]


def test_every_fact_of_the_sample_has_a_confidence(sample_graph: Graph) -> None:
    lowest = score.score(gold.read(GOLD), sample_graph).bands[-1]
    assert (lowest.least, lowest.built) == (0.0, 0)


def test_the_kinds_are_those_that_annotations_can_have(sample_graph: Graph) -> None:
    found = score.score(gold.read(GOLD), sample_graph)
    assert found.documents == len(list(GOLD.glob("*.yaml"))) == 13
    assert set(gold.read(GOLD)) <= {measure.kind for measure in score.measures()}


def test_the_sample_is_read_well(sample_graph: Graph) -> None:
    micro = score.score(gold.read(GOLD), sample_graph).micro
    assert micro.f1 > 0.9


def test_only_takes_the_documents_that_begin_so(sample_graph: Graph) -> None:
    found = score.score(gold.read(GOLD), sample_graph, ["tallviken-s", "norradal-b"])
    assert found.documents == 2
    assert found.kinds["body"].gold == 2


@pytest.mark.skipif(not REFERENCE.is_file(), reason="the shared scorer is not beside this checkout")
@pytest.mark.parametrize("only", ["", "norradal"])
def test_the_figures_are_those_of_the_shared_scorer(sample: Path, tmp_path: Path, only: str) -> None:
    command = [
        sys.executable,
        str(REFERENCE),
        str(GOLD),
        str(sample),
        "--only",
        only,
        "--json",
        str(tmp_path / "x.json"),
    ]
    printed = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    rows = [line.split() for line in printed.splitlines()]
    expected = {row[0]: [int(count) for count in row[1:4]] for row in rows[1:] if len(row) == 7}
    figures = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    found = score.score(gold.read(GOLD), open_graph(sample), [only] if only else [])
    assert {kind: [one.gold, one.built, one.hits] for kind, one in found.kinds.items()} == {
        kind: counts for kind, counts in expected.items() if kind != "micro"
    }
    assert found.micro.f1 == pytest.approx(figures["micro"])
    assert found.macro == pytest.approx(figures["macro"])
    assert {kind: one.f1 for kind, one in found.kinds.items()} == pytest.approx(figures["kinds"])


def test_a_graph_without_the_documents_is_refused(annotation: Path, sample_graph: Graph) -> None:
    with pytest.raises(NothingFoundError, match="none of the annotated documents"):
        score.score(gold.read(annotation), sample_graph)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("", "no annotation"), ("a: [", "cannot be read"), ("body: X", "lacks or mistakes 'document'")],
)
def test_a_broken_annotation_says_where(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=rf"x\.yaml: .*{complaint}"):
        gold.read(tmp_path)


def test_a_folder_without_annotations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"no \.yaml"):
        gold.read(tmp_path)
