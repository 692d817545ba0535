"""What several tests share: the sample built once, in this process, and a graph written by hand."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest

from kg import conductor
from kg.document import Options
from kg.graph.store import Graph, open_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
# A hundred processes of the tests run the program: where no bytecode is kept, each of them compiles it all, which is a
# third of what a short command costs; and each worker would rewrite the asserts of every test module.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Give data/sample/ built to a .trig file: by the first worker that asks, for all of them."""
    if worker_id == "master":
        return _built(tmp_path_factory.mktemp("sample"))
    folder = tmp_path_factory.getbasetemp().parent / "sample"
    try:
        folder.mkdir()
    except FileExistsError:
        return _waited_for(folder)
    try:
        return _built(folder)
    finally:
        (folder / _DONE).touch()


_DONE = "done"
"""Says that nothing more is written to a folder; what is not there then has failed."""
_LONGEST = 300
"""How long another worker may build the sample, in seconds."""


def _built(folder: Path) -> Path:
    output = folder / "sample.trig"
    conductor.save(conductor.build([ROOT / "data" / "sample"], Options()), output)
    return output


def _waited_for(folder: Path) -> Path:
    until = monotonic() + _LONGEST
    while not (folder / _DONE).exists() and monotonic() < until:
        sleep(0.1)
    return folder / "sample.trig"


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


@pytest.fixture(scope="module")
def no_proxy() -> Iterator[None]:
    """Let nothing stand between the tests of a module and the servers that they start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "127.0.0.1")
        patch.setenv("no_proxy", "127.0.0.1")
        yield
