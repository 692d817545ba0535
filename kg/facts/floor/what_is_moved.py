"""What a sentence of a yrkande asks for: each demand, its kind, and the stretch that says what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.facts import framed
from kg.facts.kind import Fact, Field, Kind
from kg.language import grammar, words
from kg.model import Flow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.language.frames import Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand(Fact):
    """What a wording asks for, and what else it may do: part the demands, open them, or only name one."""

    kind: str = ""
    role: str = ""


DEMAND = Kind(
    name="demand", record=Demand, fields=(Field("kind", "motionKind", "concept"), Field("role", "role", "string"))
)


class Move(NamedTuple):
    """What a sentence asks for: kind, the stretch that says what it is about, and the frame that says so."""

    kind: str
    begin: int
    end: int
    rule: str = ""


_QUOTE = re.compile(r"[”\"].+[”\"]")
_NAMED = grammar.pattern("motion", "named")
_AMOUNTS_TO = grammar.pattern("motion", "amounts-to")
_THAT = re.compile(r"\batt\s")
_ASKING = {"approve", "reject", "support"}
"""Kinds of demands that are about something that is there already."""
_OWN = {"addition", "amendment"}
_SENT_AWAY = {"refer-back", "adjourn"}


@cache
def an_object() -> re.Pattern[str]:
    """What a bifall or an avslag can be about."""
    return re.compile(words.any_of(words.nouns()["movable"]), re.IGNORECASE)


@cache
def _new_demand() -> re.Pattern[str]:
    """What stands in front of a second demand: `samt`, `och`, a comma, perhaps an article behind it."""
    joint, article = (words.any_of(words.nouns()[name]) for name in ("joint", "demand_opening"))
    return re.compile(rf"(?:\b{joint}|[,;])\s(?:{article}\s)*$", re.IGNORECASE)


def asked(words_: Flow) -> set[str]:
    """Give the kinds of everything that words ask for, or that a name such as `återremissyrkandet` speaks of."""
    return {str(match.frame.fields["kind"]) for match in _found(words_) if "kind" in match.frame.fields}


def moves(flow: Flow, begin: int) -> list[Move]:
    """Part what stands behind the verb into what is asked for, first and if that is not granted."""
    asks = flow.cut(begin)
    begin += len(flow.text[begin:]) - len(flow.text[begin:].lstrip())
    hits = [hit for hit in _found(asks) if not _is_quoted(asks.text, hit.begin)]
    opening = next((hit for hit in hits if _role(hit) == "opens"), None)
    first = opening.end if opening else 0
    borders = [hit for hit in hits if _role(hit) == "parts"]
    ends = [*(hit.begin for hit in borders), len(asks.text)]
    parts = list(zip([first, *(hit.end for hit in borders)], ends, strict=True))
    said = [(start, end) for start, end in parts if _says(asks.text[start:end])] or parts[:1]
    demands = [hit for hit in hits if _role(hit) in {"", "names"}]
    procedure = [hit for hit in hits if _role(hit) == "nothing"]
    return [
        Move(kind, begin + at, begin + to, rule)
        for start, end in said
        if not _holds(procedure, start, end) or _holds(demands, start, end)
        for kind, at, to, rule in _moves(asks, start, end, [hit for hit in demands if start <= hit.begin < end])
    ]


def _found(flow: Flow) -> list[Match]:
    return framed.parts(DEMAND.name, flow)


def _role(match: Match) -> str:
    return str(match.frame.fields.get("role", ""))


def _holds(hits: Sequence[Match], start: int, end: int) -> bool:
    return any(start <= hit.begin < end for hit in hits)


def _says(asks: str) -> bool:
    return re.search(r"\w", asks.removeprefix(" att")) is not None


def _moves(flow: Flow, begin: int, end: int, hits: Sequence[Match]) -> Iterator[Move]:
    """Give what is asked for between two places; a proposal of one's own where no wording says what."""
    that = _THAT.search(flow.text, begin, end)
    own_text = that.start() if that else -1
    chosen: list[Match] = []
    borders: list[int] = []
    for hit in hits:
        if chosen and (told := _AMOUNTS_TO.search(flow.text, chosen[-1].begin, hit.begin)):
            borders.append(told.start())
        elif _opens_one(flow.text, hit, chosen, own_text):
            chosen.append(hit)
    first = chosen[0] if chosen else None
    if first is not None and _kind(first) in _OWN and 0 <= own_text < first.begin - len("att "):
        chosen = chosen[:1]
        yield Move(_kind(first), begin, end, first.frame.rule)
        return
    if not chosen:
        yield Move("amendment", begin, end)
        return
    for hit, after in zip(chosen, [*chosen[1:], None], strict=True):
        kind = _kind(hit)
        to = min((at for at in borders if at > hit.begin), default=end)
        to = min(to, after.begin) if after else to
        if "what" in hit.slots:
            yield Move(kind, *hit.slots["what"], hit.frame.rule)
        else:
            yield Move(kind, hit.end if kind in _ASKING else hit.begin, to, hit.frame.rule)


def _kind(match: Match) -> str:
    return str(match.frame.fields["kind"])


def _opens_one(text: str, hit: Match, chosen: Sequence[Match], own_text: int) -> bool:
    """Whether a wording asks for something of its own, and does not only say what the demand before it is about."""
    kind = _kind(hit)
    before = _kind(chosen[-1]) if chosen else ""
    if kind == "support" and 0 <= own_text < hit.begin and not an_object().search(text, hit.end):
        return False  # "att nämnden tillstyrker en ny skola": what the body is to do
    if _role(hit) == "names" and before in _ASKING:
        return False
    goes_on = kind in _OWN and before in {*_ASKING, "forward"}
    goes_on |= before in {*_SENT_AWAY, *_OWN} and kind in {"forward", *_OWN, before}
    return not goes_on or _new_demand().search(text, 0, hit.begin) is not None


def _is_quoted(text: str, at: int) -> bool:
    return any(match.start() < at < match.end() for match in _QUOTE.finditer(text))


def asked_by_name(called: str) -> set[str]:
    """Give the kinds that a name says: of `tilläggsyrkandet`, `yrkandet om återremiss`, and none of another thing."""
    return asked(Flow(called, (0,), (0,))) if _NAMED.search(called) else set()
