"""Vote tables whose columns are kept: each name meets the mark in its own row, under Ja, Nej, Avstår or Frånvarande."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.facts import agents
from kg.model import Line, Mention, Span
from kg.resources import phrases
from kg.text import columns
from kg.text.reading import flow_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from kg.model import Item, Minutes, Source

_OPTIONS = (
    ("yes", re.compile(r"\bja\b\.?(?:-?\s?röst(?:er)?)?")),
    ("no", re.compile(r"\bnej\b\.?(?:-?\s?röst(?:er)?)?")),
    ("abstain", re.compile(r"\bavst(?:år|od|ående)?\b\.?(?:\sfrån att rösta)?|\bblank\w*")),
    ("absent", re.compile(r"\bfrånv(?:arande|aro)?\b\.?|\b(?:ej|inte) (?:närv\w*|deltag\w*)\.?")),
)
_CAST = frozenset({"röst", "resultat", "val", "svar", "votering", "omröstning", "avgiven röst", "röstade"})
"""What a column is called that holds the option itself, as a word."""
_NAMED = frozenset({"namn", "ledamot", "ledamöter", "ledamot/ersättare", "ledamöter och ersättare", "förtroendevald"})
_SUBSTITUTES = re.compile(r"(?:tj(?:g|änstg\w*)?\.? )?ers(?:\.|ättare)?")
_MARK = re.compile(r"\(?[Xx]\)?|[1✓✔√ü☒✗●•]")
_SUM = re.compile(r"(?:Summa|Resultat|Antal(?: röster)?|Total(?:t)?|S:a|Röster|Summering)\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d{1,3}")
_PARTY = re.compile(r"\(?(?P<party>[A-ZÅÄÖ]{1,6}|-)\)?")
_CELL = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_BETWEEN_BARS = re.compile(r"[^|]+")
_LAST_FIRST = re.compile(
    rf"(?P<last>{agents.NAME}|[A-ZÅÄÖ][\w-]+), (?P<first>[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)?)"
    r"(?: \((?P<party>[A-ZÅÄÖ]{1,6}|-)\))?"
)
_SERVES = re.compile(r"\b(?:ersätter|för|tjg\.? ers|tj\.? ers|i\s?stället för)\b")
_REPLACED = re.compile(r"\b(?:ersatt av|ersätts av|ersättare:|ers\.?:)", re.IGNORECASE)
_REACH = 7
"""How far from its column's heading a mark may stand, in characters."""
_NEARER = 2
"""By how many characters it must be nearer to that heading than to any other."""
_ALIGNED = 2
"""How far a name may stand from the heading of a column of names."""
_LONGEST_ASIDE, _TITLE_LINES = 40, 8
"""A line in a table that is neither name nor mark (`Socialdemokraterna`) is not longer; a title has not more lines."""
_BAR = 100
"""Columns of a table of bars are so far apart that nothing stands near two of them."""
_TITLE = re.compile(
    r"(?:bilaga\s\w{1,3}\W+)?(?:(?:votering|omröstning|röstlista)\w*|ärende\w*)\b.{0,40}?§\s?(?P<after>\d{1,4}\s?[a-h]?)\b"
    r"|§\s?(?P<alone>\d{1,4}\s?[a-h]?)\b",
    re.IGNORECASE,
)
_OVER = re.compile(r"(?:(?:votering|omröstning|ärende)\s)?§\s?(?P<number>\d{1,4}\s?[a-h]?)\b", re.IGNORECASE)
"""What stands over the columns of a vote in a list of several."""
_REFERENCE = re.compile(
    r"\b(?P<kind>bilaga|(?:votering|omröstning)(?:slista)?|röstlista)\s?(?:nr\.?\s?)?(?P<number>\d{1,3})\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[A-ZÅÄÖ][\w ]{2,30}:")
_ALONE = re.compile(r"[Xx✓✔√]")
_LOST = 3
"""So many lines with a mark and nothing else are a table whose rows are lost."""
_LOST_WORDS = 6
"""So many lines with an option and nothing else are one too."""
_SAYS_ENOUGH = 12
"""A title of so many letters is not met twice by chance."""
_SWEDISH = {"yes": "ja", "no": "nej", "abstain": "avstår", "absent": "frånvarande"}


