"""Programs that tests start in a process of their own and stop as a user or the system does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent


def _default_signals() -> None:
    """Let a program hear what it is told: under nohup, or in the background of a script, Ctrl-C is not heard."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def started(arguments: Sequence[str], cwd: Path | None = None) -> subprocess.Popen[str]:
    """Start Python in a session of its own, with this checkout's program."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=cwd,
        start_new_session=True,
        preexec_fn=_default_signals,  # noqa: PLW1509 - it sets two signals and nothing else
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
