"""Every shipped question to one graph: seconds of the clock and of the CPU, and how many times the fastest."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

from bench import measure


class Asked(NamedTuple):
    """What a question took, the graph being loaded.

    Args:
        name: The question.
        rows: How many rows it gave.
        wall: Seconds of the clock.
        cpu: Seconds of the CPU, which other work on the machine does not lengthen.
    """

    name: str
    rows: int
    wall: float
    cpu: float


def asked(graph: Path) -> tuple[Asked, list[Asked]]:
    """Load a graph and ask it everything.

    Returns:
        What loading took, with the number of quads; and every question, the slowest first.
    """
    from kg.explore import queries  # noqa: PLC0415 - imports are no part of what is measured
    from kg.graph.store import open_graph  # noqa: PLC0415
    from kg.graph.terms import Rows  # noqa: PLC0415

    began = perf_counter(), process_time()
    loaded = open_graph(graph)
    load = Asked("(load)", len(loaded), perf_counter() - began[0], process_time() - began[1])
    found = []
    for question in queries.shipped():
        began = perf_counter(), process_time()
        answer = queries.ask(loaded, question, {})
        rows = len(answer.rows) if isinstance(answer, Rows) else 0
        found.append(Asked(question.name, rows, perf_counter() - began[0], process_time() - began[1]))
    return load, sorted(found, key=lambda one: (-one.cpu, one.name))


def table(load: Asked, found: list[Asked]) -> str:
    """Write the figures for reading.

    >>> print(table(Asked("(load)", 9, 1, 1), [Asked("votes", 2, 0.4, 0.2), Asked("seats", 3, 0.1, 0.1)]))
    question                       rows     wall      CPU   ratio
    (load)                            9     1.00     1.00
    votes                             2     0.40     0.20     2.0
    seats                             3     0.10     0.10     1.0
    """
    lines = [f"{'question':28} {'rows':>6} {'wall':>8} {'CPU':>8} {'ratio':>7}"]
    lines.append(f"{load.name:28} {load.rows:6} {load.wall:8.2f} {load.cpu:8.2f}")
    least = min(one.cpu for one in found)
    lines += [f"{one.name:28} {one.rows:6} {one.wall:8.2f} {one.cpu:8.2f} {one.cpu / least:7.1f}" for one in found]
    return "\n".join(lines)


def main() -> None:
    """Build what is given, where it is no graph, ask it and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("place", type=Path, help="A graph, or a folder of minutes to be built.")
    place: Path = parser.parse_args().place
    with tempfile.TemporaryDirectory() as scratch:
        if place.is_dir():
            from kg import conductor  # noqa: PLC0415
            from kg.document import Options  # noqa: PLC0415

            built, place = conductor.build([place], Options()), Path(scratch, "all.trig")
            conductor.save(built, place)
        load, found = asked(place)
    print(f"machine    {measure.machine()}")
    print(table(load, found))


if __name__ == "__main__":
    main()
