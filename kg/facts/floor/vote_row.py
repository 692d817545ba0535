"""The rows of a vote table: a line cut into cells, headings into columns, and who stands in a row with which mark."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg import later
from kg.facts.head import roster_entry
from kg.language import agents, grammar
from kg.language.names import SAINT, spelt
from kg.letters import TICKS
from kg.lines import roster_heads, vote_heads
from kg.lines.reading import flow_of
from kg.model import Line, Mention, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Source

_OPTIONS = tuple((option, grammar.pattern("vote", f"row-{option}")) for option in ("yes", "no", "abstain", "absent"))
_SUBSTITUTES = grammar.pattern("vote", "column-serves")
MARK = re.compile(rf"\(?[Xx]\)?|[1Iü✗●•{TICKS}]")
_PARTY = re.compile(r"\(?(?P<party>[A-ZÅÄÖ]{1,6}|-)\)?")
_NEAR_MARK = re.compile(rf"(?<=\)) [Xx{TICKS}]$")
_CELL = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_BETWEEN_BARS = re.compile(r"[^|]+")
_LAST_FIRST = later.pattern(
    rf"(?P<last>(?:{agents.PARTICLE} )*(?:{SAINT} )?(?:{agents.NAME}|{agents.WORD})), "
    rf"(?P<first>{agents.WORD}(?: {agents.WORD})?|(?:[A-ZÅÄÖ]\.?[ -]?){{1,2}}[A-ZÅÄÖ]\.?)"
    r"(?: \((?P<party>[A-ZÅÄÖ]{1,6}|-)\))?"
)
_SERVES = grammar.pattern("vote", "row-serves")
_REPLACED = grammar.pattern("vote", "row-replaced")
LETTERS = {"j": "yes", "n": "no", "a": "abstain"}
"""What a letter says in the column of what each voted (`Röst`)."""
_BESIDE = frozenset({"abstain", "absent"})
"""What a row may say in words under a column of Ja or Nej: a table need have no column for it."""
REACH = 7
"""How far from its column's heading a mark may stand, in characters."""
_NEARER = 2
"""By how many characters it must be nearer to that heading than to any other."""
_SPREAD, _MOSTLY = 4, 4
"""So far apart stand the marks of one column, in characters; of so many marks one may stand under no heading."""
_ALIGNED = 2
"""How far a name may stand from the heading of a column of names."""
_BAR = 100
"""Columns of a table of bars are so far apart that nothing stands near two of them."""


class Row(NamedTuple):
    """One ballot: who, which option, and where it stands."""

    voter: Mention
    option: str
    at: tuple[Span, ...]


class Cell(NamedTuple):
    """One cell of a line, with its place on the line and in the source."""

    begin: int
    """Its first column, in characters from the left edge."""
    end: int
    at: int
    """Where it stands in the source."""
    text: str


class Column(NamedTuple):
    """A column of votes: where its heading stands, and for which option."""

    begin: int
    end: int
    option: str
    """`yes`, `no`, `abstain`, `absent`; `cast` where the option stands in the cell."""
    at: Span = Span(0, 0)
    """Where the heading stands in the source."""


class Half(NamedTuple):
    """Columns of options and the names on their left: a table may have two such halves side by side."""

    left: int
    right: int
    columns: tuple[Column, ...]
    substitutes: int | None
    """Where the column of the substitutes begins, if there is one."""


class Entry(NamedTuple):
    """What one row says in one half of the table: a voter, options, both, or only something else."""

    voter: Mention | None
    options: tuple[str, ...]
    at: Span
    doubt: str = ""
    heads: tuple[Span, ...] = ()
    """The headings that its marks stand under: without them nobody sees what a mark says."""
    there: bool = False
    """Whether a mark of presence stands in its row: then no other mark is lost."""


def option_of(text: str) -> str:
    """Give the option that a cell names, and nothing else; empty where it names none."""
    folded = text.casefold().strip(" .:")
    return next((name for name, pattern in _OPTIONS if pattern.fullmatch(folded)), "")


def read_halves(cells: Sequence[Cell], raw: str) -> tuple[Half, ...]:
    """Read a line of headings; empty where it is none."""
    if vote_heads.heads_votes(raw):
        found = read_options(cells, raw)
    else:
        folded = [cell.text.casefold().strip(" .:") for cell in cells]
        if not (any(map(heads_people, cells)) and set(folded[1:]) & set(vote_heads.CAST)):
            return ()
        found = [cast_column(cell) for cell, word in zip(cells, folded, strict=True) if word in vote_heads.CAST]
    groups = grouped(found)
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
        halves.append(Half(left, right, tuple(group), beside[0] if beside and named else None))
        left = right
    return tuple(halves)


