"""What a user may have meant by a name that the graph has not: of a person, a body, a party, a case."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from kg.graph.store import Rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.graph.store import Asks

_AGENTS = ("PublicOrganisation", "Organisation", "GoverningBody", "Administration", "Person", "Party", "Post", "Group")
_NAMES = f"""SELECT DISTINCT ?name {{
  {{ ?thing a ?class FILTER(?class IN ({", ".join(f"gov:{one}" for one in _AGENTS)}))
    {{ ?thing rdfs:label ?name }} UNION {{ ?thing skos:altLabel ?name }} UNION {{ ?thing gov:abbreviation ?name }} }}
  UNION {{ ?case a gov:Case ; dcterms:identifier ?name }}
}}"""
_ALIKE = 0.7
"""How alike two names must be to be taken for one that is misspelt, of 1."""


def meant(graph: Asks, values: Mapping[str, str]) -> str:
    """Say what is near to those values of an empty answer that no person, body, party or case is called.

    Args:
        graph: What was asked.
        values: Values by the name of the parameter; concepts and days are checked elsewhere and are no names.

    Returns:
        A question back; empty where every name is known, or nothing is near.
    """
    if not values:
        return ""
    found = graph.ask(_NAMES)
    rows = found.rows if isinstance(found, Rows) else []
    called = {row[0].value.casefold(): row[0].value for row in rows if row[0]}
    near = {
        name: called[one]
        for name, value in values.items()
        if (given := " ".join(value.split()).casefold()) not in called
        for one in get_close_matches(given, called, n=1, cutoff=_ALIKE)
    }
    return " ".join(f"did you mean -p {name}={value!r}?" for name, value in near.items())
