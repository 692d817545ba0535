"""Elections: who is elected to what, in whose place, for how long."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from kg.facts.floor import speakers
from kg.facts.kind import Fact, Field, ItemText, Kind
from kg.language import agents, dates, grammar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.facts.decisions.clause import Clause
    from kg.facts.decisions.decision_walk import Decision
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
_FREED_BEFORE = grammar.pattern("appointment", "freed-before")
_FREED_BEHIND = grammar.pattern("appointment", "freed-behind")
_IN_STEAD = re.compile(r"s?(?:\s\([A-ZÅÄÖ-]+\))?s?\sställe\b")
# Behind a name the office that this one has: "till ombud utses Anna Ek (S) med Bo Al (M) som ersättare".
_AS = re.compile(r"(?:\s\([^)]*\))?\ssom\s")
# A clause whose names stand on lines of their own below it; what only speaks of being elected opens no list.
_OPENS_LIST = grammar.pattern("appointment", "opens-list")
_ELECTED_LINE = re.compile(rf"{agents.NAME}\s?{agents.PARTY}(?:,?\s(?P<office>[^,.;]{{3,30}}))?")
_WHERE = grammar.pattern("appointment", "where")
_UNTIL = grammar.pattern("appointment", "until")
_FROM = grammar.pattern("appointment", "from")


def extract(text: ItemText) -> Iterator[Appointment]:
    """Read the elections of the clauses of a paragraph's decisions, adjusters of minutes left out."""
    for decision in text.before.get("decision", ()):
        for clause in decision.clauses:
            verb = _ELECTS.search(clause.text)
            if verb and not _ADJUSTS.search(clause.text):
                elected = list(_clause(text, decision, clause))
                yield from elected or _listed(text, decision, clause)


def _listed(text: ItemText, decision: Decision, clause: Clause) -> Iterator[Appointment]:
    """Read the list below `Till ledamöter i nämnden väljs:`: lines of a name with its party, below offices if any.

    The list ends with the first line that is neither.
    """
    if not _OPENS_LIST.search(clause.text):
        return
    blocks = next(
        (
            section.blocks[place + 1 :]
            for section in text.item.sections
            for place, block in enumerate(section.blocks)
            if block.flow.span().end == clause.at[-1].end or block.flow.text.endswith(clause.text)
        ),
        (),
    )
    offices = list(_ROLE.finditer(clause.text))
    to, to_text = _where(clause, offices[-1].end()) if offices else (None, "")
    office = offices[-1]["role"].casefold() if len(offices) == 1 else ""
    since, until = _term(clause)
    for block in blocks:
        if (heading := _ROLE.fullmatch(block.text.strip(" :"))) is not None:
            office = heading["role"].casefold()
            continue
        people = agents.people(block.flow)
        line = _ELECTED_LINE.fullmatch(block.text)
        if line is None or len(people) != 1 or not people[0].party:
            return
        own = _ROLE.fullmatch(line["office"] or "")
        yield Appointment(
            item=text.item.number,
            at=(*clause.at, block.flow.span()),
            person=people[0],
            to=to,
            to_text=to_text,
            role=own["role"].casefold() if own else office,
            valid_from=since,
            valid_to=until,
            clause=clause,
            anticipated=True if decision.asked else None,
            confidence=0.8,
        )


class _Named(NamedTuple):
    """A person of a clause and where the name stands in it."""

    begin: int
    end: int
    person: Mention


def _parted(clause: Clause) -> tuple[list[_Named], list[_Named]]:
    """Part who is elected from who is replaced; who is only freed of an office is neither."""
    places = [(m.end(), m[0]) for m in _PLACE.finditer(clause.text)]
    leaving: list[_Named] = []
    elected: list[_Named] = []
    at = 0
    offices = [m.span("where") for m in _WHERE.finditer(clause.text) if "ställe" not in m["where"]]
    for person in agents.people(clause.flow):
        begin = clause.flow.place(person.span.begin)
        at = begin + len(person.text)
        if not person.party and any(where <= begin and at <= end for where, end in offices):
            continue  # "ledamot i Hamnens Vänners råd": what somebody is elected to reads like a name
        named = _Named(begin, at, person)
        replaced = any(
            end <= begin <= end + 25
            and not re.search(r"\w\s\w", clause.text[end:begin])
            and place.strip().casefold() != "i"
            for end, place in places
        )
        if _IN_STEAD.match(clause.text, at) is not None:
            leaving.append(_Named(begin, at, replace(person, text=person.text.removesuffix("s"))))
        elif replaced:
            leaving.append(named)
        elif not (_FREED_BEFORE.search(clause.text[:begin]) or _FREED_BEHIND.search(clause.text[at:])):
            elected.append(named)
    if any(named.person.party for named in elected):
        elected = [named for named in elected if named.person.party]
    return elected, leaving


def _role(clause: Clause, elected: list[_Named], k: int) -> re.Match[str] | None:
    """Give the office of a person: where offices stand in front of the names the last one there, else the next one."""
    first, named = elected[0], elected[k]
    roles = list(_ROLE.finditer(clause.text))
    own = _AS.match(clause.text, named.end)
    if own and (behind := _ROLE.match(clause.text, own.end())):
        return behind
    if any(role.end() <= first.begin for role in roles):
        return [role for role in roles if role.end() <= named.begin][-1]
    return next((role for role in roles if role.start() >= named.end), None)


def _where(clause: Clause, begin: int) -> tuple[Mention | None, str]:
    """Give the body that somebody is elected to, or the words that say it, from the office on."""
    for where in _WHERE.finditer(clause.text, begin):
        if _ROLE.match(where["where"]):
            begin_in = _WHERE.search(clause.text, where.start("where"))
            if begin_in is None:
                continue
            where = begin_in  # noqa: PLW2901 - "till ersättare i nämnden": the body stands behind the second office
        hit = agents.body_at(clause.flow, where.start("where"))
        to = hit.mention if hit and hit.end == where.end("where") else None
        return to, "" if to else where["where"].strip()
    return None, ""


def _term(clause: Clause) -> tuple[str, str]:
    """Give the first and the last day of what somebody is elected for; empty where the clause has none."""
    since, until = _FROM.search(clause.text), _UNTIL.search(clause.text)
    first = dates.find(since["date"]) if since else None
    last = dates.find(next(filter(None, until.groups()))) if until else None
    return first.first if first else "", last.first if last else ""


def _clause(text: ItemText, decision: Decision, clause: Clause) -> Iterator[Appointment]:
    elected, leaving = _parted(clause)
    since, until = _term(clause)
    for k, named in enumerate(elected):
        stop = elected[k + 1].begin if k + 1 < len(elected) else len(clause.text)
        gone = next(
            (one.person for one in leaving if named.begin < one.begin < stop),
            leaving[0].person if len(leaving) == 1 == len(elected) else None,
        )
        role = _role(clause, elected, k)
        if role is None and not named.person.party and not speakers.listed(text, named.person.text):
            continue  # "utse Norra Kajen till plats": nobody's office is spoken of
        to, to_text = _where(clause, role.end()) if role else (None, "")
        yield Appointment(
            item=text.item.number,
            at=clause.at,
            person=named.person,
            to=to,
            to_text=to_text,
            role=role["role"].casefold() if role else "",
            in_place_of=gone,
            valid_from=since,
            valid_to=until,
            clause=clause,
            anticipated=True if decision.asked else None,
        )


KIND = Kind(
    name="appointment",
    record=Appointment,
    term="Appointment",
    link="hasAppointment",
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
