"""Reservations against a decision, and statements (protokollsanteckning, särskilt yttrande) with the text they left."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from kg.context import whose_section
from kg.facts import framed
from kg.facts.decisions import unheaded
from kg.facts.floor import motion_headed, names_alone, speakers, vote_table
from kg.facts.kind import ACTORS, Fact, Field, ItemText, Kind
from kg.facts.matters import movement
from kg.language import agents, grammar
from kg.lines.sentences import sentences
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.facts.floor.motion_object import Motion
    from kg.model import Block, Flow, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation(Fact):
    """Those who reserve themselves together, for which of their motions, and what they wrote."""

    by: tuple[Mention, ...]
    text: str = ""
    in_favour_of: tuple[Motion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Fact):
    """Those who leave a statement together, and what it says."""

    by: tuple[Mention, ...]
    text: str = ""


_LONGEST_LABELLED = 300
"""How far behind a label the names that it is of may go, in characters."""
_Left = TypeVar("_Left", Reservation, Statement)
_NOT_LEFT = grammar.pattern("reservation", "not-left")
_IN_FAVOUR = grammar.pattern("reservation", "in-favour")
_ALSO = grammar.pattern("reservation", "also")
# "Reservation: (SD)", "Särskilt yttrande från V och MP, bilaga 3": the heading and who it is of on one line.
_LABELS = {kind: grammar.pattern("reservation", f"{kind}-label") for kind in ("reservation", "statement")}
# "med följande motivering:", "enligt nedan": the text stands below. Without that it is told by who speaks in it.
_ANNOUNCES = grammar.pattern("reservation", "announces-text")
_SPEAKS = grammar.pattern("reservation", "speaks")
_ENTRY = grammar.pattern("reservation", "entry")
_IN_THE_PAST = grammar.pattern("reservation", "in-the-past")
_LEFT_HERE = frozenset({"reservation", "statement", "decision"})
"""Sections that tell of this meeting, whatever stands before."""
_RECIPIENTS = frozenset({"body", "administration", "post"})
_COLON = re.compile(r"\s?:\s")
_OF_THEMSELVES = {
    kind: grammar.pattern("reservation", f"{kind}-of-themselves") for kind in ("reservation", "statement")
}
"""What people write of themselves, above their names."""
_FOR_OWN = grammar.pattern("reservation", "for-own")


def extract(text: ItemText) -> Iterator[Reservation]:
    """Read who reserves themselves, in every section; what stands below in the section is the text left."""
    motions: list[Motion] = list(text.before.get("motion", ()))
    for fact in _read(text, KIND, Reservation):
        names = {mention.text.removesuffix("s") for mention in fact.by}
        favoured = _IN_FAVOUR.search(fact.text)
        others = {p.text for motion in motions for p in motion.by if favoured and p.text in favoured["whose"]}
        chosen = others or (names if _FOR_OWN.search(fact.text) else set())
        yield replace(
            fact,
            in_favour_of=tuple(m for m in motions if chosen & {mover.text for mover in m.by} and m.kind != "support"),
        )


def extract_statements(text: ItemText) -> Iterator[Statement]:
    """Read who leaves a statement: below its heading, in a sentence, or in the heading of another's yrkande."""
    left = _read(text, STATEMENT, Statement)
    for flow, by in motion_headed.stating(text):
        if not any(one.may_be(other) for one in by for fact in left for other in fact.by):
            yield Statement(item=text.item.number, at=(flow.span(),), by=by)
    yield from left


