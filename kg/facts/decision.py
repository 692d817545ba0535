"""What a body decides itself and what it asks others to decide, clause by clause."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.facts import agents, clause, lead, movement, speakers
from kg.facts.kind import Fact, Field, ItemText, Kind
from kg.model import join
from kg.resources import phrases
from kg.text.annotate import sentences
from kg.text.segment import heading_patterns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.clause import Clause
    from kg.model import Block, Mention, Section


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
_FINDS = re.compile(r"\bfinner\b")
_COUNTED = re.compile(r"\b(?:votering|omröstning|ja-röster|nej-röster)\b", re.IGNORECASE)


@cache
def _outcome_sentence() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases('decisions', 'verb')['sentence'])})$", re.IGNORECASE)


def extract(text: ItemText) -> Iterator[Decision]:
    """Read the decisions of a paragraph: under its headings, or where a body decides in the text itself."""
    own_name = movement.own_name(text)
    headed = text.item.of("decision", "proposal")
    method = _method(text)
    found: list[Decision] = []
    for section in headed:
        found += _section(text, section, own_name)
    if not found:
        for section in text.item.of("", "other", "deliberation"):
            found += _formula(text, section)
    if not found:
        found += _bare(text)
    for decision in found:
        outcomes = [c.outcome or c.proposed_outcome for c in decision.clauses]
        overall = _overall([o for o, c in zip(outcomes, decision.clauses, strict=True) if "omedelbart" not in c.text])
        proposal = decision.kind == "proposal"
        yield replace(
            decision,
            method=method,
            outcome="" if proposal else overall,
            proposed_outcome=overall if proposal else "",
        )


def _overall(outcomes: Sequence[str]) -> str:
    if not outcomes:
        return "other"
    if "adopted" in outcomes and "rejected" in outcomes:
        return "partly-adopted"
    telling = [o for o in outcomes if o != "other"] or list(outcomes)
    counted = Counter(telling)
    return max(telling, key=lambda o: (counted[o], -telling.index(o)))


def _method(text: ItemText) -> str:
    procedure = " ".join(b.text for s in text.item.of("proposition", "vote", "motions") for b in s.blocks)
    if _COUNTED.search(procedure) or text.item.of("vote"):
        return "counted-vote"
    return "acclamation" if _FINDS.search(procedure) else "unstated"


def _heading(section: Section) -> tuple[Mention | None, Mention | None]:
    """Give who asks and who is asked by the heading of a proposal."""
    if section.heading is None or section.kind != "proposal":
        return None, None
    match = next(
        (m for p in heading_patterns("proposal") if (m := p.fullmatch(section.heading.text.casefold().strip(" :.")))),
        None,
    )
    if match is None:
        return None, None
    asked = agents.body_at(section.heading, match.start("to"))
    by = None
    if "by" in match.groupdict() and match["by"]:
        by = agents.body_at(section.heading, match.start("by"))
    return (by.mention if by else None), (asked.mention if asked else None)


def _section(text: ItemText, section: Section, own_name: str) -> Iterator[Decision]:
    by, asked = _heading(section)
    if asked is not None and asked.text.casefold() == own_name.casefold():
        return
    start = Decision(
        item=text.item.number,
        at=(section.heading.span(),) if section.heading and asked else (),
        by=by or agents.own(),
        kind="proposal" if asked else "decision",
        asked=(asked,) if asked else (),
    )
    yield from _blocks(text, section.blocks, start, strict=False)


def _formula(text: ItemText, section: Section) -> Iterator[Decision]:
    yield from _blocks(text, section.blocks, None, strict=True)


def _bare(text: ItemText) -> Iterator[Decision]:
    """Read a lone sentence such as `Informationen noteras.` that stands as the outcome of a paragraph."""
    for section in text.item.of("", "background"):
        if section.kind and len(section.blocks) > 1:
            continue
        for block in section.blocks:
            sentence = block.text.strip(" .")
            if len(sentence) < 120 and not block.mark and _outcome_sentence().search(sentence):
                outcome = clause.read(text, block.flow, proposal=False)
                yield Decision(
                    item=text.item.number,
                    at=outcome.at,
                    by=agents.own(),
                    kind="decision",
                    clauses=(outcome,),
                    confidence=0.7,
                )


def _is_no_sentence(block: Block) -> bool:
    """Whether a line is a name, a mark or a figure of a list that has strayed under the heading of the decision."""
    if len(block.text.split(" ")) < 2 and not _outcome_sentence().search(block.text.strip(" .")):
        return True
    if not any(ch.islower() for ch in block.text):
        return True
    people = agents.people(block.flow)
    return bool(people) and people[0].span == block.flow.span()


def _attributed(current: Decision | None, block: Block) -> tuple[Decision | None, Block]:
    """Take words such as `Enligt nämndens förslag:` off a paragraph, and note whose proposal is decided on."""
    whose = lead.attribution(block.flow) if current is not None and not block.mark else None
    if current is None or whose is None:
        return current, block
    return replace(current, on_proposal_of=current.on_proposal_of or whose[0]), replace(block, flow=whose[1])


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


def _opened(text: ItemText, opening: lead.Lead, start: Decision | None) -> tuple[Decision, list[Clause]]:
    """Begin a decision with its lead, and with the clauses that stand on the lead's own line."""
    decision = Decision(
        item=text.item.number,
        at=(opening.span,),
        by=opening.by or (start.by if start else agents.own()),
        kind="proposal" if opening.asked else "decision",
        asked=opening.asked,
        on_proposal_of=opening.on_proposal_of,
    )
    if opening.rest.text.casefold().strip(" :.") in {"", "följande"}:
        return decision, []
    return decision, [clause.read(text, part, proposal=bool(opening.asked)) for part in clause.split(opening.rest)]


