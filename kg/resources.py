"""Where ontology/, queries/ and data/ lie, the checkout first, else the wheel; and the lexicon that a user adds."""

from __future__ import annotations

import csv
import os
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ShareError

if TYPE_CHECKING:
    from collections.abc import Iterable

PATTERNS = ("any-case", "exact-case", "many-lines", "part")
"""The tables of regular expressions, which every file of wordings may have."""
EXPRESSIONS: dict[str, tuple[str, ...]] = {
    "decisions": ("verb",),
    "genre": ("names-itself", "form", "minutes", "missing"),
    "headings": ("pattern", "with-colon", "lead", "annex"),
    "signing": ("evidence", "below-title"),
}
"""What else a file of wordings may have: regular expressions by what they tell."""
_TABLES: dict[str, tuple[str, ...]] = {
    "agents": (
        *("ending", "alone", "home", "kind", "indefinite", "adjective", "purposed", "post"),
        *("title", "office", "recipient", "no-person", "association", "definite", "state", "surname", "many"),
    ),
    "decisions": ("lead", "noun", "outcome"),
    "genre": ("matters", "outweighed-by", "language"),
    "headings": ("section", "label"),
    "item": ("title",),
    "letters": ("after",),
    "paths": ("word", "body"),
    "roster": ("heading", "word", "other", "header", "column", "mark", "told"),
    "speakers": ("adjective", "members", "group", "acting"),
    "unread": ("signal", "kinds", "scope", "quiet", "heading", "roster", "table"),
    "words": ("verb", "word"),
}
"""And lists of words."""
_PACKAGE = Path(__file__).resolve().parent
VARIABLE = "KG_LEXICON"
"""The variable of the environment that names the folders of wordings that the user adds."""


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


def teach(added: Iterable[Path]) -> None:
    """Add folders of wordings to those that are shipped, for this process and those that it starts.

    Raises:
        ShareError: One is no folder, or the wordings have been read already.
    """
    folders = [path.resolve() for path in added]
    for path in folders:
        if not path.is_dir():
            raise ShareError("there is no such folder of wordings", where=str(path))
    if tuple(folders) == taught():
        return
    if lexicon.cache_info().currsize:
        raise ShareError("the wordings have been read already", hint=f"set {VARIABLE} before Python starts")
    os.environ[VARIABLE] = os.pathsep.join(map(str, folders))


def taught() -> tuple[Path, ...]:
    """Give the folders of wordings that the user adds."""
    return tuple(Path(name) for name in os.environ.get(VARIABLE, "").split(os.pathsep) if name)


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Read `data/lexicon/<name>.toml` with what the user adds to it.

    Raises:
        ShareError: It cannot be read, or has a table that no rule reads: a misspelt one cannot be lost in silence.
    """
    table = shipped_lexicon(name)
    for added in taught():
        path = added / f"{name}.toml"
        if path.is_file():
            table = _merged(table, read_toml(path))
    check_keys(table, {*PATTERNS, *EXPRESSIONS.get(name, ()), *_TABLES.get(name, ())}, f"data/lexicon/{name}.toml")
    return table


def shipped_lexicon(name: str) -> dict[str, Any]:
    """Read `data/lexicon/<name>.toml` as it is shipped."""
    return read_toml(folder("data/lexicon") / f"{name}.toml")


def read_toml(path: Path) -> dict[str, Any]:
    """Read a file of wordings.

    Raises:
        ShareError: It cannot be read, or is no TOML; says the line.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise ShareError(f"cannot read the lexicon: {problem}", where=str(path)) from problem


def _merged(table: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Put the wordings of two tables behind each other."""
    found = dict(table)
    for key, value in more.items():
        before = found.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            found[key] = _merged(before, value)
        elif isinstance(before, list) and isinstance(value, list):
            found[key] = [*before, *value]
        else:
            found[key] = value
    return found


def check_keys(table: dict[str, Any], allowed: set[str], where: str) -> None:
    """Refuse a key that nobody reads.

    Raises:
        ShareError: There is one; says which are allowed.
    """
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
    """Read the rows of `data/register/<name>.csv`, and of a `<name>.csv` that the user adds."""
    added = (path / f"{name}.csv" for path in taught())
    paths = [folder("data/register") / f"{name}.csv", *(path for path in added if path.is_file())]
    return tuple(row for path in paths for row in read_csv(path))


def read_csv(path: Path) -> list[dict[str, str]]:
    """Read the rows of a register.

    Raises:
        ShareError: It cannot be read.
    """
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError) as problem:
        raise ShareError(f"cannot read the register: {problem}", where=str(path)) from problem


@cache
def abbreviations() -> dict[str, str]:
    """Give what the abbreviations of bodies stand for, by the register."""
    return {row["abbreviation"]: row["name"] for row in register("abbreviations")}
