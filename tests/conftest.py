"""What several tests share: the sample built once, in this process, and a graph written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import conductor
from kg.document import Options
from kg.graph.store import Graph, open_graph

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give data/sample/ built to a .trig file."""
    output = tmp_path_factory.mktemp("sample") / "sample.trig"
    conductor.save(conductor.build([ROOT / "data" / "sample"], Options()), output)
    return output


@pytest.fixture(scope="session")
def sample_graph(sample: Path) -> Graph:
    """Give the graph of data/sample/, opened."""
    return open_graph(sample)


@pytest.fixture(scope="session")
def small() -> Path:
    """Give a small graph of an invented region that no rule of extraction can change."""
    return ROOT / "tests" / "graphs" / "small.trig"


@pytest.fixture(scope="session")
def small_graph(small: Path) -> Graph:
    """Give the small graph, opened."""
    return open_graph(small)