class Row(NamedTuple):
    """One ballot: who, which option, and where it stands."""

    voter: Mention
    option: str
    at: tuple[Span, ...]


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


class _Cell(NamedTuple):
    begin: int
    """Its first column, in characters from the left edge."""
    end: int
    at: int
    """Where it stands in the source."""
    text: str


class _Column(NamedTuple):
    begin: int
    end: int
    option: str
    """`yes`, `no`, `abstain`, `absent`; `cast` where the option stands in the cell."""


class _Half(NamedTuple):
    """Columns of options and the names on their left: a table may have two such halves side by side."""

    left: int
    right: int
    columns: tuple[_Column, ...]
    substitutes: int | None
    """Where the column of the substitutes begins, if there is one."""


class _Entry(NamedTuple):
    """What one row says in one half of the table: a voter, options, both, or only something else."""

    voter: Mention | None
    options: tuple[str, ...]
    at: Span
    doubt: str = ""


def references(text: str) -> frozenset[str]:
    """Give the annexes and numbered votes that a text speaks of, each in one wording."""
    return frozenset(
        f"{'bilaga' if match['kind'].casefold() == 'bilaga' else 'votering'} {match['number']}"
        for match in _REFERENCE.finditer(text)
    )


def read(item: Item, minutes: Minutes) -> list[Table]:
    """Read the tables of a paragraph that are no other paragraph's.

    A row counts only with one name and one mark that stands under one heading; where marks and names have lost their
    rows no ballot is read, and nobody's vote is guessed.
    """
    found = next(tables for one, tables in _all(minutes) if one is item)
    return [table for table in found if table.rows and (not table.items or item.number in table.items)]


def elsewhere(item: Item, minutes: Minutes) -> list[Table]:
    """Read the tables outside a paragraph (annexes behind the last one, lists at the end) that are about it.

    Their title names the paragraph, or repeats its title.
    """
    own = _folded(item.title.text)
    return [
        table
        for table in chain.from_iterable(tables for one, tables in _all(minutes) if one is not item)
        if table.rows
        and (
            item.number in table.items or (not table.items and len(own) >= _SAYS_ENOUGH and own in _folded(table.title))
        )
    ]


def _folded(text: str) -> str:
    return re.sub(r"[^\wåäö]", "", text.casefold())


@lru_cache(maxsize=1)
def _all(minutes: Minutes) -> tuple[tuple[Item | None, list[Table]], ...]:
    """Read the tables of every paragraph, and at last those of the end: each vote asks for all of them."""
    tail = _whole(_tables(minutes.tail, "", minutes.source))
    return (*((item, _all_of(item, minutes.source)) for item in minutes.items), (None, tail))


def warnings(minutes: Minutes, used: Container[Span]) -> Iterator[str]:
    """Tell of tables that have lost their rows, of rows that were not read, and of sums that the marks do not have.

    `used` are the places of the ballots that were made: a table with none of them fitted no vote.
    """
    source = minutes.source
    for item, tables in _all(minutes):
        lines = [line for section in item.sections for line in section.lines] if item else list(minutes.tail)
        marked = {span.begin for table in tables for row in table.rows for span in row.at}
        if (lost := _lost([line for line in lines if line.flow.span().begin not in marked])) is not None:
            yield f"line {source.line(lost)}: a list of votes has lost its rows: no ballots are read from it"
        for table in tables:
            where = f"line {source.line(table.span.begin)}"
            yield from (f"line {source.line(at)}: {what}: no ballot is read there" for at, what in table.doubts)
            if table.rows and not any(row.at[0] in used for row in table.rows):
                yield f"{where}: the table fits no vote, or more than one: no ballots are read from it"
            for option, said in table.sums.items():
                if table.rows and said != table.marked(option):
                    yield f"{where}: the sum of {_SWEDISH[option]} is {said}, the marks are {table.marked(option)}"


def _lost(lines: Sequence[Line]) -> int | None:
    """Find where marks or options stand alone on their lines, one below the other."""
    marks = [line for line in lines if _ALONE.fullmatch(line.text)]
    words = [line for line in lines if len(line.text) < _LONGEST_ASIDE and _option(line.text)]
    found = marks if len(marks) >= _LOST else words if len(words) >= _LOST_WORDS else []
    return found[0].flow.span().begin if found else None


