"""Whose the sections of a paragraph are, where the heading names a body: the one that meets, or one before it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.language import agents, grammar
from kg.letters import lowered
from kg.lines.sentences import sentences
from kg.minutes import quoted
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Flow, Item, Mention, Minutes, Section

_FLOOR = {"motions", "proposition", "vote", "reservation", "statement"}
"""What is said and done in the room: under another body's name it was said in that room."""


_TOLD, _THERE, _MEETING, _ACTED = (
    grammar.pattern("mover", name) for name in ("told-there", "there", "at-its-meeting", "there-acted")
)


def settled(minutes: Minutes, own_name: str) -> Minutes:
    """Give minutes with each section as that of the body which its heading names.

    `Yrkanden i kommunstyrelsen` in the minutes of the council is of an earlier meeting, and no text that facts of this
    one are read from; `Kommunfullmäktiges behandling` is what this one did, and no preparation. `Kommunstyrelsens
    förslag till beslut` in its own minutes is what it proposes, and no draft, where nothing is decided.
    """
    if not own_name:
        return minutes
    items = tuple(replace(item, sections=tuple(_sections(item, own_name))) for item in minutes.items)
    return replace(minutes, items=items) if items != minutes.items else minutes


def spoken_in(item: Item, own_name: str) -> list[Section]:
    """Give the sections where people of this meeting may speak: not what another one prepared."""
    return [s for s in item.sections if s.kind != "preparation" or not _is_of_another(s, own_name)]


def told_of_another(flow: Flow, own_name: str) -> bool:
    """Whether a sentence tells what was done in another body: `Vid utskottets sammanträde yrkade Anna Ek avslag`."""
    if not _tells(flow.text):
        return False
    hits = agents.locate(flow, kinds=("body",))
    front = hits and _THERE.fullmatch(flow.text, 0, hits[0].begin)
    if not front or not agents.foreign(hits[0].mention, own_name):
        return False
    behind = _MEETING if flow.text[: hits[0].end].endswith("s") else _ACTED
    return behind.match(flow.text, hits[0].end) is not None


@lru_cache(maxsize=8192)
def _tells(text: str) -> bool:
    """Whether a text has a verb by which one tells what was done; in lower case that is asked several times as fast."""
    return _TOLD.search(lowered(text)) is not None


def own_words(flow: Flow, own_name: str) -> Flow:
    """Give a paragraph without the sentences that tell what was done in another body."""
    if not _tells(flow.text):
        return flow
    parts = sentences(flow)
    kept = [part for part in parts if not told_of_another(part, own_name)]
    return flow if len(kept) == len(parts) else join(kept, " ")


def _is_of_another(section: Section, own_name: str) -> bool:
    named = _named(section)
    return named is not None and agents.foreign(named, own_name)


def _named(section: Section) -> Mention | None:
    """Give the one body that a heading names."""
    named: Sequence[Mention] = agents.bodies(section.heading, kinds=("body",)) if section.heading else ()
    return named[0] if len(named) == 1 else None


def _sections(item: Item, own_name: str) -> Iterator[Section]:
    decided = any(section.blocks for section in item.of("decision"))
    for section in item.sections:
        named = _named(section) if section.kind == "draft" and not decided else None
        own = named is not None and not agents.foreign(named, own_name)
        yield replace(section, kind="proposal") if own else _settled(section, own_name)


def _settled(section: Section, own_name: str) -> Section:
    if section.kind in _FLOOR and _is_of_another(section, own_name):
        return replace(section, kind=quoted.KIND, blocks=())
    named = _named(section) if section.kind == "preparation" else None
    if named is None or section.heading is None or agents.foreign(named, own_name):
        return section
    opens = section.heading.text.casefold().startswith(named.text.casefold())
    return replace(section, kind="deliberation") if opens else section
