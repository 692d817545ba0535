"""Lists below the heading of several: whose `Ersättare` decide, and labels that a lost break left inside a line."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.facts.head import printed_party
from kg.language import agents, grammar, roster_labels
from kg.language.roster_labels import SUBSTITUTES
from kg.letters import UPPER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.head.roster_notes import Group
    from kg.model import Line

_BEHIND_ENTRY = re.compile(r"(?:\([^\W\d_]{1,6}\)|\d)\s+$")
"""What stands in front of a label inside a line: the party of the entry before it, or its paragraphs."""
_HEADINGS = re.compile(rf"(?<![^ ])[{UPPER}]")
_TWO = 2
_LISTS = grammar.pattern("roster", "list-inside")


def parted(found: Sequence[Group]) -> Iterator[Group]:
    """Begin a list anew where its label stands inside a line: `Eva Ås (MP) Bo Ek (SD) Ersättare Ove Alm (M)`.

    In a list that says of each who they are the same word is no label: it stands once, and behind no other role.
    """
    for group in found:
        if group.kind != "list" or group.flat:
            yield group
            continue
        marks = [(at, match) for at, line in enumerate(group.lines) if (match := _label_inside(line))]
        if len(marks) != 1:
            yield group
            continue
        ((at, match),) = marks
        line = group.lines[at]
        front = replace(line, flow=line.flow.cut(0, match.start()))
        behind = replace(line, flow=line.flow.cut(match.end()))
        kind = roster_labels.kind(match["label"])
        yield group._replace(lines=[*group.lines[:at], front])
        yield group._replace(
            kind=kind[0] if kind else group.kind,
            name=kind[1] if kind else group.name,
            label=line.flow.cut(*match.span("label")),
            lines=[behind, *group.lines[at + 1 :]],
        )


def _label_inside(line: Line) -> re.Match[str] | None:
    found = list(_LISTS.finditer(line.text))
    if len(found) != 1 or not _BEHIND_ENTRY.search(line.text[: found[0].start()]):
        return None
    return found[0] if next(iter(agents.find(line.text[found[0].end() :])), None) else None


def _is_of_two(group: Group) -> bool:
    """Whether a label is a heading and the one below it: `Beslutande Ledamöter`."""
    return len(_HEADINGS.findall(group.label.text)) == _TWO


def next_party(found: Sequence[Group], line: Line, text: str) -> Group | None:
    """Give the list by party that goes on with the heading of the next party, behind a list of one party's own.

    That is the absent, or substitutes beside their label. Where such a list is by party itself its first line heads a
    party, or parties come again.
    """
    before, here = found[-2:] if len(found) > 1 else (None, None)
    if before is None or here is None or before.kind != "list" or not here.lines:
        return None
    beside = "\n" not in text[here.label.span().begin : here.lines[-1].flow.span().begin]
    if here.name != "absent" and not (here.name in SUBSTITUTES and beside):
        return None
    party = printed_party.party_heading(line.flow)
    if party is None or printed_party.party_heading(here.lines[0].flow) is not None:
        return None
    names = (group for group in found if (group.kind, group.name) == (before.kind, before.name))
    headed = [one[0].text for group in names for row in group.lines if (one := printed_party.party_heading(row.flow))]
    return before if headed and party[0].text not in headed else None


def within_party(found: Sequence[Group], text: str) -> Iterator[Group]:
    """Put the heading of their party above the substitutes and the absent that each party of a list has of its own.

    `Socialdemokraterna` / names / `Ersättare: Bo Ek` / `Moderaterna` / names: another party's heading comes behind such
    a list, and so the last of them, beside its label too, is of the party above it.
    """
    nested = False
    for before, group, after in zip([None, *found], found, [*found[1:], None], strict=False):
        if before is None or before.kind != "list" or group.name not in {"absent", *SUBSTITUTES} or not group.lines:
            yield group
            continue
        beside = "\n" not in text[group.label.span().begin : group.lines[0].flow.span().begin]
        same = after is not None and (after.kind, after.name) == (before.kind, before.name)
        next_party = same and after is not None and _of_party(after.lines[:1]) is not None
        nested = nested or next_party
        heading = _of_party(before.lines) if next_party or (nested and beside) else None
        own = _of_party(group.lines[:1]) is not None
        yield group if heading is None or own else group._replace(lines=[heading, *group.lines])


def _of_party(lines: Sequence[Line]) -> Line | None:
    """Give the heading of the party to which the last of some lines belongs; None where it belongs to none."""
    for at, line in reversed(list(enumerate(lines, 1))):
        if (headed := printed_party.party_heading(line.flow)) is not None:
            alone = line.flow.cut(0, len(line.text) - len(headed[1].text))
            return replace(line, flow=alone) if at == len(lines) or not headed[1].text else None
    return None


def below_deciding(found: Sequence[Group]) -> Iterator[Group]:
    """Let the substitutes serve whose list stands below `Beslutande`, beside that of the members.

    Another list of substitutes, further down below a heading of others, shows that these are not all that were there:
    `Beslutande` / `Ledamöter` / `Ersättare`, then `Övriga närvarande` / `Ersättare`, the headings one below the other
    or in one line (`Beslutande Ledamöter`).
    """
    heads = [at for at, group in enumerate(found) if group.kind == "list" and group.name == "deciding"]
    serving: set[int] = set()
    for head in heads:
        below = found[head + 1 :]
        names = [group.name for group in below]
        end = next((at for at, name in enumerate(names) if name not in {"member", "substitute"}), len(names))
        listed = [at for at, name in enumerate(names[:end]) if name == "substitute"]
        if not listed or not (_is_of_two(found[head]) if found[head].lines else "member" in names[:end]):
            continue
        others = [at for at in listed[1:] if _is_of_two(below[at])]
        if len(listed) - len(others) == 1 and (others or (not found[head].lines and "substitute" in names[end:])):
            serving.add(head + 1 + listed[0])
    for at, group in enumerate(found):
        yield group._replace(name="serving-substitute") if at in serving else group
