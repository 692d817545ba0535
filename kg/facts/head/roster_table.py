"""Tables of those present, row by row: each name with its own party, role and mark, and whoever serves in its place."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.facts.head import roster_entry
from kg.language import agents, grammar
from kg.language.roster_labels import SUBSTITUTES
from kg.letters import UPPER
from kg.lines import roster_heads, roster_marks, rosters
from kg.lines.reading import flow_of
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.model import Flow, Line

_PARTY = re.compile(r"\(?[A-ZÅÄÖa-zåäö]{1,6}\)?|-")
_NUMBERED = re.compile(r"\d{1,3}[.)]?\s+")
_VACANT = grammar.pattern("attendance", "vacant")
_LIMITED = re.compile(r"\s*[,(]?\s*(?:ej\s)?(?:§|kl\b)")
_THERE = grammar.pattern("attendance", "there-for-a-part")
_LONGEST_MARK = 4
_SERVES = grammar.pattern("attendance", "column-serves")
_SERVING = re.compile(r"tjg?\.?")
_SERVES_BEFORE = re.compile(rf"(?:[Tt]jg\.? ?)?[Ee]rs\.? +(?=[{UPPER}])")
_SERVED = 10**3
"""Stands for the column of whom somebody serves for, where the rows say it and no column does."""


class Row(NamedTuple):
    """A row: the role its list gives, the words that head the list, and its line; none where only a list begins."""

    name: str
    label: Flow
    line: Line | None


def cells_of(line: Line, text: str) -> list[roster_heads.Cell]:
    """Part a line into cells where it is one stretch of the source; none where it was put together."""
    if line.text.startswith("|"):
        return rosters.cells(line.text, 0)
    span = line.flow.span()
    begin = text.rfind("\n", 0, span.begin) + 1
    raw = text[span.begin : span.end]
    if "\n" in raw:
        return []
    # The row's own left edge counts: what stands left of it on the page belongs to the columns too.
    return [
        cell._replace(begin=cell.begin + span.begin - begin, end=cell.end + span.begin - begin)
        if "\t" not in raw
        else cell
        for cell in rosters.cells(raw, span.begin)
    ]


def read(lines: Sequence[Line], text: str) -> rosters.Table | None:
    """Read the table that the first of these lines heads, or nothing."""
    first = lines[0]
    if len(first.flow.starts) < 2 and "|" not in first.text and not roster_heads.may_head([first.text]):
        return None
    if not roster_heads.may_head([cell.text for cell in cells_of(first, text)]):
        return None
    rows = []
    for line in lines:
        if not (cells := cells_of(line, text)):
            break
        rows.append(cells)
    return rosters.read(rows)


def told(
    table: rosters.Table, lines: Sequence[Line], text: str, *, here: str, role_of: Callable[[str], str]
) -> Iterator[Row]:
    """Give the rows of those who were there, column of names by column of names.

    `here` is the role of the list that is open above; `role_of` gives that of a heading's words, or nothing. Where a
    column of presence has no mark at all, the marks were lost: nobody is there.
    """
    rows = [(line, cells_of(line, text)) for line in lines[table.heads : table.end]]
    for name, columns in table.segments():
        base = role_of(table.columns[name].head) or here
        label = lines[0].flow
        kinds = {at: table.columns[at].kind for at in table.beside(name)}
        yield Row(base, label, None)
        lines_of = {id(cells): line for line, cells in rows}
        placed = [(lines_of[id(cells)], cells, row) for cells, row in table.rows([cells for _, cells in rows])]
        away = table.are_away(name)
        marks = [columns[kind] for kind in ("present", "absent") if kind in columns]
        lost = bool(marks) and not any(row and name in row and not row.keys().isdisjoint(marks) for _, _, row in placed)
        lost = lost or "lost" in columns
        role = base
        above: dict[int, roster_heads.Cell] = {}
        for line, cells, row in placed:
            if len(cells) == 1 and (listed := role_of(cells[0].text)):
                role = listed
                yield Row(role, _flow(line, cells[0]), None)
                continue
            if row is None or name not in row or lost:
                continue
            # A column that says who served says it of substitutes too, whatever stands in the margin.
            entry, substitute = (row, False) if "serves" in columns else _margin(row, columns)
            if not substitute:
                above = entry
            elif roster_marks.is_there(entry, columns):
                # Whoever stands in the margin as a substitute and voted served: for the one above, where that is said.
                served = _served(entry, above, columns)
                listed = "serving-substitute" if served or _votes(entry, table) else "substitute"
                flow = _row(line, entry | served, columns | {"served": _SERVED}, {**kinds, _SERVED: "served"})
                if flow is not None:
                    yield Row(listed, label, replace(line, flow=flow))
                above = {}
                continue
            if (flow := _row(line, entry, columns, kinds, away=away)) is not None:
                yield Row(_role(entry, columns, role, votes=_votes(entry, table)), label, replace(line, flow=flow))


def _margin(row: dict[int, roster_heads.Cell], columns: dict[str, int]) -> tuple[dict[int, roster_heads.Cell], bool]:
    """Say whether a row is a substitute's by the margin (`ers` beside the name, or in front of it); leave that out."""
    side = row.get(columns.get("role", -1))
    if side is not None and side.begin < row[columns["name"]].begin and _SERVES.fullmatch(roster_heads.fold(side.text)):
        return {at: cell for at, cell in row.items() if cell is not side}, True
    cell = row[columns["name"]]
    if (match := _SERVES_BEFORE.match(cell.text)) is None:
        return row, False
    cut = cell._replace(begin=cell.begin + match.end(), at=cell.at + match.end(), text=cell.text[match.end() :])
    return row | {columns["name"]: cut}, True


