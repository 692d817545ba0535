"""Fresh processes for every figure, medians, and what machine they were taken on."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent


def run(what: str, folder: Path) -> dict[str, Any]:
    """Let a fresh process measure itself (see `child.py`)."""
    # This process imports neither spaCy nor kg: on Linux the peak of a child begins at that of its parent.
    command = [sys.executable, "-m", "bench.child", what, str(folder)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def medians(what: Sequence[str], folder: Path, runs: int) -> dict[str, dict[str, Any]]:
    """Measure several things in turn, so that whatever else the machine does falls on all alike.

    Returns:
        Of each the run with the median CPU time.
    """
    taken: dict[str, list[dict[str, Any]]] = {one: [] for one in what}
    for _ in range(runs):
        for one in what:
            taken[one].append(run(one, folder))
    return {one: sorted(found, key=lambda each: each["cpu"])[runs // 2] for one, found in taken.items()}


def wall(command: Sequence[str], runs: int) -> float:
    """Give the median of the wall times of a command, in seconds."""
    times = []
    for _ in range(runs):
        began = perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        times.append(perf_counter() - began)
    return median(times)


def cpu(command: Sequence[str], runs: int) -> float:
    """Give the median of the seconds of the CPU, its own and the system's, that a command and its processes take."""
    times = []
    for _ in range(runs):
        before = os.times()
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        after = os.times()
        times.append(sum(after[2:4]) - sum(before[2:4]))
    return median(times)


def machine() -> str:
    """Say what the figures were taken on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine()
    )
    python = f"Python {platform.python_version()}"
    return f"{model}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {python}, spaCy {version('spacy')}"
