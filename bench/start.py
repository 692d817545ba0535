"""How long the command takes to answer: `kg --help`, and a question to the graph of the sample."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from bench import measure

_RUNS = 7


def main() -> None:
    """Measure wall times, as whoever types the command feels them, and the CPU, which other work does not lengthen."""
    kg = str(Path(sys.executable).with_name("kg"))
    print(f"machine    {measure.machine()}")
    with tempfile.TemporaryDirectory() as scratch:
        graph = str(Path(scratch, "sample.trig"))
        subprocess.run([kg, "build", "data/sample", "-o", graph], cwd=measure.ROOT, check=True, capture_output=True)
        bare = measure.wall([sys.executable, "-c", "import click"], _RUNS)
        told, told_cpu = (one([kg, "--help"], _RUNS) for one in (measure.wall, measure.cpu))
        question = [kg, "query", graph, "who-referred-what"]
        asked, asked_cpu = (one(question, _RUNS) for one in (measure.wall, measure.cpu))
    print(f"python     {bare * 1000:4.0f} ms (the interpreter and click alone)")
    print(f"kg --help  {told * 1000:4.0f} ms, CPU {told_cpu * 1000:.0f} (at most 150)")
    print(f"kg query   {asked * 1000:4.0f} ms, CPU {asked_cpu * 1000:.0f} (at most 500), who-referred-what")


if __name__ == "__main__":
    main()
