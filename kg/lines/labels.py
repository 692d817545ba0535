"""What a cell is: the label of a list of people, the heading of a section, a name, a margin, a limit."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.language import grammar, roster_labels
from kg.letters import LOWER, UPPER
from kg.lines import roster_margin
from kg.lines.cells import SLACK, fold
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.lines.cells import Cell

NAME = re.compile(
    rf"[{UPPER}][\w'’´.-]*(?: (?:[{LOWER}]{{1,3}} )?[{UPPER}][\w'’´.-]*){{1,4}}"
    r"(?P<party>,? \([A-ZÅÄÖa-zåäö-]{1,6}\).{0,60})?"
)
_NO_MEMBERS = frozenset({"official", "beside", "presenter", "union", "guest", "absent", "adjuster"})
"""Lists of no members or substitutes: below these, their labels begin what is read next."""
TITLES = frozenset(
    {"chair", "secretary", "member", "substitute", "serving-substitute", "union", "auditor", "guest", "presenter"}
)
"""Lists whose labels are titles too: `Bo Ek    Sekreterare`, `Eva Ås (S)    Ledamot`."""
MARGIN = re.compile(r"\(?(?:[A-ZÅÄÖ]{1,5}|[a-zåäö]{1,3})\)?|[-–]|\d{1,2}[.)]?")
"""A party, or the number of a seat, in the margin of a list: left of the names, where labels stand."""
TITLED_NAME = re.compile(
    rf"[{UPPER}][\w'’´.-]*(?: (?:[{LOWER}]{{1,3}} )?[{UPPER}][\w'’´.-]*){{1,4}}(?:,? [([].{{1,8}}[)\]])?,?"
)
_NAMED = 2
_MARKED = grammar.pattern("attendance", "marked-name")
LIMIT = grammar.pattern("roster", "limit")
"""What limits a presence, in a column of its own."""


def is_label(cell: Cell) -> bool:
    """Whether a cell is the label of a list of people, or of a field of the head."""
    return cell.text[0].isupper() and roster_labels.kind(cell.text) is not None


def heads_below(label: Cell, below: Sequence[Cell]) -> bool:
    """Whether the label of a list with nothing beside it has a name right below, with what is said of it beside."""
    if len(below) < _NAMED or abs(below[0].column - label.column) > SLACK or is_label(below[0]):
        return False
    headed = (roster_labels.kind(label.text) or ("",))[0] == "list"
    return headed and label.text[0].isupper() and roster_margin.NAME.fullmatch(below[0].text) is not None


def heads_no_members(cell: Cell) -> bool:
    """Whether a cell is the label of a field, or of a list that holds no members and no substitutes."""
    kind, name = roster_labels.kind(cell.text) or ("", "")
    return kind == "field" or name in _NO_MEMBERS


def heads_no_list(cell: Cell) -> bool:
    """Whether a cell only says what stands right of it: `Underskrifter`, beside `Ordförande` and `Sekreterare`."""
    return roster_labels.kind(cell.text) == ("field", "stop")


@cache
def _list_headings() -> frozenset[str]:
    """Give the headings of the lists that stand side by side below a paragraph (§): its documents, who is told."""
    headings = phrases("headings", "section")
    return frozenset(words.rstrip(":") for kind in ("documents", "notified") for words in headings[kind])


@cache
def _section_headings() -> frozenset[str]:
    return frozenset(words for listed in phrases("headings", "section").values() for words in listed)


def opens_section(cell: Cell) -> bool:
    """Whether a cell is the heading of a section of a paragraph (§), or begins an att-sats."""
    return heads_section(cell.text) or cell.text.startswith("att ")


def heads_section(text: str) -> bool:
    """Whether a text is the heading of a section of a paragraph (§)."""
    return text[0].isupper() and fold(text) in _section_headings()


def heads_list(cell: Cell) -> bool:
    """Whether a cell heads a list that stands beside another one below a paragraph (§)."""
    return cell.text[0].isupper() and fold(cell.text) in _list_headings()


def behind_mark(cell: Cell) -> Cell:
    """Give a cell the place of the name in it where a mark of presence hangs in front: `- Ek Anna`, `x Ås Bo`."""
    mark = _MARKED.match(cell.text)
    return cell._replace(column=cell.column + mark.end()) if mark else cell


def parted_at(row: list[Cell], edge: int) -> list[Cell]:
    """Part the second line of a label from the value that stands one space behind it, where the values begin."""
    first = row[0]
    at = edge - first.column
    value_inside = first.text[0].islower() and 0 < at < len(first.text) and first.text[at - 1] == " "
    if not value_inside or _MARKED.match(first.text):
        return row
    value = first._replace(column=edge, begin=first.begin + at, text=first.text[at:])
    return [first._replace(text=first.text[: at - 1]), value, *row[1:]]


def goes_on(label: Sequence[Cell], cell: Cell) -> bool:
    """Whether a cell under a label is its second half."""
    joined = roster_labels.fold(" ".join(part.text for part in (*label, cell)))
    return label[-1].row == cell.row - 1 and (
        joined in roster_labels.listed() or (cell.text[0].islower() and not _MARKED.match(cell.text))
    )
