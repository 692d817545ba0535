"""Lines that hold names and nothing else, and the names on lines around the verb of who leaves something."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kg.facts.floor import speakers
from kg.language import grammar
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.kind import ItemText
    from kg.model import Block, Flow, Mention


class Gathered(NamedTuple):
    """A paragraph, and who leaves something in it where the layout alone says so: names above or below a verb."""

    block: Block
    by: tuple[Mention, ...] = ()


_LONGEST = 300
"""A line of names has no more characters."""
_NO_LIST = grammar.pattern("reservation", "no-list")
_BETWEEN_NAMES = grammar.pattern("reservation", "between-names")
# "Anna Ek (S) till förmån för eget yrkande", "V och MP, bilaga 2": what may stand behind the names of a line.
BEHIND = grammar.pattern("reservation", "behind-names")
_ASIDE = grammar.pattern("reservation", "aside")
"""In brackets behind a name, how or for what he reserves himself."""
_VERB_IN_FRONT = {kind: grammar.pattern("reservation", f"{kind}-names-below") for kind in ("reservation", "statement")}
"""A line that names nobody, and whose names stand on the lines below it: `Mot beslutet reserverar sig`."""
_VERB_BEHIND = {kind: grammar.pattern("reservation", f"{kind}-names-above") for kind in ("reservation", "statement")}
"""What stands below a list of names: `reserverar sig mot beslutet.`"""


def read(text: ItemText, flow: Flow) -> list[Mention]:
    """Give the names of a line that has nothing else, or says behind them in whose favour, or which annex."""
    if len(flow.text) >= _LONGEST:
        return []
    if asides := list(_ASIDE.finditer(flow.text)):
        ends = [0, *(aside.end() for aside in asides)]
        flow = join(
            [flow.cut(at, aside.start()) for at, aside in zip(ends, asides, strict=False)] + [flow.cut(ends[-1])]
        )
    by = speakers.subjects(text, flow, 0, len(flow.text), chair=False)
    if by and is_list(flow.text, by):
        return by
    by, end = speakers.behind(text, flow, 0)
    return by if BEHIND.match(flow.text, end) else []


def is_list(text: str, by: list[Mention]) -> bool:
    """A line of names and nothing else."""
    if _NO_LIST.search(text):
        return False
    names = sum(len(mention.text) if mention.kind == "person" else _printed(mention) for mention in by)
    parties = {mention.text for mention in by if mention.kind == "party"}
    left = _BETWEEN_NAMES.sub(lambda m: m["party"] if m["party"] in parties else "", text)
    return names > 0.55 * len(left) and not text.endswith(":")


def _printed(mention: Mention) -> int:
    """How many letters stand for a party: of `Kristdemokraterna` all, of `(KD)` two."""
    return max(len(mention.text), mention.span.end - mention.span.begin)


def awaits(kind: str, text: str) -> bool:
    """Whether a line says that somebody leaves something, and the names stand below it."""
    return _VERB_IN_FRONT[kind].fullmatch(text) is not None


def gathered(text: ItemText, blocks: Sequence[Block], kind: str) -> Iterator[Gathered]:
    """Give the paragraphs of a section; a verb and the lines of names below or above it are one."""
    at = 0
    last = max((at for at, block in enumerate(blocks) if _VERB_BEHIND[kind].search(block.text)), default=0)
    while at < len(blocks):
        end, by = _around(text, blocks, at, kind, above=at < last)
        if by:
            lines = tuple(line for block in blocks[at:end] for line in block.lines)
            yield Gathered(replace(blocks[at], flow=join([b.flow for b in blocks[at:end]]), lines=lines), by)
        else:
            end = at + 1
            yield Gathered(blocks[at])
        at = end


def _around(
    text: ItemText, blocks: Sequence[Block], at: int, kind: str, *, above: bool
) -> tuple[int, tuple[Mention, ...]]:
    """Give where the lines end that a verb and the names around it stand on, and these names.

    `above` says whether a verb stands somewhere below: else no names are looked for that may stand above one.
    """
    first = blocks[at]
    if awaits(kind, first.text):
        end, by = _names(text, blocks, at + 1)
        return end, by
    if (whole := _below_a_line(text, first, kind)) is not None:
        end, by = _names(text, blocks, at + 1)
        return end, (*whole, *by)
    end, by = _names(text, blocks, at, together=True) if above else (at, ())
    if not by or end == len(blocks) or blocks[end].lines[0].gap:
        return at, ()
    verb = _VERB_BEHIND[kind].search(blocks[end].text)
    if verb is None:
        return at, ()
    rest = blocks[end].flow.cut(0, verb.start())
    also = read(text, rest) if rest.text else []
    return (end + 1, (*by, *also)) if also or not rest.text else (at, ())


def _below_a_line(text: ItemText, block: Block, kind: str) -> list[Mention] | None:
    """Give the names of a paragraph whose first line says that they follow: all on one line, or run together."""
    if len(block.lines) == 1 or not awaits(kind, block.lines[0].text):
        return None
    return read(text, join([line.flow for line in block.lines[1:]])) or None


def _names(
    text: ItemText, blocks: Sequence[Block], at: int, *, together: bool = False
) -> tuple[int, tuple[Mention, ...]]:
    """Give where lines of names end that begin at a paragraph, and the names; `together` where no gap parts them."""
    found: list[Mention] = []
    begin = at
    while at < len(blocks) and not (together and at > begin and blocks[at].lines[0].gap):
        by = read(text, blocks[at].flow)
        if not by:
            break
        found += by
        at += 1
    return at, tuple(found)