def _blocks(text: ItemText, blocks: Sequence[Block], start: Decision | None, *, strict: bool) -> Iterator[Decision]:
    """Walk the paragraphs of a decision; `strict` takes only what a body's name and an att-sats say."""
    current = start
    clauses: list[Clause] = []
    point_by_itself = False

    def finished() -> Iterator[Decision]:
        if current is not None and clauses and len(clauses) <= _MOST_CLAUSES:
            at = tuple(dict.fromkeys((*current.at, *(span for first in clauses[:1] for span in first.at))))
            yield replace(current, clauses=tuple(clauses), at=at)

    for paragraph in _parted(blocks):
        current, block = _attributed(current, paragraph)
        if not block.text or _PROCEDURE.match(block.text) or _is_no_sentence(block):
            continue
        if re.match(r"att\s", block.text, re.IGNORECASE) and not (block.mark and strict):
            if current is not None:
                asking = None if current.asked else lead.read_clause(block.flow)
                if asking is not None:
                    yield from finished()
                    current = replace(current, at=(asking.span,), kind="proposal", asked=asking.asked)
                    clauses = [clause.read(text, part, proposal=True) for part in clause.split(asking.rest)]
                    continue
                clauses += [clause.read(text, part, proposal=bool(current.asked)) for part in clause.split(block.flow)]
            continue
        opening = lead.read(block.flow)
        if opening is not None and lead.opens(opening, strict=strict):
            if (
                start is not None
                and current is start
                and clauses
                and not opening.asked
                and not start.asked
                and opening.on_proposal_of is None
            ):
                clauses += [clause.read(text, part, proposal=False) for part in clause.split(opening.rest)]
                continue
            yield from finished()
            current, clauses = _opened(text, opening, start)
            point_by_itself = bool(block.mark and clauses)
            continue
        if strict:
            yield from finished()
            current, clauses = None, []
            continue
        if current is None:
            continue
        if block.mark and point_by_itself and current.asked:
            # "- Rådet föreslår styrelsen att ..." is a point of its own: the next point is not proposed to anybody.
            yield from finished()
            current, clauses = start or Decision(item=text.item.number, at=(), by=agents.own(), kind="decision"), []
        parts = [block.flow] if block.mark else list(sentences(block.flow))
        for part in parts:
            if _REMARK.search(part.text) and speakers.subjects(part, 0, 80):
                continue
            if opening is not None and opening.by is not None and not clauses and part is parts[0]:
                current = replace(
                    current, by=opening.by, on_proposal_of=opening.on_proposal_of or current.on_proposal_of
                )
            if not current.asked and current.on_proposal_of is None and (hit := lead.adopted_proposal(part)):
                current = replace(current, on_proposal_of=hit)
            clauses.append(clause.read(text, part, proposal=bool(current.asked)))
    yield from finished()


KIND = Kind(
    name="decision",
    record=Decision,
    term="Decision",
    link="hasDecision",
    label="beslut",
    ordered=True,
    fields=(
        Field("by", "decidedBy", "agent"),
        Field("kind", "decisionKind", "concept", "decision-kind"),
        Field("first_asked", "proposedTo", "agent"),
        Field("last_asked", "finalDecider", "agent"),
        Field("on_proposal_of", "onProposalOf", "agent"),
        Field("method", "method", "concept", "method"),
        Field("outcome", "outcome", "concept", "outcome"),
        Field("proposed_outcome", "proposedOutcome", "concept", "outcome"),
        Field("clauses", "hasClause", "nested", kind=clause.KIND),
    ),
    extract_item=extract,
)
