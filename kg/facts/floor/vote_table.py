"""Vote tables put together from their rows: the votes of a table, its sums and title, and what lost its rows."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from kg.facts.floor import vote_flat, vote_reader, vote_row
from kg.facts.floor.vote_reader import Reader, Several, Table, references, votes_under
from kg.language import grammar
from kg.letters import TICKS
from kg.lines import vote_heads

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from kg.facts.floor.vote_row import Cell
    from kg.model import Item, Line, Minutes, Source, Span

_SUM = grammar.pattern("vote", "table-sum")
_LONGEST_ASIDE, _TITLE_LINES = 40, 8
"""A line in a table that is neither name nor mark (`Socialdemokraterna`) is not longer; a title has not more lines."""
_OVER_LINES = 3
"""So many lines of a title may stand between the paragraphs of the votes and the line of Ja and Nej below them."""
_LABEL = re.compile(r"[A-ZÅÄÖ][\w ]{2,30}:(?!\w)")
_ALONE = re.compile(rf"[Xx{TICKS}]")
_LOST = 3
"""So many lines with a mark and nothing else are a table whose rows are lost."""
_LOST_WORDS = 6
"""So many lines with an option and nothing else are one too."""
_SAYS_ENOUGH = 12
"""A title of so many letters is not met twice by chance."""
_SWEDISH = {"yes": "ja", "no": "nej", "abstain": "avstår", "absent": "frånvarande"}


def read(item: Item, minutes: Minutes) -> list[Table]:
    """Read the tables of a paragraph that are no other paragraph's.

    A row counts only with one name and one mark that stands under one heading; where marks and names have lost their
    rows no ballot is read, and nobody's vote is guessed. A table of groups has its line of sums and no rows.
    """
    found = next(tables for one, tables in _all(minutes) if one is item)
    said = [table for table in found if table.rows or {"yes", "no"} <= table.sums.keys()]
    return [table for table in said if not table.items or item.number in table.items]


def elsewhere(item: Item, minutes: Minutes, told: str) -> list[Table]:
    """Read the tables outside a paragraph (annexes behind the last one, lists at the end) that are about it.

    Their title names the paragraph or repeats its title, or is that of an annex of which `told`, what the paragraph
    says of its votes, speaks.
    """
    own = _folded(item.title.text)
    spoken = references(told)
    return [
        table
        for table in chain.from_iterable(tables for one, tables in _all(minutes) if one is not item)
        if table.rows
        and (
            item.number in table.items
            or (not table.items and len(own) >= _SAYS_ENOUGH and own in _folded(table.title))
            or (not table.items and table.refers & spoken)
        )
    ]


def _folded(text: str) -> str:
    return re.sub(r"[^\wåäö]", "", text.casefold())


@lru_cache(maxsize=1)
def _all(minutes: Minutes) -> tuple[tuple[Item | None, list[Table]], ...]:
    """Read the tables of every paragraph, and at last those of the end and of the head: each vote asks for them.

    In the head stands a list of those present with the marks of several votes, each under its paragraph.
    """
    tail = _whole(_tables(minutes.tail, "", minutes.source))
    marked = any("nej" in line.text.casefold() for line in minutes.head)
    head = _whole(_tables(minutes.head, "", minutes.source)) if marked else []
    named = [table for table in head if table.items]
    if marked and not any(table.rows for table in named):
        named = list(vote_flat.read(minutes.head))
    if not tail:
        tail = list(vote_flat.read(minutes.tail))
    return (*((item, _all_of(item, minutes.source)) for item in minutes.items), (None, [*tail, *named]))


def warnings(minutes: Minutes, used: Container[Span]) -> Iterator[str]:
    """Tell of tables that have lost their rows, of rows that were not read, and of sums that the marks do not have.

    `used` are the places of the ballots that were made: a table with none of them fitted no vote.
    """
    source = minutes.source
    for item, tables in _all(minutes):
        lines = [line for section in item.sections for line in section.lines] if item else list(minutes.tail)
        marked = {span.begin for table in tables for row in table.rows for span in row.at}
        if (place := lost([line for line in lines if line.flow.span().begin not in marked])) is not None:
            yield f"line {source.line(place)}: a list of votes has lost its rows: no ballots are read from it"
        for table in tables:
            where = f"line {source.line(table.span.begin)}"
            yield from (f"line {source.line(at)}: {what}: no ballot is read there" for at, what in table.doubts)
            if table.rows and not any(row.at[0] in used for row in table.rows):
                yield f"{where}: the table fits no vote, or more than one: no ballots are read from it"
            for option, said in table.sums.items():
                if table.rows and said != table.marked(option):
                    yield f"{where}: the sum of {_SWEDISH[option]} is {said}, the marks are {table.marked(option)}"


def lost(lines: Sequence[Line]) -> int | None:
    """Find where marks or options stand alone on their lines, one below the other: a table that has lost its rows."""
    marks = [line for line in lines if _ALONE.fullmatch(line.text)]
    words = [line for line in lines if len(line.text) < _LONGEST_ASIDE and vote_row.option_of(line.text)]
    found = marks if len(marks) >= _LOST else words if len(words) >= _LOST_WORDS else []
    return found[0].flow.span().begin if found else None


def _all_of(item: Item, source: Source) -> list[Table]:
    whole = "\n".join(line.text for section in item.sections for line in section.lines).casefold()
    if "ledam" not in whole and "namn" not in whole and ("nej" not in whole or "ja" not in whole):
        return []
    found: list[Table] = []
    above = ""
    for section in item.sections:
        found += _tables(section.lines, section.heading.text if section.heading else above, source)
        above = section.lines[-1].text if section.lines else ""  # a list of votes opens a section below its title
    return _whole(found)


def _whole(tables: Iterable[Table]) -> list[Table]:
    """Put together what is one table over several pages, each with its title: nobody stands in two parts of it."""
    found: list[Table] = []
    for table in tables:
        # The parts of a list with several votes alternate: each goes on with the last of its own vote.
        before = next((other for other in reversed(found) if other.items == table.items), found[-1] if found else None)
        if (
            before is not None
            and table.rows
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


def _heads_votes(below: Sequence[tuple[str, int]]) -> bool:
    """Whether the next line is one of Ja and Nej, and no row: what stands above it are then no votes cast."""
    return any(
        vote_heads.heads_votes(raw) and not vote_row.is_a_row(vote_row.cut(raw, begin), raw) for raw, begin in below
    )


def _tables(lines: Sequence[Line], heading: str, source: Source) -> Iterator[Table]:
    """Read the tables in lines that stand below one heading."""
    printed = [vote_row.as_printed(line, source) for line in lines]
    if not any(vote_heads.may_head(raw) for raw, _ in printed):
        return
    title: list[str] = [heading]
    reader: Reader | Several | None = None
    above: list[Cell] = []
    above_names = False
    far = 0
    for at, (line, (raw, begin)) in enumerate(zip(lines, printed, strict=True)):
        cells, over = vote_row.cut(raw, begin), above
        named = vote_reader.names_votes(cells)
        far = 0 if named else far + 1
        if named or far > _OVER_LINES or not above_names:
            above, above_names = cells, named
        headed = _heads_votes(printed[at + 1 : at + 2])
        if votes := votes_under(over, cells, raw) or ({} if headed else vote_reader.cast_under(over, cells)):
            if reader is not None:
                yield from reader.tables()
            reader = Several(votes, [*over, *cells], line.flow.span(), title)
            title = [*title[:1]]
            continue
        row = vote_row.is_a_row(cells, raw)
        if halves := () if row else vote_row.read_halves(cells, raw):
            if isinstance(reader, Reader) and reader.goes_on(title):
                reader.next_page(halves)
            else:
                if reader is not None:
                    yield from reader.tables()
                reader = Reader(halves, line.flow.span(), title)
            title = [*title[:1]]
            continue
        if len(cells) > 2 and not row and vote_heads.heads_votes(raw):
            doubt = (line.flow.span().begin, "a table of more votes than one")
            yield Table(line.flow.span(), doubts=[doubt])
        if reader is not None and not reader.closed:
            if _SUM.match(raw.strip("| \t")) or reader.sums_alone(cells):
                reader.add_sums(cells)
                continue
            if _LABEL.match(line.text) or (isinstance(reader, Several) and reader.counts_one_option(cells)):
                reader.closed = True
            elif reader.add(cells, line):
                title = [*title[:1]]
                continue
            if len(line.text) > _LONGEST_ASIDE or line.text.endswith((".", ":")):
                reader.closed = True
        title = [title[0], *[*title[1:], line.text][-_TITLE_LINES:]]
    if reader is not None:
        yield from reader.tables()
