"""Rows of cells, as `pdftotext -layout` and kg/files/pdf.py write them, put in the order of reading."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from kg.language import roster_labels
from kg.lines import (
    centred_labels,
    label_column,
    label_rows,
    labels,
    labels_first,
    laid_out,
    roster_heads,
    rosters,
    side_by_side,
    signers,
)
from kg.lines.cells import CELL, NUMBER, PARAGRAPH, SLACK, Cell, heads_a_page
from kg.lines.centred_labels import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.lines.furniture import Raw
    from kg.lines.laid_out import LaidOut

_GAP = "   "
"""Three spaces: less is found in prose that was typed so."""
_CENTRED = 10
"""How far from the cells below it a heading may begin that stands in the middle of its column."""
_LONGEST_ROSTER = 120
"""A table of those present has no more rows than these."""


class Part(NamedTuple):
    """What is read as one line: its pieces (where each begins, and its text), and what the layout says of it."""

    pieces: tuple[tuple[int, str], ...]
    number: int
    gap: bool
    furniture: bool
    glues: tuple[str, ...] = ()
    """What stands between its pieces, where that is not a blank."""


def parts(raw: Sequence[Raw], furniture: frozenset[int], found: LaidOut | None = None) -> Iterator[Part]:
    """Give what is read as one line each, in the order of reading; blank lines and furniture are left out.

    Read down instead of across are the values beside a label and lists of names beside each other. All else stays
    a row: a table of votes too, whose marks are read by their place.
    """
    order = labels_first.order(raw, furniture)
    if order is None:
        yield from _in_order(raw, furniture, found)
        return
    moved = frozenset(place for place, at in enumerate(order) if at in furniture)
    for part in _in_order([raw[at] for at in order], moved, None):
        yield part._replace(number=order[part.number - 1] + 1)


def _in_order(raw: Sequence[Raw], furniture: frozenset[int], found: LaidOut | None) -> Iterator[Part]:
    gap = skipped = False
    found = found or laid_out.find(raw, furniture)
    reader = _Reader(raw, furniture, found.votes) if found.labelled or any(_GAP in line.text for line in raw) else None
    at = 0
    while at < len(raw):
        line = raw[at]
        if line.page:  # what is blank at the edge of a page parts nothing
            skipped = gap = True
        if at in furniture:
            skipped = gap = True
        elif not line.text:
            gap = True
        elif reader is not None and (block := reader.block(at, found.labelled.get(at))) is not None:
            first, *rest = block.parts
            yield first._replace(gap=first.gap or gap, furniture=skipped)
            yield from rest
            gap, skipped = block.closed, False
            at = block.end
            continue
        else:
            yield Part(((line.begin, line.text),), at + 1, gap, skipped)
            gap = skipped = False
        at += 1


class _Block(NamedTuple):
    parts: list[Part]
    end: int
    closed: bool = False
    """Whether what follows is set apart, with white space between or none."""


def _heads_numbers(group: Group) -> bool:
    """Whether a label is that of the paragraphs: a name below it belongs to the label on the left."""
    words = " ".join(cell.text for cell in group.label)
    return (roster_labels.kind(words) or ("", ""))[1] == "covers"


class _Reader:
    """Finds the blocks of a text that are read down."""

    def __init__(self, raw: Sequence[Raw], furniture: frozenset[int], votes: Mapping[int, int]) -> None:
        self._raw, self._furniture, self._votes = raw, furniture, votes
        self._signers = signers.rows(raw, furniture)
        self._votes_until = self._rosters_until = 0

    def cells(self, at: int) -> list[Cell]:
        """Give the cells of a row from left to right; none of furniture and blank lines."""
        line = self._raw[at]
        if at in self._furniture:
            return []
        return [
            Cell(line.column + match.start(), line.begin + match.start(), match[0], at)
            for match in CELL.finditer(line.text)
        ]

    def _filled(self, at: int) -> Iterator[int]:
        """Give the rows from a place on that have something to read."""
        return (i for i in range(at, len(self._raw)) if self._raw[i].text and i not in self._furniture)

    def block(self, at: int, labelled: label_rows.Block | None) -> _Block | None:
        """Read the block that begins with a row, or nothing where that row is read across."""
        if labelled is not None and labelled.found:
            rows = [(one.heading.cells, one.heading.glues, [[cell] for cell in one.text]) for one in labelled.found]
            return self._sections(rows, labelled.end)
        if (signed := self._signers.get(at)) is not None:
            return self._signed(signed)
        if at in self._votes:
            self._votes_until = self._votes[at]
        if at < max(self._votes_until, self._rosters_until) or _GAP not in self._raw[at].text:
            return None
        cells = self.cells(at)
        if len(cells) < 2:
            return None
        if end := self._roster(cells):
            self._rosters_until = end
            return None
        if self._heads_lists(cells):
            return self._below(cells)
        if labels.is_label(cells[0]) or self._is_label_over_rows(cells[0]):
            return self._beside(cells)
        return self._label_column(cells) or self._twins(cells)

    def _roster(self, heads: Sequence[Cell]) -> int:
        """Give where a table of those present ends that a row heads, its rows read across; 0 where it heads none."""
        if not roster_heads.may_head([cell.text for cell in heads]):
            return 0
        filled = [heads[0].row, *islice(self._filled(heads[0].row + 1), _LONGEST_ROSTER)]
        rows = [[roster_heads.Cell(c.column, c.end, c.begin, c.text) for c in self.cells(i)] for i in filled]
        table = rosters.read(rows)
        return filled[table.end - 1] + 1 if table else 0

    def _heads_lists(self, cells: Sequence[Cell]) -> bool:
        """Whether cells are headings with lists below: all are labels, or names stand right below the first."""
        if len(cells) > 1 and all(map(labels.heads_list, cells)):
            return True
        if len(cells) < 2 or not labels.is_label(cells[0]):
            return False
        if all(labels.is_label(cell) for cell in cells):
            return True
        below = [self.cells(i)[0] for i in islice(self._filled(cells[0].row + 1), 2)]
        return len(below) == 2 and all(
            abs(cell.column - cells[0].column) <= SLACK and (name := labels.NAME.fullmatch(cell.text)) and name["party"]
            for cell in below
        )

    # -- labels on the left, values on the right

    def _is_label_over_rows(self, cell: Cell) -> bool:
        """Whether a cell and those below it make one label: `Ej tjänstgörande` over `ersättare`."""
        words = [cell.text]
        for row in range(cell.row + 1, min(cell.row + 4, len(self._raw))):
            below = next((c for c in self.cells(row) if abs(c.column - cell.column) <= SLACK), None)
            if below is None:
                break
            words.append(below.text)
        return cell.text[0].isupper() and roster_labels.wrapped(words)[0] is not None

    def _is_title(self, cell: Cell, before: Sequence[Cell], behind: Sequence[Cell]) -> bool:
        """Whether a word that labels one person is a title: behind a name, nothing right of it, no name below.

        Between them may stand a party, and behind it what limits the presence.
        """
        if (roster_labels.kind(cell.text) or ("", ""))[1] not in labels.TITLES or not before:
            return False
        if any(not labels.LIMIT.fullmatch(one.text) for one in behind):
            return False
        below = self.cells(cell.row + 1) if cell.row + 1 < len(self._raw) else []
        named = any(abs(one.column - cell.column) <= SLACK and labels.NAME.fullmatch(one.text) for one in below)
        names = [one for one in before if not labels.MARGIN.fullmatch(one.text)]
        return bool(names) and labels.TITLED_NAME.fullmatch(names[-1].text) is not None and not named

    def _is_margin(self, row: Sequence[Cell], group: Group) -> bool:
        """Whether the first cell of a row below a list's label is the party or the number of who stands beside it."""
        label = " ".join(cell.text for cell in group.label)
        if (roster_labels.kind(label) or ("", ""))[0] != "list" or labels.MARGIN.fullmatch(row[0].text) is None:
            return False
        return len(row) > 1 and (
            labels.NAME.match(row[1].text) is not None or labels.MARGIN.fullmatch(row[1].text) is not None
        )

    def _beside(self, cells: list[Cell]) -> _Block:
        """Read labels, each with the values on its right, down to the next label.

        A label may stand further right too (`Paragrafer` beside the place): what is right of it and below is its own.
        """
        left, edge = cells[0].column, cells[1].column
        groups: list[Group] = []
        right: list[Group] = []
        end = cells[0].row
        for i in self._filled(cells[0].row):
            row = [labels.behind_mark(cell) for cell in self.cells(i)]
            row = labels.parted_at(row, edge) if groups else row
            if groups and (i in self._signers or self._heads_lists(row) or self._roster(row) or heads_a_page(row)):
                break
            if row[0].column < edge - SLACK:
                first, *row = row
                if groups and (first.end > edge or first.column < left - SLACK or PARAGRAPH.match(first.text)):
                    break
                if groups and row and NUMBER.fullmatch(row[-1].text) and not labels.is_label(first):
                    break  # the head of a page that says which paragraph is below
                below = next((self.cells(one) for one in self._filled(i + 1)), [])
                if groups and not row and labels.heads_below(first, below):
                    break
                if groups and self._is_margin([first, *row], groups[-1]):
                    groups[-1].cells.append(first)
                elif groups and labels.goes_on(groups[-1].label, first):
                    groups[-1].label.append(first)
                else:
                    groups.append(Group([first], []))
            for place, cell in enumerate(row):
                under = bool(right) and abs(cell.column - right[-1].label[0].column) <= SLACK
                if under and labels.goes_on(right[-1].label, cell):
                    right[-1].label.append(cell)
                elif (
                    cell.column > edge + SLACK
                    and (labels.is_label(cell) or self._is_label_over_rows(cell))
                    and not self._is_title(cell, row[:place], row[place + 1 :])
                ):
                    right.append(Group([cell], []))
                elif (
                    right
                    and cell.column >= right[-1].label[0].column - SLACK
                    and not (_heads_numbers(right[-1]) and labels.NAME.match(cell.text))
                ):
                    right[-1].cells.append(cell)
                else:
                    groups[-1].cells.append(cell)
            end = i + 1
        groups = groups if right else centred_labels.regrouped(groups)
        return _Block([part for group in (*groups, *right) for part in self._told(group)], end)

    def _label_column(self, cells: Sequence[Cell]) -> _Block | None:
        """Read the sections of a paragraph (§) whose headings stand in a column of their own, with the text beside."""
        if not cells[0].text[0].isupper():
            return None
        rows = [list(cells)]
        for i in self._filled(cells[0].row + 1):
            row = self.cells(i)
            if i in self._votes or PARAGRAPH.match(row[0].text):
                break
            rows.append(row)
        found, read = label_column.read(rows, labels.heads_section, self._heads_lists)
        if not found:
            return None
        glued = ((label, label_column.glue(label, labels.heads_section), beside) for label, beside in found)
        several = [(label, (glue,) * (len(label) - 1), beside) for label, glue, beside in glued]
        return self._sections(several, rows[read - 1][0].row + 1)

    def _sections(
        self, found: Iterable[tuple[Sequence[Cell], tuple[str, ...], Sequence[Sequence[Cell]]]], end: int
    ) -> _Block:
        """Give headings, with what stands between their lines, and the rows of text beside them."""
        parts: list[Part] = []
        for label, glues, beside in found:
            pieces = tuple((c.begin, c.text) for c in label)
            parts.append(Part(pieces, label[0].row + 1, gap=True, furniture=False, glues=glues))
            before = min(label[0].row, beside[0][0].row if beside else label[0].row)
            for row in beside:
                part = self._row(row, before)
                # White space parts the entries of a list too: it ends no section, as the next heading does.
                listed = bool(parts[-1].pieces) and parts[-1].pieces[-1][1][-1] not in label_column.ENDS
                parts.append(part._replace(gap=part.gap and not listed))
                before = row[0].row
        return _Block(parts, end, closed=True)

    def _signed(self, row: signers.Row) -> _Block:
        """Give each name of a row of those who sign with the office below it: `Anna Ek, ordförande`."""
        label = [Part(((cell.begin, cell.text),), cell.row + 1, True, False) for cell in row.label]
        pairs = [(((name.begin, name.text), (office.begin, office.text)), name.row + 1) for name, office in row.pairs]
        return _Block([*label, *(Part(pair, number, False, False, (", ",)) for pair, number in pairs)], row.end)

    def _told(self, group: Group) -> Iterator[Part]:
        label = tuple((cell.begin, cell.text) for cell in group.label)
        yield Part(label, group.label[0].row + 1, gap=True, furniture=False)
        yield from self._values(group.cells)

    def _values(self, cells: Sequence[Cell]) -> Iterator[Part]:
        """Give the values of one label: names side by side down each column, all else row by row."""
        rows: dict[int, list[Cell]] = {}
        for cell in cells:
            rows.setdefault(cell.row, []).append(cell)
        listed = list(rows.values())
        if (edge := side_by_side.second_list(listed)) is not None:
            lists = (
                ([c for c in row if c.column < edge] for row in listed),
                ([c for c in row if c.column >= edge] for row in listed),
            )
            listed = [row for one in lists for row in one if row]
        before = cells[0].row if cells else 0
        for row in listed:
            yield self._row(row, before)
            before = row[0].row

    def _row(self, row: Sequence[Cell], before: int) -> Part:
        """Give neighbouring cells of a row as one line, as they stand; `before` is the row above."""
        line = self._raw[row[0].row]
        begin, end = row[0].begin, row[-1].begin + len(row[-1].text)
        between = range(before + 1, row[0].row)
        skipped = any(i in self._furniture for i in between) or any(self._raw[i].page for i in (*between, row[0].row))
        gap = skipped or any(not self._raw[i].text for i in between)
        return Part(((begin, line.text[begin - line.begin : end - line.begin]),), row[0].row + 1, gap, skipped)

    # -- lists under headings that stand side by side

    def _under(self, heads: Sequence[Cell]) -> tuple[list[list[Cell]], list[float], int]:
        """Give the rows under a line of headings, where each column begins, and where the rows end."""
        rows: list[list[Cell]] = []
        end = heads[0].row + 1
        for i in self._filled(end):
            row = [labels.behind_mark(cell) for cell in self.cells(i)]
            first = row[0]
            alone = len(row) == 1 and first.column < heads[1].column - _CENTRED
            if heads_a_page(row) or (labels.heads_no_list(heads[0]) and first.column <= heads[0].column + SLACK):
                break
            if (
                rows
                and labels.is_label(first)
                and first.column <= heads[0].column + SLACK
                and (labels.heads_no_members(first) or not side_by_side.lists_names(heads[0], rows))
            ):
                break  # the first column holds what rows are called: `Övriga` begins the next of these
            if (
                "\t" in self._raw[i].text
                or PARAGRAPH.match(first.text)
                or (
                    len(row) > 1
                    and all(labels.is_label(cell) or roster_heads.is_heading_word(cell.text) for cell in row)
                )
                or (
                    alone
                    and (
                        labels.is_label(first) or labels.opens_section(first) or first.end > heads[1].column + _CENTRED
                    )
                )
            ):
                break
            rows.append(row)
            end = i + 1
        edges = [0.0]
        for head in heads[1:]:
            near = [c.column for row in rows for c in row[1:] if abs(c.column - head.column) <= _CENTRED]
            below = [column for column in near if abs(column - head.column) <= SLACK]
            # Roles in a column of their own left of it are none of the list: `Ek, Anna   ordf.  Ås, Bo`.
            edges.append(min(below if 2 * len(below) > len(near) else near, default=head.column) - SLACK)
        return rows, edges, end

    def _below(self, heads: list[Cell]) -> _Block:
        """Read lists under labels that stand side by side, one list after the other."""
        rows, edges, end = self._under(heads)
        columns: list[list[Cell]] = [[] for _ in heads]
        for row in rows:
            for cell in row:
                columns[side_by_side.column_of(cell, edges)].append(cell)
        lists = zip(heads, columns, strict=True)
        return _Block([part for head, listed in lists for part in self._told(Group([head], listed))], end)

    # -- lists side by side without a heading

    def _twins(self, cells: list[Cell]) -> _Block | None:
        if len(cells) != 2:
            return None
        starts = [cell.column for cell in cells]
        rows: list[list[Cell]] = []
        end = cells[0].row
        for i in range(cells[0].row, len(self._raw)):
            row = self.cells(i)
            if not row or any(min(abs(cell.column - start) for start in starts) > SLACK for cell in row):
                break
            rows.append(row)
            end = i + 1
        if side_by_side.second_list(rows) is None:
            return None
        down = [[row[0] for row in rows if row[0].column < starts[1] - SLACK]]
        down.append([row[-1] for row in rows if row[-1].column >= starts[1] - SLACK])
        return _Block([self._row([cell], cell.row - 1) for column in down for cell in column], end)
