"""Who asks whom for an opinion (remiss, yttrande, samråd)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.facts import movement
from kg.facts.movement import Referral
from kg.language import agents, grammar
from kg.model import Mention
from kg.text.annotate import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.facts.kind import ItemText
    from kg.model import Flow


_CONSULTING = grammar.pattern("referral", "consulting")
# "Remiss från Norrbygdsregionen - Förslag till ...": a sender that is no body by its ending, up to the dash.
_SENDER = re.compile(
    r"(?P<name>[A-ZÅÄÖ][\w-]+(?:\s[A-ZÅÄÖ][\w-]+|\s(?:och|i|för)\s[A-ZÅÄÖ][\w-]+){0,4})(?=\s[-–—]\s|:\s)"
)
_TITLE_REMISS = grammar.pattern("referral", "title-remiss")
_CONSULTED = grammar.pattern("referral", "consulted")
_ASKED = grammar.pattern("referral", "asked")
_FOR_PREPARATION = grammar.pattern("referral", "for-preparation")
_FOR_OPINION = grammar.pattern("referral", "for-opinion")
_REPLIED = grammar.pattern("referral", "replied")
# Who is given the task to ask has not asked; who is asked and is no body (`synpunkter från ungdomar`) is not this one.
_TO_BE_DONE = re.compile(r"\buppdra", re.IGNORECASE)
_OF_SOMEBODY = re.compile(r"\b(?:synpunkter|yttranden?|remissvar|svar)\s(?:från|av)\s")
_HOME = re.compile(r"\b(?:kommunen|regionen|staden|landstinget)\b")


def consultations(text: ItemText) -> Iterator[Referral]:
    """Read who asks whom for an opinion: told in the story, or by a title such as `Yttrande över remiss från X`."""
    asked: Mention | None = None
    found = False
    for section in text.item.of("preparation", "background", "", "other"):
        for block in section.blocks:
            if not _CONSULTING.search(block.text):
                continue
            for sentence in sentences(block.flow):
                told = list(consultation(text, sentence))
                if told:
                    found = True
                    yield from told
                elif asked is None and (verb := _ASKED.search(sentence.text)):
                    hits = [hit for hit in agents.locate(sentence, kinds=agents.ALL) if hit.end <= verb.start()]
                    asked = hits[-1].mention if hits else None
    title = text.item.title
    match = _TITLE_REMISS.search(title.text)
    if match and not found:
        senders = [hit.mention for hit in agents.locate(title, kinds=agents.ALL) if hit.begin == match.end()]
        if not senders and (named := _SENDER.match(title.text, match.end())):
            senders = [Mention("agent", named["name"], title.span(*named.span("name")))]
        if senders:
            yield Referral(
                item=text.item.number,
                at=(title.span(),),
                source=senders[0],
                target=asked or agents.own(),
                kind="consults",
                confidence=0.8,
            )


def consultation(text: ItemText, flow: Flow) -> Iterator[Referral]:
    """Read a sentence that says who asks; the asked are whom it names, else the meeting's own body.

    Where it goes on with what the asked answered (`..., som svarade den 3 maj`), that is told too, with its own date.
    """
    if not _CONSULTING.search(flow.text):
        return
    verb = _CONSULTED.search(flow.text)
    told = None if verb else _ASKED.search(flow.text)
    if not verb and not told:
        return
    if verb and _TO_BE_DONE.search(flow.text, 0, verb.end()):
        return
    if verb and _FOR_PREPARATION.search(flow.text) and not _FOR_OPINION.search(flow.text):
        return
    replied = _REPLIED.search(flow.text)
    end = replied.start() if replied else len(flow.text)
    located = [hit for hit in agents.locate(flow, kinds=agents.ALL) if hit.begin < end]
    if verb:
        asking = [hit for hit in located if hit.end <= verb.start()]
        asked = [hit for hit in located if hit.begin >= verb.start() + 3]
    elif told:
        asked = [hit for hit in located if hit.end <= told.start()]
        asking = [
            hit
            for hit in located
            if hit.begin >= told.end() - 12
            and (re.search(r"\b(?:av|från)\s$", flow.text[: hit.begin]) or _whose_text(flow, hit))
        ]
    if not asking:
        return
    date, step = movement.step(text, flow.cut(0, end))
    home = _HOME.search(flow.text, verb.start(), end) if verb else None
    if verb and not asked and not home and _OF_SOMEBODY.search(flow.text, verb.start(), end):
        return
    for target in [hit.mention for hit in movement.joined(flow, asked)] or [
        agents.home(flow.span(*home.span())) if home else agents.own()
    ]:
        told_of = Referral(
            item=text.item.number,
            at=(flow.span(),),
            source=asking[0].mention,
            target=target,
            kind="consults",
            date=date,
            step=step,
            confidence=0.8,
        )
        yield told_of
        if replied and len(asked) == 1:
            day, paragraph = movement.step(text, flow, end)
            yield replace(told_of, source=target, target=asking[0].mention, kind="answers", date=day, step=paragraph)


def _whose_text(flow: Flow, hit: agents.Located) -> bool:
    """Whether a body is named as the one whose text an opinion is asked on: `över Socialdepartementets promemoria`."""
    behind = re.match(r"\s(?:remiss|promemoria|betänkande|förslag|utkast)", flow.text[hit.end :])
    return behind is not None and re.search(r"\böver\s$", flow.text[: hit.begin]) is not None
