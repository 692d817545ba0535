"""Graphviz: how its language writes a string, and the only file that runs its `dot`."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from kg.errors import OutputError
from kg.explore import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS = 120
"""How long a layout may take."""
_MISSING = "get it with: apt-get install graphviz (Debian, Ubuntu), brew install graphviz (macOS), or graphviz.org"


def quoted(value: object) -> str:
    r"""Write a string as DOT does; a newline becomes `\n`, which centres the line before it.

    >>> print(quoted('Ny "äng" \\N'))
    "Ny \"äng\" \\N"
    """
    text = plain.text(str(value))
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def attributes(given: Mapping[str, object]) -> str:
    """Write a list of attributes, in the order given; those that are None or empty are left out."""
    told = [f"{name}={quoted(value)}" for name, value in given.items() if value is not None and value != ""]
    return f" [{', '.join(told)}]" if told else ""


def draw(text: str, form: str) -> bytes:
    """Lay a graph out and draw it.

    Args:
        text: The graph in DOT.
        form: What graphviz calls the format: `svg`, `png`, `canon`.

    Raises:
        OutputError: graphviz is not installed, does not understand the text or takes too long.
    """
    program = shutil.which("dot")
    if program is None:
        raise OutputError("drawing needs graphviz, and its command `dot` is not installed", hint=_MISSING)
    resolution = ["-Gdpi=150"] if form == "png" else []
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, no shell, the graph on its stdin
            [program, f"-T{form}", *resolution],
            input=text.encode("utf-8"),
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as problem:
        hint = "draw less of it: --body NAME, --case NUMBER or --since DATE"
        raise OutputError(f"the layout took longer than {SECONDS} seconds", hint=hint) from problem
    if done.returncode or not done.stdout:
        reason = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise OutputError(f"graphviz failed: {reason or f'status {done.returncode}'}")
    return done.stdout
