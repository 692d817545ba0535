"""The generator of minutes: the same for the same seed, all different, and read by the build without a rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bench import drawing, generate
from bench.layouts import LAYOUTS
from kg import conductor, facts
from kg.document import Options

if TYPE_CHECKING:
    from pathlib import Path

# One round of the layouts for boards and two for fullmäktige, each with more paragraphs than there are turns to take.
INDEXES = (0, 1, 2, 3, 8, 9)
SIZE = 32_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of generated minutes."""
    found = tmp_path_factory.mktemp("generated")
    for index in INDEXES:
        document = generate.make(7, index, SIZE)
        (found / document.name).write_text(document.text, encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def built(folder: Path) -> conductor.Built:
    """Give the build of them."""
    return conductor.build([folder], Options())


def test_a_seed_gives_the_same_minutes_and_another_gives_others() -> None:
    assert generate.make(7, 3) == generate.make(7, 3)
    assert generate.make(7, 3).text != generate.make(8, 3).text


def test_minutes_are_all_different_and_about_as_long_as_asked() -> None:
    made = [generate.make(1, index) for index in range(12)]
    assert len({one.text for one in made}) == len({one.name for one in made}) == len(made)
    assert len(LAYOUTS) >= 4
    for one in made:
        assert 0.85 * generate.SIZE < len(one.text) < 1.15 * generate.SIZE


def test_every_paragraph_is_found_with_its_decision_and_every_name_is_known(built: conductor.Built) -> None:
    paragraphs = {one.name: one.paragraphs for one in (generate.make(7, index, SIZE) for index in INDEXES)}
    for report in built.reports:
        assert report.coverage.paragraphs == report.coverage.decided == paragraphs[report.name]
        assert report.unmatched == []
        assert report.warnings == []


def test_every_kind_of_fact_occurs(built: conductor.Built) -> None:
    found = {kind for report in built.reports for kind in report.facts}
    assert found >= {kind.name for kind in facts.KINDS} | {"clause", "ballot"}


def test_a_collection_is_written_as_files(tmp_path: Path) -> None:
    paths = generate.write(tmp_path / "out", amount=3, size=3000, seed=2)
    assert [path.name for path in paths] == sorted(path.name for path in (tmp_path / "out").iterdir())
    assert paths[1].read_text(encoding="utf-8") == generate.make(2, 1, 3000).text


def test_crossings_are_counted_once_and_not_where_arrows_meet_at_a_node() -> None:
    cross = [({1, 2}, [(0.0, 0.0), (2.0, 2.0)]), ({3, 4}, [(0.0, 2.0), (2.0, 0.0)])]
    assert drawing.crossings(cross) == 1
    assert drawing.crossings([*cross, ({1, 5}, [(0.0, 0.0), (2.0, 2.0), (9.0, 0.0)])]) == 2
    assert drawing.crossings([({1, 2}, [(0.0, 0.0), (1.0, 0.0)]), ({3, 4}, [(0.0, 1.0), (1.0, 1.0)])]) == 0


def test_an_invented_map_is_the_same_for_the_same_seed() -> None:
    assert drawing.many_bodies(1) == drawing.many_bodies(1) != drawing.many_bodies(2)
    assert drawing.many_bodies(1).count(" -> ") == 130
