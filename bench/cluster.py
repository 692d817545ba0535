"""Generated minutes read by one process, by two, and on a Dask cluster of two workers: seconds of the clock."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from distributed import LocalCluster

from bench import generate, measure
from kg import conductor
from kg.document import Options

if TYPE_CHECKING:
    from kg.conductor import Built


def _timed(name: str, minutes: Path, options: Options) -> Built:
    began = perf_counter()
    built = conductor.build([minutes], options)
    print(f"{name:32} {perf_counter() - began:8.2f} s", flush=True)
    return built


def main() -> None:
    """Read the same documents in three ways."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=40)
    options = parser.parse_args()
    print(f"machine  {measure.machine()}")
    with tempfile.TemporaryDirectory() as name:
        minutes = Path(name) / "minutes"
        generate.write(minutes, amount=options.count, size=generate.SIZE, seed=5)
        one = Path(name) / "one"
        generate.write(one, amount=1, size=generate.SIZE, seed=6)
        conductor.build([one], Options())  # the lexicon is read before the clock runs
        whole = _timed("one process", minutes, Options())
        _timed("two processes, started for it", minutes, Options(jobs=2))
        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as here:
            asked = Options(scheduler=here.scheduler_address)
            _timed("two workers, new", minutes, asked)
            again = _timed("two workers that have read", minutes, asked)
        same = {name: set(triples) for name, triples in whole.graphs.items()} == {
            name: set(triples) for name, triples in again.graphs.items()
        }
        print(f"the same triples: {same}")


if __name__ == "__main__":
    main()
