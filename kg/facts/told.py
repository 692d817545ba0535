"""The movements that the story of a case tells: who handled it before, who handed it on, whose proposal it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.facts import agents, grammar, movement
from kg.facts.consultation import consultation
from kg.facts.movement import Referral
from kg.resources import abbreviations
from kg.text.annotate import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.facts.kind import ItemText
    from kg.model import Flow, Mention


_GATE = re.compile(grammar.pattern("referral", "gate").pattern)


def _gate(text: str) -> bool:
    return _GATE.search(text.lower()) is not None


_HANDLED = grammar.pattern("referral", "handled")
_HANDLED_BY = grammar.pattern("referral", "handled-by")
_LETTER_OF = grammar.pattern("referral", "letter-of")
_LETTER_WHOSE = grammar.pattern("referral", "letter-whose")
_LETTER = grammar.pattern("referral", "letter")
_ASKS_FOR = grammar.pattern("referral", "asks-for")
_PROPOSES_TO = grammar.pattern("referral", "proposes-to")
_FORWARD = grammar.pattern("referral", "forward")
_MATTER = grammar.pattern("referral", "matter")
_RECEIVED = grammar.pattern("referral", "received")
_DATED = movement.DATED
# "föreslår att nämnden överlämnar ärendet": nobody has handed it on yet.
_ONLY_PROPOSED = re.compile(r"\b(?:föreslå\w*|rekommendera\w*|bör|ska|skall|kan)\b")
# Bodies that only the own minutes know: "beredningens förslag" is an idiom for what lies on the table.
_NAMELESS = {"beredningen", "nämnden", "utskottet", "styrelsen", "fullmäktige", "rådet"}


def line(text: ItemText, flow: Flow) -> Iterator[Referral]:
    """Read a line of the preparation that only names body, date and paragraph."""
    hit = agents.body_at(flow, 0) or _abbreviated(flow)
    match = _DATED.search(flow.text, hit.end) if hit else None
    if hit and match and re.fullmatch(r"[\s,:–-]*(?:den\s)?", flow.text[hit.end : match.start()]):
        date, step = movement.step(text, flow)
        if date and hit.mention.text.casefold() != movement.own_name(text).casefold():
            yield Referral(
                item=text.item.number,
                at=(flow.span(),),
                source=hit.mention,
                target=agents.own(),
                kind="prepares",
                date=date,
                step=step,
            )


def _abbreviated(flow: Flow) -> agents.Located | None:
    """Give the body whose abbreviation a line begins with (`KSAU § 68, 2031-05-20`)."""
    match = re.match(r"[A-ZÅÄÖ]{2,5}\b", flow.text)
    name = abbreviations().get(match[0]) if match else None
    return agents.Located(0, match.end(), agents.named(name, flow.span(*match.span()))) if match and name else None


def told(text: ItemText, flow: Flow) -> Iterator[Referral]:
    """Read the movements that one paragraph of narrative tells."""
    if not _gate(flow.text) or not agents.locate(flow):
        return
    last: tuple[Mention, str, str] | None = None
    for sentence in sentences(flow):
        located = agents.locate(sentence)
        if located and _gate(sentence.text):
            yield from _sentence(text, sentence, located, last)
        if located and (not last or _DATED.search(sentence.text)):
            last = (located[0].mention, *movement.step(text, sentence))


def _sentence(
    text: ItemText, flow: Flow, located: list[agents.Located], last: tuple[Mention, str, str] | None
) -> Iterator[Referral]:
    number = text.item.number
    first = located[0]
    plain = flow.text
    own_name = movement.own_name(text)

    def told_of(source: Mention, target: Mention, kind: str, date: str = "", step: str = "") -> Referral:
        return Referral(
            item=number,
            at=(flow.span(),),
            source=source,
            target=target,
            kind=kind,
            date=date,
            step=step,
            confidence=0.8,
        )

    if next(consultation(text, flow), None) is not None:
        return
    if (handler := _handler(flow, located)) is not None:
        if handler.mention.text.casefold() != own_name.casefold():
            date, step = movement.step(text, flow)
            yield told_of(handler.mention, agents.own(), "prepares", date, step)
        return
    if (asks := _ASKS_FOR.search(plain)) and first.end <= asks.start() <= first.end + 60 and not _genitive(flow, first):
        behind = [
            hit for hit in located if hit.begin >= asks.end() and re.search(r"\b(?:hos|till)\s$", plain[: hit.begin])
        ]
        if first.mention.text.casefold() != own_name.casefold():
            date, step = movement.step(text, flow)
            yield told_of(first.mention, behind[0].mention if behind else _decider(text), "requests", date, step)
        return
    received = _RECEIVED.search(plain)
    if received and first.end <= received.start() + 1 and first.begin < 5:
        date, step = movement.step(text, flow)
        sender = _sender(flow, received.end())
        yield told_of(sender or agents.own(), first.mention, "forwards", date, step)
        return
    handled = _HANDLED.search(plain)
    is_own = first.mention.text.casefold() == own_name.casefold()
    forward = _FORWARD.search(plain, first.end) or _FORWARD.search(plain)
    target = movement.receiver(flow, forward.end()) if forward else None
    forward_from = _actor(flow, located, forward)
    if (
        forward
        and forward_from
        and target is not None
        and _MATTER.search(plain)
        and not (handled and handled.start() < forward.start())
    ):
        date, step = movement.step(text, flow)
        if target.text.casefold() != forward_from.mention.text.casefold() and _past(plain, forward_from.end, forward):
            yield told_of(forward_from.mention, target, "forwards", date, step)
        return
    if (
        forward
        and last
        and target is not None
        and forward_from is None
        and re.match(r"(?:Ärendet|Motionen|Frågan|Förslaget)\b", plain)
    ):
        if _past(plain, 0, forward):
            yield told_of(last[0], target, "forwards", last[1], last[2])
        return
    if handled and first.end <= handled.start() + 60 and first.begin < 60 and not is_own:
        date, step = movement.step(text, flow)
        yield told_of(first.mention, agents.own(), "prepares", date, step)
        if to := _PROPOSES_TO.search(plain, first.end):
            asked = agents.body_at(flow, to.start("to") if to["to"] else to.start("to2"))
            if asked is not None and asked.mention.text.casefold() != own_name.casefold():
                yield told_of(first.mention, asked.mention, "proposes", date, step)
        reached = plain.casefold().find(target.text.casefold(), first.end) if target else 0
        only_proposed = _ONLY_PROPOSED.search(plain, first.end, max(reached, first.end))
        if forward and target is not None and not only_proposed and _MATTER.search(plain, forward.start()):
            yield told_of(first.mention, target, "forwards", date, step)


def _genitive(flow: Flow, hit: agents.Located) -> bool:
    return flow.text[: hit.end].endswith("s") and not hit.mention.text.endswith("s")


def _decider(text: ItemText) -> Mention:
    decisions = text.before.get("decision", ())
    return decisions[0].decider if decisions else agents.own()


def _handler(flow: Flow, located: list[agents.Located]) -> agents.Located | None:
    """Give who handled the matter where that stands behind the verb, or whose letter tells of it."""
    if match := _HANDLED_BY.match(flow.text) or _LETTER_OF.match(flow.text):
        return next((hit for hit in located if hit.begin == match.end()), None)
    if match := _LETTER_WHOSE.match(flow.text):
        hit = next((hit for hit in located if hit.begin == match.end()), None)
        if (
            hit
            and _genitive(flow, hit)
            and hit.mention.kind == "administration"
            and _LETTER.match(flow.text[hit.end :])
        ):
            return hit
    return None


def _actor(flow: Flow, located: list[agents.Located], verb: re.Match[str] | None) -> agents.Located | None:
    """Give the body in front of a verb that does it: the last one named there that stands behind no preposition."""
    if verb is None:
        return None
    acting = [
        hit
        for hit in located
        if hit.end <= verb.start()
        and not re.search(r"\b(?:till|i|av|från|hos|för|inom|på|med|mot)\s$", flow.text[: hit.begin])
    ]
    return acting[-1] if acting else None


def _past(plain: str, begin: int, forward: re.Match[str]) -> bool:
    """Whether a matter was handed on, not only to be: `beslutade att lämna`, `har överlämnat`, `överlämnades`."""
    between = plain[begin : forward.start()]
    if _ONLY_PROPOSED.search(between):
        return False
    verb = forward[0].casefold()
    return bool(re.search(r"\b(?:beslutade|har|hade|beslöt)\b", between)) or verb.split(" ")[0].endswith(
        ("de", "des", "ats", "at", "sköt", "sköts", "sände")
    )


def _sender(flow: Flow, begin: int) -> Mention | None:
    match = re.compile(r"\bfrån\s").search(flow.text, begin)
    if match is None:
        return None
    post = agents.post_at(flow, match.end())
    if post is not None:
        return post
    hit = agents.body_at(flow, match.end())
    return hit.mention if hit else None


def spoken_of(text: ItemText) -> Iterator[Referral]:
    """Read `X:s förslag` where the matter is moved, put or decided: X prepared it."""
    own_name = movement.own_name(text).casefold()
    for section in text.item.of("motions", "proposition", "vote", "decision", "deliberation"):
        for block in section.blocks:
            for hit in agents.locate(block.flow):
                genitive = block.text[hit.begin : hit.end].casefold().endswith("s")
                word = re.match(r"\s(?:beslut\w*)?(?:förslag|förslaget)\b", block.text[hit.end :])
                folded = hit.mention.text.casefold()
                if (
                    genitive
                    and word
                    and hit.mention.kind in {"body", "administration"}
                    and folded not in _NAMELESS | {own_name}
                ):
                    yield Referral(
                        item=text.item.number,
                        at=(block.flow.span(hit.begin, hit.end + word.end()),),
                        source=hit.mention,
                        target=agents.own(),
                        kind="prepares",
                        confidence=0.75,
                    )
