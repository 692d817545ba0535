"""What the register and the names themselves say of parties, organisations and kinds of bodies."""

from __future__ import annotations

from functools import cache

from kg.resources import register

_KINDS = (
    ("assembly", ("fullmäktige",)),
    ("executive-board", ("regionstyrelsen", "kommunstyrelsen", "landstingsstyrelsen", "styrelsen")),
    ("drafting-committee", ("beredningen", "beredning")),
    ("committee", ("utskottet", "utskott", "presidiet", "presidium")),
    ("board", ("nämnden", "nämnd", "direktionen")),
    ("advisory-council", ("rådet", "råd", "kommittén", "delegationen", "kommitté")),
)


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
    """Say what kind of body a name in the definite form stands for; empty where its ending does not say."""
    folded = name.casefold()
    first = folded.split(" ")[0]
    for kind, endings in _KINDS:
        if folded.endswith(endings) or first.endswith(endings):
            return kind
    return ""
