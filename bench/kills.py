"""A store whose writer is killed again and again: it opens, and is a clean build of the old or of the new files.

With `--merges` people are taken for one and parted again between the updates, and that is killed too.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import random
import shutil
import signal
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import conductor, keeping, merging
from kg.document import Options
from kg.errors import GraphError
from kg.graph import files
from kg.graph.iri import BASE, slug
from kg.graph.store import Kept, open_graph

if TYPE_CHECKING:
    from collections.abc import Callable

_TEXT = """Björkvalla kommun
{body}
Sammanträdesprotokoll
Sammanträdesdatum: 2031-{month:02}-{day:02}

Beslutande
{one}, ordförande
{two}

§ {number} {title} ({case})

Beslut
{body} föreslår kommunfullmäktige besluta
att {clause} enligt 8 kap. plan- och bygglagen.

Bakgrund
Kommunfullmäktige har den 2{day} februari 2031, § {before}, återremitterat ärendet.
{one} yrkar bifall till förslaget.

§ {after} Ny taxa ({case})

Beslut
Ärendet återremitteras till tekniska nämnden.
"""
_BODIES = ("Kommunstyrelsen", "Tekniska nämnden", "Kommunfullmäktige")
_PEOPLE = ("Alva Sandvik (S)", "Bo Myrberg (M)", "Cilla Hagström (C)", "Dan Ekvall (V)", "Alva Sandvik (M)")
_MATTERS = (("Ny lekplats", "anlägga en lekplats"), ("Ny bro", "bygga en bro"), ("Ny badplats", "öppna badplatsen"))


def chance_of(seed: int) -> random.Random:
    """Give what chooses the same for the same seed."""
    return random.Random(seed)


def invented(chance: random.Random) -> str:
    """Invent short minutes that share bodies, people, cases and laws with others like them."""
    title, clause = chance.choice(_MATTERS)
    one, two = chance.sample(_PEOPLE, 2)
    number = chance.randint(1, 40)
    return _TEXT.format(
        body=chance.choice(_BODIES), month=chance.randint(1, 12), day=chance.randint(1, 8), one=one, two=two,
        number=number, after=number + 1, before=chance.randint(1, 9), title=title, clause=clause,
        case=f"KS 2031/{chance.randint(1, 5)}",
    )  # fmt: skip


def shuffle(folder: Path, chance: random.Random) -> None:
    """Add, change or take away some of the files of a folder."""
    known = sorted(folder.glob("*.txt"))
    for path in chance.sample(known, min(len(known), chance.randint(0, 2))):
        if len(known) > 3 and chance.random() < 0.5:
            path.unlink()
        else:
            path.write_text(invented(chance), encoding="utf-8")
    for _ in range(chance.randint(1, 3)):
        (folder / f"protokoll-{chance.randint(0, 40):02}.txt").write_text(invented(chance), encoding="utf-8")


def clean(folder: Path) -> str:
    """Give the N-Quads that one build of a folder gives."""
    stream = io.StringIO()
    files.write_nquads(stream, conductor.build([folder], Options()).graphs)
    return stream.getvalue()


def kept(store: Path) -> str:
    """Give the N-Quads of a store, once its index is known to say the same.

    Raises:
        AssertionError: The index and the ledger differ.
    """
    graph = open_graph(store)
    written = "".join(lines.decode().replace(" .\n", f" <{name}> .\n") for name, lines in sorted(graph.lines().items()))
    memory = ox.Store()
    memory.load(written.encode(), ox.RdfFormat.N_QUADS)
    said = {tuple(map(str, quad)) for quad in memory}
    said |= {(*map(str, quad.triple), str(ox.DefaultGraph())) for quad in memory}
    if not isinstance(graph, Kept) or {tuple(map(str, quad)) for quad in graph._index} != said:  # noqa: SLF001
        raise AssertionError(f"{store}: the index differs from the ledger")
    return written


def killed(work: Callable[[Callable[[int, int], None]], object], wait: float, *, publishing: bool) -> bool:
    """Do work in a process of its own and kill it; False where it was done before.

    Args:
        work: What is done; it is given what tells how much is done.
        wait: So many seconds it is left alone.
        publishing: Whether these begin when all is read, else at once.
    """
    context = multiprocessing.get_context("fork")
    read = context.Event()

    def tell(done: int, total: int) -> None:
        if done == total:
            read.set()

    process = context.Process(target=work, args=(tell,))
    process.start()
    if publishing:
        read.wait(60)
    process.join(wait)
    alive = process.is_alive()
    if alive and process.pid:
        os.kill(process.pid, signal.SIGKILL)
    process.join()
    if not alive and process.exitcode:
        raise AssertionError(f"the writer failed with {process.exitcode}")
    return alive


def _merged(chance: random.Random) -> dict[str, str]:
    """Say who is one from now on: some of the people, or nobody."""
    people = [f"{BASE}person/bjorkvalla-kommun/{slug(one.partition(' (')[0])}" for one in _PEOPLE[1:4]]
    return dict.fromkeys(chance.sample(people[1:], chance.randint(0, 2)), people[0])


def run_merges(scratch: Path, kills: int, seed: int) -> dict[str, int]:
    """Merge people in a store and kill that, so many times, each followed by a merge that may end.

    Returns:
        How often the old state was found afterwards, and how often the new one.

    Raises:
        AssertionError: Something else was found.
    """
    chance = chance_of(seed)
    folder, store, beside = scratch / "minutes", scratch / "kept.kg", scratch / "beside.kg"
    folder.mkdir()
    found = {"old": 0, "new": 0, "none": 0}
    wait, done = 0.3, 0
    for _ in range(5):
        shuffle(folder, chance)
    keeping.update([folder], store, Options())
    while done < kills:
        merges = _merged(chance)
        shutil.rmtree(beside, ignore_errors=True)
        shutil.copytree(store, beside)
        merging.apply(beside, merges)
        old, new = kept(store), kept(beside)
        if killed(lambda _: merging.apply(store, merges), chance.uniform(0, 1.3 * wait), publishing=False):  # noqa: B023
            done += 1
            state = kept(store)
            if state not in {old, new}:
                raise AssertionError(f"after kill {done}: neither the old nor the new state")
            found["new" if state == new else "old"] += 1
        begun = time.perf_counter()
        merging.apply(store, merges)
        wait = (wait + time.perf_counter() - begun) / 2 + 0.02
        if kept(store) != new:
            raise AssertionError(f"after kill {done}: the next merge does not give what one without a kill gives")
        if chance.random() < 0.2:
            shuffle(folder, chance)
            keeping.update([folder], store, Options(), keeping.Given(prune=True))
    merging.apply(store, {})
    if kept(store) != clean(folder):
        raise AssertionError("parted again it is not what a clean build gives")
    return found


def run(scratch: Path, kills: int, seed: int) -> dict[str, int]:
    """Update a store and kill that, so many times, each followed by an update that may end.

    Returns:
        How often the old state was found afterwards, how often the new one, and how often no store yet.

    Raises:
        AssertionError: Something else was found.
    """
    chance = chance_of(seed)
    folder, store = scratch / "minutes", scratch / "kept.kg"
    folder.mkdir()
    found = {"none": 0, "old": 0, "new": 0}
    old = ""
    whole = publish = 0.3

    def update(progress: Callable[[int, int], None]) -> None:
        keeping.update([folder], store, Options(), keeping.Given(prune=True), progress)

    done = 0
    while done < kills:
        shuffle(folder, chance)
        new = clean(folder)
        publishing = chance.random() < 0.7
        if killed(update, chance.uniform(0, publish if publishing else whole), publishing=publishing):
            done += 1
            state = _kept_or_none(store)
            if state not in {old, new}:
                raise AssertionError(f"after kill {done}: neither the old nor the new state")
            found["new" if state == new else "old" if state else "none"] += 1
        marks = [time.perf_counter()]
        update(lambda *_: marks.append(time.perf_counter()))  # noqa: B023 - called in this round alone
        now = time.perf_counter()
        whole, publish = (whole + now - marks[0]) / 2, (publish + now - marks[-1]) / 2
        if kept(store) != new:
            raise AssertionError(f"after kill {done}: the next update does not give what a clean build gives")
        old = new
    return found


def _kept_or_none(store: Path) -> str:
    """Give the N-Quads of a store; nothing where the first build was killed."""
    try:
        return kept(store)
    except GraphError:
        return ""


def main() -> None:
    """Kill a store's writer so many times and tell what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--merges", action="store_true", help="kill merges, not updates")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        found = (run_merges if options.merges else run)(Path(scratch), options.kills, options.seed)
    told = f"{found['old']} left the old state, {found['new']} the new one, {found['none']} none yet"
    print(f"{options.kills} kills: {told}")


if __name__ == "__main__":
    main()
