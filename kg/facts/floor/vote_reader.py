"""One vote table read row by row: who stands with which mark, its sums, and what its title refers to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from kg.facts.floor import vote_row
from kg.facts.floor.vote_row import Cell, Column, Entry, Half, Row
from kg.language import grammar
from kg.lines import vote_heads

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Line, Span

_FIGURE = re.compile(r"\d{1,3}")
_LONGEST_ASIDE = 40
"""A line in a table that is neither name nor mark (`Socialdemokraterna`) is not longer."""
_TITLE = grammar.pattern("vote", "title")
_OVER = grammar.pattern("vote", "over")
_NUMBERED = grammar.pattern("vote", "over-numbered")
"""What stands over the columns of a vote in a list of several: its paragraph, or which it is of one paragraph."""
_NOBODYS = "?"
"""How columns of votes are called over which nothing stands."""
_CALLED = grammar.pattern("vote", "a-vote")
_OF_ITS_PARAGRAPH = grammar.pattern("vote", "of-its-paragraph")
_VOTE = "votering"
_ROOM = 12
"""So far right the columns of votes begin where names stand on their left below no heading."""
_REFERENCE = grammar.pattern("vote", "reference")


@dataclass(slots=True)
class Table:
    """One table: who voted what, its sums where it prints them, and what its title refers to."""

    span: Span
    rows: list[Row] = field(default_factory=list)
    sums: dict[str, int] = field(default_factory=dict)
    items: frozenset[str] = frozenset()
    """The paragraphs that its title names."""
    title: str = ""
    """What stands above it, on one line."""
    refers: frozenset[str] = frozenset()
    """The annex or the number that its title names: `bilaga 2`, `votering 1`."""
    doubts: list[tuple[int, str]] = field(default_factory=list)
    """What was not read: where it stands, and why."""

    def marked(self, option: str) -> int:
        """Count the names with an option."""
        return sum(row.option == option for row in self.rows)

    def count(self, option: str) -> int:
        """Give how many votes an option got: the printed sum, else the marks."""
        return self.sums.get(option, self.marked(option))


def references(text: str) -> frozenset[str]:
    """Give the annexes and numbered votes that a text speaks of, each in one wording."""
    return frozenset(f"{_series(match)} {match['number']}" for match in _REFERENCE.finditer(text))


def _series(match: re.Match[str]) -> str:
    """Give of which series an annex is a number: `omröstningsbilaga 1` is another than `bilaga 1`."""
    return "list" if match["own"] else "bilaga" if match["kind"].casefold() == "bilaga" else _VOTE


class Reader:
    """Reads one table, row by row, over as many pages as it goes."""

    def __init__(
        self, halves: tuple[Half, ...], span: Span, title: Sequence[str], items: frozenset[str] = frozenset()
    ) -> None:
        self._halves = halves
        self._items = items
        self._span = span
        self._title = list(title)
        self._pages: list[list[list[Entry]]] = [[[] for _ in halves]]
        self._cells: list[tuple[tuple[Half, ...], list[Sequence[Cell]]]] = [(halves, [])]
        self._sums: dict[str, int] = {}
        self._under: list[Row] = []
        self._marks = False
        self.closed = False

    def goes_on(self, title: Sequence[str]) -> bool:
        """Whether a line of headings goes on with this table: no sum was told, and no other title stands between."""
        between = [text for text in title[1:] if text not in self._title]
        return not self._sums and not self.closed and not between

    def next_page(self, halves: tuple[Half, ...]) -> None:
        """Go on below headings that are repeated."""
        self._halves = halves
        self._pages.append([[] for _ in halves])
        self._cells.append((halves, []))

    def add(self, cells: Sequence[Cell], line: Line, *, there: bool = False) -> bool:
        """Read a row; False where it has neither a name nor a mark. `there` says that it has a mark of presence."""
        self._cells[-1][1].append(cells)
        read = [vote_row.read_entry(half, cells) for half in self._halves]
        entries = [entry and entry._replace(there=there) for entry in read]
        for place, entry in enumerate(entries):
            if entry is not None:
                self._pages[-1][place].append(entry)
        said = any(entry is not None and (entry.voter or entry.options or entry.doubt) for entry in entries)
        if any(entry is not None and entry.options for entry in entries):
            self._marks = True
        elif len(self._halves) == 1:
            self._under += vote_row.names_under(self._halves[0], cells)
        return said or not line.text.strip("|:-– ") or any(vote_row.people_in(cell) for cell in cells)

    def sums_alone(self, cells: Sequence[Cell]) -> bool:
        """Whether a row right below the headings has a figure for each option and nothing else: `Ja Nej` / `6 4`."""
        figures = len(cells) > 1 and all(_FIGURE.fullmatch(cell.text) for cell in cells)
        first = not any(entry.voter or entry.options for page in self._pages for half in page for entry in half)
        return figures and first and len(cells) == sum(len(half.columns) for half in self._halves)

    def add_sums(self, cells: Sequence[Cell]) -> None:
        """Read the line of sums: it ends the table."""
        self.closed = True
        for half in self._halves:
            for cell in cells:
                column = vote_row.column_of(cell, half.columns) if _FIGURE.fullmatch(cell.text) else None
                if column is not None and column.option != "cast":
                    self._sums[column.option] = self._sums.get(column.option, 0) + int(cell.text)

    def tables(self) -> Iterator[Table]:
        """Give the table; several where the same people vote again below repeated headings."""
        items = self._items or frozenset(
            re.sub(r"\s", "", match["after"] or match["alone"]).casefold()
            for text in self._title
            if (match := _TITLE.match(text)) and len(text) < 3 * _LONGEST_ASIDE
        )
        refers = frozenset(
            chain.from_iterable(references(text) for text in self._title if len(text) < 2 * _LONGEST_ASIDE)
        )
        title = " ".join(self._title)
        table = Table(self._span, items=items, title=title, refers=refers)
        for page, (halves, cells) in zip(self._pages, self._cells, strict=True):
            rows: list[Row] = []
            doubts: list[tuple[int, str]] = []
            for entries in page:
                _resolve(entries, rows, doubts)
            if rows and not vote_row.are_apart(halves, cells):
                rows, doubts = [], [(rows[0].at[0].begin, "the marks do not stand below their headings")]
            if {row.voter.text for row in rows} & {row.voter.text for row in table.rows}:
                yield table
                table = Table(rows[0].at[0], items=items, title=title, refers=refers)
            table.rows += rows
            table.doubts += doubts
        if not self._marks and len({row.option for row in self._under}) > 1:
            table.rows = self._under
            table.doubts = []
        table.sums = self._sums
        _without_double(table)
        yield table


class Several:
    """Reads a list of those present with the marks of several votes, each under the paragraph it was taken in."""

    def __init__(
        self,
        votes: Mapping[str, tuple[Column, ...]],
        above: Sequence[Cell],
        span: Span,
        title: Sequence[str],
    ) -> None:
        first = min(own[0].begin for own in votes.values())
        self._asides = [Column(cell.begin, cell.end, "aside") for cell in above if cell.end < first]
        self._columns = [*self._asides, *chain.from_iterable(votes.values())]
        self._readers = [
            (own, Reader((Half(0, 10**6, own, None),), span, *_called(called, title))) for called, own in votes.items()
        ]
        self.closed = False

    def _own(self, cells: Sequence[Cell], of: tuple[Column, ...]) -> list[Cell]:
        """Leave out the marks and figures that stand under other votes, and those of presence."""
        return [cell for cell in cells if self._under(cell) in {None, *of}]

    def _under(self, cell: Cell) -> Column | None:
        """Give the column that a mark, a letter or a figure stands under."""
        marks = any(form.fullmatch(cell.text) for form in (vote_row.MARK, _FIGURE))
        says = cell.text.casefold() in vote_row.LETTERS or vote_row.option_of(cell.text) != ""
        return vote_row.column_of(cell, self._columns) if marks or says else None

    def add(self, cells: Sequence[Cell], line: Line) -> bool:
        """Read a row; False where it has neither a name nor a mark."""
        there = any(self._under(cell) in self._asides for cell in cells)
        said = [reader.add(self._own(cells, own), line, there=there) for own, reader in self._readers]
        return any(said)

    @staticmethod
    def sums_alone(_cells: Sequence[Cell]) -> bool:
        """Whether a row has the figures alone: with several votes in a table none is read so."""
        return False

    @staticmethod
    def counts_one_option(cells: Sequence[Cell]) -> bool:
        """Whether a row has the figures of one option in each vote: `Ja  3  4  5`."""
        figures = len(cells) > 1 and all(_FIGURE.fullmatch(cell.text) for cell in cells[1:])
        return figures and bool(vote_row.option_of(cells[0].text))

    def add_sums(self, cells: Sequence[Cell]) -> None:
        """Read the line of sums: it ends the table."""
        self.closed = True
        for own, reader in self._readers:
            reader.add_sums(self._own(cells, own))

    def tables(self) -> Iterator[Table]:
        """Give the table of each vote."""
        for _, reader in self._readers:
            yield from reader.tables()


def names_votes(cells: Sequence[Cell]) -> bool:
    """Whether a line has the paragraphs that stand over the columns of votes."""
    return any(_over(cell) for cell in cells)


def _over(cell: Cell) -> re.Match[str] | None:
    return _OVER.match(cell.text) or _NUMBERED.match(cell.text)


def _called(called: str, title: Sequence[str]) -> tuple[Sequence[str], frozenset[str]]:
    """Give the title of a vote's table, and its paragraph: of a vote that is numbered the number is in the title."""
    if called.isalnum():
        return title, frozenset({called})
    item, _, number = called.partition(" ")
    return ([called], frozenset()) if item == _VOTE else ([number], frozenset({item}))


