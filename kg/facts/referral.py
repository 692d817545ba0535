"""A matter moves from one body to another: proposed, forwarded, sent back, prepared, asked about, answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts import agents, dates
from kg.facts.kind import Fact, Field, ItemText, Kind
from kg.model import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.facts.decision import Decision
    from kg.model import Flow


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(Fact):
    """One movement; `step` is the paragraph of the sender's own minutes, `anticipated` says it is only asked for."""

    source: Mention
    target: Mention
    kind: str
    date: str = ""
    step: str = ""
    anticipated: bool | None = None


_STEP = rf"(?:,?\s*§\s?(?P<step>\d{{1,4}}))?"
_DATED = re.compile(
    rf"(?P<date>{dates.DATE_PATTERN}),?\s*(?:§\s?(?P<step>\d{{1,4}}))?|§\s?(?P<step2>\d{{1,4}}),?\s(?:den\s)?(?P<date2>{dates.DATE_PATTERN})",
    re.IGNORECASE,
)
_HANDLED = re.compile(
    r"\bbehandla(?:t|de|des|ts)\b|\bberett\b|\bberedde\b|\bberetts\b|\bställt sig bakom\b|\blämnat följande\b|\blämnat förslag\b|"
    r"\bavgett? (?:yttrande|förslag)|\btagit fram (?:ett |ett nytt )?förslag|\btillstyrk(?:er|t|te)\b|\bavstyrk(?:er|t|te)\b|"
    r"\bi (?:en )?(?:tjänste)?skrivelse\b|\bi (?:ett )?tjänsteutlåtande\b|\böversänt\b|\bföreslagit\b|\blämnat (?:ett )?yttrande\b|\bupprättat\b",
    re.IGNORECASE,
)
_PROPOSES_TO = re.compile(r"\bförslag till (?:beslut i )?(?:kommun|region)fullmäktige\b|\bföreslår (?:kommun|region)fullmäktige\b", re.IGNORECASE)
_FORWARD = re.compile(
    r"\b(?:överlämna(?:r|s|t|de|des|ts)?|remittera(?:r|s|t|de|des)?|hänskjut(?:er|as|it|a)|hänsköt|vidarebefordra(?:s|t|de|des)?|"
    r"lämna(?:s|r|de|des|t|ts)?(?:\svidare)?|översänd(?:er|s|e|es|a)?|översänt|skicka(?:s|t|de|des)?(?:\svidare)?)\b",
    re.IGNORECASE,
)
_MATTER = r"(?:ärendet|motionen|initiativärendet|medborgarförslaget|frågan|förslaget|policyn|remissen|interpellationen|skrivelsen|yrkandet|handlingarna|planen|programmet|strategin)"
_TO = re.compile(r"\btill\s", re.IGNORECASE)
_FOR_PREPARATION = re.compile(r"\bför\s(?:vidare\s|fortsatt\s)?(?:beredning|handläggning|besvarande|beslut|yttrande|prövning|ställningstagande)\b", re.IGNORECASE)


def extract(text: ItemText) -> Iterator[Referral]:
    """Read the movements: those the decisions make, then those that the story of the case tells."""
    number = text.item.number
    decisions: list[Decision] = list(text.before.get("decision", ()))
    for decision in decisions:
        for at, (sender, receiver) in enumerate(zip((decision.by, *decision.asked), decision.asked, strict=False)):
            yield Referral(
                item=number,
                at=decision.at[:1],
                source=sender,
                target=receiver,
                kind="proposes",
                anticipated=True if at else None,
            )
        if decision.on_proposal_of is not None:
            yield Referral(item=number, at=(decision.on_proposal_of.span,), source=decision.on_proposal_of, target=agents.own(), kind="prepares")
        for clause in decision.clauses:
            yield from _moved_by_clause(text, decision, clause.flow)
    for section in text.item.of("preparation", "background", "", "other"):
        for block in section.blocks:
            yield from told(text, block.flow, preparation=section.kind == "preparation")


def _moved_by_clause(text: ItemText, decision: Decision, flow: Flow) -> Iterator[Referral]:
    """Read `återremittera ärendet till X`, `överlämna motionen till X för beredning` in an own decision."""
    if decision.asked:
        return
    lowered = flow.text.casefold()
    back = re.search(r"återremitter|återremiss", lowered)
    forward = _FORWARD.search(flow.text)
    if back is None and forward is None:
        return
    begin = back.start() if back else forward.start() if forward else 0
    target = _receiver(flow, begin)
    answers = re.search(r"\bsom (?:svar|yttrande|remissvar)\b|\byttrande(?:t)?\b.*\btill\b", lowered) is not None
    if back:
        sender = target or _proposer(text)
        if sender is not None:
            yield Referral(item=text.item.number, at=(flow.span(),), source=decision.by, target=sender, kind="refers-back")
    elif target is not None:
        yield Referral(item=text.item.number, at=(flow.span(),), source=decision.by, target=target, kind="answers" if answers else "forwards")


def _receiver(flow: Flow, begin: int) -> Mention | None:
    for match in _TO.finditer(flow.text, begin):
        if hit := agents.body_at(flow, match.end()):
            return hit.mention
    return None


def _proposer(text: ItemText) -> Mention | None:
    """Give the one body whose proposal was before the meeting; None where several or none were."""
    found: dict[str, Mention] = {}
    for section in text.item.of("preparation", "background", ""):
        for block in section.blocks:
            for referral in told(text, block.flow, preparation=True):
                if referral.kind == "prepares" and referral.source.kind == "body":
                    found[referral.source.text.casefold()] = referral.source
    return next(iter(found.values())) if len(found) == 1 else None


def told(text: ItemText, flow: Flow, *, preparation: bool) -> Iterator[Referral]:
    """Read the movements that one paragraph of narrative tells."""
    del text, flow, preparation
    yield from ()


KIND = Kind(
    name="referral",
    record=Referral,
    term="Referral",
    link="hasReferral",
    fields=(
        Field("source", "referredFrom", "agent"),
        Field("target", "referredTo", "agent"),
        Field("kind", "referralKind", "concept", "referral-kind"),
        Field("date", "date", "date"),
        Field("step", "stepNumber", "string"),
        Field("anticipated", "anticipated", "boolean"),
    ),
    key=("source", "target", "kind"),
    extract_item=extract,
)
