"""Which law a name means: by the document that prints its number too, else by the register on that day."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.facts.papers.cited import CitedLaw
from kg.resources import register

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_NUMBER = re.compile(r"\d{4}:\d+")


@cache
def _rows() -> Mapping[str, tuple[Mapping[str, str], ...]]:
    """Give the rows of the register by each name, folded."""
    found: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for row in register("laws"):
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            found[name.casefold()].append(row)
    return {name: tuple(rows) for name, rows in found.items()}


@cache
def numbers() -> frozenset[str]:
    """Give the SFS numbers that the register has."""
    return frozenset(row["number"] for row in register("laws"))


def number(name: str, day: str) -> str:
    """Give the SFS number of a law by its name, as it was in force on a day; empty where the register does not say.

    A name lives on while the law is replaced: `kommunallagen` is 1991:900 until 2017 and 2017:725 since.

    Args:
        name: The name as printed.
        day: The day of the meeting; without one nothing is certain where the name has had several laws.
    """
    rows = _rows().get(name.casefold(), ())
    if not day:
        return rows[0]["number"] if len(rows) == 1 else ""
    return next((row["number"] for row in rows if row["from"] <= day <= (row["until"] or "9999")), "")


def named(citations: Iterable[Any]) -> Mapping[str, str]:
    """Give the number of each law that a document prints both with its name and its number, by the folded name."""
    found: dict[str, set[str]] = defaultdict(set)
    for citation in citations:
        if isinstance(citation.thing, CitedLaw) and citation.thing.name:
            found[citation.thing.name.casefold()].add(citation.thing.identifier)
    return {name: printed.pop() for name, printed in found.items() if len(printed) == 1}


def identifiers(citations: Iterable[Any], law: Callable[[CitedLaw], str]) -> Mapping[str, str]:
    """Give what each law is called all through a document: as it prints it most often, of equals by its number.

    Args:
        citations: Those of the document.
        law: Gives the IRI of a cited law.
    """
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for citation in citations:
        if isinstance(citation.thing, CitedLaw):
            found[law(citation.thing)][citation.thing.identifier] += 1
    return {
        iri: max(printed, key=lambda one: (printed[one], bool(_NUMBER.fullmatch(one))))
        for iri, printed in found.items()
    }
