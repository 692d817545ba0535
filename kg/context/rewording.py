"""The text of paragraphs said otherwise: each word put in for another stands where that one is printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model import Flow, join

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Item, Minutes, Section


def reworded(minutes: Minutes, change: Callable[[Flow], Flow], but: frozenset[str] = frozenset()) -> Minutes:
    """Change the text of the paragraphs, headings too, in all sections but those of some kinds.

    Minutes in which nothing changes stay the same ones.
    """
    items = tuple(_item(item, change, but) for item in minutes.items)
    same = all(one is other for one, other in zip(items, minutes.items, strict=True))
    return minutes if same else replace(minutes, items=items)


def _item(item: Item, change: Callable[[Flow], Flow], but: frozenset[str]) -> Item:
    sections = tuple(one if one.kind in but else _section(one, change) for one in item.sections)
    same = all(one is other for one, other in zip(sections, item.sections, strict=True))
    return item if same else replace(item, sections=sections)


def _section(section: Section, change: Callable[[Flow], Flow]) -> Section:
    heading = section.heading and change(section.heading)
    flows = [change(block.flow) for block in section.blocks]
    if heading is section.heading and all(a is b.flow for a, b in zip(flows, section.blocks, strict=True)):
        return section
    blocks = tuple(replace(block, flow=flow) for flow, block in zip(flows, section.blocks, strict=True))
    return replace(section, heading=heading, blocks=blocks)


def called(name: str, flow: Flow, begin: int, end: int) -> Flow:
    """Give a name as text that stands where another form of it is printed."""
    return Flow(name, (0, len(name) - 1), (flow.origin(begin), flow.origin(end - 1)))


def behind(whole: Flow | None, part: Flow, gap: str) -> Flow:
    """Put a part of a flow behind what there is, with a space where white space stands in front of it."""
    if whole is None or not part.text:
        return part if whole is None else whole
    return join([whole, part], " " if gap.isspace() else "") if whole.text else part
