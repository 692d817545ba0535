"""The points of a decision, walked one by one: leads, att-satser, numbered points and sentences, and what is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.facts import agents, clause, lead, speakers
from kg.facts.kind import Fact, ItemText
from kg.model import join
from kg.resources import phrases
from kg.text.annotate import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.clause import Clause
    from kg.model import Block, Flow, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Fact):
    """A decision, or a proposal where `asked` names the bodies that are to decide, the nearest first."""

    by: Mention
    kind: str
    asked: tuple[Mention, ...] = ()
    on_proposal_of: Mention | None = None
    clauses: tuple[Clause, ...] = ()
    method: str = "unstated"
    outcome: str = ""
    proposed_outcome: str = ""

    @property
    def first_asked(self) -> Mention | None:
        """The body that the proposal goes to."""
        return self.asked[0] if self.asked else None

    @property
    def last_asked(self) -> Mention | None:
        """The body that has the last word."""
        return self.asked[-1] if self.asked else None

    @property
    def decider(self) -> Mention:
        """The body that decides or would decide: the last one asked, else the one that decides itself."""
        return self.asked[-1] if self.asked else self.by


_MOST_CLAUSES = 60
"""No decision has more: what seems to be one is a list or a table that was not understood, and is left alone."""
_PROCEDURE = re.compile(
    r"^(?:paragrafen är justerad|efter .{5,80} har .{0,60} inkommit|en? \w+ har återtagits|ordförande[n]? ställer|"
    r"sammanträdet ajournera|mötet ajournera|_+$)",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"\b(?:reserverar sig|deltar (?:inte|ej) i|anmäler jäv|svarar att|svarade att|redogör för|informerar om|"
    r"lämnar (?:en |följande )?(?:protokollsanteckning|reservation|särskilt yttrande))\b",
    re.IGNORECASE,
)
_ATT = re.compile(r"[Aa]tt\s")
_VERB = re.compile(
    r"\b(?:ska|skall|är|får|har|kan|gäller|träder|börjar|upphör|blir|ges|sker|bör|avser|innebär|uppgår|utgår|omfattar|"
    r"[a-zåäö]+(?:as|es|ts|ar))\b"
)


@cache
def _outcome_sentence() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases('decisions', 'verb')['sentence'])})$", re.IGNORECASE)


def is_outcome(sentence: str) -> bool:
    """Whether a sentence says by itself what became of a matter: `Informationen noteras`."""
    return _outcome_sentence().search(sentence) is not None


@dataclass(frozen=True, slots=True)
class _Point:
    """What becomes a clause; `open` while what stands below it may still belong to it."""

    flow: Flow
    mark: str = ""
    open: bool = False


def walk(
    text: ItemText, blocks: Sequence[Block], start: Decision | None, *, by_lead: bool = False
) -> Iterator[Decision]:
    """Walk the paragraphs of a decision, `start` being what its heading says.

    Without a heading (`start` is None) only a body's name and an att-sats say that something is decided; where a line
    such as `Nämnden beslutar` stands for one (`by_lead`), only the points below it.
    """
    strict = start is None
    current = start
    points: list[_Point] = []
    sentence: Flow | None = None
    point_by_itself = in_table = False

    def finished() -> Iterator[Decision]:
        if current is None:
            return
        # "Nämnden beslutar enligt förvaltningens förslag": no points, and the text of the decision stands elsewhere.
        said = points or ([_Point(sentence)] if sentence is not None else [])
        if said and len(said) <= _MOST_CLAUSES:
            clauses = tuple(clause.read(text, point.flow, proposal=bool(current.asked)) for point in said)
            at = tuple(dict.fromkeys((*current.at, *clauses[0].at)))
            yield replace(current, clauses=clauses, at=at)

    for block in _parted(blocks):
        if by_lead and points and not block.mark and not _ATT.match(block.text) and lead.read(block.flow) is None:
            break  # without a heading, what is no point of the list is story
        in_table = in_table or bool(points and _is_row(block))
        if _PROCEDURE.match(block.text) or _is_no_sentence(block) or (in_table and _is_loose(block)):
            continue
        flow = block.flow
        if current is not None and (whose := lead.attribution(flow)) is not None:
            current = replace(current, on_proposal_of=current.on_proposal_of or whose[0])
            flow = whose[1]
            if not flow.text:
                continue
        if points and points[-1].open and block.mark[-1:] != points[-1].mark[-1:]:
            points[-1] = replace(points[-1], flow=join([points[-1].flow, flow]))
            continue
        if _ATT.match(flow.text) and not (block.mark and strict):
            if current is None:
                continue
            asking = None if current.asked else lead.read_clause(flow)
            if asking is not None:
                yield from finished()
                current = replace(current, at=(asking.span,), kind="proposal", asked=asking.asked)
                points = [_Point(part) for part in clause.split(asking.rest)]
                continue
            points += [_point(part, block) for part in clause.split(flow)]
            continue
        opening = lead.read(flow)
        if opening is not None and lead.opens(opening, strict=strict):
            if start is not None and current is start and _goes_on(start, opening, begun=bool(points)):
                points += [
                    _Point(part) for part in clause.split(opening.rest) if part.text.casefold() not in lead.NOTHING
                ]
                continue
            yield from finished()
            current, points = _opened(text, flow, opening, start)
            sentence = flow if opening.on_proposal_of is not None and not opening.asked else None
            point_by_itself = bool(block.mark and points)
            continue
        if strict:
            yield from finished()
            current, points, sentence = None, [], None
            continue
        if current is None:
            continue
        if block.mark and point_by_itself and current.asked:
            # "- Rådet föreslår styrelsen att ..." is a point of its own: the next point is not proposed to anybody.
            yield from finished()
            current, points = start or Decision(item=text.item.number, at=(), by=agents.own(), kind="decision"), []
        parts = [flow] if block.mark else _sentences(flow, text.item.title.text)
        for part in parts:
            if _REMARK.search(part.text) and speakers.subjects(part, 0, 80):
                continue
            if opening is not None and opening.by is not None and not points and part is parts[0] and not current.asked:
                current = replace(
                    current, by=opening.by, on_proposal_of=opening.on_proposal_of or current.on_proposal_of
                )
            if not current.asked and current.on_proposal_of is None and (hit := lead.adopted_proposal(part)):
                current = replace(current, on_proposal_of=hit)
            points.append(_point(part, block))
    yield from finished()


def _parted(blocks: Sequence[Block]) -> Iterator[Block]:
    """Give the paragraphs; one whose later sentence asks another body to decide is parted in front of it."""
    for block in blocks:
        parts = [] if block.mark or ":" not in block.text else list(sentences(block.flow))
        at = next((k for k, part in enumerate(parts) if k and (found := lead.read(part)) and found.asked), 0)
        if not at:
            yield block
            continue
        for part in (*parts[:at], join(parts[at:])):
            yield replace(block, flow=part)


def _goes_on(start: Decision, opening: lead.Lead, *, begun: bool) -> bool:
    """Whether a lead is only the words of the decision that its heading has opened.

    Below `Förslag till beslut i nämnden` the line `Nämnden beslutar` is what the nämnd is asked to say.
    """
    if opening.asked:
        return False
    if start.asked:
        return opening.by is not None and opening.by.text.casefold() == start.asked[-1].text.casefold()
    return begun and opening.on_proposal_of is None


def _point(flow: Flow, block: Block) -> _Point:
    listed = bool(block.mark) or _ATT.match(flow.text) is not None
    return _Point(flow, block.mark, open=listed and flow.text.endswith(":"))


def _opened(text: ItemText, flow: Flow, opening: lead.Lead, start: Decision | None) -> tuple[Decision, list[_Point]]:
    """Begin a decision with its lead, and with the clauses that stand on the lead's own line."""
    decision = Decision(
        item=text.item.number,
        at=(opening.span,),
        by=opening.by or (start.by if start else agents.own()),
        kind="proposal" if opening.asked else "decision",
        asked=opening.asked,
        on_proposal_of=opening.on_proposal_of,
    )
    if opening.rest.text.casefold().strip(" :.") in lead.NOTHING:
        return decision, [_Point(flow)] if opening.on_proposal_of is not None and flow.text.endswith(".") else []
    return decision, [_Point(part) for part in clause.split(opening.rest)]


