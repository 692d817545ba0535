"""People whom the text behind the roster names surname first (`Ek, Anna (S) yrkar`) are called as the roster does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import later
from kg.context import rewording
from kg.language import agents, grammar
from kg.language.names import PARTICLE, SAINT, WORD
from kg.letters import UPPER

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from kg.model import Flow, Minutes

_PRINTED = later.pattern(
    rf"(?<![\w-])(?P<last>(?:{PARTICLE}\s)*(?:{SAINT}\s)?{WORD}(?:\s{WORD})?)(?P<comma>,?)\s"
    rf"(?P<first>(?:[{UPPER}]\.?[\s-]?){{1,2}}[{UPPER}]\.?(?!\w)|{WORD}(?:\s{WORD})?)"
    rf"(?P<small>(?:\s{PARTICLE})*)(?=(?P<party>\s?{agents.PARTY.replace('party', 'p')})?)(?![\w-])"
)
_OFFICE = grammar.pattern("attendance", "surname-behind")
_IN_FRONT = grammar.pattern("attendance", "surname-first-in-front")
"""What a surname stands behind that no first name stands in front of."""


def turned(minutes: Minutes, people: Iterable[str]) -> Minutes:
    """Put first names first in the paragraphs of the minutes, where the roster has somebody of the name.

    With a comma and the party, who is on no roster is turned too, so that nobody else is taken for her, nor her party.
    """
    known = known_names(people)
    lasts = {name.rpartition(" ")[2] for name in known}
    return rewording.reworded(minutes, lambda flow: in_order(flow, known) if _may_have(flow.text, lasts) else flow)


def _may_have(text: str, lasts: AbstractSet[str]) -> bool:
    """Whether a text has the surname of somebody on the roster, or the comma and bracket that a stranger's has."""
    folded = text.casefold()
    return ("," in text and "(" in text) or any(last in folded for last in lasts)


def known_names(people: Iterable[str]) -> dict[str, str]:
    """Give the names of the roster by themselves in small letters."""
    return {name.casefold(): name for name in people}


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
            one = rewording.called(name, flow, begin, end)
            whole = rewording.behind(whole, flow.cut(at, begin), flow.text[at : at + 1])
            whole = rewording.behind(whole, one, flow.text[begin - 1 : begin])
            at = end
    return flow if whole is None else rewording.behind(whole, flow.cut(at), flow.text[at : at + 1])


def _in_genitive(name: str, first: str, known: Mapping[str, str]) -> str:
    """Give the name in the genitive that is printed so behind the surname (`Ek, Annas`); empty where nobody has it."""
    found = known.get(f"{first.removesuffix('s')}{name[len(first) :]}".casefold(), "") if first.endswith("s") else ""
    return f"{found}s" if found else ""


def _without_office(last: str) -> str:
    """Leave out the office in front of a surname: `Ordföranden Ek`."""
    first, _, rest = last.partition(" ")
    return rest if rest and (_OFFICE.fullmatch(first) or agents.is_title(first) or agents.has_post(first)) else last


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
