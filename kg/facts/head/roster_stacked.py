"""Labels that stood side by side and stand one below the other, as where a PDF lost its columns: what is known then."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.facts.head import printed_party, roster_entry, roster_lines
from kg.facts.head.roster_lines import ONE_PERSON
from kg.facts.head.roster_names import LAST_FIRST
from kg.language import agents, roster_labels
from kg.language.roster_labels import MEMBERS, PRESIDING, SUBSTITUTES
from kg.lines import roster_heads
from kg.model import join
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.head.roster_notes import Group
    from kg.model import Line

_BESIDE_MEMBERS = SUBSTITUTES | {"absent", "official", "guest", "beside"}
_FEW = 3
"""So many values may stand between the lines of a label."""


def told(found: Sequence[Group]) -> list[Group]:
    """Empty the lists below two labels of which the first has nobody: which names are whose is not said.

    `Beslutande` / `Ej tjänstgörande ersättare` and then the rows of both lists, where members stand nowhere else; and
    `Förhindrad ledamot` / `Inkallad ersättare`. Below `Tjänstgörande ersättare` / `Ersätter` the names take turns.
    """
    seated = any(group.kind == "list" and group.name in MEMBERS and _named(group.lines) for group in found)
    lost: set[int] = set()
    above: set[str] = set()
    for (at, first), (_, second) in pairwise(enumerate(found)):
        empty = first.kind == second.kind == "list" and not _named(first.lines) and all(map(_heads, first.lines))
        above = above | {first.name} if empty else set()
        of_two = bool(above & MEMBERS) and second.name in _BESIDE_MEMBERS and not seated
        away = first.name == "absent" and second.name == "serving-substitute" and all(one.gap for one in second.lines)
        if empty and (of_two or away) and len(_named(second.lines)) > 1:
            lost.add(at + 1)
    return [
        group._replace(lines=[]) if at in lost else _without_elected(group) if at - 1 in lost else _in_turns(group)
        for at, group in enumerate(found)
    ]


def _without_elected(group: Group) -> Group:
    """Leave out of the officials behind two such lists who has a party: the rows of the longer list go on there."""
    if group.kind != "list" or group.name != "official":
        return group
    return group._replace(lines=[one for one in group.lines if not any(who.party for who in agents.people(one.flow))])


def _named(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if agents.people(line.flow) or LAST_FIRST.match(line.text)]


def _heads(line: Line) -> bool:
    """Whether a line is the heading of a column and no more."""
    folded = roster_heads.fold(line.text)
    return any(folded in words for words in phrases("roster", "column").values()) or _of_substitutes(line)


def _of_substitutes(line: Line) -> bool:
    role = (roster_labels.kind(line.text) or ("", ""))[1] or roster_entry.role_of(line.text)
    return role in SUBSTITUTES


def _in_turns(group: Group) -> Group:
    """Read a list below two headings: who serves and for whom by turns, or who was away and who was called."""
    if group.kind != "list" or not group.lines or agents.people(group.lines[0].flow):
        return group
    first, *names = group.lines
    if group.name == "absent" and _of_substitutes(first):
        return group._replace(lines=[])
    served = roster_heads.fold(first.text) in phrases("roster", "column")["served"]
    if group.name != "serving-substitute" or not served or not names:
        return group
    return group._replace(lines=list(_pairs(names)))


def _pairs(names: Sequence[Line]) -> Iterator[Line]:
    """Give who serves with the one served for; nobody where a name has none, or the parties of two differ."""
    people = [agents.people(line.flow) for line in names]
    if len(names) % 2 or any(len(named) != 1 for named in people):
        return
    if any(one[0].party != other[0].party for one, other in zip(people[::2], people[1::2], strict=True)):
        return
    for one, other in zip(names[::2], names[1::2], strict=True):
        yield replace(one, flow=join([one.flow, other.flow], " ersätter "))


def label_goes_on(found: list[Group], line: Line) -> bool:
    """Take the rest of a label that runs over two lines, with the first of its values between: `Ersättare ej` / `tjg`.

    Only in small letters, and where both together are a label; a name may stand behind.
    """
    here = found[-1] if found else None
    if here is None or here.kind != "list" or not line.text[0].islower() or len(here.lines) > _FEW:
        return False
    name = next((one for one in agents.find(line.text) if " " in one.name), None)
    words = line.text[: name.begin if name else None].strip()
    words = words if here.lines else words.removesuffix(":")  # with values above a colon begins a label of its own
    hangs = bool(words) and roster_labels.hangs(here.label.text, words)
    kind = roster_labels.kind(f"{here.label.text} {words}") if hangs else None
    if kind is None or kind[0] != "list":
        return False
    rest = [replace(line, flow=line.flow.cut(name.begin))] if name else []
    found[-1] = here._replace(name=kind[1], lines=[*here.lines, *rest])
    return True


def _says_role(text: str) -> bool:
    return any(map(roster_entry.role_of, text.split(",")[1:]))


def role_below(found: list[Group], line: Line, *, begun: bool) -> bool:
    """Put a role behind the name above it, where a list has roles below names: `Anna Ek (S)` / `ordf` / `Bo Ås (M)`.

    It begins with the chair below the first name, or with a word in small letters below a label with a capital; then
    it goes on so (`begun`), with titles too.
    """
    here = found[-1] if found else None
    if here is None or here.kind != "list" or here.name in {*ONE_PERSON, "adjuster"} or not here.lines:
        return False
    above = here.lines[-1].flow
    people = agents.people(above)
    whole = begun and len(people) == 1 and above.text.startswith(people[0].text) and not _says_role(above.text)
    if line.mark or line.text.endswith(":") or not (whole or roster_lines.is_name(above)):
        return False
    role = roster_entry.role_of(line.text.partition(",")[0].partition(" §")[0])
    small = line.text.islower() and here.label.text[:1].isupper() and bool(role)
    chair = role == "chair" and here.name in MEMBERS and len(here.lines) == 1
    title = agents.has_post(line.text) and not agents.people(line.flow)
    # `Ersättare`, `Ledamöter` with a capital head lists of their own.
    title = title or role in PRESIDING or printed_party.fits("seat-of-one", line.text.partition(",")[0])
    if not (small or chair or (begun and title)):
        return False
    here.lines[-1] = replace(here.lines[-1], flow=join([above, line.flow], ", "))
    return True
