"""The explorer over one graph: how long each kind of page takes, the first paint, and a runaway query beside pages."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from itertools import chain
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from bench import measure

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 20
"""Seconds that a page or a query may take."""
_RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
# The thing of each class that most is said of, and the middle one: one page is not all.
_THINGS = """SELECT ?thing (COUNT(*) AS ?n) { ?thing a gov:%s . ?any ?property ?thing } GROUP BY ?thing
ORDER BY DESC(?n) LIMIT 200"""
_KINDS = ("PublicOrganisation", "GoverningBody", "Person", "Party", "Case", "Meeting", "AgendaItem", "Decision", "Law")
_SEARCHES = ("nämnd", "and", "budget 2031", "motion om")
# The policy of the pages forbids what wait_for_function does.
_PAINTED = """() => new Promise(done => { const look = () => {
  const [painted] = performance.getEntriesByName('first-contentful-paint');
  if (painted) done(painted.startTime); else setTimeout(look, 5);
}; look(); })"""
_RUNS = 5


class Timed(NamedTuple):
    """What a page took in milliseconds: the first time, the median of the others, and of all the mean of the CPU."""

    name: str
    first: float
    then: float
    cpu: float = 0.0


def cpu(root: int) -> float:
    """Give the milliseconds of CPU that a process and those below it have had, as /proc of Linux says."""
    ticks, above = dict[int, int](), dict[int, int]()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        number = int(path.parent.name)
        above[number] = int(fields[1])
        # What a child that ended had had is its parent's: a map is laid out by one.
        ticks[number] = sum(map(int, fields[11:15]))
    found = {root}
    while more := {number for number, parent in above.items() if parent in found} - found:
        found |= more
    return sum(ticks.get(number, 0) for number in found) * 1000 / os.sysconf("SC_CLK_TCK")


def get(address: str, accept: str = "text/html") -> tuple[int, bytes, float]:
    """Ask an address; give the status, the answer and the milliseconds."""
    began = perf_counter()
    try:
        with urlopen(Request(address, headers={"accept": accept}), timeout=10 * LIMIT) as answer:  # noqa: S310
            status, data = answer.status, answer.read()
    except HTTPError as problem:
        status, data = problem.code, problem.read()
    return status, data, 1000 * (perf_counter() - began)


def timed(name: str, address: str, server: int) -> Timed:
    """Ask a page of a server several times."""
    took, began = [], cpu(server)
    for _ in range(_RUNS):
        status, _data, milliseconds = get(address)
        if status != 200:
            return Timed(f"{name}: status {status}", milliseconds, milliseconds)
        took.append(milliseconds)
    return Timed(name, took[0], median(took[1:]), (cpu(server) - began) / _RUNS)


def pages(home: str, server: int) -> Iterator[Timed]:
    """Time the home page, searches, pages of every kind, a question and the maps of two bodies."""
    yield timed("home", home, server)
    yield timed("question", f"{home}questions/bodies", server)
    for text in _SEARCHES:
        yield timed(f"search {text!r}", f"{home}search?{urlencode({'q': text})}", server)
    for kind in _KINDS:
        rows = _select(home, _THINGS % kind)
        for which, at in (("largest", 0), ("middle", len(rows) // 2)):
            if rows:
                path = quote(rows[at].partition("/id/")[2], safe="/")
                yield timed(f"{kind}, {which}", f"{home}id/{path}", server)
    bodies = _select(home, _THINGS % "GoverningBody")
    for which, at in (("largest", 0), ("middle", len(bodies) // 2)):
        name = _select(home, f"SELECT ?label {{ <{bodies[at]}> rdfs:label ?label }}")[0]
        unit = _select(home, f"SELECT ?label {{ <{bodies[at]}> org:unitOf/rdfs:label ?label }}")
        asks = {"body": name, **({"organisation": unit[0]} if unit else {})}
        yield timed(f"map of a body, {which}", f"{home}map?{urlencode(asks)}", server)


def _select(home: str, query: str) -> list[str]:
    address = f"{home}sparql?{urlencode({'query': query})}"
    status, data, _ = get(address, "application/sparql-results+json")
    if status != 200:
        return []
    bindings = json.loads(data)["results"]["bindings"]
    return [next(iter(row.values()))["value"] for row in bindings]


def runaway(home: str) -> tuple[float, int, float]:
    """Ask what no machine ends, and pages meanwhile: its seconds and status, and the slowest page in milliseconds."""
    told: list[tuple[float, int]] = []

    def ask() -> None:
        status, _, took = get(f"{home}sparql?{urlencode({'query': _RUNAWAY})}", "application/json")
        told.append((took / 1000, status))

    thread = threading.Thread(target=ask)
    thread.start()
    slowest = 0.0
    while thread.is_alive():
        status, _, took = get(f"{home}search?q=and")
        slowest = max(slowest, took if status == 200 else float("inf"))
        status, _, took = get(home)
        slowest = max(slowest, took if status == 200 else float("inf"))
    thread.join()
    return *told[0], slowest


def first_paint(home: str) -> list[Timed]:
    """Open pages in a browser; give when something is seen first."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        return []
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        found = []
        for name, path in (("home", ""), ("search", "search?q=and"), ("questions", "questions")):
            took = []
            for _ in range(_RUNS):
                page = browser.new_page()
                page.goto(home + path)
                took.append(page.evaluate(_PAINTED))
                page.close()
            found.append(Timed(f"first paint, {name}", took[0], median(took[1:])))
        browser.close()
    return found


def main() -> None:
    """Serve a graph, ask it and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("place", type=Path, help="A store or a file of a graph.")
    place: Path = parser.parse_args().place
    program = [sys.executable, "-c", "from kg.cli import main; main()"]
    command = [*program, "serve", str(place.resolve()), "--port", "0", "--timeout", str(LIMIT)]
    began = perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8") as server:
        try:
            line = server.stdout.readline() if server.stdout else ""
            home = re.match(r"\S+", line)
            if home is None:
                raise SystemExit("it does not answer")
            print(f"machine    {measure.machine()}")
            print(f"ready      {perf_counter() - began:.1f} s, {cpu(server.pid) / 1000:.1f} s of CPU")
            for one in chain(pages(home[0], server.pid), first_paint(home[0])):
                print(
                    f"{one.name:32} {one.first:8.0f} ms first {one.then:8.0f} ms then {one.cpu:8.0f} ms CPU", flush=True
                )
            took, status, slowest = runaway(home[0])
            print(
                f"runaway query  status {status} after {took:.1f} s of {LIMIT}; slowest page meanwhile {slowest:.0f} ms"
            )
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
