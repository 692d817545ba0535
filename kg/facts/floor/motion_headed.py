"""Headings that say whose yrkande stands below: `Tilläggsyrkande från Anna Ek (S):`, `Anna Eks ändringsyrkande`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kg.facts.floor import motion_object, speakers, what_is_moved
from kg.facts.floor.motion_object import Motion
from kg.language import agents, grammar
from kg.lines.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.kind import ItemText
    from kg.model import Flow, Mention


class Head(NamedTuple):
    """Such a heading: who moves, what kind of yrkande it calls it, who only leaves a statement."""

    by: tuple[Mention, ...]
    kind: str
    stating: tuple[Mention, ...]
    flow: Flow
    rest: Flow
    """What stands behind its colon on the same line."""


_OPENING = grammar.pattern("mover", "opening")
_OWNED = grammar.pattern("mover", "owned")
_BEHIND = grammar.pattern("mover", "statement-behind")
_IN_FRONT = grammar.pattern("mover", "statement-in-front")
_JOINING = grammar.pattern("mover", "joining")
_BESIDE = grammar.pattern("mover", "beside-names")
_ASKED = grammar.pattern("mover", "asked")
_CHAIR = grammar.pattern("mover", "chair")
_COLON = re.compile(r":(?=\s|$)")
_PARTY = re.compile(rf"\s?{agents.PARTY}")
# Parties that stand in brackets instead of behind `från`.
_BRACKETED = re.compile(r"\([^()]*\)")
_SAYS_ALL = frozenset({"reject", "refer-back", "adjourn"})
"""What `Avslagsyrkande från S` asks for without another word."""
_LONGEST = 160
"""No heading of this kind has more characters, in front of its colon."""


def read(text: ItemText, flow: Flow) -> Head | None:
    """Read a heading, or a paragraph that begins with one and its colon; else give None.

    Nothing but names may stand beside `yrkande`: `Yrkande från S avslås` is no heading.
    """
    folded = flow.text.casefold()
    if "yrkande" not in folded and "förslag" not in folded:
        return None
    colon = _COLON.search(flow.text, 0, _LONGEST)
    head = flow.cut(0, colon.start() if colon else None)
    if len(head.text) > _LONGEST:
        return None
    found = _of(text, head) or _owned(text, head)
    return None if found is None else found._replace(rest=flow.cut(colon.end() if colon else len(flow.text)))


def _of(text: ItemText, head: Flow) -> Head | None:
    """Read `Yrkande från S och V särskilt yttrande C`, `Särskilt yttrande från C och yrkande från S`."""
    stating: list[Mention] | None = []
    at = 0
    if (first := _IN_FRONT.match(head.text)) and (joining := _JOINING.search(head.text, first.end())):
        stating = _names(text, head.cut(first.end(), joining.start()))
        at = joining.end()
    opening = _OPENING.match(head.text, at)
    if opening is None:
        return None
    rest = head.cut(opening.end())
    if tail := _BEHIND.search(rest.text):
        stating = _names(text, rest.cut(tail.end()))
        rest = rest.cut(0, tail.start())
    by = _names(text, rest.cut(1, -1) if _BRACKETED.fullmatch(rest.text) else rest)
    return Head(tuple(by), _kind(opening), tuple(stating), head, head) if by and stating is not None else None


def _owned(text: ItemText, head: Flow) -> Head | None:
    """Read `Anna Eks (S) ändringsyrkande`."""
    noun = _OWNED.search(head.text)
    by = _names(text, head.cut(0, noun.start())) if noun else None
    return Head(tuple(_nominative(text, one) for one in by), _kind(noun), (), head, head) if noun and by else None


def _kind(noun: re.Match[str]) -> str:
    """Give the kind that a word says; empty where it is `yrkande` alone."""
    named = next((name for name, hit in noun.groupdict().items() if hit), "")
    return named.replace("_", "-")


def _names(text: ItemText, part: Flow) -> list[Mention] | None:
    """Give the people and parties of a stretch that holds nothing else; None where it holds more, or nobody."""
    people = speakers.politicians(text, part)
    begins = [part.place(one.span.begin) for one in people]
    taken = [(begin, agents.name_end(one, part.text, begin)) for one, begin in zip(people, begins, strict=True)]
    groups = [
        one
        for one in agents.parties_named(part)
        if not any(begin <= part.place(one.span.begin) < end for begin, end in taken)
    ]
    taken += [(part.place(one.span.begin), part.place(one.span.end - 1) + 1) for one in groups]
    left, at = "", 0
    for begin, end in sorted(taken):
        left += part.text[at:begin]
        at = own.end() if (own := _PARTY.match(part.text, end)) else end
    left += part.text[at:]
    # `(S)` behind a name is a party of somebody, who may have moved it with others of that party or without
    return sorted((*people, *groups), key=lambda one: one.span) if taken and not _BESIDE.sub("", left) else None


def _nominative(text: ItemText, person: Mention) -> Mention:
    """Write a name in the genitive as the roster has it."""
    known = {fact.person.text for fact in text.before.get("attendance", ())}
    bare = person.text.removesuffix("s")
    return replace(person, text=bare) if person.text not in known and bare in known else person


def ends(text: ItemText, flow: Flow) -> bool:
    """Whether a paragraph ends the yrkande above it: it is another heading, or the chair has the word."""
    return read(text, flow) is not None or chair_speaks(flow)


def chair_speaks(flow: Flow) -> bool:
    """Whether the chair has the word: what somebody moves has ended."""
    return _CHAIR.match(flow.text) is not None


def asks(flow: Flow) -> bool:
    """Whether a text begins with what is moved, without a verb: `Avslag på förslaget`."""
    return _ASKED.match(flow.text) is not None


def stating(text: ItemText) -> Iterator[tuple[Flow, tuple[Mention, ...]]]:
    """Give who only leaves a statement, by the headings of the yrkanden of a paragraph (§) that say so."""
    for section in text.item.of("motions"):
        for flow in (*([section.heading] if section.heading else []), *(block.flow for block in section.blocks)):
            head = read(text, flow) if _BEHIND.search(flow.text) or _IN_FRONT.match(flow.text) else None
            if head is not None and head.stating:
                yield head.flow, head.stating


def motions(text: ItemText, head: Head, below: Sequence[Flow]) -> Iterator[Motion]:
    """Give the yrkande that stands below a heading; nothing where there are no words of it, nor in what it is called.

    It is what the heading calls it; else what its one sentence asks for; else a proposal of its own.
    """
    own = [flow for flow in (head.rest, *below) if flow.text]
    if not own and head.kind not in _SAYS_ALL:
        return
    at = (head.flow.span(), *(flow.span() for flow in own))
    words = " ".join(flow.text for flow in own)
    parts = [sentence for flow in own for sentence in sentences(flow)]
    whole = Motion(item=text.item.number, at=at, by=head.by, kind=head.kind or "amendment", text=words)
    if not head.kind and len(parts) == 1 and asks(parts[0]):
        for move in what_is_moved.moves(parts[0], 0):
            for one in motion_object.motions(text, parts[0], move, head.by):
                yield replace(one, at=at, text=words)
    else:
        yield whole
