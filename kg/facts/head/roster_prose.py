"""Those present told in sentences: `Sammanträdet leds av ordföranden Anna Ek (S). Vidare deltar ledamöterna ...`."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.language import agents, grammar
from kg.language.roster_labels import MEMBERS, SUBSTITUTES
from kg.lines.reading import join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.head.roster_notes import Group
    from kg.model import Flow

_MANY = SUBSTITUTES | {"member"}
_ROLES = ("second-vice-chair", "vice-chair", "chair", "substitute", "serving-substitute", "member")
_SENTENCE_END = re.compile(r"(?<![A-ZÅÄÖ])[.!?](?=\s+[A-ZÅÄÖ]|$)")
_BETWEEN = grammar.pattern("attendance", "told-between")
_BEHIND = grammar.pattern("attendance", "told-role-behind")
_CONJUNCTION = grammar.pattern("attendance", "told-conjunction")
_VERB = grammar.pattern("attendance", "told-verb")
_FORMER = grammar.pattern("attendance", "told-former")


_PART = grammar.pattern("attendance", "told-part")
_PART_ROLES = {"member": "member", "serving": "serving-substitute", "substitute": "substitute"}


class _Piece(NamedTuple):
    """A stretch of a sentence whose people were there in one role."""

    role: str
    begin: int
    end: int


def parted(groups: Sequence[Group]) -> list[Group]:
    """Part the lists that are told in sentences into one list for each role."""
    found: list[Group] = []
    for group in groups:
        pieces = list(_lists(group)) if group.kind == "list" and group.name in MEMBERS and group.lines else []
        found += pieces or list(_parts(group))
    return found


def _parts(group: Group) -> Iterator[Group]:
    """Part a list that runs on without a verb at the words in front of those of one role: `samt ledamöterna`."""
    whole = join_lines(group.lines) if group.kind == "list" and group.name in MEMBERS and group.lines else None
    cuts = list(_PART.finditer(whole.text)) if whole is not None else []
    if whole is None or not cuts:
        yield group
        return
    names = ["", *(_PART_ROLES[cut.lastgroup or ""] for cut in cuts)]
    begins, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(whole.text)]
    for name, begin, end in zip(names, begins, ends, strict=True):
        flow = whole.cut(begin, end)
        behind = _CONJUNCTION.search(flow.text)
        flow = flow.cut(0, behind.start() if behind else len(flow.text.rstrip(" .")))
        if flow.text:
            yield group._replace(name=name or group.name, lines=[replace(group.lines[0], flow=flow)])


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
    lead = text[: people[0].begin]
    role, _ = _role(lead)
    if not role and (verb := _VERB.search(lead)) and not any(one.party for one in people):
        if agents.has_post(lead[verb.end() :]):
            yield _Piece("official", verb.end(), len(text))
        return
    serves = grammar.pattern("attendance", "note-serves")
    if not role:
        behind = low[people[0].end :].lstrip()
        if not text[: people[0].begin].strip() and serves.match(behind):
            yield _Piece("deciding", people[0].begin, len(text))
        return
    served = False
    for one, after in zip(people, [*people[1:], None], strict=True):
        end = after.begin if after else len(text)
        behind = text[one.end : end]
        if served:
            served = False
        elif after is not None and serves.match(agents.lowered(behind).lstrip(" ,")):
            yield _Piece(role, one.begin, after.end + _limits_end(text[after.end :]))
            served = True
        else:
            own = _role_behind(behind, last=after is None)
            following, at = _role(behind) if after and not own else ("", len(behind))
            yield _Piece(own or role, one.begin, one.end + at)
        if after is None:
            return
        following, at = _role(behind)
        own = _role_behind(behind, last=after is None)
        if following and not own and _BETWEEN.fullmatch(_without_limits(behind[:at])):
            role = following
        elif not served and (role not in _MANY or not (own or _BETWEEN.fullmatch(_without_limits(behind)))):
            return


def _role_behind(text: str, *, last: bool) -> str:
    """Give the role that stands behind a name, before the next: `, 2:e vice ordförande, samt `."""
    match = _BEHIND.match(text)
    if match is None or (match.end() == len(text) and not last):
        return ""
    role, at = _role(match["role"])
    return role if not at else ""


def _limits_end(text: str) -> int:
    match = re.match(r"\s*\([^()]*§[^()]*\)", text)
    return match.end() if match else 0


def _without_limits(text: str) -> str:
    return re.sub(r"\([^()]*§[^()]*\)", "", text)
