"""What a member says or does beside a decision, in its section: no point of it (`A (P) deltar ej i beslutet`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.facts.floor import names_alone, speakers
from kg.language import grammar
from kg.lines.sentences import sentences

if TYPE_CHECKING:
    from kg.facts.kind import ItemText
    from kg.model import Flow

_REMARK = grammar.pattern("walk", "remark")
_NO_PART = grammar.pattern("walk", "no-part")
_NEAR = 80
"""Who remarks something stands so near the beginning of the sentence, in characters."""


def without(text: ItemText, flow: Flow) -> Flow:
    """Cut a point before a sentence behind it that says what a member does."""
    if _REMARK.search(flow.text) is None:
        return flow
    told = (flow.text.index(part.text) for part in list(sentences(flow))[1:] if is_of_members(text, part))
    return flow.cut(0, next(told, None))


def is_of_members(text: ItemText, part: Flow) -> bool:
    """Whether a sentence is a remark that says who makes it, or has the names below: `Mot beslutet reserverar sig`."""
    if _REMARK.search(part.text) is None:
        return False
    below = any(names_alone.awaits(kind, part.text) for kind in ("reservation", "statement"))
    apart = below or part.text.endswith(":") or _NO_PART.search(part.text) is not None
    return apart or bool(speakers.subjects(text, part, 0, _NEAR))
