"""Voters listed in running text: behind `Ja röstar`, `Nej-röster lämnas av`, `Avstår:`, or in front of `röstar ja`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.facts import agents, grammar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Flow, Mention

_MARK = grammar.pattern("vote", "mark")
_LIST_BEHIND = grammar.pattern("vote", "list-behind")
_VERB = grammar.pattern("vote", "verb")
_ORDER = grammar.pattern("vote", "order")
_COUNT_BEFORE = re.compile(rf"(?:{grammar.NUMBER})\s(?:\w+\s)?(?:som\s)?$", re.IGNORECASE)
_COUNT_BEHIND = re.compile(r"[\w-]*\s?\d")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
_ONE_BALLOT = re.compile(r"(?:Ja|Nej)-?\s?röst", re.IGNORECASE)
_GIVEN = re.compile(r"\s(?:ges|lämnas|avges|avgavs|lämnades|avlämnas|avlades)\s")
_LINE_ENDS = '.:;!?”"'
# What stands between names: parties, titles, conjunctions and signs.
_NO_NAME = re.compile(
    r"\([A-ZÅÄÖ-]{1,6}\)|\b(?:och|samt|tjänstgörande|ersättar\w+|ordförande\w*|ledam[oö]t\w*|vice|förste|andre)\b|[^\wåäö]",
    re.IGNORECASE,
)
_LONGEST_LIST = 4000
"""How far back a sentence of voters may begin, in characters: an assembly has up to a hundred members."""
_LEAST_NAMES = 0.6
"""The share of a line's letters that names must make up for the line to go on with a list of voters."""


class Voter(NamedTuple):
    """A name in a list, the option of the list, and where the words stand that say so."""

    person: Mention
    option: str
    mark: tuple[int, int]


def read(whole: Flow, begin: int, end: int) -> Iterator[Voter]:
    """Read the voters named between two places, each once; words that only order or count a vote name nobody."""
    text = whole.text
    marks = [m for m in _MARK.finditer(text, begin, end) if not _counts(text, m)]
    seen: set[str] = set()
    for place, mark in enumerate(marks):
        after = marks[place + 1] if place + 1 < len(marks) else None
        if _heads_list(text, mark):
            stop = (
                end if after is None else after.start() if _heads_list(text, after) else _sentence(text, after.start())
            )
            named = agents.people(whole.cut(mark.end(), _list_end(whole, mark.end(), max(stop, mark.end()))))
        elif _VERB.search(mark[0]) and mark[0][0].islower():  # `Avstår` behind names is a heading of a table
            start = max(_sentence(text, mark.start()), marks[place - 1].end() if place else begin)
            before = whole.cut(_list_begin(whole, start, marks[place - 1].end() if place else begin), mark.start())
            named = [] if _ORDER.search(before.text) else agents.people(before)
        else:
            named = []
        option = next(name for name, value in mark.groupdict().items() if value)
        for person in named:
            if person.text not in seen:
                seen.add(person.text)
                yield Voter(person, option, mark.span())


def _counts(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark is part of the figures (`6 ja-röster`, `1 avstår`, `Ja: 6`)."""
    before = text[max(0, mark.start() - 25) : mark.start()]
    return _COUNT_BEFORE.search(before) is not None or _COUNT_BEHIND.match(text, mark.end()) is not None


def _heads_list(text: str, mark: re.Match[str]) -> bool:
    """Whether the names stand behind: a colon follows, or the option itself comes first (`Ja röstar Anna Ek`).

    What follows a single `Ja-röst:` is what a Yes means, unless it is given by somebody (`Ja-röst avges av`).
    """
    follows = text[mark.end() : mark.end() + 60]
    if _ONE_BALLOT.fullmatch(mark[0]) and not _GIVEN.match(follows):
        return False
    opens = mark[0][:2].casefold() in {"ja", "ne"} or ":" in follows[:3] or ":" in mark[0]
    return opens and _LIST_BEHIND.match(follows) is not None


def _sentence(text: str, at: int) -> int:
    """Give where the sentence begins that a place stands in."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, max(0, at - _LONGEST_LIST), at)]
    return max(ends[-1] if ends else 0, text.rfind("\n", 0, at) + 1)


def _list_begin(whole: Flow, begin: int, least: int) -> int:
    """Give where a list in front of its verb begins: lines of names before the sentence's own line belong to it."""
    text = whole.text
    while begin > least and text[begin - 1] == "\n":
        line = _sentence(text, begin - 1)
        if text[begin - 2] in _LINE_ENDS or not _is_names(whole, line, begin - 1):
            break
        begin = line
    return begin


def _list_end(whole: Flow, begin: int, stop: int) -> int:
    """Give where a list ends: at its full stop, else before the first line that is more than names."""
    text = whole.text
    at = begin
    first = True
    while at < stop:
        line_end = text.find("\n", at, stop)
        line_end = stop if line_end < 0 else line_end
        line = text[at:line_end].strip(" :")
        if line and not re.fullmatch(r"(?:ges|lämnas|avges|avgavs|lämnades|följande|av|ledamöter|\s)*", line):
            full_stop = _SENTENCE_END.search(text, at, line_end)
            if full_stop is not None:
                return full_stop.start() if first or _is_names(whole, at, full_stop.start()) else at
            if not first and not _is_names(whole, at, line_end):
                return at
            first = False
        at = line_end + 1
    return stop


def _is_names(whole: Flow, begin: int, end: int) -> bool:
    part = whole.cut(begin, end)
    letters = len(_NO_NAME.sub("", part.text))
    named = sum(len(person.text.replace(" ", "")) for person in agents.people(part))
    return letters > 0 and named >= _LEAST_NAMES * letters
