"""Lists of the elected that stand in a decision without a verb: offices as lines, and below or beside them names."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg import later
from kg.facts.decisions import elected_table
from kg.language import agents, grammar, wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.kind import ItemText
    from kg.model import Flow, Line, Mention, Span


class Seat(NamedTuple):
    """Where an office is: a body, or the words that say it."""

    to: Mention | None = None
    text: str = ""


class Listed(NamedTuple):
    """One of such a list: who, to which office, where that is, and the lines that say it."""

    person: Mention
    role: str
    seat: Seat
    at: tuple[Span, ...]
    in_place_of: Mention | None = None


_LINE = later.pattern(
    rf"{agents.NAME}\s?{agents.PARTY}(?:(?:,|\s?[–-])?\s(?P<office>[^,.;]{{3,80}}?))?(?:[,.;]|\s(?:samt|och))?"
)
_COMMA = re.compile(r", ")
_OFFICE_BEHIND = grammar.pattern("decisions", "office-behind-a-name")
_ALONE = grammar.pattern("decisions", "behind-one-alone")
_TITLE = grammar.pattern("decisions", "election-title")
_OFFICE_GOES_ON = grammar.pattern("decisions", "office-goes-on")
_BEFORE_AN_OFFICE = grammar.pattern("decisions", "before-an-office")
_AFTER_WHOM = grammar.pattern("decisions", "after-whom")
_ORDINARY = grammar.pattern("decisions", "ordinary-members")
_ADJUSTERS = grammar.pattern("decisions", "adjusters-title")
_BETWEEN_NAMES = grammar.pattern("reservation", "between-names")
_ABOVE_THE_ELECTED = grammar.pattern("decisions", "above-the-elected")
_SEAT_ENDS = grammar.pattern("decisions", "seat-ends")
_NO_SEAT = grammar.pattern("decisions", "no-seat")
_NO_TITLE = grammar.pattern("decisions", "no-election-title")


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"(?i:{wording.office()})")


@cache
def office_alone() -> re.Pattern[str]:
    """Give an office that heads names, with what joins it to others: `samt till ersättare`."""
    return re.compile(rf"(?i:{_BEFORE_AN_OFFICE.pattern}(?P<office>{wording.office()}))")


def in_brackets(text: str, at: int) -> str:
    """Give the office in front of who stands at a place, in brackets behind another: `Anna Ek (ersättare Bo Al)`."""
    office = _office_in_brackets().search(text, 0, at)
    return office["office"].casefold() if office else ""


@cache
def _office_in_brackets() -> re.Pattern[str]:
    return re.compile(rf"(?i:\((?P<office>{wording.office()})\s)$")


def offices(text: str) -> list[str]:
    """Give the offices that a text speaks of."""
    return [match[0] for match in _office().finditer(text)]


def _office_line(text: str) -> tuple[str, tuple[int, int]] | None:
    """Give an office alone on its line, and where it says where that is: `Ordförande`, `Ledamöter i valnämnden:`."""
    if _ORDINARY.fullmatch(text):
        return "ledamot", (-1, -1)
    office = _office().match(text)
    rest = _OFFICE_GOES_ON.fullmatch(text, office.end()) if office else None
    return (office[0].casefold(), rest.span("seat")) if office and rest else None


def seat_at(flow: Flow, begin: int, end: int) -> Seat:
    """Give where an office is, from the words that say it."""
    if told := _SEAT_ENDS.search(flow.text, begin, end):
        end = told.start()  # "valnämnden 2031-01-01 - 2034-12-31": for how long is no part of it
    hit = agents.body_at(flow, begin)
    if _NO_SEAT.match(flow.text, begin, end):
        return Seat()
    named = hit.mention if hit and hit.end == end else None
    return Seat(named, "" if named else flow.text[begin:end].strip())


def elects(text: ItemText) -> bool:
    """Whether the title of a paragraph says that it elects somebody, to other things than to adjust the minutes."""
    title = text.item.title.text
    return _TITLE.search(title) is not None and _NO_TITLE.search(title) is None


def only_adjusts(text: ItemText) -> bool:
    """Whether the title speaks of those who adjust the minutes: who is elected there in their place has no office."""
    return _ADJUSTERS.match(text.item.title.text) is not None


def of_title(text: ItemText) -> Seat:
    """Give where the offices are that a paragraph elects to, by its title: `Val till socialnämnden`."""
    return next((Seat(body) for body in agents.bodies(text.item.title)), Seat()) if elects(text) else Seat()


def read(text: ItemText) -> Iterator[Listed]:
    """Read such lists of the decision of a paragraph whose title speaks of an election: each name has its party."""
    if not elects(text):
        return
    titled = of_title(text)
    for section in text.item.of("decision") or text.item.of(""):
        role, seat, placed = "", titled, titled
        above: tuple[Span, ...] = ()
        lines = [line for block in section.blocks for line in block.lines]
        table = next((at for at, line in enumerate(lines) if elected_table.heads(line)), len(lines))
        if table < len(lines):
            over = lines[table - 1].text if table else ""
            if "gone" in elected_table.heads(lines[table]) or _ABOVE_THE_ELECTED.search(over):
                yield from _of_table(lines[table], lines[table + 1 :], titled)
        for flow in (line.flow for line in lines[:table]):
            if (line := _office_line(flow.text)) is not None:
                (role, (begin, end)), above = line, (flow.span(),)
                seat = seat_at(flow, begin, end) if begin >= 0 else placed
            elif follows := list(_following(flow, placed)):
                yield from follows
            elif found := [one for one in entry(flow, role, seat) if one[1]]:
                for person, own, where in found:
                    yield Listed(person, own, where, (*above, flow.span()) if own == role else (flow.span(),))
            else:
                named = seat_at(flow, 0, len(flow.text.rstrip(" :"))).to  # `Hamnnämnden` above those elected to it
                placed = Seat(named) if named else placed
                role, seat, above = "", placed, ()


def _following(flow: Flow, placed: Seat) -> Iterator[Listed]:
    """Read `Ledamot efter Anna Ek (S): Bo Al (S), Näs`: the office, who had it, and who has it now."""
    before, colon, _ = flow.text.partition(": ")
    office = _office().match(before) if colon else None
    after = _AFTER_WHOM.match(before, office.end()) if office else None
    if office is None or after is None:
        return
    gone, elected = agents.people(flow.cut(0, len(before))), agents.people(flow.cut(len(before) + 1))
    if len(gone) == 1 and elected and all(one.party for one in elected):
        seat = seat_at(flow, *after.span("seat")) if after["seat"] else placed
        yield from (Listed(one, office[0].casefold(), seat, (flow.span(),), gone[0]) for one in elected)


def _of_table(head: Line, below: Sequence[Line], titled: Seat) -> Iterator[Listed]:
    """Read a table with who goes and who comes: each row is an office, in the first of its two columns or before."""
    for row in elected_table.rows(below, elected_table.heads(head)):
        person = elected_table.one_person(row["new"], row.get("party")) if "new" in row else None
        office = _office_line(row["office"].text) if "office" in row else None
        if person is None or not person.party or ("office" in row and office is None):
            continue
        role, (begin, end) = office or ("", (-1, -1))
        seat = seat_at(row["office"], begin, end) if begin >= 0 else titled
        if "body" in row and begin < 0 and row["body"].text:
            seat = seat_at(row["body"], 0, len(row["body"].text))
        gone = elected_table.one_person(row["gone"]) if "gone" in row else None
        yield Listed(person, role, seat, (head.flow.span(), row["new"].span()), gone)


def entry(flow: Flow, role: str, seat: Seat) -> Iterator[tuple[Mention, str, Seat]]:
    """Give who stands on a line of such a list, the office, and where that is.

    The office stands in front, beside the name or above (`role`); where none does, the office is empty. Each name has
    its party, but for lay judges and the like, who stand alone on their line below an office.
    """
    people = agents.people(flow)
    office = _office().match(flow.text)
    begin = flow.place(people[0].span.begin) if people else 0
    if not people:
        return
    if len(people) == 1 and (row := _of_cells(flow, role, seat)):
        yield row
        return
    if not all(one.party for one in people):
        if len(people) == 1 and role and not begin and _ALONE.fullmatch(flow.text, len(people[0].text)):
            yield people[0], role, seat
        return
    if office and flow.text[office.end() : begin].strip(" :–-") == "" and _only_names(flow.cut(begin), people):
        yield from ((one, office[0].casefold(), seat) for one in people)
        return
    line = _LINE.fullmatch(flow.text)
    if len(people) > 1 or line is None:
        return
    told = _OFFICE_BEHIND.match(flow.text, line.start("office")) if line["office"] else None
    if line["office"] and told is None:
        return
    behind = _office_line(flow.text[told.end() : line.end("office")]) if told else None
    if told and behind is None:
        return
    own, (first, last) = behind or (role, (-1, -1))
    at = told.end() if told else 0
    yield people[0], own, seat_at(flow, at + first, at + last) if first >= 0 else seat


def _of_cells(flow: Flow, role: str, seat: Seat) -> tuple[Mention, str, Seat] | None:
    """Read a row whose name, party and office stand each in a column or behind a comma: `Anna Ek   S   ordförande`."""
    commas = [0, *(match.end() for match in _COMMA.finditer(flow.text)), len(flow.text) + len(", ")]
    row = elected_table.parted(flow) or [flow.cut(at, to - len(", ")) for at, to in pairwise(commas)]
    parties = [cell for cell in row if cell.text.strip("()").upper() in agents.parties()]
    offices = [(cell, line) for cell in row if (line := _office_line(cell.text)) is not None]
    names = [cell for cell in row if cell not in parties and all(cell is not office for office, _ in offices)]
    if len(names) != 1 or len(parties) != 1 or len(offices) > 1:
        return None
    person = elected_table.one_person(names[0], parties[0])
    office, (role, (begin, end)) = offices[0] if offices else (flow, (role, (-1, -1)))
    return (person, role, seat_at(office, begin, end) if begin >= 0 else seat) if person else None


def _only_names(flow: Flow, people: Sequence[Mention]) -> bool:
    rest = flow.text
    for one in people:
        rest = rest.replace(one.text, "", 1)
    return not _BETWEEN_NAMES.sub("", rest).strip(" .")
