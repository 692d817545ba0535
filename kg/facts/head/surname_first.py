"""People whom the text behind the roster names surname first (`Ek, Anna (S) yrkar`) are called as the roster does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg import later
from kg.language import agents, grammar
from kg.language.names import PARTICLE, SAINT, WORD
from kg.letters import UPPER
from kg.model import Flow, join

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.facts.head.attendance_role import Attendance
    from kg.model import Item, Minutes, Section

_PRINTED = later.pattern(
    rf"(?<![\w-])(?P<last>(?:{PARTICLE}\s)*(?:{SAINT}\s)?{WORD}(?:\s{WORD})?)(?P<comma>,?)\s"
    rf"(?P<first>(?:[{UPPER}]\.?[\s-]?){{1,2}}[{UPPER}]\.?(?!\w)|{WORD}(?:\s{WORD})?)"
    rf"(?P<small>(?:\s{PARTICLE})*)(?=(?P<party>\s?{agents.PARTY.replace('party', 'p')})?)(?![\w-])"
)
_OFFICE = grammar.pattern("attendance", "surname-behind")
_IN_FRONT = grammar.pattern("attendance", "surname-first-in-front")
"""What a surname stands behind that no first name stands in front of."""


def turned(minutes: Minutes, attendance: Sequence[Attendance]) -> Minutes:
    """Put first names first in the paragraphs of the minutes, where the roster has somebody of the name.

    With a comma and the party, who is on no roster is turned too, so that nobody else is taken for her, nor her party.
    """
    known = known_names(attendance)
    lasts = {name.rpartition(" ")[2] for name in known}
    return reworded(minutes, lambda flow: in_order(flow, known) if _may_have(flow.text, lasts) else flow)


def _may_have(text: str, lasts: AbstractSet[str]) -> bool:
    """Whether a text has the surname of somebody on the roster, or the comma and bracket that a stranger's has."""
    folded = text.casefold()
    return ("," in text and "(" in text) or any(last in folded for last in lasts)


def reworded(minutes: Minutes, change: Callable[[Flow], Flow], but: frozenset[str] = frozenset()) -> Minutes:
    """Change the text of the paragraphs, headings too, in all sections but those of some kinds.

    Minutes in which nothing changes stay the same ones.
    """
    items = tuple(_item(item, change, but) for item in minutes.items)
    same = all(one is other for one, other in zip(items, minutes.items, strict=True))
    return minutes if same else replace(minutes, items=items)


def known_names(attendance: Iterable[Attendance]) -> dict[str, str]:
    """Give the names of the roster by themselves in small letters."""
    people = {person.text for fact in attendance for person in (fact.person, fact.serves_for) if person is not None}
    return {name.casefold(): name for name in people}


def _item(item: Item, change: Callable[[Flow], Flow], but: frozenset[str]) -> Item:
    sections = tuple(one if one.kind in but else _section(one, change) for one in item.sections)
    same = all(one is other for one, other in zip(sections, item.sections, strict=True))
    return item if same else replace(item, sections=sections)


def _section(section: Section, change: Callable[[Flow], Flow]) -> Section:
    heading = section.heading and change(section.heading)
    flows = [change(block.flow) for block in section.blocks]
    if heading is section.heading and all(a is b.flow for a, b in zip(flows, section.blocks, strict=True)):
        return section
    blocks = tuple(replace(block, flow=flow) for flow, block in zip(flows, section.blocks, strict=True))
    return replace(section, heading=heading, blocks=blocks)


def in_order(flow: Flow, known: Mapping[str, str]) -> Flow:
    """Put first names first; a name stands where it is printed, from the first letter of the surname on."""
    whole: Flow | None = None
    at = 0
    for match in _PRINTED.finditer(flow.text):
        last = _without_office(match["last"])
        begin, end = match.end("last") - len(last), match.end("small")
        name = f"{match['first']}{match['small']} {last}"
        name = known.get(name.casefold()) or _in_genitive(name, match["first"], known)
        name = name or (f"{match['first']}{match['small']} {last}" if _is_a_stranger(match, last, known) else "")
        if name and flow.text[begin:end].casefold() not in known:
            one = called(name, flow, begin, end)
            whole = behind(whole, flow.cut(at, begin), flow.text[at : at + 1])
            whole = behind(whole, one, flow.text[begin - 1 : begin])
            at = end
    return flow if whole is None else behind(whole, flow.cut(at), flow.text[at : at + 1])


def called(name: str, flow: Flow, begin: int, end: int) -> Flow:
    """Give a name as text that stands where another form of it is printed."""
    return Flow(name, (0, len(name) - 1), (flow.origin(begin), flow.origin(end - 1)))


def _in_genitive(name: str, first: str, known: Mapping[str, str]) -> str:
    """Give the name in the genitive that is printed so behind the surname (`Ek, Annas`); empty where nobody has it."""
    found = known.get(f"{first.removesuffix('s')}{name[len(first) :]}".casefold(), "") if first.endswith("s") else ""
    return f"{found}s" if found else ""


def _without_office(last: str) -> str:
    """Leave out the office in front of a surname: `Ordföranden Ek`."""
    first, _, rest = last.partition(" ")
    return rest if rest and (_OFFICE.fullmatch(first) or agents.is_title(first) or agents.has_post(first)) else last


def behind(whole: Flow | None, part: Flow, gap: str) -> Flow:
    """Put a part of a flow behind what there is, with a space where white space stands in front of it."""
    if whole is None or not part.text:
        return part if whole is None else whole
    return join([whole, part], " " if gap.isspace() else "") if whole.text else part


def _is_a_stranger(match: re.Match[str], last: str, known: Mapping[str, str]) -> bool:
    """Whether a surname that the roster has not, a comma and one first name with a party are somebody's name.

    `Moderaterna, Anna (S)` is none, nor are `Ek, Ås (S)`, the surnames of two, nor `Badplats i Näs, Anna Ek (S)`.
    """
    first = match["first"]
    if " " in first or not (
        match["comma"] and match["party"] and _IN_FRONT.search(match.string, 0, match.end("last") - len(last))
    ):
        return False
    words = {word for name in known for word in name.split(" ")}
    surnames = {name.rpartition(" ")[2] for name in known}
    is_one_word = sum(word[0].isupper() for word in last.split(" ")) == 1
    is_name = is_one_word and any(one.name == f"{first} {last}" for one in agents.find(f"{first} {last}"))
    is_two = {last.casefold(), first.casefold()} & (words - {first.casefold()} | surnames | set(known))
    return is_name and not is_two and not agents.abbreviation(last)
