"""A store of a million triples: how long it is made, asked, checked and added to, and what Oxigraph alone takes."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bench import generate, kills, measure
from kg import check, keeping
from kg.document import Options
from kg.explore import queries
from kg.graph.kept import index, ledger
from kg.graph.kept.writer import Writer
from kg.graph.store import open_graph

if TYPE_CHECKING:
    from collections.abc import Callable

_EACH = 4300
"""Triples of a generated document of 40,000 characters, about."""


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Give the seconds of the clock and of the CPU that work takes."""
    began = perf_counter(), process_time()
    work()
    return perf_counter() - began[0], process_time() - began[1]


def loads(store: Path, scratch: Path) -> tuple[tuple[float, float], tuple[float, float]]:
    """Make the index of a store anew, and let Oxigraph load the same graphs from one file of N-Quads."""
    file, known = scratch / "all.nq", ledger.open_ledger(store)
    with file.open("wb") as stream:
        for name, lines in known.graphs():
            stream.write(lines.replace(b" .\n", f" <{name}> .\n".encode()))
    change = Writer(known).whole()
    own = scratch / "own"
    own.mkdir()
    ours = timed(lambda: index.apply(own, change, known.lines, known.lines))
    theirs = timed(lambda: _load(scratch / "theirs", file))
    return ours, theirs


def _load(place: Path, file: Path) -> None:
    store = ox.Store(str(place))
    store.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
    store.flush()


def one_more(store: Path, scratch: Path) -> tuple[tuple[float, float], tuple[float, float]]:
    """Put one more document into an empty store, and into a copy of a large one."""
    more = scratch / "more"
    generate.write(more, amount=1, size=generate.SIZE, seed=99)
    warm, empty, large = scratch / "warm.kg", scratch / "empty.kg", scratch / "large.kg"
    kills_text = scratch / "warm"
    kills_text.mkdir()
    (kills_text / "a.txt").write_text(kills.invented(kills.chance_of(1)), encoding="utf-8")
    keeping.update([kills_text], warm, Options())  # the lexicon is read before the clock runs
    shutil.copytree(store, large)
    into_empty = timed(lambda: keeping.update([more], empty, Options()))
    into_large = timed(lambda: keeping.update([more], large, Options()))
    return into_empty, into_large


def told(what: str, found: tuple[float, float], more: str = "") -> None:
    """Print a figure."""
    print(f"{what:44} {found[0]:8.2f} s  CPU {found[1]:8.2f} s  {more}".rstrip(), flush=True)


def main() -> None:
    """Make a store of so many triples, or take one that is there, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--store", type=Path, help="A store that is there already.")
    parser.add_argument("--no-check", action="store_true")
    options = parser.parse_args()
    print(f"machine  {measure.machine()}")
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        store = options.store or scratch / "large.of.kg"
        if not options.store:
            generate.write(scratch / "minutes", amount=options.triples // _EACH, size=generate.SIZE, seed=7)
            told("build", timed(lambda: keeping.update([scratch / "minutes"], store, Options())))
        triples = len(open_graph(store))
        print(f"{triples} triples, {len(dict(ledger.open_ledger(store).documents()))} documents")
        told("open", timed(lambda: open_graph(store)))
        ours, theirs = loads(store, scratch)
        told(
            "index made anew",
            ours,
            f"Oxigraph alone {theirs[0]:.2f} s, CPU {theirs[1]:.2f} s: {theirs[0] / ours[0]:.0%}",
        )
        empty, large = one_more(store, scratch)
        told("one more document, into an empty store", empty)
        told("  into this one", large, f"{large[1] / empty[1]:.2f} times")
        graph = open_graph(store)
        for question in queries.shipped():
            queries.ask(graph, question, {})
            told(f"  {question.name}", timed(lambda one=question: queries.ask(graph, one, {})))  # type: ignore[misc]
        kg = str(Path(sys.executable).with_name("kg"))
        command = [kg, "query", str(store), "who-reserved", "-p", "party=M"]
        shell, spent = measure.wall(command, 5), measure.cpu(command, 5)
        bare = measure.wall([sys.executable, "-c", "pass"], 5)
        told_of = f"{shell * 1000:.0f} ms, CPU {spent * 1000:.0f}; python alone {bare * 1000:.0f} ms"
        print(f"kg query STORE who-reserved from the shell: {told_of}")
        if not options.no_check:
            told("kg check", timed(lambda: check.check(store)))


if __name__ == "__main__":
    main()
