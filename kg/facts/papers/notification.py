"""Who is told of a decision: `Delges`, `Expedieras till`, `Beslutet skickas till`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.context import surname_first
from kg.facts import framed
from kg.facts.head import attendance_role
from kg.facts.kind import BODIES, OFFICIALS, Field, ItemText, Kind
from kg.facts.papers.item import Relation
from kg.language import agents, grammar
from kg.lines import cells, reading
from kg.minutes import heading_cases
from kg.model import Mention
from kg.resources import abbreviations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import Flow, Line, Section

_NO_RECIPIENT = grammar.pattern("notification", "no-recipient")
_BEFORE = grammar.pattern("notification", "before")
_BEHIND = grammar.pattern("notification", "behind")
_PARTED = grammar.pattern("notification", "parted")
_REACHED_AT = grammar.pattern("notification", "reached-at")
_ADDRESS = grammar.pattern("notification", "address")
_END = grammar.pattern("notification", "end")
_SENTENCE = grammar.pattern("notification", "sentence")

_STREET = grammar.pattern("notification", "street")
_CAPITAL = re.compile(r" (?=[A-ZÅÄÖ])")
_OFFICES = frozenset({"body", "administration", "authority", "post"})
_LONGEST = 150
"""A longer line is a remark and no recipient, in characters."""


def extract(text: ItemText) -> Iterator[Relation]:
    """Read the recipients that a sentence names, then the list: each line one, or several where each is an agent."""
    yield from framed.read(text, KIND)
    known = surname_first.known_names(attendance_role.people(text.before.get("attendance", ())))
    for section in text.item.of("notified"):
        on_its_line = bool(section.lines) and section.heading is not None and _on_one_line(text, section)
        for at, entry in enumerate(_entries(section.lines)):
            if _END.match(entry.text) or (at and on_its_line):
                break
            if _NO_RECIPIENT.match(entry.text) or len(entry.text) > _LONGEST or _SENTENCE.search(entry.text):
                continue
            for part in _parts(surname_first.in_order(entry, known)):
                run_on = _run_on(_bare(part), known)
                for mention in (one for each in run_on for one in _named(each, text.minutes.source.text)):
                    if _STREET.fullmatch(mention.text) or heading_cases.case_line(mention.text):
                        continue
                    if mention.kind == "agent" and (name := known.get(mention.text.casefold())):
                        mention = Mention("person", name, mention.span)  # noqa: PLW2901 - `ANNA EK`
                    yield Relation(item=text.item.number, at=(mention.span,), agent=mention)


def _run_on(entry: Flow, known: Mapping[str, str]) -> Iterator[Flow]:
    """Part a line whose line ends a converter lost, where each part is somebody by itself: `Rektorn Socialnämnden`."""
    places = [match.start() for match in _CAPITAL.finditer(entry.text)] if not _is_known(entry, known) else []
    for at in places:
        left, right = entry.cut(0, at), entry.cut(at + 1)
        named = left.text.casefold() in known and any(one.end == len(right.text) for one in agents.associations(right))
        if _is_known(left, known) and (named or _is_known(right, known)):
            yield left
            yield from _run_on(right, known)
            return
    yield entry


def _is_known(entry: Flow, known: Mapping[str, str]) -> bool:
    found = agents.agent(entry)
    return entry.text.casefold() in known or (found is not None and found.kind in _OFFICES)


def _on_one_line(text: ItemText, section: Section) -> bool:
    """Whether the recipients stand behind the heading on its own line, and a gap follows: `Sänds till: A, B`."""
    heading, lines = section.heading, section.lines
    if heading is None:
        return False
    between = text.minutes.source.text[heading.span().end : lines[0].flow.span().begin]
    return "\n" not in between and len(lines) > 1 and lines[1].gap and not lines[0].text.endswith((",", ";", "-"))


def _parts(entry: Flow) -> Iterator[Flow]:
    """Part a line at semicolons, at addresses, and behind what somebody gets it for: `X för kännedom, Y för åtgärd`."""
    begin = 0
    for match in sorted((*_PARTED.finditer(entry.text), *_REACHED_AT.finditer(entry.text)), key=re.Match.start):
        if match.start() >= begin:
            yield entry.cut(begin, match.start())
        begin = max(begin, match.end())
    yield entry.cut(begin)


def _named(entry: Flow, document: str) -> Iterator[Mention]:
    """Give the agents of a part of a line; an abbreviated body stands for its name."""
    if not entry.text:
        return
    for mention in agents.listed(entry, document):
        if mention.kind == "agent":
            full = abbreviations().get(mention.text.upper())
            if full and mention.text.isalpha():
                yield agents.named(full, mention.span)
                continue
            if _NO_RECIPIENT.match(mention.text):
                continue
        yield mention


def _bare(entry: Flow) -> Flow:
    """Leave out what is sent and what for, and addresses: `Skrivelse till X`, `X för kännedom`, `X, x@y.se`."""
    before = _BEFORE.match(entry.text)
    entry = entry.cut(before.end()) if before else entry
    if (address := _ADDRESS.search(entry.text)) and address.start():
        entry = entry.cut(0, address.start())
    while (behind := _BEHIND.search(entry.text)) and behind.start():
        entry = entry.cut(0, behind.start())
    return entry


def _entries(lines: tuple[Line, ...]) -> Iterator[Flow]:
    group: list[Line] = []
    for line in lines:
        if line.text.startswith("|"):
            if group:
                yield reading.join_lines(group)
            group = []
            yield from cells.barred(line.flow)[:1]  # behind it stands what for
            continue
        if (
            group
            and not line.mark
            and group[-1].text.endswith(
                (",", " och", " samt", "-", " för", " och/eller", "(", " genom", " Stads", " stads", " kommuns")
            )
        ):
            group.append(line)
            continue
        if group:
            yield reading.join_lines(group)
        group = [line]
    if group:
        yield reading.join_lines(group)


KIND = Kind(
    name="notification",
    record=Relation,
    fields=(Field("agent", "notifies", "agent", takes=(*BODIES, *OFFICIALS)),),
    key=("agent",),
    extract_item=extract,
)
