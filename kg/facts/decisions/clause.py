"""One clause of a decision: an att-sats, a numbered point or a sentence; its outcome, its sum, what it reports on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from kg.facts.kind import Fact, Field, ItemText, Kind
from kg.facts.papers.cited import CitedItem
from kg.language import agents, dates
from kg.lines.sentences import Phrases
from kg.resources import phrases

if TYPE_CHECKING:
    from kg.model import Flow


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(Fact):
    """An att-sats, a numbered point or a sentence of a decision."""

    text: str
    flow: Flow
    outcome: str
    proposed_outcome: str = ""
    amount: Decimal | None = None
    reports_on: CitedItem | None = None


_SPLIT = re.compile(r"(?:[;.]\s*(?:samt\s+|och\s+)?|,?\s+samt\s+)(?=att[\s,])")
_TRIM = re.compile(r"(?:[\s;.,]|\b(?:samt|och)(?=[\s;.,]*$))+$")
_AMOUNT = re.compile(
    r"(?<![\d,.])(\d{1,3}(?:[ \u00a0.]\d{3})+|\d+)(?:,(\d+))?\s?"
    r"(miljarder|miljoner|mnkr|mkr|tkr|tusen|kronor|kr\b|mdkr)",
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


@cache
def _outcomes() -> Phrases:
    return Phrases(phrases("decisions", "outcome"))


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


def split(flow: Flow) -> list[Flow]:
    """Part a block at each att-sats behind a semicolon, a full stop or `samt`."""
    begin = 0
    parts = []
    for match in _SPLIT.finditer(flow.text):
        parts.append(flow.cut(begin, match.start()))
        begin = match.end()
    parts.append(flow.cut(begin))
    return [part for part in parts if part.text]


def read(text: ItemText, flow: Flow, *, proposal: bool) -> Clause:
    """Read one clause; of a proposal the outcome is only what was proposed."""
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
    """Give the earlier decision that a clause reports on; the meeting's own body made it unless one is named."""
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


KIND = Kind(
    name="clause",
    record=Clause,
    term="Clause",
    link="hasClause",
    ordered=True,
    fields=(
        Field("text", "text", "string"),
        Field("outcome", "outcome", "concept", "outcome"),
        Field("proposed_outcome", "proposedOutcome", "concept", "outcome"),
        Field("amount", "amount", "decimal"),
        Field("reports_on", "reportsOn", "cited", takes=("AgendaItem", "Assignment")),
    ),
    needs=("text",),
)
