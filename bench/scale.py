"""Whether a document costs the same among few and among many, and how much memory the most of them take."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench import generate, measure

_LIMIT = 400


def main() -> None:
    """Build 5, 50 and 500 generated documents, each in a fresh process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", default="5,50,500", help="how many documents, smallest first")
    parser.add_argument("--size", type=int, default=generate.SIZE)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(f"machine  {measure.machine()}")
    print("documents   CPU s   ms a document   output MB   peak MB")
    first = 0.0
    for count in map(int, options.counts.split(",")):
        with tempfile.TemporaryDirectory() as scratch:
            generate.write(Path(scratch), amount=count, size=options.size, seed=options.seed)
            found = measure.run("build", Path(scratch))
        each = found["cpu"] / count
        first = first or each
        peak = found["peak"] / 1e6
        print(f"{count:9} {found['cpu']:7.1f} {each * 1000:15.0f} {found['bytes'] / 1e6:11.0f} {peak:9.0f}", flush=True)
    print(f"cost of a document, most against fewest: {each / first:.2f}")
    print(f"peak memory: {peak:.0f} MB, {'under' if peak < _LIMIT else 'OVER'} {_LIMIT} MB")


if __name__ == "__main__":
    main()
