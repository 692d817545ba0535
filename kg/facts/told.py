"""The movements that the story of a case tells: who handled it before, who handed it on, whose proposal it is."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from kg.facts import movement, returned
from kg.facts.consultation import consultation
from kg.facts.movement import Referral
from kg.language import agents, dates, grammar
from kg.model import join
from kg.resources import abbreviations
from kg.text.annotate import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.facts.kind import ItemText
    from kg.model import Flow, Mention, Section


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
_ANSWERED = grammar.pattern("referral", "answered")
_REPLIES = grammar.pattern("referral", "replies")
_REPLIES_TO_US = grammar.pattern("referral", "replies-to-us")
_FOR_OPINION = grammar.pattern("referral", "for-opinion")
_THE_MATTER = re.compile(r"(?:Ärendet|Motionen|Frågan|Förslaget)\b")
_ABBREVIATION = re.compile(r"[A-ZÅÄÖ]{2,5}\b")
_PROPOSAL = re.compile(r"\s(?:besluts)?förslag\b")
_HANDLED_THE_MATTER = re.compile(
    r"[A-ZÅÄÖ][\wåäö, -]{3,60}\s(?:har\s(?:den\s.{6,40}?\s)?behandlat|behandlade)\s(?:ärendet|frågan|motionen)\b"
)
# What may stand in front of the body on a line of steps, and behind it: nothing that says more.
_DAY = dates.DATE_PATTERN
_LINE_BEFORE = re.compile(
    rf"(?:(?:den\s)?{_DAY}[\s,:|–-]+|§\s?\d{{1,4}}(?:/\d{{2,4}})?[\s,:|–-]+|(?:Beslut|Behandlat|Beredning|Protokoll)\s(?:av|i|från)\s)+",
    re.IGNORECASE,
)
_LINE_BEHIND = re.compile(
    rf"(?:s?\s(?:beslut|förslag|protokoll(?:sutdrag)?|behandling|sammanträde))?(?P<rest>(?:[\s,:;|()–-]|\bden\b|\bvid\b|{_DAY}|"
    rf"(?:§\s?|paragraf\s)(?P<alone>\d{{1,4}})(?:/\d{{2,4}})?|(?P<behind>\d{{1,4}})\s§)*?)(?:\s(?P<bare>\d{{1,3}}))?\s*(?:\||\.(?=\s|$)|$)",
    re.IGNORECASE,
)
_LINE_OF_A_DAY = re.compile(rf"{_DAY}[\s,|]*(?:§\s?\d{{1,4}}(?:/\d{{2,4}})?|\d{{1,4}}(?:\s§)?)?[\s|]*", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
# "A (P) föreslog att nämnden ...": what another is to do, the body behind has not done.
_ATT = re.compile(r"\batt\b")
# "Med anledning av återremissen från X har förvaltningen tagit fram": X has not.
_FROM = re.compile(r"\b(?:från|till|hos)\s$")
_LINE_DATED = re.compile(rf"[\s,:–-]*(?:den\s)?{_DAY}", re.IGNORECASE)
# Between two steps of one list: "av X den 3 mars, § 4, och av Y den 20 mars, § 9".
_NEXT_STEP = re.compile(
    rf"[\s,(]*(?:den\s)?{_DAY}[\s,(]*(?:§\s?\d{{1,4}}|\d{{1,4}}\s§)?\)?,?\s(?:och|samt|därefter|sedan)?\s?(?:av|i|vid)?\s?",
    re.IGNORECASE,
)
# "föreslår att nämnden överlämnar ärendet": nobody has handed it on yet.
_ONLY_PROPOSED = re.compile(r"\b(?:föreslå\w*|rekommendera\w*|bör|ska|skall|kan)\b")
_NEAR_ITS_VERB = 60
_AT_ONCE = 5
"""Who acts stands no further from a sentence's beginning, in characters."""
_SHORT = re.compile(r"[A-ZÅÄÖ]\w+utskottet")
"""A committee without its board in front: it may be the meeting itself."""


