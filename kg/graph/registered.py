"""What the register and the names themselves say of parties, organisations and kinds of bodies."""

from __future__ import annotations

from functools import cache

from kg.resources import phrases, register


@cache
def parties() -> dict[str, dict[str, str]]:
    """Give the register's row of each party by its abbreviation, name and other names, in small letters."""
    found = {}
    for row in register("parties"):
        for name in (row["abbreviation"], *filter(None, row["aliases"].split("|")), row["name"]):
            found[name.casefold()] = row
    return found


@cache
def organisations() -> dict[str, dict[str, str]]:
    """Give the register's row of each organisation by its id, name and other names, in small letters."""
    rows = register("organisations")
    found = {row["id"]: row for row in rows}
    for row in rows:
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            found.setdefault(name.casefold(), row)
    return found


def body_kind(name: str) -> str:
    """Say what kind of body a name in the definite form stands for; empty where its words do not say.

    >>> body_kind("Nämnden för fiske"), body_kind("Gemensam nämnd för hjälpmedel"), body_kind("Kretsen")
    ('board', 'board', '')
    """
    folded = name.casefold()
    words = (folded, folded.split(" ")[0], folded.partition(" för ")[0])
    return next((kind for kind, ends in phrases("agents", "kind").items() if any(w.endswith(ends) for w in words)), "")
