"""The tables of things for a spreadsheet: persons, bodies, meetings, paragraphs, what was decided, moved and voted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.explore import movement, queries
from kg.explore.movement import Scope
from kg.graph.terms import Rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.graph.store import Graph

Table = tuple[list[str], list[list[str]]]
"""The columns and the rows."""
SHEETS: Mapping[str, str] = {
    "persons": "persons",
    "bodies": "bodies",
    "meetings": "meetings",
    "attendance": "attendance",
    "paragraphs": "paragraphs",
    "decisions": "decisions-of-a-body",
    "referrals": "who-referred-what",
    "motions": "who-moved-what",
    "reservations": "who-reserved",
    "votes": "votes",
    "ballots": "ballots",
    "initiatives": "initiatives",
    "assignments": "assignments",
    "elections": "elections",
}
"""The shipped question that each table is the answer of, and has the columns of."""


_THINGS = {"persons": "person_iri", "bodies": "body_iri", "meetings": "iri"}
"""Tables of things that many documents tell of, and the column that names the thing."""


def tables(graph: Graph, scope: Scope | None = None) -> dict[str, Table]:
    """Give every table, by what stands before the ending of its file; one in which nothing is has its columns alone.

    A scope narrows each table by what its question can be narrowed by, else to what the minutes of the paragraphs
    within the scope tell; of persons, bodies and meetings those are left that the other tables name.

    Raises:
        NothingFoundError: No table has a row within the scope.
    """
    scope = scope or Scope()
    wanted = {name: value for name in ("organisation", "body", "case") if (value := getattr(scope, name))}
    found: dict[str, Table] = {}
    for name in sorted(SHEETS, key=lambda name: name != "paragraphs"):  # what the others are narrowed to comes first
        question = queries.find(SHEETS[name])
        taken = {one.name for one in question.parameters}
        answer = queries.ask(graph, question, {key: value for key, value in wanted.items() if key in taken})
        if not isinstance(answer, Rows):
            raise TypeError(f"{question.name} gives no rows")
        table: Table = (list(answer.variables), [[cell.value if cell else "" for cell in row] for row in answer.rows])
        if scope.since:
            table = _since(table, scope.since)
        if not set(wanted) <= taken and name not in _THINGS:
            table = _among(table, "document_iri", _cells(found["paragraphs"], "document_iri"))
        found[name] = table
    if scope != Scope():
        found["meetings"] = _among(found["meetings"], "iri", _cells(found["paragraphs"], "meeting_iri"))
        named = {cell for name in SHEETS if name not in {"persons", "bodies"} for cell in _things(found[name])}
        for name in ("persons", "bodies"):
            found[name] = _among(found[name], _THINGS[name], named)
    if not any(rows for _, rows in found.values()):
        raise movement.nothing("no table has a row", graph, scope)
    return {f".{name}": found[name] for name in SHEETS}


def _since(table: Table, day: str) -> Table:
    columns, rows = table
    if "date" not in columns:
        return table
    at = columns.index("date")
    return columns, [row for row in rows if row[at] >= day]


def _among(table: Table, column: str, known: set[str]) -> Table:
    """Keep the rows whose cell of a column is known; a table without the column stays as it is."""
    columns, rows = table
    if column not in columns:
        return table
    at = columns.index(column)
    return columns, [row for row in rows if row[at] in known]


def _cells(table: Table, column: str) -> set[str]:
    columns, rows = table
    at = columns.index(column)
    return {row[at] for row in rows}


def _things(table: Table) -> set[str]:
    """Give the IRIs of all that a table names; a cell may have several."""
    columns, _ = table
    return {iri for name in columns if name.endswith("_iri") for cell in _cells(table, name) for iri in cell.split()}
