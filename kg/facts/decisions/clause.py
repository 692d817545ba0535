"""One clause of a decision: an att-sats, a numbered point or a sentence; its outcome, its sum, what it reports on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from kg.facts.kind import Fact, Field, ItemText, Kind
from kg.facts.papers.cited import CitedItem
from kg.language import agents, dates, grammar, words
from kg.lines.sentences import Phrases
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Flow, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(Fact):
    """An att-sats, a numbered point or a sentence of a decision."""

    text: str
    flow: Flow
    outcome: str
    proposed_outcome: str = ""
    amount: Decimal | None = None
    reports_on: tuple[CitedItem, ...] = ()
    points: tuple[str, ...] = ()
    """Which points of the one paragraph that it reports on are meant."""


_SPLIT = re.compile(r"(?:[;.]\s*(?:samt\s+|och\s+)?|,?\s+samt\s+|(?:^|,?\s+(?:(?:samt|och)\s+)?)dels\s+)(?=att[\s,])")
_AND = re.compile(r"(?:,?\soch|,)\s(?=att\s\w+)")
_TAKES_ATT = grammar.pattern("running", "takes-att")
_ATT = re.compile(r"\batt\s")
_LAST_OF_A_LIST = ("samt", "och")
_RUNS = grammar.pattern("running", "runs-from")
_TRIM = re.compile(r"(?:[\s;.,]|\b(?:samt|och)(?=[\s;.,]*$))+$")
_AMOUNT = re.compile(
    r"(?<![\d,.:])(\d{1,3}(?:[ \u00a0.]\d{3})+|\d+)(?:,(\d+))?\s?"
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
_REPORTS = grammar.pattern("citations", "reports")
_STEP = grammar.patterns("citations", "given-at")
_POINT = grammar.pattern("citations", "point-of")
_GIVER = grammar.pattern("citations", "giver-behind")
_CHARGE = grammar.pattern("decisions", "charge")
_ASIDE = grammar.pattern("decisions", "aside")
_REMARK = grammar.pattern("walk", "remark-behind")
_FURTHER = grammar.pattern("citations", "further")
_NUMBERS = re.compile(r"(\d+)(?:\s?[-–]\s?(\d+))?")


@cache
def _outcomes() -> Phrases:
    return Phrases(phrases("decisions", "outcome"))


@cache
def _nouns() -> dict[str, str]:
    return {noun: kind for kind, listed in phrases("decisions", "noun").items() for noun in listed}


@cache
def settling() -> re.Pattern[str]:
    """Give the infinitives of what is decided: `anta`, `höja`."""
    classes = ("adopt", "lay_down", "grant", "refuse", "put_off", "send_back", "elect", "assign", "transfer", "settle")
    infinitives = words.any_of(form for name in classes for form in words.forms(name, "inf"))
    return re.compile(rf"{infinitives}\s")


def outcome(text: str) -> str:
    """Say what becomes of the matter in a clause.

    >>> outcome("att avslå motionen"), outcome("Bifall till motionen"), outcome("Enligt förslaget")
    ('rejected', 'adopted', 'other')
    >>> outcome("att ge styrelsen i uppdrag att utse ombud"), outcome("att uppdra åt X att bygga, samt avslå motionen")
    ('assigned', 'rejected')
    """
    text = _ASIDE.sub("", _CHARGE.sub(r"\g<charge>", text))
    return _nouns().get(text.split(" ", maxsplit=1)[0].casefold()) or _outcomes().first_kind(text) or "other"


def is_noun(text: str) -> bool:
    """Whether one word says what was decided: `Bifall`."""
    return text.casefold().strip(" .") in _nouns()


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
    """Part a block at each att-sats behind a semicolon, a full stop, `samt`, `dels`, `och` or a comma."""
    begin = 0
    parts = []
    for match in _SPLIT.finditer(flow.text):
        parts.append((flow.cut(begin, match.start()), any(word in match[0] for word in _LAST_OF_A_LIST)))
        begin = match.end()
    parts.append((flow.cut(begin), False))
    return [one for part, listed in parts if part.text for one in _joined_by_and(part, listed=listed)]


def _joined_by_and(flow: Flow, *, listed: bool) -> Iterator[Flow]:
    """Part `att anta planen och att avslå motionen`, where the last belongs to no att-sats inside the first.

    Behind a comma it does not where nothing in the first asks for one and it settles something, or more follow it
    (`listed`); `att anta planen, att gälla från 2031` is one. Behind an att-sats in the first only what settles is,
    behind a comma.
    """
    begin = 0
    for joint in _AND.finditer(flow.text) if flow.text.startswith("att ") else ():
        before = flow.text[begin : joint.start()]
        first, more = (" ".join(flow.text[joint.end() :].split(" ")[:words]) for words in (2, 6))
        settles = (
            _outcomes().first_kind(first) is not None
            or settling().match(flow.text, joint.end() + len("att ")) is not None
        )
        if len(_ATT.findall(before)) > 1:
            parted = settles and joint[0].startswith(",")
        else:
            apart = joint[0].startswith(",") and not _TAKES_ATT.search(before)
            if "och" in joint[0]:
                parted = apart or settles
            else:
                parted = apart and (_outcomes().first_kind(more) is not None or (listed and not _RUNS.match(more)))
        if parted:
            yield flow.cut(begin, joint.start())
            begin = joint.end()
    yield flow.cut(begin)


def without_remark(flow: Flow) -> Flow:
    """Give a sentence without who said no to what it settles: `Ansökan avslås, varvid Anna Ek (S) reserverade sig`."""
    remark = _REMARK.search(flow.text.rstrip(" ."))
    before = flow.text[: remark.start()] if remark else ""
    settles = before.startswith("att ") or outcome(before) != "other"
    return flow.cut(0, remark.start()) if remark and settles else flow


def _trimmed(flow: Flow) -> Flow:
    end = _TRIM.search(flow.text)
    return flow.cut(0, end.start() if end else None)


def read(text: ItemText, flow: Flow, *, proposal: bool, decider: Mention | None = None) -> Clause:
    """Read one clause; of a proposal the outcome is only what was proposed, and `decider` who is to say it."""
    flow = _trimmed(without_remark(flow))
    what = outcome(flow.text)
    reported, points = _reported(flow, decider or agents.own()) if _REPORTS.search(flow.text) else ((), ())
    return Clause(
        item=text.item.number,
        at=(flow.span(),),
        text=flow.text,
        flow=flow,
        outcome="" if proposal else what,
        proposed_outcome=what if proposal else "",
        amount=amount(flow.text),
        reports_on=reported,
        points=points,
    )


def _reported(flow: Flow, decider: Mention) -> tuple[tuple[CitedItem, ...], tuple[str, ...]]:
    """Give the earlier decisions that a clause reports on, and the points of it where it is one.

    Who decides made them unless one is named: last in front of the paragraph, or behind it as the giver;
    of several paragraphs one that names nobody is of whom the one before names.
    """
    found: dict[CitedItem, str] = {}
    body = decider
    last = 0
    for match in sorted((match for one in _STEP for match in one.finditer(flow.text)), key=re.Match.start):
        when = dates.find(match["date"])
        begin = min(match.start("date"), match.start("number"))
        if when is None or begin < last or (found and not _FURTHER.search(flow.text[last : match.start()])):
            continue
        named = [
            hit.mention
            for hit in agents.locate(flow.cut(last, begin), kinds=("body",))
            if not hit.mention.text.casefold().startswith("uppdrag")
        ]
        if not named and (giver := _GIVER.match(flow.text, match.end())):
            behind = agents.locate(flow.cut(giver.end()), kinds=("body",))
            named = [hit.mention for hit in behind if not hit.begin]
        body = named[-1] if named else body
        point = match if match["clause"] else _POINT.match(flow.text, match.end())
        found.setdefault(CitedItem(body, when.first, match["number"]), point["clause"] if point else "")
        last = match.end()
    return tuple(found), _points(next(iter(found.values()))) if len(found) == 1 else ()


def _points(printed: str) -> tuple[str, ...]:
    """Give each number of a list of points.

    >>> _points("3, 7-9 och 12")
    ('3', '7', '8', '9', '12')
    """
    return tuple(
        str(number) for first, last in _NUMBERS.findall(printed) for number in range(int(first), int(last or first) + 1)
    )


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
        # An AgendaItem, or an Assignment of other minutes, whose class `kg check` does not see: it holds one document.
        Field("reports_on", "reportsOn", "cited"),
        Field("points", "citedClause", "string"),
    ),
    needs=("text",),
)
