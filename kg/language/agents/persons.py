"""How a text names people: by first and last name, or by part of the name and party."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kg.language import grammar, listed_headings, names
from kg.language.agents import organs, posts
from kg.language.names import NAME, WORD
from kg.letters import LOWER, UPPER, lowered
from kg.model import Mention
from kg.resources import phrases, register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Flow

PARTY = (
    r"\((?:(?:båda|bägge|samtliga|alla)\s)?"
    rf"(?P<party>[{UPPER}]{{1,6}}|-|–|[{LOWER}]{{1,4}}|[{UPPER}][{LOWER}{UPPER}]{{1,5}})\)"
)
_SURE = rf"(?:{NAME}|{WORD})\s?{PARTY.replace('party', 'ahead')}"
_FROM = (
    rf"(?:\s(?:i|från|på)\s(?P<place>{WORD}(?:\s{WORD})?)"
    rf"(?=\s?{PARTY.replace('party', 'beyond')}(?!s?\sställe)|\s\|\s?[{UPPER}-])"
    r"|,?\s(?P<which>d\.?\s?[äy]\.?|(?:[Jj]r|[Ss]r|[Jj]unior|[Ss]enior)\.?|den\s(?:äldre|yngre))(?=[\s,;:|)(]|$))"
)
"""Behind a name, where somebody lives (`Lars Ek i Näs (C)`), or which of two one is (`Lars Ek d.ä. (C)`)."""
_ADDRESS = grammar.pattern("agents", "address")
_ROOM = 28
"""In so many letters in front of a name stands how somebody is addressed."""
_IN_FRONT = grammar.pattern("agents", "from-a-place")
"""What makes one word with a party behind it a village and no name: `Ek i Näs (C)`."""
PERSON = re.compile(
    rf"(?=[{UPPER}]|(?<![\w-])[{names.GLUED_BEGINS}])"
    rf"(?P<name>(?:{names.INITIAL})(?={_SURE})(?:{NAME}|{WORD})|{NAME})(?P<small>{names.SMALL_BEHIND})?"
    rf"(?P<from>{_FROM})?(?:\s?{PARTY})?"
    rf"|(?P<part>{WORD})\s{PARTY.replace('party', 'party2')}"
)
"""A full name with or without a party, or part of a name with a party."""
_CAPITALS = re.compile(rf"[{UPPER}].*?[{UPPER}(]", re.DOTALL)
"""What every name of a person has: a capital, and behind it another one or a party in brackets."""
_LONGEST_ABBREVIATION = 4
"""A party of the register is shortened to no more letters than this; what is longer is its name."""
_DEFINITE = ("en", "et")
"""What ends a word of which a saint or a nickname behind it is the name."""
_LONGEST_OFFICE, _FULL = 2, 2
"""Capitals behind a full name are an office where they are so few (`Anna Ek VD`); how many words a full name has."""
_NOT_PARTY = {"bilaga", "se", "ca", "kr", "dvs", "tf", "dnr", "och"}


class Found(NamedTuple):
    """A person's name in a text: its place, the name without titles, the party behind it and where that ends.

    `name` has as many letters as stand there, but a surname in capitals is written as others are, first name first.
    """

    begin: int
    name: str
    party: str
    end: int
    place: str = ""
    """The village behind the name, or what else tells two of one name apart, in front of the party."""
    behind: int = 0
    """How many letters say that."""

    @property
    def name_end(self) -> int:
        """Where the name ends, with the village behind it."""
        return self.begin + len(self.name) + self.behind


def find(text: str, *, capitals: bool = False) -> Iterator[Found]:
    """Find the names of people in a text.

    `capitals` says that names may stand there in capitals with no party behind: elsewhere such words are a heading.
    """
    return (one for one, shouted in _found(text) if capitals or not shouted)


@lru_cache(maxsize=4096)
def _found(text: str) -> tuple[tuple[Found, bool], ...]:
    """Find the names, and whether each is one only where capitals may be; several extractors ask the same of a line."""
    return tuple(_find(text)) if _CAPITALS.search(text) else ()


def _find(text: str) -> Iterator[tuple[Found, bool]]:
    for match in PERSON.finditer(text):
        name = match["name"] or match["part"]
        party = match["party"] or match["party2"] or ""
        place = match["place"] or ""
        if place and (abbreviation(place) or not _may_be_name(place)):
            place = party = ""
        place = place or match["which"] or ""
        if match["part"] and _IN_FRONT.search(text, 0, match.start("part")):
            continue
        begin, end = match.span("name" if match["name"] else "part")
        if party.casefold() in _NOT_PARTY or (party.islower() and party.upper() not in parties()):
            party = ""
        trimmed = _strip_titles(_without_word_in_front(name), text[end : end + 3])
        begin += name.index(trimmed) if trimmed else 0
        small = match["small"] or ""
        if small and names.in_capitals(trimmed.split(" ")[0]):
            trimmed, end = trimmed + small, end + len(small)
        elif small and party and " " in trimmed:
            trimmed, end = names.turned(trimmed, small), end + len(small)
        elif small:
            party = ""
        if not party and names.is_odd(trimmed) and trimmed.partition(" ")[0].endswith(_DEFINITE):
            continue  # `Kvarteret S:t Per`
        if not party and trimmed.count(" ") > 1 and trimmed.rpartition(" ")[2] in parties():
            trimmed, _, party = trimmed.rpartition(" ")  # `Anna Ek M yrkar`
        if not trimmed or (" " not in trimmed and not party) or abbreviation(trimmed):
            continue
        # `Enhetschef för Strategienheten Emil Ek`: only where names stand in a list does one follow an office so.
        whole, trimmed = trimmed, trimmed if party else _without_office(trimmed)
        begin += len(whole) - len(trimmed)
        printed, trimmed = trimmed, names.spelt(trimmed)
        shouted = trimmed != whole
        if not trimmed or (shouted and not _is_shouted_name(printed, party=bool(party))):
            continue
        # A party behind tells a surname that is a word of the genre: `Per Beslut (M)`.
        if _may_be_name(trimmed.split(" ")[0] if party and " " in trimmed else trimmed):
            behind = len(match["from"]) if place else 0
            party = party.upper().replace("–", "-")
            stop = match.end() if party else end + behind
            yield Found(begin, trimmed, party, stop, place, behind), shouted and not party


def _without_word_in_front(name: str) -> str:
    """Leave out a party or a heading in front of a full name: `V Anna Ek (V)`, `Yrkanden Anna Ek (V) yrkar`."""
    first, _, rest = name.partition(" ")
    no_name = first in parties() or listed_headings.is_listed(first)
    return rest if no_name and re.fullmatch(NAME, rest) is not None else name


def _without_office(name: str) -> str:
    """Leave out an office or a department in front of a full name: `Strategienheten Emil Ek`."""
    first, _, rest = name.partition(" ")
    patterns = organs.patterns()
    unit = " " in rest and any(patterns[kind].fullmatch(lowered(first)) for kind in ("administration", "body"))
    return rest if unit else name


def _is_shouted_name(printed: str, *, party: bool) -> bool:
    """Whether words some of which are in capitals may be a name: by the party behind, or by their number and length."""
    words = printed.split(" ")
    if words[0] in parties():
        return False
    return party or len(words[-1]) > _LONGEST_OFFICE or not names.in_capitals(words[-1]) or len(words) == _FULL


def people(flow: Flow, *, capitals: bool = False) -> list[Mention]:
    """Give the people that a text names by first and last name, or by part of the name and party; see `find`."""
    found = find(flow.text, capitals=capitals)
    return [Mention("person", one.name, flow.span(one.begin, one.end), one.party, one.place) for one in found]


def name_end(mention: Mention, text: str, begin: int) -> int:
    """Give where in a text the name of a mention ends that begins at a place, its village with it, its party not."""
    if mention.kind != "person":
        return begin + mention.span.end - mention.span.begin
    end = begin + len(mention.text)
    return text.index(mention.place, end) + len(mention.place) if mention.place else end


@cache
def parties() -> frozenset[str]:
    """Give the abbreviations of the register."""
    return frozenset(row["abbreviation"] for row in register("parties"))


@lru_cache(maxsize=16384)
def abbreviation(text: str) -> str:
    """Give the abbreviation of a party of the register by any of its names; empty where it has none such."""
    folded = text.casefold()
    for row in register("parties"):
        names = (row["abbreviation"], row["name"], *row["aliases"].split("|"))
        if any(folded == name.casefold() for name in names if name):
            return text.upper() if len(text) <= _LONGEST_ABBREVIATION else row["abbreviation"]
    return ""


@cache
def _titles() -> frozenset[str]:
    return frozenset(phrases("agents", "title")["words"])


@cache
def _offices() -> tuple[str, ...]:
    return phrases("agents", "title")["ending"]


@cache
def _no_person() -> frozenset[str]:
    return frozenset(phrases("agents", "no-person")["words"])


@cache
def _no_person_ending() -> tuple[str, ...]:
    return phrases("agents", "no-person")["ending"]


def is_address(words: str) -> bool:
    """Whether words in front of a name say only by what degree, rank or trade somebody is called: `Fil. dr`, `Advokat`.

    >>> is_address("Civ.ing."), is_address("Docent"), is_address("Ek")
    (True, True, False)
    """
    return _ADDRESS.fullmatch(words) is not None


def addressed(text: str, begin: int) -> int:
    """Give where a name begins that stands at a place of a text, with how somebody is addressed in front of it.

    >>> addressed("samt Tekn. lic. Nils Ek", 16), addressed("samt Nils Ek", 5)
    (5, 5)
    """
    if text[begin - 1 : begin] != " ":
        return begin
    at = first = max(0, begin - _ROOM)
    while at < begin - 1:
        if (at > first or not at) and is_address(text[at : begin - 1]):
            return at
        at = text.index(" ", at) + 1
    return begin


def _strip_titles(name: str, behind: str) -> str:
    """Cut the words of office in front of and behind a name; a shortened word is one too (`Omr. dir.`)."""
    words = name.split(" ")
    while words and (
        words[0].casefold() in _titles()
        or (len(words) > 1 and (lowered(words[0]).endswith(_offices()) or is_address(words[0])))
    ):
        words.pop(0)
    if len(words) > 2 and re.match(r"\.\s[a-zåäö]", behind):
        words.pop()
    while len(words) > 1 and (words[0] in {"Tf", "T.f"} or posts.pattern().fullmatch(lowered(words[0]))):
        words.pop(0)
    # The role may stand between name and party: `Anna Ek Ledamot (C)`.
    while len(words) > 2 and (posts.pattern().fullmatch(lowered(words[-1])) or lowered(words[-1]) in _titles()):
        words.pop()
    return " ".join(words)


@lru_cache(maxsize=4096)
def _may_be_name(text: str) -> bool:
    """Refuse a run of capitals that names a body, an office or a document."""
    patterns = organs.patterns()
    words = text.split(" ")
    if words[0] in {"Region", "AB"} or words[-1].endswith("regionen"):
        return False
    if len(words[0]) > 2 and names.in_capitals(words[0]):
        return False
    if any(names.loud_words(words)[1:]):
        return False
    low = lowered(text).split(" ")
    if not _no_person().isdisjoint(low) or any(word.endswith(_no_person_ending()) for word in low):
        return False
    return not any(patterns[kind].fullmatch(word) for word in low for kind in ("body", "administration", "authority"))
