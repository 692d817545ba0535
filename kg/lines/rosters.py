"""Tables of those present (`Ledamöter | Parti | Närv. | Tjänstgörande ersättare`): what each of their columns says."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.language import grammar, roster_labels
from kg.lines import roster_beside, roster_marks
from kg.lines.roster_margin import NAME, parties_in_front
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CELL = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_BAR = 100
"""Columns of a table of bars are so far apart that nothing stands between two of them."""
_SLACK = 1
"""How many characters the cells of one column may begin apart."""
_REACH, _NEARER = 8, 2
"""How far from its heading a cell may stand that is not below it, and how much nearer to it than to any other."""
_ASIDE = 60
"""A line in a table that has no cells is not longer, in characters: a party, a role."""
_SHORT = 4
"""A mark has no more characters than this."""
_VOTED_ON = grammar.pattern("vote", "voted-on")
"""What stands over the columns of one vote, in a list of those present with their votes."""
_SIDE = grammar.pattern("roster", "side")
"""A role in the margin of a list, left of the names and under no heading."""
_PARAGRAPH = re.compile(r"(?:[A-ZÅÄÖ]\w{1,5} )?(?:§ ?\d+ ?(?:$| +[A-ZÅÄÖ])|\d{1,4} ?§)")
_LIMITS = [grammar.pattern("attendance", part) for part in ("paragraphs", "clock")]
_GROUP = grammar.pattern("vote", "column-group")
"""A heading over several columns of a vote."""
_ABSENT_WHOLE = grammar.pattern("roster", "cell-absent-whole")
SAYS_MORE = frozenset({"party", "role", "present", "absent", "serves", "served", "serving", "lost", "part"})
"""What a column besides the names must say that makes lines a table of those present."""


class Cell(NamedTuple):
    """A cell: where its row has it, in characters, where it stands in the source, and its text."""

    begin: int
    end: int
    at: int
    text: str
    more: tuple[Cell, ...] = ()
    """What stands below it and goes on: `Bo Ek (S),` over `till kl. 10.40`."""


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
        return _heads_absent(self.columns[name].head)

    def beside(self, name: int) -> range:
        """Give the columns that belong to one of names: its own, and those up to the next."""
        starts = [at for at, column in enumerate(self.columns) if column.kind == "name"]
        after = next((at for at in starts if at > name), len(self.columns))
        return range(0 if name == starts[0] else self._from(name), self._from(after))

    def _from(self, name: int) -> int:
        """Give where the columns of names begin: parties without a heading stand left of theirs."""
        return name - 1 if self.columns[name - 1][::3] == ("party", "") and name < len(self.columns) else name


@cache
def _words() -> dict[str, frozenset[str]]:
    return {kind: frozenset(words) for kind, words in phrases("roster", "column").items()}


def fold(text: str) -> str:
    """Give words as the lexicon has them; of two things that a column holds (`Ersätter / anm.`) the first."""
    folded = text.casefold().strip(" :.…|*")
    return folded.partition(" / ")[0].strip(" .")


def heads_names(text: str) -> bool:
    """Whether words head a column of names: of a table of those present, or of their votes."""
    return _heads_names(text) or fold(text) in _words()["name"]


def _heads_names(text: str) -> bool:
    """Whether words label a list of the elected, and may head a column of names."""
    return (roster_labels.kind(text) or ("", ""))[1] in roster_labels.OF_ELECTED


def _heads_absent(text: str) -> bool:
    return roster_labels.kind(text) == ("list", "absent")


def _goes_on(cell: Cell) -> bool:
    """Whether a cell is the rest of the one above it: it begins small, with a bracket or with paragraphs."""
    return len(cell.text) > _SHORT and (cell.text[0].islower() or cell.text[0] in "(§")


def is_heading_word(text: str) -> bool:
    """Whether words head a column of a table of those present."""
    folded = fold(text)
    return _heads_names(text) or _heads_absent(text) or any(folded in words for words in _words().values())


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
                found.append(Cell(place * _BAR, place * _BAR + _BAR // 2, at + inside, text))
            begin += len(part) + 1
        return found
    return [Cell(match.start(), match.end(), at + match.start(), match[0]) for match in _CELL.finditer(raw)]


def read(rows: Sequence[Sequence[Cell]]) -> Table | None:
    """Read the table that the first of these rows heads, or nothing where it heads none."""
    if not rows or not may_head([cell.text for cell in rows[0]]):
        return None
    heads, used = [head for cell in rows[0] for head in _parted(cell)], 1
    if len(rows) > 1 and _are_grouped(rows[0], rows[1]):
        return _table([head for cell in rows[1] for head in _parted(cell)], rows, 2)
    if len(rows) > 1 and (options := _options_below(heads, rows[1])):
        return _table(options, rows, 2)
    if len(rows) > 1 and (both := _joined(heads, rows[1])):
        heads, used = both, 2
    return _table(heads, rows, used)


def _are_grouped(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether headings are of groups of columns, none of names: `Närvaro | § 14` over `Tjg | Ej tjg | Ja | Nej`."""
    said = _words()["present"] | _words()["aside"]
    groups = all(fold(cell.text) in said or _VOTED_ON.fullmatch(cell.text) for cell in above)
    inside = all(cell.begin >= min(other.begin for other in above) - _REACH for cell in below[-len(above) :])
    parted = any(fold(cell.text) in _words()["idle"] for cell in below)
    return groups and inside and parted and len(below) > len(above) and may_head([cell.text for cell in below])


def may_head(row: Sequence[str]) -> bool:
    """Whether the cells of a row are words that head the columns of a table of those present."""
    row = [word for text in row if _VOTED_ON.fullmatch(text) is None for word in _headings_in(text)]
    known = [is_heading_word(text) for text in row]
    if len(row) == 1:
        words = _words()
        return fold(row[0]) in words["served"] | words["present"]
    return sum(known) >= max(2, len(row) - 2)


