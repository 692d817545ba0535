"""Voters listed by surname, or without a party: `4 ja-röster (Ek, Ås, Al och Bo-Lind)`, where the figures agree."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kg.facts.floor.ballot_list import Voter
from kg.facts.floor.voters import NO_VOTE
from kg.language import grammar
from kg.letters import UPPER
from kg.model import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.facts.kind import ItemText
    from kg.model import Flow

_WORD = rf"(?:[{UPPER}](?:-?[{UPPER}])?\.|[{UPPER}][\w’'-]*)"
"""A word of a name; a full stop belongs to initials alone, behind other words it ends the sentence."""
_NAME = rf"{_WORD}(?:\s{_WORD}){{0,3}}(?:\s?\([\w-]{{1,6}}\))?"
_RUN = re.compile(rf"{_NAME}(?:(?:,\s|,?\s(?:och|samt|&)\s|\n){_NAME})*")
_PARTS = re.compile(r",\s|,?\s(?:och|samt|&)\s|\n")
_PARTY = re.compile(r"\s?\([\w-]{1,6}\)$")
_MARK = grammar.pattern("vote", "run-mark")
_ROW_MARK = grammar.pattern("vote", "row-mark")
_NAME_OF_A_ROW = re.compile(rf"\s*(?P<name>{_NAME})[\s.:…_]*")
_LINE = re.compile(r"[^\n]+")
_LEAST_ROWS = 2
"""So many lines of a name and a mark are a list of surnames."""
_FAR = 80
"""How far in front of the first name of a list its mark stands, in characters."""


def read(text: ItemText, whole: Flow, begin: int, end: int, figures: Mapping[str, int]) -> Iterator[Voter]:
    """Read the lists behind a mark whose pieces all are voters of the roster, and as many as the vote's figure says.

    A list that has another length is none, and nobody is named twice.
    """
    known = _known(text)
    rows = _rows(whole, begin, end, known)
    if len(rows) >= _LEAST_ROWS:
        voters = [voter for voter in rows if voter is not None]
        listed = Counter(voter.option for voter in voters)
        agree = bool(figures) and all(listed[option] == count for option, count in figures.items())
        whole_list = len({voter.person.text for voter in voters}) == len(rows)
        yield from voters if agree and whole_list else ()
        return  # what stands behind a mark there is the name of the next row
    found: dict[str, list[Voter]] = {}
    for run in _RUN.finditer(whole.text, begin, end):
        marks = _MARK.finditer(whole.text, max(begin, run.start() - _FAR), run.start())
        mark = next((mark for mark in marks if mark.end() == run.start()), None)
        if mark is None:
            continue
        option = next(name for name, value in mark.groupdict().items() if value)
        voters = [Voter(one, option, mark.span()) for one in _people(whole, *run.span(), known)]
        if option in found:
            return  # two lists of one side: which is this vote's is not said
        if voters:
            found[option] = voters
    named = [voter.person.text for voters in found.values() for voter in voters]
    if len(set(named)) == len(named):
        for option, voters in found.items():
            if option in figures and len(voters) == figures[option]:
                yield from voters


def _rows(whole: Flow, begin: int, end: int, known: Mapping[str, str]) -> list[Voter | None]:
    """Read lines of a surname and its mark: `Ek  ja`; None for a name that is no voter's."""
    found: list[Voter | None] = []
    for line in _LINE.finditer(whole.text, begin, end):
        mark = _ROW_MARK.search(whole.text, *line.span())
        called = _NAME_OF_A_ROW.fullmatch(whole.text, line.start(), mark.start()) if mark else None
        if mark is None or called is None:
            continue
        name = known.get(_PARTY.sub("", called["name"]).casefold(), "")
        option = next(option for option, value in mark.groupdict().items() if value)
        person = Mention("person", name, whole.span(*called.span("name")))
        found.append(Voter(person, option, mark.span(option)) if name else None)
    return found


def _known(text: ItemText) -> dict[str, str]:
    """Give the voters of the roster by full name, by surname and by initial and surname, where one alone has it."""
    names = {fact.person.text for fact in text.before.get("attendance", ()) if fact.role not in NO_VOTE | {"absent"}}
    called: dict[str, set[str]] = {}
    for name in names:
        words = name.split(" ")
        for at in range(1, len(words)):
            last = " ".join(words[at:])
            for form in (last, f"{words[0][0]} {last}", f"{words[0][0]}. {last}", f"{last} {' '.join(words[:at])}"):
                called.setdefault(form.casefold(), set()).add(name)
        called.setdefault(name.casefold(), set()).add(name)
    return {form: next(iter(several)) for form, several in called.items() if len(several) == 1}


def _people(whole: Flow, begin: int, end: int, known: Mapping[str, str]) -> list[Mention]:
    """Give whom the pieces of a list name, up to a line that begins something else; nobody where one is no name."""
    found: list[Mention] = []
    at = begin
    for cut in (*(match.span() for match in _PARTS.finditer(whole.text, begin, end)), (end, end)):
        piece = _PARTY.sub("", whole.text[at : cut[0]])
        name = known.get(piece.casefold())
        if name is None:
            return found if whole.text[at - 1] == "\n" else []
        found.append(Mention("person", name, whole.span(at, at + len(piece))))
        at = cut[1]
    return found
