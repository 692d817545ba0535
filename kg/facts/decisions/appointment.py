"""Elections: who is elected to what, in whose place, for how long; the wordings stand in frames/appointment.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from kg.facts import framed
from kg.facts.decisions import elected_list
from kg.facts.decisions.elected_list import Seat
from kg.facts.floor import speakers
from kg.facts.kind import BODIES, Fact, Field, ItemText, Kind
from kg.language import dates, grammar
from kg.lines.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.decisions.clause import Clause
    from kg.facts.decisions.told import Decision
    from kg.language.frames import Match
    from kg.model import Block, Flow, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment(Fact):
    """One person elected; `anticipated` while it is only proposed."""

    person: Mention
    to: Mention | None = None
    to_text: str = ""
    role: str = ""
    in_place_of: Mention | None = None
    valid_from: str = ""
    valid_to: str = ""
    clause: Clause
    anticipated: bool | None = None


@dataclass(slots=True)
class _Said:
    """What the frames found in one sentence of a clause."""

    elected: list[Match] = field(default_factory=list)
    leaving: list[tuple[int, Mention]] = field(default_factory=list)
    seats: list[tuple[int, Seat]] = field(default_factory=list)
    lists: list[Match] = field(default_factory=list)
    freed: list[tuple[Mention, str]] = field(default_factory=list)
    """Who is let go, and from which office."""
    valid_from: str = ""
    valid_to: str = ""

    def seat(self, match: Match) -> Seat:
        """Give where the office of a match is: its own words say it, else those of the next one, else of the last."""
        own = [seat for at, seat in self.seats if match.begin <= at < match.end]
        behind = [seat for at, seat in self.seats if at >= match.end]
        before = [seat for at, seat in self.seats if at < match.begin]
        return next(iter((*own, *behind, *before[-1:])), Seat()) if "role" in match.slots else Seat()


class _Told(NamedTuple):
    """One sentence of a clause, and what its elections have in common."""

    text: ItemText
    decision: Decision
    clause: Clause
    said: _Said

    def elects(self, match: Match, person: Mention, seat: Seat, role: str) -> Appointment:
        """Give the election of a person that a frame tells of."""
        return Appointment(
            item=self.text.item.number,
            at=self.clause.at,
            rule=match.frame.rule,
            confidence=match.frame.confidence,
            person=person,
            to=seat.to,
            to_text=seat.text,
            role=role,
            valid_from=self.said.valid_from,
            valid_to=self.said.valid_to,
            clause=self.clause,
            anticipated=True if self.decision.asked else None,
        )


_WHO = frozenset({"person", "freed"})
_NO_LIST = _WHO | {"in_place_of", "valid_from", "valid_to"}
"""Slots of the frames that say who is elected or let go, and of all that open no list."""
_BESIDE = "and-another"
"""Whose office this frame says is elected beside somebody, to another office: `A och B med C som ersättare`."""
_OF = re.compile(r"s?(?:\s\([A-ZÅÄÖ-]+\))?s?\sställe\b")
_OWNS = grammar.pattern("steps", "what-is-owned")
_GOES = grammar.pattern("decisions", "lets-somebody-go")


def extract(text: ItemText) -> Iterator[Appointment]:
    """Read the elections of the clauses of a paragraph's decisions, adjusters of minutes left out."""
    titled = elected_list.of_title(text)
    for decision in text.before.get("decision", ()) if not elected_list.only_adjusts(text) else ():
        found: list[Appointment] = []
        freed: list[tuple[Mention, str]] = []
        for clause in decision.clauses:
            for sentence in sentences(clause.flow):
                told = _Told(text, decision, clause, _said(sentence))
                elected = list(_elected(told))
                found += [*elected[:-1], *_going_on(told, elected[-1])] if elected else _listed(told)
                freed += told.said.freed
        found += _without_verb(text, decision, found)
        if not freed and any(_GOES.search(clause.text) for clause in decision.clauses):
            freed = list(_told_to_go(text))
        for one in _replacing(found, freed):
            bare = one.role and one.to is None and not one.to_text
            yield replace(one, to=titled.to) if bare else one


def _told_to_go(text: ItemText) -> Iterator[tuple[Mention, str]]:
    """Give who asked to be let go in the story of a paragraph, where the decision only grants it."""
    yield from _said(text.item.title).freed
    for section in text.item.of("", "background", "other", "preparation"):
        for block in section.blocks:
            for sentence in sentences(block.flow):
                yield from _said(sentence).freed


