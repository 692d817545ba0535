"""What a graph holds: counts, bodies and their meetings, what is cited and not loaded, what was understood."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from kg import conductor
from kg.cli import main
from kg.document import Options
from kg.explore import overview
from kg.graph.store import open_graph
from tests.test_identity_graph import BODY, HEAD

if TYPE_CHECKING:
    from pathlib import Path


def _built(folder: Path) -> Path:
    for day in ("11", "25"):
        (folder / f"ks-{day}.txt").write_text(HEAD.format(day=day) + BODY.format(number=int(day) + 20), "utf-8")
    conductor.save(conductor.build([folder], Options()), folder / "two.trig")
    return folder / "two.trig"


def test_stats_tell_of_what_is_loaded_and_of_what_is_only_cited(tmp_path: Path) -> None:
    file = _built(tmp_path)
    told = json.loads(CliRunner().invoke(main, ["stats", str(file), "--json"]).stdout)
    assert told["counts"]["Minutes"] == 2
    assert told["held"] == {
        "Granfors kommun": [
            {"body": "Kommunstyrelsen", "meetings": 2, "first": "2025-03-11", "last": "2025-03-25"},
        ]
    }
    assert told["coverage"] == {"paragraphs": 2, "titled": 2, "with_case": 2, "decided": 2}
    assert (told["missing"], told["missing_most"]) == (
        1,
        [{"body": "Kommunfullmäktige", "date": "2025-02-24", "citing": "2"}],
    )
    text = CliRunner().invoke(main, ["stats", str(file)]).stdout
    assert "1 meetings are cited whose minutes are not here" in text
    assert "paragraphs   2, 100 % titled, 100 % with a case, 100 % with a decision" in text


def test_the_home_page_tells_the_same(tmp_path: Path) -> None:
    found = overview.overview(open_graph(_built(tmp_path)), "sv")
    assert [row[found.absent.columns.index("date")].text for row in found.absent.rows] == ["2025-02-24"]
    assert found.understood == overview.Understood(2, 2, 2, 2)
