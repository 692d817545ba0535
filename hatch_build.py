"""What the wheel carries besides kg/: the folders that kg/resources.py looks for when there is no checkout."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("ontology", "queries", "data/lexicon", "data/register")


class SharedFolders(BuildHookInterface):
    """Copy the folders and the commit into the wheel; an editable install gets none: copies would grow stale."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name what is to be copied where."""
        if version != "editable":
            build_data["force_include"].update({folder: f"kg/_share/{folder}" for folder in FOLDERS})
            if commit := self._commit():
                left = Path(tempfile.mkdtemp()) / "COMMIT"
                left.write_text(f"{commit}\n", encoding="utf-8")
                build_data["force_include"][str(left)] = "kg/_share/COMMIT"

    def _commit(self) -> str:
        """Give the short commit of the checkout that is built; empty where it is none, as in an unpacked sdist."""
        command = ("git", "-C", self.root, "rev-parse", "--show-toplevel", "--short", "HEAD")
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)  # noqa: S603 - fixed words
        except (OSError, subprocess.TimeoutExpired):
            return ""
        told = done.stdout.splitlines()
        ours = done.returncode == 0 and Path(told[0]).resolve() == Path(self.root).resolve()
        return told[1] if ours else ""
