"""What heads the columns of a table of those present: single headings, two rows of them, the options of a vote."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.language import grammar, roster_labels
from kg.lines import roster_marks
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BAR = 100
"""Columns of a table of bars are so far apart that nothing stands between two of them."""
_REACH = 8
"""How far left of the heading of its group a column may begin, in characters."""
_VOTED_ON = grammar.pattern("vote", "voted-on")
"""What stands over the columns of one vote, in a list of those present with their votes."""
_GROUP = grammar.pattern("vote", "column-group")
"""A heading over several columns of a vote."""


class Cell(NamedTuple):
    """A cell: where its row has it, in characters, where it stands in the source, and its text."""

    begin: int
    end: int
    at: int
    text: str
    more: tuple[Cell, ...] = ()
    """What stands below it and goes on: `Bo Ek (S),` over `till kl. 10.40`."""


@cache
def called() -> dict[str, frozenset[str]]:
    """Give what columns are called, folded, by what they hold."""
    return {kind: frozenset(words) for kind, words in phrases("roster", "column").items()}


def fold(text: str) -> str:
    """Give words as the lexicon has them; of two things that a column holds (`Ersätter / anm.`) the first."""
    folded = text.casefold().strip(" :.…|*")
    return folded.partition(" / ")[0].strip(" .")


def heads_names(text: str) -> bool:
    """Whether words head a column of names: of a table of those present, or of their votes."""
    return heads_list(text) or fold(text) in called()["name"]


def heads_list(text: str) -> bool:
    """Whether words label a list of the elected, and may head a column of names."""
    return (roster_labels.kind(text) or ("", ""))[1] in roster_labels.OF_ELECTED


def heads_absent(text: str) -> bool:
    """Whether words label a list of those who are not there."""
    return roster_labels.kind(text) == ("list", "absent")


def is_heading_word(text: str) -> bool:
    """Whether words head a column of a table of those present."""
    folded = fold(text)
    return heads_list(text) or heads_absent(text) or any(folded in words for words in called().values())


def may_head(row: Sequence[str]) -> bool:
    """Whether the cells of a row are words that head the columns of a table of those present."""
    besides = (text for text in row if _VOTED_ON.fullmatch(text) is None and not roster_marks.heads_part(text))
    row = [word for text in besides for word in _headings_in(text)]
    known = [is_heading_word(text) for text in row]
    if len(row) == 1:
        words = called()
        return fold(row[0]) in words["served"] | words["present"]
    return sum(known) >= max(2, len(row) - 2)


def _headings_in(text: str) -> list[str]:
    """Part headings that stand one space apart: `Parti Närv.`; what is one heading stays whole."""
    words = text.split(" ")
    whole = len(words) < 2 or is_heading_word(text) or not all(map(is_heading_word, words))
    return [text] if whole else words


def is_of_two(head: str) -> bool:
    """Whether a heading is of two columns that a converter made one, `| Närv Frånv |`: its marks may be of either."""
    words = {fold(word) for word in head.split(" ")}
    return bool(words & called()["absent"]) and bool(words & called()["present"] - called()["absent"])


def parted(cell: Cell) -> Iterator[Cell]:
    """Part a cell of several headings that stand one space apart."""
    words = _headings_in(cell.text)
    if is_of_two(cell.text) and cell.end - cell.begin == BAR // 2:
        yield cell
        return
    for word in words:
        at = cell.text.index(word)
        yield Cell(cell.begin + at, cell.begin + at + len(word), cell.at + at, word)


def are_grouped(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether headings are of groups of columns, none of names: `Närvaro | § 14` over `Tjg | Ej tjg | Ja | Nej`."""
    said = called()["present"] | called()["aside"]
    groups = all(fold(cell.text) in said or _VOTED_ON.fullmatch(cell.text) for cell in above)
    inside = all(cell.begin >= min(other.begin for other in above) - _REACH for cell in below[-len(above) :])
    apart = any(fold(cell.text) in called()["idle"] for cell in below)
    return groups and inside and apart and len(below) > len(above) and may_head([cell.text for cell in below])


def options_below(above: Sequence[Cell], below: Sequence[Cell]) -> list[Cell]:
    """Give the headings of a list with votes beside the presence: `Namn | Närv. | § 61` over `Ja | Nej | Avst`."""
    if len(below) < 2 or not all(fold(cell.text) in called()["vote"] for cell in below):
        return []
    first = [cell for cell in above if cell.end < below[0].begin and _VOTED_ON.fullmatch(cell.text) is None]
    return [*first, *below] if len(first) > 1 else []


def joined(above: Sequence[Cell], below: Sequence[Cell]) -> list[Cell] | None:
    """Put two rows of headings together: `Tjänstgör` over `för`, `När-` over `varo`."""
    found = dict(enumerate(above))
    more: list[Cell] = []
    for cell in below:
        over = [at for at, head in enumerate(above) if head.begin <= cell.end and cell.begin <= head.end]
        head = found.get(over[0]) if len(over) == 1 else None
        above_it = head.text if head else ""
        text = above_it[:-1] + cell.text if above_it.endswith("-") else f"{above_it} {cell.text}"
        text = f"{above_it[:-1]} / {cell.text}" if above_it.endswith("/") else text
        if head is not None and is_heading_word(text):
            found[over[0]] = head._replace(text=text, end=max(head.end, cell.end))
        elif is_heading_word(cell.text) and (head is None or _GROUP.match(head.text)):
            more.append(cell)  # `Ja` and `Nej` below `§ 13`, or below nothing
        else:
            return None
    if more:
        found = {at: head for at, head in found.items() if not _GROUP.match(head.text)}
    return sorted([*found.values(), *more])
