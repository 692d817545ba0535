"""Tables of those present whose cells a converter wrote one below the other, by columns and rows in turns.

`Anna Ek` / `S` / `ordförande` / `Bo Ås M` / `Eva Vik` / `Ulf Lo` / `C` / `V`: the cells of each column keep their
order, so the k-th name has the k-th party and the k-th role where there are as many of each.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kg.facts.head import roster_entry
from kg.language import agents, roster_labels
from kg.language.roster_labels import OF_ELECTED, PRESIDIUM
from kg.lines import roster_heads
from kg.model import join
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Flow, Line

_LEAST = 2
"""So many names, and so many cells with nothing but a party, make such a table."""
_WORDS = 4
_OTHERS = frozenset({"official", "presenter", "guest"})
_HEADINGS = frozenset({"name", "party", "role"})
_PARTY = re.compile(r"\(?(?P<party>[A-ZÅÄÖ]{1,5}|(?<=\()[-–](?=\)))\)?")
_LAST = re.compile(r"(?P<name>\S+(?:\s\S+)+)\s(?P<party>\(?[A-ZÅÄÖ]{1,5}\)?)")
_FIRST = re.compile(r"(?P<party>\(?[A-ZÅÄÖ]{1,5}\)?)\s(?P<role>\S.*)")


class _Cell(NamedTuple):
    """What a cell holds: a `name`, a `party`, a `role` or title, or a `heading` of its column."""

    kind: str
    flow: Flow


def gathered(lines: Sequence[Line]) -> list[Line]:
    """Give the lines of the head with the cells of such tables put together, an entry a line; else as they stand."""
    lines = list(_whole_labels(lines))
    found: list[Line] = []
    at = 0
    while at < len(lines):
        label = _label(lines[at])
        rows, used = _table(lines, at + 1, label) if label in OF_ELECTED else ([], 0)
        found.append(lines[at])
        found += rows
        at += 1 + used
    return found


def _whole_labels(lines: Sequence[Line]) -> Iterator[Line]:
    """Join a label whose words stand each on a line of its own: without `Ej`, `tjänstgörande` / `ersättare` served."""
    at = 0
    while at < len(lines):
        words = [line.text for line in lines[at : at + _WORDS]]
        most = next((k for k, word in enumerate(words) if " " in word or (k > 0) != word[:1].islower()), len(words))
        whole = (count for count in range(most, 1, -1) if roster_labels.kind(" ".join(words[:count])) is not None)
        count = next(whole, 1)
        group = lines[at : at + count]
        yield replace(lines[at], flow=join([line.flow for line in group])) if count > 1 else lines[at]
        at += count


def _label(line: Line) -> str:
    kind, name = roster_labels.kind(line.text) or ("", "")
    return name if kind == "list" and not line.text[:1].islower() else ""


def _table(lines: Sequence[Line], begin: int, label: str) -> tuple[list[Line], int]:
    """Give the entries of the table that begins at a line, and how many lines it has; none where there is none."""
    second = _label(lines[begin]) if begin < len(lines) else ""
    both = label == "substitute" and second in _OTHERS
    cells: list[tuple[_Cell, Line]] = []
    at = begin + both
    alone = 0
    while at < len(lines) and (here := _cells(lines[at])):
        alone += [cell.kind for cell in here] == ["party"]
        cells += [(cell, lines[at]) for cell in here]
        at += 1
    first = next((k for k, (cell, _) in enumerate(cells) if cell.kind == "name"), len(cells))
    if any(cell.kind == "party" for cell, _ in cells[:first]):
        return [], 0  # the heading of a list by party
    cells = cells[first:]  # `Ledamot` above the names heads their column
    names, parties, roles = (
        [(cell.flow, line) for cell, line in cells if cell.kind == kind] for kind in ("name", "party", "role")
    )
    if len(names) < _LEAST or not alone or len(parties) < _LEAST:
        return [], 0
    if both:
        order = [cell.kind for cell, _ in cells if cell.kind in {"party", "role"}]
        if len(parties) + len(roles) != len(names) or order != sorted(order) or not roles:
            return [], 0
        elected = [_entry(*name, party, None) for name, (party, _) in zip(names, parties, strict=False)]
        rest = names[len(parties) :]
        others = [_entry(*name, None, role) for name, (role, _) in zip(rest, roles, strict=True)]
        return [*elected, lines[begin], *others], at - begin
    presidium = tuple(roster_entry.role_of(role.text) for role, _ in roles) == PRESIDIUM[: len(roles)]
    if len(parties) != len(names) or not (presidium or len(roles) == len(names)):
        return [], 0  # the presidium alone stands first
    told: list[Flow | None] = [role for role, _ in roles]
    told += [None] * (len(names) - len(roles))
    return [_entry(*name, party, role) for name, (party, _), role in zip(names, parties, told, strict=True)], at - begin


def _entry(name: Flow, line: Line, party: Flow | None, role: Flow | None) -> Line:
    flow = name
    if party is not None:
        bare = _bare(party)
        flow = join([join([name, bare], " ("), bare.cut(len(bare.text))], ")")
    return replace(line, flow=join([flow, role], ", ") if role is not None else flow, gap=False)


def _bare(party: Flow) -> Flow:
    match = _PARTY.fullmatch(party.text)
    return party.cut(*match.span("party")) if match else party


def _cells(line: Line) -> list[_Cell]:
    """Give the cells of a line; none where it holds anything else."""
    flow, text = line.flow, line.text
    if line.mark or "|" in text or (_label(line) and roster_entry.role_of(text) not in PRESIDIUM):
        return []
    if kind := _kind(flow):
        return [_Cell(kind, flow)]
    for form, first, second in ((_LAST, "name", "party"), (_FIRST, "party", "role")):
        match = form.fullmatch(text)
        parts = [flow.cut(*match.span(one)) for one in (first, second)] if match else []
        if parts and [_kind(part) for part in parts] == [first, second]:
            return [_Cell(first, parts[0]), _Cell(second, parts[1])]
    return list(_two_more(flow))


def _two_more(flow: Flow) -> Iterator[_Cell]:
    """Read headings on one line, `Parti Uppdrag`, and a name with a title behind it."""
    words = flow.text.split(" ")
    if all(_is_heading(word) for word in words):
        yield _Cell("heading", flow)
        return
    people = agents.people(flow)
    end = len(people[0].text) if len(people) == 1 and flow.text.startswith(people[0].text) else 0
    if end and _kind(behind := flow.cut(end + 1)) == "role":
        yield _Cell("name", flow.cut(0, end))
        yield _Cell("role", behind)


def _is_heading(word: str) -> bool:
    folded = roster_heads.fold(word)
    return any(folded in words for kind, words in phrases("roster", "column").items() if kind in _HEADINGS)


def _kind(flow: Flow) -> str:
    text = flow.text
    match = _PARTY.fullmatch(text)
    if match and match["party"] in agents.parties():
        return "party"
    if roster_entry.role_of(text.partition(" för ")[0]):
        return "role"
    if _is_heading(text):
        return "heading"
    if not text[:1].isupper():
        return "role" if agents.has_post(text) and not agents.people(flow) else ""
    people = agents.people(flow)
    return "name" if len(people) == 1 and people[0].text == text else ""