def votes_under(above: Sequence[Cell], cells: Sequence[Cell], raw: str) -> dict[str, tuple[Column, ...]]:
    """Give the columns of each vote by what stands over it, where `§ 61` and `§ 63` stand over `Ja Nej Ja Nej`."""
    if not names_votes(above) or not vote_heads.heads_votes(raw):
        return {}
    found: dict[str, tuple[Column, ...]] = {}
    groups = vote_row.grouped(vote_row.read_options(cells, raw))
    if not groups:
        return {}  # a converter put several headings into one cell
    for group, after in pairwise([*groups, None]):
        if group is None:
            continue
        end = after[0].begin if after else 10**6
        over = [
            match
            for cell in above
            if group[0].begin - vote_row.REACH <= cell.begin < end - 1 and (match := _over(cell))
        ]
        number = _which(over[-1]) if len(over) == 1 else ""
        if not over:
            number = f"{_NOBODYS}{len(found)}"  # columns that a form has for a further vote, which was not held
        if not number or number in found or not {column.option for column in group} >= {"yes", "no"}:
            return {}
        found[number] = tuple(group)
    left = above if any(called.isalnum() for called in found) else cells
    if all(called.startswith(_NOBODYS) for called in found):
        return {}
    return found if groups[0][0].begin >= _ROOM or any(cell.end < groups[0][0].begin for cell in left) else {}


