"""Those present told in sentences: `Sammanträdet leds av ordföranden Anna Ek (S). Vidare deltar ledamöterna ...`."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.facts import agents, grammar
from kg.text.reading import join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.roster_notes import Group
    from kg.model import Flow

_LISTS = frozenset({"present", "deciding", "member"})
_MANY = frozenset({"member", "substitute", "serving-substitute"})
_ROLES = ("second-vice-chair", "vice-chair", "chair", "substitute", "serving-substitute", "member")
_SENTENCE_END = re.compile(r"(?<![A-ZÅÄÖ])[.!?](?=\s+[A-ZÅÄÖ]|$)")
_BETWEEN = re.compile(r"\s*(?:,|;|och|samt|,\s(?:och|samt))\s*")
_CONJUNCTION = re.compile(r"(?:[,;]|\s(?:och|samt))+$")
_FORMER = re.compile(r",?\s*den f(?:ö|o)rr[ea]\b")


class _Piece(NamedTuple):
    """A stretch of a sentence whose people were there in one role."""

    role: str
    begin: int
    end: int


def parted(groups: Sequence[Group]) -> list[Group]:
    """Part the lists that are told in sentences into one list for each role."""
    found: list[Group] = []
    for group in groups:
        pieces = list(_lists(group)) if group.kind == "list" and group.name in _LISTS and group.lines else []
        found += pieces or [group]
    return found


def _lists(group: Group) -> Iterator[Group]:
    if not any("." in line.text for line in group.lines):
        return
    whole = join_lines(group.lines)
    if not _is_told(whole):
        return
    begin = 0
    for stop in (*(match.end() for match in _SENTENCE_END.finditer(whole.text)), len(whole.text)):
        sentence = whole.cut(begin, stop)
        begin = stop
        for piece in _pieces(sentence):
            flow = sentence.cut(piece.begin, piece.end)
            behind = _CONJUNCTION.search(flow.text)
            line = replace(group.lines[0], flow=flow.cut(0, behind.start() if behind else None))
            yield group._replace(name=piece.role, lines=[line])


def _is_told(whole: Flow) -> bool:
    """Whether what stands before the first name is part of a sentence that says who was there."""
    if not whole.text.endswith("."):
        return False
    first = next((one for one in agents.find(whole.text) if " " in one.name), None)
    return (
        first is not None
        and grammar.pattern("attendance", "told-present").search(whole.text[: first.begin]) is not None
    )


@cache
def _role_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, grammar.pattern("attendance", f"told-{role}")) for role in _ROLES)


def _role(text: str) -> tuple[str, int]:
    """Give the role that words in front of a name end in, and where it begins; empty where they end in none."""
    low = agents.lowered(text).rstrip(" :")
    low = re.sub(r"\s(?:är|var)$", "", low)
    ends = [
        (match.start(), role)
        for role, pattern in _role_patterns()
        for match in pattern.finditer(low)
        if match.end() == len(low)
    ]
    return (min(ends)[1], min(ends)[0]) if ends else ("", 0)


def _pieces(sentence: Flow) -> Iterator[_Piece]:
    """Read a sentence: a role in front of names holds for all of them where it is said of several."""
    text = sentence.text.rstrip(" .")
    if (former := _FORMER.search(text)) is not None:
        text = text[: former.start()]
    people = [one for one in agents.find(text) if " " in one.name]
    low = agents.lowered(text)
    if not people or grammar.pattern("attendance", "told-otherwise").search(low):
        return
    if grammar.pattern("attendance", "told-present").search(low) is None:
        return
    role, _ = _role(text[: people[0].begin])
    serves = grammar.pattern("attendance", "note-serves")
    if not role:
        behind = low[people[0].end :].lstrip()
        if not text[: people[0].begin].strip() and serves.match(behind):
            yield _Piece("deciding", people[0].begin, len(text))
        return
    begin = people[0].begin
    for one, after in zip(people, [*people[1:], None], strict=True):
        if after is None:
            yield _Piece(role, begin, len(text))
            return
        between = text[one.end : after.begin]
        if serves.match(agents.lowered(between).strip()):
            continue
        following, at = _role(between)
        if following and _BETWEEN.fullmatch(_without_limits(between[:at])):
            yield _Piece(role, begin, one.end + at)
            role, begin = following, after.begin
        elif role not in _MANY or not _BETWEEN.fullmatch(_without_limits(between)):
            yield _Piece(role, begin, one.end)
            return


def _without_limits(text: str) -> str:
    return re.sub(r"\([^()]*§[^()]*\)", "", text)
