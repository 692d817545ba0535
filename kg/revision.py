"""Which commit this is: by git in a checkout, by the file that the wheel's build left, else unknown."""

from __future__ import annotations

import subprocess
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
LEFT = _PACKAGE / "_share" / "COMMIT"
"""What hatch_build.py puts into a wheel that is built from a checkout."""


def commit(root: Path = _PACKAGE.parent, left: Path = LEFT) -> str:
    """Give the short commit, with `+` where files that git knows were changed since; empty where none is known.

    Args:
        root: The folder that is a checkout; one inside the checkout of something else is none.
        left: The file that a wheel carries.
    """
    if left.is_file():
        return left.read_text(encoding="utf-8").strip()
    head = _git(root, "rev-parse", "--show-toplevel", "--short", "HEAD").splitlines()
    if len(head) != 2 or Path(head[0]).resolve() != root.resolve():
        return ""
    return head[1] + ("+" if _git(root, "status", "--porcelain", "--untracked-files=no") else "")


def _git(root: Path, *arguments: str) -> str:
    """Give what git prints; nothing where there is no git, or it knows no such folder."""
    command = ("git", "-C", str(root), *arguments)
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)  # noqa: S603 - fixed words
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
