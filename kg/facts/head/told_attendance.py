"""Who served for whom, had the chair, came later or went before, as sentences tell it: frames/attendance.toml."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.facts import framed
from kg.facts.head.attendance_role import Attendance
from kg.language import dates
from kg.language.roster_labels import SEATED, SUBSTITUTES
from kg.lines.reading import join_lines
from kg.lines.sentences import sentences
from kg.model import Mention
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.kind import Kind
    from kg.language.frames import Match
    from kg.model import Flow, Item, Line, Minutes

_TOLD = 0.7
_LISTED = frozenset({"member", "vice-chair", "second-vice-chair", "substitute"})
_SEATS = SEATED - {"chair"}
"""The roles of those who may take the chair."""


def told(minutes: Minutes, kind: Kind, listed: Sequence[Attendance]) -> list[Attendance]:
    """Give the facts of the lists, more closely where a sentence says so, and who is told to serve and on no list.

    Who serves for somebody is taken from the roll call alone: elsewhere it is for one paragraph.
    """
    found = list(listed)
    if not any(fact.role in _LISTED and not fact.note for fact in listed):
        found = _told_alone(minutes, kind, found)
    for item in minutes.items:
        for match in _matches(item, kind):
            flow = match.marked.flow
            if "presiding" in match.slots:
                found += _presides(found, match, item)
                continue
            if "serves_for" in match.slots:
                found = _served(found, match) if _is_roll_call(item) else found
                continue
            slot = _whose_part(match)
            clocks = dates.clock(flow.text[match.begin :])
            if len(clocks) == 1:
                found = [_timed(fact, match, slot, clocks[0], found) for fact in found]
    return found


def _told_alone(minutes: Minutes, kind: Kind, found: list[Attendance]) -> list[Attendance]:
    """Read the head, or the roll call, of minutes that list nobody: only who was away, came or went is named."""
    calls = [match for item in minutes.items if _is_roll_call(item) for match in _matches(item, kind)]
    prose = [flow for flow in _paragraphs(minutes) if flow.text.endswith(".")]
    said = [match for flow in prose for one in sentences(flow) for match in _of_sentence("", one, kind)]
    for match in (*said, *calls):
        if "presiding" in match.slots:
            continue
        known = [fact.person for fact in found]
        people = _people(match, _whose_part(match)) if "serves_for" not in match.slots else ()
        found += [_of_part(one, match) for one in people if not any(one.may_be(other) for other in known)]
        if "person" in match.slots:
            found = _served(found, match, alone=True)
    return found


def _whose_part(match: Match) -> str:
    return "arriving" if "arriving" in match.slots else "leaving"


def _paragraphs(minutes: Minutes) -> Iterator[Flow]:
    """Give the paragraphs of the head, as blank lines part them."""
    lines: list[Line] = []
    for line in minutes.head:
        if line.gap and lines:
            yield join_lines(lines)
            lines = []
        lines.append(line)
    if lines:
        yield join_lines(lines)


def _of_part(person: Mention, match: Match) -> Attendance:
    """Give the member who came later than the others or went before them."""
    flow = match.marked.flow
    party = Mention("party", person.party, person.span) if person.party else None
    return Attendance(
        at=(flow.span(),),
        person=person,
        role="member",
        party=party,
        note=flow.text.rstrip("."),
        confidence=_TOLD,
        rule=match.frame.rule,
    )


def _of_sentence(section: str, sentence: Flow, kind: Kind) -> Iterator[Match]:
    yield from framed.matches(kind, framed.saying(section, sentence))


def _matches(item: Item, kind: Kind) -> Iterator[Match]:
    for section in item.sections:
        for block in section.blocks:
            for sentence in sentences(block.flow):
                yield from _of_sentence(section.kind, sentence, kind)


def _is_roll_call(item: Item) -> bool:
    title = item.title.text.casefold()
    return any(word in title for word in phrases("roster", "told")["roll-call"])


def _people(match: Match, slot: str) -> list[Mention]:
    marks = (mark for mark in match.marked.within(*match.slots[slot]) if mark.kind == "person")
    return [person for mark in marks if (person := match.marked.mention(mark)) is not None]


def _served(found: list[Attendance], match: Match, *, alone: bool = False) -> list[Attendance]:
    """Take somebody for a substitute who serves; whom the lists have as a member or in the chair is none.

    Of several, each serves for the one in the same place of those who are away.
    """
    slot = "serves_for" if "serves_for" in match.slots else _whose_part(match)
    people, served = _people(match, "person"), _people(match, slot)
    if len(people) != len(served) or _is_one_of_several(match, slot):
        return found
    for person, ordinary in zip(people, served, strict=True):
        found = _serves(found, match, person, ordinary, alone=alone)
    return found


def _serves(
    found: list[Attendance], match: Match, person: Mention, ordinary: Mention, *, alone: bool
) -> list[Attendance]:
    if _is_owner(match, ordinary):
        ordinary = replace(ordinary, text=ordinary.text.removesuffix("s"))
    same = [at for at, fact in enumerate(found) if fact.person.may_be(person)]
    if not same and (person.party or alone):
        party = Mention("party", person.party, person.span) if person.party else None
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
    if len(same) != 1 or found[same[0]].role not in SUBSTITUTES or found[same[0]].serves_for:
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


def _is_one_of_several(match: Match, slot: str) -> bool:
    """Whether who is away stands behind another who is: `... och Bo Ek ersätts av Eva Ås och Ulf Lo`."""
    begin, _ = match.slots[slot]
    behind = begin > match.slots["person"][0]
    before = (mark.end for mark in match.marked.marks if mark.kind == "person" and mark.end < begin)
    return not behind and match.marked.flow.text[max(before, default=begin) : begin].strip(" ,") in {"och", "samt"}


def _is_owner(match: Match, person: Mention) -> bool:
    """Whether somebody is named in the genitive: `i Bo Eks (S) ställe`, `Bo Eks plats intas av`."""
    if "serves_for" not in match.slots:
        return False
    behind = match.marked.flow.text[match.slots["serves_for"][1] :].lstrip("s ")
    return behind.startswith(("ställe", "plats")) and person.text.endswith("s")


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