def _without_verb(text: ItemText, decision: Decision, found: Sequence[Appointment]) -> Iterator[Appointment]:
    """Read the lists of a decision that have offices and names and no verb, but for those elected otherwise."""
    known = {one.person.text for one in found}
    for one in elected_list.read(text) if decision.clauses else ():
        if one.person.text not in known:
            at = one.at[-1].begin
            clause = next((c for c in reversed(decision.clauses) if c.at[0].begin <= at), decision.clauses[0])
            said = _said(clause.flow)
            seat = next((seat for _, seat in said.seats), one.seat) if one.seat == Seat() else one.seat
            yield Appointment(
                item=text.item.number,
                at=one.at,
                rule="appointment/list-without-verb",
                confidence=0.75,
                person=one.person,
                to=seat.to,
                to_text=seat.text,
                role=one.role,
                in_place_of=one.in_place_of,
                valid_from=said.valid_from,
                valid_to=said.valid_to,
                clause=clause,
                anticipated=True if decision.asked else None,
            )


def _replacing(found: Sequence[Appointment], freed: Sequence[tuple[Mention, str]]) -> Iterator[Appointment]:
    """Give the elections; the only one of a decision that lets one go from such an office is in that one's place."""
    gone = {person.text: (person, role) for person, role in freed}
    for one in found:
        person, role = next(iter(gone.values())) if len(gone) == 1 == len(found) else (None, "")
        office = one.role.removeprefix("ny ").removeprefix("personlig ")
        left = role.removeprefix("ny ").removeprefix("personlig ")
        same = bool(office) and (left == office or (not role and one.role.startswith("ny ")))
        if same and person is not None and one.in_place_of is None and person != one.person:
            told = any(span.begin <= person.span.begin < span.end for span in one.at)
            yield replace(one, in_place_of=person, at=one.at if told else (*one.at, person.span))
        else:
            yield one


def _said(sentence: Flow) -> _Said:
    found = _Said()
    one = framed.saying("decision", sentence)
    for match in framed.matches(KIND, one, every=True):
        found.valid_from = _day(match, "valid_from") or found.valid_from
        found.valid_to = _day(match, "valid_to") or found.valid_to
        if not match.slots.keys() & _WHO and "in_place_of" in match.slots:
            found.leaving += _leaving(match)
    for match in framed.matches(KIND, one):
        slots = match.slots
        if "to" in slots:
            found.seats.append((slots["to"][0], elected_list.seat_at(sentence, *slots["to"])))
        if "person" in slots:
            found.elected.append(match)
            found.leaving += _leaving(match) if "in_place_of" in slots else ()
        if "freed" in slots:
            found.freed += [(person, _role(match)) for person in _freed(match)]
        if not slots.keys() & _NO_LIST:
            found.lists.append(match)
    return found


def _leaving(match: Match) -> Iterator[tuple[int, Mention]]:
    """Give who is replaced, with the place of the name; `i Anna Eks (S) ställe` is of Anna Ek."""
    begin, end = match.slots["in_place_of"]
    for mark in match.marked.within(begin, end):
        person = match.marked.mention(mark)
        if person is not None:
            behind = _OF.match(match.marked.flow.text, match.marked.flow.place(person.span.begin) + len(person.text))
            yield mark.begin, replace(person, text=person.text.removesuffix("s")) if behind else person


def _freed(match: Match) -> Iterator[Mention]:
    """Give who is let go; behind `Anna Eks` stands what is of Anna Ek."""
    flow = match.marked.flow
    for mark in match.marked.within(*match.slots["freed"]):
        person = match.marked.mention(mark) if mark.kind == "person" else None
        if person is not None:
            whose = _OWNS.match(flow.text, mark.end) is not None
            yield replace(person, text=person.text.removesuffix("s")) if whose else person


def _day(match: Match, slot: str) -> str:
    when = dates.find(match.marked.flow.text[slice(*match.slots[slot])]) if slot in match.slots else None
    return when.first if when else ""


def _role(match: Match) -> str:
    return match.marked.flow.text[slice(*match.slots["role"])].casefold() if "role" in match.slots else ""