def _headings_in(text: str) -> list[str]:
    """Part headings that stand one space apart: `Parti Närv.`; what is one heading stays whole."""
    words = text.split(" ")
    whole = len(words) < 2 or is_heading_word(text) or not all(map(is_heading_word, words))
    return [text] if whole else words


def _is_of_two(head: str) -> bool:
    """Whether a heading is of two columns that a converter made one, `| Närv Frånv |`: its marks may be of either."""
    words = {fold(word) for word in head.split(" ")}
    return bool(words & _words()["absent"]) and bool(words & _words()["present"] - _words()["absent"])


def _parted(cell: Cell) -> Iterator[Cell]:
    words = _headings_in(cell.text)
    if _is_of_two(cell.text) and cell.end - cell.begin == _BAR // 2:
        yield cell
        return
    for word in words:
        at = cell.text.index(word)
        yield Cell(cell.begin + at, cell.begin + at + len(word), cell.at + at, word)


def _options_below(above: Sequence[Cell], below: Sequence[Cell]) -> list[Cell]:
    """Give the headings of a list with votes beside the presence: `Namn | Närv. | § 61` over `Ja | Nej | Avst`."""
    if len(below) < 2 or not all(fold(cell.text) in _words()["vote"] for cell in below):
        return []
    first = [cell for cell in above if cell.end < below[0].begin and _VOTED_ON.fullmatch(cell.text) is None]
    return [*first, *below] if len(first) > 1 else []


def _joined(above: Sequence[Cell], below: Sequence[Cell]) -> list[Cell] | None:
    """Put two rows of headings together: `Tjänstgör` over `för`, `När-` over `varo`."""
    found = dict(enumerate(above))
    more: list[Cell] = []
    for cell in below:
        over = [at for at, head in enumerate(above) if head.begin <= cell.end and cell.begin <= head.end]
        head = found.get(over[0]) if len(over) == 1 else None
        above_it = head.text if head else ""
        text = above_it[:-1] + cell.text if above_it.endswith("-") else f"{above_it} {cell.text}"
        if head is not None and is_heading_word(text):
            found[over[0]] = head._replace(text=text, end=max(head.end, cell.end))
        elif is_heading_word(cell.text) and (head is None or _GROUP.match(head.text)):
            more.append(cell)  # `Ja` and `Nej` below `§ 13`, or below nothing
        else:
            return None
    if more:
        found = {at: head for at, head in found.items() if not _GROUP.match(head.text)}
    return sorted([*found.values(), *more])


def _table(heads: Sequence[Cell], rows: Sequence[Sequence[Cell]], used: int) -> Table | None:
    columns = [Column("", cell.begin, cell.end, cell.text, cell.at) for cell in heads]
    for at, (party, name) in reversed(parties_in_front(heads, rows[used:]).items()):
        columns[at : at + 1] = [Column("party", party.begin, party.end, ""), columns[at]._replace(begin=name.begin)]
    left = [row[0] for row in rows[used : used + 8] if row and row[0].end < heads[0].begin and NAME.match(row[0].text)]
    if len(left) > 1:
        columns.insert(0, Column("name", min(cell.begin for cell in left), max(cell.end for cell in left), ""))
    elif side := [
        row[0] for row in rows[used:] if len(row) > 1 and row[0].end < heads[0].begin and _SIDE.fullmatch(row[0].text)
    ]:
        columns.insert(0, Column("role", min(cell.begin for cell in side), max(cell.end for cell in side), ""))
    last = columns[-1]
    right = [row[-1] for row in rows[used:] if row and row[-1].begin > last.end]
    beyond = [cell for cell in right if any(limit.search(cell.text) for limit in _LIMITS)]
    if beyond and len({cell.begin for cell in beyond}) == 1:
        columns.append(Column("aside", beyond[0].begin, max(cell.end for cell in beyond), ""))
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


def _end(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], used: int) -> int:
    """Give how many rows belong to the table: up to a label with its value, a paragraph, a sentence."""
    end = used
    roles_first = fold(columns[0].head) in _words()["role"]
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
        if len(row) == 1 and roster_labels.kind(first.text) is not None and fold(first.text) not in _words()["aside"]:
            after = rows[at + 1] if at + 1 < len(rows) else []
            if len(after) < 2 or abs(after[0].begin - columns[0].begin) > _SLACK or not _heads_names(first.text):
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
    words = _words()
    found: list[str] = []
    # `Förhindrad ledamot` beside `Inkallad ersättare`: the names in the first are not there.
    away = _heads_absent(columns[0].head) and any(NAME.fullmatch(text) for text in below[0])
    for at, column in enumerate(columns):
        head, texts = fold(column.head), below[at]
        marks = all(len(text) <= _SHORT or (roster_marks.state(text) and not NAME.fullmatch(text)) for text in texts)
        said = next((kind for kind in ("party", "role", "served", "vote") if head in words[kind]), "aside")
        if column.kind or head in words["name"]:
            said = column.kind or "name"
        elif found and head in words["idle"] and marks:
            said = "idle"
        elif found and head in words["present"] and (marks or not _heads_names(head)):
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
        elif found and _is_of_two(column.head):
            said = "lost"
        elif found and head in words["serves"] and marks and texts:
            said = "serves"
        elif (
            found
            and head in words["serving"]
            and (away or roster_beside.absentees(at, found, rows) or roster_beside.some(at, found, rows))
        ):
            said = "serving"
        elif (away and not at) or (_heads_names(head) and (not texts or any(map(NAME.fullmatch, texts)))):
            said = "name"
        found.append(said)
    return found
