"""Who did not take part in a paragraph, and who for disqualification (jäv): frames, and lists under a heading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.facts import framed
from kg.facts.floor import speakers
from kg.facts.kind import ACTORS, Field, ItemText, Kind
from kg.facts.papers.item import Relation
from kg.language import grammar

if TYPE_CHECKING:
    from collections.abc import Iterator


_ANOTHER = grammar.pattern("paragraph", "cited-number")
"""A paragraph by its number, and none of a law."""
_JAV = re.compile(r"\bjäv", re.IGNORECASE)


def _of_this(text: ItemText, fact: Relation) -> Relation | None:
    """Leave out what a sentence says of another paragraph, where it is said once more: `anmäler jäv under § 12`."""
    named = {re.sub(r"\s", "", match["number"]) for match in _ANOTHER.finditer(text.minutes.source.quote(fact.at[0]))}
    return fact if not named or text.item.number in named else None


def _listed(text: ItemText, *, recused: bool) -> Iterator[Relation]:
    """Read a section headed by jäv, or by not taking part, that holds names and nothing else."""
    for section in text.item.of("recusal"):
        if section.heading is None or recused != (_JAV.search(section.heading.text) is not None):
            continue
        for block in section.blocks:
            who, end = speakers.behind(text, block.flow, 0)
            if who and not block.text[end:].strip(" ."):
                for mention in who:
                    yield Relation(item=text.item.number, at=(section.heading.span(), block.flow.span()), agent=mention)


def extract(text: ItemText) -> Iterator[Relation]:
    """Read who did not take part, without a word of jäv."""
    yield from framed.read(text, KIND)
    yield from _listed(text, recused=False)


def extract_recused(text: ItemText) -> Iterator[Relation]:
    """Read who was disqualified."""
    yield from framed.read(text, RECUSED)
    yield from _listed(text, recused=True)


KIND = Kind(
    name="not-participating",
    record=Relation,
    fields=(Field("agent", "notParticipating", "agent", takes=ACTORS),),
    key=("agent",),
    accept=_of_this,
    extract_item=extract,
)
RECUSED = Kind(
    name="recused",
    record=Relation,
    fields=(Field("agent", "recused", "agent", takes=ACTORS),),
    key=("agent",),
    accept=_of_this,
    extract_item=extract_recused,
)
