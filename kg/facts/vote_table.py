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
_HEAD = re.compile(r"\b(Ja|Nej|Avst(?:år|od)?|Frånv(?:arande)?)\b\.?(?:-?\s?röst(?:er)?\b)?", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_PROSE = re.compile(r"\d|[a-zåäö]\.\s|\.$|[:,;]|\bför\b", re.IGNORECASE)
_MOST_WORDS = 6
"""How many words besides the options a line of headings can have (`Ledamöter och tjänstgörande ersättare`, `Parti`)."""
_MARK = re.compile(r"(?<![^\s|])(?:[Xx]|[✓✔√])(?![^\s|])")
_SUM = re.compile(r"^\s*(?:Summa|Resultat|Antal(?: röster)?|Totalt)\b", re.IGNORECASE)
_FIGURE = re.compile(r"(?<!\S)\d{1,3}(?!\S)")
_REACH = 7
"""How far from its column's heading a mark may stand, in characters."""
_ALIGNED = 2
"""How far a name may stand from the heading of a column of names."""
_RULE = re.compile(r"[|\s:=-]*")


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
    if not any("nej" in line.text.casefold() for section in item.sections for line in section.lines):
        return
    table: Table | None = None
    columns: list[tuple[int, str]] = []
    for line in (line for section in item.sections for line in section.lines):
        raw = _raw(line, source)
        heads = _heads(raw)
        if {option for _, option in heads} >= {"yes", "no"} and not agents.people(line.flow):
            if table is not None and table.rows:
                yield table
            table, columns = Table(line.flow.span()), heads
            continue
        if table is None:
            continue
        if _SUM.match(raw):
            for figure in _FIGURE.finditer(raw):
                if option := _under(_column(raw, figure.start()), columns):
                    table.sums[option] = int(figure[0])
            if table.rows:
                yield table
            table = None
            continue
        if rows := _rows(line, raw, columns):
            table.rows += rows
        elif table.rows and not _RULE.fullmatch(raw.strip()):
            yield table
            table = None
    if table is not None and table.rows:
        yield table


def _heads(raw: str) -> list[tuple[int, str]]:
    """Read a line of headings: options, and at most what the columns beside them are called; prose is none."""
    if len(_WORD.findall(_HEAD.sub("", raw))) > _MOST_WORDS or _PROSE.search(raw):
        return []
    return [(_column(raw, match.start()), _HEADS[match[1].casefold()]) for match in _HEAD.finditer(raw)]


def _rows(line: Line, raw: str, columns: list[tuple[int, str]]) -> list[tuple[Mention, str, Span]]:
    """Read one line: a name with its one mark, or names that stand each under an option."""
    people = agents.people(line.flow)
    marks = list(_MARK.finditer(raw))
    if marks:
        option = _under(_column(raw, marks[0].start()), columns) if len(marks) == 1 else ""
        return [(people[0], option, line.flow.span())] if len(people) == 1 and option else []
    begin = line.flow.span().begin - (len(raw) - len(raw.lstrip()))
    found = []
    for person in people:
        option = _under(person.span.begin - begin, columns, reach=_ALIGNED) if "|" not in raw else ""
        if not option:
            return []
        found.append((person, option, person.span))
    return found


def _column(raw: str, at: int) -> int:
    """Give the column of a place: its cell in a table of bars (far enough apart), else its distance from the left."""
    return raw.count("|", 0, at) * 100 if "|" in raw else at


def _raw(line: Line, source: Source) -> str:
    """Give the line as it stands in the source, its columns kept."""
    at = line.flow.span().begin
    begin = max(source.text.rfind("\n", 0, at), source.text.rfind("\f", 0, at)) + 1
    end = source.text.find("\n", at)
    return source.text[begin : end if end >= 0 else None]


def _under(column: int, columns: list[tuple[int, str]], reach: int = _REACH) -> str:
    """Give the heading that a column stands under: the nearest, if it is near and no other is as near."""
    ranked = sorted((abs(column - at), option) for at, option in columns)
    if not ranked or ranked[0][0] > reach or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return ""
    return ranked[0][1]
