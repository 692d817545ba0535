"""Elections: who is elected to what, in whose place, for how long."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts import agents, dates, grammar
from kg.facts.kind import Fact, Field, ItemText, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.facts.clause import Clause
    from kg.facts.points import Decision
    from kg.model import Mention


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


_ELECTS = grammar.pattern("appointment", "elects")
_ADJUSTS = grammar.pattern("appointment", "adjusts")
_PLACE = grammar.pattern("appointment", "place")
_ROLE = grammar.pattern("appointment", "role")
_WHERE = grammar.pattern("appointment", "where")
_UNTIL = grammar.pattern("appointment", "until")
_FROM = grammar.pattern("appointment", "from")


def extract(text: ItemText) -> Iterator[Appointment]:
    """Read the elections of the clauses of a paragraph's decisions, adjusters of minutes left out."""
    for decision in text.before.get("decision", ()):
        for clause in decision.clauses:
            verb = _ELECTS.search(clause.text)
            if verb and not _ADJUSTS.search(clause.text):
                yield from _clause(text, decision, clause)


def _clause(text: ItemText, decision: Decision, clause: Clause) -> Iterator[Appointment]:
    people = agents.people(clause.flow)
    places = [(m.end(), m[0]) for m in _PLACE.finditer(clause.text)]
    leaving: list[tuple[int, Mention]] = []
    elected: list[tuple[int, Mention]] = []
    at = 0
    for person in people:
        begin = clause.text.find(person.text, at)
        at = begin + len(person.text)
        replaced = any(
            end <= begin <= end + 25
            and not re.search(r"\w\s\w", clause.text[end:begin])
            and place.strip().casefold() != "i"
            for end, place in places
        )
        behind_stalle = re.match(r"s?(?:\s\([A-ZÅÄÖ-]+\))?s?\sställe\b", clause.text[at:]) is not None
        (leaving if replaced or behind_stalle else elected).append((begin, person))
    if any(person.party for _, person in elected):
        elected = [(begin, person) for begin, person in elected if person.party]
    role = _ROLE.search(clause.text)
    where = _WHERE.search(clause.text, role.end()) if role else None
    to = None
    if where:
        hit = agents.body_at(clause.flow, where.start("where"))
        to = hit.mention if hit and hit.end == where.end("where") else None
    since, until = _FROM.search(clause.text), _UNTIL.search(clause.text)
    first = dates.find(since["date"]) if since else None
    last = dates.find(until["date"]) if until else None
    for k, (begin, person) in enumerate(elected):
        stop = elected[k + 1][0] if k + 1 < len(elected) else len(clause.text)
        gone = next(
            (p for where_at, p in leaving if begin < where_at < stop),
            leaving[0][1] if len(leaving) == 1 == len(elected) else None,
        )
        yield Appointment(
            item=text.item.number,
            at=clause.at,
            person=person,
            to=to,
            to_text=where["where"].strip() if where and to is None else "",
            role=role["role"].casefold() if role else "",
            in_place_of=gone,
            valid_from=first.first if first else "",
            valid_to=last.first if last else "",
            clause=clause,
            anticipated=True if decision.asked else None,
        )


KIND = Kind(
    name="appointment",
    record=Appointment,
    term="Appointment",
    link="hasAppointment",
    label="val",
    fields=(
        Field("person", "appointee", "agent"),
        Field("to", "appointedTo", "agent"),
        Field("to_text", "appointedToText", "string"),
        Field("role", "appointedRole", "string"),
        Field("in_place_of", "inPlaceOf", "agent"),
        Field("valid_from", "validFrom", "date"),
        Field("valid_to", "validTo", "date"),
        Field("clause", "inClause", "fact"),
        Field("anticipated", "anticipated", "boolean"),
    ),
    needs=("person",),
    extract_item=extract,
)
