"""What the cells of a table of those present say: who was there, who was not, which substitute serves."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.language import grammar
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.lines.roster_heads import Cell

_PART = grammar.pattern("roster", "cell-part")
_AWAY = grammar.pattern("roster", "cell-away")
_COLUMN_PART = grammar.pattern("roster", "column-part")
_ABSENT_PART = grammar.pattern("roster", "cell-absent-part")
_LONGEST = 4
"""A mark has no more characters than this."""


def is_of_a_part(head: str, texts: Sequence[str]) -> bool:
    """Whether a column holds marks of who was there for one part of the meeting: `15/6`, `Dag 2`."""
    marks = [state(text) for text in texts]
    return heads_part(head) and all(marks) and "here" in marks


def is_away_throughout(row: dict[int, Cell], parts: Sequence[int]) -> bool:
    """Whether a row has nobody there in any of the parts of the meeting that have these columns."""
    return bool(parts) and not any(at in row and state(row[at].text) == "here" for at in parts)


def parts_beside(kinds: dict[int, str], serving: int | None) -> tuple[list[int], list[int]]:
    """Give the columns of parts of the meeting that are of the name of a row, and those of the substitute beside it."""
    parts = [at for at, kind in kinds.items() if kind == "part"]
    if serving is None:
        return parts, []
    return [at for at in parts if at < serving], [at for at in parts if at > serving]


def heads_part(head: str) -> bool:
    """Whether a heading is of a part of the meeting: `15/6`, `Dag 2`."""
    return _COLUMN_PART.fullmatch(head) is not None


def without_heading(rows: Sequence[Sequence[Cell]], begin: int) -> tuple[str, list[Cell]]:
    """Give what columns of marks hold that have no heading, right of a place, and the widest cell of each.

    Several of them that say of each row whether somebody was there are the days of the meeting, or its parts, as are
    those of which one row has two: nobody votes twice. One that does so is that of those present.
    """
    marks = [
        [cell for cell in row if cell.begin >= begin and len(cell.text) <= _LONGEST and state(cell.text)]
        for row in rows
    ]
    rows_of = [cells for cells in marks if cells]
    places: dict[int, list[Cell]] = {}
    for cell in (cell for cells in rows_of for cell in cells):
        near = next((place for place in places if abs(place - cell.begin) <= 1), cell.begin)
        places.setdefault(near, []).append(cell)
    columns = [cells for cells in places.values() if len(cells) > 1]
    widest = sorted(max(cells, key=lambda cell: cell.end) for cells in columns)
    said = [[state(cell.text) for cell in cells] for cells in rows_of]
    told = all(len(states) == len(columns) for states in said) and any("away" in states for states in said)
    if len(columns) > 1 and (told or any(states.count("here") > 1 for states in said)):
        return "part", widest
    return ("present" if told and columns else "aside"), widest


def is_limited(row: dict[int, Cell], columns: dict[str, int], serving: int) -> bool:
    """Whether a row says for which paragraphs one was there, and the substitute beside: `Ja, ej § 72 | Bo Ek § 72`."""
    present = row.get(columns.get("present", -1))
    return present is not None and "§" in present.text and "§" in row[serving].text


def is_there(row: dict[int, Cell], columns: dict[str, int]) -> bool:
    """Whether the marks of a row say that somebody was there; true where no column says it."""
    if "present" in columns:
        cell = row.get(columns["present"])
        return cell is not None and state(cell.text) == "here"
    if "serves" in columns and "idle" in columns:
        return any(at in row and state(row[at].text) == "here" for at in (columns["serves"], columns["idle"]))
    if "serves" in columns and "absent" not in columns:
        cell = row.get(columns["serves"])
        return cell is None or state(cell.text) != "away"
    cell = row.get(columns["absent"]) if "absent" in columns else None
    return cell is None or state(cell.text) == "away" or is_part(cell.text)


def is_part(text: str) -> bool:
    """Whether a cell of absence has paragraphs and no mark: who was away for some was there for the others."""
    folded = text.casefold().strip(" .()")
    return _ABSENT_PART.fullmatch(folded) is not None and folded not in _marks()["here"]


def serves(text: str) -> bool:
    """Whether a mark says that a substitute serves."""
    return text.casefold().strip(" :.…|*").partition(" / ")[0].partition(" §")[0].strip(" .") in _marks()["serves"]


@cache
def _marks() -> dict[str, frozenset[str]]:
    return {kind: frozenset(words) for kind, words in phrases("roster", "mark").items()}


def state(text: str) -> str:
    """Say what a cell in a column of presence says: `here`, `away`, or nothing where it is neither."""
    folded, marks = text.casefold().strip(" .()"), _marks()
    if folded in marks["here"] or folded in marks["serves"] or "§" in text:
        return "here"
    if not folded or folded in marks["away"] or _AWAY.search(folded):
        return "away"
    return "here" if _PART.search(text) else ""
