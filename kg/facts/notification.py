"""Who is told of a decision: `Delges`, `Expedieras till`, `Beslutet skickas till`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.facts import agents, grammar
from kg.facts.item import Relation
from kg.facts.kind import Field, ItemText, Kind
from kg.text import reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Flow, Line

_NO_RECIPIENT = grammar.pattern("notification", "no-recipient")
_BEFORE = grammar.pattern("notification", "before")
_BEHIND = grammar.pattern("notification", "behind")

_ADDRESS = grammar.pattern("notification", "address")

_LONGEST = 150
"""A longer line is a remark and no recipient, in characters."""


def extract(text: ItemText) -> Iterator[Relation]:
    """Read the recipients: each line one, or several where each part is an agent by itself."""
    for section in text.item.of("notified"):
        for entry in _entries(section.lines):
            if _NO_RECIPIENT.match(entry.text) or len(entry.text) > _LONGEST:
                continue
            for mention in agents.listed(_bare(entry)):
                if not _ADDRESS.fullmatch(mention.text):
                    yield Relation(item=text.item.number, at=(mention.span,), agent=mention)


def _bare(entry: Flow) -> Flow:
    """Leave out what is sent and what for: `Skrivelse till X`, `X för kännedom`."""
    before = _BEFORE.match(entry.text)
    entry = entry.cut(before.end()) if before else entry
    behind = _BEHIND.search(entry.text)
    return entry.cut(0, behind.start()) if behind and behind.start() else entry


def _entries(lines: tuple[Line, ...]) -> Iterator[Flow]:
    group: list[Line] = []
    for line in lines:
        if group and not line.mark and group[-1].text.endswith((",", " och", " samt", "-", " för", " och/eller", "(")):
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
    fields=(Field("agent", "notifies", "agent"),),
    key=("agent",),
    extract_item=extract,
)
