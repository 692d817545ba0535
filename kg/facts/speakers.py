"""Who moves, reserves or states something: the subjects in front of a verb, people, parties or the chair."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.facts import agents
from kg.model import Mention
from kg.resources import check_keys, lexicon, phrases, register

if TYPE_CHECKING:
    from kg.model import Flow

# Neither a vice chair nor who presides elsewhere: `ordföranden i X`, `socialnämndens ordförande`.
_CHAIR = re.compile(
    r"(?<!\bvice )(?:(?<![a-zåäö]s )|(?<=\bmötets )|(?<=\bnämndens )|(?<=\bstyrelsens )|(?<=\butskottets )"
    r"|(?<=\brådets )|(?<=\bberedningens )|(?<=\bfullmäktiges )|(?<=\bdirektionens ))"
    r"\bordförande(?:n)?\b(?!\s(?:i|för|hos|av)\s)",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"(?<![\w(])[A-ZÅÄÖ]{1,5}(?![\w)])")
_BETWEEN = re.compile(
    rf"\s*(?:{agents.PARTY.replace('party', 'p')}\s?)?(?:(?:,|och|samt|att)\s)*(?:\w+e[nt]\s|tjänstgörande\s)*",
    re.IGNORECASE,
)
"""What may stand between a place and a person behind it, or between two: party, conjunction, title."""
_FAR = 400
"""How far behind a place its people are looked for, in characters."""
# "Hela SD-gruppen" is no name, however its words begin.
_GROUP_WORD = re.compile(r"-(?:gruppe|partie|ledamöte)\w*$", re.IGNORECASE)
# A list of abbreviations: where one is a party of the register, a local party beside it is one too.
_LIST = re.compile(r"(?<![\w(])[A-ZÅÄÖ]{1,5}(?:(?:,|\soch|\ssamt)\s[A-ZÅÄÖ]{1,5})+(?![\w)])")
_MEMBERS = re.compile(
    r"\b(?:ledamöterna|representanterna|ledamot|ledamoten|samtliga ledamöter|gruppen|ledamöter"
    r"|partiet|partierna|företrädarna)\b",
    re.IGNORECASE,
)


@cache
def _parties_by_name() -> re.Pattern[str]:
    names = {name for row in register("parties") for name in (row["name"], *row["aliases"].split("|")) if len(name) > 5}
    return re.compile(
        rf"\b(?P<name>{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})s?(?:\w*gruppen)?\b",
        re.IGNORECASE,
    )


@cache
def _groups() -> re.Pattern[str]:
    check_keys(lexicon("speakers"), {"adjective", "group"}, "data/lexicon/speakers.toml")
    adjectives = "|".join(
        f"(?P<{party}>{'|'.join(words)})" for party, words in phrases("speakers", "adjective").items()
    )
    return re.compile(rf"\b(?:{adjectives})\s(?:{'|'.join(phrases('speakers', 'group')['words'])})\b", re.IGNORECASE)


def subjects(flow: Flow, begin: int, end: int, *, chair: bool = True) -> list[Mention]:
    """Give who stands between two places of a text: people, else parties, else the chair."""
    part = flow.cut(begin, end)
    people = [person for person in agents.people(part) if not _GROUP_WORD.search(person.text)]
    if people:
        return people
    named = parties(part)
    if named:
        return named
    if chair and (match := _CHAIR.search(part.text)) and len(part.text) < 60:
        return [Mention("chair", match[0], part.span(*match.span()))]
    return []


def behind(flow: Flow, at: int) -> list[Mention]:
    """Give the people, else the parties, that stand right behind a place and are joined with one another."""
    part = flow.cut(at, at + _FAR)
    found: list[Mention] = []
    end = 0
    for mention in agents.people(part) or parties(part):
        begin = part.text.find(mention.text, end)
        if begin < 0 or not _BETWEEN.fullmatch(part.text[end:begin]):
            break
        found.append(mention)
        end = begin + len(mention.text)
    return found


def parties(flow: Flow) -> list[Mention]:
    """Give the parties that a text names by abbreviation or name."""
    members = _MEMBERS.search(flow.text) is not None
    lists = [
        match.span()
        for match in _LIST.finditer(flow.text)
        if any(word in agents.parties() for word in _ABBREVIATION.findall(match[0]))
    ]
    found = [
        Mention("party", match[0], flow.span(*match.span()))
        for match in _ABBREVIATION.finditer(flow.text)
        if match[0] in agents.parties()
        or any(begin <= match.start() < end for begin, end in lists)
        or (members and not flow.text.isupper() and match[0] not in {"I", "A", "B"})
    ]
    found += [
        Mention("party", match["party"].upper(), flow.span(*match.span("party")))
        for match in re.finditer(agents.PARTY, flow.text)
        if members and match["party"].upper() in agents.parties()
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
    seen: dict[str, Mention] = {}
    for mention in sorted(found, key=lambda m: m.span):
        seen.setdefault(mention.text, mention)
    return list(seen.values())