def _votes(row: dict[int, roster_heads.Cell], table: rosters.Table) -> bool:
    return any(table.columns[at].kind == "vote" and roster_marks.state(cell.text) == "here" for at, cell in row.items())


def _served(
    row: dict[int, roster_heads.Cell], above: dict[int, roster_heads.Cell], columns: dict[str, int]
) -> dict[int, roster_heads.Cell]:
    """Give the name right above as the one served for: of the same party, and not there, or for other paragraphs."""
    name, party, present = (columns.get(kind, -1) for kind in ("name", "party", "present"))
    if name not in above or party not in row or party not in above or row[party].text != above[party].text:
        return {}
    limited = all(present in both and "§" in both[present].text for both in (above, row))
    return {} if roster_marks.is_there(above, columns) and not limited else {_SERVED: above[name]}


def _role(row: dict[int, roster_heads.Cell], columns: dict[str, int], role: str, *, votes: bool) -> str:
    """Give the role of a row: a mark in the list of substitutes, or a vote, says that this one serves."""
    marks = [(kind, row[columns[kind]].text) for kind in ("present", "serves") if columns.get(kind, -1) in row]
    serves = votes or any(
        roster_marks.serves(text) or (kind == "serves" and roster_marks.state(text) == "here") for kind, text in marks
    )
    return "serving-substitute" if serves and (role in SUBSTITUTES or _says_substitute(row, columns)) else role


def _says_substitute(row: dict[int, roster_heads.Cell], columns: dict[str, int]) -> bool:
    """Whether a row calls somebody a substitute in a column of roles."""
    cell = row.get(columns.get("role", -1))
    return cell is not None and roster_entry.role_of(cell.text) == "substitute"


def _row(
    line: Line, row: dict[int, roster_heads.Cell], columns: dict[str, int], kinds: dict[int, str], *, away: bool = False
) -> Flow | None:
    """Put the cells of a row together as an entry is written elsewhere; nothing where nobody was there."""
    # Where no column says who was present, `Nej` in the one that says who served means of a substitute only that.
    there = not away and (
        roster_marks.is_there(row, columns) or ("present" not in columns and _says_substitute(row, columns))
    )
    parts, of_substitute = roster_marks.parts_beside(kinds, columns.get("serving"))
    there = there and not roster_marks.is_away_throughout(row, parts)
    serving = row.get(columns.get("serving", -1))
    named = serving is not None and bool(agents.people(_flow(line, serving)))
    named = named and not roster_marks.is_away_throughout(row, of_substitute)
    if not there and not named:
        return None
    # Where nothing marks presence, whoever has a substitute beside the name was not there.
    there = there and (bool(parts) or not (named and not {"present", "absent", "serves"}.intersection(columns)))
    pieces: list[tuple[str, Flow]] = []
    for at, column in kinds.items():
        kind, cell = column, row.get(at)
        if cell is None:
            continue
        if kind == "serving" and not named and "§" in cell.text:
            kind = "aside"  # beside those who are there stands what limits it
        if kind in {"vote", "serves", "idle", "part", "reserved"} or (kind == "serving" and not named):
            continue
        said = kind == "aside" and _SERVING.fullmatch(roster_heads.fold(cell.text)) is not None
        if kind in {"present", "absent", "aside"} and len(cell.text) <= _LONGEST_MARK and not said:
            continue
        if kind in {"present", "absent"} and roster_marks.state(cell.text) == "away":
            continue
        if kind == "party" and not _PARTY.fullmatch(cell.text):
            kind = "aside"
        flow = _flow(line, cell)
        if kind == "served" and not agents.people(flow) and not _VACANT.search(flow.text):
            kind = "aside"
        if kind == "name" and (number := _NUMBERED.match(flow.text)):
            flow = flow.cut(number.end())
        if kind == "name" and away and (limit := _LIMITED.search(flow.text)) and not _THERE.search(flow.text):
            flow = flow.cut(0, limit.start())  # what limits an absence
        pieces.append((kind, flow))
    if [kind for kind, _ in pieces[:2]] == ["party", "name"]:
        pieces[:2] = [("name", _behind_name(pieces[1][1], pieces[0][1]))]
    whole = pieces[0][1]
    for (before, _), (kind, flow) in pairwise(pieces):
        whole = join([whole, flow], _between(before, kind, there=there))
    return whole


def _behind_name(name: Flow, party: Flow) -> Flow:
    """Put a party that has the column left of the names behind the name, in front of what else its cell says."""
    end = name.text.find(",")
    named = join([name.cut(0, end) if end > 0 else name, party], " | ")
    return join([named, name.cut(end)], "") if end > 0 else named


def _between(before: str, kind: str, *, there: bool) -> str:
    if kind == "party":
        return " | "
    if kind == "absent":
        return ", ej "  # what the column's heading says of the paragraphs in it
    if kind == "name":
        return " " if before == "party" else " | "
    if kind == "served":
        return " ersätter " if before in {"name", "party"} else ", ersätter "
    if kind == "serving":
        return ", närvarande, i vars ställe " if there else ", i vars ställe "
    return ", "


def _flow(line: Line, cell: roster_heads.Cell) -> Flow:
    if cell.more:
        return join([_flow(line, cell._replace(more=())), *(flow_of(one.text, one.at) for one in cell.more)])
    if line.text.startswith("|"):
        return line.flow.cut(cell.at, cell.at + len(cell.text))
    return flow_of(cell.text, cell.at)