def steps(text: ItemText, section: Section) -> Iterator[Referral]:
    """Read the lines of the preparation that only name body, date and paragraph, in a list or table: each one step."""
    alone: list[Referral] = []
    rows = list(section.lines)
    for row, below in zip_longest(rows, rows[1:]):
        flow = row.flow.cut(2) if row.text.startswith("| ") else row.flow
        # A table's first column may be a line of its own: who, and in the next line when.
        if below is not None and _LINE_OF_A_DAY.fullmatch(below.text) and not _DIGIT.search(flow.text):
            flow = join([flow, below.flow])
        alone += line(text, flow, whole=True)
    yield from alone
    for block in () if alone else section.blocks:
        yield from line(text, block.flow)


def line(text: ItemText, flow: Flow, *, whole: bool = False) -> Iterator[Referral]:
    """Read a line such as `KSAU 2031-05-06, § 88`, `Tekniska nämnden § 12/2031`, `Nämndens beslut den 6 maj, § 9`."""
    before = _LINE_BEFORE.match(flow.text)
    begin = before.end() if before else 0
    hit = agents.body_at(flow, begin) or _abbreviated(flow, begin)
    match = _LINE_BEHIND.match(flow.text, hit.end) if hit else None
    dated = _LINE_DATED.match(flow.text, hit.end) if hit and not whole else None
    if not hit or not (match or dated) or hit.mention.kind == "authority":
        return
    if whole and match and match.end() < len(flow.text):
        return
    date, step = movement.step(text, flow)
    step = step or (match["bare"] or match["alone"] or match["behind"] if match else "") or ""
    if (date or step) and not movement.is_own(text, hit.mention):
        yield Referral(
            item=text.item.number,
            at=(flow.span(),),
            source=hit.mention,
            target=agents.own(),
            kind="prepares",
            date=date,
            step=step,
        )


def _abbreviated(flow: Flow, begin: int = 0) -> agents.Located | None:
    """Give the body whose abbreviation stands at a place of a line (`KSAU § 68, 2031-05-20`)."""
    match = _ABBREVIATION.match(flow.text, begin)
    name = abbreviations().get(match[0]) if match else None
    return agents.Located(begin, match.end(), agents.named(name, flow.span(*match.span()))) if match and name else None


def headings(text: ItemText) -> Iterator[Referral]:
    """Read a heading such as `Kommunstyrelsens förslag 2031-03-11, § 40`: whose proposal the meeting has before it."""
    own_name = movement.own_name(text)
    for section in text.item.of("preparation"):
        if section.heading is not None and "§" in section.heading.text:
            yield from line(text, section.heading)
    for section in text.item.of("draft", "proposal"):
        hit = agents.body_at(section.heading, 0) if section.heading else None
        if (
            section.heading is not None
            and hit is not None
            and section.blocks
            and section.heading.text[hit.end - 1].casefold() == "s"
            and _PROPOSAL.match(section.heading.text, hit.end)
            and hit.mention.kind in {"body", "administration"}
            and hit.mention.text.casefold() not in movement.NAMELESS | {own_name.casefold()}
            and not (_SHORT.fullmatch(hit.mention.text) and not movement.foreign(hit.mention, own_name or "-"))
        ):
            date, step = movement.step(text, section.heading)
            yield Referral(
                item=text.item.number,
                at=(section.heading.span(),),
                source=hit.mention,
                target=agents.own(),
                kind="prepares",
                date=date,
                step=step,
                confidence=0.8,
            )


def handled_below_a_draft(text: ItemText, flow: Flow) -> Iterator[Referral]:
    """Read `X har behandlat ärendet den ..., § n` where it stands below a proposal: no words of the proposal."""
    if "behandla" in flow.text and _HANDLED_THE_MATTER.match(flow.text):
        yield from (one for one in told(text, flow) if one.step)


def told(text: ItemText, flow: Flow) -> Iterator[Referral]:
    """Read the movements that one paragraph of narrative tells."""
    if not _gate(flow.text) or not (agents.locate(flow) or _ASKS_FOR.search(flow.text)):
        return
    step: Referral | None = None
    for sentence in sentences(flow):
        located = agents.locate(sentence)
        if located and _gate(sentence.text):
            yield from _sentence(text, sentence, located)
            yield from _handed_on(sentence, located, step)
        elif not located and _ASKS_FOR.search(sentence.text) and (asking := _organisation_in_front(sentence)):
            yield from _sentence(text, sentence, [asking])
        step = next(line(text, sentence, whole=True), None)


