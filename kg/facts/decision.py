"""What a body decides itself and what it asks others to decide, clause by clause."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from kg.facts import agents, dates
from kg.facts.cited import CitedItem
from kg.facts.kind import Fact, Field, ItemText, Kind
from kg.resources import check_keys, lexicon, phrases
from kg.text.annotate import Phrases, sentences
from kg.text.segment import heading_patterns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Block, Flow, Mention, Section, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(Fact):
    """An att-sats, a numbered point or a sentence of a decision."""

    text: str
    flow: Flow
    outcome: str
    proposed_outcome: str = ""
    amount: Decimal | None = None
    reports_on: CitedItem | None = None


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


@dataclass(frozen=True, slots=True)
class Lead:
    """The words in front of the clauses: who decides or proposes what to whom."""

    by: Mention | None
    asked: tuple[Mention, ...]
    on_proposal_of: Mention | None
    span: Span
    rest: Flow
    decides: bool


_ADVERB = r"(?:vidare|därutöver|därefter|dessutom|enhälligt|således|också|även|samtidigt|för sin del|för egen del|alltså|sålunda|därmed|slutligen)"
_CONDITION = r"under förutsättning (?:av|att)\b.{3,160}?(?:[,:]|(?=\satt\s)|$)"
_SKIP = re.compile(rf"[\s,]*(?:{_ADVERB}\b|i sin tur\b|{_CONDITION})", re.IGNORECASE)
_PROPOSAL_OF = re.compile(r"[\s,]*(?:på|enligt|i enlighet med|efter)\s+", re.IGNORECASE)
_PROPOSAL_WORD = re.compile(r"\s*förslag(?:\s+till\s+beslut)?\b[\s,]*", re.IGNORECASE)
_PROPOSE = re.compile(
    r"[\s,]*(?:att\s+)?(?:i sin tur\s+)?(?:föreslå|föreslår|hemställa hos|hemställa till|hemställer hos|rekommendera)\b(?:\s+att\b)?",
    re.IGNORECASE,
)
_DECIDE = re.compile(
    r"[\s,]*(?:att\s+)?(?:besluta|beslutar|fatta beslut)\b(?:\s+om(?=\s+att\b))?(?:\s+följande)?", re.IGNORECASE
)
_THAT = re.compile(r"[\s,:]*(?=att\s)", re.IGNORECASE)
_SPLIT = re.compile(r"(?:[;.]\s*(?:samt\s+|och\s+)?|,?\s+samt\s+)(?=att\s)")
_TRIM = re.compile(r"(?:[\s;.,]|\b(?:samt|och)(?=[\s;.,]*$))+$")
_PROCEDURE = re.compile(
    r"^(?:paragrafen är justerad|ordförande[n]? ställer|sammanträdet ajournera|mötet ajournera|_+$)", re.IGNORECASE
)
_AMOUNT = re.compile(
    r"(?<![\d,.])(\d{1,3}(?:[ \u00a0.]\d{3})+|\d+)(?:,(\d+))?\s?(miljarder|miljoner|mnkr|mkr|tkr|tusen|kronor|kr\b|mdkr)",
    re.IGNORECASE,
)
_SCALE = {
    "miljarder": 10**9,
    "mdkr": 10**9,
    "miljoner": 10**6,
    "mnkr": 10**6,
    "mkr": 10**6,
    "tkr": 10**3,
    "tusen": 10**3,
}
_REPORTS = re.compile(
    r"\b(?:fullgjor\w+|återrapport\w*|avrapporter\w*|redovisning\w*|uppdraget|slutfört?)\b", re.IGNORECASE
)
_STEP = re.compile(rf"(?P<date>{dates.DATE_PATTERN})[\s,(]*§\s?(?P<number>\d{{1,4}})", re.IGNORECASE)
_ADOPTS = re.compile(r"\b(?:antar|godkänner|bifaller|enligt|i enlighet med)\s", re.IGNORECASE)
_FINDS = re.compile(r"\bfinner\b")
_COUNTED = re.compile(r"\b(?:votering|omröstning|ja-röster|nej-röster)\b", re.IGNORECASE)


@cache
def _verbs() -> re.Pattern[str]:
    table = lexicon("decisions")
    check_keys(table, {"verb", "outcome"}, "data/lexicon/decisions.toml")
    decide, propose = (phrases("decisions", "verb")[kind] for kind in ("decide", "propose"))
    return re.compile(rf"\b(?:(?P<decide>{'|'.join(decide)})|(?P<propose>{'|'.join(propose)}))\b", re.IGNORECASE)


@cache
def _outcomes() -> Phrases:
    return Phrases(phrases("decisions", "outcome"))


@cache
def _outcome_sentence() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases('decisions', 'verb')['sentence'])})$", re.IGNORECASE)


def outcome(text: str) -> str:
    """Say what becomes of the matter in a clause."""
    return _outcomes().first_kind(text) or "other"


def amount(text: str) -> Decimal | None:
    """Give the one sum of money that a clause states, in kronor; None where there is none or more than one.

    >>> amount("att anslå 2,5 miljoner kronor för 2024")
    Decimal('2500000')
    """
    sums = set()
    for whole, fraction, unit in _AMOUNT.findall(text):
        number = Decimal(re.sub(r"\D", "", whole) + (f".{fraction}" if fraction else ""))
        sums.add(number * _SCALE.get(unit.casefold(), 1))
    if len(sums) != 1:
        return None
    found = sums.pop()
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found


def read_lead(flow: Flow) -> Lead | None:
    """Read `X beslutar`, `X föreslår att Y beslutar föreslå Z besluta`, `Då ... beslutar X`; None where there is none."""
    verb = _verbs().search(flow.text[:300])
    if verb is None or re.match(r"att\s", flow.text, re.IGNORECASE):
        return None
    by = None
    at = verb.end()
    before = [hit for hit in agents.locate(flow.cut(0, verb.start() + 1)) if hit.end <= verb.start()]
    if before and re.fullmatch(rf"\s(?:{_ADVERB}\s)*", flow.text[before[-1].end : verb.start()], re.IGNORECASE):
        by = before[-1].mention
        if before[-1].begin > 160:
            return None
    else:
        behind = agents.body_at(flow, at + 1) if flow.text[at : at + 1] == " " else None
        if behind is not None and verb["decide"]:
            by, at = behind.mention, behind.end
        elif verb.start() > 0:
            return None
    asked: list[Mention] = []
    proposer: Mention | None = None
    expecting = verb["propose"] is not None
    while True:
        if match := _SKIP.match(flow.text, at):
            at = match.end()
            continue
        if (match := _PROPOSAL_OF.match(flow.text, at)) and (hit := agents.body_at(flow, match.end())):
            if word := _PROPOSAL_WORD.match(flow.text, hit.end):
                proposer, at = hit.mention, word.end()
                continue
        if match := _PROPOSE.match(flow.text, at):
            at, expecting = match.end(), True
            continue
        if expecting:
            match = re.compile(r"[\s,]*(?:att\s+|hos\s+|till\s+)?").match(flow.text, at)
            hit = agents.body_at(flow, match.end() if match else at)
            if hit is not None:
                asked.append(hit.mention)
                at, expecting = hit.end, False
                continue
        if (match := _DECIDE.match(flow.text, at)) and (asked or not verb["propose"]):
            at = match.end()
            continue
        break
    if verb["propose"] and not asked:
        return None
    rest = flow.cut(at)
    rest = rest.cut(len(rest.text) - len(rest.text.lstrip(" :,")))
    return Lead(by, tuple(asked), proposer, flow.span(0, at), rest, decides=not asked)


def extract(text: ItemText) -> Iterator[Decision]:
    """Read the decisions of a paragraph: under its headings, or where a body decides in the text itself."""
    meetings = text.before.get("meeting", ())
    own_name = meetings[0].body.text if meetings and meetings[0].body else ""
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


def _heading(section: Section, own_name: str) -> tuple[Mention | None, Mention | None]:
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
    del own_name
    return (by.mention if by else None), (asked.mention if asked else None)


def _section(text: ItemText, section: Section, own_name: str) -> Iterator[Decision]:
    by, asked = _heading(section, own_name)
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
                clause = _clause(text, block.flow, proposal=False)
                yield Decision(
                    item=text.item.number,
                    at=clause.at,
                    by=agents.own(),
                    kind="decision",
                    clauses=(clause,),
                    confidence=0.7,
                )


def _blocks(text: ItemText, blocks: Sequence[Block], start: Decision | None, *, strict: bool) -> Iterator[Decision]:
    """Walk the paragraphs of a decision; `strict` takes only what a body's name and an att-sats say."""
    current = start
    clauses: list[Clause] = []

    def finished() -> Iterator[Decision]:
        if current is not None and clauses:
            at = tuple(dict.fromkeys((*current.at, *(span for clause in clauses[:1] for span in clause.at))))
            yield replace(current, clauses=tuple(clauses), at=at)

    for block in blocks:
        if _PROCEDURE.match(block.text):
            continue
        if re.match(r"att\s", block.text, re.IGNORECASE) and not (block.mark and strict):
            if current is not None:
                clauses += [_clause(text, part, proposal=bool(current.asked)) for part in _split(block.flow)]
            continue
        lead = read_lead(block.flow)
        if lead is not None and _opens(lead, strict=strict):
            if (
                start is not None
                and current is start
                and clauses
                and not lead.asked
                and not start.asked
                and lead.on_proposal_of is None
            ):
                clauses += [_clause(text, part, proposal=False) for part in _split(lead.rest)]
                continue
            yield from finished()
            clauses = []
            current = Decision(
                item=text.item.number,
                at=(lead.span,),
                by=lead.by or (start.by if start else agents.own()),
                kind="proposal" if lead.asked else "decision",
                asked=lead.asked,
                on_proposal_of=lead.on_proposal_of,
            )
            if lead.rest.text.casefold().strip(" :.") not in {"", "följande"}:
                clauses += [_clause(text, part, proposal=bool(lead.asked)) for part in _split(lead.rest)]
            continue
        if strict:
            yield from finished()
            current, clauses = None, []
            continue
        if current is None:
            continue
        parts = [block.flow] if block.mark else list(sentences(block.flow))
        for part in parts:
            if lead is not None and lead.by is not None and not clauses and part is parts[0]:
                current = replace(current, by=lead.by, on_proposal_of=lead.on_proposal_of or current.on_proposal_of)
            if not current.asked and current.on_proposal_of is None and (hit := _adopts_proposal(part)):
                current = replace(current, on_proposal_of=hit)
            clauses.append(_clause(text, part, proposal=bool(current.asked)))
    yield from finished()


