"""Who moves in a sentence, who only agrees, and where what they ask begins, in whatever order the words stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.facts.floor import speakers
from kg.language import grammar

if TYPE_CHECKING:
    import re

    from kg.facts.kind import ItemText
    from kg.model import Flow, Mention

_AGREEING = grammar.pattern("mover", "agreeing")
_AGREEING_BEHIND = grammar.pattern("mover", "agreeing-behind")
_VERBLESS = grammar.pattern("mover", "verbless")
_JOINT = grammar.pattern("mover", "joint")
_GOES_ON = grammar.pattern("mover", "goes-on")
_FOR_OTHERS = grammar.pattern("mover", "for-others")
_WHO = grammar.pattern("mover", "who")


class Clause(NamedTuple):
    """Who moves, who agrees with them, and where behind them it stands what they ask."""

    movers: list[Mention]
    supporters: list[Mention]
    asks: int


def parted(text: ItemText, flow: Flow) -> list[Flow]:
    """Part a sentence where another one moves something else: `A (P) yrkar bifall och B (P) avslag`.

    The parts behind the first open with those who move.
    """
    begins = [0]
    last = 0
    for joint in _JOINT.finditer(flow.text):
        if joint.end() < last:
            continue
        movers, end = speakers.behind(text, flow, joint.end())
        if not movers:
            continue
        last = end
        if _GOES_ON.match(flow.text, end) and _asks(text, flow, begins[-1], joint.start()):
            begins.append(joint.end())
    return [flow.cut(begin, end) for begin, end in zip(begins, [*begins[1:], None], strict=True)]


def _asks(text: ItemText, flow: Flow, begin: int, end: int) -> bool:
    """Whether something is asked between two places: behind the verb, and behind who moves where he stands there."""
    verb = _GOES_ON.search(flow.text, begin, end)
    return verb is not None and speakers.behind(text, flow, verb.end())[1] < end


def around(text: ItemText, flow: Flow, verb: re.Match[str]) -> Clause:
    """Part who moves from who only agrees, around a verb, and give where what is moved begins.

    `A, med instämmande av B, yrkar`, `Med instämmande av B yrkar A`, `A yrkar, med instämmande av B, att`. Nobody
    moves where nobody stands in front of the verb; then he may stand behind it.
    """
    agreeing = _AGREEING.search(flow.text[: verb.start()])
    if agreeing is None:
        movers = speakers.subjects(text, flow, 0, verb.start())
        if _FOR_OTHERS.match(flow.text) and (named := inverted(text, flow, verb)).movers:
            return named
        if _WHO.search(flow.text, 0, verb.start()):
            movers = movers[-1:]
        return _agreed(text, flow, Clause(movers, [], verb.end()))
    supporters = speakers.politicians(text, flow.cut(agreeing.end(), verb.start()))
    movers = speakers.subjects(text, flow, 0, agreeing.start()) if agreeing.start() else []
    if not movers:
        behind = speakers.politicians(text, flow.cut(verb.end(), verb.end() + 60))
        movers = [p for p in behind[:1] if p.span.begin <= flow.origin(min(verb.end() + 1, len(flow.text) - 1))]
    return Clause(movers, supporters, verb.end())


def inverted(text: ItemText, flow: Flow, verb: re.Match[str]) -> Clause:
    """Give who stands right behind the verb: `Vidare yrkar A (P) och B (P), understödda av C (P), avslag`."""
    movers, end = speakers.behind(text, flow, verb.end()) if flow.text[: verb.start()].strip() else ([], 0)
    return _agreed(text, flow, Clause(movers, [], end)) if movers else Clause([], [], verb.end())


def verbless(text: ItemText, flow: Flow) -> Clause | None:
    """Read names and what they want, without a verb: `Anna Ek (S), med instämmande av Bo Al (M): Motionen avslås`."""
    movers, end = speakers.behind(text, flow, 0)
    clause = _agreed(text, flow, Clause(movers, [], end))
    opening = _VERBLESS.match(flow.text, clause.asks) if movers else None
    return clause._replace(asks=opening.end()) if opening else None


def names_only(text: ItemText, flow: Flow) -> bool:
    """Whether a line holds nothing but names, whose yrkande stands on the next."""
    return bool(speakers.politicians(text, flow)) and not flow.text[speakers.behind(text, flow, 0)[1] :].strip(" :–-")


def _agreed(text: ItemText, flow: Flow, clause: Clause) -> Clause:
    """Add who agrees, where words of agreement and names stand at the end of a clause's opening."""
    agreeing = _AGREEING_BEHIND.match(flow.text, clause.asks)
    supporters, end = speakers.behind(text, flow, agreeing.end()) if agreeing else ([], 0)
    return clause._replace(supporters=supporters, asks=end) if supporters else clause