def _sentence(text: ItemText, flow: Flow, located: list[agents.Located]) -> Iterator[Referral]:
    """Read the movements of one sentence: who moved the matter stands in it, or is not said."""
    number = text.item.number
    first = located[0]
    plain = flow.text
    if _ASKS_FOR.search(plain) and (company := _organisation_in_front(flow)):
        first = company
    own_name = movement.own_name(text)
    is_own = movement.is_own(text, first.mention)

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
        for hit, end in _each_with_its_day(flow, located[located.index(handler) :]):
            if not movement.is_own(text, hit.mention):
                date, step = movement.step(text, flow.cut(0, end), hit.end)
                if not date and hit is handler:
                    date, step = movement.step(text, flow)
                yield told_of(hit.mention, agents.own(), "prepares", date, step)
        return
    replied = [told_of(*whose, "answers", *movement.step(text, flow)) for whose in _replied(flow, located)]
    replied = replied or list(returned.told(text, flow, located))
    if replied:
        yield from replied
        return
    if (asks := _asks(flow, first)) is not None:
        senders = movement.joined(flow, located[located.index(first) :] if first in located else [first])
        behind = [
            hit for hit in located if hit.begin >= asks.end() and re.search(r"\b(?:hos|till)\s$", plain[: hit.begin])
        ]
        addressee = behind[0].mention if behind else _decider(text)
        day = movement.step(text, flow)
        yield from (told_of(hit.mention, addressee, "requests", *day) for hit in ([] if is_own else senders))
        return
    received = _RECEIVED.search(plain)
    if received and first.end <= received.start() + 1 and first.begin < 5:
        date, step = movement.step(text, flow)
        if sender := _sender(flow, received.end()):  # who sent it is never guessed
            yield told_of(sender, first.mention, "forwards", date, step)
        return
    handled = _HANDLED.search(plain)
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
        handled
        and first.end <= handled.start() + 60
        and not _ATT.search(plain, handled.end(), max(first.begin, handled.end()))
        and not _FROM.search(plain, 0, first.begin)
        and first.begin < 60
        and not is_own
        and first.mention.kind != "authority"
    ):
        date, step = movement.step(text, flow)
        yield told_of(first.mention, agents.own(), "prepares", date, step)
        if whom := _PROPOSES_TO.search(plain, first.end):
            asked = agents.body_at(flow, whom.start("to") if whom["to"] else whom.start("to2"))
            if asked is not None and asked.mention.text.casefold() != own_name.casefold():
                yield told_of(first.mention, asked.mention, "proposes", date, step)
        reached = plain.casefold().find(target.text.casefold(), first.end) if target else 0
        in_words = _ONLY_PROPOSED.search(plain, first.end, max(reached, first.end))
        if forward and target is not None and not in_words and _MATTER.search(plain, forward.start()):
            yield told_of(first.mention, target, "forwards", date, step)


def _handed_on(flow: Flow, located: list[agents.Located], step: Referral | None) -> Iterator[Referral]:
    """Read `Ärendet överlämnades till Y` right behind a step (`Utskottet den 13 mars, § 20.`): that body did it."""
    forward = _FORWARD.search(flow.text) if step and _THE_MATTER.match(flow.text) else None
    target = movement.receiver(flow, forward.end()) if forward else None
    said = _actor(flow, located, forward) or _FOR_OPINION.search(flow.text)
    if step and forward and target and not said and _past(flow.text, 0, forward):
        yield replace(step, at=(flow.span(),), target=target, kind="forwards", confidence=0.8)


