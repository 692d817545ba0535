"""Which documents' graphs differ from those of a given commit: the net under moves and renames (`make same`).

    python -m tools.same [COMMIT] [--show N]

Everything at hand is built twice, by the code of the commit and by the code of this checkout: the sample, the strangers
and, where they lie beside the checkout, real minutes, series and templates. The inputs are those of this checkout both
times. A graph is compared by its N-Quads, line by line. Exit status 0 where all are the same bytes, else 3.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
_SOURCE = "<http://purl.org/dc/terms/source>"
_KG = "from kg.cli import main; main()"


def inputs() -> list[Path]:
    """Give what there is to build."""
    strangers = sorted((ROOT / "tests" / "strangers").glob("*/minutes"))
    beside = [SHARED / name for name in ("minutes", "series", "templates")]
    return [path for path in (ROOT / "data" / "sample", *strangers, *beside) if path.is_dir()]


def graphs(quads: Path) -> dict[str, set[str]]:
    """Give the lines of each graph of an N-Quads file, by the document's name, or by the graph's where it has none."""
    found: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    with quads.open(encoding="utf-8") as lines:
        for line in lines:
            triple, _, graph = line.rstrip(" .\n").rpartition(" ")
            found[graph].add(triple)
            if _SOURCE in triple:
                names[graph] = f"{triple.partition(f'{_SOURCE} ')[2]} {graph}"
    return {names.get(graph, graph): triples for graph, triples in found.items()}


def build(tree: Path, output: Path) -> None:
    """Build all inputs by the code of a tree; what fails there is missing from the graph, and so is told."""
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONUTF8": "1"}
    call = [sys.executable, "-c", _KG, "build", *map(str, inputs()), "-o", str(output), "--jobs", "2"]
    done = subprocess.run(call, env=environment, cwd=tree, capture_output=True, text=True, check=False)
    if not output.exists():
        raise SystemExit(f"{tree}: no graph was built:\n{done.stderr}")


def differences(before: Mapping[str, set[str]], after: Mapping[str, set[str]]) -> Iterator[tuple[str, list[str]]]:
    """Give the graphs that differ, each with its lines that went (-) and that came (+)."""
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name, set()), after.get(name, set())
        if old != new:
            yield name, [*(f"- {line}" for line in sorted(old - new)), *(f"+ {line}" for line in sorted(new - old))]


def main(arguments: Sequence[str] | None = None) -> int:
    """Build twice, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commit", nargs="?", default="HEAD", help="what to compare with (default: the last commit)")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the first N lines that differ of each")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        tree, old, new = (Path(folder) / name for name in ("tree", "old.nq", "new.nq"))
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(tree), given.commit], cwd=ROOT, check=True)
        try:
            build(tree, old)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True)
        build(ROOT, new)
        before, after = graphs(old), graphs(new)
    found = list(differences(before, after))
    for name, lines in found:
        went = sum(line.startswith("-") for line in lines)
        print(f"{name}: {went} lines went, {len(lines) - went} came")
        for line in lines[: given.show]:
            print(f"    {line}")
    print(f"{len(after)} graphs, {len(found)} differ from {given.commit}")
    return 3 if found else 0


if __name__ == "__main__":
    sys.exit(main())