def _read(text: ItemText, kind: Kind, make: Callable[..., _Left]) -> list[_Left]:
    """Walk through the sections: frames say who leaves something, what stands below in the section is its text."""
    found: list[_Left] = []
    for section in whose_section.spoken_in(text.item, movement.own_name(text)):
        if section.kind in {"draft", "documents", "delegation", "background"}:
            continue
        open_fact = False
        before = len(found)
        # until other words stand below those who are named
        may_name = section.kind == kind.name and vote_table.lost(section.lines) is None
        below = False  # directly below who leaves something a line of names is of others who do
        if section.heading is not None and (by := _labelled(text, section.heading, kind.name)):
            found.append(make(item=text.item.number, at=(section.heading.span(),), by=tuple(by), text=""))
            open_fact = True
        paragraphs = list(names_alone.gathered(text, section.blocks, kind.name))
        for at, (block, around) in enumerate(paragraphs):
            names = around
            said = _said(text, section.kind, block.flow, kind)
            if names and {one.text for _, left in said for fact in left for one in fact.by} == {n.text for n in names}:
                names = ()  # the lines read as a sentence say it too
            said = [] if names else said
            hit = any(left for _, left in said)
            below = below and not block.lines[0].gap
            if names:
                found.append(make(item=text.item.number, at=(block.flow.span(),), by=names, text=block.text))
                open_fact = False
            elif not hit and (by := _labelled_above(text, block, kind.name) or _labelled(text, block.flow, kind.name)):
                found.append(make(item=text.item.number, at=(block.flow.span(),), by=tuple(by), text=block.text))
                open_fact = False
            elif not hit and (may_name or below) and (each := _others_each(text, block.flow, found[before:])):
                found += [make(item=text.item.number, at=(flow.span(),), by=tuple(by), text="") for flow, by in each]
                open_fact = True
            elif not hit and may_name and (spoken := _spoken(text, block.flow)):
                by, words = spoken
                found.append(make(item=text.item.number, at=(block.flow.span(),), by=tuple(by), text=words))
                open_fact = True
            elif not hit:
                below = False
                # "Vi reserverar oss mot beslutet." stands above the names of those who say so
                may_name = may_name and _OF_THEMSELVES[kind.name].search(block.text) is not None
                following = [one.text for one, _ in paragraphs[at:]]
                # what others do, or the meeting, is no part of the text left
                open_fact = (
                    open_fact
                    and not _ends_text(text, block.flow, found[-1])
                    and not (block.lines[0].gap and _is_whole(found[-1], following))
                    and not _others(text, section.kind, block, kind)
                )
                if open_fact and section.kind == kind.name:
                    found[-1] = replace(
                        found[-1], text=f"{found[-1].text}\n{block.text}".strip(), at=(*found[-1].at, block.flow.span())
                    )
                continue
            below = True
            for sentence, left in said if hit else ():
                by = _another(text, sentence, found[before:]) if open_fact and not left else []
                if by:
                    found.append(make(item=text.item.number, at=(sentence.span(),), by=tuple(by), text=""))
                    continue
                open_fact = open_fact and not _ends_text(text, sentence, found[-1])
                if not left and open_fact:
                    found[-1] = replace(found[-1], text=f"{found[-1].text} {sentence.text}".strip())
                found += left
                open_fact = open_fact or bool(left)
    return found


def _ends_text(text: ItemText, flow: Flow, left: _Left) -> bool:
    """Whether a sentence or paragraph is no part of a text that somebody left.

    The meeting or another member does something, it decides, or a list of documents or recipients begins.
    """
    if _NOT_LEFT.match(flow.text) or unheaded.is_decided(text, flow) or _is_entry(flow):
        return True
    acting = speakers.opening_acts(text, flow)
    return bool(acting) and not any(one.may_be(other) for one in acting for other in left.by)


def _is_entry(flow: Flow) -> bool:
    """Whether a line is one of a list of documents or recipients."""
    if flow.text[-1] in '.!?”"':
        return False
    named = agents.agent(flow)
    return _ENTRY.search(flow.text) is not None or (named is not None and named.kind in _RECIPIENTS)


def _is_whole(left: _Left, following: Sequence[str]) -> bool:
    """Whether what somebody leaves is said in a sentence that announces no text, and nobody speaks in what follows."""
    if not left.text.endswith(".") or "\n" in left.text or _ANNOUNCES.search(left.text):
        return False
    return not any(_SPEAKS.search(one) for one in following)


def _said(text: ItemText, section: str, flow: Flow, kind: Kind) -> list[tuple[Flow, list[Any]]]:
    """Give the sentences of a paragraph, each with what frames say that is left in it, and by whom."""
    said: list[tuple[Flow, list[Any]]] = []
    elsewhere = False
    for sentence in sentences(flow):
        elsewhere = elsewhere or whose_section.told_of_another(sentence, movement.own_name(text))
        if elsewhere and section not in _LEFT_HERE and _IN_THE_PAST.search(sentence.text):
            said.append((sentence, []))
            continue
        facts = list(framed.read_one(text, kind, framed.saying(section, sentence)))
        also = _joining(text, sentence) if len(facts) == 1 else []
        beside = tuple(one for one in also if facts and not any(one.may_be(other) for other in facts[0].by))
        said.append((sentence, [replace(fact, by=(*fact.by, *beside), text=sentence.text) for fact in facts]))
    return said


