"""How a text names parties: by abbreviation, by name, by what their members are called."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.language import grammar, words
from kg.language.agents.persons import PARTY, find
from kg.language.agents.persons import parties as known
from kg.letters import LOWER, UPPER
from kg.model import Mention
from kg.resources import phrases, register

if TYPE_CHECKING:
    from kg.model import Flow

_ABBREVIATION = re.compile(
    rf"(?<![\w(])(?<!\b[{UPPER}][.-])(?!(?:[{UPPER}](?:\.\s?|-|\s)){{1,3}}[{UPPER}][{LOWER}’'])[A-ZÅÄÖ]{{1,5}}(?![\w)])"
    rf"(?!-[{UPPER}]\b)"
)
"""Letters that may be a party's: no initials (`S-E Ek`, `S. Ek`, `S Ek`), which stand in front of a surname."""
GROUP_WORD = grammar.pattern("agents", "group-word")
_BRACKETED = grammar.pattern("agents", "parties-in-brackets")
_LIST = grammar.pattern("agents", "parties-listed")
_MEMBERS = grammar.pattern("agents", "members")
_SMALL = grammar.pattern("speakers", "small-of-a-group")


_BESIDE = re.compile(r"\s[-–—]\s|\s?[\[/]")
"""Between a name and its party, where no round brackets are used: `Anna Ek - S`, `Anna Ek /S/`."""


@cache
def names_in_full() -> str:
    """Give the pattern of what the parties of the register are called in full: no letters that shorten it."""
    names = {name for row in register("parties") for name in (row["name"], *row["aliases"].split("|")) if len(name) > 5}
    return f"(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})"


@cache
def _parties_by_name() -> re.Pattern[str]:
    group = words.any_of(phrases("speakers", "group")["of-a-party"])
    return re.compile(rf"\b(?P<name>{names_in_full()})s?(?:\w*{group})?\b", re.IGNORECASE)


@cache
def _groups() -> re.Pattern[str]:
    groups, members = words.any_of(phrases("speakers", "group")["words"]), phrases("speakers", "members")
    called = "|".join(
        rf"(?P<{party}>{words.any_of(adjectives)}\s{groups}|{words.any_of(members[party])})"
        for party, adjectives in phrases("speakers", "adjective").items()
    )
    return re.compile(rf"\b(?:{called})\b", re.IGNORECASE)


def every_party(flow: Flow) -> list[Mention]:
    """Give every place at which a text names a party, by abbreviation or name, in its order."""
    members = _MEMBERS.search(flow.text) is not None
    bracketed = _BRACKETED.fullmatch(flow.text) is not None
    lists = [
        match.span()
        for match in _LIST.finditer(flow.text)
        if any(word in known() for word in _ABBREVIATION.findall(match[0]))
    ]
    people = find(flow.text, capitals=True)
    names = [(one.begin, one.name_end) for one in people if not GROUP_WORD.search(one.name)]
    found = [
        Mention("party", match[0], flow.span(*match.span()))
        for match in _ABBREVIATION.finditer(flow.text)
        if not any(begin <= match.start() < end for begin, end in names)
        and not any(_BESIDE.fullmatch(flow.text, end, match.start()) for _, end in names)
        and (
            match[0] in known()
            or any(begin <= match.start() < end for begin, end in lists)
            or (members and not flow.text.isupper() and match[0] not in {"I", "A", "B"})
        )
    ]
    found += [
        Mention("party", match["party"].upper(), flow.span(*match.span("party")))
        for match in (re.finditer(PARTY, flow.text) if members or bracketed else ())
        if match["party"].upper() in known()
    ]
    found += [
        Mention("party", match["party"].upper(), flow.span(*match.span("party")))
        for match in (_SMALL.finditer(flow.text) if "-" in flow.text else ())
        if match["party"].upper() in known() and not (members and flow.text[match.start()] == "(")
    ]
    for match in _parties_by_name().finditer(flow.text):
        abbreviation = next(
            row["abbreviation"]
            for row in register("parties")
            if match["name"].casefold() in {n.casefold() for n in (row["name"], *row["aliases"].split("|"))}
        )
        found.append(Mention("party", abbreviation, flow.span(*match.span())))
    found += [
        Mention("party", match.lastgroup, flow.span(*match.span()))
        for match in _groups().finditer(flow.text)
        if match.lastgroup
    ]
    return sorted(found, key=lambda mention: mention.span)


def parties_named(flow: Flow) -> list[Mention]:
    """Give the parties that a text names, each once."""
    seen: list[Mention] = []
    for mention in every_party(flow):
        if not any(mention.may_be(other) for other in seen):
            seen.append(mention)
    return seen
