"""What the wheel carries besides kg/: the folders that kg/resources.py looks for when there is no checkout."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("ontology", "queries", "data/lexicon", "data/register")


class SharedFolders(BuildHookInterface):
    """Copy the folders into the wheel, and nothing for an editable install: copies there would grow stale."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name what is to be copied where."""
        if version != "editable":
            build_data["force_include"].update({folder: f"kg/_share/{folder}" for folder in FOLDERS})
