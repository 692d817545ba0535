"""The bar of what takes its time: on a terminal only, after two seconds, and gone when it is done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="Windows has no such terminals")
ROOT = Path(__file__).resolve().parent.parent
# What is done takes a little longer than nobody wonders.
SLOW = """from time import sleep
from kg import terminal
terminal.PATIENCE = {patience}
with terminal.waiting("counting sheep") as tell:
    for done in range(4):
        tell(done, 4)
        sleep(0.25)
print("done")
"""


def seen(patience: float) -> tuple[str, str]:
    """Give what a program writes to its terminal, and to its pipe."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", SLOW.format(patience=patience)],
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "80"},
    ) as process:
        os.close(theirs)
        said = b""
        while part := _read(ours):
            said += part
        out, _ = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0
    return said.decode(), out


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # so Linux says that nobody writes there any more
        return b""


def test_what_takes_its_time_shows_a_bar_that_is_gone_at_the_end() -> None:
    terminal, pipe = seen(patience=0.1)
    assert "counting sheep" in terminal
    assert "\u2501" in terminal  # the bar
    assert terminal.endswith("\x1b[2K")  # the line is empty again
    assert pipe == "done\n"


def test_what_is_done_at_once_shows_none() -> None:
    assert seen(patience=30) == ("", "done\n")