def _all_of(item: Item, source: Source) -> list[Table]:
    whole = "\n".join(line.text for section in item.sections for line in section.lines).casefold()
    if "ledam" not in whole and "namn" not in whole and ("nej" not in whole or "ja" not in whole):
        return []
    return _whole(
        table
        for section in item.sections
        for table in _tables(section.lines, section.heading.text if section.heading else "", source)
    )


def _whole(tables: Iterable[Table]) -> list[Table]:
    """Put together what is one table over several pages, each with its title: nobody stands in two parts of it."""
    found: list[Table] = []
    for table in tables:
        # The parts of a list with several votes alternate: each goes on with the last of its own vote.
        before = next((other for other in reversed(found) if other.items == table.items), found[-1] if found else None)
        if (
            before is not None
            and not before.sums
            and table.items <= before.items
            and table.refers <= before.refers
            and {row.voter.text for row in before.rows}.isdisjoint(row.voter.text for row in table.rows)
        ):
            before.rows += table.rows
            before.doubts += table.doubts
            before.sums = table.sums
        else:
            found.append(table)
    return found


def _tables(lines: Sequence[Line], heading: str, source: Source) -> Iterator[Table]:
    """Read the tables in lines that stand below one heading."""
    title: list[str] = [heading]
    reader: _Reader | _Several | None = None
    above: list[_Cell] = []
    for line in lines:
        raw, begin = _raw(line, source)
        cells, over = _cells(raw, begin), above
        above = cells
        if votes := _votes_under(over, cells, raw):
            if reader is not None:
                yield from reader.tables()
            reader = _Several(votes, over, line.flow.span(), title)
            title = [*title[:1]]
            continue
        if halves := _halves(cells, raw):
            if isinstance(reader, _Reader) and reader.goes_on(title):
                reader.next_page(halves)
            else:
                if reader is not None:
                    yield from reader.tables()
                reader = _Reader(halves, line.flow.span(), title)
            title = [*title[:1]]
            continue
        if len(cells) > 2 and columns.heads_votes(raw):
            doubt = (line.flow.span().begin, "a table of more votes than one")
            yield Table(line.flow.span(), doubts=[doubt])
        if reader is not None and not reader.closed:
            if _SUM.match(raw.strip("| \t")):
                reader.add_sums(cells)
                continue
            if _LABEL.match(line.text):
                reader.closed = True
            elif reader.add(cells, line):
                title = [*title[:1]]
                continue
            if len(line.text) > _LONGEST_ASIDE or line.text.endswith((".", ":")):
                reader.closed = True
        title = [title[0], *[*title[1:], line.text][-_TITLE_LINES:]]
    if reader is not None:
        yield from reader.tables()


class _Reader:
    """Reads one table, row by row, over as many pages as it goes."""

    def __init__(
        self, halves: tuple[_Half, ...], span: Span, title: Sequence[str], items: frozenset[str] = frozenset()
    ) -> None:
        self._halves = halves
        self._items = items
        self._span = span
        self._title = list(title)
        self._pages: list[list[list[_Entry]]] = [[[] for _ in halves]]
        self._sums: dict[str, int] = {}
        self._under: list[Row] = []
        self._marks = False
        self.closed = False

    def goes_on(self, title: Sequence[str]) -> bool:
        """Whether a line of headings goes on with this table: no sum was told, and no other title stands between."""
        between = [text for text in title[1:] if text not in self._title]
        return not self._sums and not self.closed and not between

    def next_page(self, halves: tuple[_Half, ...]) -> None:
        """Go on below headings that are repeated."""
        self._halves = halves
        self._pages.append([[] for _ in halves])

    def add(self, cells: Sequence[_Cell], line: Line) -> bool:
        """Read a row; False where it has neither a name nor a mark."""
        entries = [_entry(half, cells) for half in self._halves]
        for place, entry in enumerate(entries):
            if entry is not None:
                self._pages[-1][place].append(entry)
        said = any(entry is not None and (entry.voter or entry.options or entry.doubt) for entry in entries)
        if any(entry is not None and entry.options for entry in entries):
            self._marks = True
        elif len(self._halves) == 1:
            self._under += _names_under(self._halves[0], cells)
        return said or not line.text.strip("|:-– ") or any(_people(cell) for cell in cells)

    def add_sums(self, cells: Sequence[_Cell]) -> None:
        """Read the line of sums: it ends the table."""
        self.closed = True
        for half in self._halves:
            for cell in cells:
                column = _column(cell, half.columns) if _FIGURE.fullmatch(cell.text) else None
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
        for page in self._pages:
            rows: list[Row] = []
            doubts: list[tuple[int, str]] = []
            for entries in page:
                _resolve(entries, rows, doubts)
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


