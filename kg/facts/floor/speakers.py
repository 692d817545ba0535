"""Who moves, reserves or states something: the subjects in front of a verb, people, parties or the chair."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from kg.language import agents, grammar
from kg.language.marks import THEIR_GROUP
from kg.language.roster_labels import SUBSTITUTES
from kg.model import Mention
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.kind import ItemText
    from kg.language.marks import Marked
    from kg.model import Flow, Minutes

_CHAIR = grammar.pattern("speakers", "chair")
_LETTERS = "|".join(sorted(agents.parties(), key=len, reverse=True))
_PLAIN = rf"(?:,?\s(?:{_LETTERS})(?![\w-])(?!\.?\s?fl\b)|\s?/(?:{_LETTERS})/|\s?\[(?:{_LETTERS})\])"
"""A party without round brackets behind a name: `Anna Ek, s, och Bo Al m`, `Anna Ek /S/`; `m.fl.` is none."""
_PARTY_TOO = agents.PARTY.replace("party", "q")
_BETWEEN = re.compile(
    rf"\s*(?:{agents.PARTY.replace('party', 'p')}\s?|{_PLAIN})?(?:m\.?\s?fl\.?\s?)?(?:{_PARTY_TOO}\s?)?"
    r"(?:(?:,|och|samt|att)\s)*(?:\w+e[nt]\s|tjänstgörande\s|(?:vice\s)?ordföranden?\s)*",
    re.IGNORECASE,
)
"""What may stand between a place and a person behind it, or between two: party, conjunction, title."""
_OTHERS = rf"(?:,?\s(?:m\.?\s?fl\.?|med\sflera)(?:\s{_PARTY_TOO})?)?"
_OWN_PARTY = re.compile(rf"(?:\s?{agents.PARTY}|(?i:{_PLAIN}))?{_OTHERS}(?i:{THEIR_GROUP.pattern})?")
_SMALL_BEHIND = re.compile(r"\s\(([a-zåäö]{1,5})\)")
_PLAIN_BEHIND = re.compile(rf"(?i:{_PLAIN})(?=[,:.]|\s[a-zåäö]|$)")
_PARTY_OF_ALL = re.compile(rf"\sm\.?\s?fl\.?\s{agents.PARTY}")
"""`Anna Ek m.fl. (S)`."""
_FAR = 400
"""How far behind a place its people are looked for, in characters."""
_GROUP = grammar.pattern("speakers", "group-of-a-party")
_SEATS = SUBSTITUTES | {"member"}
"""The roles that only a list of members gives."""
_ELECTED_AS = tuple(phrases("agents", "title")["ending"])
_THROUGH = " genom "
"""In front of who speaks for a party: the party acts."""
_OTHERS_TOO = re.compile(r"\sm\.?\s?fl\.?\s$")
"""Between a person and the party of all of them: `Anna Ek m.fl. (S)`."""
_MISSPELT = 2
"""How many letters of a name without a party may differ from the name on the roster."""


@cache
def _another_verb() -> re.Pattern[str]:
    """What people do in the room: who stands in front of one such verb does that, and not what stands behind it."""
    return re.compile(rf"(?<!som )\b(?:{'|'.join(phrases('speakers', 'acting')['verbs'])})\b")


def listed(text: ItemText, name: str) -> bool:
    """Whether a name is one of the roster's: as it stands there, in the genitive, or nearly."""
    bare = name.casefold().removesuffix("s")
    return any(
        OSA.distance(bare, known.casefold().removesuffix("s"), score_cutoff=_MISSPELT) <= _MISSPELT
        for known in _roster(text)
    )


