"""What a build costs against the bare tokenizer over the same text: CPU time, one process, fresh ones, median."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from bench import generate, measure


def main() -> None:
    """Measure over generated minutes, or over a folder of real ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="minutes; without it, generated ones")
    parser.add_argument("--count", type=int, default=24, help="how many are generated")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder: Path = options.folder.resolve() if options.folder else Path(scratch)
        if not options.folder:
            generate.write(folder, amount=options.count, seed=options.seed)
        found = measure.medians(("tokenize", "build"), folder, options.runs)
    bare, built = found["tokenize"], found["build"]
    ratio = built["cpu"] / bare["cpu"]
    if options.json:
        print(json.dumps({"machine": measure.machine(), "ratio": round(ratio, 3), "tokenize": bare, "build": built}))
        return
    print(f"machine    {measure.machine()}")
    print(f"text       {bare['documents']} documents, {bare['characters']:,} characters, {bare['tokens']:,} tokens")
    print(f"tokenizer  {bare['cpu']:.2f} s CPU (median of {options.runs})")
    print(f"build      {built['cpu']:.2f} s CPU (median of {options.runs}), {built['facts']:,} facts")
    print(f"ratio      {ratio:.2f}")


if __name__ == "__main__":
    main()