class _Several:
    """Reads a list of those present with the marks of several votes, each under the paragraph it was taken in."""

    def __init__(
        self, votes: Mapping[str, tuple[_Column, ...]], above: Sequence[_Cell], span: Span, title: Sequence[str]
    ) -> None:
        first = min(own[0].begin for own in votes.values())
        asides = [_Column(cell.begin, cell.end, "aside") for cell in above if cell.end < first]
        self._columns = [*asides, *chain.from_iterable(votes.values())]
        self._first = first
        self._readers = [
            (own, _Reader((_Half(0, 10**6, own, None),), span, title, frozenset({number})))
            for number, own in votes.items()
        ]
        self.closed = False

    def _own(self, cells: Sequence[_Cell], of: tuple[_Column, ...]) -> list[_Cell]:
        """Leave out the marks and figures that stand under other votes, and those of presence."""
        own: list[_Cell] = []
        for cell in cells:
            if (_MARK.fullmatch(cell.text) or _FIGURE.fullmatch(cell.text)) and cell.begin >= self._first - _REACH:
                column = _column(cell, self._columns)
                if column is not None and column not in of:
                    continue
            own.append(cell)
        return own

    def add(self, cells: Sequence[_Cell], line: Line) -> bool:
        """Read a row; False where it has neither a name nor a mark."""
        said = [reader.add(self._own(cells, own), line) for own, reader in self._readers]
        return any(said)

    def add_sums(self, cells: Sequence[_Cell]) -> None:
        """Read the line of sums: it ends the table."""
        self.closed = True
        for own, reader in self._readers:
            reader.add_sums(self._own(cells, own))

    def tables(self) -> Iterator[Table]:
        """Give the table of each vote."""
        for _, reader in self._readers:
            yield from reader.tables()


def _votes_under(above: Sequence[_Cell], cells: Sequence[_Cell], raw: str) -> dict[str, tuple[_Column, ...]]:
    """Give the columns of each vote by its paragraph, where `§ 61` and `§ 63` stand over `Ja Nej Ja Nej`."""
    if not any(_OVER.match(cell.text) for cell in above) or not columns.heads_votes(raw):
        return {}
    found: dict[str, tuple[_Column, ...]] = {}
    groups = _groups(_options(cells, raw))
    for group, after in pairwise([*groups, None]):
        if group is None:
            continue
        end = after[0].begin if after else 10**6
        over = [
            match
            for cell in above
            if group[0].begin - _REACH <= cell.begin < end - 1 and (match := _OVER.match(cell.text))
        ]
        number = re.sub(r"\s", "", over[-1]["number"]).casefold() if len(over) == 1 else ""
        if not number or number in found or not {column.option for column in group} >= {"yes", "no"}:
            return {}
        found[number] = tuple(group)
    return found if any(cell.end < groups[0][0].begin for cell in above) else {}


def _without_double(table: Table) -> None:
    """Take out whoever stands twice with different marks."""
    options: dict[str, set[str]] = {}
    for row in table.rows:
        options.setdefault(row.voter.text, set()).add(row.option)
    for row in [row for row in table.rows if len(options[row.voter.text]) > 1]:
        table.rows.remove(row)
        table.doubts.append((row.at[0].begin, f"{row.voter.text} has two different marks"))


def _resolve(entries: Sequence[_Entry], rows: list[Row], doubts: list[tuple[int, str]]) -> None:
    """Turn rows into ballots; a name over two lines may have its mark between them, or on the second."""
    waiting: _Entry | None = None
    for entry, after in pairwise([*entries, None]):
        if entry is None:
            continue
        if entry.doubt:
            doubts.append((entry.at.begin, entry.doubt))
            waiting = None
        elif entry.voter is not None and entry.options:
            rows.append(Row(entry.voter, entry.options[0], (entry.at,)))
            waiting = None
        elif entry.voter is not None:
            waiting = entry
        elif entry.options:
            alone = after is not None and after.voter is not None and not after.options and not after.doubt
            if waiting is not None and waiting.voter is not None and not (alone and _is_last(after, entries)):
                rows.append(Row(waiting.voter, entry.options[0], (waiting.at, entry.at)))
            else:
                doubts.append((entry.at.begin, "a mark stands in no name's row"))
            waiting = None