def politicians(text: ItemText, flow: Flow, *, opening: bool = False) -> list[Mention]:
    """Give the people of a text who can act in the room: a party stands beside the name, or the roster has it.

    Other words with capitals may be a street or a house. `opening` says that the text opens a sentence: where the
    minutes have no roster, a name that it begins with is somebody's, and so are those that are joined to it.
    """
    found = [person for person in agents.people(flow, capitals=True) if not agents.GROUP_WORD.search(person.text)]
    ends = 0 if opening and not has_roster(text) else -1
    grouped = _grouped(flow, found)
    chosen: list[Mention] = []
    for at, one in enumerate(found):
        begin = flow.place(one.span.begin)
        joined = begin == ends or (ends > 0 and _BETWEEN.fullmatch(flow.text, ends, begin) is not None)
        if joined:
            ends = agents.name_end(one, flow.text, begin)
        known = _is_known(text, one) or _has_party(flow, one) or _has_party_of_the_roster(text, flow, one)
        if joined or known or at in grouped or _is_called_a_member(flow, one):
            chosen.append(one)
    return chosen


def _grouped(flow: Flow, people: Sequence[Mention]) -> set[int]:
    """Give which people stand in a list behind which their group stands: `Anna Ek, Bo Al och Cia Ö (V-gruppen)`."""
    found: set[int] = set()
    begins = [flow.place(one.span.begin) for one in people]
    for at in reversed(range(len(people))):
        end = agents.name_end(people[at], flow.text, begins[at])
        joined = at + 1 in found and _BETWEEN.fullmatch(flow.text, end, begins[at + 1])
        if joined or any(THEIR_GROUP.match(flow.text, to) for to in (end, begins[at] + len(people[at].text))):
            found.add(at)
    return found


def has_roster(text: ItemText) -> bool:
    """Whether the minutes list their members: where they do not, they may still tell who was in the chair."""
    return any(fact.role in _SEATS for fact in text.before.get("attendance", ()))


def _has_party(flow: Flow, person: Mention) -> bool:
    """Whether a party stands behind a name without brackets, or behind those who are not named: `Anna Ek, s,`."""
    end = agents.name_end(person, flow.text, flow.place(person.span.begin))
    return _PLAIN_BEHIND.match(flow.text, end) is not None or _PARTY_OF_ALL.match(flow.text, end) is not None


def _is_called_a_member(flow: Flow, person: Mention) -> bool:
    """Whether the word in front of a whole name is the office of one who is elected: `Fullmäktigeledamoten Anna Ek`."""
    before = flow.text[: flow.place(person.span.begin)].split()
    return bool(before) and " " in person.text and before[-1].casefold().endswith(_ELECTED_AS)


def _has_party_of_the_roster(text: ItemText, flow: Flow, person: Mention) -> bool:
    """Whether a party that the roster knows stands behind a name in small letters: `Anna Ek (nyp)`."""
    behind = _SMALL_BEHIND.match(flow.text, agents.name_end(person, flow.text, flow.place(person.span.begin)))
    listed = text.before.get("attendance", ()) if behind else ()
    return behind is not None and any((fact.party.text if fact.party else "") == behind[1].upper() for fact in listed)


def _is_known(text: ItemText, person: Mention) -> bool:
    """Whether a name has its party beside it, or stands on the roster, whole or in part.

    One word with a party may be a group's name (`Hela Aspviken (HA)`), and so may words whose first letters make the
    abbreviation of a local party (`Aspvikens Väl (AV)`).
    """
    words = person.text.split(" ")
    if not person.party or _is_party_name(person):
        return listed(text, person.text) or person.text.removesuffix("s") in _with_party(text.minutes)
    return len(words) > 1 or any(
        not {words[0], words[0].removesuffix("s")}.isdisjoint(n.split(" ")) for n in _roster(text)
    )


def _is_party_name(person: Mention) -> bool:
    """Whether the words of a name make the abbreviation behind it: `Aspvikens Väl (AV)`."""
    initials = "".join(word[0] for word in person.text.split(" "))
    return person.party not in agents.parties() and person.party == initials


@lru_cache(maxsize=2)
def _with_party(minutes: Minutes) -> frozenset[str]:
    """Give the full names beside which the minutes print a party somewhere: later they name them without."""
    return frozenset(
        person.text.removesuffix("s")
        for item in minutes.items
        for section in item.sections
        for block in section.blocks
        if "(" in block.text
        for person in agents.people(block.flow)
        if person.party and " " in person.text and not _is_party_name(person)
    )


