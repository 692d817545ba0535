"""Tables of those present (`Ledamöter | Parti | Närv. | Tjänstgörande ersättare`): what each of their columns says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.language import agents, grammar, roster_labels
from kg.lines import roster_marks
from kg.lines.roster_heads import (
    BAR,
    Cell,
    are_grouped,
    called,
    fold,
    heads_absent,
    heads_list,
    is_heading_word,
    is_of_two,
    joined,
    may_head,
    options_below,
    parted,
)
from kg.lines.roster_margin import NAME, parties_in_front

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CELL = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_SLACK = 1
"""How many characters the cells of one column may begin apart."""
_REACH, _NEARER = 8, 2
"""How far from its heading a cell may stand that is not below it, and how much nearer to it than to any other."""
_ASIDE = 60
"""A line in a table that has no cells is not longer, in characters: a party, a role."""
_LEAST = 3
"""So many parties below each other make a column that has no heading."""
_SHORT = 4
"""A mark has no more characters than this."""
_SIDE = grammar.pattern("roster", "side")
"""A role in the margin of a list, left of the names and under no heading."""
_PARAGRAPH = re.compile(r"(?:[A-ZÅÄÖ]\w{1,5} )?(?:§ ?\d+ ?(?:$| +[A-ZÅÄÖ])|\d{1,4} ?§)")
_PARTY_OF = re.compile(r"[(\[]([A-ZÅÄÖa-zåäö]{1,6})[)\]]")
_LIMITS = [grammar.pattern("attendance", part) for part in ("paragraphs", "clock")]
_SERVES = grammar.pattern("attendance", "serves-word")
_ABSENT_WHOLE = grammar.pattern("roster", "cell-absent-whole")
SAYS_MORE = frozenset({"party", "role", "present", "absent", "serves", "served", "serving", "lost", "part"})
"""What a column besides the names must say that makes lines a table of those present."""


class Column(NamedTuple):
    """A column: what it says, where its heading stands, and the heading's words (none where it has no heading)."""

    kind: str
    begin: int
    end: int
    head: str
    at: int = 0


class Table(NamedTuple):
    """A table: its columns, how many rows head it, and how many it has in all."""

    columns: tuple[Column, ...]
    heads: int
    end: int

    def placed(self, row: Sequence[Cell]) -> dict[int, Cell] | None:
        """Give the cells of a row by column; None where one stands under none, or two under the same."""
        found: dict[int, Cell] = {}
        for cell in row:
            at = _under(cell, self.columns)
            if at is None and len(cell.text) <= _SHORT and cell.begin > self.columns[-1].end:
                continue  # a mark right of all that has a heading we know says nothing of presence
            if at is None or at in found:
                return None
            found[at] = cell
        return found

    def segments(self) -> Iterator[tuple[int, dict[str, int]]]:
        """Give each column of names with the columns that speak of them, by what they say."""
        starts = [at for at, column in enumerate(self.columns) if column.kind == "name"]
        for start in starts:
            yield start, {self.columns[at].kind: at for at in reversed(self.beside(start))}

    def rows(self, rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[Sequence[Cell], dict[int, Cell] | None]]:
        """Give rows with their cells by column; a row that only goes on with what stands above it joins that one."""
        names = {at for at, column in enumerate(self.columns) if column.kind == "name"}
        found: list[tuple[Sequence[Cell], dict[int, Cell] | None]] = []
        for row in rows:
            here = self.placed(row)
            above = found[-1][1] if found else None
            if here and above and here.keys() <= above.keys() and names & here.keys() and all(map(_goes_on, row)):
                joined = {at: above[at]._replace(more=(*above[at].more, cell)) for at, cell in here.items()}
                found[-1] = (found[-1][0], above | joined)
            else:
                found.append((row, here))
        yield from found

    def are_away(self, name: int) -> bool:
        """Whether a column of names is headed as that of those who are not there."""
        return heads_absent(self.columns[name].head)

    def beside(self, name: int) -> range:
        """Give the columns that belong to one of names: its own, and those up to the next."""
        starts = [at for at, column in enumerate(self.columns) if column.kind == "name"]
        after = next((at for at in starts if at > name), len(self.columns))
        return range(0 if name == starts[0] else self._from(name), self._from(after))

    def _from(self, name: int) -> int:
        """Give where the columns of names begin: parties without a heading stand left of theirs."""
        return name - 1 if self.columns[name - 1][::3] == ("party", "") and name < len(self.columns) else name