def _is_last(entry: _Entry | None, entries: Sequence[_Entry]) -> bool:
    """Whether no mark follows behind a name that has none in its row: the mark above it may be its own."""
    at = next(k for k, other in enumerate(entries) if other is entry)
    return not (at + 1 < len(entries) and entries[at + 1].voter is None and entries[at + 1].options)


def _option(text: str) -> str:
    """Give the option that a cell names, and nothing else; empty where it names none."""
    folded = text.casefold().strip(" .:")
    return next((name for name, pattern in _OPTIONS if pattern.fullmatch(folded)), "")


def _halves(cells: Sequence[_Cell], raw: str) -> tuple[_Half, ...]:
    """Read a line of headings; empty where it is none."""
    if columns.heads_votes(raw):
        found = _options(cells, raw)
    else:
        folded = [cell.text.casefold().strip(" .:") for cell in cells]
        if not (set(folded) & _NAMED and set(folded[1:]) & _CAST):
            return ()
        found = [_Column(c.begin, c.end, "cast") for c, text in zip(cells, folded, strict=True) if text in _CAST]
    groups = _groups(found)
    halves = []
    left = 0
    for group, after in pairwise([*groups, None]):
        if group is None or not ({column.option for column in group} >= {"yes", "no"} or group[0].option == "cast"):
            return ()
        names = [cell.begin for cell in cells if after and group[-1].end <= cell.begin < after[0].begin]
        right = min(names, default=10**6) - 1 if after else 10**6
        if after and not names:
            return ()  # two votes in one table: whose the second row of marks is, is said elsewhere
        beside = [c.begin for c in cells if left <= c.begin < right and _SUBSTITUTES.fullmatch(c.text.casefold())]
        named = [c.begin for c in cells if left <= c.begin < group[0].begin and c.begin not in beside]
        halves.append(_Half(left, right, tuple(group), beside[0] if beside and named else None))
        left = right
    return tuple(halves)


def _options(cells: Sequence[_Cell], raw: str) -> list[_Column]:
    """Give the columns of options that a line of headings names."""
    if "|" in raw:
        return [_Column(cell.begin, cell.end, option) for cell in cells if (option := _option(cell.text))]
    return [
        _Column(cell.begin + match.start(), cell.begin + match.end(), option)
        for cell in cells
        for option, pattern in _OPTIONS
        for match in pattern.finditer(cell.text.casefold())
    ]


def _groups(found: list[_Column]) -> list[list[_Column]]:
    """Part columns of options into those of each vote: no option stands twice in one."""
    groups: list[list[_Column]] = []
    for column in sorted(found):
        if not groups or column.option in {other.option for other in groups[-1]}:
            groups.append([])
        groups[-1].append(column)
    return groups


def _entry(half: _Half, cells: Sequence[_Cell]) -> _Entry | None:
    """Read what a row says in one half: its voter and its mark."""
    own = [cell for cell in cells if half.left <= cell.begin < half.right]
    if not own:
        return None
    options: list[str] = []
    names: list[_Cell] = []
    stray = ""
    for cell in own:
        column = _column(cell, half.columns)
        said = _option(cell.text)
        if column is not None and column.option == "cast" and said:
            options.append(said)
        elif _MARK.fullmatch(cell.text) and cell.begin >= half.columns[0].begin - _REACH:
            if column is None or column.option == "cast":
                stray = "a mark stands under no heading"
            else:
                options.append(column.option)
        elif said and column is not None and column.option == said:
            options.append(said)
        else:
            names.append(cell)
    at = Span(own[0].at, own[-1].at + len(own[-1].text))
    voter, doubt = _voter(half, names)
    if (
        voter is not None
        and options
        and any(c.end > half.columns[0].begin for c in names if c.begin < half.columns[0].begin)
    ):
        return _Entry(None, (), at, "a name runs into the columns of the marks")
    if voter is not None and len(options) > 1:
        return _Entry(None, (), at, f"{voter.text} has {len(options)} marks")
    if (doubt or stray) and (voter is not None or options or stray):
        return _Entry(None, (), at, doubt or stray)
    return _Entry(voter, tuple(options), at)