def heads_people(cell: Cell) -> bool:
    """Whether a cell heads a column of names."""
    return roster_heads.heads_names(cell.text.casefold().strip(" .:").removesuffix(" (parti)"))


def cast_column(cell: Cell) -> Column:
    """Give the column below a heading whose cells hold the option as a word."""
    return Column(cell.begin, cell.end, "cast", _span_of(cell))


def is_a_row(cells: Sequence[Cell], raw: str) -> bool:
    """Whether what could head columns of Ja and Nej is the row of somebody who voted so in two votes."""
    return vote_heads.heads_votes(raw) and bool(cells) and bool(people_in(cells[0]))


def read_options(cells: Sequence[Cell], raw: str) -> list[Column]:
    """Give the columns of options that a line of headings names."""
    if "|" in raw:
        return [
            Column(cell.begin, cell.end, option, _span_of(cell)) for cell in cells if (option := option_of(cell.text))
        ]
    return [
        Column(
            cell.begin + match.start(),
            cell.begin + match.end(),
            option,
            Span(cell.at + match.start(), cell.at + match.end()),
        )
        for cell in cells
        for option, pattern in _OPTIONS
        for match in pattern.finditer(cell.text.casefold())
    ]


def _span_of(cell: Cell) -> Span:
    return Span(cell.at, cell.at + len(cell.text))


def grouped(found: list[Column]) -> list[list[Column]]:
    """Part columns of options into those of each vote: no option stands twice in one."""
    groups: list[list[Column]] = []
    for column in sorted(found):
        if not groups or column.option in {other.option for other in groups[-1]}:
            groups.append([])
        groups[-1].append(column)
    return groups


def read_entry(half: Half, cells: Sequence[Cell]) -> Entry | None:
    """Read what a row says in one half: its voter and its mark."""
    own = [cell for cell in cells if half.left <= cell.begin < half.right]
    if not own:
        return None
    options: list[str] = []
    heads: list[Span] = []
    names: list[Cell] = []
    stray = ""
    for cell in own:
        column = column_of(cell, half.columns)
        said = option_of(cell.text)
        if not said and column is not None and column.option == "cast":
            said = LETTERS.get(cell.text.casefold(), "")
        told = len(options)
        if column is not None and column.option == "cast" and said:
            options.append(said)
        elif MARK.fullmatch(cell.text) and cell.begin >= half.columns[0].begin - REACH:
            if column is None or column.option == "cast":
                stray = "a mark stands under no heading"
            else:
                options.append(column.option)
        elif said and column is not None and said in {column.option, *_BESIDE}:
            options.append(said)
        else:
            names.append(cell)
        if column is not None and len(options) > told:
            heads.append(column.at)
    at = Span(own[0].at, own[-1].at + len(own[-1].text))
    if options and not names and half.columns[0].begin <= REACH:  # names stand at the left edge too: nothing is kept
        return Entry(None, (), at, "a mark stands alone, and its column is lost")
    voter, doubt = _voter(half, names)
    if (
        voter is not None
        and options
        and any(c.end > half.columns[0].begin for c in names if c.begin < half.columns[0].begin)
    ):
        return Entry(None, (), at, "a name runs into the columns of the marks")
    if voter is not None and len(options) > 1:
        return Entry(None, (), at, f"{voter.text} has {len(options)} marks")
    if (doubt or stray) and (voter is not None or options or stray):
        return Entry(None, (), at, doubt or stray)
    return Entry(voter, tuple(options), at, heads=tuple(heads))


def column_of(cell: Cell, among: Sequence[Column]) -> Column | None:
    """Give the column that a cell stands under: the nearest, if it is near and no other is nearly as near."""
    middle = (cell.begin + cell.end - 1) / 2
    ranked = sorted((max(column.begin - middle, middle - column.end + 1, 0), column) for column in among)
    if not ranked or ranked[0][0] > REACH:
        return None
    if len(ranked) > 1 and ranked[1][0] - ranked[0][0] < (_NEARER if ranked[0][0] else 1):
        return None
    return ranked[0][1]


