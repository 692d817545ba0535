"""How a text names people: by first and last name, or by part of the name and party."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kg.facts.agents import organs, posts
from kg.facts.agents.words import lowered
from kg.model import Mention
from kg.resources import phrases, register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Flow

_UP = r"[A-ZÅÄÖÉÜÆØÁÍÓČŠŽ][\w’'´]*(?:-[\w’'´]+)*"
_PARTICLE = r"(?:von|af|de|van|der|den|di|la|el|al|bin|ul|zu|da|dos)"
NAME = rf"(?=\S\S){_UP}(?:(?:\s{_PARTICLE}){{0,2}}\s{_UP}|\s[A-ZÅÄÖ]\.?(?=\s)){{1,5}}"
PARTY = r"\((?P<party>[A-ZÅÄÖ]{1,6}|-|–|[a-zåäö]{1,4}|[A-ZÅÄÖ][a-zåäöA-ZÅÄÖ]{1,5})\)"
PERSON = re.compile(rf"(?P<name>{NAME})(?:\s?{PARTY})?|(?P<part>{_UP})\s{PARTY.replace('party', 'party2')}")
"""A full name with or without a party, or part of a name with a party."""
_LONGEST_ABBREVIATION = 4
"""A party of the register is shortened to no more letters than this; what is longer is its name."""
_NOT_PARTY = {"bilaga", "se", "ca", "kr", "dvs", "tf", "dnr", "och"}


class Found(NamedTuple):
    """A person's name in a text: its place, the name without titles, the party behind it and where that ends."""

    begin: int
    name: str
    party: str
    end: int

    @property
    def name_end(self) -> int:
        """Where the name itself ends."""
        return self.begin + len(self.name)


def find(text: str) -> Iterator[Found]:
    """Find the names of people in a text."""
    return iter(_found(text))


@lru_cache(maxsize=4096)
def _found(text: str) -> tuple[Found, ...]:
    """Find the names; several extractors ask the same of one line."""
    return tuple(_find(text))


def _find(text: str) -> Iterator[Found]:
    for match in PERSON.finditer(text):
        name = match["name"] or match["part"]
        party = match["party"] or match["party2"] or ""
        begin, end = match.span("name" if match["name"] else "part")
        if party.casefold() in _NOT_PARTY or (party.islower() and party.upper() not in parties()):
            party = ""
        trimmed = _strip_titles(name, text[end : end + 3])
        begin += name.index(trimmed) if trimmed else 0
        if not trimmed or (" " not in trimmed and not party) or abbreviation(trimmed) or not _may_be_name(trimmed):
            continue
        yield Found(begin, trimmed, party.upper().replace("–", "-"), match.end() if party else end)


def people(flow: Flow) -> list[Mention]:
    """Give the people that a text names by first and last name, or by part of the name and party."""
    return [Mention("person", one.name, flow.span(one.begin, one.end), one.party) for one in find(flow.text)]


@cache
def parties() -> frozenset[str]:
    """Give the abbreviations of the register."""
    return frozenset(row["abbreviation"] for row in register("parties"))


@cache
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
def _no_person() -> frozenset[str]:
    return frozenset(phrases("agents", "no-person")["words"])


@cache
def _no_person_ending() -> tuple[str, ...]:
    return phrases("agents", "no-person")["ending"]


def _strip_titles(name: str, behind: str) -> str:
    """Cut the words of office in front of and behind a name; a shortened word is one too (`Omr. dir.`)."""
    words = name.split(" ")
    while words and words[0].casefold() in _titles():
        words.pop(0)
    if len(words) > 2 and re.match(r"\.\s[a-zåäö]", behind):
        words.pop()
    while len(words) > 1 and (words[0] in {"Tf", "T.f"} or posts.pattern().fullmatch(lowered(words[0]))):
        words.pop(0)
    while len(words) > 2 and posts.pattern().fullmatch(lowered(words[-1])):
        words.pop()
    return " ".join(words)


@lru_cache(maxsize=4096)
def _may_be_name(text: str) -> bool:
    """Refuse a run of capitals that names a body, an office or a document."""
    patterns = organs.patterns()
    words = text.split(" ")
    if words[0] in {"Region", "AB"} or words[-1].endswith("regionen"):
        return False
    if len(words[0]) > 2 and words[0].isupper() and not words[-1].isupper():
        return False
    if any(len(word) > 1 and word.isupper() for word in words[1:]):
        return False
    low = lowered(text).split(" ")
    if not _no_person().isdisjoint(low) or any(word.endswith(_no_person_ending()) for word in low):
        return False
    return not any(patterns[kind].fullmatch(word) for word in low for kind in ("body", "administration", "authority"))
