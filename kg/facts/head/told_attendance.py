"""Who served for whom, had the chair, came later or went before, as sentences tell it: frames/attendance.toml."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.facts import framed
from kg.facts.head.attendance_role import Attendance
from kg.language import dates
from kg.language.roster_labels import SEATED
from kg.lines.sentences import sentences
from kg.model import Mention
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.kind import Kind
    from kg.language.frames import Match
    from kg.model import Item, Minutes

_TOLD = 0.7
_SEATS = SEATED - {"chair"}
"""The roles of those who may take the chair."""


def told(minutes: Minutes, kind: Kind, listed: Sequence[Attendance]) -> list[Attendance]:
    """Give the facts of the lists, more closely where a sentence says so, and who is told to serve and on no list.

    Who serves for somebody is taken from the roll call alone: elsewhere it is for one paragraph.
    """
    found = list(listed)
    for item in minutes.items:
        for match in _matches(item, kind):
            flow = match.marked.flow
            if "presiding" in match.slots:
                found += _presides(found, match, item)
                continue
            if "serves_for" in match.slots:
                found = _served(found, match) if _is_roll_call(item) else found
                continue
            slot = "arriving" if "arriving" in match.slots else "leaving"
            clocks = dates.clock(flow.text[match.begin :])
            if len(clocks) == 1:
                found = [_timed(fact, match, slot, clocks[0], found) for fact in found]
    return found


def _matches(item: Item, kind: Kind) -> Iterator[Match]:
    for section in item.sections:
        for block in section.blocks:
            for sentence in sentences(block.flow):
                yield from framed.matches(kind, framed.saying(section.kind, sentence))


def _is_roll_call(item: Item) -> bool:
    title = item.title.text.casefold()
    return any(word in title for word in phrases("roster", "told")["roll-call"])


def _people(match: Match, slot: str) -> list[Mention]:
    marks = (mark for mark in match.marked.within(*match.slots[slot]) if mark.kind == "person")
    return [person for mark in marks if (person := match.marked.mention(mark)) is not None]


def _served(found: list[Attendance], match: Match) -> list[Attendance]:
    """Take somebody for a substitute who serves; whom the lists have as a member or in the chair is none."""
    people, served = _people(match, "person"), _people(match, "serves_for")
    if len(people) != 1 or len(served) != 1:
        return found
    (person,), (ordinary,) = people, served
    ordinary = replace(ordinary, text=ordinary.text.removesuffix("s")) if _is_in_stead(match) else ordinary
    same = [at for at, fact in enumerate(found) if fact.person.may_be(person)]
    if not same and person.party:
        party = Mention("party", person.party, person.span)
        span = match.marked.flow.span()
        new = Attendance(
            at=(span,),
            person=person,
            role="serving-substitute",
            party=party,
            serves_for=ordinary,
            confidence=_TOLD,
            rule=match.frame.rule,
        )
        return [*found, new]
    if len(same) != 1 or found[same[0]].role not in {"substitute", "serving-substitute"} or found[same[0]].serves_for:
        return found
    fact = found[same[0]]
    closer = replace(
        fact,
        role="serving-substitute",
        serves_for=ordinary,
        at=(*fact.at, match.marked.flow.span()),
        rule=match.frame.rule,
        confidence=min(fact.confidence, match.frame.confidence),
    )
    return [closer if at == same[0] else other for at, other in enumerate(found)]


def _presides(found: Sequence[Attendance], match: Match, item: Item) -> Iterator[Attendance]:
    """Give the chair for one paragraph to one of the elected of the lists who has none there."""
    for person in _people(match, "presiding"):
        same = [fact for fact in found if fact.person.may_be(person)]
        seats = [fact for fact in same if fact.role in _SEATS]
        if len({fact.person.text for fact in seats}) == 1 and not any(fact.role == "chair" for fact in same):
            yield Attendance(
                at=(match.marked.flow.span(),),
                person=seats[0].person,
                role="chair",
                party=seats[0].party,
                attended=(item.number,),
                note=f"§ {item.number}",
                confidence=_TOLD,
                rule=match.frame.rule,
            )


def _is_in_stead(match: Match) -> bool:
    """Whether it is said in the genitive: `i Bo Eks (S) ställe`."""
    return match.marked.flow.text[match.slots["serves_for"][1] :].lstrip("s ").startswith("ställe")


def _timed(fact: Attendance, match: Match, slot: str, clock: str, found: Sequence[Attendance]) -> Attendance:
    """Give a fact with the time at which that person came or went, where the list has the one once and says none."""
    if not any(fact.person.may_be(person) for person in _people(match, slot)):
        return fact
    if fact.note or fact.from_time or fact.until_time or sum(fact.person.may_be(other.person) for other in found) != 1:
        return fact
    at = (*fact.at, match.marked.flow.span())
    if slot == "arriving":
        return replace(fact, from_time=clock, at=at, rule=match.frame.rule)
    return replace(fact, until_time=clock, at=at, rule=match.frame.rule)