def _elected(told: _Told) -> Iterator[Appointment]:
    """Give a fact for each person elected; where some have their party, what has none is a place that reads so."""
    named = [
        (mark.begin, person, match)
        for match in sorted(told.said.elected, key=lambda match: match.slots["person"])
        for mark in match.marked.within(*match.slots["person"])
        if mark.kind == "person" and (person := match.marked.mention(mark)) is not None
    ]
    if any(person.party for _, person, _ in named):
        named = [one for one in named if one[1].party or elected_list.in_brackets(one[2].marked.flow.text, one[0])]
    for at, (begin, person, match) in enumerate(named):
        others = [other for *_, other in (*named[at:], *named[:at]) if other.frame.name != _BESIDE]
        role = (
            elected_list.in_brackets(match.marked.flow.text, begin)
            or _role(match)
            or next((role for other in others if (role := _role(other))), "")
        )
        if not role and not person.party and not _is_somebody(told.text, person):
            continue  # "utse Norra Kajen till plats": nobody's office is spoken of
        stop = named[at + 1][0] if at + 1 < len(named) else len(told.clause.text)
        leaving = told.said.leaving
        only = leaving[0][1] if len({place for place, _ in leaving}) == 1 == len(named) else None
        gone = next((gone for place, gone in leaving if begin < place < stop), only)
        yield replace(told.elects(match, person, told.said.seat(match), role), in_place_of=gone)


def _is_somebody(text: ItemText, person: Mention) -> bool:
    """Whether a name without party and office is a person's: on the roster, or without one where the title elects."""
    return speakers.listed(text, person.text) or (not speakers.has_roster(text) and elected_list.elects(text))


def _listed(told: _Told) -> Iterator[Appointment]:
    """Read the list below `Till ledamöter i nämnden väljs:`: lines of a name with its party, below offices if any.

    The list ends with the first line that is neither.
    """
    if not told.said.lists:
        return
    opening = told.said.lists[0]
    seat = next((seat for _, seat in told.said.seats), Seat())
    role = _role(opening) if len(elected_list.offices(told.clause.text)) == 1 else ""
    for (person, own, where), flow in _rows(told, role, seat):
        yield replace(told.elects(opening, person, where, own), at=(*told.clause.at, flow.span()))


def _going_on(told: _Told, last: Appointment) -> Iterator[Appointment]:
    """Give the last of the elected of a clause, and those who stand below it as entries of the list that it opens."""
    clause = told.clause.flow
    at = clause.text.rfind(last.person.text)
    seat = Seat(last.to, last.to_text)
    first = [one for one in elected_list.entry(clause.cut(at), last.role, seat) if one[0].party] if at >= 0 else []
    rows = list(_rows(told, last.role, seat)) if first else []
    yield last if not rows else replace(last, person=first[0][0], role=first[0][1])
    for (person, role, where), flow in rows:
        at_ = (*told.clause.at, flow.span())
        yield replace(last, person=person, role=role, to=where.to, to_text=where.text, at=at_, in_place_of=None)


def _rows(told: _Told, role: str, seat: Seat) -> Iterator[tuple[tuple[Mention, str, Seat], Flow]]:
    """Give the entries of the lines below a clause: names with their party, below offices if any."""
    office = elected_list.office_alone()
    for flow in (line.flow for block in _below(told.text, told.clause) for line in block.lines):
        if named := office.fullmatch(flow.text.strip(" :")):
            role = named["office"].casefold()
            continue
        row = list(elected_list.entry(flow, role, seat))
        if not row:
            return
        yield from ((one, flow) for one in row)


def _below(text: ItemText, clause: Clause) -> Sequence[Block]:
    """Give the blocks that stand below a clause in its section."""
    return next(
        (
            section.blocks[place + 1 :]
            for section in text.item.sections
            for place, block in enumerate(section.blocks)
            if block.flow.span().end == clause.at[-1].end or block.flow.text.endswith(clause.text)
        ),
        (),
    )


KIND = Kind(
    name="appointment",
    record=Appointment,
    term="Appointment",
    link="hasAppointment",
    fields=(
        Field("person", "appointee", "agent"),
        Field("to", "appointedTo", "agent", takes=(*BODIES, "Post")),
        Field("to_text", "appointedToText", "string"),
        Field("role", "appointedRole", "string"),
        Field("in_place_of", "inPlaceOf", "agent"),
        Field("valid_from", "validFrom", "date"),
        Field("valid_to", "validTo", "date"),
        Field("clause", "inClause", "fact"),
        Field("anticipated", "anticipated", "boolean"),
    ),
    needs=("person",),
    reads_frames=True,
    extract_item=extract,
)
