"""Documents read on a cluster give the same bytes; one that ends its worker is told, and the others are read."""

from __future__ import annotations

import os
import pickle
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg import cluster, conductor, keeping, worker
from kg.document import Options
from kg.errors import KgError
from kg.graph import files
from kg.graph.store import open_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("distributed")
SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample"
SERIES = Path(__file__).with_name("series") / "small-town"
pytestmark = [
    pytest.mark.slow,  # two processes that import the program
    pytest.mark.filterwarnings("ignore"),  # of Dask, of which each version has others
]


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """Give the address of a cluster of two worker processes, which are started again where they end."""
    from distributed import LocalCluster  # noqa: PLC0415 - only where it is installed

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as here:
            yield here.scheduler_address


def built(options: Options, path: Path) -> bytes:
    with path.open("w", encoding="utf-8") as stream:
        files.write_nquads(stream, conductor.build([SAMPLE], options).graphs)
    return path.read_bytes()


def test_a_cluster_gives_the_same_bytes(scheduler: str, tmp_path: Path) -> None:
    assert built(Options(scheduler=scheduler), tmp_path / "a.nq") == built(Options(), tmp_path / "b.nq")


def test_a_document_that_ends_its_worker_is_told_and_the_others_are_read(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = cluster._task  # noqa: SLF001

    def ends(place: Any, options: Options) -> bytes:
        return pickle.dumps((os._exit, 9)) if place.name.startswith("ks-") else task(place, options)

    monkeypatch.setattr(cluster, "_task", ends)
    told = keeping.update([SERIES], tmp_path / "x.kg", Options(scheduler=scheduler))
    status = {report.name: report.status for report in told.reports}
    assert [name for name, one in status.items() if one == "failed"] == ["ks-2031-03-04.txt"]
    assert "the worker that read it ended" in next(one.problem for one in told.reports if one.status == "failed")
    monkeypatch.undo()
    keeping.update([SERIES], tmp_path / "x.kg", Options(scheduler=scheduler))
    keeping.update([SERIES], tmp_path / "y.kg", Options())
    assert open_graph(tmp_path / "x.kg").lines() == open_graph(tmp_path / "y.kg").lines()


def test_a_worker_of_another_version_is_refused(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_reader", lambda: cluster.Reader("another", ()))
    with pytest.raises(KgError, match="another version"):
        conductor.build([SERIES], Options(scheduler=scheduler))


def test_where_nobody_answers_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_ANSWER", 0.5)
    with pytest.raises(KgError, match="no Dask scheduler answers"):
        conductor.build([SERIES], Options(scheduler="tcp://127.0.0.1:9"))


def test_a_process_that_has_read_by_other_wordings_reads_by_none_but_these() -> None:
    with pytest.raises(KgError, match="other wordings"):
        worker.work(worker.environment() | {"KG_LEXICON": "/nowhere"}, pickle.dumps((len, "x")))
    assert worker.work(worker.environment(), pickle.dumps((len, "x"))) == 1