def by_surname(text: ItemText, word: str, beside: Sequence[Mention] = ()) -> str:
    """Give the full name of the one person on the roster, or of those beside, who has a surname; empty where two do."""
    last = word.removesuffix("s").casefold()
    known = {*_roster(text), *(one.text.removesuffix("s") for one in beside if one.kind == "person")}
    named = {name for name in known if name.casefold().removesuffix("s").rpartition(" ")[2] == last}
    return named.pop() if len(named) == 1 else ""


def _roster(text: ItemText) -> Iterator[str]:
    for fact in text.before.get("attendance", ()):
        yield fact.person.text
        if fact.serves_for is not None:
            yield fact.serves_for.text


def acting(text: ItemText, marked: Marked, begin: int, end: int) -> list[Mention]:
    """Give those of the people and parties marked between two places who can act in the room, and the chair.

    Where the minutes list no members, anybody whom a wording has there does so.
    """
    flow = marked.flow
    named = politicians(text, flow, opening=True)
    known = {agents.addressed(flow.text, flow.place(one.span.begin)): one for one in named}
    anybody = not has_roster(text)
    found: list[Mention] = []
    chair_ends = -2
    for mark in marked.within(begin, end):
        if mark.kind == "post" and (chair := _CHAIR.search(marked.flow.text, mark.begin)) and chair.start() < mark.end:
            found.append(Mention("chair", chair[0], marked.flow.span(*chair.span())))
            chair_ends = chair.end()
        through = found and marked.flow.text[: mark.begin].endswith(_THROUGH)
        mention = known.get(mark.begin) if mark.kind == "person" and not through else None
        if mention is None and anybody and mark.kind == "person" and not through:
            mention = marked.mention(mark)
        if mark.kind == "party" and not _OTHERS_TOO.search(marked.flow.text, 0, mark.begin):
            mention = marked.mention(mark)
        if mention is not None:
            if mark.begin == chair_ends + 1:
                found.pop()
            if mark.kind != "party" or not any(mention.may_be(other) for other in found):
                found.append(mention)
    return found


def opening_acts(text: ItemText, flow: Flow) -> list[Mention]:
    """Give the people or parties that a sentence begins with, where it says what they do in the room."""
    by, end = behind(text, flow, 0)
    return by if by and _another_verb().match(flow.text, end + 1) else []


def subjects(text: ItemText, flow: Flow, begin: int, end: int, *, chair: bool = True) -> list[Mention]:
    """Give who stands between two places of a text: people and the groups beside them, else parties, else the chair."""
    part = flow.cut(begin, end)
    people = politicians(text, part, opening=begin == 0)
    if verbs := list(_another_verb().finditer(part.text)):
        behind_it = part.origin(verbs[-1].start())
        people = [one for one in people if one.span.begin > behind_it] or people
    if people:
        through = part.text.find(" genom ")
        if through >= 0 and (whose := agents.parties_named(part.cut(0, through))):
            return whose  # "Moderaterna genom Anna Ek": they act
        groups = list(_GROUP.finditer(part.text)) if through < 0 else []
        beside = [Mention("party", match["party"], part.span(*match.span())) for match in groups]
        return sorted((*people, *beside), key=lambda mention: mention.span)
    named = agents.parties_named(part)
    if named:
        return named
    if chair and (match := _CHAIR.search(part.text)) and len(part.text) < 60:
        return [Mention("chair", match[0], part.span(*match.span()))]
    return []


def behind(text: ItemText, flow: Flow, at: int) -> tuple[list[Mention], int]:
    """Give the people, else the parties, that stand right behind a place and are joined, and where they end."""
    part = flow.cut(at, at + _FAR)
    found: list[Mention] = []
    end = 0
    for mention in politicians(text, part, opening=at == 0) or agents.parties_named(part):
        begin = agents.addressed(part.text, part.place(mention.span.begin))
        if begin < end or not _BETWEEN.fullmatch(part.text[end:begin]):
            break
        found.append(mention)
        end = agents.name_end(mention, part.text, part.place(mention.span.begin))
        if mention.kind == "person" and (bracket := _OWN_PARTY.match(part.text, end)):
            end = bracket.end()
    return found, flow.text.find(part.text, at) + end
