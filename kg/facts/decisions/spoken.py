"""What a story quotes, or lets somebody say: it is no decision of the meeting, whatever it says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.language import grammar
from kg.lines.sentences import sentences
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Block, Flow, Section

_SAID = grammar.pattern("walk", "said-by")
_QUOTED = grammar.pattern("walk", "quoted")
_OPENS, _CLOSES = (grammar.pattern("walk", name) for name in ("opens-a-quote", "closes-a-quote"))


def left_out(section: Section) -> Sequence[Block]:
    """Give the paragraphs of a section without what is quoted in them or said by somebody.

    Under a heading of its own a decision may be printed in quotes.
    """
    if section.heading is not None and section.kind == "decision":
        return section.blocks
    return tuple(_unquoted(section.blocks))


def _unquoted(blocks: Sequence[Block]) -> Iterator[Block]:
    inside = False
    for at, block in enumerate(blocks):
        if inside or (_OPENS.match(block.text) and any(_CLOSES.search(one.text) for one in blocks[at + 1 :])):
            inside = _CLOSES.search(block.text) is None
            continue
        kept = _own(block.flow)
        if kept.text:
            yield block if kept == block.flow else replace(block, flow=kept)


def _own(flow: Flow) -> Flow:
    """Give a paragraph without the sentences of it that are quoted or said."""
    if not (_SAID.search(flow.text) or _QUOTED.search(flow.text)):
        return flow
    parts: list[Flow] = []
    begin = 0
    for quote in _QUOTED.finditer(flow.text):
        parts += sentences(flow.cut(begin, quote.start()))
        begin = quote.end()
    parts += sentences(flow.cut(begin))
    kept = [part for part in parts if not _SAID.search(part.text)]
    return join(kept, " ") if kept else flow.cut(0, 0)