def are_apart(halves: Sequence[Half], rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the marks of each column stand below each other, and hardly one between two headings.

    A converter that writes a space for every gap moves marks by the names in front of them: below which heading one
    stands then says nothing. Names that stand ragged tell of it too.
    """
    for half in halves:
        own = [[cell for cell in cells if half.left <= cell.begin < half.right] for cells in rows]
        marks = [cell for cells in own for cell in cells if MARK.fullmatch(cell.text)]
        marks = [cell for cell in marks if cell.begin >= half.columns[0].begin - REACH]
        names = [cells[0].begin for cells in own if len(cells) > 1 and not MARK.fullmatch(cells[0].text)]
        ragged = max(names, default=0) - min(names, default=0) > _SPREAD
        under = [(column_of(cell, half.columns), cell.begin) for cell in marks]
        stray = sum(column is None for column, _ in under)
        if stray > 1 and stray * _MOSTLY > len(marks):
            return False
        for column in half.columns:
            places = [place for stands, place in under if stands == column]
            if places and max(places) - min(places) > (_NEARER if ragged else _SPREAD):
                return False
    return True


def _voter(half: Half, cells: Sequence[Cell]) -> tuple[Mention | None, str]:
    """Give who votes in a row: a substitute's row votes for the substitute; and why nobody, where that is not sure."""
    found: list[tuple[Mention, Cell]] = []
    for cell in cells:
        mentions = people_in(cell)
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


def people_in(cell: Cell) -> list[Mention]:
    """Give the people that a cell names; a name printed surname first is turned, but `Anna Ek, KD` has a party."""
    turned = _LAST_FIRST.match(cell.text)
    if turned and not (roster_entry.role_of(turned["first"]) or (turned["first"].isupper() and " " in turned["last"])):
        span = Span(cell.at, cell.at + turned.end())
        name = f"{turned['first']} {turned['last']}"
        return [Mention("person", spelt(name) or name, span, turned["party"] or "")]
    return agents.people(flow_of(cell.text, cell.at))


_ONLY_NAMES = re.compile(
    rf"{agents.NAME}(?:\s?\([^()]{{1,6}}\))?(?:\s?(?:<br ?/?>|[,;])\s?{agents.NAME}(?:\s?\([^()]{{1,6}}\))?)+"
)
"""A cell that holds several names, each on a line of the cell or behind a comma."""


def names_under(half: Half, cells: Sequence[Cell]) -> list[Row]:
    """Read a row of names that stand each under an option."""
    found = []
    for cell in cells:
        under = [c for c in half.columns if abs(c.begin - cell.begin) <= _ALIGNED and c.option != "cast"]
        people = people_in(cell)
        several = len(people) < 2 or _ONLY_NAMES.fullmatch(cell.text) is not None
        if len(under) != 1 or not people or not several or people[0].span.begin != cell.at:
            return []
        found += [Row(person, under[0].option, (person.span, under[0].at)) for person in people]
    return found


def cut(raw: str, begin: int) -> list[Cell]:
    """Cut a line into cells: at bars, which count as far apart, else where two spaces stand or more."""
    if "|" not in raw:
        # A mark right behind a name with its party stands as near as a word where the table is narrow.
        spans = [span for m in _CELL.finditer(raw) for span in _without_mark(m)]
        return [Cell(first, last, begin + first, raw[first:last]) for first, last in spans]
    found = []
    for match in _BETWEEN_BARS.finditer(raw):
        if text := match[0].strip():
            place = _BAR * raw.count("|", 0, match.start())
            at = match.start() + match[0].index(text)
            found.append(Cell(place, place + 1, begin + at, text))
    return found


def _without_mark(cell: re.Match[str]) -> tuple[tuple[int, int], ...]:
    if (mark := _NEAR_MARK.search(cell[0])) is None:
        return (cell.span(),)
    at = cell.start() + mark.start()
    return ((cell.start(), at), (at + 1, cell.end()))


def as_printed(line: Line, source: Source) -> tuple[str, int]:
    """Give the line as it stands in the source, its columns kept, and where it begins."""
    at = line.flow.span().begin
    begin = source.text.rfind("\n", 0, at) + 1
    begin = max(begin, source.text.rfind("\f", begin, at) + 1)
    end = source.text.find("\n", at)
    return source.text[begin : end if end >= 0 else None], begin
