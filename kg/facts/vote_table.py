"""Vote tables in text that kept its columns: each name meets the mark in its own row, under Ja, Nej or Avstår."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.facts import agents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Item, Line, Mention, Source, Span

_HEADS = {
    "ja": "yes",
    "nej": "no",
    "avstår": "abstain",
    "avst": "abstain",
    "avstod": "abstain",
    "frånvarande": "absent",
    "frånv": "absent",
}
_HEAD = re.compile(r"\b(?:Ja|Nej|Avst(?:år|od)?|Frånv(?:arande)?)\b\.?", re.IGNORECASE)
_MARK = re.compile(r"(?<!\S)(?:[Xx]|[✓✔√])(?!\S)")
_SUM = re.compile(r"^\s*(?:Summa|Resultat|Antal(?: röster)?|Totalt)\b", re.IGNORECASE)
_FIGURE = re.compile(r"(?<!\S)\d{1,3}(?!\S)")
_REACH = 7
"""How far from its column's heading a mark may stand, in characters."""


@dataclass(slots=True)
class Table:
    """One table: who voted what, and its sums where it prints them."""

    span: Span
    rows: list[tuple[Mention, str, Span]] = field(default_factory=list)
    sums: dict[str, int] = field(default_factory=dict)

    def count(self, option: str) -> int:
        """Give how many votes an option got: the printed sum, else the marks."""
        return self.sums.get(option, sum(1 for _, marked, _ in self.rows if marked == option))


def read(item: Item, source: Source) -> Iterator[Table]:
    """Read the tables of a paragraph.

    A row counts only with one name and one mark that stands under one heading; where marks and names have lost their
    rows no table is read, and nobody's vote is guessed.
    """
    table: Table | None = None
    columns: list[tuple[int, str]] = []
    for line in (line for section in item.sections for line in section.lines):
        raw = _raw(line, source)
        heads = [(match.start(), _HEADS[match[0].casefold().rstrip(".")]) for match in _HEAD.finditer(raw)]
        if {option for _, option in heads} >= {"yes", "no"} and not agents.people(line.flow):
            if table is not None and table.rows:
                yield table
            table, columns = Table(line.flow.span()), heads
            continue
        if table is None:
            continue
        if _SUM.match(raw):
            for figure in _FIGURE.finditer(raw):
                if option := _under(figure.start(), columns):
                    table.sums[option] = int(figure[0])
            if table.rows:
                yield table
            table = None
            continue
        marks = list(_MARK.finditer(raw))
        people = agents.people(line.flow)
        option = _under(marks[0].start(), columns) if len(marks) == 1 else ""
        if len(people) == 1 and option:
            table.rows.append((people[0], option, line.flow.span()))
        elif not people and table.rows:
            yield table
            table = None
    if table is not None and table.rows:
        yield table


def _raw(line: Line, source: Source) -> str:
    """Give the line as it stands in the source, its columns kept."""
    at = line.flow.span().begin
    begin = max(source.text.rfind("\n", 0, at), source.text.rfind("\f", 0, at)) + 1
    end = source.text.find("\n", at)
    return source.text[begin : end if end >= 0 else None]


def _under(column: int, columns: list[tuple[int, str]]) -> str:
    """Give the heading that a column stands under: the nearest, if it is near and no other is as near."""
    ranked = sorted((abs(column - at), option) for at, option in columns)
    if not ranked or ranked[0][0] > _REACH or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return ""
    return ranked[0][1]