def answered(text: ItemText, consultations: list[Referral]) -> Iterator[Referral]:
    """Read what one that was asked for an opinion answered: `X har inkommit med yttrande den ...`."""
    asked = {one.target.text.casefold(): one for one in consultations if one.kind == "consults" and one.target.text}
    for section in text.item.of("preparation", "background", "", "other") if asked else ():
        for block in section.blocks:
            for sentence in sentences(block.flow) if _ANSWERED.search(block.text) else ():
                verb = _ANSWERED.search(sentence.text)
                hits = agents.locate(sentence, kinds=agents.ALL) if verb else []
                question = asked.get(hits[0].mention.text.casefold()) if hits else None
                if verb and question and hits[0].begin == 0 and hits[0].end + 50 >= verb.start():
                    date, step = movement.step(text, sentence)
                    yield replace(
                        question,
                        at=(sentence.span(),),
                        source=hits[0].mention,
                        target=movement.receiver(sentence, verb.start(), kinds=agents.ALL) or question.source,
                        kind="answers",
                        date=date,
                        step=step,
                    )


def _each_with_its_day(flow: Flow, hits: list[agents.Located]) -> Iterator[tuple[agents.Located, int]]:
    """Give the first name and those that a list of steps goes on with, each with the end of its own date."""
    for at, hit in enumerate(hits):
        following = hits[at + 1].begin if at + 1 < len(hits) else len(flow.text)
        yield hit, following
        if not _NEXT_STEP.fullmatch(flow.text[hit.end : following]):
            return


def _organisation_in_front(flow: Flow) -> agents.Located | None:
    """Give the company, municipality or association that a sentence begins with."""
    hits = agents.locate(flow, kinds=("organisation",))
    return hits[0] if hits and hits[0].begin == 0 else movement.association_at(flow)


def _replied(flow: Flow, located: list[agents.Located]) -> Iterator[tuple[Mention, Mention]]:
    """Read who gave an opinion to whom."""
    repliers = movement.joined(flow, located) if located[0].begin < _AT_ONCE else []
    if repliers and (answered_to := _answered_to(flow, repliers[-1])) is not None:
        yield from ((replier.mention, answered_to) for replier in repliers)


def _answered_to(flow: Flow, first: agents.Located) -> Mention | None:
    """Give to whom the body that a sentence begins with gave its opinion; an authority gives it to this meeting."""
    if (reply := _REPLIES.search(flow.text)) and first.end <= reply.start() + 1:
        to = movement.receiver(flow, max(reply.end() - len("till  "), first.end), kinds=agents.ALL)
        if to is not None:
            return to
    reply = _REPLIES_TO_US.search(flow.text) if first.mention.kind == "authority" else None
    return agents.own() if reply and first.end + 1 >= reply.start() else None


def _asks(flow: Flow, first: agents.Located) -> re.Match[str] | None:
    """Give the verb with which those ask for something whom a sentence begins with."""
    asks = _ASKS_FOR.search(flow.text)
    near = asks is not None and first.end <= asks.start() <= first.end + _NEAR_ITS_VERB
    return asks if near and not _genitive(flow, first) else None


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
    if acting and _genitive(flow, acting[-1]) and (post := agents.post_at(flow, acting[-1].begin)):
        return agents.Located(
            acting[-1].begin, acting[-1].end + 1, post
        )  # "kommunstyrelsens ordförande har överlämnat"
    return acting[-1] if acting else None


def _past(plain: str, begin: int, forward: re.Match[str]) -> bool:
    """Whether a matter was handed on, not only to be: `beslutade att lämna`, `har överlämnat`, `överlämnades`."""
    between = plain[begin : forward.start()]
    if _ONLY_PROPOSED.search(between):
        return False
    verb = forward[0].casefold()
    return bool(re.search(r"\b(?:beslutade|har|hade|beslöt)\b", between)) or verb.split(" ")[0].endswith(
        ("de", "des", "ats", "at", "sköt", "sköts", "sände", "överlät", "överlåtit")
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
                    and folded not in movement.NAMELESS | {own_name}
                ):
                    yield Referral(
                        item=text.item.number,
                        at=(block.flow.span(hit.begin, hit.end + word.end()),),
                        source=hit.mention,
                        target=agents.own(),
                        kind="prepares",
                        confidence=0.75,
                    )
