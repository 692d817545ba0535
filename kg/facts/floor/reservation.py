"""Reservations against a decision, and statements (protokollsanteckning, särskilt yttrande) with the text they left."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from kg.facts import framed
from kg.facts.decisions import unheaded
from kg.facts.floor import motion_headed, speakers
from kg.facts.kind import ACTORS, Fact, Field, ItemText, Kind
from kg.language import agents, grammar
from kg.lines.sentences import sentences

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
_NO_LIST = grammar.pattern("reservation", "no-list")
_BETWEEN_NAMES = grammar.pattern("reservation", "between-names")
# "Anna Ek (S) till förmån för eget yrkande", "V och MP, bilaga 2": what may stand behind the names of a line.
_BEHIND_NAMES = grammar.pattern("reservation", "behind-names")
# "Reservation: (SD)", "Särskilt yttrande från V och MP, bilaga 3": the heading and who it is of on one line.
_LABELS = {kind: grammar.pattern("reservation", f"{kind}-label") for kind in ("reservation", "statement")}
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
    for flow, by in motion_headed.stating(text):
        yield Statement(item=text.item.number, at=(flow.span(),), by=by)
    yield from _read(text, STATEMENT, Statement)


def _read(text: ItemText, kind: Kind, make: Callable[..., _Left]) -> list[_Left]:
    """Walk through the sections: frames say who leaves something, what stands below in the section is its text."""
    found: list[_Left] = []
    for section in text.item.sections:
        if section.kind in {"draft", "documents", "delegation", "background"}:
            continue
        open_fact = False
        before = len(found)
        may_name = section.kind == kind.name  # until other words stand below those who are named
        if section.heading is not None and (by := _labelled(text, section.heading, kind.name)):
            found.append(make(item=text.item.number, at=(section.heading.span(),), by=tuple(by), text=""))
            open_fact = True
        for block in section.blocks:
            said = _said(text, section.kind, block.flow, kind)
            hit = any(left for _, left in said)
            if not hit and (by := _labelled(text, block.flow, kind.name)):
                found.append(make(item=text.item.number, at=(block.flow.span(),), by=tuple(by), text=block.text))
                open_fact = False
            elif not hit and may_name and (by := _another(text, block.flow, found[before:])):
                found.append(make(item=text.item.number, at=(block.flow.span(),), by=tuple(by), text=""))
                open_fact = True
            elif not hit and may_name and (spoken := _spoken(text, block.flow)):
                by, words = spoken
                found.append(make(item=text.item.number, at=(block.flow.span(),), by=tuple(by), text=words))
                open_fact = True
            elif not hit:
                # "Vi reserverar oss mot beslutet." stands above the names of those who say so
                may_name = may_name and _OF_THEMSELVES[kind.name].search(block.text) is not None
                # what others do, or the meeting, is no part of the text left
                open_fact = open_fact and not (
                    _NOT_LEFT.match(block.text)
                    or unheaded.is_decided(text, block.flow)
                    or _others(text, section.kind, block, kind)
                )
                if open_fact and section.kind == kind.name:
                    found[-1] = replace(
                        found[-1], text=f"{found[-1].text}\n{block.text}".strip(), at=(*found[-1].at, block.flow.span())
                    )
            for sentence, left in said if hit else ():
                open_fact = open_fact and not unheaded.is_decided(text, sentence)
                if not left and open_fact:
                    found[-1] = replace(found[-1], text=f"{found[-1].text} {sentence.text}".strip())
                found += left
                open_fact = open_fact or bool(left)
    return found


def _said(text: ItemText, section: str, flow: Flow, kind: Kind) -> list[tuple[Flow, list[Any]]]:
    """Give the sentences of a paragraph, each with what frames say that is left in it, and by whom."""
    said: list[tuple[Flow, list[Any]]] = []
    for sentence in sentences(flow):
        facts = list(framed.read_one(text, kind, framed.saying(section, sentence)))
        also = _joining(sentence) if len(facts) == 1 else []
        beside = tuple(one for one in also if facts and not any(one.may_be(other) for other in facts[0].by))
        said.append((sentence, [replace(fact, by=(*fact.by, *beside), text=sentence.text) for fact in facts]))
    return said


def _others(text: ItemText, section: str, block: Block, kind: Kind) -> bool:
    """Whether somebody leaves something of the other kind in a paragraph."""
    other = STATEMENT if kind is KIND else KIND
    return any(left for _, left in _said(text, section, block.flow, other))


def _names_alone(text: ItemText, flow: Flow) -> list[Mention]:
    """Give the names of a line that has nothing else, or says behind them in whose favour, or which annex."""
    if len(flow.text) >= _LONGEST_LABELLED:
        return []
    by = speakers.subjects(text, flow, 0, len(flow.text), chair=False)
    if by and _is_list(flow.text, by):
        return by
    by, end = speakers.behind(text, flow, 0)
    return by if _BEHIND_NAMES.match(flow.text, end) else []


def _spoken(text: ItemText, flow: Flow) -> tuple[list[Mention], str] | None:
    """Read `Anna Ek (S): ”Taxan är för hög.”`, and `Vi reserverar oss. Anna Ek (S)`: who says what."""
    by, end = speakers.behind(text, flow, 0)
    if by and (colon := _COLON.match(flow.text, end)):
        return by, flow.text[colon.end() :]
    last = list(sentences(flow))[-1]
    words = flow.text[: len(flow.text) - len(last.text)].strip()
    by = _names_alone(text, last) if any(form.search(words) for form in _OF_THEMSELVES.values()) else []
    return (by, words) if by else None


def _another(text: ItemText, flow: Flow, above: Sequence[_Left]) -> list[Mention]:
    """Give the names of a line that is another's who leaves something, and no signature of the one above it."""
    by = _names_alone(text, flow)
    named = [mention for one in above for mention in one.by]
    return by if not any(one.may_be(other) for one in by for other in named) else []


def _labelled(text: ItemText, flow: Flow, kind: str) -> list[Mention]:
    """Read `Reservation: (SD)`: a label, who it is of, and nothing else but where the text is annexed."""
    label = _LABELS[kind].match(flow.text)
    if label is None:
        return []
    rest = flow.cut(label.end(), label.end() + _LONGEST_LABELLED)
    annex = _BEHIND_NAMES.search(rest.text)
    names = rest.cut(0, annex.start() if annex else None)
    by = speakers.subjects(text, names, 0, len(names.text), chair=False)
    return by if by and _is_list(names.text, by) else []


def _joining(flow: Flow) -> list[Mention]:
    """Give those whom a sentence adds at its end: `... till förmån för eget yrkande samt A, B och C`."""
    also = _ALSO.search(flow.text)
    if also is None:
        return []
    people = agents.people(flow.cut(also.end()))
    return people if people and _is_list(flow.text[also.end() :].strip(" ."), people) else []


def _is_list(text: str, by: list[Mention]) -> bool:
    """A line of names and nothing else."""
    if _NO_LIST.search(text):
        return False
    names = sum(len(mention.text) for mention in by)
    parties = {mention.text for mention in by if mention.kind == "party"}
    left = _BETWEEN_NAMES.sub(lambda m: m["party"] if m["party"] in parties else "", text)
    return names > 0.55 * len(left) and not text.endswith(":")


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
