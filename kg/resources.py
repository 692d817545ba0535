"""Where ontology/, queries/ and data/ lie: the checkout's folders first, else the copies in the wheel."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import ShareError

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Give the folder `name` (`ontology`, `queries`, `data/lexicon`, ...).

    Raises:
        ShareError: Neither the checkout nor the wheel has it.
    """
    for root in (_PACKAGE.parent, _PACKAGE / "_share"):
        path = root / name
        if path.is_dir() and (root / "ontology").is_dir():
            return path
    raise ShareError(f"the folder {name} is missing", hint="install protokollgraf again")


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Read `data/lexicon/<name>.toml`; each loader checks the keys that it knows."""
    path = folder("data/lexicon") / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise ShareError(f"cannot read the lexicon: {problem}", where=str(path)) from problem


def check_keys(table: dict[str, Any], allowed: set[str], where: str) -> None:
    """Refuse a key of a lexicon that no rule reads, so that a misspelt one cannot be lost in silence."""
    unknown = sorted(set(table) - allowed)
    if unknown:
        raise ShareError(
            f"unknown key {', '.join(unknown)}", where=where, hint=f"allowed are {', '.join(sorted(allowed))}"
        )


def phrases(name: str, part: str) -> dict[str, tuple[str, ...]]:
    """Read one part of a lexicon that lists wordings under the kind they stand for."""
    table = lexicon(name).get(part)
    if not isinstance(table, dict):
        raise ShareError(f"the part [{part}] is missing", where=f"data/lexicon/{name}.toml")
    found: dict[str, tuple[str, ...]] = {}
    for kind, words in table.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise ShareError(f"[{part}] {kind} is no list of strings", where=f"data/lexicon/{name}.toml")
        found[kind] = tuple(words)
    return found


@cache
def register(name: str) -> tuple[dict[str, str], ...]:
    """Read the rows of `data/register/<name>.csv`."""
    path = folder("data/register") / f"{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return tuple(csv.DictReader(stream))
    except OSError as problem:
        raise ShareError(f"cannot read the register: {problem}", where=str(path)) from problem


@cache
def abbreviations() -> dict[str, str]:
    """Give what the abbreviations of bodies stand for, by the register."""
    return {row["abbreviation"]: row["name"] for row in register("abbreviations")}
