"""Which shipped questions a SPARQL service answers otherwise than SPARQL says: queries/engines.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import ShareError
from kg.resources import check_keys, folder

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Engine:
    """A service that deviates: how it calls itself, the version that was tried, and why by the name of the question."""

    server: str
    version: str
    questions: Mapping[str, str]


def known() -> list[Engine]:
    """Read the table.

    Raises:
        ShareError: It is broken.
    """
    path = folder("queries") / "engines.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise ShareError(f"cannot be read: {problem}", where=str(path)) from problem
    for name, table in tables.items():
        check_keys(table, {"server", "version", "questions"}, f"{path} [{name}]")
    return [Engine(table["server"], table["version"], table["questions"]) for table in tables.values()]


def warning(software: str, question: str) -> str:
    """Say in what a service deviates for a question; empty where it does not, as far as is known.

    Args:
        software: What the service says that it is.
        question: The name of a shipped question.
    """
    for engine in known():
        if software.startswith(engine.server) and question in engine.questions:
            why = engine.questions[question]
            return f"{engine.server} does not answer {question} rightly: {why}; ask a file, or see docs/engines.md"
    return ""
