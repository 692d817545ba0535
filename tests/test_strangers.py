"""Minutes and annotations by people who did not know the rules: what the sets reached is not lost again."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import check, conductor, gold, score
from kg.document import Options
from kg.graph.store import open_graph

STRANGERS = Path(__file__).resolve().parent / "strangers"

# Rules were written with `a` and `c` in sight; nobody who writes rules has seen `b` (tests/split.toml).
FLOORS = {"a": (0.985, 0.985), "b": (0.94, 0.965), "c": (0.985, 0.985)}


@pytest.mark.parametrize("name", FLOORS)
def test_a_set_by_strangers_keeps_its_score_and_conforms(name: str, tmp_path: Path) -> None:
    minutes = STRANGERS / name / "minutes"
    built = conductor.build([minutes], Options())
    assert [report.problem for report in built.failed] == []
    file = tmp_path / "graph.nq"
    conductor.save(built, file)
    reached = score.score(gold.read(STRANGERS / name / "gold"), open_graph(file)).micro
    f1, precision = FLOORS[name]
    assert reached.f1 >= f1
    assert reached.precision >= precision
    checked = check.check(file, minutes)
    assert checked.without == ()
    assert [finding for finding in checked.findings if finding.severity == "violation"] == []