def _opens(lead: Lead, *, strict: bool) -> bool:
    """Whether clauses follow a lead: nothing more on its line, an att-sats, or any text behind a proposal."""
    rest = lead.rest.text.casefold().strip(" :.")
    return rest in {"", "följande"} or rest.startswith("att ") or bool(lead.asked and not strict)


def _adopts_proposal(flow: Flow) -> Mention | None:
    """Give whose proposal a sentence adopts: `antar nämndens förslag`, `enligt utskottets förslag`."""
    for match in _ADOPTS.finditer(flow.text):
        hit = agents.body_at(flow, match.end())
        if hit and flow.text[hit.begin : hit.end].endswith("s") and _PROPOSAL_WORD.match(flow.text, hit.end):
            return hit.mention
    return None


def _split(flow: Flow) -> list[Flow]:
    begin = 0
    parts = []
    for match in _SPLIT.finditer(flow.text):
        parts.append(flow.cut(begin, match.start()))
        begin = match.end()
    parts.append(flow.cut(begin))
    return [part for part in parts if part.text]


def _clause(text: ItemText, flow: Flow, *, proposal: bool) -> Clause:
    trimmed = _TRIM.search(flow.text)
    flow = flow.cut(0, trimmed.start() if trimmed else None)
    what = outcome(flow.text)
    return Clause(
        item=text.item.number,
        at=(flow.span(),),
        text=flow.text,
        flow=flow,
        outcome="" if proposal else what,
        proposed_outcome=what if proposal else "",
        amount=amount(flow.text),
        reports_on=_reported(flow) if _REPORTS.search(flow.text) else None,
    )


def _reported(flow: Flow) -> CitedItem | None:
    """Give the earlier decision that a clause reports back on or declares fulfilled; the meeting's own body unless one is named."""
    match = _STEP.search(flow.text)
    when = dates.find(match["date"]) if match else None
    if match is None or when is None:
        return None
    named = [
        hit
        for hit in agents.locate(flow.cut(0, match.start()), kinds=("body",))
        if not hit.mention.text.casefold().startswith("uppdrag")
    ]
    return CitedItem(named[-1].mention if named else agents.own(), when.first, match["number"])


CLAUSE = Kind(
    name="clause",
    record=Clause,
    term="Clause",
    link="hasClause",
    label="beslutssats",
    ordered=True,
    fields=(
        Field("text", "text", "string"),
        Field("outcome", "outcome", "concept", "outcome"),
        Field("proposed_outcome", "proposedOutcome", "concept", "outcome"),
        Field("amount", "amount", "decimal"),
        Field("reports_on", "reportsOn", "cited"),
    ),
)
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
        Field("clauses", "hasClause", "nested", kind=CLAUSE),
    ),
    extract_item=extract,
)
