"""What the cells of a table of those present say: who was there, who was not, which substitute serves."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.language import grammar
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.lines.rosters import Cell

_PART = grammar.pattern("roster", "cell-part")
_AWAY = grammar.pattern("roster", "cell-away")
_COLUMN_PART = grammar.pattern("roster", "column-part")
_ABSENT_PART = grammar.pattern("roster", "cell-absent-part")


def is_of_a_part(head: str, texts: Sequence[str]) -> bool:
    """Whether a column holds marks of who was there for one part of the meeting: `15/6`, `Dag 2`."""
    marks = [state(text) for text in texts]
    return _COLUMN_PART.fullmatch(head) is not None and all(marks) and "here" in marks


def is_away_throughout(row: dict[int, Cell], kinds: dict[int, str]) -> bool:
    """Whether a row has nobody there in any of the parts of the meeting that have columns of their own."""
    parts = [at for at, kind in kinds.items() if kind == "part"]
    return bool(parts) and not any(at in row and state(row[at].text) == "here" for at in parts)


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
    return text.casefold().strip(" :.…|*").partition(" / ")[0].strip(" .") in _marks()["serves"]


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
