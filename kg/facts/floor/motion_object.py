"""What a yrkande is about: whose proposal or motion is to be approved or rejected, and the record of one yrkande."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts.floor import speakers, what_is_moved
from kg.facts.kind import Fact
from kg.language import agents, grammar
from kg.model import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.kind import ItemText
    from kg.model import Flow


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion(Fact):
    """One yrkande; several may move it together."""

    by: tuple[Mention, ...]
    kind: str
    text: str
    on_motion_of: Mention | None = None
    on_proposal: str = ""
    put_order: int | None = None
    result: str = ""


_PROPOSAL = grammar.pattern("motion", "proposal")
_NEXT_OBJECT = grammar.pattern("motion", "next-object")
_OWNS = grammar.pattern("motion", "owns")
_SPOKE_TOO = grammar.pattern("motion", "spoke-too")
"""Somebody who only spoke, like the one who moved: `yrkar bifall till förslaget samt Bo Ek (S).`"""
_SURNAME = grammar.pattern("motion", "surname")
_ASSEMBLY_MOTION = grammar.pattern("motion", "assembly-motion")
_AND_SO_ON = grammar.pattern("motion", "and-so-on")
_PROPOSAL_BEFORE = grammar.pattern("motion", "proposal-before")
_FROM = grammar.pattern("motion", "behind-bare")
_PROPOSAL_BEHIND = grammar.pattern("motion", "proposal-behind")


def motions(text: ItemText, flow: Flow, move: what_is_moved.Move, movers: tuple[Mention, ...]) -> Iterator[Motion]:
    """Give the yrkanden of one demand: one for each thing that it would have approved or rejected."""
    part = flow.cut(move.begin, move.end)
    ending = _AND_SO_ON.search(part.text)
    part = part.cut(0, ending.start() if ending else None)
    spoke = _SPOKE_TOO.search(part.text)
    part = part.cut(0, spoke.start("rest") if spoke else None)
    what = part.text.strip(" .,;:")
    common = {"item": text.item.number, "at": (flow.span(),), "by": movers, "kind": move.kind}
    if move.kind not in {"approve", "reject", "support"}:
        yield Motion(**common, text=flow.text)  # type: ignore[arg-type]
        return
    organisations = [hit.mention.span for hit in agents.locate(part, kinds=("organisation",))]
    people = [
        person
        for person in agents.people(part, capitals=True)
        if (person.party or speakers.listed(text, person.text) or _OWNS.match(part.text, part.place(person.span.begin)))
        and not any(span.begin <= person.span.begin < span.end for span in organisations)
    ]
    if _ASSEMBLY_MOTION.search(part.text):
        people = []
    people = people or list(_by_surname(text, part))
    objects = _objects(part) if not people else [part]
    if len(objects) > 1:
        for one in objects:
            about = _institution(one, []) or one.text.strip(" .,;:")
            yield Motion(**common, text=flow.text, on_proposal=about)  # type: ignore[arg-type]
        return
    institution = _institution(part, people)
    if institution or not people:
        yield Motion(**common, text=flow.text, on_proposal=institution or what)  # type: ignore[arg-type]
    for person in people:
        yield Motion(**common, text=flow.text, on_motion_of=person)  # type: ignore[arg-type]


def _by_surname(text: ItemText, part: Flow) -> Iterator[Mention]:
    """Give the one whose yrkande is named by the surname alone: `instämmer med Ek`, `bifall till Eks yrkande`."""
    for match in _SURNAME.finditer(part.text):
        if name := speakers.by_surname(text, match["name"]):
            yield Mention("person", name, part.span(*match.span("name")))


def _objects(part: Flow) -> list[Flow]:
    """Part what is to be approved or rejected where the sentence names several things."""
    found: list[Flow] = []
    begin = 0
    for match in _NEXT_OBJECT.finditer(part.text):
        if what_is_moved.an_object().search(part.text, begin, match.start()):
            found.append(part.cut(begin, match.start()))
            begin = match.end()
    return [*found, part.cut(begin)]


def _institution(part: Flow, people: Sequence[Mention]) -> str:
    """Give the proposal of a body that the object names besides people's yrkanden."""
    if not people:
        match = _PROPOSAL.search(part.text)
        return match[0].strip(" .,") if match else ""
    first = part.place(people[0].span.begin)
    before = part.text[:first]
    match = _PROPOSAL_BEFORE.search(before)
    if match is None or _FROM.fullmatch(before, match.end()):  # `tilläggsförslaget från Anna Ek` is hers
        last = part.place(people[-1].span.begin)
        match = _PROPOSAL_BEHIND.search(part.text[last:])
    return match[0].strip() if match else ""
