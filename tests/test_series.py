"""Series of minutes of several bodies: what a build joins of them is all that they hold, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from kg import conductor
from kg.document import Options
from kg.explore import queries
from kg.explore.movement import rows
from kg.graph import files
from kg.graph.store import open_graph
from kg.graph.terms import Rows

if TYPE_CHECKING:
    from kg.graph.store import Graph

HERE = Path(__file__).with_name("series")
STYLES = sorted(path.parent.name for path in HERE.glob("*/joins.yaml"))
ASKED = {
    "same": """SELECT DISTINCT ?a ?b { ?own gov:sameMovementAs ?other . ?other gov:countedAs ?own .
        ?a gov:hasReferral ?own . ?b gov:hasReferral ?other }""",
    "taken-up": "SELECT DISTINCT ?a ?b { ?own gov:takenUpAt ?b . ?a gov:hasReferral ?own }",
    "fate": """SELECT DISTINCT ?a ?fate ?b { ?own gov:settledBy ?other ; gov:fate ?fate .
        ?a gov:hasDecision ?own . ?b gov:hasDecision ?other }""",
    "reported": """SELECT DISTINCT ?a ?b { ?clause gov:reportsOn ?task . ?a gov:hasAssignment ?task .
        ?b gov:hasDecision/gov:hasClause ?clause }""",
    "matters": """SELECT DISTINCT ?a ?b { ?one gov:sameMatterAs ?other .
        ?one dcterms:identifier ?a . ?other dcterms:identifier ?b }""",
}


@pytest.fixture(scope="module", params=STYLES)
def series(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Graph]:
    path = tmp_path_factory.mktemp("series") / f"{request.param}.nq"
    with path.open("w", encoding="utf-8") as stream:
        files.write_nquads(stream, conductor.build([HERE / request.param], Options()).graphs)
    return request.param, open_graph(path)


@pytest.mark.parametrize("what", sorted(ASKED))
def test_a_series_is_joined_as_it_says(series: tuple[str, Graph], what: str) -> None:
    style, graph = series
    expected = yaml.safe_load((HERE / style / "joins.yaml").read_text(encoding="utf-8"))[what]
    found = [tuple(_short(value) for value in row.values()) for row in rows(graph, ASKED[what])]
    assert sorted(found) == sorted(map(tuple, expected))


def test_the_shipped_questions_answer_a_series_as_it_says(series: tuple[str, Graph]) -> None:
    style, graph = series
    answers = yaml.safe_load((HERE / style / "answers.yaml").read_text(encoding="utf-8"))
    for name, expected in answers.items():
        found = queries.ask(graph, queries.find(name), {})
        assert isinstance(found, Rows)
        told = [dict(zip(found.variables, row, strict=True)) for row in found.rows]
        columns = [key for row in expected for key in row]
        plain = [{key: one.value for key, one in row.items() if key in columns and one} for row in told]
        assert sorted(map(_row, plain)) == sorted(map(_row, expected)), name


def _row(row: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(row.items())


def _short(value: str) -> str:
    """Leave out what all paragraphs of a series have in common, and the scheme of a concept."""
    return "/".join(value.rsplit("/", 3)[1:]) if "/meeting/" in value else value.rpartition("/fate/")[2]
