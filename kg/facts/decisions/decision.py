"""What a body decides itself and what it asks others to decide, clause by clause."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.facts.decisions import clause, decision_walk, outcome_sentences, spoken, unheaded, who_decides
from kg.facts.decisions.told import Decision
from kg.facts.kind import BODIES, Field, ItemText, Kind
from kg.facts.matters import movement
from kg.language import agents, grammar
from kg.language.headings import heading_patterns
from kg.language.listed_headings import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Mention, Section


_FINDS = grammar.pattern("decisions", "finds")
_BY_THE_DRAFT = grammar.pattern("decisions", "by-the-draft")
_HEADED_FOR_ITSELF = grammar.pattern("leads", "headed-for-itself")
_COUNTED = grammar.pattern("decisions", "counted")


def extract(text: ItemText) -> Iterator[Decision]:
    """Read the decisions of a paragraph: under its headings, or where a body decides in the text itself."""
    own_name = movement.own_name(text)
    method = _method(text)
    found: list[Decision] = []
    for section, start in _headed(text, own_name):
        by_lead = section.heading is None
        told = decision_walk.walk(text, spoken.left_out(section), start, by_lead=by_lead)
        found += _as_one((d for d in told if not _is_of_another(d, own_name, sure=not by_lead)), own_name)
    if not found:
        for section in text.item.of("", "other", "deliberation"):
            told = decision_walk.walk(text, spoken.left_out(section), None)
            found += [d for d in told if not agents.foreign(d.by, own_name)]
    if not found:
        found += unheaded.read(text, own_name)
    if not found:
        found += _as_one(outcome_sentences.read(text), own_name)
    if not found and method != "counted-vote":
        found += outcome_sentences.found_by_the_chair(text, own_name)
    seen: set[object] = set()
    for decision in (_as_drafted(text, one, own_name) for one in found):
        unnamed = decision.by.text.casefold() in {agents.own().text.casefold(), own_name.casefold()}
        if decision.asked and unnamed and decision.asked[0].text.casefold() == own_name.casefold():
            continue  # "Nämnden föreslås besluta": the draft that lay on its own table
        said = (
            decision.kind,
            decision.last_asked and decision.last_asked.text,
            tuple(c.text for c in decision.clauses),
        )
        if said in seen:
            continue  # printed twice: at the top of the paragraph and at its end
        seen.add(said)
        outcomes = [c.outcome or c.proposed_outcome for c in decision.clauses]
        overall = _overall([o for o, c in zip(outcomes, decision.clauses, strict=True) if "omedelbart" not in c.text])
        proposal = decision.kind == "proposal"
        yield replace(
            decision,
            by=_own(decision.by, own_name),
            method=method,
            outcome="" if proposal else overall,
            proposed_outcome=overall if proposal else "",
        )


def _is_of_another(decision: Decision, own_name: str, *, sure: bool) -> bool:
    """Whether another body decided: one that asks the body that meets is told of even under a heading (`sure`)."""
    asks_own = any(own_name and agents.is_called(own_name, one.text) for one in decision.asked)
    return agents.foreign(decision.by, own_name) and (asks_own or not sure)


def _as_drafted(text: ItemText, decision: Decision, own_name: str) -> Decision:
    """Give what is decided `enligt förslaget` the kind of that: its own body asks another in the one draft."""
    drafts = text.item.of("draft")
    if decision.kind != "decision" or len(decision.clauses) != 1 or len(drafts) != 1 or not drafts[0].blocks:
        return decision
    if not _BY_THE_DRAFT.fullmatch(decision.clauses[0].text.strip(" .")):
        return decision
    lead = who_decides.read(drafts[0].blocks[0].flow)
    if lead is None or lead.decides or not lead.asked or lead.by is None or agents.foreign(lead.by, own_name):
        return decision
    if lead.asked[-1].text.casefold() == own_name.casefold():
        return decision
    return replace(decision, kind="proposal", asked=lead.asked)


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


def _headed(text: ItemText, own_name: str) -> Iterator[tuple[Section, Decision]]:
    """Give the sections that hold a decision or proposal of this meeting, with who decides or asks whom by the heading.

    What another body decided or proposed is quoted, and what stands as a proposal before the decision is a draft.
    """
    sections_ = text.item.sections
    decided = any(section.kind == "decision" and section.blocks for section in sections_)
    before = ""
    for at, section in enumerate(sections_):
        by, asked = _heading(section)
        after = sections_[at + 1].kind if at + 1 < len(sections_) else ""
        kind, before = before, section.kind
        quoted = by is not None and agents.foreign(by, own_name)
        if section.heading is None and section.kind == "decision" and _opens_with_another(section, own_name):
            continue
        start = Decision(item=text.item.number, at=(), by=_named(by, own_name), kind="decision")
        if section.kind == "decision" and not quoted:
            yield section, start
        elif section.kind == "proposal" and asked and section.heading is not None:
            beside = kind in {"decision", "proposal"} or after == "proposal"
            beside = beside or (after == "decision" and (by is not None or _is_for_itself(sections_[at + 1])))
            if quoted or asked[-1].text.casefold() == own_name.casefold() or (decided and not beside):
                continue
            yield section, replace(start, at=(section.heading.span(),), kind="proposal", asked=asked)
        elif (
            section.kind in {"draft", "proposal"}
            and section.heading
            and (
                (kind == "decision" and not sections_[at - 1].blocks) or (not decided and _is_of_own(section, own_name))
            )
        ):
            # "Beslut", and below it at once "Arbetsutskottets förslag till beslut": who is named first is asked. So too
            # where the committee that meets has nothing but its own proposal.
            named = agents.body_at(section.blocks[0].flow, 0) if section.blocks else None
            lead = who_decides.read(section.blocks[0].flow) if section.blocks else None
            if (
                not decided
                and lead is not None
                and lead.asked
                and lead.by is not None
                and _is_of_own(section, own_name)
            ):
                yield section, start  # "Kommunstyrelsens förslag", and below it "Kommunstyrelsen föreslår att ..."
                continue
            whom = named.mention if named else _parent(section, own_name)
            if whom is not None and whom.text.casefold() != own_name.casefold():
                yield section, replace(start, at=(section.heading.span(),), kind="proposal", asked=(whom,))


def _is_for_itself(section: Section) -> bool:
    """Whether a heading says that the body decides what follows itself: what it heads above that is its proposal."""
    return section.heading is not None and _HEADED_FOR_ITSELF.search(fold(section.heading.text)) is not None


def _opens_with_another(section: Section, own_name: str) -> bool:
    """Whether the line that stands for the heading of a decision names another body first: `Styrelsen ger X`."""
    hit = agents.body_at(section.blocks[0].flow, 0) if section.blocks else None
    return hit is not None and agents.foreign(hit.mention, own_name)


def _is_of_own(section: Section, own_name: str) -> bool:
    """Whether a draft is headed with the name of the body that meets."""
    hit = agents.body_at(section.heading, 0) if section.heading else None
    return hit is not None and bool(own_name) and not agents.foreign(hit.mention, own_name)


_BOARD = grammar.pattern("decisions", "board-of-a-council")
_SUB_BODY = grammar.pattern("decisions", "sub-body")


def _parent(section: Section, own_name: str) -> Mention | None:
    """Give whom a body proposes to that only the heading names: what a committee is a part of, a board's council.

    The board prepares what the council decides (kommunallagen 2017:725, 6 kap. 13 §).
    """
    hit = agents.body_at(section.heading, 0) if section.heading else None
    if hit is None or agents.foreign(hit.mention, own_name):
        return None
    if board := _BOARD.fullmatch(own_name):
        return replace(hit.mention, text=f"{board['of']}fullmäktige")
    whole = _SUB_BODY.fullmatch(own_name)
    return replace(hit.mention, text=whole["parent"]) if whole else None


def _heading(section: Section) -> tuple[Mention | None, tuple[Mention, ...]]:
    """Give who decides or asks, and who is asked, the nearest first, by the heading of a decision or proposal."""
    if section.heading is None or section.kind not in {"proposal", "decision"}:
        return None, ()
    folded = fold(section.heading.text)
    match = next((m for p in heading_patterns(section.kind) if (m := p.fullmatch(folded))), None)
    groups = match.groupdict() if match else {}
    named = {
        name: agents.body_at(section.heading, match.start(name))
        or agents.short_at(section.heading, match.start(name))
        or agents.unlisted_at(section.heading, match.start(name))
        for name in ("by", "to", "last")
        if match and groups.get(name)
    }
    by = named.get("by")
    return by.mention if by else None, tuple(hit.mention for name in ("to", "last") if (hit := named.get(name)))


def _named(by: Mention | None, own_name: str) -> Mention:
    """Give who decides: by its full name, or as the body that meets where only `Arbetsutskottet` stands."""
    return _own(by, own_name) if by and own_name.casefold() in {"", by.text.casefold()} else agents.own()


def _own(by: Mention, own_name: str) -> Mention:
    """Take `Nämnden` for the body that meets where the minutes name none: which other it might be is not asked.

    So too what its name is abbreviated to.
    """
    short = by.kind == "body" and by.text[:2].isupper() and agents.is_called(own_name, by.text)
    nameless = not own_name and by.text.casefold() in agents.NAMELESS_BODIES
    return agents.own() if short or nameless else by


def _as_one(told: Iterable[Decision], own_name: str) -> list[Decision]:
    """Join what one body settles in one sentence and another, each a paragraph or a point, by nobody's words.

    `- Nämnden beslutar att ...` / `- Nämnden beslutar att ...` are the clauses of one decision; what is decided on
    somebody's proposal is another than what is decided without. So are points that ask the same body again.
    """
    found: list[Decision] = []
    for one in told:
        last = found[-1] if found else None
        plain = one.on_proposal_of is None and [body.text for body in one.asked] == [
            body.text for body in (last.asked if last else ())
        ]
        alike = last is not None and last.kind == one.kind and _who(last, own_name) == _who(one, own_name)
        if last and plain and alike and not last.on_proposal_of:
            found[-1] = replace(last, at=(*last.at, *one.at), clauses=(*last.clauses, *one.clauses))
        else:
            found.append(one)
    return found


def _who(decision: Decision, own_name: str) -> str:
    """Give who decides, to be compared: the body that meets under its name or without."""
    name = decision.by.text.casefold()
    return "" if name in {own_name.casefold(), agents.own().text.casefold()} else name


KIND = Kind(
    name="decision",
    record=Decision,
    term="Decision",
    link="hasDecision",
    ordered=True,
    needs=("by", "kind"),
    fields=(
        Field("by", "decidedBy", "agent", takes=("GoverningBody",)),
        Field("kind", "decisionKind", "concept", "decision-kind"),
        Field("first_asked", "proposedTo", "agent", takes=BODIES),
        Field("last_asked", "finalDecider", "agent", takes=BODIES),
        Field("on_proposal_of", "onProposalOf", "agent", takes=BODIES),
        Field("altered", "withChanges", "boolean"),
        Field("method", "method", "concept", "method"),
        Field("outcome", "outcome", "concept", "outcome"),
        Field("proposed_outcome", "proposedOutcome", "concept", "outcome"),
        Field("clauses", "hasClause", "nested", kind=clause.KIND),
    ),
    extract_item=extract,
)
