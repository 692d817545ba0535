"""What a yrkande is about: whose proposal or motion is to be approved or rejected, and the record of one yrkande."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts.floor import speakers, what_is_moved
from kg.facts.kind import Fact
from kg.language import agents
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


_PROPOSAL = re.compile(
    r"\b(?:[\w-]+\s){0,3}?[\wåäö-]*(?:förslaget|förslag|motionen|initiativärendet|medborgarförslaget|yrkandet|yrkanden|att-sats\w*)\b"
    r"(?:[^,.;]|,\s(?=[A-ZÅÄÖ]{1,5}\b))*",
    re.IGNORECASE,
)
# Where a second thing to be approved or rejected begins: it is named by a genitive, an article or whose it is.
_NEXT_OBJECT = re.compile(
    r"(?:,|\soch|\ssamt|,\ssamt)\s(?=(?:till\s|på\s|även\s)*(?:[\wåäö-]+s\s(?:\w+\s)?förslag\b|"
    r"(?:\w+\s)?(?:förslaget|motionen|yrkandet|beslutss\w+|att-sats\w*)\b|\w*yrkande(?:na?|t)?\s(?:från|av)\b))",
    re.IGNORECASE,
)
# Somebody without a party beside the name who is no word of the matter: `Anna Eks yrkande`.
_OWNS = re.compile(rf"{agents.NAME}\s(?:\w*yrkande|förslag|tillägg)")
# "instämmer med Ek", "bifall till Eks yrkande".
_SURNAME = re.compile(rf"(?<!\w)(?P<name>{agents.WORD})(?=\s\w*(?:yrkande|förslag|tillägg)|\.?$)")
# "Anna Eks (S) motion", "motionen från Anna Ek (S)": the matter of the item, no yrkande of hers in the room.
_ASSEMBLY_MOTION = re.compile(
    r"\bmotionen\s(?:väckt\s|inlämnad\s)?(?:från|av)\s|s\s(?:\([^)]*\)s?\s)?(?:m\.?\s?fl\.?s?\s)?motion(?:en)?\b"
)
# "avslag och i andra hand återremiss": what joins two demands is no part of what the first one is about.
_AND_SO_ON = re.compile(
    r"(?:[,;.]|(?:^|\s)(?:samt|och)(?:\s(?:till|på))?|(?:^|\s)i\s(?:första|andra|tredje)\shand)+\s*$", re.IGNORECASE
)


def motions(text: ItemText, flow: Flow, move: what_is_moved.Move, movers: tuple[Mention, ...]) -> Iterator[Motion]:
    """Give the yrkanden of one demand: one for each thing that it would have approved or rejected."""
    part = flow.cut(move.begin, move.end)
    ending = _AND_SO_ON.search(part.text)
    part = part.cut(0, ending.start() if ending else None)
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
    match = re.search(r"[\wåäö -]*(?:förslaget|förslag|motionen)\b", before)
    if match is None:
        last = part.place(people[-1].span.begin)
        match = re.search(r"(?:(?<=\btill\s)|(?<=\bpå\s))[\wåäö -]*(?:förslaget|förslag|motionen)\b", part.text[last:])
    return match[0].strip() if match else ""
