"""What a user may have meant by a name that the graph has not: of a person, a body, a party, a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.terms import Rows
from kg.model import AGENTS
from kg.suggestion import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.graph.store import Asks

_NAMES = f"""SELECT DISTINCT ?name {{
  {{ ?thing a ?class FILTER(?class IN ({", ".join(f"gov:{one}" for one in AGENTS)}))
    {{ ?thing rdfs:label ?name }} UNION {{ ?thing skos:altLabel ?name }} UNION {{ ?thing gov:abbreviation ?name }} }}
  UNION {{ ?case a gov:Case ; dcterms:identifier ?name }}
}}"""
_ALIKE = 0.7
"""How alike two names must be to be taken for one that is misspelt, of 1."""


def meant(graph: Asks, values: Mapping[str, str], asked: str = "-p {name}={value!r}") -> str:
    """Say what is near to those values of an empty answer that no person, body, party or case is called.

    Args:
        graph: What was asked.
        values: Values by the name of the parameter; concepts and days are checked elsewhere and are no names.
        asked: How the user would write a name and its value.

    Returns:
        A question back; empty where every name is known, or nothing is near.
    """
    if not values:
        return ""
    found = graph.ask(_NAMES)
    rows = found.rows if isinstance(found, Rows) else []
    called = [row[0].value for row in rows if row[0]]
    known = {one.casefold() for one in called}
    unknown = {name: value for name, value in values.items() if " ".join(value.split()).casefold() not in known}
    near = {name: nearest(value, called, _ALIKE) for name, value in unknown.items()}
    return " ".join(f"did you mean {asked.format(name=name, value=value)}?" for name, value in near.items() if value)