def _is_no_sentence(block: Block) -> bool:
    """Whether a line is a name, a mark or a figure of a list that has strayed under the heading of the decision."""
    if len(block.text.split(" ")) < 2 and not is_outcome(block.text.strip(" .")):
        return True
    if not any(ch.islower() for ch in block.text):
        return True
    body = agents.body_at(block.flow, 0)
    if body is not None and body.end == len(block.text):
        return True  # the head of the next page
    people = agents.people(block.flow)
    return bool(people) and people[0].span == block.flow.span()


def _is_row(block: Block) -> bool:
    """Whether a line below the points is a row of a table: no mark, no stop at its end, and no verb."""
    return _is_loose(block) and clause.outcome(block.text) == "other" and _VERB.search(block.text) is None


def _is_loose(block: Block) -> bool:
    return not block.mark and block.text[-1] not in ".:;!?”" and _ATT.match(block.text) is None


def _sentences(flow: Flow, title: str) -> list[Flow]:
    """Part a paragraph into sentences; a full stop inside the name of the matter, as its title has it, ends none."""
    parts = list(sentences(flow))
    whole: list[Flow] = []
    begin = at = 0
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        end = flow.text.index(part.text, at) + len(part.text)
        at = end
        if after is not None and f"{part.text.rsplit(' ', 1)[-1]} {after.text.split(' ', 1)[0]}" in title:
            continue
        whole.append(flow.cut(begin, end))
        begin = end
    return whole