def _others(text: ItemText, section: str, block: Block, kind: Kind) -> bool:
    """Whether somebody leaves something of the other kind in a paragraph."""
    other = STATEMENT if kind is KIND else KIND
    below = names_alone.awaits(other.name, block.lines[0].text)
    return below or any(left for _, left in _said(text, section, block.flow, other))


def _spoken(text: ItemText, flow: Flow) -> tuple[list[Mention], str] | None:
    """Read `Anna Ek (S): ”Taxan är för hög.”`, and `Vi reserverar oss. Anna Ek (S)`: who says what."""
    by, end = speakers.behind(text, flow, 0)
    if by and (colon := _COLON.match(flow.text, end)):
        return by, flow.text[colon.end() :]
    last = list(sentences(flow))[-1]
    words = flow.text[: len(flow.text) - len(last.text)].strip()
    by = names_alone.read(text, last) if any(form.search(words) for form in _OF_THEMSELVES.values()) else []
    return (by, words) if by else None


def _another(text: ItemText, flow: Flow, above: Sequence[_Left]) -> list[Mention]:
    """Give the names of a line that is another's who leaves something, and no signature of the one above it."""
    by = names_alone.read(text, flow)
    named = [mention for one in above for mention in one.by]
    return by if not any(one.may_be(other) for one in by for other in named) else []


def _others_each(text: ItemText, flow: Flow, above: Sequence[_Left]) -> list[tuple[Flow, list[Mention]]]:
    """Give those of a line of names, each with what is said of each: `Anna Ek (S) mot beslutet. Bo Al (M).`."""
    parts = [(part, _another(text, part, above)) for part in sentences(flow)]
    if len(parts) > 1 and all(by for _, by in parts):
        return parts
    by = _another(text, flow, above)
    return [(flow, by)] if by else []


def _labelled(text: ItemText, flow: Flow, kind: str) -> list[Mention]:
    """Read `Reservation: (SD)`: a label, who it is of, and nothing else but where the text is annexed."""
    label = _LABELS[kind].match(flow.text)
    if label is None:
        return []
    rest = flow.cut(label.end(), label.end() + _LONGEST_LABELLED)
    annex = names_alone.BEHIND.search(rest.text)
    names = rest.cut(0, annex.start() if annex else None)
    by = speakers.subjects(text, names, 0, len(names.text), chair=False)
    return by if by and names_alone.is_list(names.text, by) else []


def _labelled_above(text: ItemText, block: Block, kind: str) -> list[Mention]:
    """Read `Reservation från Anna Ek (S)` on the first line of a paragraph whose others are the text left."""
    first, *others = (line.flow for line in block.lines)
    if not others or not first.text.endswith(")") or names_alone.read(text, join(others)):
        return []
    return _labelled(text, first, kind)


def _joining(text: ItemText, flow: Flow) -> list[Mention]:
    """Give those whom a sentence adds: `... till förmån för eget yrkande samt A, B och C (till förmån för sitt)`."""
    also = _ALSO.search(flow.text)
    if also is None:
        return []
    rest = flow.cut(also.end())
    people = agents.people(rest)
    if people and names_alone.is_list(rest.text.strip(" ."), people):
        return people
    by, end = speakers.behind(text, rest, 0)
    return by if by and names_alone.BEHIND.match(rest.text, end) else []


KIND = Kind(
    name="reservation",
    record=Reservation,
    term="Reservation",
    link="hasReservation",
    fields=(
        Field("by", "reservedBy", "agent", takes=ACTORS),
        Field("text", "text", "string"),
        Field("in_favour_of", "inFavourOf", "fact"),
    ),
    needs=("by",),
    extract_item=extract,
)
STATEMENT = Kind(
    name="statement",
    record=Statement,
    term="Statement",
    link="hasStatement",
    fields=(Field("by", "statedBy", "agent", takes=ACTORS), Field("text", "text", "string")),
    needs=("by",),
    extract_item=extract_statements,
)