def _goes_on(cell: Cell) -> bool:
    """Whether a cell is the rest of the one above it: it begins small, with a bracket or with paragraphs."""
    return len(cell.text) > _SHORT and (cell.text[0].islower() or cell.text[0] in "(§")


def cells(raw: str, at: int) -> list[Cell]:
    """Part a line of the source that begins at `at` into cells: at its bars, at its tabs, else at runs of spaces."""
    if raw.lstrip().startswith("|") or "\t" in raw:
        found: list[Cell] = []
        sign = "|" if raw.lstrip().startswith("|") else "\t"
        begin = raw.index("|") + 1 if sign == "|" else 0
        for place, part in enumerate(raw[begin:].split(sign)):
            text = part.strip(" \t*_\r\n")
            if text:
                inside = begin + part.index(text)
                found.append(Cell(place * BAR, place * BAR + BAR // 2, at + inside, text))
            begin += len(part) + 1
        return found
    return [Cell(match.start(), match.end(), at + match.start(), match[0]) for match in _CELL.finditer(raw)]


def read(rows: Sequence[Sequence[Cell]]) -> Table | None:
    """Read the table that the first of these rows heads, or nothing where it heads none."""
    if not rows or not may_head([cell.text for cell in rows[0]]):
        return None
    heads, used = [head for cell in rows[0] for head in parted(cell)], 1
    if len(rows) > 1 and are_grouped(rows[0], rows[1]):
        return _table([head for cell in rows[1] for head in parted(cell)], rows, 2)
    if len(rows) > 1 and (options := options_below(heads, rows[1])):
        return _table(options, rows, 2)
    if len(rows) > 1 and (both := joined(heads, rows[1])):
        heads, used = both, 2
    return _table(heads, rows, used)


def _table(heads: Sequence[Cell], rows: Sequence[Sequence[Cell]], used: int) -> Table | None:
    columns = [Column("", cell.begin, cell.end, cell.text, cell.at) for cell in heads]
    for at, (party, name) in reversed(parties_in_front(heads, rows[used:]).items()):
        columns[at : at + 1] = [Column("party", party.begin, party.end, ""), columns[at]._replace(begin=name.begin)]
    columns[1:1] = _party_between(columns, rows[used:])
    left = [row[0] for row in rows[used : used + 8] if row and row[0].end < heads[0].begin and NAME.match(row[0].text)]
    if len(left) > 1:
        columns.insert(0, Column("name", min(cell.begin for cell in left), max(cell.end for cell in left), ""))
    elif side := [
        row[0] for row in rows[used:] if len(row) > 1 and row[0].end < heads[0].begin and _SIDE.fullmatch(row[0].text)
    ]:
        columns.insert(0, Column("role", min(cell.begin for cell in side), max(cell.end for cell in side), ""))
    columns += _without_heading(columns, rows[used : _end(columns, rows, used)])
    if len(columns) == 1:
        return None
    end = _end(columns, rows, used)
    table = Table(tuple(columns), used, end)
    below: list[list[str]] = [[] for _ in columns]
    placed = [row for row in map(table.placed, rows[used:end]) if row is not None]
    for row in placed:
        for at, cell in row.items():
            below[at].append(cell.text)
    kinds = _kinds(columns, below, placed)
    if not SAYS_MORE.intersection(kinds) or "name" not in kinds:
        return None
    if not any(
        NAME.fullmatch(text) for kind, texts in zip(kinds, below, strict=True) if kind == "name" for text in texts
    ):
        return None
    return table._replace(columns=tuple(c._replace(kind=kind) for c, kind in zip(columns, kinds, strict=True)))


def _party_between(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[Column]:
    """Give the column of parties that has no heading, right of the names: `LEDAMÖTER     Närvaro` over `Ek   S   x`."""
    if len(columns) < 2 or any(fold(column.head) in called()["party"] for column in columns):
        return []
    named = [row for row in rows if len(row) > 1 and abs(row[0].begin - columns[0].begin) <= _SLACK]
    second = [row[1] for row in named if NAME.match(row[0].text)]
    if any(row[2].begin < columns[1].begin - _SLACK for row in named if len(row) > 2):
        return []  # marks that have no heading either
    cells = [cell for cell in second if cell.end < columns[1].begin and cell.text.upper() in agents.parties()]
    begins = [cell.begin for cell in cells]
    if len(cells) < _LEAST or 2 * len(cells) <= len(second) or max(begins) - min(begins) > _SLACK:
        return []
    return [Column("party", min(begins), max(cell.end for cell in cells), "")]


def _without_heading(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Iterator[Column]:
    """Give the columns right of all that have a heading: of what limits a presence, who is served for, or marks."""
    right = [row[-1] for row in rows if row and row[-1].begin > columns[-1].end]
    beyond = [cell for cell in right if any(said.search(cell.text) for said in (*_LIMITS, _SERVES))]
    if beyond and len({cell.begin for cell in beyond}) == 1:
        yield Column("aside", beyond[0].begin, max(cell.end for cell in beyond), "")
    kind, marks = roster_marks.without_heading(rows, columns[-1].end + 1)
    told = called()["present"] | called()["absent"]
    kind = "aside" if any(fold(column.head) in told for column in columns) else kind
    yield from (Column(kind, cell.begin, cell.end, "") for cell in marks)


def _end(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], used: int) -> int:
    """Give how many rows belong to the table: up to a label with its value, a paragraph, a sentence."""
    end = used
    roles_first = fold(columns[0].head) in called()["role"]
    for at in range(used, len(rows)):
        row = rows[at]
        first = row[0]
        label = fold(first.text.partition(":")[0])
        beside = columns[0].kind == "role" and first.end <= columns[0].end and _SIDE.fullmatch(first.text)
        valued = (len(row) > 1 and not roles_first) or (":" in first.text and not first.text.rstrip().endswith(":"))
        if _PARAGRAPH.match(first.text) or (roster_labels.kind(label) is not None and valued and not beside):
            break
        if len(row) > 1 and _heads_another(columns, row):
            break
        if len(row) == 1 and roster_labels.kind(first.text) is not None and fold(first.text) not in called()["aside"]:
            after = rows[at + 1] if at + 1 < len(rows) else []
            if len(after) < 2 or abs(after[0].begin - columns[0].begin) > _SLACK or not heads_list(first.text):
                break
        elif len(row) == 1 and (len(first.text) > _ASIDE or first.text.endswith((".", ":")) or _is_labelled(first)):
            break
        end = at + 1
    return end


def _heads_another(columns: Sequence[Column], row: Sequence[Cell]) -> bool:
    """Whether a row heads a table of its own, whose columns are others: `Namn | Parti | Ersätter`."""
    heads = [cell.text for cell in row]
    return all(map(is_heading_word, heads)) and may_head(heads) and heads != [column.head for column in columns]


def _is_labelled(cell: Cell) -> bool:
    """Whether a line is a label with its value behind a colon: `Övriga: Eva Ås, chef`."""
    label, colon, value = cell.text.partition(":")
    return bool(colon and value) and roster_labels.kind(label) is not None


def _under(cell: Cell, columns: Sequence[Column]) -> int | None:
    """Give the column that a cell stands in."""
    for at, column in enumerate(columns):
        if abs(cell.begin - column.begin) <= _SLACK:
            return at
    overlaps = [min(cell.end, column.end) - max(cell.begin, column.begin) for column in columns]
    best = max(range(len(columns)), key=overlaps.__getitem__)
    if overlaps[best] > 0:
        return best
    rest = [value for at, value in enumerate(overlaps) if at != best]
    if -overlaps[best] <= _REACH and all(overlaps[best] - value >= _NEARER for value in rest):
        return best
    return None


def _kinds(columns: Sequence[Column], below: Sequence[Sequence[str]], rows: Sequence[dict[int, Cell]]) -> list[str]:
    """Say what each column holds, by its heading and by what stands below it."""
    words = called()
    found: list[str] = []
    # `Förhindrad ledamot` beside `Inkallad ersättare`: the names in the first are not there.
    away = heads_absent(columns[0].head) and any(NAME.fullmatch(text) for text in below[0])
    for at, column in enumerate(columns):
        head, texts = fold(column.head), below[at]
        marks = all(len(text) <= _SHORT or (roster_marks.state(text) and not NAME.fullmatch(text)) for text in texts)
        said = next((kind for kind in ("party", "role", "served", "vote") if head in words[kind]), "aside")
        if column.kind or head in words["name"]:
            said = column.kind or "name"
        elif found and head in words["idle"] and marks:
            said = "idle"
        elif found and head in words["present"] and (marks or not heads_list(head)):
            said = "present"
        elif (
            found
            and head in words["absent"]
            and (
                marks
                or all(
                    len(x) <= _SHORT or roster_marks.is_part(x) or _ABSENT_WHOLE.fullmatch(x.casefold()) for x in texts
                )
            )
        ):
            said = "absent"
        elif found and roster_marks.is_of_a_part(head, texts):
            said = "part"
        elif found and is_of_two(column.head):
            said = "lost"
        elif found and head in words["serves"] and marks and texts:
            said = "serves"
        elif (
            found
            and head in words["serving"]
            and (away or _is_beside_absentees(at, found, rows) or _is_beside_some(at, found, rows))
        ):
            said = "serving"
        elif (away and not at) or (heads_list(head) and (not texts or any(map(NAME.fullmatch, texts)))):
            said = "name"
        found.append(said)
    return found


def _is_beside_absentees(at: int, before: Sequence[str], rows: Sequence[dict[int, Cell]]) -> bool:
    """Whether a column of substitutes has somebody only in the rows of those who are not there."""
    if "name" not in before:
        return False
    name = len(before) - 1 - before[::-1].index("name")
    columns = {kind: k for k, kind in enumerate(before) if k > name}
    if not {"present", "absent"}.intersection(columns):
        return False
    filled = [row for row in rows if at in row]
    named = (row for row in filled if NAME.fullmatch(row[at].text) and columns.get("absent", -1) not in row)
    whole = (row for row in named if not roster_marks.is_limited(row, columns, at))
    return bool(filled) and not any(roster_marks.is_there(row, columns) for row in whole)


def _is_beside_some(at: int, before: Sequence[str], rows: Sequence[dict[int, Cell]]) -> bool:
    """Whether a column of names stands beside some rows, and not from the first to one: no list.

    Who has a name there was not present: `Anna Ek | S | Bo Ås` below `Ledamöter | Parti | Tjänstgörande ersättare`.
    Where parties stand with the names, both of each pair have the same.
    """
    if "name" not in before or {"present", "absent"}.intersection(before):
        return False
    name = before.index("name")
    listed = [row for row in rows if name in row and NAME.fullmatch(row[name].text)]
    filled = [at in row for row in listed]
    named = all(NAME.fullmatch(row[at].text) for row in rows if at in row)
    if "party" not in before:
        pairs = [[_PARTY_OF.findall(row[place].text)[:1] for place in (name, at)] for row in listed if at in row]
        named = named and all(one and one == other for one, other in pairs)
    return named and sum(filled) < len(filled) and filled != sorted(filled, reverse=True)
