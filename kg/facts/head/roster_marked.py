"""Rosters that mark who was there in front of each name, the personal substitute beside: `x Ek, Anna  - Ås, Bo`."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from kg.facts.head.roster_names import LAST_FIRST
from kg.language import agents, grammar
from kg.language.roster_labels import MEMBERS, OF_ELECTED
from kg.lines import roster_heads
from kg.model import join
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.head.roster_notes import Group
    from kg.model import Flow, Line

_MARKED = grammar.pattern("attendance", "marked-name")
_HERE = grammar.pattern("attendance", "marked-here")
_AWAY = grammar.pattern("attendance", "marked-away")
_DASH_BEHIND = re.compile(r"(?<=[\w)])\s+[–—-]$")
"""A dash behind an entry and nothing more: nobody was there."""
_LEAST = 3
"""So many rows in all begin with a mark, and of these some say that one is there and some that one is not."""
_PAIR = 2
"""A member and the one personal substitute."""
_LISTS = frozenset({"member", "deciding", "present", "official", "guest", "presenter", "substitute"})
_CROSS = re.compile(r",\s[xX](?=,|\s|$)")
_PERSONAL = grammar.pattern("roster", "label-personal")
_EACH = 0.8
"""So many substitutes to a seat are those of everybody."""
_BULLETS = {"-", "–", "—"}


def told(found: Sequence[Group], text: str) -> list[Group]:
    """Leave those who are there in the lists of a head that marks it, each on a line of their own.

    Whoever stands behind a member on the line is that member's substitute, and serves where a mark says so: unless both
    of some line are there, as in a list of members in two columns.
    """
    found = [_without_dashes(group) for group in _without_everybodys(_only_crossed(found), text)]
    rows = [line for group in found if group.name in _LISTS for line in group.lines]
    opened = [marks for line in rows if (marks := _marks(line))]
    signs = [bool(_HERE.fullmatch(match["mark"])) for marks in opened for match in marks]
    if len(signs) < _LEAST or all(signs) or not any(signs):
        return [_only_marked(group) for group in found]
    paired = not any(len(marks) > _PAIR for marks in opened) and not any(map(_both_are_there, rows))
    return [
        group._replace(
            lines=[one for line in group.lines for one in _there(line, paired=paired and group.name in MEMBERS)]
        )
        if group.name in _LISTS and any(map(_marks, group.lines))
        else group
        for group in map(_only_marked, found)
    ]


def _marks(line: Line) -> list[re.Match[str]]:
    """Give the marks in front of the names of a line that begins with one."""
    found = list(_MARKED.finditer(_whole(line)))
    return found if found and found[0].start() == 0 else []


def _both_are_there(line: Line) -> bool:
    """Whether two stand side by side on a line, and both for the whole meeting: then neither serves for the other."""
    marks = _marks(line)
    return len(marks) > 1 and all(_HERE.fullmatch(match["mark"]) for match in marks) and "§" not in line.text


def _without_everybodys(found: Sequence[Group], text: str) -> Iterator[Group]:
    """Empty the lists of substitutes that name everybody's and mark nobody: who of them was there is not said.

    Such are called personal; in a list without parties, as in Finland, they stand beside the members, one for each.
    """
    for before, group in pairwise([None, *found]):
        if group is None or before is None or group.name != "substitute" or before.name not in MEMBERS:
            yield from () if group is None else (group,)
            continue
        personal = _PERSONAL.search(group.label.text) is not None
        beside = "\n" not in text[before.label.span().begin : group.label.span().begin] and not any(
            one.party for line in (*before.lines, *group.lines) for one in agents.people(line.flow)
        )
        seats, substitutes = _named(before), _named(group)
        each = len(substitutes) >= (_LEAST if personal else _EACH * max(len(seats), _LEAST + 1))
        each = each and len(substitutes) >= _EACH * len(seats)
        marked = any(_MARKED.match(_whole(line)) for line in substitutes)
        yield group._replace(lines=[]) if (personal or beside) and each and not marked else group


def _named(group: Group) -> list[Line]:
    return [line for line in group.lines if agents.people(line.flow) or LAST_FIRST.match(line.text)]


def _only_crossed(found: Sequence[Group]) -> list[Group]:
    """Leave out who has no cross behind the name below a heading of presence, where most of the members have one.

    The heading stands right above the labels of the lists, `Närvaro` and then `LEDAMÖTER`: above no column of theirs.
    """
    first = next((at for at, (one, after) in enumerate(pairwise(found)) if _is_above(one, after)), len(found)) + 1
    below = list(takewhile(lambda group: group.kind == "list" and group.name in OF_ELECTED, found[first:]))
    rows = [line for group in below if group.name in MEMBERS for line in _named(group)]
    crossed = [line for line in rows if _CROSS.search(line.text)]
    if len(rows) < _LEAST or 2 * len(crossed) <= len(rows):
        return list(found)
    left = [
        group._replace(lines=[line for line in group.lines if line not in _named(group) or _CROSS.search(line.text)])
        for group in below
    ]
    return [*found[:first], *left, *found[first + len(below) :]]


def _is_above(group: Group, after: Group) -> bool:
    """Whether a list is but a heading of presence above that of the members."""
    said = roster_heads.fold(group.label.text) in phrases("roster", "column")["present"]
    headings = all(roster_heads.is_heading_word(line.text) for line in group.lines)
    return said and headings and after.kind == "list" and after.name in MEMBERS


def _without_dashes(group: Group) -> Group:
    """Leave out whom a dash behind the entry marks, where others of the list have none."""
    dashed = [_DASH_BEHIND.search(line.text) is not None for line in group.lines]
    if group.name not in _LISTS or all(dashed) or not any(dashed):
        return group
    return group._replace(lines=[line for line, away in zip(group.lines, dashed, strict=True) if not away])


def _only_marked(group: Group) -> Group:
    """Leave of a list of substitutes those whom a mark in front calls there, where others have none or a dash."""
    if group.name != "substitute":
        return group
    here = [line for line in group.lines if (match := _MARKED.match(line.text)) and _HERE.fullmatch(match["mark"])]
    return group._replace(lines=here) if here else group


def _whole(line: Line) -> str:
    """Give a line with the mark of absence in front that was read as a bullet."""
    return f"- {line.text}" if line.mark in _BULLETS else line.text


def _there(line: Line, *, paired: bool) -> Iterator[Line]:
    ahead = len(_whole(line)) - len(line.text)
    if not (marks := _marks(line)):
        yield line
        return
    ends = [*(match.start() for match in marks[1:]), len(_whole(line))]
    member: Flow | None = None
    for match, end in zip(marks, ends, strict=True):
        flow = _turned(line.flow.cut(match.end() - ahead, end - ahead))
        served, member = member, member or flow
        if _AWAY.fullmatch(match["mark"]):
            continue
        whom = _name(served) if served is not None and paired else None
        flow = join([flow, whom], " ersätter ") if whom is not None else flow
        yield replace(line, flow=flow, mark="")


def _turned(flow: Flow) -> Flow:
    """Put the first name first; what stands behind both stays there."""
    match = LAST_FIRST.match(flow.text)
    if match is None:
        return flow
    name = join([flow.cut(*match.span("first")), flow.cut(*match.span("last"))])
    rest = flow.cut(match.end())
    return join([name, rest], "" if rest.text.startswith(",") else " ") if rest.text else name


def _name(flow: Flow) -> Flow | None:
    """Give the name that opens an entry, and nothing of its limits or titles."""
    people = agents.people(flow)
    if not people:
        return None
    begin = flow.place(people[0].span.begin)
    return flow.cut(0, agents.name_end(people[0], flow.text, max(begin, 0)))