def cast_under(above: Sequence[Cell], cells: Sequence[Cell]) -> dict[str, tuple[Column, ...]]:
    """Give the column of each vote whose options stand in the cells: `Ledamot | Omröstning 1 | Omröstning 2`.

    The line above may have the paragraphs, and this one which vote of its paragraph each column is.
    """
    if cells and all(_NUMBERED.match(cell.text) or _CALLED.fullmatch(cell.text) for cell in cells):
        cells = [_with_number(cell, cells) if _OVER.match(cell.text) else cell for cell in above]
    heads = [(cell, match) for cell in cells[1:] if (match := _over(cell))]
    called = [_which(match) for _, match in heads]
    if not heads or len(set(called)) < len(called) or not any(map(vote_row.heads_people, cells)):
        return {}
    return {name: (vote_row.cast_column(cell),) for name, (cell, _) in zip(called, heads, strict=True)}


def _with_number(cell: Cell, below: Sequence[Cell]) -> Cell:
    """Put the heading below a paragraph's own behind it: `§ 61` and `Votering 2`."""
    near = [other for other in below if abs(other.begin - cell.begin) <= vote_row.REACH]
    return cell._replace(text=f"{cell.text} {near[0].text}") if len(near) == 1 else cell


def _which(over: re.Match[str]) -> str:
    """Call a vote by its paragraph, by its number in the paragraph, or by both: `61`, `votering 1`, `61 votering 1`."""
    number = re.sub(r"\s", "", over["number"]).casefold()
    if over.re.pattern == _NUMBERED.pattern:
        return f"{_VOTE} {number}"
    which = _OF_ITS_PARAGRAPH.search(over.string)
    return f"{number} {_VOTE} {which['number']}" if which else number


def _without_double(table: Table) -> None:
    """Take out whoever stands twice with different marks."""
    rows = tuple(table.rows)
    for row in rows:
        if not any(row.option != other.option and row.voter.may_be(other.voter) for other in rows):
            continue
        table.rows.remove(row)
        table.doubts.append((row.at[0].begin, f"{row.voter.text} has two different marks"))


def _resolve(entries: Sequence[Entry], rows: list[Row], doubts: list[tuple[int, str]]) -> None:
    """Turn rows into ballots; a name over two lines may have its mark between them, or on the second."""
    waiting: Entry | None = None
    for entry, after in pairwise([*entries, None]):
        if entry is None:
            continue
        if entry.doubt:
            doubts.append((entry.at.begin, entry.doubt))
            waiting = None
        elif entry.voter is not None and entry.options:
            rows.append(Row(entry.voter, entry.options[0], (entry.at, *entry.heads)))
            waiting = None
        elif entry.voter is not None:
            waiting = entry
        elif entry.options:
            lone = after is not None and after.voter is not None and not after.options
            alone = lone and after is not None and not (after.doubt or after.there)
            if waiting is not None and waiting.voter is not None and not (alone and _is_last(after, entries)):
                rows.append(Row(waiting.voter, entry.options[0], (waiting.at, entry.at, *entry.heads)))
            else:
                doubts.append((entry.at.begin, "a mark stands in no name's row"))
            waiting = None


def _is_last(entry: Entry | None, entries: Sequence[Entry]) -> bool:
    """Whether no mark follows behind a name that has none in its row: the mark above it may be its own."""
    at = next(k for k, other in enumerate(entries) if other is entry)
    return not (at + 1 < len(entries) and entries[at + 1].voter is None and entries[at + 1].options)