def _column(cell: _Cell, among: Sequence[_Column]) -> _Column | None:
    """Give the column that a cell stands under: the nearest, if it is near and no other is nearly as near."""
    middle = (cell.begin + cell.end - 1) / 2
    ranked = sorted((max(column.begin - middle, middle - column.end + 1, 0), column) for column in among)
    if not ranked or ranked[0][0] > _REACH:
        return None
    if len(ranked) > 1 and ranked[1][0] - ranked[0][0] < (_NEARER if ranked[0][0] else 1):
        return None
    return ranked[0][1]


def _voter(half: _Half, cells: Sequence[_Cell]) -> tuple[Mention | None, str]:
    """Give who votes in a row: a substitute's row votes for the substitute; and why nobody, where that is not sure."""
    found: list[tuple[Mention, _Cell]] = []
    for cell in cells:
        mentions = _people(cell)
        if not mentions and found and (party := _PARTY.fullmatch(cell.text)) and not found[-1][0].party:
            mention, named = found[-1]
            span = Span(mention.span.begin, cell.at + len(cell.text))
            found[-1] = replace(mention, span=span, party=party["party"]), named
        found += [(mention, cell) for mention in mentions]
    if half.substitutes is not None:
        serving = [mention for mention, cell in found if abs(cell.begin - half.substitutes) <= _ALIGNED]
        if serving:
            return (serving[0], "") if len(serving) == 1 else (None, "several names stand in one row")
    if len(found) <= 1:
        return (found[0][0], "") if found else (None, "")
    if len(found) == 2:
        (first, cell), (second, _) = found
        between = " ".join(other.text for other in cells)
        if _REPLACED.search(between):
            return second, ""
        if _SERVES.search(between) and cell.text.startswith(first.text.split(" ", maxsplit=1)[0]):
            return first, ""
    return None, "several names stand in one row"


def _people(cell: _Cell) -> list[Mention]:
    if (turned := _LAST_FIRST.match(cell.text)) and turned["first"].casefold() not in _roles():
        span = Span(cell.at, cell.at + turned.end())
        return [Mention("person", f"{turned['first']} {turned['last']}", span, turned["party"] or "")]
    return agents.people(flow_of(cell.text, cell.at))


@cache
def _roles() -> frozenset[str]:
    """Give what stands behind a comma and is no first name."""
    listed = (*phrases("roster", "role").values(), *phrases("roster", "heading").values())
    return frozenset(words for group in listed for words in group)


def _names_under(half: _Half, cells: Sequence[_Cell]) -> list[Row]:
    """Read a row of names that stand each under an option."""
    found = []
    for cell in cells:
        under = [c for c in half.columns if abs(c.begin - cell.begin) <= _ALIGNED and c.option != "cast"]
        people = _people(cell)
        if len(under) != 1 or len(people) != 1 or not cell.text.startswith(people[0].text):
            return []
        found.append(Row(people[0], under[0].option, (people[0].span,)))
    return found


def _cells(raw: str, begin: int) -> list[_Cell]:
    """Cut a line into cells: at bars, which count as far apart, else where two spaces stand or more."""
    if "|" not in raw:
        return [_Cell(m.start(), m.end(), begin + m.start(), m[0]) for m in _CELL.finditer(raw)]
    found = []
    for match in _BETWEEN_BARS.finditer(raw):
        if text := match[0].strip():
            place = _BAR * raw.count("|", 0, match.start())
            at = match.start() + match[0].index(text)
            found.append(_Cell(place, place + 1, begin + at, text))
    return found


def _raw(line: Line, source: Source) -> tuple[str, int]:
    """Give the line as it stands in the source, its columns kept, and where it begins."""
    at = line.flow.span().begin
    begin = max(source.text.rfind("\n", 0, at), source.text.rfind("\f", 0, at)) + 1
    end = source.text.find("\n", at)
    return source.text[begin : end if end >= 0 else None], begin
